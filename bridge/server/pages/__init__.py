# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of the page at ``/docs``; a package, so that installations bring them along."""
