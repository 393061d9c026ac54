"""Settings: the project file `sedova.toml`, and where each setting comes from."""

from sedova_lod.settings.model import (
    BuildSpec,
    ContributionSpec,
    Dataset,
    FieldSpec,
    LinksSpec,
    Project,
    SettingValue,
    TableSpec,
    WaiversSpec,
)
from sedova_lod.settings.options import SETTINGS, SettingSpec, SettingType
from sedova_lod.settings.project import PROJECT_FILE, load_project
from sedova_lod.settings.resolve import Settings, resolve_settings, settings_table

__all__ = [
    "PROJECT_FILE",
    "SETTINGS",
    "BuildSpec",
    "ContributionSpec",
    "Dataset",
    "FieldSpec",
    "LinksSpec",
    "Project",
    "SettingSpec",
    "SettingType",
    "SettingValue",
    "Settings",
    "TableSpec",
    "WaiversSpec",
    "load_project",
    "resolve_settings",
    "settings_table",
]
