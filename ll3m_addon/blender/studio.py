# SPDX-License-Identifier: GPL-3.0-or-later
"""A photo studio around an asset: ground, soft light, a camera that frames what is there.

Everything is scaled to the asset, so that a ring and a cathedral are lit alike, and
everything is removed again when the studio closes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector
from numpy.typing import NDArray

from .evaluated import stage

__all__ = ["VIEWS", "Studio", "View", "frame", "open_studio", "three_quarter"]

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

    def __init__(self, scene: bpy.types.Scene, points: NDArray[np.float64]) -> None:
        self.scene = scene
        self.points = points
        self._made: list[Any] = []
        low, high = points.min(axis=0), points.max(axis=0)
        self.centre = Vector(((low + high) / 2).tolist())
        reach = np.linalg.norm(points - np.array(self.centre), axis=1).max()
        self.radius = max(float(reach), 1e-4)
        self.floor = float(low[2])
        self._camera = self._add(bpy.data.cameras.new("Studio camera"))
        self._camera.data.sensor_width = SENSOR
        scene.camera = self._camera
        self._lights = [(self._light(lamp), lamp) for lamp in LAMPS]
        self._ground()
        self._world()

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
        return self._add(data)

    def _ground(self) -> None:
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
            **{"From Min": 2.5 * self.radius, "From Max": 6.0 * self.radius},
        )
        fade.interpolation_type = "SMOOTHSTEP"
        diffuse = add("BsdfDiffuse", Color=(GROUND, GROUND, GROUND, 1.0))
        # Emission in the backdrop's radiance looks like a gap and costs half as much.
        far = add("Emission", Color=(BACKDROP, BACKDROP, BACKDROP, 1.0))
        mix = add("MixShader")
        output = add("OutputMaterial")
        link = tree.links.new
        link(place.outputs["Object"], length.inputs[0])
        link(length.outputs["Value"], fade.inputs["Value"])
        link(fade.outputs["Result"], mix.inputs[0])
        link(diffuse.outputs[0], mix.inputs[1])
        link(far.outputs[0], mix.inputs[2])
        link(mix.outputs[0], output.inputs["Surface"])

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
        path = tree.nodes.new("ShaderNodeLightPath")
        seen = tree.nodes.new("ShaderNodeBackground")
        seen.inputs["Color"].default_value = (BACKDROP, BACKDROP, BACKDROP, 1.0)
        ambient = tree.nodes.new("ShaderNodeBackground")
        ambient.inputs["Color"].default_value = (1.0, 1.0, 1.0, 1.0)
        ambient.inputs["Strength"].default_value = AMBIENT
        mix = tree.nodes.new("ShaderNodeMixShader")
        output = tree.nodes.new("ShaderNodeOutputWorld")
        tree.links.new(path.outputs["Is Camera Ray"], mix.inputs[0])
        tree.links.new(ambient.outputs[0], mix.inputs[1])
        tree.links.new(seen.outputs[0], mix.inputs[2])
        tree.links.new(mix.outputs[0], output.inputs["Surface"])

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

    def close(self) -> None:
        """Remove all that the studio brought."""
        self.scene.world = None
        bpy.data.batch_remove(self._made)


@contextmanager
def open_studio(collection: bpy.types.Collection, points: NDArray[np.float64]) -> Iterator[Studio]:
    """A studio around the collection, framed on ``points`` (metres, world space)."""
    with stage(collection, "Studio") as scene:
        studio = Studio(scene, points)
        try:
            yield studio
        finally:
            studio.close()
