"""The section `[contribution]` of a project file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from sedova_lod.settings.model import ContributionSpec
from sedova_lod.settings.project_files import FileFault, inside, present
from sedova_lod.settings.sections import FaultList, Section

__all__ = ["read_contribution"]

_KEYS = ("properties", "items", "ledger", "stated_in", "api", "entities")
_QID = re.compile(r"Q[1-9][0-9]*")


def read_contribution(values: Mapping[str, object], faults: FaultList, root: Path) -> ContributionSpec:
    """Read the section; the property map that it names must be there, items and ledger need not.

    >>> read_contribution({"stated_in": "Q1"}, FaultList("sedova.toml", {}), Path("/p")).stated_in
    'Q1'
    >>> faults = FaultList("sedova.toml", {("contribution", "stated_in"): 9})
    >>> _ = read_contribution({"stated_in": "P1"}, faults, Path("/p"))
    >>> print(faults.faults[0])
    sedova.toml:9: 'stated_in' is 'P1', which is no item
      hint: write the QID of the item of your data set, such as Q2013
    """
    section = Section(faults, ("contribution",), "[contribution]", values, _KEYS)
    usual = ContributionSpec()
    return ContributionSpec(
        _properties(section, root),
        _inside(section, "items", root) or usual.items,
        _inside(section, "ledger", root) or usual.ledger,
        _item(section),
        section.iri("api", usual.api) or usual.api,
        section.iri("entities", "https://wikibase.example.org/entity/"),
        section.line,
    )


def _properties(section: Section, root: Path) -> str:
    file = _inside(section, "properties", root)
    try:
        if file:
            present(root, file)
    except FileFault as fault:
        section.fault("properties", fault.what, fault.hint)
    return file


def _inside(section: Section, key: str, root: Path) -> str:
    file = section.text(key)
    try:
        return inside(root, file) if file else ""
    except FileFault as fault:
        section.fault(key, fault.what, fault.hint)
        return ""


def _item(section: Section) -> str:
    item = section.text("stated_in")
    if item and not _QID.fullmatch(item):
        what = f"'stated_in' is '{item}', which is no item"
        section.fault("stated_in", what, "write the QID of the item of your data set, such as Q2013")
        return ""
    return item
