# SPDX-License-Identifier: GPL-3.0-or-later
"""A honeycomb of hexagons

Tags: hexagon, hex grid, honeycomb, cells, tiles, board game, pattern, bee.
"""

import math

import bmesh
import bpy

COLUMNS, ROWS, SIZE, WALL, HEIGHT = 8, 7, 0.06, 0.006, 0.04  # -, -, m, m, m

bm = bmesh.new()
for row in range(ROWS):
    for column in range(COLUMNS):
        x = SIZE * math.sqrt(3) * (column + 0.5 * (row % 2))
        y = SIZE * 1.5 * row
        corners = [math.radians(60 * step + 30) for step in range(6)]
        bm.faces.new(
            [bm.verts.new((x + SIZE * math.cos(a), y + SIZE * math.sin(a), 0)) for a in corners]
        )
bmesh.ops.remove_doubles(bm, verts=bm.verts[:], dist=SIZE / 100)
cells = bmesh.ops.inset_individual(bm, faces=bm.faces[:], thickness=WALL / 2)
walls = cells["faces"]
holes = [face for face in bm.faces if face not in set(walls)]
bmesh.ops.delete(bm, geom=holes, context="FACES_ONLY")
grown = bmesh.ops.extrude_face_region(bm, geom=bm.faces[:])
moved = [each for each in grown["geom"] if isinstance(each, bmesh.types.BMVert)]
bmesh.ops.translate(bm, verts=moved, vec=(0, 0, HEIGHT))
bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
mesh = bpy.data.meshes.new("Honeycomb")
bm.to_mesh(mesh)
bm.free()
comb = bpy.data.objects.new("Honeycomb", mesh)
bpy.context.scene.collection.objects.link(comb)
