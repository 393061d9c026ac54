"""What every finding code means: one class of `Rule` objects, from which the manual is made."""

from __future__ import annotations

from dataclasses import dataclass

from sedova_lod.findings.finding import CellRef, Finding, Severity

__all__ = ["Rule"]


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
        return Finding(self.code, self.severity, message, hint, where or CellRef(""), value, record)
