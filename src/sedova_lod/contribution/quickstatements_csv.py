"""QuickStatements: commands as CSV files, one for each shape of row, as empty cells do not mean the same everywhere."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from sedova_lod.contribution.commands import LAST, AddStatement, Command, CreateItem, SetTerm
from sedova_lod.contribution.quickstatements import Dialect, Refused, Unwritable, text_fault, value_text
from sedova_lod.contribution.statements import Rank, Term, TermKind
from sedova_lod.contribution.values import Value

__all__ = ["write_csv_files"]

_LETTERS = {TermKind.LABEL: "L", TermKind.DESCRIPTION: "D", TermKind.ALIAS: "A"}

Cells = list[tuple[str, str]]


def write_csv_files(commands: Iterable[Command], dialect: Dialect) -> tuple[dict[str, str], tuple[Refused, ...]]:
    r"""Write commands as CSV.

    A row holds one statement with its qualifiers and references; that of a new item holds all of the item, as its
    number is not known yet. Rows of one shape stand in one file: the classic version takes an empty cell for a value.

    Args:
        commands: What is to be done.
        dialect: Version of QuickStatements.

    Returns:
        Text by name of file, and the commands that could not be written.

    >>> from sedova_lod.contribution.statements import Statement
    >>> from sedova_lod.contribution.values import ItemValue
    >>> files, _ = write_csv_files([AddStatement("Q1", Statement("P19", ItemValue("Q1741")))], Dialect.CLASSIC)
    >>> files["quickstatements-01.csv"]
    'qid,P19\r\nQ1,Q1741\r\n'
    """
    shapes: dict[tuple[str, ...], list[list[str]]] = {}
    refused: list[Refused] = []
    made: Cells | None = None
    rows: list[tuple[str, Cells]] = []
    for command in commands:
        if isinstance(command, CreateItem):
            made = []
            rows.append(("", made))
            continue
        try:
            cells = _cells_of(command, dialect)
        except Unwritable as fault:
            refused.append(Refused(command, str(fault)))
            continue
        item = command.item if isinstance(command, SetTerm | AddStatement) else ""
        if item == LAST and made is not None:
            made.extend(cells)
        else:
            rows.append((item, cells))
    for item, cells in rows:
        if cells:
            header = ("qid", *(name for name, _ in cells))
            shapes.setdefault(header, []).append([item, *(value for _, value in cells)])
    files = {f"quickstatements-{n:02d}.csv": _table(*shape) for n, shape in enumerate(shapes.items(), start=1)}
    return files, tuple(refused)


def _table(header: tuple[str, ...], rows: list[list[str]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue()


def _cells_of(command: Command, dialect: Dialect) -> Cells:
    if isinstance(command, SetTerm):
        return [(f"{_LETTERS[command.term.kind]}{command.term.language}", _term_text(command.term, dialect))]
    if not isinstance(command, AddStatement):
        raise Unwritable("the CSV form is for additions only")
    statement = command.statement
    if statement.rank is not Rank.NORMAL:
        raise Unwritable("the CSV form knows no ranks")
    if command.is_beside:
        raise Unwritable("the CSV form cannot put a statement beside one with the same value")
    cells = [(statement.property, _value_cell(statement.value, dialect))]
    cells += [(f"qal{snak.property[1:]}", _value_cell(snak.value, dialect)) for snak in statement.qualifiers]
    for reference in statement.references:
        letters = ["S", *("s" * (len(reference.snaks) - 1))]
        for letter, snak in zip(letters, reference.snaks, strict=True):
            cells.append((f"{letter}{snak.property[1:]}", _value_cell(snak.value, dialect)))
    return cells


def _term_text(term: Term, dialect: Dialect) -> str:
    """Terms stand without quotation marks in the classic form; version 3 takes `Q5` there for an item."""
    fault = text_fault(term.text, dialect)
    if fault:
        raise Unwritable(fault)
    return _checked(term.text if dialect is Dialect.CLASSIC else f'"{term.text}"', dialect)


def _value_cell(value: Value, dialect: Dialect) -> str:
    return _checked(value_text(value, dialect), dialect)


def _checked(cell: str, dialect: Dialect) -> str:
    """The classic version reads CSV in the manner of PHP, where a backslash takes its force from a quotation mark."""
    if dialect is Dialect.CLASSIC and ('\\"' in cell or cell.endswith("\\")):
        raise Unwritable("the classic version would not find the end of a text with a backslash there")
    return cell
