"""How a text table is laid out: the sign between its cells."""

from __future__ import annotations

import contextlib
import csv
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

__all__ = ["DELIMITER_NAMES", "detect_delimiter", "first_rows", "stated_by_excel", "usual_excess", "usual_width"]

DELIMITER_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}
_SEPARATOR_LINE = re.compile(r'"?sep=([^"\r\n])"?[\r\n]*', re.IGNORECASE)
_MOST_RECORDS = 200


def stated_by_excel(line: str) -> str:
    r"""Give the delimiter that a first line `sep=;` states; empty if it is no such line.

    >>> stated_by_excel("sep=;\r\n"), stated_by_excel("id;name\n")
    (';', '')
    """
    found = _SEPARATOR_LINE.fullmatch(line)
    return found[1] if found else ""


def detect_delimiter(sample: str, usual: str) -> str:
    r"""Find the delimiter that divides the rows of a sample most evenly.

    Args:
        sample: Beginning of the table, ended after a line.
        usual: Delimiter if the sample does not tell: a tab for TSV files, else a comma.

    >>> detect_delimiter('name;note\n"a;b";x, y\nc;z, w\n', ",")
    ';'
    >>> detect_delimiter("name\nRomny\n", ",")
    ','
    """
    order = [usual, *(sign for sign in DELIMITER_NAMES if sign != usual)]
    scored = [(_score(sample, sign), -position) for position, sign in enumerate(order)]
    (share, width), position = max(scored)
    return order[-position] if share > 0 and width > 1 else usual


def first_rows(lines: Iterable[str], delimiter: str) -> list[list[str]]:
    r"""Give the first rows that say something, to learn how the table is laid out.

    >>> first_rows(["a,b\n", ",\n", "c\n"], ",")
    [['a', 'b'], ['c']]
    """
    found: list[list[str]] = []
    with contextlib.suppress(csv.Error):  # the rows before the fault still tell
        for cells in islice(csv.reader(lines, delimiter=delimiter), _MOST_RECORDS):
            if any(map(str.strip, cells)):
                found.append(cells)
    return found


def usual_width(rows: Sequence[Sequence[str]]) -> int:
    """Find how many cells most rows have; 0 if there is no such number.

    >>> usual_width([["a", "b"], ["c", "d"], ["e"]]), usual_width([["a"], ["b", "c"]])
    (2, 0)
    """
    return _most_common(len(cells) for cells in rows)


def usual_excess(rows: Sequence[Sequence[str]], width: int) -> int:
    """Count the empty cells that stand behind the last header in most rows: some programs write them.

    Args:
        rows: Rows below the header.
        width: Number of headers.

    >>> usual_excess([["a", "b", ""], ["c", "d", ""], ["e", "f"]], 2), usual_excess([["a", "b"], ["c", "d", ""]], 2)
    (1, 0)
    """
    is_wider = (len(cells) > width and not any(map(str.strip, cells[width:])) for cells in rows)
    return _most_common(len(cells) - width if wider else 0 for cells, wider in zip(rows, is_wider, strict=True))


def _most_common(numbers: Iterable[int]) -> int:
    found = Counter(numbers)
    number, n_rows = found.most_common(1)[0] if found else (0, 0)
    return number if 2 * n_rows > found.total() else 0


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    """Give the share of rows as wide as the header, and that width; nothing for a single column."""
    widths: list[int] = []
    try:
        for cells in csv.reader(sample.splitlines(keepends=True), delimiter=delimiter):
            if cells:
                widths.append(len(cells))
            if len(widths) == _MOST_RECORDS:
                break
    except csv.Error:
        pass  # the records before the fault still tell
    if not widths or widths[0] == 1:
        return (0.0, 1)
    return (Counter(widths)[widths[0]] / len(widths), widths[0])
