# SPDX-License-Identifier: GPL-3.0-or-later
"""Material functions of built specs, beside those of ``core.scriptkit.finishes``.

Text, not code, like the shapes. Patterns use object coordinates in metres.
"""

from __future__ import annotations

from ...core.scriptkit.finishes import FINISHES
from ...core.scriptkit.shapes import split_functions
from .textures import SOURCE

__all__ = ["FUNCTIONS"]

_SOURCE = '''
def voronoi_tone(material, scale, low, high, feature="F1"):
    """Return a socket of cells between ``low`` and ``high``; ``scale`` is per axis."""
    tree = material.node_tree
    cells = tree.nodes.new("ShaderNodeTexVoronoi")
    cells.feature = feature
    cells.inputs["Scale"].default_value = 1.0
    tone = tree.nodes.new("ShaderNodeMapRange")
    tone.inputs["To Min"].default_value = low
    tone.inputs["To Max"].default_value = high
    tree.links.new(texture_space(material, scale), cells.inputs["Vector"])
    tree.links.new(cells.outputs["Distance"], tone.inputs["Value"])
    return tone.outputs[0]


def checker_tone(material, size, low, high):
    """Return a socket of squares of ``size`` metres that change between two tones."""
    tree = material.node_tree
    squares = tree.nodes.new("ShaderNodeTexChecker")
    squares.inputs["Scale"].default_value = 1.0 / size
    squares.inputs["Color1"].default_value = (low, low, low, 1.0)
    squares.inputs["Color2"].default_value = (high, high, high, 1.0)
    tree.links.new(texture_space(material), squares.inputs["Vector"])
    return squares.outputs["Color"]


def concrete_material(name, colour):
    """Make cast concrete: cloudy, with fine pores."""
    material, shader = principled(name, colour, roughness=0.9)
    multiply_colour(material, shader, noise_tone(material, (2.5, 2.5, 2.5), 8.0, 0.8, 1.1))
    add_bump(material, shader, noise_tone(material, (60.0, 60.0, 60.0), 3.0, 0.0, 1.0), 0.25, 0.002)
    return material


def terrazzo_material(name, colour):
    """Make polished terrazzo: chips of stone in a light ground."""
    material, shader = principled(name, colour, roughness=0.22)
    multiply_colour(material, shader, voronoi_tone(material, (45.0, 45.0, 45.0), 1.1, 0.35))
    return material


def carbon_material(name, colour):
    """Make woven carbon fibre under clear lacquer."""
    material, shader = principled(name, colour, roughness=0.35, metallic=0.35)
    multiply_colour(material, shader, checker_tone(material, 0.012, 0.55, 1.6))
    shader.inputs["Coat Weight"].default_value = 1.0
    shader.inputs["Coat Roughness"].default_value = 0.04
    return material


def polished_material(name, colour):
    """Make polished metal."""
    material, shader = principled(name, colour, roughness=0.06, metallic=1.0)
    return material


def satin_material(name, colour):
    """Make anodised or satin metal, without brush marks."""
    material, shader = principled(name, colour, roughness=0.33, metallic=1.0)
    return material


def cast_material(name, colour):
    """Make cast metal: rough and dark in the pits."""
    material, shader = principled(name, colour, roughness=0.55, metallic=0.9)
    pits = noise_tone(material, (90.0, 90.0, 90.0), 3.0, 0.75, 1.1)
    multiply_colour(material, shader, pits)
    add_bump(material, shader, pits, 0.3, 0.001)
    return material


def spangle_material(name, colour):
    """Make galvanised metal with its crystals."""
    material, shader = principled(name, colour, roughness=0.4, metallic=1.0)
    multiply_colour(material, shader, voronoi_tone(material, (28.0, 28.0, 28.0), 0.75, 1.1))
    return material


def patina_material(name, colour):
    """Make weathered copper: green patches over metal."""
    material, shader = principled(name, colour, roughness=0.75, metallic=0.25)
    patches = noise_tone(material, (5.0, 5.0, 5.0), 8.0, 0.6, 1.25)
    multiply_colour(material, shader, patches)
    add_bump(material, shader, patches, 0.3, 0.002)
    return material


def wool_material(name, colour):
    """Make coarse knitted wool."""
    material, shader = principled(name, colour, roughness=0.95)
    shader.inputs["Sheen Weight"].default_value = 0.6
    loops = voronoi_tone(material, (110.0, 110.0, 70.0), 1.1, 0.6)
    multiply_colour(material, shader, loops)
    add_bump(material, shader, loops, 0.5, 0.003)
    return material


def twill_material(name, colour):
    """Make denim: slanting ribs."""
    material, shader = principled(name, colour, roughness=0.9)
    tree = material.node_tree
    ribs = tree.nodes.new("ShaderNodeTexWave")
    ribs.bands_direction = "DIAGONAL"
    ribs.inputs["Scale"].default_value = 60.0
    tone = tree.nodes.new("ShaderNodeMapRange")
    tone.inputs["To Min"].default_value = 0.75
    tone.inputs["To Max"].default_value = 1.15
    tree.links.new(texture_space(material), ribs.inputs["Vector"])
    tree.links.new(ribs.outputs[1], tone.inputs["Value"])
    multiply_colour(material, shader, tone.outputs[0])
    add_bump(material, shader, tone.outputs[0], 0.2, 0.001)
    return material


def cork_material(name, colour):
    """Make cork: dark grains in a warm ground."""
    material, shader = principled(name, colour, roughness=0.9)
    grains = voronoi_tone(material, (130.0, 130.0, 130.0), 0.7, 1.2)
    multiply_colour(material, shader, grains)
    add_bump(material, shader, grains, 0.3, 0.001)
    return material


def wicker_material(name, colour):
    """Make wickerwork."""
    material, shader = principled(name, colour, roughness=0.7)
    weave = checker_tone(material, 0.016, 0.6, 1.15)
    multiply_colour(material, shader, weave)
    add_bump(material, shader, weave, 0.6, 0.004)
    return material


def grain_material(name, colour):
    """Make loose ground: sand, soil, gravel, asphalt."""
    material, shader = principled(name, colour, roughness=0.97)
    grains = noise_tone(material, (70.0, 70.0, 70.0), 6.0, 0.55, 1.35)
    multiply_colour(material, shader, grains)
    add_bump(material, shader, grains, 0.7, 0.006)
    return material


def snow_material(name, colour):
    """Make snow: soft, with light below its surface."""
    material, shader = principled(name, colour, roughness=0.75)
    shader.inputs["Subsurface Weight"].default_value = 0.35
    add_bump(material, shader, noise_tone(material, (9.0, 9.0, 9.0), 6.0, 0.0, 1.0), 0.25, 0.02)
    return material


def wax_material(name, colour):
    """Make wax or soap: light goes a little way in."""
    material, shader = principled(name, colour, roughness=0.45)
    shader.inputs["Subsurface Weight"].default_value = 0.4
    return material


def frosted_material(name, colour):
    """Make frosted glass or ice."""
    material, shader = principled(name, colour, roughness=0.38)
    shader.inputs["Transmission Weight"].default_value = 0.9
    shader.inputs["IOR"].default_value = 1.4
    material.diffuse_color = (*colour, 0.5)
    return material


def acrylic_material(name, colour):
    """Make clear coloured acrylic."""
    material, shader = principled(name, colour, roughness=0.08)
    shader.inputs["Transmission Weight"].default_value = 0.85
    shader.inputs["IOR"].default_value = 1.49
    material.diffuse_color = (*colour, 0.45)
    return material


def liquid_material(name, colour):
    """Make a clear liquid with small ripples."""
    material, shader = principled(name, colour, roughness=0.02)
    shader.inputs["Transmission Weight"].default_value = 0.95
    shader.inputs["IOR"].default_value = 1.333
    add_bump(material, shader, noise_tone(material, (4.0, 4.0, 4.0), 4.0, 0.0, 1.0), 0.12, 0.01)
    material.diffuse_color = (*colour, 0.5)
    return material


def cells_material(name, colour):
    """Make solar cells: dark squares with fine bright lines, under glass."""
    material, shader = principled(name, colour, roughness=0.15, metallic=0.4)
    multiply_colour(material, shader, masonry_tone(material, 0.156, 0.156, 0.85, 3.5, 0.0, 0.004))
    shader.inputs["Coat Weight"].default_value = 1.0
    return material


def chips_material(name, colour):
    """Make pressed board: flakes of wood in all directions."""
    material, shader = principled(name, colour, roughness=0.7)
    multiply_colour(material, shader, voronoi_tone(material, (60.0, 25.0, 60.0), 0.7, 1.2))
    return material
'''

#: Function name -> its text: the shared ones and these.
FUNCTIONS: dict[str, str] = FINISHES | split_functions(_SOURCE) | split_functions(SOURCE)
