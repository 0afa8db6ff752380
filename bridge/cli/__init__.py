# SPDX-License-Identifier: GPL-3.0-or-later
"""The ``ll3m`` command: the contract's operations as ``ll3m <noun> <verb>``."""
