# SPDX-License-Identifier: GPL-3.0-or-later
"""Helper functions that composed scripts carry with them: procedural materials.

All are Principled materials whose base colour is the plain constant, at most multiplied
by a pattern: exporters that know no procedural textures then still find the colour.
Patterns use object coordinates in metres, so they need no UV maps.
"""

from __future__ import annotations

from .shapes import split_functions

__all__ = ["FINISHES", "KINDS"]

_SOURCE = '''
def principled(name, colour, roughness=0.5, metallic=0.0):
    """Make a Principled material; return it and its shader node."""
    material = bpy.data.materials.new(name)
    if material.node_tree is None:  # before Blender 5.0 nodes have to be switched on
        material.use_nodes = True
    material.diffuse_color = (*colour, 1.0)
    material.roughness = roughness
    material.metallic = metallic
    shader = next(node for node in material.node_tree.nodes if node.type == "BSDF_PRINCIPLED")
    shader.inputs["Base Color"].default_value = (*colour, 1.0)
    shader.inputs["Roughness"].default_value = roughness
    shader.inputs["Metallic"].default_value = metallic
    return material, shader


def texture_space(material, scale=(1.0, 1.0, 1.0), space=None):
    """Return a socket with object (or the given) coordinates, stretched by ``scale``."""
    tree = material.node_tree
    stretch = tree.nodes.new("ShaderNodeMapping")
    stretch.inputs["Scale"].default_value = scale
    if space is None:
        space = tree.nodes.new("ShaderNodeTexCoord").outputs["Object"]
    tree.links.new(space, stretch.inputs["Vector"])
    return stretch.outputs["Vector"]


def multiply_colour(material, shader, socket):
    """Multiply the base colour by a pattern; 1 leaves it as it is."""
    tree = material.node_tree
    mix = tree.nodes.new("ShaderNodeMix")
    mix.data_type = "RGBA"
    mix.blend_type = "MULTIPLY"
    mix.inputs[0].default_value = 1.0
    mix.inputs[6].default_value = shader.inputs["Base Color"].default_value
    tree.links.new(socket, mix.inputs[7])
    tree.links.new(mix.outputs[2], shader.inputs["Base Color"])


def noise_tone(material, scale, detail, low, high, space=None):
    """Return a socket of noise between ``low`` and ``high``; ``scale`` is per axis.

    ``space`` gives other coordinates than the object's.
    """
    tree = material.node_tree
    noise = tree.nodes.new("ShaderNodeTexNoise")
    noise.inputs["Scale"].default_value = 1.0
    noise.inputs["Detail"].default_value = detail
    tone = tree.nodes.new("ShaderNodeMapRange")
    for socket, value in (("From Min", 0.3), ("From Max", 0.7), ("To Min", low), ("To Max", high)):
        tone.inputs[socket].default_value = value
    tree.links.new(texture_space(material, scale, space), noise.inputs["Vector"])
    tree.links.new(noise.outputs[0], tone.inputs["Value"])
    return tone.outputs[0]


def add_bump(material, shader, socket, strength, distance):
    """Let a pattern raise the surface by ``distance`` metres."""
    tree = material.node_tree
    bump = tree.nodes.new("ShaderNodeBump")
    bump.inputs["Strength"].default_value = strength
    bump.inputs["Distance"].default_value = distance
    tree.links.new(socket, bump.inputs["Height"])
    tree.links.new(bump.outputs["Normal"], shader.inputs["Normal"])


def masonry_tone(material, width, height, dark, joint, offset=0.5, gap=0.012, upright=False):
    """Return a socket with a pattern of courses on upright walls; ``upright`` makes boards."""
    tree = material.node_tree
    place = tree.nodes.new("ShaderNodeTexCoord")
    split = tree.nodes.new("ShaderNodeSeparateXYZ")
    along = tree.nodes.new("ShaderNodeMath")
    join = tree.nodes.new("ShaderNodeCombineXYZ")
    tree.links.new(place.outputs["Object"], split.inputs[0])
    tree.links.new(split.outputs[0], along.inputs[0])
    tree.links.new(split.outputs[1], along.inputs[1])
    tree.links.new(along.outputs[0], join.inputs[1 if upright else 0])
    tree.links.new(split.outputs[2], join.inputs[0 if upright else 1])
    brick = tree.nodes.new("ShaderNodeTexBrick")
    brick.offset = offset
    brick.inputs["Scale"].default_value = 1.0
    brick.inputs["Mortar Size"].default_value = gap
    brick.inputs["Brick Width"].default_value = width
    brick.inputs["Row Height"].default_value = height
    brick.inputs["Color1"].default_value = (1.0, 1.0, 1.0, 1.0)
    brick.inputs["Color2"].default_value = (dark, dark, dark, 1.0)
    brick.inputs["Mortar"].default_value = (joint, joint, joint, 1.0)
    tree.links.new(join.outputs[0], brick.inputs["Vector"])
    return brick.outputs["Color"]


def turned_at_ends(material, along):
    """Return a socket with object coordinates, turned where a face looks along the grain.

    Boards show no sawn ends there: the grain goes up sides, and across what looks up.
    """
    tree = material.node_tree
    place = tree.nodes.new("ShaderNodeTexCoord")
    axes = tree.nodes.new("ShaderNodeSeparateXYZ")
    turned = tree.nodes.new("ShaderNodeCombineXYZ")
    facing = tree.nodes.new("ShaderNodeSeparateXYZ")
    size = tree.nodes.new("ShaderNodeMath")
    size.operation = "ABSOLUTE"
    ends = tree.nodes.new("ShaderNodeMath")
    ends.operation = "GREATER_THAN"
    ends.inputs[1].default_value = 0.75
    mix = tree.nodes.new("ShaderNodeMix")
    mix.data_type = "VECTOR"
    tree.links.new(place.outputs["Object"], axes.inputs[0])
    tree.links.new(place.outputs["Normal"], facing.inputs[0])
    order = {"x": (2, 1, 0), "y": (0, 2, 1), "z": (2, 1, 0)}[along]
    for into, out in enumerate(order):
        tree.links.new(axes.outputs[out], turned.inputs[into])
    tree.links.new(facing.outputs["xyz".index(along)], size.inputs[0])
    tree.links.new(size.outputs[0], ends.inputs[0])
    tree.links.new(ends.outputs[0], mix.inputs[0])
    tree.links.new(place.outputs["Object"], mix.inputs[4])
    tree.links.new(turned.outputs[0], mix.inputs[5])
    return mix.outputs[1]


def wood_material(name, colour, along="x"):
    """Make wood whose grain runs along one axis."""
    material, shader = principled(name, colour, roughness=0.45)
    scale = {"x": (1.8, 26.0, 26.0), "y": (26.0, 1.8, 26.0), "z": (26.0, 26.0, 1.8)}[along]
    tone = noise_tone(material, scale, 4.0, 0.6, 1.2, turned_at_ends(material, along))
    multiply_colour(material, shader, tone)
    add_bump(material, shader, tone, 0.12, 0.001)
    return material


def planks_material(name, colour):
    """Make upright boards with dark seams."""
    material, shader = principled(name, colour, roughness=0.7)
    multiply_colour(material, shader, masonry_tone(material, 9.0, 0.2, 0.8, 0.3, 0.3, 0.008, True))
    return material


def fabric_material(name, colour):
    """Make woven cloth."""
    material, shader = principled(name, colour, roughness=0.9)
    shader.inputs["Sheen Weight"].default_value = 0.25
    weave = noise_tone(material, (420.0, 420.0, 420.0), 2.0, 0.8, 1.1)
    multiply_colour(material, shader, weave)
    add_bump(material, shader, weave, 0.25, 0.001)
    return material


def velvet_material(name, colour):
    """Make velvet: rough, with a bright rim."""
    material, shader = principled(name, colour, roughness=0.85)
    shader.inputs["Sheen Weight"].default_value = 1.0
    shader.inputs["Sheen Roughness"].default_value = 0.35
    return material


def leather_material(name, colour):
    """Make leather with a fine grain."""
    material, shader = principled(name, colour, roughness=0.42)
    pores = noise_tone(material, (160.0, 160.0, 160.0), 3.0, 0.85, 1.1)
    multiply_colour(material, shader, pores)
    add_bump(material, shader, pores, 0.2, 0.001)
    return material


def metal_material(name, colour):
    """Make brushed metal."""
    material, shader = principled(name, colour, roughness=0.28, metallic=1.0)
    brush = noise_tone(material, (3.0, 3.0, 160.0), 2.0, 0.25, 0.34)
    material.node_tree.links.new(brush, shader.inputs["Roughness"])
    return material


def rust_material(name, colour):
    """Make rusted metal: faded paint or bare metal that brown patches eat away."""
    material, shader = principled(name, colour, roughness=0.8, metallic=0.2)
    tree = material.node_tree
    patches = noise_tone(material, (2.4, 2.4, 2.4), 7.0, 0.1, 1.5)
    speckle = noise_tone(material, (24.0, 24.0, 24.0), 5.0, 0.65, 1.25)
    eaten = tree.nodes.new("ShaderNodeMix")
    eaten.data_type = "RGBA"
    eaten.inputs[6].default_value = (*[part * 0.75 for part in colour], 1.0)
    eaten.inputs[7].default_value = (0.2, 0.065, 0.02, 1.0)
    grain = tree.nodes.new("ShaderNodeMix")
    grain.data_type = "RGBA"
    grain.blend_type = "MULTIPLY"
    grain.inputs[0].default_value = 1.0
    tree.links.new(patches, eaten.inputs[0])
    tree.links.new(eaten.outputs[2], grain.inputs[6])
    tree.links.new(speckle, grain.inputs[7])
    tree.links.new(grain.outputs[2], shader.inputs["Base Color"])
    add_bump(material, shader, patches, 0.3, 0.003)
    return material


def paint_material(name, colour):
    """Make clear-coated paint."""
    material, shader = principled(name, colour, roughness=0.35)
    shader.inputs["Coat Weight"].default_value = 0.8
    shader.inputs["Coat Roughness"].default_value = 0.05
    return material


def plastic_material(name, colour):
    """Make smooth plastic."""
    material, shader = principled(name, colour, roughness=0.38)
    return material


def rubber_material(name, colour):
    """Make dull rubber."""
    material, shader = principled(name, colour, roughness=0.85)
    return material


def matte_material(name, colour):
    """Make a dull, even surface: plaster, paper, wax, snow."""
    material, shader = principled(name, colour, roughness=0.8)
    shade = noise_tone(material, (6.0, 6.0, 6.0), 3.0, 0.93, 1.04)
    multiply_colour(material, shader, shade)
    return material


def glass_material(name, colour):
    """Make clear or tinted glass."""
    material, shader = principled(name, colour, roughness=0.03)
    shader.inputs["Transmission Weight"].default_value = 1.0
    shader.inputs["IOR"].default_value = 1.45
    shader.inputs["Alpha"].default_value = 0.45  # light falls through, without caustics too
    material.diffuse_color = (*colour, 0.35)
    return material


def pane_material(name, colour):
    """Make a dark, mirroring pane for windows that nobody looks through."""
    material, shader = principled(name, colour, roughness=0.06)
    shader.inputs["Coat Weight"].default_value = 1.0
    return material


def ceramic_material(name, colour):
    """Make glazed ceramic."""
    material, shader = principled(name, colour, roughness=0.18)
    shader.inputs["Coat Weight"].default_value = 0.5
    return material


def stone_material(name, colour):
    """Make rough, mottled stone."""
    material, shader = principled(name, colour, roughness=0.88)
    mottle = noise_tone(material, (7.0, 7.0, 7.0), 9.0, 0.6, 1.25)
    multiply_colour(material, shader, mottle)
    add_bump(material, shader, mottle, 0.5, 0.01)
    return material


def marble_material(name, colour):
    """Make polished, veined marble."""
    material, shader = principled(name, colour, roughness=0.15)
    multiply_colour(material, shader, noise_tone(material, (3.0, 5.0, 4.0), 12.0, 0.6, 1.06))
    return material


def brick_material(name, colour):
    """Make brickwork in courses."""
    material, shader = principled(name, colour, roughness=0.85)
    multiply_colour(material, shader, masonry_tone(material, 0.3, 0.1, 0.7, 1.9))
    return material


def ashlar_material(name, colour):
    """Make large dressed stones in courses."""
    material, shader = principled(name, colour, roughness=0.9)
    multiply_colour(material, shader, masonry_tone(material, 0.75, 0.36, 0.72, 0.5, gap=0.02))
    return material


def tiles_material(name, colour):
    """Make rows of roof tiles."""
    material, shader = principled(name, colour, roughness=0.7)
    multiply_colour(material, shader, masonry_tone(material, 0.34, 0.2, 0.75, 0.4, gap=0.02))
    return material


def leaves_material(name, colour):
    """Make foliage: uneven and slightly shiny."""
    material, shader = principled(name, colour, roughness=0.6)
    dapple = noise_tone(material, (5.0, 5.0, 5.0), 6.0, 0.55, 1.4)
    multiply_colour(material, shader, dapple)
    add_bump(material, shader, dapple, 0.6, 0.03)
    return material


def bark_material(name, colour):
    """Make bark with upright furrows."""
    material, shader = principled(name, colour, roughness=0.92)
    furrows = noise_tone(material, (16.0, 16.0, 2.5), 6.0, 0.5, 1.3)
    multiply_colour(material, shader, furrows)
    add_bump(material, shader, furrows, 0.7, 0.02)
    return material


def glow_material(name, colour):
    """Make something that shines by itself."""
    material, shader = principled(name, colour, roughness=0.4)
    shader.inputs["Emission Color"].default_value = (*colour, 1.0)
    shader.inputs["Emission Strength"].default_value = 3.0
    return material


def screen_material(name, colour):
    """Make a display that is on: soft bands of light and shade in one colour."""
    material, shader = principled(name, colour, roughness=0.12)
    tree = material.node_tree
    place = tree.nodes.new("ShaderNodeTexCoord")
    waves = tree.nodes.new("ShaderNodeTexWave")
    waves.bands_direction = "DIAGONAL"
    for socket, value in (("Scale", 0.22), ("Distortion", 5.0), ("Detail", 0.0), ("Detail Scale", 0.9)):
        waves.inputs[socket].default_value = value
    tone = tree.nodes.new("ShaderNodeMapRange")
    tone.inputs["To Min"].default_value = 0.35
    tone.inputs["To Max"].default_value = 2.2
    tree.links.new(place.outputs["Generated"], waves.inputs["Vector"])
    tree.links.new(waves.outputs["Fac"], tone.inputs["Value"])
    multiply_colour(material, shader, tone.outputs[0])
    tree.links.new(tone.outputs[0], shader.inputs["Emission Strength"])
    shader.inputs["Emission Color"].default_value = (*colour, 1.0)
    return material
'''

#: Function name -> its text.
FINISHES: dict[str, str] = split_functions(_SOURCE)

#: The material kinds a slot may name.
KINDS = frozenset(name.removesuffix("_material") for name in FINISHES if name.endswith("_material"))
