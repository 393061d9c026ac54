"""The difference as one HTML page that needs nothing else: no network, no other file, no script."""

from __future__ import annotations

from collections.abc import Iterator

from sedova_lod.differences.comparing import CHANGED, Change, Difference
from sedova_lod.differences.field_changes import FieldChange
from sedova_lod.differences.report_lines import blocks, headline, remarks, retirement_words, summary_rows
from sedova_lod.reports.html_page import html_safe, page_start

__all__ = ["write_html"]

_STYLE = """
:root { color-scheme: light dark; --soft: #5b6470; --line: #8884; --gone: #b3261e; --new: #1b6e3a }
@media (prefers-color-scheme: dark) { :root { --soft: #a9b1bc; --gone: #ff9a90; --new: #7fd6a0 } }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem }
h1 { font-size: 1.6rem; line-height: 1.2 } h2 { font-size: 1.2rem; margin-top: 2rem }
table { border-collapse: collapse }
th, td { text-align: start; padding: .2rem .8rem; border-bottom: 1px solid var(--line) }
.number { text-align: end } code, .soft { color: var(--soft) } code { overflow-wrap: anywhere }
ul { padding-inline-start: 1.2rem } li { margin: .3rem 0; overflow-wrap: anywhere }
del { color: var(--gone) } ins { color: var(--new); text-decoration: none }
"""


def write_html(difference: Difference) -> Iterator[str]:
    """Write the difference as a page; whatever the data hold is shown as text.

    >>> with Difference() as nothing:
    ...     page = "".join(write_html(nothing))
    >>> page.splitlines()[0], "<li>the two hold the same</li>" in page
    ('<!DOCTYPE html>', True)
    """
    title = f"Differences between {headline(difference)}"
    yield page_start(title, _STYLE)
    yield f"<main>\n<h1>{html_safe(title)}</h1>\n<ul>\n"
    yield from (f"<li>{html_safe(line)}</li>\n" for line in remarks(difference))
    yield "</ul>\n"
    yield from _summary(difference)
    for block in blocks(difference):
        yield f"<h2>{block.title} ({block.number})</h2>\n<ul>\n"
        for change in block.changes(difference):
            yield _entry(change, difference)
        yield "</ul>\n"
    yield "</main>\n</body>\n</html>\n"


def _summary(difference: Difference) -> Iterator[str]:
    rows = summary_rows(difference)
    if not rows:
        return
    heads = "".join(f'<th scope="col" class="number">{name}</th>' for name in ("Added", "Removed", "Changed"))
    yield f'<table>\n<thead><tr><th scope="col">Kind</th>{heads}</tr></thead>\n<tbody>\n'
    for kind, *numbers in rows:
        cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
        yield f'<tr><th scope="row">{html_safe(kind)}</th>{cells}</tr>\n'
    yield "</tbody>\n</table>\n"


def _entry(change: Change, difference: Difference) -> str:
    why = retirement_words(change)
    told = f' <span class="soft"><bdi>{html_safe(why)}</bdi></span>' if why else ""
    fields = ""
    if change.what == CHANGED:
        listed = "".join(f"<li>{_field(field)}</li>\n" for field in change.fields(difference.new.base))
        fields = f"\n<ul>\n{listed}</ul>\n" if listed else ""
    label = html_safe(change.label or change.name)
    return f"<li><bdi>{label}</bdi> <code><bdi>{html_safe(change.name)}</bdi></code>{told}{fields}</li>\n"


def _field(field: FieldChange) -> str:
    name = f"{field.part.replace('-', ' ')}, {field.field}" if field.part else field.field
    old = " ".join(f"<del><bdi>{html_safe(value)}</bdi></del>" for value in field.old)
    new = " ".join(f"<ins><bdi>{html_safe(value)}</bdi></ins>" for value in field.new)
    return f"<bdi>{html_safe(name)}</bdi>: " + " → ".join(filter(None, (old, new)))
