"""The text of an SSSOM table: head, columns and rows, changed as little as can be."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sedova_lod.errors import InputError
from sedova_lod.linking.decisions import COLUMNS
from sedova_lod.namespaces import PREFIXES, authority_prefixes

__all__ = ["SssomRow", "SssomText", "parse_sssom"]

_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_CURIES = (*_REQUIRED, "object_source")
_CURIE_MAP = "# curie_map:"
_ENTRY = re.compile(r"\"?([\w.-]+)\"?\s*:\s*\"?(\S+?)\"?\s*$")
_PLAIN_VALUE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?!.*: )(?!.* #).*(?<!:)")
_OTHER_TYPE = re.compile(r"[\d.:_eExob+-]+|true|false|yes|no|on|off|null", re.IGNORECASE)
_VERSION = "sssom_version"
_STANDARD = {
    "semapv": "https://w3id.org/semapv/vocab/",
    "sssom": "https://w3id.org/sssom/",
    "skos": PREFIXES["skos"],
}


@dataclass(slots=True)
class SssomRow:
    """Hold a row; its text is kept, so that what is not changed is written as it was.

    Args:
        values: Values by column.
        text: The line it was read from; empty for a new row.

    >>> SssomRow({"subject_id": "a:1", "object_id": "b:2"}).key
    ('a:1', 'b:2')
    """

    values: dict[str, str]
    text: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """Give what rows are sorted by."""
        return self.values.get("subject_id", ""), self.values.get("object_id", "")


@dataclass(slots=True)
class SssomText:
    """Hold a table.

    Args:
        head: Lines of metadata, each beginning with `#`.
        columns: Names of the columns.
        rows: Rows, in the order of the file.
        prefixes: Prefixes that its head declares.
        newline: How its lines end.
    """

    head: list[str]
    columns: list[str]
    rows: list[SssomRow]
    prefixes: dict[str, str] = field(default_factory=dict)
    newline: str = "\n"

    def expand(self, curie: str) -> str:
        """Turn a CURIE into an IRI, by the prefixes of the file, then by those that are known; else leave it."""
        prefix, colon, name = curie.partition(":")
        if not colon or name.startswith("//"):
            return curie
        start = self.prefixes.get(prefix) or _known_prefixes().get(prefix)
        return curie if start is None else start + name

    def shorten(self, iri: str) -> str:
        """Turn an IRI into a CURIE; a prefix that the file does not declare yet is declared."""
        for prefixes in (self.prefixes, _known_prefixes()):
            found = [name for name, start in prefixes.items() if iri.startswith(start)]
            if found:
                name = max(found, key=lambda one: len(prefixes[one]))
                start = prefixes[name]
                if prefixes is not self.prefixes:
                    name = self.declare(name, start)
                return f"{name}:{iri.removeprefix(start)}"
        start = iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
        return f"{self.declare(_name_of_host(iri), start)}:{iri.removeprefix(start)}"

    def change(self, new: Iterable[SssomRow], removed: AbstractSet[int]) -> None:
        """Add rows and take rows out; sorted rows stay sorted, else a new one stands by those of its subject.

        Args:
            new: Rows to add.
            removed: Which rows are taken out, by `id()`.
        """
        keys = [row.key for row in self.rows]
        is_sorted = all(one <= other for one, other in itertools.pairwise(keys))
        places = {subject: place for place, (subject, _) in enumerate(keys)}
        ordered = [(place, row) for place, row in enumerate(self.rows) if id(row) not in removed]
        for row in new:
            self._prepare(row)
            ordered.append((places.get(row.key[0], len(keys)), row))
        ordered.sort(key=lambda pair: pair[1].key if is_sorted else pair[0])
        self.rows = [row for _, row in ordered]

    def _prepare(self, row: SssomRow) -> None:
        """Let the head and the columns fit a new row."""
        for column in row.values:
            if column not in self.columns:
                self._add_column(column)
        for column in _CURIES:
            prefix = row.values.get(column, "").partition(":")[0]
            if prefix in _STANDARD and prefix not in self.prefixes:
                self.declare(prefix, _STANDARD[prefix])
        if "reviewer_agreement" in row.values and not any(_VERSION in line for line in self.head):
            self.head.insert(0, f'# {_VERSION}: "1.1"')

    def to_text(self) -> str:
        """Write the table."""
        lines = [*self.head, "\t".join(self.columns), *(row.text or self._line(row) for row in self.rows)]
        return "".join(f"{line}{self.newline}" for line in lines)

    def _line(self, row: SssomRow) -> str:
        line = io.StringIO()
        writer = csv.writer(line, delimiter="\t", lineterminator="")
        writer.writerow([row.values.get(column, "") for column in self.columns])
        return line.getvalue()

    def _add_column(self, name: str) -> None:
        """Add a column where SSSOM has it; then every row is longer and must be written anew."""
        later = COLUMNS[COLUMNS.index(name) + 1 :] if name in COLUMNS else ()
        place = next((n for n, column in enumerate(self.columns) if column in later), len(self.columns))
        self.columns.insert(place, name)
        for row in self.rows:
            row.text = ""

    def declare(self, name: str, start: str) -> str:
        """Declare a prefix under its name, or under another if that means something else here."""
        number, wanted = 1, name
        while self.prefixes.get(wanted, start) != start:
            number += 1
            wanted = f"{name}{number}"
        if wanted not in self.prefixes:
            places = _entries(self.head)
            if not places:
                self.head.append(_CURIE_MAP)
                places = [len(self.head) - 1]
            self.head.insert(places[-1] + 1, f"#   {wanted}: {start}")
            self.prefixes[wanted] = start
        return wanted


def parse_sssom(text: str, where: str, *, new: Mapping[str, str]) -> SssomText:
    """Read a table; an empty text is a new one.

    Args:
        text: The text of the file.
        where: Name of the file, for messages.
        new: Metadata of a new table: `mapping_set_id`, `license` and others.

    Raises:
        InputError: It is no SSSOM table.

    >>> table = parse_sssom("", "links.sssom.tsv", new={"mapping_set_id": "https://example.org/links"})
    >>> table.head
    ['# mapping_set_id: https://example.org/links', '# sssom_version: "1.1"', '# curie_map:']
    """
    if not text.strip():
        head = [f"# {name}: {_yaml(value)}" for name, value in new.items() if value]
        return SssomText([*head, '# sssom_version: "1.1"', _CURIE_MAP], list(_REQUIRED), [])
    table = SssomText([], [], [], newline="\r\n" if "\r\n" in text else "\n")
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), start=1):
        if line.startswith("#"):
            table.head.append(line)
        elif not table.columns and line.strip():
            table.columns = _cells(line, 0)
            _check_columns(table.columns, f"{where}:{number}")
        elif line.strip():
            table.rows.append(_row(line, table.columns, f"{where}:{number}"))
    _check_columns(table.columns, where)
    for place in _entries(table.head)[1:]:
        found = _ENTRY.match(table.head[place][1:].strip())
        if found:
            table.prefixes[found[1]] = found[2]
    return table


def _entries(head: list[str]) -> list[int]:
    """Find the lines of the `curie_map`: first the one with its name, then those that are indented below it."""
    indents = [len(line) - len(line[1:].lstrip()) for line in head]
    for place, line in enumerate(head):
        if line[1:].strip() == "curie_map:":
            end = next((n for n in range(place + 1, len(head)) if indents[n] <= indents[place]), len(head))
            return list(range(place, end))
    return []


def _row(line: str, columns: list[str], where: str) -> SssomRow:
    cells = _cells(line, len(columns))
    if any(cells[len(columns) :]):
        what = f"the row has {len(cells)} cells, the table {len(columns)} columns"
        raise InputError(what, where=where, hint="look for a tab inside a text")
    return SssomRow(dict(zip(columns, cells, strict=False)), line)


def _check_columns(columns: Iterable[str], where: str) -> None:
    for name in _REQUIRED:
        if name not in columns:
            raise InputError(f"the table of links has no column '{name}'", where=where, hint="add it, as SSSOM asks")


def _cells(line: str, n_columns: int) -> list[str]:
    plain = line.split("\t")
    quoted = next(csv.reader([line], delimiter="\t")) if '"' in line else plain
    return quoted if n_columns in (0, len(quoted)) else plain


def _known_prefixes() -> dict[str, str]:
    return {**authority_prefixes(), **_STANDARD}


def _name_of_host(iri: str) -> str:
    """Make a prefix of an address: `rkd` of `https://rkd.nl/artists/1`."""
    labels = [label for label in (urlsplit(iri).hostname or "other").split(".") if label != "www"]
    return re.sub(r"\W", "", labels[-2] if len(labels) > 1 else labels[0]) or "other"


def _yaml(value: str) -> str:
    """Write a text of YAML: in quotation marks, if it would be read as something else."""
    is_plain = _PLAIN_VALUE.fullmatch(value) and not _OTHER_TYPE.fullmatch(value)
    return value if is_plain else json.dumps(value, ensure_ascii=False)
