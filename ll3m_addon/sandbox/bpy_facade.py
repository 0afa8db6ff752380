# SPDX-License-Identifier: GPL-3.0-or-later
"""What a guarded script sees of Blender: data that is its own, a context without interface,
operators of the allowlist. Imports no bpy: the real module is handed in.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterator
from typing import Any

from . import policy
from .bpy_operators import Operators
from .bpy_types import Types
from .importer import new_module
from .own_operators import OwnOperators, properties
from .rewrite import GuardError
from .sealed import Sealed
from .void import VOID, Void

__all__ = ["make_bpy"]

Owned = Callable[[Any], bool]


def _missing(what: str, name: str) -> AttributeError:
    return AttributeError(f"{what!r} has no attribute {name!r} for scripts")


class Collection(Sealed):
    """A ``bpy.data`` collection that shows what the run owns."""

    __slots__ = ("__data__", "__kind__", "__made__", "__owned__", "__raw__")

    def __init__(self, raw: Any, kind: str, owned: Owned | None, data: Data) -> None:
        set_slot = object.__setattr__
        set_slot(self, "__raw__", raw)
        set_slot(self, "__kind__", kind)
        set_slot(self, "__owned__", owned)
        set_slot(self, "__made__", {})
        set_slot(self, "__data__", data)

    def __setattr__(self, name: str, value: Any) -> None:
        raise _missing(f"bpy.data.{self.__kind__}", name)

    def __iter__(self) -> Iterator[Any]:
        owned = self.__owned__
        return iter(self.__raw__) if owned is None else iter([x for x in self.__raw__ if owned(x)])

    def __len__(self) -> int:
        return len(self.__raw__) if self.__owned__ is None else len(list(iter(self)))

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, key: Any) -> bool:
        if isinstance(key, str):
            return self.get(key) is not None
        return key in list(self)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            found = self.get(key)
            if found is None:
                raise KeyError(f'bpy_prop_collection[key]: key "{key}" not found')
            return found
        if self.__owned__ is None:
            return self.__raw__[key]
        return list(self)[key]

    def get(self, key: str, default: Any = None) -> Any:
        """The thing of that name, or the one that was made under that name in this run."""
        owned = self.__owned__
        found = self.__raw__.get(key)
        if owned is None:
            return default if found is None else found
        made = self.__made__.get(key)
        if made is not None and any(each == made for each in self):
            return made
        if found is not None and owned(found):
            return found
        pattern = re.compile(re.escape(str(key)) + r"\.\d{3,}")
        alike = [each for each in self if pattern.fullmatch(each.name)]
        return alike[-1] if alike else self.__usual__(key, default)

    def __usual__(self, key: str, default: Any) -> Any:
        """In the user's scene: the run's own scene and its collection under their usual names."""
        if self.__kind__ == "scenes":
            return self.__data__.__scene__()
        if self.__kind__ == "collections" and key in {"Collection", "Master Collection"}:
            return self.__data__.__scene__().collection
        return default

    def keys(self) -> list[str]:
        """Names."""
        return [each.name for each in self]

    def values(self) -> list[Any]:
        """The things themselves."""
        return list(self)

    def items(self) -> list[tuple[str, Any]]:
        """Names and things."""
        return [(each.name, each) for each in self]

    def find(self, key: str) -> int:
        """Index of a name, or -1."""
        keys = self.keys()
        return keys.index(key) if key in keys else -1

    def foreach_get(self, attribute: str, sequence: Any) -> None:
        """Read one attribute of all."""
        if type(attribute) is not str or self.__owned__ is not None:
            raise GuardError("attribute.denied", "Loop over the collection instead.")
        self.__raw__.foreach_get(attribute, sequence)

    def foreach_set(self, attribute: str, sequence: Any) -> None:
        """Set one attribute of all."""
        path = type(attribute) is not str or attribute in policy.PATH_ATTRIBUTES
        if path or self.__owned__ is not None:
            raise GuardError("attribute.denied", "Loop over the collection instead.")
        self.__raw__.foreach_set(attribute, sequence)

    def new(self, *arguments: Any, **named: Any) -> Any:
        """Make a data-block."""
        self.__allow__("new")
        made = self.__raw__.new(*arguments, **named)
        asked = named.get("name", arguments[0] if arguments else None)
        if isinstance(asked, str):
            self.__made__[asked] = made
        return made

    def remove(self, thing: Any, **named: Any) -> None:
        """Remove a data-block that the run owns; another's stays and nothing is said."""
        self.__allow__("remove")
        if self.__owned__ is None or self.__owned__(thing):
            self.__raw__.remove(thing, **named)

    def new_from_object(self, *arguments: Any, **named: Any) -> Any:
        """``bpy.data.meshes.new_from_object``."""
        self.__allow__("new_from_object")
        return self.__raw__.new_from_object(*arguments, **named)

    def load(self, path: Any = "", *_: Any, **named: Any) -> Any:
        """What stands in for a file: Blender's own font, a blank image."""
        if self.__kind__ == "fonts":
            return self.__raw__.load("<builtin>")
        if self.__kind__ != "images":
            raise GuardError("bpy.path", f"'bpy.data.{self.__kind__}.load' reads files.")
        name = re.split(r"[\\/]", str(named.get("filepath", path)))[-1][:60] or "image"
        made = self.get(name) if named.get("check_existing") else None
        return made or self.new(name, 8, 8)

    def __allow__(self, method: str) -> None:
        kind = self.__kind__
        if method not in (*policy.DATA[kind], *policy.DATA_METHODS.get(kind, ())):
            raise GuardError("bpy.path", f"'bpy.data.{kind}.{method}' is not for scripts.")


class Data(Sealed):
    """``bpy.data``."""

    __slots__ = ("__collections__", "__context__", "__own__", "__owned__", "__raw__", "__scene__")

    def __init__(self, raw: Any, owned: Owned | None, scene: Callable[[], Any]) -> None:
        object.__setattr__(self, "__raw__", raw)
        object.__setattr__(self, "__scene__", scene)
        object.__setattr__(self, "__owned__", owned)
        object.__setattr__(self, "__collections__", {})
        object.__setattr__(self, "__own__", OwnOperators())
        object.__setattr__(self, "__context__", None)

    def __setattr__(self, name: str, value: Any) -> None:
        raise _missing("bpy.data", name)

    def __getattr__(self, name: str) -> Any:
        made = self.__collections__.get(name)
        if made is None:
            if f"data.{name}" in policy.BPY_VOID:
                return VOID
            if name not in policy.DATA:
                raise _missing("bpy.data", name)
            raw = getattr(self.__raw__, name, None)
            if raw is None:
                raise _missing("bpy.data", name)
            made = self.__collections__[name] = Collection(raw, name, self.__owned__, self)
        return made

    def orphans_purge(self, *arguments: Any, **named: Any) -> int:
        """Purge in the jail; in the user's scene it would take what is not the run's."""
        if self.__owned__ is None:
            return self.__raw__.orphans_purge(*arguments, **named)
        return 0

    @property
    def version(self) -> Any:
        """Version of the file."""
        return tuple(self.__raw__.version)

    is_saved = False
    is_dirty = True
    filepath = ""


def _own_part(value: Any, owned: Owned) -> Any:
    """What of a context's value is the run's: the artist's active object is not."""
    if isinstance(value, (list, tuple)):
        return [each for each in value if _own_part(each, owned) is not None]
    block = getattr(value, "id_data", None)
    if block is None or not hasattr(block, "session_uid"):
        return value
    return value if owned(block) else None


class Context(Sealed):
    """``bpy.context`` without Blender's interface and settings."""

    __slots__ = ("__data__", "__raw__")

    def __init__(self, raw: Any, data: Data) -> None:
        object.__setattr__(self, "__raw__", raw)
        object.__setattr__(self, "__data__", data)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"bpy_struct: attribute {name!r} from 'Context' is read-only")

    def __getattr__(self, name: str) -> Any:
        if name not in policy.CONTEXT:
            raise _missing("bpy.context", name)
        if name in policy.CONTEXT_VOID:
            return VOID
        if name == "blend_data":
            return self.__data__
        try:
            value = getattr(self.__raw__, name)
        except AttributeError:
            value = self
        if value is self:
            raise _missing("bpy.context", name)
        owned = self.__data__.__owned__
        return value if owned is None else _own_part(value, owned)

    def temp_override(self, *_: Any, **named: Any) -> Any:
        """``bpy.context.temp_override`` without the parts that scripts don't have."""
        kept = {
            key: value
            for key, value in named.items()
            if not isinstance(value, Void) and key not in policy.CONTEXT_VOID
        }
        return self.__raw__.temp_override(**kept)

    def copy(self) -> dict[str, Any]:
        """The context as a dictionary."""
        names = ("scene", "view_layer", "collection", "object", "active_object", "selected_objects")
        return {name: getattr(self, name) for name in names}


def make_bpy(raw: Any, owned: Owned | None) -> types.ModuleType:
    """The facade of the module ``bpy`` for one run."""
    facade = new_module("bpy")
    data = Data(raw.data, owned, lambda: raw.context.scene)
    facade.data = data  # type: ignore[attr-defined]
    facade.context = Context(raw.context, data)  # type: ignore[attr-defined]
    object.__setattr__(data, "__context__", facade.context)
    facade.ops = Operators(raw.ops, data, raw.types)  # type: ignore[attr-defined]
    facade.types = Types(raw.types)  # type: ignore[attr-defined]
    facade.app = App(raw.app)  # type: ignore[attr-defined]
    facade.msgbus = VOID  # type: ignore[attr-defined]
    facade.props = _module("bpy.props", properties())  # type: ignore[attr-defined]
    utils: dict[str, Any] = dict.fromkeys(policy.BPY["utils"], VOID)
    own = data.__own__
    utils["register_class"] = own.register
    utils["register_classes_factory"] = lambda kinds, *_: (
        lambda: [own.register(kind) for kind in kinds], VOID,
    )  # fmt: skip
    facade.utils = _module("bpy.utils", utils)  # type: ignore[attr-defined]
    paths: dict[str, Any] = dict.fromkeys(policy.BPY["path"], lambda path="", *_, **__: str(path))
    paths["basename"] = lambda path: re.split(r"[\\/]", str(path))[-1]
    facade.path = _module("bpy.path", paths)  # type: ignore[attr-defined]
    return facade


def _module(name: str, contents: dict[str, Any]) -> types.ModuleType:
    made = new_module(name)
    for key, value in contents.items():
        setattr(made, key, value)
    return made


class App(Sealed):
    """``bpy.app``: facts of this Blender; jail and scene look the same. Setting does nothing."""

    __slots__ = ("__facts__",)

    def __init__(self, raw: Any) -> None:
        facts: dict[str, Any] = {
            name: getattr(raw, name)
            for name in ("version", "version_string", "version_cycle", "version_file")
            if hasattr(raw, name)
        }
        facts |= {
            "background": True, "binary_path": "", "tempdir": "", "debug": False,
            "factory_startup": True, "online_access": False,
        }  # fmt: skip
        void = {each.partition(".")[2]: VOID for each in policy.BPY_VOID if each.startswith("app.")}
        object.__setattr__(self, "__facts__", facts | void)

    def __setattr__(self, name: str, value: Any) -> None:
        """Take it and forget it."""

    def __getattr__(self, name: str) -> Any:
        if name not in self.__facts__:
            raise _missing("bpy.app", name)
        return self.__facts__[name]
