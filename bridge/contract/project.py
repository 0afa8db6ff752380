# SPDX-License-Identifier: GPL-3.0-or-later
"""Operations on projects: folders of work with their style guide, instructions and assets."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, StringConstraints

from .asset import Name, ProjectId
from .base import Model, Operation
from .system import Empty

Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Words = Annotated[
    list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]],
    Field(max_length=50),
]
FilePath = Annotated[
    str, Field(min_length=1, max_length=4096, description="Absolute, on Blender's machine")
]


class StyleGuide(Model):
    """How a project's assets look. It goes with every request of the project."""

    text: Text = Field(default="", description="The style in words")
    palette: Words = Field(default=[], description="Colours, by name or as #rrggbb")
    materials: Words = Field(default=[], description="Materials to prefer")
    shapes: Words = Field(default=[], description="Forms, such as `rounded`, `low-poly`")
    avoid: Words = Field(default=[], description="What must not be there")
    more: dict[str, str] = Field(default={}, max_length=20, description="Anything else, by name")


class Project(Model):
    """A folder of work."""

    id: str
    name: str
    description: str = ""
    style_guide: StyleGuide = StyleGuide()
    instructions: int = Field(default=0, description="How many it has; see `instruction.list`")
    created_at: str = Field(description="Empty for the default project until it is changed")
    updated_at: str
    metadata: dict[str, Any] = {}


class ProjectIdRequest(Model):
    """Names one project."""

    project_id: ProjectId


class ProjectList(Model):
    """All projects by name, the default one first."""

    projects: list[Project]


class ProjectCreateRequest(Model):
    """Make a project; its id is drawn from its name."""

    name: Name
    description: Text = ""
    style_guide: StyleGuide = StyleGuide()
    metadata: dict[str, Any] = {}


class ProjectEditRequest(ProjectIdRequest):
    """Change a project; what is left out stays as it is."""

    name: Name | None = None
    description: Text | None = None
    style_guide: StyleGuide | None = Field(default=None, description="The whole guide anew")
    metadata: dict[str, Any] | None = Field(
        default=None, description="Keys to set; a key with null is taken out"
    )


class ProjectDuplicateRequest(ProjectIdRequest):
    """Copy a project with all its assets; those in the trash stay behind."""

    name: Name | None = Field(default=None, description="Default: the same name and `copy`")


class ProjectDeleteRequest(ProjectIdRequest):
    """Remove a project."""

    assets: bool = Field(
        default=False,
        description="Move its assets to the trash first, where they join the default project",
    )


class ProjectDeleted(Model):
    """A project was removed."""

    project_id: str
    name: str
    assets: int = Field(description="How many assets went to the trash")


class ProjectExportRequest(ProjectIdRequest):
    """Write a project with all its assets and versions into one file."""

    path: FilePath
    overwrite: bool = Field(default=False, description="Replace a file that is there")


class ProjectExported(Model):
    """The file that was written."""

    project_id: str
    path: str
    bytes: int


class ProjectImportRequest(Model):
    """Read an exported project as a new one; its assets get new ids."""

    path: FilePath
    name: Name | None = Field(default=None, description="Default: the name in the file")


class ProjectStats(Model):
    """What a project holds."""

    project_id: str
    assets: int
    versions: int
    bytes: int
    drafts: int = Field(description="Drafts not yet decided on")
    favourites: int
    trashed: int
    kinds: dict[str, int]


OPERATIONS = (
    Operation("project.list", Empty, ProjectList, "All projects", read_only=True),
    Operation("project.get", ProjectIdRequest, Project, "One project", read_only=True),
    Operation("project.create", ProjectCreateRequest, Project, "Make a project", scope="edit"),
    Operation(
        "project.edit", ProjectEditRequest, Project, "Change a project and its style guide",
        scope="edit",
    ),
    Operation(
        "project.duplicate", ProjectDuplicateRequest, Project,
        "Copy a project with all its assets", scope="edit",
    ),
    Operation(
        "project.delete", ProjectDeleteRequest, ProjectDeleted, "Remove a project", scope="edit"
    ),
    Operation(
        "project.export", ProjectExportRequest, ProjectExported,
        "Write a project into one file", scope="edit",
    ),
    Operation(
        "project.import", ProjectImportRequest, Project, "Read a project from one file",
        scope="edit",
    ),
    Operation(
        "project.stats", ProjectIdRequest, ProjectStats, "What a project holds", read_only=True
    ),
)  # fmt: skip
