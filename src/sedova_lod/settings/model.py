"""What a project file says, checked: data set, tables, fields, links and build settings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = [
    "BuildSpec",
    "ContributionSpec",
    "Dataset",
    "FieldSpec",
    "LinksSpec",
    "Project",
    "SettingValue",
    "TableSpec",
    "WaiversSpec",
]

_CREATORS = {"https://orcid.org/": "Person", "https://ror.org/": "Organization"}
SettingValue = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dataset:
    """Describe the data set as a whole.

    Args:
        base: IRI with which all addresses of records begin; ends in `/`.
        title: Title by language tag.
        description: Description by language tag, each of 50 characters or more.
        creators: Names or IRIs of those who made it, in order.
        license: IRI of the licence.
        version: Version, as its makers count.
        issued: Day of this release.
        modified: Day of the last change; None if not stated.
        languages: Language tags; texts without a tag are in the first.
        contact: IRI, `mailto:` for a mail address; empty if none.
        calendar: Calendar of dates that state none: `gregorian`, `julian` or `unknown`.
        unknown_before: With the calendar `unknown`: the day from which on dates are Gregorian again.
        is_calendar_stated: Whether the file itself says so.
        keywords: Subject words.
        people: Those of the creators that are people, the others being organisations; None if it is not told.

    >>> Dataset("https://example.org/", {"en": "Letters"}, {"en": "..."}, ("A. Archivist",),
    ...         "https://creativecommons.org/licenses/by/4.0/", "1", datetime.date(2026, 1, 1)).languages
    ('en',)
    """

    base: str
    title: Mapping[str, str]
    description: Mapping[str, str]
    creators: tuple[str, ...]
    license: str
    version: str
    issued: datetime.date
    modified: datetime.date | None = None
    languages: tuple[str, ...] = ("en",)
    contact: str = ""
    calendar: str = "gregorian"
    unknown_before: datetime.date | None = None
    keywords: tuple[str, ...] = ()
    is_calendar_stated: bool = False
    people: tuple[str, ...] | None = None

    def creator_type(self, creator: str) -> str:
        """Say what a creator is, as schema.org and FOAF call it; empty if it is not told.

        >>> day = datetime.date(2026, 1, 1)
        >>> dataset = Dataset("x:", {}, {}, ("Archive", "Anna"), "x:l", "1", day, people=("Anna",))
        >>> [dataset.creator_type(name) for name in ("Archive", "Anna", "https://orcid.org/0000-0002-1825-0097")]
        ['Organization', 'Person', 'Person']
        """
        for space, found in _CREATORS.items():
            if creator.startswith(space):
                return found
        if self.people is None:
            return ""
        return "Person" if creator in self.people else "Organization"


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """Say how one of our fields is read from a user's table.

    Args:
        name: Our name of the field: `born.place`, `name@ru`.
        column: The user's header; empty for a constant.
        constant: Value of every record; empty if there is a column.
        split: Separator of several values in a cell; empty for the usual one.
        lookup: Replacements of values; None if values stay as they are.
        calendar: `gregorian`, `julian` or `unknown`; empty for the data set's.
        prefix: Text put before each value.
        is_slug: Whether values are turned into ids.
        language: Language tag of the texts; empty for the table's.
        empty: Values that mean that nothing is known.
        line: Line in the project file.

    >>> FieldSpec("born", "Year of birth").constant
    ''
    """

    name: str
    column: str = ""
    constant: str = ""
    split: str = ""
    lookup: Mapping[str, str] | None = None
    calendar: str = ""
    prefix: str = ""
    is_slug: bool = False
    language: str = ""
    empty: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class TableSpec:
    """Say which file holds which records, and how it is read.

    Args:
        kind: `person`, or a child table: `person.names`.
        file: File inside the project folder, with `/` between folders.
        sheet: Sheet of a workbook or table of a database; empty for the first.
        encoding: Encoding that the file is in; empty to detect it.
        delimiter: Sign between cells; empty to detect it.
        is_distinct: Whether several equal rows may describe one record.
        ignore: Headers left out on purpose.
        language: Language tag of the table's texts; empty for the data set's first.
        fields: How our fields are read; empty if the headers are our field names.
        line: Line of its `[[tables]]` in the project file.
        pattern: Pattern as written, `people/*.yaml`, if the file is one of those that match it; else empty.

    >>> TableSpec("person", "records/people.csv").fields
    ()
    """

    kind: str
    file: str
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    is_distinct: bool = False
    ignore: tuple[str, ...] = ()
    language: str = ""
    fields: tuple[FieldSpec, ...] = ()
    line: int = 0
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class LinksSpec:
    """Say where decisions about links are kept.

    Args:
        file: SSSOM table inside the project folder; it need not exist yet.
        line: Line in the project file; 0 if it says nothing.

    >>> LinksSpec().file
    'links.sssom.tsv'
    """

    file: str = "links.sssom.tsv"
    line: int = 0


@dataclass(frozen=True, slots=True)
class WaiversSpec:
    """Say where accepted findings are kept.

    Args:
        file: Table of waivers inside the project folder; it need not exist.
        line: Line in the project file; 0 if it says nothing.

    >>> WaiversSpec().file
    'waivers.csv'
    """

    file: str = "waivers.csv"
    line: int = 0


@dataclass(frozen=True, slots=True)
class ContributionSpec:
    """Say what is contributed, and where to.

    Args:
        properties: Table inside the project folder that says which property stands for which field; empty for ours.
        items: Folder inside the project folder where items that were looked at are kept.
        ledger: File inside the project folder that keeps every edit that was made.
        stated_in: Item of the data set itself, named where a source has neither item nor address; empty for none.
        api: Address of the API of the Wikibase.
        entities: How the addresses of its items begin; empty for those of Wikidata.
        line: Line in the project file; 0 if it says nothing.

    >>> ContributionSpec().ledger
    'contribution.jsonl'
    """

    properties: str = ""
    items: str = "items"
    ledger: str = "contribution.jsonl"
    stated_in: str = ""
    api: str = "https://www.wikidata.org/w/api.php"
    entities: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class BuildSpec:
    """Hold the settings that the project file makes.

    Args:
        values: Value by name of the setting.
        lines: Line in the project file by name of the setting.

    >>> BuildSpec({"jobs": 4}, {"jobs": 12}).values["jobs"]
    4
    """

    values: Mapping[str, SettingValue] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """Hold a project file that has been read and checked.

    Args:
        root: Project folder, absolute.
        file: Name of the project file in that folder.
        dataset: The data set as a whole.
        tables: Its tables, in the order of the file; one for each file that a pattern matches.
        links: Where decisions about links are kept.
        build: Settings that the file makes.
        waivers: Where accepted findings are kept.
        contribution: What is contributed, and where to.
    """

    root: Path
    file: str
    dataset: Dataset
    tables: tuple[TableSpec, ...]
    links: LinksSpec = LinksSpec()
    build: BuildSpec = BuildSpec()
    waivers: WaiversSpec = WaiversSpec()
    contribution: ContributionSpec = ContributionSpec()

    def where(self, line: int = 0) -> str:
        """Name a place in the project file, as faults and findings do.

        Args:
            line: Line, such as `TableSpec.line` or `FieldSpec.line`; 0 for the file as a whole.

        >>> dataset = Dataset("https://example.org/", {}, {}, (), "", "1", datetime.date(2026, 1, 1))
        >>> Project(Path("/p"), "sedova.toml", dataset, ()).where(12)
        'sedova.toml:12'
        """
        return f"{self.file}:{line}" if line else self.file
