"""The difference as an Atom feed: what a harvester that holds the old build fetches anew and deletes."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from sedova_lod.differences.comparing import ADDED, CHANGED, REMOVED, Change, Difference
from sedova_lod.differences.report_lines import headline, retirement_words
from sedova_lod.reports.safe_text import shorten, to_xml

__all__ = ["write_feed"]

_MOST_SIGNS = 1000
_NO_DAY = "1970-01-01"


def write_feed(difference: Difference, address: str = "") -> Iterator[str]:
    """Write an entry for each record that is new or changed, and a tombstone for each that is gone.

    The day is that of the new build, never that of the clock.

    Args:
        difference: The difference.
        address: Web address at which the feed will stand, if that is known.

    Source:
        The Atom Syndication Format, https://www.rfc-editor.org/info/rfc4287; The Atom "deleted-entry" Element,
        https://www.rfc-editor.org/info/rfc6721

    >>> with Difference() as nothing:
    ...     "".join(write_feed(nothing)).splitlines()[1].startswith("<feed")
    True
    """
    new = difference.new
    moment = f"{new.modified or _NO_DAY}T00:00:00Z"
    version = new.version or "new"
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:at="http://purl.org/atompub/tombstones/1.0" xml:lang="en">\n'
        f"<id>{_safe(new.base or 'urn:sedova-lod:data-set')}#changes-{_safe(version)}</id>\n"
        f"<title>Differences between {_safe(headline(difference))}</title>\n<updated>{moment}</updated>\n"
        f"<author><name>{_safe(new.base or 'unknown')}</name></author>\n"
    )
    if address:
        yield f'<link rel="self" href="{_safe(address)}"/>\n'
    if new.base:
        yield f'<link rel="alternate" href="{_safe(new.base)}"/>\n'
    for change in difference.changes(REMOVED, ADDED, CHANGED):
        if change.kind:
            yield _tombstone(change, moment) if change.what == REMOVED else _entry(change, difference, moment)
    yield "</feed>\n"


def _safe(text: str) -> str:
    return escape(to_xml(shorten(text, _MOST_SIGNS)))


def _entry(change: Change, difference: Difference, moment: str) -> str:
    said = ""
    if change.what == CHANGED:
        said = "\n".join(str(field) for field in change.fields(difference.new.base))
    summary = f"<summary>{_safe(said or f'{change.kind}, new')}</summary>\n"
    return (
        f"<entry>\n<id>{_safe(change.iri)}</id>\n<title>{_safe(change.label or change.name)}</title>\n"
        f'<updated>{moment}</updated>\n<category term="{change.what}"/>\n'
        f'<link rel="alternate" href="{_safe(change.iri)}"/>\n'
        f'<link rel="related" type="text/turtle" href="{_safe(change.document)}"/>\n{summary}</entry>\n'
    )


def _tombstone(change: Change, moment: str) -> str:
    why = retirement_words(change) or "gone"
    return (
        f'<at:deleted-entry ref="{_safe(change.iri)}" when="{moment}">\n'
        f"<at:comment>{_safe(why)}</at:comment>\n</at:deleted-entry>\n"
    )
