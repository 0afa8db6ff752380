# SPDX-License-Identifier: GPL-3.0-or-later
"""What rule-written scripts are made of: shapes, finishes and colours.

The offline composer and the builder of design specs both write scripts from these parts.
"""
