# SPDX-License-Identifier: GPL-3.0-or-later
"""A photo studio around an asset: ground, soft light, a camera that frames what is there.

Everything is scaled to the asset, so that a ring and a cathedral are lit alike, and
everything is removed again when the studio closes.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector
from numpy.typing import NDArray

from .evaluated import stage

__all__ = ["BACKDROPS", "VIEWS", "Studio", "View", "frame", "open_studio", "three_quarter"]

#: Share of the picture's edge that the asset fills.
FILL = 0.85
SENSOR = 36.0  # mm
#: Light that comes from everywhere, as radiance.
AMBIENT = 0.3
#: Share of the light that the ground gives back.
GROUND = 0.72


@dataclass(frozen=True, slots=True)
class Lamp:
    """A far light: degrees from the camera's azimuth, degrees up, W/m², and its softness."""

    name: str
    azimuth: float
    elevation: float
    strength: float
    spread: float  # apparent diameter in degrees; soft shadows come from large ones
    colour: tuple[float, float, float] = (1.0, 1.0, 1.0)


#: Together they give level ground about 1 W/m² per steradian, so a colour of 0.5 looks like 0.5.
LAMPS = (
    Lamp("Key", -48.0, 50.0, 2.15, 22.0),
    Lamp("Fill", 58.0, 24.0, 0.4, 70.0),
    Lamp("Rim", 155.0, 40.0, 1.0, 40.0),
)
#: Radiance of the unshaded ground: the backdrop has the same, so no horizon shows.
BACKDROP = GROUND * (
    AMBIENT
    + sum(lamp.strength * math.sin(math.radians(lamp.elevation)) for lamp in LAMPS) / math.pi
)


#: One sun with nearly sharp shadows; the rest of the light is the sky's.
SKY_LAMPS = (Lamp("Sun", -48.0, 46.0, 2.9, 3.0, (1.0, 0.94, 0.85)),)
#: Radiance of the sky straight up and at the horizon, the light that comes from all of it, and
#: what the ground gives back.
ZENITH, HORIZON, SKYLIGHT = (0.2, 0.4, 0.78), (0.72, 0.82, 0.92), (0.36, 0.42, 0.5)
PAVING = (0.6, 0.57, 0.52)
#: What stands behind the asset. Without one, the picture holds the asset and its shadow only.
BACKDROPS = ("studio", "sky", "transparent")


@dataclass(frozen=True, slots=True)
class View:
    """Where the camera stands: degrees around (0 is the front, +90 the right side) and up."""

    label: str
    azimuth: float
    elevation: float
    lens: float = 60.0  # mm


VIEWS = {
    "front": View("Front", 0.0, 8.0, 85.0),
    "right": View("Right", 90.0, 8.0, 85.0),
    "top": View("Top", 0.0, 89.9, 85.0),
    "back": View("Back", 180.0, 8.0, 85.0),
    "left": View("Left", -90.0, 8.0, 85.0),
}


def three_quarter(points: NDArray[np.float64]) -> View:
    """The view for the preview: 20° up, and up to 42° for what lies flat, such as a rug."""
    width, depth, height = np.ptp(points, axis=0)
    flat = 1 - min(height / max(0.4 * math.hypot(width, depth), 1e-9), 1.0)
    return View("Three-quarter", 35.0, 20.0 + 22.0 * flat)


def _direction(azimuth: float, elevation: float) -> Vector:
    """Unit vector from the asset towards degrees around (0 is the front) and up."""
    turn, up = math.radians(azimuth), math.radians(elevation)
    return Vector((math.sin(turn) * math.cos(up), -math.cos(turn) * math.cos(up), math.sin(up)))


def frame(points: NDArray[np.float64], view: View) -> Matrix:
    """Camera matrix with which ``points`` fill ``FILL`` of a square picture, centred.

    Exact for perspective: of all cameras with this direction it is the closest one that
    keeps every point inside the picture's four planes.
    """
    back = _direction(view.azimuth, view.elevation)
    azimuth = math.radians(view.azimuth)
    right = Vector((math.cos(azimuth), math.sin(azimuth), 0.0))
    up: Any = back.cross(right)
    axes = np.array((right, up, -back))
    seen = points @ axes.T
    tangent = SENSOR / 2 / view.lens * FILL
    near, far = seen - tangent * seen[:, 2:], -seen - tangent * seen[:, 2:]
    a, b = near[:, :2].max(axis=0), far[:, :2].max(axis=0)
    place = np.append((a - b) / 2, -(a + b).max() / (2 * tangent))
    # The axis with room to spare is centred as seen, not as measured.
    for _ in range(6):
        depth = seen[:, 2:] - place[2]
        share = (seen[:, :2] - place[:2]) / depth
        place[:2] += (share.max(axis=0) + share.min(axis=0)) / 2 * depth.min()
    matrix = Matrix((right.to_tuple(), up.to_tuple(), back.to_tuple())).transposed().to_4x4()
    matrix.translation = Vector((place @ axes).tolist())
    return matrix


class Studio:
    """A lit scene around ``points``; ``aim`` the camera, then render ``scene``."""

    def __init__(
        self, scene: bpy.types.Scene, points: NDArray[np.float64], backdrop: str = "studio"
    ) -> None:
        self.scene = scene
        self.points = points
        self.backdrop = backdrop
        self._made: list[Any] = []
        low, high = points.min(axis=0), points.max(axis=0)
        self.centre = Vector(((low + high) / 2).tolist())
        reach = np.linalg.norm(points - np.array(self.centre), axis=1).max()
        self.radius = max(float(reach), 1e-4)
        self.floor = float(low[2])
        self._camera = self._add(bpy.data.cameras.new("Studio camera"))
        self._camera.data.sensor_width = SENSOR
        scene.camera = self._camera
        lamps = SKY_LAMPS if backdrop == "sky" else LAMPS
        self._lights = [(self._light(lamp), lamp) for lamp in lamps]
        self.ground = self._ground()
        self._world()
        scene.render.film_transparent = backdrop == "transparent"

    def _add(self, data: Any) -> bpy.types.Object:
        obj = bpy.data.objects.new(data.name, data)
        self.scene.collection.objects.link(obj)
        self._made += [obj, data]
        return obj

    def _light(self, lamp: Lamp) -> bpy.types.Object:
        """A distant light: it gives the same irradiance whatever the asset's size."""
        data = bpy.data.lights.new(f"Studio {lamp.name}", "SUN")
        data.energy = lamp.strength
        data.angle = math.radians(lamp.spread)
        data.color = lamp.colour
        return self._add(data)

    def _ground(self) -> bpy.types.Object:
        """A wide floor that fades into the backdrop, so that no horizon shows."""
        mesh = bpy.data.meshes.new("Studio ground")
        edge = 60 * self.radius
        mesh.from_pydata(
            [(-edge, -edge, 0), (edge, -edge, 0), (edge, edge, 0), (-edge, edge, 0)],
            [],
            [(0, 1, 2, 3)],
        )
        ground = self._add(mesh)
        ground.location = (self.centre.x, self.centre.y, self.floor - 0.0015 * self.radius)
        material = bpy.data.materials.new("Studio ground")
        self._made.append(material)
        mesh.materials.append(material)
        material.cycles.emission_sampling = "NONE"
        if material.node_tree is None:
            material.use_nodes = True
        tree = material.node_tree
        assert tree is not None
        tree.nodes.clear()
        self._ground_nodes(tree)
        material.diffuse_color = (*self._floor_colours()[0], 1.0)  # what Workbench draws
        ground.is_shadow_catcher = self.backdrop == "transparent"
        return ground

    def _floor_colours(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Of the ground near the asset, and the radiance that it fades into."""
        if self.backdrop == "sky":
            return PAVING, HORIZON
        return (GROUND,) * 3, (BACKDROP,) * 3

    def _ground_nodes(self, tree: Any) -> None:
        def add(kind: str, **values: Any) -> Any:
            node = tree.nodes.new(f"ShaderNode{kind}")
            for key, value in values.items():
                node.inputs[key].default_value = value
            return node

        place = add("TexCoord")
        length = tree.nodes.new("ShaderNodeVectorMath")
        length.operation = "LENGTH"
        fade = add(
            "MapRange",
            **{"From Min": 2.5 * self.radius, "From Max": self._fade() * self.radius},
        )
        fade.interpolation_type = "SMOOTHSTEP"
        near, horizon = self._floor_colours()
        diffuse = add("BsdfDiffuse", Color=(*near, 1.0))
        # Emission in the backdrop's radiance looks like a gap and costs half as much.
        far = add("Emission", Color=(*horizon, 1.0))
        mix = add("MixShader")
        output = add("OutputMaterial")
        link = tree.links.new
        link(place.outputs["Object"], length.inputs[0])
        link(length.outputs["Value"], fade.inputs["Value"])
        link(fade.outputs["Result"], mix.inputs[0])
        link(diffuse.outputs[0], mix.inputs[1])
        link(far.outputs[0], mix.inputs[2])
        caught = self.backdrop == "transparent"  # a shadow falls on what does not shine itself
        link((diffuse if caught else mix).outputs[0], output.inputs["Surface"])

    def _fade(self) -> float:
        """Radii at which the ground has become the backdrop; a pavement goes on for longer."""
        return 30.0 if self.backdrop == "sky" else 6.0

    def _world(self) -> None:
        """A plain backdrop for the camera, gentler light for everything else."""
        world = bpy.data.worlds.new("Studio")
        self._made.append(world)
        self.scene.world = world
        world.light_settings.distance = self.radius  # how far soft shadows reach
        if world.node_tree is None:
            world.use_nodes = True
        tree = world.node_tree
        assert tree is not None
        tree.nodes.clear()
        output = tree.nodes.new("ShaderNodeOutputWorld")
        path = tree.nodes.new("ShaderNodeLightPath")
        seen = tree.nodes.new("ShaderNodeBackground")
        seen.inputs["Color"].default_value = (BACKDROP, BACKDROP, BACKDROP, 1.0)
        ambient = tree.nodes.new("ShaderNodeBackground")
        ambient.inputs["Color"].default_value = (AMBIENT, AMBIENT, AMBIENT, 1.0)
        if self.backdrop == "sky":
            tree.links.new(self._sky(tree), seen.inputs["Color"])
            ambient.inputs["Color"].default_value = (*SKYLIGHT, 1.0)
        mix = tree.nodes.new("ShaderNodeMixShader")
        tree.links.new(path.outputs["Is Camera Ray"], mix.inputs[0])
        tree.links.new(ambient.outputs[0], mix.inputs[1])
        tree.links.new(seen.outputs[0], mix.inputs[2])
        tree.links.new(mix.outputs[0], output.inputs["Surface"])

    def _sky(self, tree: Any) -> Any:
        """The colours of a clear sky, pale at the horizon. Blender's own skies differ from version to version."""
        place = tree.nodes.new("ShaderNodeTexCoord")
        split = tree.nodes.new("ShaderNodeSeparateXYZ")
        ramp = tree.nodes.new("ShaderNodeMapRange")
        ramp.interpolation_type = "SMOOTHSTEP"
        ramp.inputs["From Max"].default_value = 0.6  # sine of the height
        mix = tree.nodes.new("ShaderNodeMix")
        mix.data_type = "RGBA"
        mix.inputs[6].default_value = (*HORIZON, 1.0)
        mix.inputs[7].default_value = (*ZENITH, 1.0)
        tree.links.new(place.outputs["Generated"], split.inputs[0])
        tree.links.new(split.outputs["Z"], ramp.inputs["Value"])
        tree.links.new(ramp.outputs["Result"], mix.inputs[0])
        return mix.outputs[2]

    def camera(self) -> tuple[NDArray[np.float64], float]:
        """The camera's matrix, and the tangent of half its angle of view."""
        return np.array(self._camera.matrix_world), SENSOR / 2 / self._camera.data.lens

    def painted(self, edge: int) -> NDArray[np.float32]:
        """What stands behind the asset where it is not rendered: sRGB, rows from the top."""
        tones = (HORIZON, PAVING) if self.backdrop == "sky" else ((BACKDROP,) * 3,) * 2
        share = np.clip((np.arange(edge) / edge - 0.1) / 0.4, 0.0, 1.0)[:, None, None]
        linear = np.array(tones[0]) * (1 - share) + np.array(tones[1]) * share
        row = np.clip(linear, 0.0, 1.0) ** (1 / 2.2)
        return np.broadcast_to(row, (edge, edge, 3)).astype(np.float32)

    def aim(self, view: View) -> None:
        """Move the camera to ``view``, and the lights with it."""
        self._camera.data.lens = view.lens
        matrix = frame(self.points, view)
        self._camera.matrix_world = matrix
        distance = (matrix.translation - self.centre).length
        self._camera.data.clip_start = max((distance - 2 * self.radius) / 2, distance / 1000)
        self._camera.data.clip_end = distance + 200 * self.radius
        for light, lamp in self._lights:
            away = _direction(lamp.azimuth + view.azimuth, lamp.elevation)
            light.rotation_euler = away.to_track_quat("Z", "Y").to_euler()

    @contextmanager
    def recorded(self) -> Iterator[Callable[[int], None]]:
        """Calls keep what was aimed at as the frame of that number; the keys go in the end."""
        moving = [self._camera, *(light for light, _ in self._lights)]

        def record(frame: int) -> None:
            for obj in moving:
                obj.keyframe_insert("location", frame=frame)
                obj.keyframe_insert("rotation_euler", frame=frame)

        try:
            yield record
        finally:
            actions = [obj.animation_data.action for obj in moving if obj.animation_data]
            for obj in moving:
                obj.animation_data_clear()
            bpy.data.batch_remove([action for action in actions if action is not None])

    def close(self) -> None:
        """Remove all that the studio brought."""
        self.scene.world = None
        bpy.data.batch_remove(self._made)


@contextmanager
def open_studio(
    collection: bpy.types.Collection, points: NDArray[np.float64], backdrop: str = "studio"
) -> Iterator[Studio]:
    """A studio around the collection, framed on ``points`` (metres, world space).

    ``backdrop`` is one of ``BACKDROPS``.
    """
    with stage(collection, "Studio") as scene:
        studio = Studio(scene, points, backdrop)
        try:
            yield studio
        finally:
            studio.close()
