"""The sections `[dataset]`, `[links]`, `[waivers]` and `[build]` of a project file."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from sedova_lod.settings.model import BuildSpec, Dataset, LinksSpec, SettingValue, WaiversSpec
from sedova_lod.settings.options import SETTINGS, check_setting
from sedova_lod.settings.project_files import FileFault, inside
from sedova_lod.settings.sections import FaultList, Section
from sedova_lod.terms import iri_fault

__all__ = ["CALENDARS", "read_build", "read_dataset", "read_links", "read_waivers_section"]

CALENDARS = ("gregorian", "julian", "unknown")
_REQUIRED = {
    "base": 'write the address that all records begin with: base = "https://example.org/collection/"',
    "title": 'name the data set: title = "Letters of ..."',
    "description": "tell readers in a sentence or two what the data set holds",
    "creator": 'name who made it: creator = "..."',
    "license": 'name the licence by its address: license = "https://creativecommons.org/licenses/by/4.0/"',
    "version": 'number the release: version = "1.0"',
    "issued": "write the day of the release: issued = 2026-01-31",
}
_KEYS = (*_REQUIRED, "modified", "languages", "contact", "calendar", "keywords", "people")
_LEAST_DESCRIPTION = 50
_UNKNOWN_BEFORE = re.compile(r"unknown before (\d{4}-\d\d-\d\d)")
_MAIL = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\"]+")
_NO_DAY = datetime.date.min


def read_dataset(values: Mapping[str, object], faults: FaultList) -> Dataset:
    """Read the section `[dataset]`; with faults the result is not to be used.

    >>> faults = FaultList("sedova.toml", {("dataset",): 1})
    >>> dataset = read_dataset({"base": "https://example.org"}, faults)
    >>> print(faults.faults[0])
    sedova.toml:1: no 'title' in [dataset]
      hint: name the data set: title = "Letters of ..."
    """
    section = Section(faults, ("dataset",), "[dataset]", values, _KEYS)
    for key, hint in _REQUIRED.items():
        section.need(key, hint)
    languages = section.languages("languages") or ("en",)
    issued, modified = _day(section, "issued"), _day(section, "modified")
    if issued and modified and modified < issued:
        section.fault("modified", f"'modified' ({modified}) is before 'issued' ({issued})", "correct one of them")
    calendar, unknown_before = _calendar(section)
    return Dataset(
        base=_base(section),
        title=section.by_language("title", languages[0]),
        description=_description(section, languages[0]),
        creators=section.texts("creator"),
        license=section.iri("license", "https://creativecommons.org/licenses/by/4.0/"),
        version=section.text("version"),
        issued=issued or _NO_DAY,
        modified=modified,
        languages=languages,
        contact=_contact(section),
        calendar=calendar,
        unknown_before=unknown_before,
        keywords=section.texts("keywords"),
        is_calendar_stated="calendar" in section.values,
        people=_people(section),
    )


def _people(section: Section) -> tuple[str, ...] | None:
    """Read which creators are people."""
    if "people" not in section.values:
        return None
    people, creators = section.texts("people"), section.texts("creator")
    for name in people:
        if name not in creators:
            hint = f"'people' says which of the creators are people: {', '.join(creators)}"
            section.fault("people", f"'{name}' in 'people' is no creator", hint)
    return people


def _base(section: Section) -> str:
    base = section.iri("base")
    sign = next((sign for sign in base.rstrip("#") if sign in "?#"), "")
    if sign:
        hint = "write the address of a folder: parts of a record take the one '#' that an address may have"
        section.fault("base", f"'base' must have no '{sign}', but is '{base}'", hint)
    elif base and not base.endswith("/"):
        wanted = f"{base.rstrip('#')}/"  # parts of a record take the one '#' that an address may have
        section.fault("base", f"'base' must end in '/', but is '{base}'", f"did you mean '{wanted}'?")
    return base


def _description(section: Section, first: str) -> dict[str, str]:
    found = section.by_language("description", first)
    for tag, text in found.items():
        length = len(text.strip())
        if 0 < length < _LEAST_DESCRIPTION:
            section.fault(
                "description",
                f"the description in '{tag}' has {length} characters, expected {_LEAST_DESCRIPTION} or more",
                "data catalogues ask for this much: say what the records are about, and where they come from",
            )
    return found


def _day(section: Section, key: str) -> datetime.date | None:
    value = section.values.get(key)
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if not isinstance(value, str):
        section.wrong_type(key, "a day", f"write it like {key} = 2026-01-31")
        return None
    try:
        if len(value) == len("2026-01-31"):
            return datetime.date.fromisoformat(value)
    except ValueError:
        pass
    section.fault(key, f"'{key}' is '{value}', which is not a day", f"write it like {key} = 2026-01-31")
    return None


def _calendar(section: Section) -> tuple[str, datetime.date | None]:
    written = section.text("calendar") or "gregorian"
    if written in CALENDARS[:2]:
        return written, None
    found = _UNKNOWN_BEFORE.fullmatch(written)
    try:
        if found:
            return "unknown", datetime.date.fromisoformat(found[1])
    except ValueError:
        pass
    section.fault(
        "calendar",
        f"'calendar' is '{written}', which is no calendar",
        "write gregorian, julian, or 'unknown before 1918-02-14'",
    )
    return "gregorian", None


def _contact(section: Section) -> str:
    contact = section.text("contact")
    if _MAIL.fullmatch(contact) and not contact.startswith("mailto:"):
        return f"mailto:{contact}"
    if contact and iri_fault(contact):
        section.fault(
            "contact",
            f"'contact' is '{contact}', which is neither a mail address nor a web address",
            "write it like archive@example.org or https://example.org/contact",
        )
    return contact


def read_links(values: Mapping[str, object], faults: FaultList, root: Path) -> LinksSpec:
    """Read the section `[links]`; the file need not exist.

    >>> read_links({"file": "links/wikidata.sssom.tsv"}, FaultList("sedova.toml", {}), Path("/p")).file
    'links/wikidata.sssom.tsv'
    """
    section = Section(faults, ("links",), "[links]", values, ("file",))
    return LinksSpec(_optional_file(section, root, LinksSpec().file), section.line)


def read_waivers_section(values: Mapping[str, object], faults: FaultList, root: Path) -> WaiversSpec:
    """Read the section `[waivers]`; the file need not exist.

    >>> read_waivers_section({"file": "accepted.csv"}, FaultList("sedova.toml", {}), Path("/p")).file
    'accepted.csv'
    """
    section = Section(faults, ("waivers",), "[waivers]", values, ("file",))
    return WaiversSpec(_optional_file(section, root, WaiversSpec().file), section.line)


def _optional_file(section: Section, root: Path, usual: str) -> str:
    """Read the name of a file that need not exist."""
    file = section.text("file")
    try:
        found = inside(root, file) if file else usual
        if (root / found).is_dir():
            raise FileFault(f"'{found}' is a folder", f"name a file in it: '{found}/{usual}'")
    except FileFault as fault:
        section.fault("file", fault.what, fault.hint)
        return file
    return found


def read_build(values: Mapping[str, object], faults: FaultList) -> BuildSpec:
    """Read the section `[build]`: settings under the names of the options.

    >>> read_build({"jobs": 4}, FaultList("sedova.toml", {("build", "jobs"): 9})).lines
    {'jobs': 9}
    """
    section = Section(faults, ("build",), "[build]", values, SETTINGS)
    found: dict[str, SettingValue] = {}
    for name, value in values.items():
        if name not in SETTINGS:
            continue
        try:
            found[name] = check_setting(SETTINGS[name], value)
        except ValueError as error:
            section.fault(name, str(error), getattr(error, "hint", ""))
    return BuildSpec(found, {name: faults.line(("build", name)) for name in found})
