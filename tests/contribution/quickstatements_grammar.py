"""A reader of QuickStatements, written from its documented syntax and from nothing of ours: the judge of what we write.

Syntax, as documented (https://www.wikidata.org/wiki/Help:QuickStatements and
https://meta.wikimedia.org/wiki/QuickStatements_3.0/Documentation) and as the two versions apply it:

    commands   classic: lines; within a line, columns are separated by tabs; only a line without a tab is cut at `|`,
               and only a text of a single line is cut at `||`
               version 3: `||` ends a command and `|` a column, but not between quotation marks, which are paired from
               the left through the whole text; a backslash takes its force from the sign after it
    command    CREATE | -STATEMENT id | [-]item column value ...
    column     P1 | !P1 (classic: a new statement) | Len, Den, Aen (label, description, alias)
    item       Q1 | LAST | +Q1 (version 3: a new statement)
    rank       R+ R0 R- after the value (version 3)
    more       P1 value (qualifier) | S1 value (source) | !S1 value (source that begins a new reference; version 3)
    value      Q1 | "text" | en:"text" | +1882-04-05T00:00:00Z/11[/J] | @latitude/longitude[/power of ten]
               | number[~error][U unit] | number[lower,upper][U unit] (version 3) | somevalue | novalue
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

TIME = re.compile(r"([+-]?)(\d+)-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z/?(\d*)(/J)?")
POINT = re.compile(r"@\s*([+-]?[0-9.]+)\s*/\s*([+-]?[0-9.]+)(?:\s*/\s*(-[1-6]|0|1))?")
NUMBER = r"[+-]?\d+(?:\.\d+)?"
QUANTITY = re.compile(rf"({NUMBER})(?:\s*~\s*({NUMBER}))?(?:U(\d+))?")
LIMITED = re.compile(rf"({NUMBER})\[({NUMBER}),\s?({NUMBER})\](?:U(\d+))?")
ENTITY = re.compile(r"[PQLM]\d+")
TERM = re.compile(r"([LDA])([a-z_-]+)")
PAIRED = re.compile(r'("("")?)(?:\\.|[^\\])*?\1|/\*.*?\*/', re.DOTALL)
RANKS = {"R+": "preferred", "R0": "normal", "R-": "deprecated"}


@dataclass(frozen=True)
class Read:
    """Hold one command as it was understood."""

    what: str
    item: str = ""
    column: str = ""
    value: Any = None
    qualifiers: tuple[tuple[str, Any], ...] = ()
    references: tuple[tuple[tuple[str, Any], ...], ...] = ()
    rank: str = "normal"
    is_new: bool = False


def read_commands(text: str, dialect: str) -> list[Read]:
    lines = _classic_lines(text) if dialect == "classic" else _version_3_lines(text)
    return [_command(columns, dialect) for columns in lines]


def _classic_lines(text: str) -> Iterator[list[str]]:
    if "\n" not in text:
        text = text.replace("||", "\n")
    for line in text.split("\n"):
        row = line.strip(" \t\n\r\0\x0b")
        if not row:
            continue
        if "\t" not in row:
            row = row.replace("|", "\t")
        remark = re.fullmatch(r"(.*?) */\* *(.*?) *\*/ *", row)
        yield (remark[1] if remark else row).split("\t")


def _version_3_lines(text: str) -> Iterator[list[str]]:
    kept: list[str] = []

    def keep(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\ue000{len(kept) - 1}\ue001"

    marked = PAIRED.sub(keep, text).replace("||", "\n").replace("|", "\t")
    for line in marked.split("\n"):
        row = re.sub("\ue000(\\d+)\ue001", lambda found: kept[int(found[1])], line.strip())
        remark = re.search(r"^(.*?)\s*/\*\s*(.*?)\s*\*/\s*$", row)
        row = remark[1] if remark else row
        columns = [column.strip() for column in row.split("\t") if column.strip()]
        if columns:
            yield columns


def _command(columns: list[str], dialect: str) -> Read:
    first = columns[0].strip().upper()
    if first == "CREATE" and len(columns) == 1:
        return Read("create")
    if first == "-STATEMENT" and len(columns) == 2:
        return Read("remove by id", value=columns[1].strip())
    is_removed, is_new = first.startswith("-"), first.startswith("+")
    assert not (is_new and dialect == "classic"), columns
    item = first.lstrip("+-")
    assert item == "LAST" or ENTITY.fullmatch(item), columns
    term = TERM.fullmatch(columns[1])
    if term:
        assert len(columns) == 3, columns
        value = read_value(columns[2], dialect)
        assert value[0] == "string", columns
        return Read("remove term" if is_removed else "term", item, columns[1], value[1])
    column = columns[1].strip()
    if column.startswith("!"):
        assert dialect == "classic", columns
        is_new, column = True, column[1:]
    assert re.fullmatch(r"P\d+", column), columns
    value = read_value(columns[2], dialect)
    rest = columns[3:]
    rank = "normal"
    if rest and rest[0] in RANKS:
        assert dialect != "classic", columns
        rank = RANKS[rest.pop(0)]
    qualifiers, references = _more(rest, dialect)
    return Read("remove" if is_removed else "statement", item, column, value, qualifiers, references, rank, is_new)


def _more(rest: list[str], dialect: str) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    assert len(rest) % 2 == 0, rest
    qualifiers: list[tuple[str, Any]] = []
    references: list[list[tuple[str, Any]]] = []
    for key, text in zip(rest[::2], rest[1::2], strict=True):
        found = re.fullmatch(r"(!?S|P)(\d+)", key.strip())
        assert found, rest
        pair = (f"P{found[2]}", read_value(text, dialect))
        if found[1] == "P":
            qualifiers.append(pair)
        elif found[1] == "S" and references:
            references[-1].append(pair)
        else:
            assert not (found[1] == "!S" and dialect == "classic"), "the classic version joins both references"
            references.append([pair])
    return tuple(qualifiers), tuple(tuple(one) for one in references)


def read_value(text: str, dialect: str) -> tuple[Any, ...]:
    text = text.strip()
    if dialect != "classic":
        text = text.replace("“", '"').replace("”", '"')
    if text in ("somevalue", "novalue"):
        return (text,)
    if ENTITY.fullmatch(text):
        return ("item", text)
    if dialect != "classic" and len(text) >= 6 and re.fullmatch(r'""".*"""', text):
        return ("string", text[3:-3])
    found = re.fullmatch(r'"(.*)"', text)
    if found:
        return ("string", found[1].strip())
    found = re.fullmatch(r'([a-z_-]+):"(.*)"', text)
    if found:
        return ("text", found[1], found[2].strip())
    found = TIME.fullmatch(text)
    if found:
        sign, year, month, day = found[1], int(found[2]), int(found[3]), int(found[4])
        return ("time", -year if sign == "-" else year, month, day, int(found[8] or 9), "J" if found[9] else "G")
    return _point(text, dialect) or _number(text, dialect)


def _point(text: str, dialect: str) -> tuple[Any, ...] | None:
    found = POINT.fullmatch(text)
    if found:
        assert found[3] is None or dialect != "classic", text
        return ("point", Decimal(found[1]), Decimal(found[2]), Decimal(1).scaleb(int(found[3] or -6)))
    return None


def _number(text: str, dialect: str) -> tuple[Any, ...]:
    found = LIMITED.fullmatch(text) if dialect != "classic" else None
    if found:
        return ("number", *map(Decimal, (found[1], found[2], found[3])), found[4] or "")
    found = QUANTITY.fullmatch(text)
    assert found, f"no value: {text!r}"
    number = Decimal(found[1])
    if found[2] is None:
        return ("number", number, None, None, found[3] or "")
    return ("number", number, number - Decimal(found[2]), number + Decimal(found[2]), found[3] or "")


def read_csv(text: str, dialect: str) -> list[Read]:
    """Read the CSV form: `qid` first, `S1` begins a reference and `s1` goes on with it."""
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    assert header[0] == "qid"
    found: list[Read] = []
    for row in rows:
        assert len(row) == len(header), "the classic version takes an empty cell for a value"
        item = row[0]
        if not item:
            found.append(Read("create"))
            item = "LAST"
        found.extend(_csv_row(item, list(zip(header[1:], row[1:], strict=True)), dialect))
    return found


def _csv_row(item: str, cells: list[tuple[str, str]], dialect: str) -> Iterator[Read]:
    groups: list[list[tuple[str, str]]] = []
    for name, cell in cells:
        assert cell, "an empty cell"
        if TERM.fullmatch(name) or re.fullmatch(r"P\d+", name):
            groups.append([])
        groups[-1].append((name, cell))
    for (name, cell), *rest in groups:
        if TERM.fullmatch(name):
            value = cell if dialect == "classic" else read_value(cell, dialect)[1]
            yield Read("term", item, name, value)
            continue
        qualifiers = tuple((f"P{n[3:]}", read_value(c, dialect)) for n, c in rest if n.startswith("qal"))
        references: list[list[tuple[str, Any]]] = []
        for n, c in rest:
            if n[0] == "S":
                references.append([])
            if n[0] in "Ss":
                references[-1].append((f"P{n[1:]}", read_value(c, dialect)))
        yield Read("statement", item, name, read_value(cell, dialect), qualifiers, tuple(map(tuple, references)))
