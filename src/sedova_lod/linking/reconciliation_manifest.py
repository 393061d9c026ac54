"""What a reconciliation service says of itself, and what follows for the questions that it is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from sedova_lod.errors import ServiceError
from sedova_lod.linking.reconciliation_messages import VERSIONS, find_form_faults
from sedova_lod.namespaces import AUTHORITIES, identifier_of, iri_of
from sedova_lod.web import Request, Trouble, WebClient

__all__ = ["DRAFT", "ServiceManifest", "fetch_manifest"]

DRAFT = "1.0-draft"
_VERSIONS = ("0.2", "0.1", DRAFT)
_USUAL_BATCH, _LARGEST_BATCH = 10, 100
_WIKIDATA_TYPES = {"person": "Q5", "group": "Q43229", "place": "Q618123", "work": "Q386724", "event": "Q1190554"}
_TYPE_WORDS = {
    "person": ("person", "people", "human", "ulan"),
    "group": ("corporate", "organi", "group", "ulan"),
    "place": ("place", "location", "geograph", "tgn"),
    "work": ("work", "book"),
    "event": ("event", "conference"),
    "object": ("artwork", "museum object"),
    "concept": ("concept", "subject", "aat"),
}
_PROPERTIES = {
    "wikidata.org/": {"born": "P569", "died": "P570"},
    "d-nb.info/standards/elementset/gnd": {"born": "dateOfBirth", "died": "dateOfDeath"},
    "w3id.org/sedova-lod/": {"born": "born", "died": "died"},
}
_ID = re.compile(r"\{\{?\s*id\s*\}\}?")
_GETTY = "http://vocab.getty.edu/"
_NO_MANIFEST_HINT = "check the address: it must be that of a reconciliation service"


@dataclass(frozen=True, slots=True)
class ServiceManifest:
    """Describe a reconciliation service.

    Args:
        url: Its address.
        name: Its name.
        version: Version of the API in which it is asked.
        spaces: What the addresses of its things begin with, as far as it says so, the likelier one first.
        types: Types by id, with their names.
        properties: Its properties for `born`, `died` and for schemes of identifiers.
        batch_size: Questions that it takes at once.
        can_extend: Whether it gives more about its things.
        faults: Where what it says of itself does not keep to the API.

    >>> manifest = ServiceManifest("https://example.org/", "VIAF", "0.2", ("http://viaf.org/viaf/",))
    >>> manifest.iri("2518"), manifest.prefix
    ('http://viaf.org/viaf/2518', 'http://viaf.org/viaf/')
    """

    url: str
    name: str
    version: str
    spaces: tuple[str, ...] = ()
    types: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    batch_size: int = _USUAL_BATCH
    can_extend: bool = False
    faults: tuple[str, ...] = ()

    def iri(self, name: str) -> str:
        """Give the address of a thing: as its authority writes it, if that is known."""
        if "://" in name:
            whole = [name]
        else:
            whole = [space + name for space in self.spaces] or [self.url.rstrip("/") + "/" + quote(name, safe="")]
        known = next(filter(None, map(identifier_of, whole)), None)
        return iri_of(*known) if known else whole[0]

    @property
    def prefix(self) -> str:
        """Give what the addresses of all its things begin with."""
        if any(space.startswith(_GETTY) for space in self.spaces):
            return _GETTY
        known = next(filter(None, (identifier_of(space + "1") for space in self.spaces)), None)
        return AUTHORITIES[known[0]].prefix if known else self.iri("")

    def type_of(self, kind: str) -> str:
        """Give the type that stands for a kind of record; empty if there is none."""
        if self.prefix == AUTHORITIES["wd"].prefix:
            return _WIKIDATA_TYPES.get(kind, "")
        words = _TYPE_WORDS.get(kind, ())
        named = {name: f"{name} {label}".lower() for name, label in self.types.items()}
        return next((name for word in words for name, text in named.items() if word in text), "")

    def kind_of(self, types: Mapping[str, str]) -> str:
        """Give the kind of record that things of some types would be; empty if that cannot be told."""
        if self.prefix == AUTHORITIES["wd"].prefix:
            return next((kind for kind, name in _WIKIDATA_TYPES.items() if name in types), "")
        text = " ".join(f"{name} {label}" for name, label in types.items()).lower()
        found = {kind for kind, words in _TYPE_WORDS.items() if any(word in text for word in words)}
        return found.pop() if len(found) == 1 else ""


def fetch_manifest(client: WebClient, url: str, properties: Mapping[str, str] | None = None) -> ServiceManifest:
    """Ask a service what it is.

    Args:
        client: Asks the web.
        url: Address of the service.
        properties: Its properties for `born`, `died` and schemes of identifiers, if the user knows better.

    Raises:
        ServiceError: It does not answer, or is no reconciliation service that can be asked.
    """
    value = client.ask(Request.get(url), _trouble_of_manifest).value
    stated = value.get("versions") or ["0.1"]
    versions = [str(one) for one in (stated if isinstance(stated, list) else [stated])]
    version = next((one for one in _VERSIONS if one in versions), "")
    if not version:
        what = f"{client.service} offers versions of the API that are not known here: {', '.join(versions)}"
        raise ServiceError(what, hint=f"known are {', '.join(_VERSIONS)}")
    if value.get("authentication"):
        raise ServiceError(f"{client.service} asks for credentials, which cannot be given here", hint=_ASK)
    spaces = _spaces(value)
    return ServiceManifest(
        url,
        str(value["name"]),
        version,
        spaces,
        {str(one["id"]): str(one.get("name", "")) for one in _objects(value.get("defaultTypes")) if "id" in one},
        {**_known_properties(str(value.get("schemaSpace", "")), spaces), **(properties or {})},
        _batch_size(value.get("batchSize")),
        isinstance(value.get("extend"), Mapping),
        tuple(map(str, find_form_faults("manifest", value, version))) if version in VERSIONS else (),
    )


_ASK = "ask those who run it for a service without credentials"


def _trouble_of_manifest(value: Any, asked_s: float | None) -> Trouble | None:
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return None
    return Trouble("no manifest of a reconciliation service", _NO_MANIFEST_HINT, is_passing=False, is_form=True)


def _spaces(value: Mapping[str, Any]) -> tuple[str, ...]:
    """Find what addresses begin with: many services state a space that is not theirs, or not the usual one."""
    view = value.get("view")
    template = str(view.get("url", "")) if isinstance(view, Mapping) else ""
    shown = _ID.split(template)[0] if _ID.search(template) and _ID.split(template)[-1] == "" else ""
    space = str(value.get("identifierSpace", ""))
    found = [one for one in (space, shown) if "://" in one]
    found.sort(key=lambda one: (identifier_of(one + "1") is None, not one.startswith(_GETTY), one[-1] not in "/#=_:"))
    return tuple(dict.fromkeys(found))


def _known_properties(schema_space: str, spaces: tuple[str, ...]) -> dict[str, str]:
    places = (schema_space, *spaces)
    found = next((table for start, table in _PROPERTIES.items() if any(start in one for one in places)), {})
    if found.get("born") == "P569":
        return {**found, **{one.scheme: one.property for one in AUTHORITIES.values() if one.property}}
    if found.get("born") == "born":
        return {**found, **{scheme: scheme for scheme in AUTHORITIES}}
    return dict(found)


def _batch_size(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 1:
        return _USUAL_BATCH
    return min(value, _LARGEST_BATCH)


def _objects(value: object) -> list[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
