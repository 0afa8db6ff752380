# SPDX-License-Identifier: GPL-3.0-or-later
"""Stack things with a little disorder

Tags: stack, random, disorder, books, seed, pile, variation.
"""

import random

import bpy

BOOKS = 6  # 1..15
random.seed(7)  # the same pile each time

low = 0.0
for index in range(BOOKS):
    thick = random.uniform(0.015, 0.045)
    bpy.ops.mesh.primitive_cube_add(
        size=1, location=(random.uniform(-0.01, 0.01), 0, low + thick / 2)
    )
    book = bpy.context.object
    book.name = f"Book {index + 1}"
    book.dimensions = (random.uniform(0.13, 0.17), random.uniform(0.19, 0.24), thick)
    book.rotation_euler.z = random.uniform(-0.3, 0.3)
    low += thick
