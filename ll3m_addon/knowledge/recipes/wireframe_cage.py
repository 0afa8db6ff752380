# SPDX-License-Identifier: GPL-3.0-or-later
"""Turn edges into bars with a wireframe modifier

Tags: wireframe, bars, cage, lattice work, basket, truss, geodesic.
"""

import bpy

bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=2, radius=0.5, location=(0, 0, 0.5))
cage = bpy.context.object
cage.name = "Cage"
bars = cage.modifiers.new("Bars", "WIREFRAME")
bars.thickness = 0.02
bars.use_even_offset = True
