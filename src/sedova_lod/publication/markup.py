"""Markup: text made safe for HTML, addresses of pages, and the frame that all pages share."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from urllib.parse import quote

from sedova_lod.publication.dates_told import label_told
from sedova_lod.publication.digests import Digest
from sedova_lod.publication.memos import remember
from sedova_lod.publication.neighbours import Neighbours
from sedova_lod.publication.phrases import Phrases, phrases_in
from sedova_lod.reports.safe_text import to_xml, visible
from sedova_lod.settings import Dataset

__all__ = [
    "Frame",
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

_IN_SCRIPT = re.compile("[<>&\u2028\u2029]")
_SPECIAL = re.compile("[&<>\"']")
_MOST_SHOWN = 300
_MOST_MARKS = 1000
_MOST_STEM_BYTES = 200
_PLAIN_STEM = re.compile(r"[A-Za-z0-9_.~/-]*")  # nothing that an address has in another way
_to_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_TOOLS = ("search", "disputed", "timeline", "map", "graph", "query", "data")


def escaped(text: str) -> str:
    """Escape a text for HTML; most need nothing."""
    return escape(text) if _SPECIAL.search(text) else text


def safe(text: str, most: int = _MOST_SHOWN) -> str:
    r"""Make a text of one line safe for HTML; very long ones are cut, and signs that hide or turn text are shown.

    >>> safe('<b>"'), safe("a\u202eb"), safe("A" * 400)[-3:]
    ('&lt;b&gt;&quot;', 'a\\u202eb', 'AA…')
    """
    return _safe(text if len(text) <= most else f"{text[:most]}…")


@lru_cache(maxsize=10_000)
def _safe(text: str) -> str:
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
    return _IN_SCRIPT.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def page_stem(record_id: str) -> str:
    """Give the name of a record's files; very long ids are shortened, and told apart by a digest.

    >>> page_stem("lev-sedov"), len(page_stem("я" * 200).encode())
    ('lev-sedov', 97)
    """
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


class Frame:
    """What pages of one language, at one depth, have around their content.

    Args:
        spec: The site.
        language: Language of the pages.
        depth: Folders between the language's home and the page.
        neighbours: Names of records.
        is_anywhere: Whether a host may show the pages at any address: then their links are whole addresses.
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
        self._title = safe(spec.title(language))
        self._alternates, self._switch = self._alternates_around(), self._switch_around()
        self._head, self._middle, self._foot = (part.encode("utf-8", "replace") for part in self._parts())
        self.citing = self._citing()
        self.dataset_named = _to_json({"@type": "Dataset", "@id": spec.dataset.base, "name": spec.title(language)})

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
        named = self._title if path == "index.html" else safe(title, 120)
        loaded = "".join(f'<script src="{self.root}assets/{script}" defer></script>\n' for script in scripts)
        top = f"{self.top(address, named)}{head}{loaded}".encode("utf-8", "replace")
        return self.joined(top, f"{self.switch(address)}{body}".encode("utf-8", "replace"))

    def top(self, address: str, title: str) -> str:
        """Write the title of a page, and the links to its forms in other languages.

        Args:
            address: Path from the home of the language, safe.
            title: Title, safe.
        """
        full = title if address == "index.html" else f"{title} · {self._title}"
        return f"<title>{full}</title>\n{address.join(self._alternates)}"

    def switch(self, address: str) -> str:
        """Write the links to a page in other languages, and the beginning of its content."""
        return f'{address.join(self._switch)}</div></header>\n<main id="content">\n'

    def joined(self, top: bytes, main: bytes) -> bytes:
        """Put a page together from the rest of its head, and its content from the links to other languages on."""
        return b"".join((self._head, top, self._middle, main, self._foot))

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
            f", <cite>{self._title}</cite>, {self.phrases['data.version'].lower()} {safe(dataset.version)}. ",
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
