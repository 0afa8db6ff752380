# SPDX-License-Identifier: GPL-3.0-or-later
"""Helper functions that composed scripts carry with them: shapes.

Text, not code: a script gets a copy of those it uses, so that it stands alone. They
build with bmesh only, need no context, and leave closed meshes whose normals point
outwards. Every shape stands on its location.
"""

from __future__ import annotations

__all__ = ["SHAPES", "split_functions"]

_SOURCE = '''
def empty(name, parent=None, location=(0.0, 0.0, 0.0)):
    """Add an Empty that other objects hang on."""
    obj = bpy.data.objects.new(name, None)
    obj.empty_display_size = 0.1
    bpy.context.collection.objects.link(obj)
    obj.parent = parent
    obj.location = location
    return obj


def box_map(bm):
    """Give every face a UV map seen along its main axis, one unit a metre."""
    layer = bm.loops.layers.uv.new("UVMap")
    for face in bm.faces:
        x, y, z = (abs(part) for part in face.normal)
        across, up = (0, 1) if z >= x and z >= y else (1, 2) if x >= y else (0, 2)
        for loop in face.loops:
            point = loop.vert.co
            loop[layer].uv = (point[across], point[up])


def mesh_object(name, bm, material, parent, location=(0.0, 0.0, 0.0)):
    """Turn a bmesh into a shaded object under ``parent``."""
    bmesh.ops.recalc_face_normals(bm, faces=bm.faces[:])
    for edge in bm.edges:
        edge.smooth = edge.calc_face_angle(0.0) < math.radians(SMOOTH_ANGLE)
    box_map(bm)
    mesh = bpy.data.meshes.new(name)
    bm.to_mesh(mesh)
    bm.free()
    mesh.materials.append(material)
    obj = bpy.data.objects.new(name, mesh)
    bpy.context.collection.objects.link(obj)
    obj.parent = parent
    obj.location = location
    return obj


def clone(obj, name, parent, location, rotation=(0.0, 0.0, 0.0)):
    """Add another object that shares ``obj``'s mesh."""
    copy = bpy.data.objects.new(name, obj.data)
    bpy.context.collection.objects.link(copy)
    copy.parent = parent
    copy.location = location
    copy.rotation_euler = rotation
    return copy


def round_edges(bm, width, most):
    """Bevel all edges by up to ``most``; only the new faces are shaded smooth."""
    offset = min(width * ROUNDNESS, most)
    if offset <= 0.0:
        return
    made = bmesh.ops.bevel(
        bm, geom=bm.edges[:], offset=offset, offset_type="OFFSET",
        segments=3, profile=0.5, affect="EDGES", clamp_overlap=True,
    )
    for face in made["faces"]:
        face.smooth = True


def box(name, size, location, material, parent, bevel=0.01):
    """Add a box that stands on ``location``, with rounded edges."""
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=1.0)
    for vert in bm.verts:
        vert.co = (vert.co.x * size[0], vert.co.y * size[1], (vert.co.z + 0.5) * size[2])
    round_edges(bm, bevel, 0.3 * min(size))
    return mesh_object(name, bm, material, parent, location)


def wedge(name, bottom, top, height, location, material, parent, shift=(0.0, 0.0), bevel=0.01):
    """Add a box whose top (width, depth) differs from its bottom and may be shifted."""
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=1.0)
    for vert in bm.verts:
        upper = vert.co.z > 0.0
        wide, deep = top if upper else bottom
        moved = shift if upper else (0.0, 0.0)
        vert.co = (
            vert.co.x * wide + moved[0],
            vert.co.y * deep + moved[1],
            height if upper else 0.0,
        )
    round_edges(bm, bevel, 0.3 * min(*bottom, *top, height))
    return mesh_object(name, bm, material, parent, location)


def prism(name, outline, thickness, location, material, parent, axis="y", bevel=0.01):
    """Extrude a closed outline by ``thickness``, half to each side of ``location``.

    The outline's points are (x, z) for axis "y", (y, z) for "x" and (x, y) for "z".
    """
    bm = bmesh.new()
    half = thickness / 2.0
    rings = []
    for offset in (-half, half):
        if axis == "y":
            points = [(a, offset, b) for a, b in outline]
        elif axis == "x":
            points = [(offset, a, b) for a, b in outline]
        else:
            points = [(a, b, offset) for a, b in outline]
        rings.append([bm.verts.new(point) for point in points])
    for index in range(len(outline)):
        bm.faces.new((rings[0][index - 1], rings[0][index], rings[1][index], rings[1][index - 1]))
    for ring in rings:
        bm.faces.new(ring)
    round_edges(bm, bevel, 0.3 * thickness)
    return mesh_object(name, bm, material, parent, location)


def lathe(name, profile, location, material, parent, sides=0):
    """Turn a profile of (radius, height) points about the vertical axis.

    Radius 0 closes the shape on the axis; an open end gets a flat cap.
    """
    count = sides or SEGMENTS
    bm = bmesh.new()
    rings = []
    for radius, height in profile:
        if radius < 1e-5:
            rings.append([bm.verts.new((0.0, 0.0, height))])
            continue
        turns = [2.0 * math.pi * step / count for step in range(count)]
        rings.append(
            [bm.verts.new((radius * math.cos(a), radius * math.sin(a), height)) for a in turns]
        )
    for lower, upper in zip(rings, rings[1:]):
        for step in range(count):
            after = (step + 1) % count
            corners = [
                lower[step % len(lower)], lower[after % len(lower)],
                upper[after % len(upper)], upper[step % len(upper)],
            ]
            bm.faces.new(list(dict.fromkeys(corners))).smooth = True
    for ring in (rings[0], rings[-1]):
        if len(ring) > 2:
            bm.faces.new(ring)
    return mesh_object(name, bm, material, parent, location)


def ring_shape(name, profile, location, material, parent, sides=0):
    """Turn a closed profile of (radius, height) points: a shape that is open in the middle."""
    count = sides or SEGMENTS
    bm = bmesh.new()
    loops = []
    for step in range(count):
        a = 2.0 * math.pi * step / count
        loops.append([bm.verts.new((r * math.cos(a), r * math.sin(a), z)) for r, z in profile])
    for here, there in zip(loops, [*loops[1:], loops[0]]):
        for index in range(len(profile)):
            corners = (here[index - 1], here[index], there[index], there[index - 1])
            bm.faces.new(corners).smooth = True
    return mesh_object(name, bm, material, parent, location)


def cylinder(name, radius, height, location, material, parent, bevel=0.005, sides=0):
    """Add an upright cylinder with rounded rims."""
    soft = min(bevel * ROUNDNESS, 0.45 * radius, 0.45 * height)
    if soft <= 0.0:
        return lathe(name, [(radius, 0.0), (radius, height)], location, material, parent, sides)
    inner, near, top = radius - soft, 0.29 * soft, height - soft
    profile = [
        (inner, 0.0), (radius - near, near), (radius, soft),
        (radius, top), (radius - near, height - near), (inner, height),
    ]
    return lathe(name, profile, location, material, parent, sides)


def spline(points, steps=6):
    """Return points on a smooth curve through ``points`` (2D or 3D)."""
    ends = [mathutils.Vector(point) for point in (points[0], *points, points[-1])]
    path = []
    for before, start, end, after in zip(ends, ends[1:], ends[2:], ends[3:]):
        span = (end - start).length
        first, last = (start - before).length, (after - end).length
        # Tangents follow the longer neighbour, so that uneven points make no bulges.
        leave = (end - before) * (span / (first + span))
        arrive = (after - start) * (span / (last + span))
        for step in range(steps):
            t = step / steps
            point = start * (1.0 + 2.0 * t) * (1.0 - t) ** 2 + end * t * t * (3.0 - 2.0 * t)
            path.append(tuple(point + leave * t * (1.0 - t) ** 2 - arrive * t * t * (1.0 - t)))
    path.append(tuple(points[-1]))
    return path


def tube(name, points, radius, material, parent, location=(0.0, 0.0, 0.0), sides=12, closed=False):
    """Sweep a round section along ``points``; ``radius`` is a number or one for each point."""
    path = [mathutils.Vector(point) for point in points]
    radii = radius if isinstance(radius, list) else [radius] * len(path)
    last = len(path) - 1
    bm = bmesh.new()
    rings = []
    side = None
    for index, centre in enumerate(path):
        before = path[index - 1] if index or closed else centre
        after = path[(index + 1) % len(path)] if index < last or closed else centre
        ahead = (after - before).normalized()
        if side is None:
            side = ahead.orthogonal().normalized()
        side = (side - ahead * side.dot(ahead)).normalized()
        other = ahead.cross(side)
        turns = [2.0 * math.pi * step / sides for step in range(sides)]
        rings.append(
            [
                bm.verts.new(
                    centre + side * radii[index] * math.cos(a) + other * radii[index] * math.sin(a)
                )
                for a in turns
            ]
        )
    shift = 0
    if closed:
        gaps = [(rings[0][step].co - rings[-1][0].co).length for step in range(sides)]
        shift = gaps.index(min(gaps))
    pairs = [(lower, upper, 0) for lower, upper in zip(rings, rings[1:])]
    if closed:
        pairs.append((rings[-1], rings[0], shift))
    for lower, upper, turn in pairs:
        for step in range(sides):
            after = (step + 1) % sides
            corners = (
                lower[step], lower[after], upper[(after + turn) % sides], upper[(step + turn) % sides]
            )
            bm.faces.new(corners).smooth = True
    if not closed:
        bm.faces.new(rings[0])
        bm.faces.new(rings[-1])
    return mesh_object(name, bm, material, parent, location)


def loft(name, rings, location, material, parent):
    """Skin closed rings of equally many 3D points, with flat ends."""
    bm = bmesh.new()
    loops = [[bm.verts.new(point) for point in ring] for ring in rings]
    for lower, upper in zip(loops, loops[1:]):
        for step in range(len(lower)):
            after = (step + 1) % len(lower)
            bm.faces.new((lower[step], lower[after], upper[after], upper[step])).smooth = True
    for ring in (loops[0], loops[-1]):
        bm.faces.new(ring)
    return mesh_object(name, bm, material, parent, location)


def oval(y, width, bottom, top, power=2.0, count=0):
    """Return a ring across the y axis: an ellipse at power 2, squarer above."""
    ring = []
    count = count or SEGMENTS
    for step in range(count):
        turn = 2.0 * math.pi * step / count
        across, up = math.cos(turn), math.sin(turn)
        x = math.copysign(abs(across) ** (2.0 / power), across) * width / 2.0
        z = math.copysign(abs(up) ** (2.0 / power), up) * (top - bottom) / 2.0
        ring.append((x, y, (top + bottom) / 2.0 + z))
    return ring


def plan(z, width, front, back, power=4.0, count=0):
    """Return a level ring at height ``z`` from y ``front`` to ``back``: a rounded rectangle."""
    return [
        (x, (front + back) / 2.0 + y, z)
        for x, _, y in oval(0.0, width, -(back - front) / 2.0, (back - front) / 2.0, power, count)
    ]


def ball(name, size, location, material, parent, power=2.0, sides=0):
    """Add an ellipsoid of ``size`` that stands on ``location``; a high power makes it boxy."""
    count = max(6, min(SEGMENTS, sides or SEGMENTS))
    bm = bmesh.new()
    bmesh.ops.create_uvsphere(bm, u_segments=count, v_segments=max(4, count // 2), radius=1.0)
    for vert in bm.verts:
        x, y, z = vert.co
        if power != 2.0:
            length = (abs(x) ** power + abs(y) ** power + abs(z) ** power) ** (1.0 / power)
            x, y, z = x / length, y / length, z / length
        vert.co = (x * size[0] / 2.0, y * size[1] / 2.0, (z + 1.0) * size[2] / 2.0)
    for face in bm.faces:
        face.smooth = True
    return mesh_object(name, bm, material, parent, location)


def cushion(name, size, location, material, parent, puff=0.15):
    """Add a padded box: round edges, and faces that swell by ``puff`` of the thickness."""
    bm = bmesh.new()
    bmesh.ops.create_cube(bm, size=2.0)
    cuts = 9 if ROUNDNESS > 0.0 else 2
    bmesh.ops.subdivide_edges(bm, edges=bm.edges[:], cuts=cuts, use_grid_fill=True)
    half = mathutils.Vector(size) / 2.0
    radius = 0.42 * min(half)
    for vert in bm.verts:
        unit = vert.co.copy()
        spread = mathutils.Vector([math.sin(value * math.pi / 2.0) for value in unit])
        point = mathutils.Vector([s * h for s, h in zip(spread, half)])
        core = mathutils.Vector(
            [max(-h + radius, min(h - radius, p)) for p, h in zip(point, half)]
        )
        if (point - core).length > 1e-6:
            point = core + (point - core).normalized() * radius
        for axis in range(3):
            a, b = unit[axis - 1], unit[axis - 2]
            if half[axis] == min(half):
                point[axis] *= 1.0 - puff + puff * (1.0 - a * a) * (1.0 - b * b)
        vert.co = (point.x, point.y, point.z + half.z)
    for face in bm.faces:
        face.smooth = True
    return mesh_object(name, bm, material, parent, location)


def blob(name, size, location, material, parent, seed=0, rough=0.25, detail=3, grain=1.4):
    """Add a lumpy ball: noise moves each point by up to ``rough`` of the radius."""
    bm = bmesh.new()
    bmesh.ops.create_icosphere(bm, subdivisions=detail if ROUNDNESS > 0.0 else 2, radius=1.0)
    offset = mathutils.Vector((seed * 3.7, seed * 1.3, seed * 2.1))
    for vert in bm.verts:
        push = 1.0 + rough * mathutils.noise.noise(vert.co * grain + offset)
        vert.co = [c * push * s / 2.0 for c, s in zip(vert.co, size)]
    low = min(vert.co.z for vert in bm.verts)
    for vert in bm.verts:
        vert.co.z -= low
    for face in bm.faces:
        face.smooth = True
    return mesh_object(name, bm, material, parent, location)


def wheel(name, radius, width, place, parent, tyre, rim, spokes=5):
    """Add a wheel on its own axle (x): tyre, rim and spokes, outside at +x."""
    axle = empty(name, parent, place)
    half, inner = width / 2.0, radius * 0.64
    profile = [
        (inner, -half * 0.85), (radius * 0.9, -half), (radius * 0.98, -half * 0.75), (radius, -half * 0.4),
        (radius, half * 0.4), (radius * 0.98, half * 0.75), (radius * 0.9, half), (inner, half * 0.85),
    ]
    band = [(inner * 1.04, -half * 0.8), (inner * 1.06, half * 0.86), (inner * 0.9, half * 0.86), (inner * 0.86, half * 0.3),
            (inner * 0.86, -half * 0.8)]
    parts = [
        ring_shape(f"{name} tyre", profile, (0.0, 0.0, 0.0), tyre, axle),
        ring_shape(f"{name} rim", band, (0.0, 0.0, 0.0), rim, axle),
        cylinder(f"{name} disc", inner * 0.92, half * 0.5, (0.0, 0.0, 0.0), tyre, axle, 0.0),
        cylinder(f"{name} hub", inner * 0.26, half * 0.5, (half * 0.3, 0.0, 0.0), rim, axle, half * 0.1),
    ]
    for part in parts:
        part.rotation_euler.y = math.pi / 2.0
    for number in range(spokes):
        turn = 2.0 * math.pi * number / spokes
        size = (half * 0.3, inner * 0.22, inner * 0.86)
        spoke = box(f"{name} spoke {number + 1}", size, (half * 0.55, 0.0, 0.0), rim, axle, half * 0.08)
        spoke.rotation_euler.x = turn
    return axle


def ring_spots(count, half_x, half_y):
    """Return ``count`` places (x, y): the corners for four, else on an ellipse."""
    if count == 4:
        return [(sx * half_x, sy * half_y) for sy in (-1, 1) for sx in (-1, 1)]
    if count == 1:
        return [(0.0, 0.0)]
    turns = [2.0 * math.pi * step / count - math.pi / 2.0 for step in range(count)]
    return [(half_x * math.cos(a), half_y * math.sin(a)) for a in turns]


def settle(root):
    """Lower or lift the parts right under ``root`` until the lowest point is on the ground."""
    parts = [obj for obj in root.children if obj.data is not None]
    low = min((obj.matrix_basis @ vert.co).z for obj in parts for vert in obj.data.vertices)
    for obj in root.children:
        obj.location.z -= low


def resize(root, factor):
    """Scale everything under ``root`` for good, so that no object keeps a scale."""
    done = set()
    for obj in root.children_recursive:
        obj.location = obj.location * factor
        if obj.data is not None and obj.data.name not in done:
            done.add(obj.data.name)
            obj.data.transform(mathutils.Matrix.Scale(factor, 4))
'''


def split_functions(source: str) -> dict[str, str]:
    """Cut the text into functions by name."""
    pieces = ("\n" + source.strip() + "\n").split("\ndef ")[1:]
    return {piece.split("(", 1)[0]: "def " + piece.strip() + "\n" for piece in pieces}


#: Function name -> its text.
SHAPES: dict[str, str] = split_functions(_SOURCE)
