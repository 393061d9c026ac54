"""Settings as they hold for one run: defaults, project file, environment, options, each over the one before."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sedova_lod.errors import Fault, UsageError
from sedova_lod.settings.model import Project, SettingValue
from sedova_lod.settings.options import SETTINGS, SettingSpec, SettingType, check_setting, read_setting
from sedova_lod.settings.sections import nearest

__all__ = ["Settings", "resolve_settings", "settings_table"]

_PREFIX = "SEDOVA_"
_DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Settings:
    """Hold every setting of a run; `SETTINGS` says what each one means.

    Args:
        profile: `schema_org`, `cidoc_crm`, `both`, or a folder of queries.
        output: Folder that the result is written to.
        shapes: Files or folders of further shapes.
        builtin_shapes: Whether the tool's own shapes are checked as well.
        formats: Formats of the dumps.
        engine: Who does the work; `auto` takes processes for several jobs.
        master: Address of the cluster, for the engine `spark`; empty for that of the environment.
        jobs: How many processes work side by side.
        fail_on: Least severity of findings that stops a build.
        keep_going: Whether faulty records are set aside and the others built.
        compress: Compression of the dumps.
        split: Whether each dump is split: `none`, `kind`, or a size such as `200MB`.
        format: Form of reports.
        message_language: Language in which shapes tell what is wrong; English where they do not have it.
        color: Colours in the terminal: `auto`, `always` or `never`.
        reviewer: Who decides about candidates of links; empty if not said.
        sources: Where each value came from, by name of the setting.

    >>> Settings().fail_on
    'error'
    """

    profile: str = "both"
    output: str = "dist"
    shapes: tuple[str, ...] = ()
    builtin_shapes: bool = True
    formats: tuple[str, ...] = ("ttl", "jsonld", "nt", "nq")
    engine: str = "auto"
    master: str = ""
    jobs: int = 1
    fail_on: str = "error"
    keep_going: bool = False
    compress: str = "none"
    split: str = "none"
    format: str = "text"
    message_language: str = "en"
    color: str = "auto"
    reviewer: str = ""
    sources: Mapping[str, str] = field(default_factory=dict, compare=False)


def resolve_settings(
    project: Project | None,
    environment: Mapping[str, str],
    options: Mapping[str, object],
) -> Settings:
    """Find the value of each setting.

    Args:
        project: The project, whose `[build]` is above the defaults; its relative paths start in its folder.
        environment: Environment variables, which are above the project: `SEDOVA_JOBS=4`. An empty one counts
            as not set. `NO_COLOR` turns colours off below `SEDOVA_COLOR`.
        options: Options by name of the setting, which are above all; None counts as not given.

    Raises:
        UsageError: A value does not fit its setting, or a variable's name is misspelt.

    >>> settings = resolve_settings(None, {"SEDOVA_JOBS": "4"}, {"fail_on": "warning"})
    >>> settings.jobs, settings.fail_on, settings.sources["jobs"]
    (4, 'warning', 'SEDOVA_JOBS')
    """
    values: dict[str, SettingValue] = {name: spec.default for name, spec in SETTINGS.items()}
    sources = dict.fromkeys(SETTINGS, _DEFAULT)
    if project is not None:
        for name, value in project.build.values.items():
            values[name] = _anchored(project.root, SETTINGS[name], value)
            sources[name] = project.where(project.build.lines.get(name, 0))
    _from_environment(environment, values, sources)
    _from_options(options, values, sources)
    return Settings(**values, sources=sources)  # type: ignore[arg-type]  # checked by name and type before


def _anchored(root: Path, spec: SettingSpec, value: SettingValue) -> SettingValue:
    """Let paths of the project file start in the project folder, wherever the command runs."""
    if spec.type is SettingType.PATHS and isinstance(value, tuple):
        return tuple(str(root / item) for item in value)
    is_folder = spec.name == "profile" and isinstance(value, str) and ("/" in value or value in (".", ".."))
    return str(root / value) if isinstance(value, str) and (spec.type is SettingType.PATH or is_folder) else value


def _from_environment(environment: Mapping[str, str], values: dict[str, SettingValue], sources: dict[str, str]) -> None:
    by_variable = {spec.variable: spec for spec in SETTINGS.values()}
    if environment.get("NO_COLOR"):
        values["color"], sources["color"] = "never", "NO_COLOR"
    faults: list[Fault] = []
    for variable in sorted(environment):
        spec, text = by_variable.get(variable), environment[variable].strip()
        if spec is None:
            if variable.startswith(_PREFIX):
                faults.extend(_misspelt(variable, by_variable))
        elif text:
            try:
                values[spec.name] = read_setting(spec, text, os.pathsep)
                sources[spec.name] = variable
            except ValueError as error:
                shown = str(error) if f"'{text}'" in str(error) else f"{error}, but is '{text}'"
                faults.append(Fault(variable, shown, getattr(error, "hint", "")))
    _raise(faults)


def _misspelt(variable: str, known: Mapping[str, SettingSpec]) -> list[Fault]:
    """Report a variable that is nearly one of ours; any other may belong to somebody else."""
    short = variable.removeprefix(_PREFIX).lower()
    hint = nearest(short, [spec.name for spec in known.values()])
    if not hint:
        return []
    name = hint.split("'")[1]
    return [Fault(variable, "no setting of this name", f"did you mean '{SETTINGS[name].variable}'?")]


def _from_options(options: Mapping[str, object], values: dict[str, SettingValue], sources: dict[str, str]) -> None:
    faults: list[Fault] = []
    for name, value in options.items():
        if value is None or value == ():
            continue
        spec = SETTINGS[name]
        try:
            values[name] = check_setting(spec, value)
            sources[name] = spec.option
        except ValueError as error:
            faults.append(Fault(spec.option, str(error), getattr(error, "hint", "")))
    _raise(faults)


def _raise(faults: list[Fault]) -> None:
    if faults:
        error = UsageError(faults[0].what, where=faults[0].where, hint=faults[0].hint)
        error.faults = tuple(faults)
        raise error


def settings_table(settings: Settings) -> list[tuple[str, str, str]]:
    """List each setting with its value, as it would be written, and where it came from.

    >>> settings_table(resolve_settings(None, {}, {"shapes": ["a.ttl", "b.ttl"]}))[2]
    ('shapes', 'a.ttl, b.ttl', '--shapes')
    """
    return [(name, _written(getattr(settings, name)), settings.sources.get(name, _DEFAULT)) for name in SETTINGS]


def _written(value: SettingValue) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
