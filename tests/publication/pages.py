"""A page read as a browser reads it: what it links to, what can be linked to in it, and its data."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

__all__ = ["Page", "dead_links", "pages_with_everything", "read_page"]

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_VOID = ("meta", "link", "input", "br", "hr", "img", "base", "wbr", "rect", "path")
_SOURCES = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


class Page(HTMLParser):
    """Collect the addresses, anchors, texts and data of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.tags: list[str] = []
        self.data: list[Any] = []
        self.text = ""
        self._inside = ""
        self._held = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag says."""
        found = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if "id" in found:
            self.anchors.add(found["id"])
        if found.get(_SOURCES.get(tag, "")) and found.get("rel") not in ("canonical", "alternate", "item"):
            self.links.append(found[_SOURCES[tag]])
        self._inside = f"{tag} {found.get('type', '')}"

    def handle_endtag(self, tag: str) -> None:
        """Keep the data of a script."""
        if tag == "script" and "json" in self._inside:
            self.data.append(json.loads(self._held))
        self._inside, self._held = "", ""

    def handle_data(self, data: str) -> None:
        """Keep texts."""
        if self._inside.startswith("script"):
            self._held += data
        else:
            self.text += data


class _Elements(HTMLParser):
    """Collect what sorts of elements a page has: each with its class and attributes, and what it stands in."""

    def __init__(self) -> None:
        super().__init__()
        self.sorts: set[tuple[str, str]] = set()
        self._open: list[str] = []
        self._heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element; of a heading also which one is before it."""
        name = f"{tag}.{dict(attrs).get('class') or ''}"
        self.sorts.add((" ".join(self._open[-2:]), f"{name} {sorted(key for key, _ in attrs)}"))
        if tag in _HEADINGS:
            self.sorts.add((self._heading, tag))
            self._heading = tag
        if tag not in _VOID:
            self._open.append(name)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        while self._open and self._open.pop().partition(".")[0] != tag:
            pass


def pages_with_everything(site: Path) -> list[str]:
    """Choose pages that together have every sort of element, in every place, that any page of a site has."""
    seen: set[tuple[str, str]] = set()
    chosen = []
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    for path in sorted(paths, key=lambda name: hashlib.sha256(name.encode()).digest()):
        elements = _Elements()
        elements.feed((site / path).read_text(encoding="utf-8"))
        if not elements.sorts <= seen:
            chosen.append(path)
            seen |= elements.sorts
    return chosen


def read_page(path: Path) -> Page:
    """Read a page."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def dead_links(site: Path, pages: Iterable[Path] | None = None, url: str = "") -> list[tuple[str, str]]:
    """List the links inside a site that lead nowhere, with the pages in which they stand.

    Args:
        site: The site.
        pages: The pages whose links are followed; all if none are given.
        url: Address of the site: whole addresses that begin with it are followed, too.
    """
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    read = functools.cache(lambda name: read_page(site / name))
    dead = []
    for page in pages or site.rglob("*.html"):
        name = page.relative_to(site).as_posix()
        for link in set(read(name).links):
            is_whole = bool(url) and link.startswith(url)
            parts = urlsplit(link.removeprefix(url) if is_whole else link)
            if parts.scheme or parts.netloc:
                continue
            target = unquote(parts.path) if is_whole else _joined(name, unquote(parts.path))
            anchor = unquote(parts.fragment)
            has_anchors = anchor and target.endswith(".html")
            if target not in files or (has_anchors and anchor not in read(target).anchors):
                dead.append((name, link))
    return sorted(dead)


def _joined(page: str, path: str) -> str:
    if not path:
        return page
    parts = page.split("/")[:-1]
    for step in path.split("/"):
        if step == "..":
            parts.pop()
        elif step != ".":
            parts.append(step)
    return "/".join(parts)
