# SPDX-License-Identifier: GPL-3.0-or-later
"""Worked recipes: data that is read and run in the jail, never imported."""
