# SPDX-License-Identifier: GPL-3.0-or-later
"""The contract, the service and its clients. Knows neither bpy nor ``ll3m_addon``."""
