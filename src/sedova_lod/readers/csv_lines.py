"""The lines of a CSV file: handed out one by one or in pieces, with a way to take them back."""

from __future__ import annotations

import io
import re
from collections import deque

__all__ = ["MOST_LINE", "CsvLines", "lines_of"]

MOST_LINE = 20_000_000
"""Signs of a line that are looked at; a longer one is cut."""

_PIECE = 1 << 16
_OTHER_ENDS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"  # `str.splitlines` divides at them as well


class CsvLines:
    r"""Hand out the lines of a stream, remember those of the record at hand, and take lines back.

    Args:
        stream: The stream, which does not translate line ends.
        marked: Finds signs that no text of the file's encoding has.

    >>> lines = CsvLines(io.StringIO("a\nb\nc\n", newline=""), re.compile("[\0]"))
    >>> next(lines), lines.take_piece(), lines.give_back("b\nc\n", 1), list(lines)
    ('a\n', 'b\nc\n', False, ['c\n'])
    """

    def __init__(self, stream: io.TextIOBase, marked: re.Pattern[str]) -> None:
        self._stream = stream
        self.marked = marked
        self._again: deque[str] = deque()
        self.taken: list[str] = []
        self.n_taken = 0
        self.is_marked = self.is_cut = False

    def __iter__(self) -> CsvLines:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._stream.readline(MOST_LINE)
        if not line:
            raise StopIteration
        if "\0" in line or (not line.isascii() and self.marked.search(line)):
            self.is_marked = True
        if len(line) >= MOST_LINE:
            self._pass_over(line)
        self.taken.append(line)
        self.n_taken += 1
        return line

    def _pass_over(self, line: str) -> None:
        self.is_cut = True
        while line and not line.endswith(("\n", "\r")):
            line = self._stream.readline(MOST_LINE)

    def begin_record(self) -> None:
        """Forget the lines of the last record."""
        self.taken.clear()
        self.is_marked = self.is_cut = False

    def take_back(self, first: int) -> None:
        """Put the lines of the record from the `first` on back, to be handed out again."""
        back = self.taken[first:]
        del self.taken[first:]
        self._again.extendleft(reversed(back))
        self.n_taken -= len(back)

    def take_piece(self) -> str:
        """Take some whole lines at once; none at the end, or if they must be looked at one by one."""
        if self._again:
            piece = "".join(self._again)
        else:
            piece = self._stream.read(_PIECE)
            piece += self._stream.readline(MOST_LINE)
        is_odd = _may_be_marked(piece) and self.marked.search(piece) is not None
        if is_odd or len(piece) >= MOST_LINE:
            if not self._again:
                self._again.extend(lines_of(piece))
            return ""
        self._again.clear()
        return piece

    def give_back(self, piece: str, n_lines: int) -> bool:
        """Count the lines of a piece that were used, and take the others back; say whether there were none."""
        self.n_taken += n_lines
        rest = lines_of(piece)[n_lines:] if n_lines == 0 or not _is_used_up(piece, n_lines) else []
        self._again.extend(rest)
        return not rest


def lines_of(text: str) -> list[str]:
    r"""Divide a text into its lines, which end in a line feed, a carriage return, or both.

    >>> lines_of("a\u2028b\r\nc\rd")
    ['a\u2028b\r\n', 'c\r', 'd']
    """
    if any(sign in text for sign in _OTHER_ENDS):
        return io.StringIO(text, newline="").readlines()
    return text.splitlines(keepends=True)


def _may_be_marked(text: str) -> bool:
    """Say whether a text is to be searched for signs that no text has: most are found quickest by encoding it."""
    if "\0" in text or "\ufffd" in text:
        return True
    try:
        return not text.isascii() and not text.encode()
    except UnicodeEncodeError:
        return True


def _is_used_up(piece: str, n_lines: int) -> bool:
    """Say whether a piece has just so many lines; most line ends are counted without cutting the lines."""
    n_ends = piece.count("\n")
    if "\r" in piece:
        n_ends += piece.count("\r") - piece.count("\r\n")
    return n_ends + (not piece.endswith(("\n", "\r"))) == n_lines
