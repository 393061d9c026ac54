"""What every finding code means: one class of `Rule` objects, from which the manual is made."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sedova_lod.findings.finding import CellRef, Finding, Severity

__all__ = ["Rule"]

_LONE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Rule:
    """Define one kind of finding.

    Args:
        code: Short name, lower case with hyphens; never changed once released.
        severity: Severity of its findings.
        title: What is wrong, in a few words.
        meaning: Why it matters, for an archivist: one or two sentences.
        mend: How to mend it.
        example: A value or row that causes it.

    >>> rule = Rule("bad-date", Severity.ERROR, "not a date", "...", "...", "31 Feb 1929")
    >>> rule.finding("'31 Feb 1929' is not a date", where=CellRef("a.csv", 2)).code
    'bad-date'
    """

    code: str
    severity: Severity
    title: str
    meaning: str
    mend: str
    example: str = ""

    @property
    def advice(self) -> str:
        """Give the way to mend it as a hint: without a capital and a full stop.

        >>> Rule("empty-table", Severity.WARNING, "", "", "Add rows.").advice
        'add rows'
        """
        return self.mend[:1].lower() + self.mend[1:].removesuffix(".")

    def finding(
        self,
        message: str,
        *,
        hint: str = "",
        where: CellRef | None = None,
        value: str = "",
        record: str = "",
    ) -> Finding:
        """Report one fault against this rule."""
        place = where or CellRef("")
        if not place.column.isprintable():
            place = place._replace(column=_shown(place.column))
        return Finding(self.code, self.severity, _shown(message), _shown(hint), place, _stored(value), record)


def _shown(text: str) -> str:
    r"""Make a text fit for one line of a terminal; signs that nobody sees are written out.

    >>> _shown("1940-08\ufeff\nBesan\udce7on")
    '1940-08<U+FEFF>↵Besan<byte E7>on'
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else _sign(c) for c in text)


def _sign(sign: str) -> str:
    if sign == "\n":
        return "↵"
    code = ord(sign)
    return f"<byte {code - 0xDC00:02X}>" if 0xDC80 <= code <= 0xDCFF else f"<U+{code:04X}>"


def _stored(text: str) -> str:
    return text if text.isascii() else _LONE.sub("\ufffd", text)
