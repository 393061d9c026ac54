"""Pages of a site read for the FAIR check: links, structure, typed links, embedded data."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

__all__ = ["Page", "SiteLinks", "read_page"]

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_OPTIONAL = frozenset(("p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "option", "html", "head", "body"))
_FORMS = (".html", ".ttl", ".jsonld")
_WEB = ("http", "https", "")


@dataclass(slots=True)
class Page:
    """Hold what the check looks at in a page.

    Args:
        path: Its path in the folder.
        links: Addresses that it leads to or loads.
        typed: Addresses of its `<link>` elements by relation.
        data: Objects of structured data.
        faults: What is wrong with its HTML.
        data_faults: What is wrong with its structured data.
    """

    path: str
    links: set[str] = field(default_factory=set)
    typed: dict[str, list[str]] = field(default_factory=dict)
    data: list[dict[str, object]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    data_faults: list[str] = field(default_factory=list)


def read_page(folder: Path, path: str) -> Page:
    """Read one page.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = (Path(folder) / "a.html").write_text('<!DOCTYPE html><html lang="en"><title>A</title><img src="a.png">')
    ...     page = read_page(Path(folder), "a.html")
    >>> page.faults, page.links
    (['line 1: <img> has no alt'], {'a.png'})
    """
    try:
        text = (folder / path).read_bytes().decode()
    except UnicodeDecodeError:
        return Page(path, faults=["it is no UTF-8"])
    reader = _PageReader(Page(path))
    if not text.lstrip()[:15].lower().startswith("<!doctype html>"):
        reader.page.faults.append("line 1: no <!DOCTYPE html>")
    reader.feed(text)
    reader.close()
    reader.finish()
    return reader.page


class _PageReader(HTMLParser):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self.page = page
        self._open: list[str] = []
        self._ids: set[str] = set()
        self._title = ""
        self._is_data = False
        self._script = ""

    def _fault(self, what: str) -> None:
        self.page.faults.append(f"line {self.getpos()[0]}: {what}")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        own = said.get("id")
        if own is not None:
            if own in self._ids or not own:
                self._fault(f"id '{own}' is there twice" if own else "an id is empty")
            self._ids.add(own)
        if tag == "html" and not said.get("lang"):
            self._fault('<html> has no lang: <html lang="en">')
        if tag == "img" and "alt" not in said:
            self._fault("<img> has no alt")
        self._take_links(tag, said)
        if tag == "script" and said.get("type") == "application/ld+json":
            self._is_data, self._script = True, ""
        if tag not in _VOID:
            self._open.append(tag)

    def _take_links(self, tag: str, said: dict[str, str]) -> None:
        address = said.get("href") if tag in ("a", "link", "area") else said.get("src")
        if not address:
            return
        self.page.links.add(address)
        if tag == "link":
            for relation in said.get("rel", "").lower().split():
                self.page.typed.setdefault(relation, []).append(address)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._is_data:
            self._is_data = False
            self._take_data()
        while self._open and self._open[-1] != tag and self._open[-1] in _OPTIONAL and tag in self._open:
            self._open.pop()
        if self._open and self._open[-1] == tag:
            self._open.pop()
        elif tag not in _VOID:
            self._fault(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self._script += data
        elif self._open and self._open[-1] == "title" and "svg" not in self._open:
            self._title += data

    def _take_data(self) -> None:
        try:
            found = json.loads(self._script)
        except ValueError as error:
            self.page.data_faults.append(f"structured data that is no JSON: {error}")
            return
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict) and "@context" in one and ("@type" in one or "@graph" in one):
                self.page.data.append(one)
            else:
                self.page.data_faults.append('structured data without "@context" and "@type"')

    def finish(self) -> None:
        """Report what only the end of the page shows."""
        left = [tag for tag in self._open if tag not in _OPTIONAL]
        if left:
            self.page.faults.append(f"<{left[-1]}> is never closed")
        if not self._title.strip():
            self.page.faults.append("no title: <title>...</title>")


class SiteLinks:
    """Find the file that an address leads to.

    Args:
        files: Paths of all files of the site.
        url: Address of the site; empty if it is not known.
        base: Beginning of the records' addresses.
    """

    def __init__(self, files: frozenset[str], url: str, base: str) -> None:
        self._files = files
        self._places = tuple(filter(None, (url, base)))

    def is_alive(self, address: str, page: str = "") -> bool:
        """Say whether an address leads to a file of the site, or out of it.

        An address of a record without an ending leads to one of its forms, as the rules for servers have it.

        >>> links = SiteLinks(frozenset({"a.html", "person/lev.ttl"}), "https://example.org/", "")
        >>> links.is_alive("../a.html#b", "person/lev.html"), links.is_alive("https://example.org/person/lev")
        (True, True)
        >>> links.is_alive("b.html"), links.is_alive("https://elsewhere.example/")
        (False, True)
        """
        path = self._path(address, page)
        if path is None:
            return True
        return any(name in self._files for name in _candidates(path))

    def _path(self, address: str, page: str) -> str | None:
        for place in self._places:
            if address.startswith(place):
                return unquote(urlsplit(address[len(place) :]).path)
        parts = urlsplit(address)
        if parts.scheme not in _WEB or parts.netloc or (parts.scheme and not parts.netloc):
            return None
        if parts.path.startswith("/"):
            return unquote(parts.path.lstrip("/"))
        if not parts.path:
            return page or None
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))


def _candidates(path: str) -> Iterator[str]:
    bare = path.strip("/").removeprefix("./")
    yield bare
    yield f"{bare}/index.html".lstrip("/") if bare not in ("", ".") else "index.html"
    if "." not in posixpath.basename(bare) or bare:
        yield from (f"{bare}{ending}" for ending in _FORMS)
