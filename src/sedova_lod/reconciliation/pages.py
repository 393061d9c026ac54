"""Pages about one entity: a small one for a frame beside a client's table, and the whole of what is known."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from importlib import resources

from sedova_lod.linking import Entity
from sedova_lod.linking.day_agreement import say_days
from sedova_lod.namespaces import authority_prefixes, iri_of
from sedova_lod.reconciliation.answering import describe
from sedova_lod.reconciliation.vocabulary import type_of_kind
from sedova_lod.reports.safe_text import to_unicode, visible

__all__ = ["PREVIEW_HEIGHT", "PREVIEW_WIDTH", "STYLE_SHEET", "missing_page", "preview_page", "style_sheet", "view_page"]

PREVIEW_WIDTH = 420
"""Width of the small page, in pixels."""

PREVIEW_HEIGHT = 240
"""Height of the small page, in pixels."""

STYLE_SHEET = "preview.css"
"""Name of the style sheet, beside the pages."""

_MOST_SHOWN = 6


def style_sheet() -> bytes:
    """Give the style sheet of the pages.

    >>> style_sheet()[:4]
    b'body'
    """
    return (resources.files("sedova_lod.reconciliation") / STYLE_SHEET).read_bytes()


def preview_page(entity: Entity, iri: str) -> str:
    """Write the small page.

    Args:
        entity: The entity.
        iri: Its address.

    >>> "&lt;b&gt;" in preview_page(Entity("<b>"), "https://example.org/b")
    True
    """
    return _page(entity, iri, _MOST_SHOWN)


def view_page(entity: Entity, iri: str) -> str:
    """Write the page with all that is known.

    Args:
        entity: The entity.
        iri: Its address.
    """
    return _page(entity, iri, None)


def missing_page(named: str) -> str:
    """Write the page that says that there is no such entity.

    >>> "there is no entity &#x27;&lt;b&gt;&#x27;" in missing_page("<b>")
    True
    """
    told = f"there is no entity '{visible(to_unicode(named[:200]))}'"
    return _document("Not found", f"<p>{escape(told)}</p>")


def _page(entity: Entity, iri: str, most: int | None) -> str:
    rows = [
        ("Kind", _listed([type_of_kind(entity.kind).name if entity.kind else ""], most)),
        ("Born" if entity.kind == "person" else "Begun", _listed([say_days(entity.born)] if entity.born else [], most)),
        ("Died" if entity.kind == "person" else "Ended", _listed([say_days(entity.died)] if entity.died else [], most)),
        ("Names", _listed((name.text for name in entity.names[1:]), most)),
        ("Roles", _listed(entity.occupations, most)),
        ("Places", _listed(entity.places, most)),
        ("Countries", _listed(entity.nationalities, most)),
        ("Identifiers", _identifiers(entity, most)),
    ]
    told = "".join(f"<dt>{label}</dt><dd>{shown}</dd>" for label, shown in rows if shown)
    description = describe(entity)
    described = f"<p>{_text(description)}</p>" if description else ""
    link = _link(iri, entity.id)
    return _document(entity.name, f"<h1>{_text(entity.name)}</h1>{described}<dl>{told}</dl><p>{link}</p>")


def _document(title: str, body: str) -> str:
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(visible(to_unicode(title)))}</title>"
        f'<link rel="stylesheet" href="{STYLE_SHEET}"></head><body>{body}</body></html>\n'
    )


def _listed(texts: Iterable[str], most: int | None) -> str:
    """Write texts one after another; those beyond the most are counted."""
    found = [text for text in texts if text]
    shown = [_text(text) for text in found[:most]]
    if len(shown) < len(found):
        shown.append(f"and {len(found) - len(shown)} more")
    return "; ".join(shown)


def _identifiers(entity: Entity, most: int | None) -> str:
    prefixes = authority_prefixes()
    found = [
        _link(iri_of(scheme, value, prefixes), f"{scheme} {value}")
        if scheme in prefixes
        else _text(f"{scheme} {value}")
        for scheme, value in entity.identifiers[:most]
    ]
    return "; ".join(found)


def _text(text: str) -> str:
    return f"<bdi>{escape(visible(to_unicode(text)))}</bdi>"


def _link(iri: str, text: str) -> str:
    """Write a link to a web address; anything else as text."""
    if not iri.startswith(("http://", "https://")):
        return _text(text)
    return f'<a href="{escape(to_unicode(iri))}" target="_blank" rel="noopener noreferrer">{_text(text)}</a>'
