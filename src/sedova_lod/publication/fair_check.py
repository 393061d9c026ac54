"""The FAIR check: a site or a build held against the criteria of F-UJI and FOOPS that apply, without a connection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sedova_lod.errors import InputError
from sedova_lod.publication.fair_description import Description, find_description
from sedova_lod.publication.fair_pages import Page, SiteLinks, read_page
from sedova_lod.publication.fair_report import FairReport, FairResult

__all__ = ["check_fair"]

_PERSISTENT = (
    "https://w3id.org/",
    "https://doi.org/",
    "https://purl.org/",
    "https://hdl.handle.net/",
    "https://n2t.net/",
)
_SIGNS = ("cite-as", "describedby", "type", "license", "linkset")
_OPEN_TYPES = ("text/turtle", "application/ld+json", "application/n-triples", "application/n-quads", "text/csv")
_TO_SEARCH = ("name", "description", "license", "creator", "distribution", "url", "version", "keywords")


def check_fair(folder: Path) -> FairReport:
    """Check a folder: a site that `publish` wrote, or what `build` wrote.

    Pages are read one by one, and no address outside the folder is asked.

    Args:
        folder: The folder.

    Raises:
        InputError: It is no folder, or has neither pages nor a description of a data set.

    Source:
        The FAIR principles, https://www.go-fair.org/fair-principles/; F-UJI, https://doi.org/10.5281/zenodo.15045911;
        FOOPS, https://w3id.org/foops; FAIR Signposting, https://signposting.org/FAIR/

    >>> check_fair(Path("/no/such/folder"))
    Traceback (most recent call last):
    ...
    sedova_lod.errors.InputError: /no/such/folder: there is no such folder
      hint: name a site that sedova-lod publish wrote, or what build wrote
    """
    hint = "name a site that sedova-lod publish wrote, or what build wrote"
    if not folder.is_dir():
        raise InputError("there is no such folder", where=str(folder), hint=hint)
    description = find_description(folder)
    files = frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    if description is None and not any(name.endswith(".html") for name in files):
        raise InputError("there are neither pages nor a void.ttl here", where=str(folder), hint=hint)
    check = _Check(folder, files, description)
    return FairReport(str(folder), tuple(check.run()))


class _Check:
    def __init__(self, folder: Path, files: frozenset[str], description: Description | None) -> None:
        self.folder, self.files, self.description = folder, files, description
        self.base = description.base if description else ""
        self.front = read_page(folder, "index.html") if "index.html" in files else None
        self.url = _site_of(self.front)
        self.links = SiteLinks(files, self.url, self.base)
        self._of_pages: dict[str, list[str]] = {name: [] for name in ("links", "html", "data", "signs", "own")}

    def run(self) -> Iterator[FairResult]:
        """Run all checks, in the order of the principles."""
        self._read_pages()
        yield from self._findable()
        yield from self._accessible()
        yield from self._interoperable()
        yield from self._reusable()

    def _read_pages(self) -> None:
        named: dict[str, str] = {}
        for path in sorted(self.files):
            if path.endswith(".html"):
                self._take(read_page(self.folder, path), named)

    def _take(self, page: Page, named: dict[str, str]) -> None:
        found = self._of_pages
        found["links"] += [
            f"{page.path}: {link} leads nowhere" for link in sorted(page.links) if self._is_dead(page, link)
        ]
        found["html"] += [f"{page.path}: {fault}" for fault in page.faults]
        found["data"] += [f"{page.path}: {fault}" for fault in page.data_faults]
        cited = page.typed.get("cite-as", [])
        if not cited:
            return
        lacking = [name for name in _SIGNS if not page.typed.get(name)]
        found["signs"] += [f'{page.path}: no <link rel="{name}" href="...">' for name in lacking]
        if len(cited) > 1:
            found["own"].append(f"{page.path}: more than one cite-as")
        own = page.typed.get("canonical", [""])[0].rpartition("/")[2]
        other = named.setdefault(cited[0], own)
        if own != other:
            found["own"].append(f"{page.path}: {cited[0]} is the address of {other} too")

    def _is_dead(self, page: Page, link: str) -> bool:
        return not self.links.is_alive(link, page.path)

    def _of_site(self, name: str) -> tuple[str, ...]:
        return tuple(self._of_pages[name])

    def _has_pages(self) -> bool:
        return self.front is not None

    def _described(self, missing: Iterable[str]) -> tuple[str, ...]:
        if self.description is None:
            return ("void.ttl: no description of the data set; sedova-lod build writes it",)
        if self.description.fault:
            return (f"{self.description.path}: it is no Turtle: {self.description.fault}",)
        return tuple(missing)

    def _missing(self, *names: str) -> tuple[str, ...]:
        return self._described(self.description.missing(*names) if self.description else ())

    def _findable(self) -> Iterator[FairResult]:
        title = "the data set has an address that lasts"
        criteria: tuple[str, ...] = ("FsF-F1-01MD", "FsF-F1-02MD", "FOOPS PURL1", "FOOPS HTTP1")
        yield FairResult("identifier", "F1", criteria, title, self._described(self._passing_address()))
        title = "each page tells the address of what it is about, and no two the same"
        yield FairResult("identifiers", "F1", ("FsF-F1-01MD",), title, self._of_site("own"), self._has_pages())
        core = self._described(self.description.missing_core() if self.description else ())
        title = "the description says what is needed to find and cite it"
        yield FairResult("description", "F2", ("FsF-F2-01M", "FOOPS OM1", "FOOPS OM2"), title, core)
        faults = self._described(self.description.file_faults(self.url) if self.description else ())
        title = "the description names the files, and they are there as it says"
        yield FairResult("files", "F3", ("FsF-F3-01M",), title, faults)
        title = "search engines can read it: structured data, site map, robots"
        yield FairResult("search", "F4", ("FsF-F4-01M",), title, tuple(self._unsearchable()), self._has_pages())
        title = "structured data of all pages is sound"
        yield FairResult("structured-data", "F4", ("FsF-F4-01M",), title, self._of_site("data"), self._has_pages())

    def _passing_address(self) -> Iterator[str]:
        if not self.base:
            yield f"{self._path()}: no dcat:Dataset with an address"
        elif not self.base.startswith(_PERSISTENT):
            hint = "https://w3id.org/, a DOI or another service of permanent addresses"
            yield f"{self._path()}: <{self.base}> is bound to a server: begin 'base' in sedova.toml with {hint}"

    def _path(self) -> str:
        return self.description.path if self.description else "void.ttl"

    def _unsearchable(self) -> Iterator[str]:
        front = self.front
        about = [one for one in (front.data if front else ()) if "Dataset" in _types(one)]
        if not about:
            yield 'index.html: no structured data of the type Dataset: <script type="application/ld+json">'
        for name in _TO_SEARCH:
            if about and not about[0].get(name):
                yield f'index.html: the structured data of the data set has no "{name}"'
        if "sitemap.xml" not in self.files:
            yield "sitemap.xml: there is no site map"
        robots = self.folder / "robots.txt"
        if robots.is_file() and any(line.split("#")[0].split() == ["Disallow:", "/"] for line in _lines(robots)):
            yield "robots.txt: it keeps everybody out: Disallow: /"

    def _accessible(self) -> Iterator[FairResult]:
        title = "it is told who may have it"
        yield FairResult("access", "A1", ("FsF-A1-01M",), title, self._missing("dcterms:accessRights"))
        title = "every link within the site leads somewhere"
        yield FairResult("links", "A1", ("FsF-A1-02MD",), title, self._of_site("links"), self._has_pages())
        title = "rules send each asker of an address to the form he wants"
        rules = [name for name in self.files if name.endswith(("htaccess", "nginx.conf", "_redirects"))]
        told = () if rules else ("hosting/: no rules for a web server: .htaccess, nginx.conf or _redirects",)
        yield FairResult("negotiation", "A1.1", ("FsF-A1.1-01MD", "FOOPS CN1"), title, told, self._has_pages())
        title = "pages tell machines by typed links what belongs to them"
        signs = (*self._of_site("signs"), *self._linkset_faults())
        yield FairResult("signposting", "A1", ("FsF-F3-01M", "FsF-A1-02MD"), title, signs, self._has_pages())

    def _linkset_faults(self) -> Iterator[str]:
        path = self.folder / "linkset.json"
        if not path.is_file():
            yield "linkset.json: there is none"
            return
        try:
            contexts = json.loads(path.read_bytes())["linkset"]
            pairs = [(name, one["href"]) for about in contexts for name, many in about.items() for one in _listed(many)]
        except (ValueError, LookupError, TypeError, AttributeError):
            yield "linkset.json: it is no link set of RFC 9264"
            return
        yield from (
            f"linkset.json: {address} ({name}) leads nowhere"
            for name, address in pairs
            if not self.links.is_alive(str(address))
        )

    def _interoperable(self) -> Iterator[FairResult]:
        title = "the description is RDF"
        yield FairResult("rdf", "I1", ("FsF-I1-01M", "FOOPS RDF1"), title, self._missing("rdf:type"))
        title = "known vocabularies are used, and named"
        yield FairResult("vocabularies", "I2", ("FsF-I2-01M", "FOOPS VOC1"), title, self._missing("void:vocabulary"))
        title = "links lead to other data sets"
        yield FairResult("linked", "I3", ("FsF-I3-01M",), title, self._missing("void:subset"))

    def _reusable(self) -> Iterator[FairResult]:
        title = "size, format and content of the data are told"
        content = (*self._missing("void:triples", "void:classPartition", "void:propertyPartition"), *self._formless())
        yield FairResult("content", "R1", ("FsF-R1-01M",), title, content)
        title = "a licence is named for the data set and each file"
        licence = (*self._missing("dcterms:license"), *self._unlicensed())
        yield FairResult("license", "R1.1", ("FsF-R1.1-01M", "FOOPS OM4.1"), title, licence)
        title = "it is told who made it, when, and from what"
        names = ("dcterms:creator", "dcterms:issued", "prov:wasGeneratedBy", "prov:wasDerivedFrom")
        yield FairResult("provenance", "R1.2", ("FsF-R1.2-01M", "FOOPS OM5.1"), title, self._missing(*names))
        title = "the files have open formats that the field uses"
        yield FairResult("formats", "R1.3", ("FsF-R1.3-01M", "FsF-R1.3-02D"), title, self._described(self._closed()))
        title = "pages are sound HTML"
        yield FairResult("html", "R1.3", ("FOOPS DOC1",), title, self._of_site("html"), self._has_pages())
        title = "how to cite it is told to people and programs"
        told = () if "CITATION.cff" in self.files else ("CITATION.cff: there is none",)
        yield FairResult("citation", "R1.2", ("FOOPS OM2",), title, told, self._has_pages())

    def _formless(self) -> Iterator[str]:
        if self.description:
            for node, address in self.description.files():
                if not self.description.values("dcat:mediaType", node):
                    yield f"{self._path()}: {address} has no dcat:mediaType"

    def _unlicensed(self) -> Iterator[str]:
        if self.description:
            for node, address in self.description.files():
                if not self.description.values("dcterms:license", node):
                    yield f"{self._path()}: {address} has no dcterms:license"
        if self.front and not self.front.typed.get("license"):
            yield 'index.html: no <link rel="license" href="...">'

    def _closed(self) -> Iterator[str]:
        if self.description is None:
            return
        types = {
            kind.removeprefix("https://www.iana.org/assignments/media-types/")
            for node, _ in self.description.files()
            for kind in self.description.values("dcat:mediaType", node)
        }
        if not types & set(_OPEN_TYPES):
            yield f"{self._path()}: no file in one of {', '.join(_OPEN_TYPES)}"


def _types(about: dict[str, Any]) -> tuple[str, ...]:
    found = about.get("@type", ())
    return (found,) if isinstance(found, str) else tuple(found)


def _listed(value: Any) -> list[dict[str, Any]]:
    return value if isinstance(value, list) else []


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8", errors="replace").splitlines()


def _site_of(front: Page | None) -> str:
    """Find the address at which a site will stand: its front page tells it."""
    address = (front.typed.get("canonical") or [""])[0] if front else ""
    return address.removesuffix("index.html") if address.startswith("http") else ""
