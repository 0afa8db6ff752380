# SPDX-License-Identifier: GPL-3.0-or-later
"""Material functions whose pattern tells them from their likes: weaves, tiles, strata, flames.

Text, not code. Patterns use object coordinates in metres.
"""

from __future__ import annotations

__all__ = ["SOURCE"]

SOURCE = '''
def product_tone(material, one, other):
    """Return a socket with the product of two patterns."""
    tree = material.node_tree
    both = tree.nodes.new("ShaderNodeMath")
    both.operation = "MULTIPLY"
    tree.links.new(one, both.inputs[0])
    tree.links.new(other, both.inputs[1])
    return both.outputs[0]


def wave_tone(material, scale, low, high, direction="Z", distortion=0.0):
    """Return a socket of ``scale`` waves a metre along one axis, between two tones."""
    tree = material.node_tree
    wave = tree.nodes.new("ShaderNodeTexWave")
    wave.bands_direction = direction
    wave.inputs["Scale"].default_value = scale * 0.314
    wave.inputs["Distortion"].default_value = distortion
    tone = tree.nodes.new("ShaderNodeMapRange")
    tone.inputs["To Min"].default_value = low
    tone.inputs["To Max"].default_value = high
    tree.links.new(texture_space(material), wave.inputs["Vector"])
    tree.links.new(wave.outputs[1], tone.inputs["Value"])
    return tone.outputs[0]


def brushed_material(name, colour):
    """Make metal with plain brush marks that run level."""
    material, shader = principled(name, colour, roughness=0.36, metallic=1.0)
    marks = noise_tone(material, (2.0, 2.0, 420.0), 3.0, 0.72, 1.12)
    multiply_colour(material, shader, marks)
    add_bump(material, shader, marks, 0.18, 0.001)
    return material


def mill_material(name, colour):
    """Make plain mill steel: duller and uneven."""
    material, shader = principled(name, colour, roughness=0.42, metallic=1.0)
    multiply_colour(material, shader, noise_tone(material, (6.0, 6.0, 6.0), 6.0, 0.6, 1.0))
    return material


def plies_material(name, colour):
    """Make plywood: thin layers that change between light and dark on its edges."""
    material, shader = principled(name, colour, roughness=0.55)
    grain = noise_tone(material, (2.0, 30.0, 2.0), 4.0, 0.85, 1.08)
    multiply_colour(material, shader, product_tone(material, grain, wave_tone(material, 60.0, 0.62, 1.12)))
    return material


def smooth_concrete_material(name, colour):
    """Make polished concrete: cloudy under a sheen."""
    material, shader = principled(name, colour, roughness=0.2)
    multiply_colour(material, shader, noise_tone(material, (3.0, 3.0, 3.0), 10.0, 0.72, 1.15))
    shader.inputs["Coat Weight"].default_value = 0.4
    return material


def blades_material(name, colour):
    """Make grass: fine upright strokes of light and dark."""
    material, shader = principled(name, colour, roughness=0.8)
    strokes = noise_tone(material, (150.0, 150.0, 12.0), 3.0, 0.35, 1.6)
    multiply_colour(material, shader, product_tone(material, strokes, noise_tone(material, (3.0, 3.0, 3.0), 3.0, 0.8, 1.15)))
    add_bump(material, shader, strokes, 0.9, 0.02)
    return material


def moss_material(name, colour):
    """Make moss: soft cushions."""
    material, shader = principled(name, colour, roughness=0.95)
    shader.inputs["Sheen Weight"].default_value = 0.6
    tufts = voronoi_tone(material, (38.0, 38.0, 38.0), 1.25, 0.45)
    multiply_colour(material, shader, tufts)
    add_bump(material, shader, tufts, 1.0, 0.02)
    return material


def stucco_material(name, colour):
    """Make rough render: small bumps all over."""
    material, shader = principled(name, colour, roughness=0.95)
    grains = noise_tone(material, (45.0, 45.0, 45.0), 4.0, 0.8, 1.06)
    multiply_colour(material, shader, grains)
    add_bump(material, shader, grains, 0.5, 0.006)
    return material


def trowelled_material(name, colour):
    """Make plaster with the wide, soft marks of a trowel."""
    material, shader = principled(name, colour, roughness=0.85)
    marks = noise_tone(material, (4.0, 4.0, 9.0), 2.0, 0.9, 1.05)
    multiply_colour(material, shader, marks)
    add_bump(material, shader, marks, 0.4, 0.015)
    return material


def flat_material(name, colour):
    """Make a wholly even, dull surface."""
    material, shader = principled(name, colour, roughness=0.95)
    return material


def tiling_material(name, colour):
    """Make glazed tiles of 15 cm in a grid of darker joints."""
    material, shader = principled(name, colour, roughness=0.14)
    multiply_colour(material, shader, masonry_tone(material, 0.15, 0.15, 0.93, 0.45, 0.0, 0.006))
    shader.inputs["Coat Weight"].default_value = 0.4
    return material


def satin_cloth_material(name, colour):
    """Make silk: smooth cloth with a soft gleam."""
    material, shader = principled(name, colour, roughness=0.34)
    shader.inputs["Sheen Weight"].default_value = 0.5
    shader.inputs["Anisotropic"].default_value = 0.6
    add_bump(material, shader, noise_tone(material, (5.0, 5.0, 2.0), 2.0, 0.0, 1.0), 0.25, 0.01)
    return material


def coarse_weave_material(name, colour):
    """Make canvas or linen: threads across each other, to be seen."""
    material, shader = principled(name, colour, roughness=0.95)
    weave = checker_tone(material, 0.006, 0.8, 1.1)
    threads = noise_tone(material, (160.0, 160.0, 24.0), 2.0, 0.82, 1.12)
    multiply_colour(material, shader, product_tone(material, weave, threads))
    add_bump(material, shader, weave, 0.4, 0.002)
    return material


def tweed_material(name, colour):
    """Make tweed: slanting ribs with flecks."""
    material, shader = principled(name, colour, roughness=0.95)
    ribs = wave_tone(material, 60.0, 0.7, 1.2, "DIAGONAL")
    flecks = voronoi_tone(material, (120.0, 120.0, 120.0), 0.6, 1.5)
    multiply_colour(material, shader, product_tone(material, ribs, flecks))
    add_bump(material, shader, ribs, 0.4, 0.003)
    return material


def pile_material(name, colour):
    """Make carpet: a dense pile."""
    material, shader = principled(name, colour, roughness=1.0)
    shader.inputs["Sheen Weight"].default_value = 0.4
    pile = voronoi_tone(material, (75.0, 75.0, 75.0), 1.25, 0.5)
    multiply_colour(material, shader, pile)
    add_bump(material, shader, pile, 1.0, 0.008)
    return material


def stained_material(name, colour):
    """Make stained glass: panes of several colours between dark lead."""
    material, shader = principled(name, colour, roughness=0.08)
    tree = material.node_tree
    cells = tree.nodes.new("ShaderNodeTexVoronoi")
    cells.inputs["Scale"].default_value = 1.0
    rows = tree.nodes.new("ShaderNodeHueSaturation")
    rows.inputs["Color"].default_value = (*colour, 1.0)
    parts = tree.nodes.new("ShaderNodeSeparateXYZ")
    space = texture_space(material, (8.0, 8.0, 8.0))
    tree.links.new(space, cells.inputs["Vector"])
    tree.links.new(cells.outputs["Color"], parts.inputs[0])
    tree.links.new(parts.outputs[0], rows.inputs["Hue"])
    lead = voronoi_tone(material, (8.0, 8.0, 8.0), 0.0, 30.0, "DISTANCE_TO_EDGE")
    mix = tree.nodes.new("ShaderNodeMix")
    mix.data_type = "RGBA"
    mix.inputs[6].default_value = (0.01, 0.01, 0.012, 1.0)
    tree.links.new(lead, mix.inputs[0])
    tree.links.new(rows.outputs[0], mix.inputs[7])
    tree.links.new(mix.outputs[2], shader.inputs["Base Color"])
    tree.links.new(mix.outputs[2], shader.inputs["Emission Color"])
    shader.inputs["Emission Strength"].default_value = 0.25
    shader.inputs["Coat Weight"].default_value = 1.0
    return material


def traces_material(name, colour):
    """Make a circuit board's lacquer with its tracks."""
    material, shader = principled(name, colour, roughness=0.3)
    multiply_colour(material, shader, masonry_tone(material, 0.021, 0.0052, 0.9, 1.8, 0.37, 0.0011))
    shader.inputs["Coat Weight"].default_value = 0.6
    return material


def crystals_material(name, colour):
    """Make granite: grains of light and dark stone, polished."""
    material, shader = principled(name, colour, roughness=0.3)
    grains = voronoi_tone(material, (70.0, 70.0, 70.0), 1.7, 0.25)
    multiply_colour(material, shader, product_tone(material, grains, noise_tone(material, (30.0, 30.0, 30.0), 5.0, 0.7, 1.25)))
    return material


def strata_material(name, colour):
    """Make layered stone: sandstone, travertine, slate."""
    material, shader = principled(name, colour, roughness=0.85)
    layers = noise_tone(material, (2.0, 2.0, 26.0), 6.0, 0.6, 1.25)
    multiply_colour(material, shader, layers)
    add_bump(material, shader, layers, 0.4, 0.006)
    return material


def flutes_material(name, colour):
    """Make corrugated board."""
    material, shader = principled(name, colour, roughness=0.9)
    flutes = wave_tone(material, 55.0, 0.82, 1.06, "X")
    multiply_colour(material, shader, flutes)
    add_bump(material, shader, flutes, 0.5, 0.003)
    return material


def pores_material(name, colour):
    """Make foam: a soft body full of small holes."""
    material, shader = principled(name, colour, roughness=0.95)
    holes = voronoi_tone(material, (55.0, 55.0, 55.0), 0.45, 1.15)
    multiply_colour(material, shader, holes)
    add_bump(material, shader, holes, 0.7, 0.006)
    return material


def hologram_material(name, colour):
    """Make a hologram: faint light with lines across, to be seen through."""
    material, shader = principled(name, colour, roughness=0.4)
    lines = wave_tone(material, 34.0, 0.25, 1.5)
    multiply_colour(material, shader, lines)
    shader.inputs["Emission Color"].default_value = (*colour, 1.0)
    material.node_tree.links.new(lines, shader.inputs["Emission Strength"])
    shader.inputs["Alpha"].default_value = 0.55
    material.diffuse_color = (*colour, 0.5)
    return material


def fire_material(name, colour):
    """Make fire: flames from dark red to yellow."""
    material, shader = principled(name, colour, roughness=0.9)
    tree = material.node_tree
    flames = noise_tone(material, (7.0, 7.0, 2.4), 4.0, 0.0, 1.0)
    tones = tree.nodes.new("ShaderNodeMix")
    tones.data_type = "RGBA"
    tones.inputs[6].default_value = (0.25, 0.01, 0.0, 1.0)
    tones.inputs[7].default_value = (1.0, 0.62, 0.08, 1.0)
    tree.links.new(flames, tones.inputs[0])
    tree.links.new(tones.outputs[2], shader.inputs["Emission Color"])
    tree.links.new(flames, shader.inputs["Emission Strength"])
    return material


def lamp_material(name, colour):
    """Make a lit surface that keeps its colour and its shape in the picture."""
    material, shader = principled(name, colour, roughness=0.3)
    shader.inputs["Emission Color"].default_value = (*colour, 1.0)
    shader.inputs["Emission Strength"].default_value = 0.9
    return material


def lava_material(name, colour):
    """Make lava: dark crust with glowing cracks."""
    material, shader = principled(name, (0.02, 0.015, 0.012), roughness=0.9)
    tree = material.node_tree
    cracks = voronoi_tone(material, (6.0, 6.0, 6.0), 1.0, -5.0, "DISTANCE_TO_EDGE")
    held = tree.nodes.new("ShaderNodeMath")
    held.operation = "MAXIMUM"
    held.inputs[1].default_value = 0.0
    tree.links.new(cracks, held.inputs[0])
    gain = tree.nodes.new("ShaderNodeMath")
    gain.operation = "MULTIPLY"
    gain.inputs[1].default_value = 2.2
    tree.links.new(held.outputs[0], gain.inputs[0])
    shader.inputs["Emission Color"].default_value = (*colour, 1.0)
    tree.links.new(gain.outputs[0], shader.inputs["Emission Strength"])
    return material
'''
