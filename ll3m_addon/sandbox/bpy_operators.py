# SPDX-License-Identifier: GPL-3.0-or-later
"""``bpy.ops`` for scripts: the operators of the allowlist, and what they may be asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import policy, resources, verdicts
from .rewrite import GuardError
from .sealed import Sealed

if TYPE_CHECKING:
    from .bpy_facade import Data

__all__ = ["Operators"]


def _missing(what: str, name: str) -> AttributeError:
    return AttributeError(f"{what!r} has no attribute {name!r} for scripts")


class Operator(Sealed):
    """One operator of ``bpy.ops``."""

    __slots__ = ("__data__", "__idname__", "__run__")

    def __init__(self, idname: str, run: Any, data: Data) -> None:
        object.__setattr__(self, "__idname__", idname)
        object.__setattr__(self, "__run__", run)
        object.__setattr__(self, "__data__", data)

    def __setattr__(self, name: str, value: Any) -> None:
        raise _missing("operator", name)

    def __call__(self, *arguments: Any, **named: Any) -> set[str]:
        if self.__run__ is None:
            return {"FINISHED"}
        named = {str.__str__(key): value for key, value in named.items()}
        for key in named:
            if key in policy.PATH_ATTRIBUTES or key == "files":
                raise GuardError("bpy.operator", f"The operator's {key!r} names a file.")
        for value in named.values():
            if isinstance(value, str) and verdicts.denied_node(str.__str__(value)):
                raise GuardError("node.type", f"{value!r} is not for scripts.")
        resources.elements(named)
        if self.__data__.__owned__ is not None:
            self.__own__(named)
        return self.__run__(*arguments, **named)

    def __own__(self, named: dict[str, Any]) -> None:
        """Refuse values that reach for the user's data in the open scene."""
        for key, value in named.items():
            if key in policy.REFERENCES:
                raise GuardError("bpy.operator", f"The operator's {key!r} reaches for other data.")
            if key not in policy.NAMED_REFERENCES.get(self.__idname__, ()):
                continue
            # by its very name: ``in`` knows the usual names of the scratch scene too
            if all(each.name != value for each in self.__data__.collections.values()):
                raise GuardError("bpy.operator", f"The {key} {value!r} is not the script's own.")

    def poll(self, *arguments: Any) -> bool:
        """Whether it could run now."""
        return True if self.__run__ is None else self.__run__.poll(*arguments)

    def idname(self) -> str:
        """Its id."""
        return self.__idname__


class OperatorGroup(Sealed):
    """One module of ``bpy.ops``."""

    __slots__ = ("__data__", "__group__", "__made__", "__raw__", "__types__")

    def __init__(self, raw: Any, group: str, data: Data, types: Any) -> None:
        object.__setattr__(self, "__raw__", raw)
        object.__setattr__(self, "__group__", group)
        object.__setattr__(self, "__types__", types)
        object.__setattr__(self, "__data__", data)
        object.__setattr__(self, "__made__", {})

    def __setattr__(self, name: str, value: Any) -> None:
        raise _missing("bpy.ops", name)

    def __getattr__(self, name: str) -> Operator:
        made = self.__made__.get(name)
        if made is None:
            made = self.__made__[name] = self.__make__(name)
        return made

    def __make__(self, name: str) -> Operator:
        group = self.__group__
        idname = f"{group}.{name}"
        if name.startswith("_"):
            raise _missing("bpy.ops", idname)
        kind = self.__data__.__own__.get(idname)
        if kind is not None:
            data = self.__data__
            return Operator(
                idname, lambda *_, **named: data.__own__.run(kind, data.__context__, named), data
            )
        verdict = verdicts.operator_verdict(group, name)
        if verdict == "refused":
            raise GuardError("bpy.operator", f"'bpy.ops.{idname}' is not for scripts.")
        in_scene = self.__data__.__owned__ is not None
        if in_scene and idname in policy.REFUSED_IN_SCENE:
            raise GuardError("bpy.operator", f"'bpy.ops.{idname}' reaches for other data.")
        if verdict == "ignored" or (in_scene and idname in policy.IDLE_IN_SCENE):
            return Operator(idname, None, self.__data__)
        run = getattr(self.__raw__, name)
        if _an_add_ons(self.__types__, group, name):
            raise GuardError("bpy.operator", f"'bpy.ops.{idname}' is an add-on's.")
        if _names_a_file(run):
            raise GuardError("bpy.operator", f"'bpy.ops.{idname}' names a file.")
        return Operator(idname, run, self.__data__)


def _an_add_ons(types: Any, group: str, name: str) -> bool:
    """Whether an operator is not Blender's own. An add-on's may do anything, and the trial, where
    there are no add-ons, has not seen it.
    """
    made = types.Operator.bl_rna_get_subclass_py(f"{group.upper()}_OT_{name}")
    return made is not None and not made.__module__.startswith(("bl_operators.", "bl_ui."))


def _names_a_file(run: Any) -> bool:
    """Whether an operator has a property that holds a path, whatever the policy lists."""
    try:
        properties = run.get_rna_type().properties
    except (KeyError, AttributeError):
        return False
    return any(
        each.type == "STRING" and each.subtype in {"FILE_PATH", "DIR_PATH"} for each in properties
    )


class Operators(Sealed):
    """``bpy.ops``."""

    __slots__ = ("__data__", "__made__", "__raw__", "__types__")

    def __init__(self, raw: Any, data: Data, types: Any) -> None:
        object.__setattr__(self, "__types__", types)
        object.__setattr__(self, "__raw__", raw)
        object.__setattr__(self, "__data__", data)
        object.__setattr__(self, "__made__", {})

    def __setattr__(self, name: str, value: Any) -> None:
        raise _missing("bpy.ops", name)

    def __getattr__(self, name: str) -> OperatorGroup:
        made = self.__made__.get(name)
        if made is None:
            known = name in policy.OPERATORS or name in policy.IGNORED_OPERATORS
            if not known and not self.__data__.__own__.has_group(name):
                raise GuardError("bpy.operator", f"'bpy.ops.{name}' is not for scripts.")
            raw = getattr(self.__raw__, name, None)
            made = OperatorGroup(raw, name, self.__data__, self.__types__)
            self.__made__[name] = made
        return made
