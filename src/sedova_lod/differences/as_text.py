"""The difference as plain text and as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sedova_lod.differences.comparing import CHANGED, Difference
from sedova_lod.differences.report_lines import blocks, headline, remarks, retirement_words, summary_rows
from sedova_lod.reports.safe_text import shorten, visible

__all__ = ["write_markdown", "write_text"]

_MOST_SIGNS = 300
_MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")


def write_text(difference: Difference) -> Iterator[str]:
    """Write the difference for a terminal.

    >>> with Difference() as nothing:
    ...     print("".join(write_text(nothing)), end="")
    the old build and the new build: the two hold the same
    """
    told = list(remarks(difference))
    yield f"{headline(difference)}: {told[0]}\n"
    yield from (f"  {line}\n" for line in told[1:])
    for block in blocks(difference):
        yield f"\n{block.title} ({block.number})\n"
        for change in block.changes(difference):
            why = retirement_words(change)
            yield (
                f"  {_plain(change.name)}  {_plain(change.label)}".rstrip()
                + (f"  ({_plain(why)})" if why else "")
                + "\n"
            )
            if block.what == CHANGED:
                yield from (f"    {_plain(str(field))}\n" for field in change.fields(difference.new.base))


def _plain(text: str) -> str:
    return shorten(visible(text), _MOST_SIGNS)


def write_markdown(difference: Difference) -> Iterator[str]:
    """Write the difference as Markdown, for release notes; nothing in the data is read as markup.

    >>> with Difference() as nothing:
    ...     print("".join(write_markdown(nothing)), end="")
    # Differences between the old build and the new build
    <BLANKLINE>
    - the two hold the same
    """
    yield f"# Differences between {_literal(headline(difference))}\n\n"
    yield from (f"- {_literal(line)}\n" for line in remarks(difference))
    rows = summary_rows(difference)
    if rows:
        yield "\n| Kind | Added | Removed | Changed |\n|---|---:|---:|---:|\n"
        yield from (f"| {kind} | {added} | {removed} | {changed} |\n" for kind, added, removed, changed in rows)
    for block in blocks(difference):
        yield f"\n## {block.title} ({block.number})\n\n"
        for change in block.changes(difference):
            why = retirement_words(change)
            yield (
                f"- {_literal(change.label or change.name)} (`{change.name}`)"
                + (f": {_literal(why)}" if why else "")
                + "\n"
            )
            if block.what == CHANGED:
                yield from (f"  - {_literal(str(field))}\n" for field in change.fields(difference.new.base))


def _literal(text: str) -> str:
    return _MARKS.sub(r"\\\1", shorten(visible(text), _MOST_SIGNS))
