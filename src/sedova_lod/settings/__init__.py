"""Settings: the project file `sedova.toml`, and where each setting comes from."""

from sedova_lod.settings.model import (
    BuildSpec,
    Dataset,
    FieldSpec,
    LinksSpec,
    Project,
    SettingValue,
    TableSpec,
)
from sedova_lod.settings.project import PROJECT_FILE, load_project

__all__ = [
    "PROJECT_FILE",
    "BuildSpec",
    "Dataset",
    "FieldSpec",
    "LinksSpec",
    "Project",
    "SettingValue",
    "TableSpec",
    "load_project",
]
