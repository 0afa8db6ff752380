# SPDX-License-Identifier: GPL-3.0-or-later
"""Parts that tell one sort of building, ship or device from another."""

from __future__ import annotations

__all__ = ["ALSO", "SOURCE"]

SOURCE = '''
def part_log_walls(w, d, h, m, x):
    """Four walls of round logs that cross at the corners, over a dark inside."""
    rows = many(round(h / 0.3), 3, 20)
    thick = h / (rows + 0.5)
    pieces = [box("Inside", (w - 2.6 * thick, d - 2.6 * thick, h - 0.3 * thick), (0.0, 0.0, 0.1 * thick), m["dark"], None, 0.0)]
    for row in range(rows):
        for side in (-1.0, 1.0):
            low = (row + 0.5) * thick
            at = side * (d / 2 - 1.3 * thick)
            pieces.append(tube("Log", [(-w / 2, at, low), (w / 2, at, low)], 0.54 * thick, m["main"], None, sides=14))
            at = side * (w / 2 - 1.3 * thick)
            pieces.append(tube("Log", [(at, -d / 2, low + 0.5 * thick), (at, d / 2, low + 0.5 * thick)], 0.54 * thick, m["main"], None, sides=14))
    return pieces


def part_timber_frame(w, d, h, m, x):
    """Plastered walls in a timber frame: posts, rails, braces, small windows on all sides."""
    bar = min(0.22, 0.08 * h)
    pieces = [box("Plaster", (w - bar, d - bar, h - 0.02), (0.0, 0.0, 0.0), m["main"], None, 0.0)]
    free = told(x, "entrance", 0.0, 0.0, w)
    for span, deep, turned in ((w, d, False), (d, w, True)):
        count = many(round(span / 1.9), 2, 12)
        step = (span - bar) / count
        rail = span - 2.4 * bar if turned else span - 0.3 * bar
        for face in (-1.0, 1.0):
            out = face * (deep - bar) / 2
            bars = [(0.0, 0.02, rail, bar), (0.0, h - bar - 0.02, rail, bar), (0.0, 0.5 * h, rail, 0.7 * bar)]
            ends = range(1, count) if turned else range(count + 1)  # corners have one post
            bars += [((number - count / 2) * step, 0.0, 1.1 * bar, h) for number in ends]
            panes = []
            for number in range(count):
                at = (number + 0.5 - count / 2) * step
                if face < 0.0 and not turned and abs(at) < 0.5 * (free + step):
                    continue
                if number % 2 == 1 or count < 3:
                    panes.append((at, 0.46 * h, min(0.62 * step, 1.0), 0.34 * h))
            for at, low, wide, tall in bars:
                thick = 1.15 * bar if tall == h else bar if tall == bar else 0.9 * bar
                size = (thick, wide, tall) if turned else (wide, thick, tall)
                pieces.append(box("Beam", size, (out, at, low) if turned else (at, out, low), m["wood"], None, 0.1 * bar))
            for at, low, wide, tall in panes:
                for grow, deeper, role in ((0.12, 1.24, m["trim"]), (0.0, 1.34, m["glass"])):
                    size = (bar * deeper, wide + grow, tall + grow) if turned else (wide + grow, bar * deeper, tall + grow)
                    spot = (out, at, low - grow / 2) if turned else (at, out, low - grow / 2)
                    pieces.append(box("Window", size, spot, role, None, 0.0))
                size = (bar * 1.46, 0.05, tall) if turned else (0.05, bar * 1.46, tall)
                pieces.append(box("Bar", size, (out, at, low) if turned else (at, out, low), m["trim"], None, 0.0))
    return pieces


def part_sloping_awning(w, d, h, m, x):
    """A striped awning that slopes towards -Y, with a valance."""
    count = many(round(w / 0.5) // 2 * 2 + 1, 5, 41)
    step, thick = w / count, 0.06 * h
    pieces = []
    for number in range(count):
        at = -w / 2 + step * (number + 0.5)
        tone = m["main"] if number % 2 == 0 else m["trim"]
        outline = [(d / 2, h - thick), (d / 2, h), (-d / 2, 0.36 * h), (-d / 2, 0.0), (-d / 2 + 0.03 * d, 0.0), (-d / 2 + 0.03 * d, 0.36 * h - thick)]
        pieces.append(prism("Stripe", outline, step, (at, 0.0, 0.0), tone, None, "x", 0.0))
    return pieces


def part_cross(w, d, h, m, x):
    """An upright cross, as a hospital's sign."""
    return [
        box("Upright", (0.34 * w, d, h), (0.0, 0.0, 0.0), m["main"], None, 0.02 * w),
        box("Arm", (w, 0.96 * d, 0.34 * h), (0.0, 0.0, 0.33 * h), m["main"], None, 0.02 * w),
    ]


def part_sign(w, d, h, m, x):
    """A lit sign in a dark frame, or lit letters on a board if "text" has any; towards -Y."""
    text = str(x.get("text", "")).strip()[:24]
    face = m["dark"] if text else m["main"]
    pieces = [
        box("Frame", (w, 0.7 * d, h), (0.0, 0.15 * d, 0.0), m["metal"] if text else m["dark"], None, 0.05 * h),
        box("Face", (0.97 * w, 0.35 * d, 0.88 * h), (0.0, -0.26 * d, 0.06 * h), face, None, 0.02 * h),
    ]
    if text:
        curve = bpy.data.curves.new("Letters", "FONT")
        curve.body, curve.extrude = text, 0.5
        line = bpy.data.objects.new("Letters", curve)
        mesh = bpy.data.meshes.new_from_object(line)
        bpy.data.objects.remove(line)
        bpy.data.curves.remove(curve)
        if len(mesh.vertices):
            low = [min(vert.co[axis] for vert in mesh.vertices) for axis in (0, 1)]
            high = [max(vert.co[axis] for vert in mesh.vertices) for axis in (0, 1)]
            scale = min(0.86 * w / max(high[0] - low[0], 1e-6), 0.62 * h / max(high[1] - low[1], 1e-6))
            letters = bmesh.new()
            letters.from_mesh(mesh)
            for vert in letters.verts:
                across, up, out = vert.co
                vert.co = ((across - (low[0] + high[0]) / 2) * scale, (-0.43 - 0.14 * out) * d, h / 2 + (up - (low[1] + high[1]) / 2) * scale)
            bmesh.ops.remove_doubles(letters, verts=letters.verts[:], dist=1e-5 * h)
            for _ in range(12):  # the font's faces without area join those along their longest edge
                thin = [face for face in letters.faces if face.calc_area() < 1e-5 * scale * scale]
                if not thin:
                    break
                longest = max(thin[0].edges, key=lambda edge: edge.calc_length())
                bmesh.ops.dissolve_edges(letters, edges=[longest])
            bmesh.ops.dissolve_limit(letters, angle_limit=0.01, verts=letters.verts[:], edges=letters.edges[:])
            pieces.append(mesh_object("Letters", letters, m["main"], None))
        bpy.data.meshes.remove(mesh)
    return pieces


def part_containers(w, d, h, m, x):
    """Shipping containers in rows and layers, ribbed, in changing colours."""
    across, layers = many(round(w / 2.6), 1, 8), many(round(h / 2.7), 1, 6)
    along = many(round(d / 6.4), 1, 12)
    tones = (m["main"], m["rust"], m["teal"], m["trim"])
    size = (w / across * 0.96, d / along * 0.97, h / layers)
    pieces = []
    for row in range(along):
        for column in range(across):
            for layer in range(max(1, layers - (row * 3 + column * 5) % 2)):
                spot = ((column + 0.5 - across / 2) * w / across, (row + 0.5 - along / 2) * d / along, layer * size[2])
                tone = tones[(row * 7 + column * 3 + layer * 5) % 4]
                pieces.append(box("Container", (size[0], size[1], 0.985 * size[2]), spot, tone, None, 0.0))
                for rib in range(7):
                    at = spot[1] - 0.45 * size[1] + 0.15 * size[1] * rib
                    pieces.append(box("Rib", (1.03 * size[0], 0.03 * size[1], 0.86 * size[2]), (spot[0], at, spot[2] + 0.06 * size[2]), tone, None, 0.0))
    return pieces


def part_superstructure(w, d, h, m, x):
    """A ship's house: decks with rows of windows, a bridge with wings, a funnel behind."""
    decks = many(round(h / 4.0), 2, 12)
    tall = 0.8 * h / decks
    pieces = []
    for deck in range(decks):
        bridge = deck == decks - 1
        size = (w if bridge else 0.86 * w, (0.66 if bridge else 0.7) * d, tall)
        pieces.append(box("Deck", size, (0.0, -0.1 * d, deck * tall), m["main"], None, 0.03 * tall))
        pieces.append(box("Windows", (0.94 * size[0], 1.02 * size[1], 0.36 * tall), (0.0, -0.1 * d, (deck + 0.4) * tall), m["glass"], None, 0.0))
        pieces.append(box("Edge", (1.01 * size[0], 1.06 * size[1], 0.08 * tall), (0.0, -0.1 * d, (deck + 0.94) * tall), m["trim"], None, 0.0))
    pieces.append(lathe("Funnel", [(0.0, 0.0), (0.17 * w, 0.0), (0.15 * w, 0.92 * h), (0.17 * w, 0.93 * h), (0.17 * w, 0.97 * h), (0.0, 0.97 * h)], (0.0, 0.38 * d, 0.0), m["dark"], None, 28))
    pieces.append(cylinder("Mast", 0.02 * w, 0.22 * h, (0.0, -0.1 * d, 0.78 * h), m["metal"], None, 0.0, 12))
    return pieces


def part_windscreen(w, d, h, m, x):
    """A boat's low windscreen: glass round the front in a bright frame; it looks towards -Y."""
    low, high = [], []
    for step in range(17):
        a = math.pi * (1.0 + step / 16)
        low.append((w / 2 * math.cos(a), d * (0.5 + math.sin(a)), 0.0))
        high.append((0.86 * w / 2 * math.cos(a), d * (0.5 + 0.7 * math.sin(a)), h))
    glass = bmesh.new()
    rows = [[glass.verts.new(point) for point in line] for line in (low, high)]
    inner = [[glass.verts.new((0.97 * px, py + 0.03 * d, pz)) for px, py, pz in line] for line in (low, high)]
    for step in range(16):
        glass.faces.new((rows[0][step], rows[0][step + 1], rows[1][step + 1], rows[1][step]))
        glass.faces.new((inner[0][step + 1], inner[0][step], inner[1][step], inner[1][step + 1]))
        glass.faces.new((rows[1][step], rows[1][step + 1], inner[1][step + 1], inner[1][step]))
        glass.faces.new((rows[0][step + 1], rows[0][step], inner[0][step], inner[0][step + 1]))
    for end, turned in ((0, False), (16, True)):
        corners = [rows[0][end], rows[1][end], inner[1][end], inner[0][end]]
        glass.faces.new(corners[::-1] if turned else corners)
    pieces = [mesh_object("Glass", glass, m["main"], None)]
    for line in (low, high):
        pieces.append(tube("Frame", line, 0.02 * w, m["metal"], None))
    return pieces


def part_tv_foot(w, d, h, m, x):
    """One of a television's two feet: two legs that spread to the front and the back."""
    r = 0.3 * w
    return [
        tube("Front leg", [(0.0, -d / 2, r), (0.0, -0.05 * d, h)], r, m["main"], None),
        tube("Back leg", [(0.0, d / 2, r), (0.0, 0.05 * d, h)], r, m["main"], None),
    ]


def part_heater(w, d, h, m, x):
    """A radiator: panels with a rail above and below and a valve."""
    count = many(round(w / 0.09), 4, 60)
    step = w * 0.94 / count
    pieces = []
    for number in range(count):
        at = -w * 0.47 + step * (number + 0.5)
        pieces.append(box("Fin", (0.72 * step, d, 0.96 * h), (at, 0.0, 0.04 * h), m["main"], None, 0.3 * step))
    for low in (0.1, 0.86):
        pieces.append(tube("Rail", [(-w * 0.48, 0.0, low * h), (w * 0.48, 0.0, low * h)], 0.26 * d, m["main"], None))
    pieces.append(tube("Valve", [(w * 0.46, 0.0, 0.1 * h), (w / 2 - 0.2 * d, 0.0, 0.1 * h), (w / 2 - 0.2 * d, 0.0, 0.0)], 0.16 * d, m["metal"], None))
    return pieces

def part_sample(w, d, h, m, x):
    """A sample of a material: a ball on a rounded block."""
    return [
        box("Block", (w, d, 0.42 * h), (0.0, 0.0, 0.0), m["main"], None, 0.06 * h),
        ball("Ball", (0.7 * w, 0.7 * d, 0.66 * h), (0.0, 0.0, 0.34 * h), m["main"], None),
    ]


def part_handset(w, d, h, m, x):
    """A telephone's or tablet's body: flat, upright, with round corners."""
    r = 0.07 * min(w, h)
    outline = []
    for cx, cz, first in ((w / 2 - r, h - r, 0.0), (r - w / 2, h - r, 0.5), (r - w / 2, r, 1.0), (w / 2 - r, r, 1.5)):
        for step in range(7):
            a = math.pi * (first + 0.5 * step / 6)
            outline.append((cx + r * math.cos(a), cz + r * math.sin(a)))
    return [prism("Body", outline, d, (0.0, 0.0, 0.0), m["main"], None, "y", 0.2 * d)]


def part_sawtooth_roof(w, d, h, m, x):
    """A factory's saw-tooth roof: slopes with upright glass between, in rows along x."""
    count = many(round(w / 7.0), 3, 14)
    step = w / count
    pieces = [box("Deck", (w, d, 0.12 * h), (0.0, 0.0, 0.0), m["main"], None, 0.0)]
    for number in range(count):
        at = -w / 2 + step * (number + 0.5)
        outline = [(-0.5 * step, 0.1 * h), (0.48 * step, 0.1 * h), (0.48 * step, h), (0.4 * step, h)]
        pieces.append(prism("Tooth", outline, 0.98 * d, (at, 0.0, 0.0), m["main"], None, "y", 0.0))
        pieces.append(box("Glass", (0.02 * step, 0.92 * d, 0.62 * h), (at + 0.485 * step, 0.0, 0.24 * h), m["glass"], None, 0.0))
    return pieces
'''

ALSO = """
log_walls: log_wall, log_body, cabin_walls, timber_walls
timber_frame: half_timbered_walls, cottage_body, framed_walls
sloping_awning: awning, striped_awning, shop_awning, sunshade, marquee
cross: red_cross, hospital_sign
sign: signage, shop_sign, billboard, display_sign, nameplate
containers: container_stack, cargo_containers, freight
superstructure: ship_house, bridge_deck, ship_bridge
windscreen: boat_windscreen
tv_foot: television_foot
sample: swatch, material_sample, sphere_sample
handset: phone_body, tablet_body, smartphone_body
sawtooth_roof: shed_roof, factory_roof, north_light_roof
heater: central_heating_radiator, panel_radiator, heating_panel
"""
