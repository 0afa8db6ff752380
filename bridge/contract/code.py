# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on source code: check it, run it in the jail."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from .base import BoundingBox, Model, Operation

Isolation = Literal["full", "limited", "none"]


class Finding(Model):
    """One thing the check saw. ``error`` refuses the script; the others inform."""

    severity: Literal["error", "warning", "migrated"]
    rule: str = Field(description="The rule's stable id, such as `import.module`")
    line: int = Field(ge=0, description="Line in the script, from 1; 0 for the whole script")
    column: int = Field(ge=0, description="Column, from 1; 0 where there is none")
    what: str = Field(description="What was found")
    advice: str = Field(description="What to write instead")


class CheckReport(Model):
    """Answer of ``code.check``."""

    accepted: bool
    findings: list[Finding] = []
    source: str = Field(description="The script after migrations; what would run")
    lines: int
    seconds: float = Field(description="Time the check took, in seconds")


class Part(Model):
    """One object of a version."""

    name: str
    type: str = Field(description="Blender's object type: MESH, CURVE, LIGHT …")
    parent: str | None = None
    location: list[float] = Field(description="World position in metres")
    dimensions: list[float] = Field(description="Size along the local axes in metres")
    vertices: int = 0
    faces: int = 0
    materials: list[str] = []
    images: list[str] = Field(default=[], description="Images that its materials use")
    part_name: str | None = Field(
        default=None, description="What the script calls it, in a custom property of this name"
    )
    component_of: str | None = None
    material: dict[str, str] = Field(default={}, description="What it is made of: type …")
    used_for: list[str] = []


class Facts(Model):
    """What a script made, measured on the evaluated objects."""

    objects: int
    vertices: int
    faces: int
    triangles: int = 0
    materials: list[str] = []
    bounding_box: BoundingBox | None = Field(
        default=None, description="None where nothing has a size"
    )
    parts: list[Part] = []
    seconds: float = Field(default=0.0, description="Time the script ran, in seconds")
    peak_memory: int = Field(default=0, description="Peak resident memory of the jail, in bytes")


class ReportItem(Model):
    """One line of the mesh report. ``ok`` is a tick; the rest says what and where."""

    check: str = Field(description="Stable id, such as `floating_parts` or `non_manifold`")
    ok: bool
    severity: Literal["info", "warning", "error"] = "info"
    what: str
    objects: list[str] = []
    fix: str | None = Field(
        default=None, description="The safe repair for it, where there is one (`version.fix`)"
    )


class MeshReport(Model):
    """Deterministic checks on a version's geometry."""

    items: list[ReportItem] = []
    score: float = Field(default=10.0, ge=0, le=10, description="0 to 10, from the items alone")


ParameterType = Literal["float", "int", "bool", "text", "choice", "colour", "vector"]
#: A colour is linear RGB or RGBA; a vector has two to four numbers.
ParameterValue = bool | int | float | str | list[float]


class Parameter(Model):
    """A constant on top of a script that may be set, e.g. ``SEAT_HEIGHT = 0.45  # m, 0.3..0.6``."""

    name: str = Field(description="The constant's name in the script")
    label: str = Field(description="For people: `Seat height`")
    type: ParameterType
    unit: str = Field(default="", description="m, cm, mm, deg, rad, % …; empty for a plain number")
    default: ParameterValue = Field(description="The value in this version's script")
    minimum: float | None = Field(default=None, description="Of each number; None for no numbers")
    maximum: float | None = None
    guessed: bool = Field(
        default=False,
        description="The comment names no range: this one is a guess and may be overstepped",
    )
    choices: list[str] = Field(default=[], description="Of type `choice`")
    description: str = Field(default="", description="What else the comment says")
    group: str = Field(default="", description="The comment that stands over the constants")
    line: int = Field(ge=1, description="Line in the script")


class CodeCheckRequest(Model):
    """Check a script without running it."""

    source: str = Field(max_length=1_000_000, description="Python source")
    blender_version: str | None = Field(
        None, pattern=r"^\d+\.\d+(\.\d+)?$", description="Migrate for this Blender; default: ours"
    )


class Limits(Model):
    """What a trial may use. Every limit is reported by its name when it is hit."""

    seconds: float = Field(default=30.0, gt=0, le=3600)
    memory: int = Field(default=4 * 2**30, ge=256 * 2**20, description="Bytes")
    faces: int = Field(default=2_000_000, ge=1, description="Faces after modifiers")
    files: int = Field(default=64 * 2**20, ge=1, description="Bytes written, together")


class CodeRunRequest(Model):
    """Run a script in the jail, the road that generated code takes: check, then trial."""

    source: str = Field(max_length=1_000_000)
    limits: Limits = Limits()
    keep: bool = Field(
        default=False, description="Keep the result files and answer with their folder"
    )


class CodeRunResult(Model):
    """What the trial found. Failures are errors (`refused`, `script_failed`, `limit_hit`)."""

    facts: Facts
    report: MeshReport = MeshReport()
    findings: list[Finding] = []
    isolation: Isolation
    stripped: list[str] = Field(
        default=[], description="What was taken out of the result file, and why"
    )
    output: str = Field(default="", description="What the script printed, at most 16 KiB")
    folder: str | None = Field(default=None, description="Folder with `model.blend`, where kept")


OPERATIONS = (
    Operation(
        "code.check", CodeCheckRequest, CheckReport, "Check a script without running it",
        read_only=True,
    ),
    Operation(
        "code.run", CodeRunRequest, CodeRunResult, "Check a script and run it in the jail",
        scope="code",
    ),
)  # fmt: skip
