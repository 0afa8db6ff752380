# SPDX-License-Identifier: GPL-3.0-or-later
"""What happens behind the contract. Importing this package imports nothing else."""
