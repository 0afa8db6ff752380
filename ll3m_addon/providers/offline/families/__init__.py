# SPDX-License-Identifier: GPL-3.0-or-later
"""The families: what the composer can make, a module per theme, text and numbers only."""
