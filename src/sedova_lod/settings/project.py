"""Read and check the project file `sedova.toml`, and report all its faults at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from sedova_lod.errors import Fault, InputError, ProjectError
from sedova_lod.settings.contribution_section import read_contribution
from sedova_lod.settings.dataset_section import read_build, read_dataset, read_links, read_waivers_section
from sedova_lod.settings.model import Project
from sedova_lod.settings.sections import FaultList, Section
from sedova_lod.settings.table_sections import read_tables
from sedova_lod.settings.toml_faults import toml_fault
from sedova_lod.settings.toml_places import find_lines

__all__ = ["PROJECT_FILE", "load_project"]

PROJECT_FILE = "sedova.toml"
_MOST_BYTES = 1_000_000
_SECTIONS = ("dataset", "tables", "links", "waivers", "contribution", "build")


def load_project(path: Path) -> Project:
    """Read a project file and check it completely.

    Args:
        path: Project folder, or the project file itself.

    Returns:
        The project; every file that it names is inside its folder and there.

    Raises:
        InputError: There is no project file, or it cannot be read.
        ProjectError: It has faults; all of them are reported, in the order of its lines.

    >>> load_project(Path("/no/such/folder"))
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: /no/such/folder: no such folder
      hint: name the folder with your sedova.toml
    """
    path = _project_file(path)
    text = _read_text(path)
    values = _parse(path.name, text)
    faults = FaultList(path.name, find_lines(text))
    return _check(path, values, faults)


def _project_file(path: Path) -> Path:
    try:
        if path.is_dir():
            path = path / PROJECT_FILE
            if not path.exists():
                hint = "name the folder that has one, or write it: see docs/reference/project-file.md"
                raise InputError(f"no {PROJECT_FILE} in this folder", where=str(path.parent), hint=hint)
        elif not path.exists():
            what = "file" if path.suffix else "folder"
            raise InputError(f"no such {what}", where=str(path), hint="name the folder with your sedova.toml")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=str(path)) from error
    return path.absolute()


def _read_text(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path.name) from error
    if len(content) > _MOST_BYTES:
        what = f"the project file is larger than {_MOST_BYTES // 1_000_000} MB"
        raise ProjectError([Fault(path.name, what, "large lookups belong in a table of concepts")])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fault = Fault(f"{path.name}:{line}", "bytes that are no UTF-8", "save the file as UTF-8")
        raise ProjectError([fault]) from error


def _parse(file: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProjectError([toml_fault(file, text, str(error))]) from error
    except RecursionError as error:
        raise ProjectError([Fault(file, "lists or tables are nested too deeply")]) from error
    except ValueError as error:  # Python refuses to read decimal numbers of thousands of digits
        raise ProjectError([Fault(file, "a number has too many digits", "put it in quotation marks")]) from error


def _check(path: Path, values: Mapping[str, object], faults: FaultList) -> Project:
    root = path.parent
    Section(faults, (), "the project file", values, _SECTIONS)
    sections: dict[str, Mapping[str, object]] = {}
    for name in ("dataset", "links", "waivers", "contribution", "build"):
        value = values.get(name, {})
        if isinstance(value, Mapping):
            sections[name] = value
        else:
            faults.add((name,), f"'{name}' is no section", f"write [{name}] on a line of its own")
    if "dataset" not in values:
        faults.add((), "no section [dataset]", "it names the base address, title, licence and makers")
    is_told = isinstance(values.get("dataset"), Mapping)
    dataset = read_dataset(sections["dataset"], faults) if is_told else None
    tables = read_tables(values.get("tables"), faults, root)
    links = read_links(sections.get("links", {}), faults, root)
    waivers = read_waivers_section(sections.get("waivers", {}), faults, root)
    contribution = read_contribution(sections.get("contribution", {}), faults, root)
    build = read_build(sections.get("build", {}), faults)
    if faults.faults or dataset is None:
        raise ProjectError(faults.faults)
    return Project(root, path.name, dataset, tables, links, build, waivers, contribution)
