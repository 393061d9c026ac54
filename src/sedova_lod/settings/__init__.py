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
from sedova_lod.settings.splitting import LEAST_PART_BYTES, UNSPLIT, Split, SplitFault, read_split

__all__ = [
    "LEAST_PART_BYTES",
    "PROJECT_FILE",
    "SETTINGS",
    "UNSPLIT",
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
    "Split",
    "SplitFault",
    "TableSpec",
    "WaiversSpec",
    "load_project",
    "read_split",
    "resolve_settings",
    "settings_table",
]
