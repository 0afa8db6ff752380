# SPDX-License-Identifier: GPL-3.0-or-later
"""Escapes: programs that do what no modelling script may, and honest scripts that must run.

``MARK``, ``SECRET`` and ``FOLDER`` in a program are replaced by a file that must not come
into being, a file that must not be read, and a folder of the test's own.
"""
