"""Markup: text made safe for HTML, addresses of pages, and the frame that all pages share."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from sedova_lod.publication.dates_told import label_told
from sedova_lod.publication.digests import Digest
from sedova_lod.publication.memos import remember
from sedova_lod.publication.neighbours import Neighbours
from sedova_lod.publication.phrases import Phrases, phrases_in
from sedova_lod.reports.safe_text import to_xml, visible
from sedova_lod.settings import Dataset

__all__ = [
    "MAIN",
    "Frame",
    "PageParts",
    "SiteSpec",
    "escaped",
    "json_in_script",
    "outward",
    "page_address",
    "page_stem",
    "safe",
    "safe_whole",
    "script_safe",
]

MAIN = '</div></header>\n<main id="content">\n'
"""What stands between the links to other languages and the content of a page."""

_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")
_MOST_SHOWN = 300
_MOST_MARKS = 1000
_MOST_STEM_BYTES = 200
_PLAIN_STEM = re.compile(r"[A-Za-z0-9_.~/-]*")  # nothing that an address has in another way
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TOOLS = ("search", "disputed", "timeline", "map", "graph", "query", "data")


def escaped(text: str) -> str:
    """Escape a text for HTML; where there is nothing to replace, that is seen more quickly than by a pattern."""
    if not ("&" in text or "<" in text or ">" in text or '"' in text or "'" in text):
        return text
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;")


@lru_cache(maxsize=2000)
def safe(text: str, most: int = _MOST_SHOWN) -> str:
    r"""Make a text of one line safe for HTML; very long ones are cut, and signs that hide or turn text are shown.

    >>> safe('<b>"'), safe("a\u202eb"), safe("A" * 400)[-3:]
    ('&lt;b&gt;&quot;', 'a\\u202eb', 'AA…')
    """
    if len(text) > most:
        text = f"{text[:most]}…"
    return escaped(text if text.isprintable() else visible(text))


def safe_whole(text: str) -> str:
    """Make a text safe for HTML and keep all of it, with its line breaks."""
    if text.isprintable():
        return escaped(text)
    return escaped("\n".join(visible(line) for line in to_xml(text).splitlines()))


def json_in_script(value: object) -> str:
    r"""Write JSON that can stand in a script element: nothing in it can end the element or begin a comment.

    >>> json_in_script({"name": "</script><!--"})
    '{"name":"\\u003c/script\\u003e\\u003c!--"}'
    """
    return script_safe(_to_json(value))


def script_safe(text: str) -> str:
    """Write JSON in another way, so that nothing in it can end a script element or begin a comment."""
    if "<" in text or ">" in text or "&" in text or "\u2028" in text or "\u2029" in text:
        return _IN_SCRIPT.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
    return text


def page_stem(record_id: str) -> str:
    """Give the name of a record's files; very long ids are shortened, and told apart by a digest.

    >>> page_stem("lev-sedov"), len(page_stem("я" * 200).encode())
    ('lev-sedov', 97)
    """
    if len(record_id) <= _MOST_STEM_BYTES // 4:
        return record_id
    encoded = record_id.encode()
    if len(encoded) <= _MOST_STEM_BYTES:
        return record_id
    return f"{encoded[:80].decode(errors='ignore')}-{hashlib.sha256(encoded).hexdigest()[:16]}"


@lru_cache(maxsize=20_000)
def page_address(kind: str, record_id: str) -> str:
    """Give the address of a record's page, from the home of a language.

    >>> page_address("person", "Лев")
    'person/%D0%9B%D0%B5%D0%B2.html'
    """
    stem = page_stem(record_id)
    return f"{kind}/{stem if _PLAIN_STEM.fullmatch(stem) else quote(stem)}.html"


def outward(address: str) -> str:
    """Link to an address elsewhere; only addresses of the web become links.

    >>> outward("https://viaf.org/viaf/1"), outward("urn:isbn:1")
    ('<a href="https://viaf.org/viaf/1" rel="noopener">viaf.org/viaf/1</a>', '<span>urn:isbn:1</span>')
    """
    shown = safe(address.removeprefix("https://").removeprefix("http://").removeprefix("mailto:"), 90)
    if not address.startswith(("http://", "https://", "mailto:")):
        return f"<span>{shown}</span>"
    return f'<a href="{escape(address)}" rel="noopener">{shown}</a>'


@dataclass(frozen=True, slots=True)
class SiteSpec:
    """Say what a site is.

    Args:
        dataset: The data set as a whole.
        url: Address of the site; ends in `/`. It need not be the base of the record addresses.
        languages: Languages of the pages; the first stands at the root of the site.
        version: Version of sedova-lod.
        n_examples: Number of example queries.
        kinds: Kinds of which there are records.
    """

    dataset: Dataset
    url: str
    languages: tuple[str, ...]
    version: str = ""
    n_examples: int = 0
    kinds: tuple[str, ...] = ()

    def title(self, language: str) -> str:
        """Give the title of the data set in a language."""
        titles = self.dataset.title
        return titles.get(language) or next(iter(titles.values()), "")

    def description(self, language: str) -> str:
        """Give the description of the data set in a language."""
        texts = self.dataset.description
        return texts.get(language) or next(iter(texts.values()), "")


class PageParts(NamedTuple):
    """Hold what all pages of a language, at one depth, have in common.

    Args:
        head: Before the title.
        middle: From the end of the head to the links to other languages.
        foot: After the content.
    """

    head: bytes
    middle: bytes
    foot: bytes


class Frame:
    """What pages of one language, at one depth, have around their content.

    Args:
        spec: The site.
        language: Language of the pages.
        depth: Folders between the language's home and the page.
        neighbours: Names of records.
        is_anywhere: Whether a host may show the pages at any address: then their links are whole addresses.

    Attributes:
        title: Title of the data set, safe.
        alternates: Links to the forms of a page in the head, cut where the page's path stands.
        switches: Links to a page in other languages, cut in the same way.
        parts: What all these pages have in common.
    """

    def __init__(
        self, spec: SiteSpec, language: str, depth: int, neighbours: Neighbours, *, is_anywhere: bool = False
    ) -> None:
        self.spec = spec
        self.language = language
        self.phrases: Phrases = phrases_in(language)
        self.neighbours = neighbours
        is_first = language == spec.languages[0]
        self.folder = "" if is_first else f"{language}/"
        self.is_anywhere = is_anywhere
        self.home = spec.url + self.folder if is_anywhere else "../" * depth
        self.root = spec.url if is_anywhere else "../" * (depth + (not is_first))
        self._links: dict[str, str] = {}
        self._marks: dict[str, str] = {}
        self.title = safe(spec.title(language))
        self.alternates, self.switches = self._alternates_around(), self._switch_around()
        self.parts = PageParts(*(part.encode("utf-8", "replace") for part in self._parts()))
        self.citing = self._citing()
        named = {"@type": "Dataset", "@id": spec.dataset.base, "name": spec.title(language)}
        self.dataset_named = json_in_script(named)

    def path(self, digest: Digest) -> str:
        """Give the path of a record's page, from the home of its language."""
        return page_address(digest.kind, digest.id)

    def name(self, iri: str) -> str:
        """Give the name of a record as plain text, or the address itself."""
        digest = self.neighbours.digest(iri)
        return digest.label(self.language)[0] if digest else iri

    def named(self, iri: str) -> str:
        """Give the name of a record, or the address itself; safe."""
        return safe(self.name(iri))

    def property_named(self, iri: str) -> str:
        """Name what is claimed of something: our own word where there is one, or the name of the concept; safe."""
        digest = self.neighbours.digest(iri)
        own = self.phrases.get(f"property.{digest.id}") if digest and not iri.startswith(self.spec.dataset.base) else ""
        return safe(own) if own else self.named(iri)

    def link(self, iri: str) -> str:
        """Link to a record by its name, or to an address elsewhere."""
        known = self._links.get(iri)
        if known is None:
            known = remember(self._links, iri, self._link(iri))
        return known

    def _link(self, iri: str) -> str:
        digest = self.neighbours.around(iri)
        return outward(iri) if digest is None else self.page_link(digest)

    def page_link(self, digest: Digest) -> str:
        """Link to the page of a record by its name."""
        return f'<a href="{self.home}{self.path(digest)}"{self.tagged(digest)}>{self.label(digest)}</a>'

    def label(self, digest: Digest) -> str:
        """Give the name of a record, safe."""
        return safe(digest.label(self.language)[0]) or safe(digest.id)

    def tagged(self, digest: Digest) -> str:
        """Give the attribute for a name in another language than the page's."""
        return self.language_mark(digest.label(self.language)[1])

    def language_mark(self, tag: str) -> str:
        """Give the attribute for a text in another language than the page's."""
        known = self._marks.get(tag)
        if known is None:
            known = f' lang="{safe(tag)}"' if tag and tag != self.language else ""
            if len(self._marks) < _MOST_MARKS:
                self._marks[tag] = known
        return known

    def dated(self, label: str) -> str:
        """Say a date, safe."""
        return safe(label_told(label, self.phrases))

    def page(self, path: str, title: str, body: str, *, head: str = "", scripts: Sequence[str] = ()) -> bytes:
        """Make a whole page.

        Args:
            path: Path from the home of the language.
            title: Title, not yet safe.
            body: Content of `main`.
            head: More elements for the head.
            scripts: Scripts in `assets/`.
        """
        address = escape(path)
        named = self.title if path == "index.html" else safe(title, 120)
        loaded = "".join(f'<script src="{self.root}assets/{script}" defer></script>\n' for script in scripts)
        full = named if path == "index.html" else f"{named} · {self.title}"
        top = f"<title>{full}</title>\n{address.join(self.alternates)}{head}{loaded}"
        main = f"{address.join(self.switches)}{MAIN}{body}"
        parts = self.parts
        texts = parts.head, top.encode("utf-8", "replace"), parts.middle, main.encode("utf-8", "replace"), parts.foot
        return b"".join(texts)

    def _alternates_around(self) -> list[str]:
        """Give the links to the forms of a page, cut where the page's path stands."""
        url, languages = escape(self.spec.url), self.spec.languages
        own = f'<link rel="canonical" href="{url}{self.folder}'
        if len(languages) == 1:
            return [own, '">\n']
        folders = {tag: "" if tag == languages[0] else f"{tag}/" for tag in languages}
        others = [f'">\n<link rel="alternate" hreflang="{tag}" href="{url}{folders[tag]}' for tag in languages]
        return [own, *others, '">\n']

    def _switch_around(self) -> list[str]:
        """Give the links to a page in other languages, cut where the page's path stands."""
        languages = self.spec.languages
        if len(languages) == 1:
            return [""]
        parts = [f'<nav class="languages" aria-label="{self.phrases["nav.languages"]}">']
        for tag in languages:
            current = ' aria-current="true"' if tag == self.language else ""
            parts[-1] += f'<a href="{self.root}{"" if tag == languages[0] else tag + "/"}'
            parts.append(f'" lang="{tag}" hreflang="{tag}"{current}>{phrases_in(tag)["language"]}</a>')
        parts[-1] += "</nav>"
        return parts

    def _citing(self) -> tuple[str, str]:
        """Give what stands before and after the name of a record when it is cited."""
        dataset = self.spec.dataset
        year = (dataset.modified or dataset.issued).year
        return (
            f"{safe(', '.join(dataset.creators))} ({year}): ",
            f", <cite>{self.title}</cite>, {self.phrases['data.version'].lower()} {safe(dataset.version)}. ",
        )

    def _parts(self) -> tuple[str, str, str]:
        phrases, root, home = self.phrases, self.root, self.home
        title = safe(self.spec.title(self.language))
        head = (
            f'<!DOCTYPE html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
            '<meta name="color-scheme" content="light dark">\n'
            f'<link rel="stylesheet" href="{root}assets/site.css">\n'
            f'<link rel="icon" href="{root}assets/icon.svg" type="image/svg+xml">\n'
            f'<link rel="license" href="{escape(self.spec.dataset.license)}">\n'
            f'<link rel="alternate" type="application/atom+xml" href="{root}feed.xml" title="{title}">\n'
            f'<link rel="linkset" type="application/linkset+json" href="{root}linkset.json">\n'
        )
        tools = "".join(f'<li><a href="{home}{tool}.html">{phrases[f"nav.{tool}"]}</a></li>' for tool in _TOOLS)
        middle = (
            f'</head>\n<body>\n<a class="skip" href="#content">{phrases["nav.skip"]}</a>\n<header class="top"><div '
            f'class="wide">'
            f'<a class="brand" href="{home}index.html">{title}</a>'
            f'<nav class="tools" aria-label="{phrases["nav.main"]}"><ul role="list">{tools}</ul></nav>'
        )
        return head, middle, f"</main>\n{self._bottom()}"

    def _bottom(self) -> str:
        phrases, dataset = self.phrases, self.spec.dataset
        made = phrases.say("data.made", version=self.spec.version)
        licence = (
            f'<a href="{escape(dataset.license)}" rel="license noopener">{safe(licence_name(dataset.license))}</a>'
        )
        return (
            f'<footer><div class="wide"><p>{phrases["foot.data"]}: {safe(", ".join(dataset.creators))}, '
            f"{phrases['data.version'].lower()} {safe(dataset.version)}, {phrases['foot.licence']} {licence}.</p>"
            f'<p class="onwards"><a href="{self.home}data.html">{phrases["data.downloads"]}</a> <a '
            f'href="{self.root}feed.xml">'
            f'{phrases["data.feed"]}</a> <a href="{self.home}index.html">{phrases["nav.home"]}</a></p>'
            f"<p>{safe(made)}</p></div></footer>\n</body>\n</html>\n"
        )


def licence_name(iri: str) -> str:
    """Give the usual name of a licence.

    >>> licence_name("https://creativecommons.org/licenses/by/4.0/")
    'CC BY 4.0'
    """
    if "creativecommons.org/publicdomain/zero/" in iri:
        return "CC0 1.0"
    if "creativecommons.org/licenses/" in iri:
        return " ".join(["CC", *iri.partition("licenses/")[2].strip("/").upper().split("/")[:2]])
    return iri.removeprefix("https://").removeprefix("http://")
