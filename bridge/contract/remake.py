# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations of the nouns ``version`` and ``preset`` that make versions without a model.

A version's script runs again with other values of its parameters or after it was edited;
a finished version is repaired; what the artist edited by hand in the scene comes back.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from .asset import Place
from .base import AssetId, Backdrop, Format, Model, Operation, Renderer, VersionNumber
from .code import Facts, Parameter, ParameterValue
from .job import Job

Values = Annotated[
    dict[Annotated[str, Field(max_length=200)], ParameterValue],
    Field(min_length=1, max_length=200, description="Constant's name to value"),
]
PresetName = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60, pattern=r"^[^\x00-\x1f]+$")
]  # fmt: skip
#: Repairs that are safe: they change no shape that can be seen, or only mend what is broken.
Fix = Literal[
    "normals", "zero_area", "loose", "doubles", "materials", "uvs", "scale", "ground", "empty",
]  # fmt: skip


class RemakeOptions(Model):
    """How a version that is made without a model is finished."""

    formats: list[Format] = Field(
        default=["blend"], max_length=8, description="Files to export at once"
    )
    preview: int = Field(
        default=512, ge=0, le=2048, description="Preview edge in pixels; 0 for none"
    )
    sheet: bool = Field(
        default=False, description="A contact sheet of four views beside the preview"
    )
    backdrop: Backdrop = Field(default="studio", description="What stands behind it in the preview")
    renderer: Renderer = Field(
        default="cycles",
        description="`workbench` draws at once, in plain colours; Cycles draws where it can't",
    )
    place: Place = Field(default="auto", description="`auto` appends where there is a scene")


class VersionParametersRequest(Model):
    """The parameters of a version's script; the asset's current version without a number."""

    asset_id: AssetId
    number: VersionNumber | None = None


class ParameterList(Model):
    """What can be set."""

    asset_id: AssetId
    number: int
    parameters: list[Parameter]


class VersionSetParametersRequest(RemakeOptions):
    """Run a version's script with other values; the result is the asset's next version."""

    asset_id: AssetId
    number: VersionNumber | None = Field(
        default=None, description="From this version; default: current"
    )
    values: Values


class VersionPreviewRequest(Model):
    """Show a version with other values in the open scene; makes no version."""

    asset_id: AssetId
    number: VersionNumber | None = None
    values: dict[Annotated[str, Field(max_length=200)], ParameterValue] = Field(
        max_length=200, description="Without any, the version itself is shown again"
    )


class VersionPreviewed(Model):
    """What lies in the scene now. When a script fails, what was shown before stays."""

    asset_id: AssetId
    number: int
    values: dict[str, ParameterValue] = Field(description="Those that differ from the version's")
    facts: Facts
    seconds: float = Field(description="From the call to the scene, in seconds")


class VersionMakeRequest(RemakeOptions):
    """Make the next version from an edited source, through check and jail."""

    asset_id: AssetId
    number: VersionNumber | None = Field(
        default=None, description="The version it was edited from; default: current"
    )
    source: str = Field(min_length=1, max_length=1_000_000, description="Python source")
    feedback: str | None = Field(
        default=None, max_length=20_000, description="What was changed, in words"
    )


class VersionFixRequest(RemakeOptions):
    """Make the next version by repairs without a model, on the finished model itself."""

    asset_id: AssetId
    number: VersionNumber | None = Field(
        default=None, description="From this version; default: current"
    )
    fixes: list[Fix] = Field(
        default=[], max_length=9, description="Default: all that its mesh report offers"
    )


class PresetSaveRequest(Model):
    """Keep values of parameters under a name; one of that name is replaced."""

    asset_id: AssetId
    name: PresetName
    values: Values


class PresetListRequest(Model):
    """The presets of an asset."""

    asset_id: AssetId


class PresetRequest(Model):
    """Names one preset of an asset."""

    asset_id: AssetId
    name: PresetName


class PresetApplyRequest(RemakeOptions):
    """Make the next version with a preset's values; those that the script lacks are left out."""

    asset_id: AssetId
    name: PresetName
    number: VersionNumber | None = Field(
        default=None, description="From this version; default: current"
    )


class Preset(Model):
    """Values of parameters under a name."""

    name: str
    values: dict[str, ParameterValue]


class PresetList(Model):
    """Presets by name."""

    asset_id: AssetId
    presets: list[Preset]


OPERATIONS = (
    Operation(
        "version.parameters", VersionParametersRequest, ParameterList,
        "The parameters of a version's script, with unit and range", read_only=True,
    ),
    Operation(
        "version.set_parameters", VersionSetParametersRequest, Job,
        "Make the next version by other values of parameters, without a model",
        scope="generate", is_job=True,
    ),
    Operation(
        "version.preview", VersionPreviewRequest, VersionPreviewed,
        "Show a version with other values in the open scene, without making a version",
        scope="edit",
    ),
    Operation(
        "version.make", VersionMakeRequest, Job,
        "Make the next version from an edited source", scope="code", is_job=True,
    ),
    Operation(
        "version.fix", VersionFixRequest, Job,
        "Make the next version by safe repairs of what the mesh report found",
        scope="generate", is_job=True,
    ),
    Operation(
        "preset.save", PresetSaveRequest, PresetList, "Keep values of parameters under a name",
        scope="edit",
    ),
    Operation("preset.list", PresetListRequest, PresetList, "Presets of an asset", read_only=True),
    Operation(
        "preset.apply", PresetApplyRequest, Job, "Make the next version with a preset's values",
        scope="generate", is_job=True,
    ),
    Operation("preset.delete", PresetRequest, PresetList, "Forget a preset", scope="edit"),
)  # fmt: skip
