"""Where records are looked for: an index on disk, Wikidata, or a reconciliation service."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlsplit

from sedova_lod.errors import UsageError
from sedova_lod.linking import Matcher
from sedova_lod.linking.index import Index, open_index
from sedova_lod.linking.reconciliation_client import ReconciliationMatcher
from sedova_lod.linking.reconciliation_manifest import ServiceManifest, fetch_manifest
from sedova_lod.linking.wikidata_api import API_URL, WikidataApi
from sedova_lod.linking.wikidata_client import WikidataMatcher
from sedova_lod.namespaces import AUTHORITIES, authority_prefixes, identifier_of, iri_of
from sedova_lod.settings import Project
from sedova_lod.web import AnswerCache, Limits, Surroundings, WebClient

__all__ = ["LinkSource", "SourceChoice", "choice_for_project", "open_source", "prefix_of_index"]

_ANSWERS = Path(".sedova-lod", "answers")
_QID = re.compile(r"Q[1-9][0-9]*")
_WIKIDATA = AUTHORITIES["wd"].prefix
_MOST_FAULTS = 3


@dataclass(frozen=True, slots=True)
class SourceChoice:
    """Say where to look for records.

    Args:
        index: An index; None to ask a service.
        service: Address of a reconciliation service.
        is_wikidata: Whether Wikidata itself is asked.
        api_url: Address of Wikidata's API, or that of another Wikibase.
        contact: Mail or web address of whoever asks; empty for that of the data set.
        cache: Folder for answers; None for one in the project folder.
        is_offline: Whether no connection may be opened.
        is_replay: Whether answers come from the cache only.
        authority: Prefix, or beginning of the addresses, of the things in an index; empty to tell it by their ids.
        properties: The service's properties for `born`, `died` and schemes of identifiers.
        languages: Languages in which names are wanted; empty for those of the data set.
        limits: Time, size and number of tries.

    Raises:
        UsageError: It does not say one place, or cannot be offline.

    >>> SourceChoice(is_wikidata=True, is_offline=True)
    Traceback (most recent call last):
    ...
    sedova_lod.errors.UsageError: --offline: Wikidata cannot be asked without a connection
      hint: use --index FILE, or add --replay to use the answers of an earlier run only
    """

    index: Path | None = None
    service: str = ""
    is_wikidata: bool = False
    api_url: str = API_URL
    contact: str = ""
    cache: Path | None = None
    is_offline: bool = False
    is_replay: bool = False
    authority: str = ""
    properties: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    limits: Limits = Limits()  # noqa: RUF009 - frozen

    def __post_init__(self) -> None:
        chosen = (self.index is not None) + bool(self.service) + self.is_wikidata
        if chosen != 1:
            what = "several places to look in are named" if chosen else "no place to look in is named"
            raise UsageError(what, hint="name one: --index FILE, --wikidata or --service URL")
        if self.service and urlsplit(self.service).scheme not in ("http", "https"):
            hint = "write it like https://example.org/reconcile"
            raise UsageError(f"'{self.service}' is no web address", where="--service", hint=hint)
        if self.index is None and self.is_offline and not self.is_replay:
            name = "Wikidata" if self.is_wikidata else "a service"
            hint = "use --index FILE, or add --replay to use the answers of an earlier run only"
            raise UsageError(f"{name} cannot be asked without a connection", where="--offline", hint=hint)


def choice_for_project(choice: SourceChoice, project: Project) -> SourceChoice:
    """Let what is not chosen be that of a project: its contact, its languages, a folder for answers in its own.

    Args:
        choice: The place.
        project: The project.

    >>> from sedova_lod.settings import load_project
    >>> choice_for_project(SourceChoice(is_wikidata=True), load_project(Path("data"))).languages
    ('en', 'ru')
    """
    return replace(
        choice,
        contact=choice.contact or project.dataset.contact,
        cache=choice.cache or project.root / _ANSWERS,
        languages=choice.languages or project.dataset.languages,
    )


@dataclass(frozen=True, slots=True)
class LinkSource:
    """Hold a place to look in.

    Args:
        name: Its name, as it stands in the table of candidates.
        matcher: Finds candidates.
        prefix: What the addresses of its things begin with.
        is_dated: Whether what it knows is of one day, so that it is asked again when it is of another.
        notes: What its users should know of it.
    """

    name: str
    matcher: Matcher
    prefix: str
    is_dated: bool = False
    notes: tuple[str, ...] = ()

    def target(self, name: str) -> str:
        """Give the address of a thing by the id under which it was found."""
        return name if "://" in name else self.prefix + name

    def covers(self, scheme: str, value: str) -> bool:
        """Say whether an identifier is the address of one of its things."""
        return scheme in AUTHORITIES and iri_of(scheme, value).startswith(self.prefix)


@contextlib.contextmanager
def open_source(choice: SourceChoice, on_pause: Callable[[str, float], None]) -> Iterator[LinkSource]:
    """Open the place that is chosen, and close it at the end.

    Args:
        choice: The place.
        on_pause: Told before each pause: why, and how many seconds.

    Raises:
        InputError: The index cannot be read.
        UsageError: A service is to be asked without a contact, or the ids of an index say nothing.
        ServiceError: The service does not answer.
    """
    if choice.index is not None:
        with open_index(choice.index) as index:
            prefix = prefix_of_index(index, choice.authority, str(choice.index))
            yield LinkSource(choice.index.name, index, prefix, is_dated=True)
        return
    name = "Wikidata" if choice.api_url == API_URL else urlsplit(choice.api_url).netloc
    client = WebClient(
        name if choice.is_wikidata else urlsplit(choice.service).netloc,
        choice.contact,
        cache=AnswerCache(choice.cache) if choice.cache else None,
        is_replay=choice.is_replay,
        limits=choice.limits,
        surroundings=Surroundings(on_pause=on_pause),
    )
    with contextlib.closing(client):
        if choice.is_wikidata:
            prefix = _address(choice.authority) if choice.authority else _WIKIDATA
            yield LinkSource(
                name, WikidataMatcher(WikidataApi(client, choice.api_url), choice.languages or ("en",)), prefix
            )
        else:
            manifest = fetch_manifest(client, choice.service, choice.properties)
            matcher = ReconciliationMatcher(client, manifest)
            yield LinkSource(manifest.name, matcher, manifest.prefix, notes=tuple(_notes(manifest)))


def _notes(manifest: ServiceManifest) -> Iterator[str]:
    """Say where a service does not keep to the API; most are of use all the same."""
    shown = "; ".join(manifest.faults[:_MOST_FAULTS])
    if shown:
        more = len(manifest.faults) - _MOST_FAULTS
        shown += f"; and {more} faults more" if more > 0 else ""
        yield f"{manifest.name} does not keep to version {manifest.version} of the API in its manifest: {shown}"


def prefix_of_index(index: Index, authority: str, shown: str) -> str:
    """Tell what the addresses of an index's things begin with, by the user's word or by their ids.

    Args:
        index: The index.
        authority: Prefix, or beginning of the addresses, of its things; empty to tell it by their ids.
        shown: Name of the index in messages.

    Raises:
        UsageError: It cannot be told, or there is no such authority.
    """
    if authority:
        return _address(authority)
    first = next(index.entities(), None)
    if first is None or _QID.fullmatch(first.id):
        return _WIKIDATA
    known = identifier_of(first.id)
    if known is not None:
        return iri_of(known[0], "")
    if "://" in first.id:
        return first.id[: max(first.id.rfind("/"), first.id.rfind("#")) + 1]
    hint = f"add --authority with one of {', '.join(AUTHORITIES)}, or with what the addresses begin with"
    raise UsageError(f"it is not known whose ids these are: '{first.id}'", where=shown, hint=hint)


def _address(authority: str) -> str:
    prefixes = authority_prefixes()
    if authority in prefixes:
        return prefixes[authority]
    if urlsplit(authority).scheme in ("http", "https"):
        return authority
    hint = f"use one of {', '.join(prefixes)}, or write what the addresses begin with: https://example.org/people/"
    raise UsageError(f"no authority is known by the name '{authority}'", where="--authority", hint=hint)
