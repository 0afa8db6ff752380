# SPDX-License-Identifier: GPL-3.0-or-later
"""Every row of the tables of renamed nodes, inputs and values is as this Blender has it."""

from __future__ import annotations

import pytest

bpy = pytest.importorskip("bpy", reason="needs Blender as a module or a program")
pytestmark = pytest.mark.bpy

from ll3m.ll3m_addon.sandbox.migrations import (  # noqa: E402 - behind the skip
    mistakes_names,
    v4_3,
    v5_0,
    v5_0_compositor,
    v5_0_sockets,
    v5_1,
)

VERSION = bpy.app.version[:2]
TREES = {
    "Geometry": "GeometryNodeTree", "Function": "GeometryNodeTree",
    "Compositor": "CompositorNodeTree", "Shader": "ShaderNodeTree",
}  # fmt: skip
TABLES = (
    (v5_0_sockets.GEOMETRY, (5, 0)), (v5_0_sockets.COMPOSITOR, (5, 0)), (v5_1.TEXT, (5, 1)),
)  # fmt: skip
ROWS = [
    (kind, name, socket, values, since)
    for table, since in TABLES
    for kind, row in table.items()
    for name, (socket, values) in row.items()
]


def made(kind: str, tree: str = ""):
    """A node of this type in a tree of its own."""
    group = bpy.data.node_groups.new("A", tree or TREES[kind.partition("Node")[0]])
    return group.nodes.new(kind)


@pytest.mark.parametrize(("kind", "name", "socket", "values", "since"), ROWS)
def test_a_property_is_an_input_from_its_release_on(kind, name, socket, values, since) -> None:
    node = made(kind)
    if since <= VERSION:
        assert not hasattr(node, name)
        for value in values.values():
            node.inputs[socket].default_value = value
        assert socket in node.inputs
    else:
        assert hasattr(node, name)
        if VERSION >= (4, 5) and values:
            known = {each.identifier for each in node.bl_rna.properties[name].enum_items}
            assert known >= set(values)


@pytest.mark.parametrize(("wrong", "right"), mistakes_names.NODES.items())
def test_a_node_type_that_is_written_wrong_is_none_and_the_right_one_is(wrong, right) -> None:
    tree = TREES[wrong.partition("Node")[0]]
    with pytest.raises(RuntimeError):
        made(wrong, tree)
    assert made(right, tree)


@pytest.mark.skipif(VERSION < (5, 0), reason="the old types went in 5.0")
@pytest.mark.parametrize(("old", "new"), [*v5_0_compositor.SHARED.items(), *v5_0.SEPARATE.items()])
def test_a_node_type_went_and_another_does_its_work(old, new) -> None:
    tree = TREES[old.partition("Node")[0]]
    with pytest.raises(RuntimeError):
        made(old, tree)
    assert made(new, tree)


@pytest.mark.skipif(VERSION < (4, 3), reason="the settings went in 4.3")
@pytest.mark.parametrize("name", v4_3.EEVEE)
def test_a_setting_of_the_old_eevee_is_gone(name: str) -> None:
    assert not hasattr(bpy.context.scene.eevee, name)


@pytest.mark.skipif(VERSION < (4, 3), reason="the settings went in 4.3")
@pytest.mark.parametrize("name", v4_3.LIGHT)
def test_a_shadow_setting_of_lights_is_gone(name: str) -> None:
    for kind in ("POINT", "SUN", "SPOT", "AREA"):
        assert not hasattr(bpy.data.lights.new("A", kind), name)
