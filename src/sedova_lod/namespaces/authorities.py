"""Authorities: who gives identifiers to people, places and works, and how their addresses begin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["AUTHORITIES", "Authority", "authority_name", "authority_prefixes", "identifier_of", "iri_of"]


@dataclass(frozen=True, slots=True)
class Authority:
    """Describe one authority.

    Args:
        scheme: Its short name, used as scheme of identifiers and as prefix.
        prefix: How the addresses of its entries begin, in the form that is written.
        property: Wikidata's property for its identifiers; empty for Wikidata itself.
        others: Other beginnings of the same addresses.
        ending: What may follow the identifier in an address.

    >>> AUTHORITIES["viaf"].property
    'P214'
    """

    scheme: str
    prefix: str
    property: str = ""
    others: tuple[str, ...] = ()
    ending: str = ""


AUTHORITIES: dict[str, Authority] = {
    one.scheme: one
    for one in (
        Authority("wd", "http://www.wikidata.org/entity/", "",
                  ("http://www.wikidata.org/wiki/", "http://m.wikidata.org/wiki/", "http://wikidata.org/entity/",
                   "http://wikidata.org/wiki/")),
        Authority("ulan", "http://vocab.getty.edu/ulan/", "P245", ("http://vocab.getty.edu/page/ulan/",), "-agent"),
        Authority("aat", "http://vocab.getty.edu/aat/", "P1014", ("http://vocab.getty.edu/page/aat/",)),
        Authority("tgn", "http://vocab.getty.edu/tgn/", "P1667", ("http://vocab.getty.edu/page/tgn/",), "-place"),
        Authority("viaf", "http://viaf.org/viaf/", "P214", ("http://www.viaf.org/viaf/",)),
        Authority("gnd", "https://d-nb.info/gnd/", "P227", ("http://www.d-nb.info/gnd/", "http://lobid.org/gnd/")),
        Authority("geonames", "https://sws.geonames.org/", "P1566",
                  ("http://www.geonames.org/", "http://geonames.org/")),
        Authority("isni", "https://isni.org/isni/", "P213", ("http://www.isni.org/", "http://www.isni.org/isni/")),
        Authority("lcnaf", "http://id.loc.gov/authorities/names/", "P244"),
        Authority("bnf", "https://data.bnf.fr/ark:/12148/cb", "P268",
                  ("http://ark.bnf.fr/ark:/12148/cb", "http://catalogue.bnf.fr/ark:/12148/cb")),
        Authority("idref", "http://www.idref.fr/", "P269", (), "/id"),
        Authority("orcid", "https://orcid.org/", "P496"),
        Authority("ror", "https://ror.org/", "P6782"),
    )
}  # fmt: skip
_NAMES = {
    "wd": "Wikidata", "geonames": "GeoNames", "bnf": "BnF", "idref": "IdRef", "lcnaf": "Library of Congress",
}  # fmt: skip
_SCHEME = re.compile(r"https?://")


def authority_name(scheme: str) -> str:
    """Give the name of an authority as people know it; others than those with words for names write it in capitals.

    >>> authority_name("wd"), authority_name("viaf")
    ('Wikidata', 'VIAF')
    """
    return _NAMES.get(scheme, scheme.upper())


def authority_prefixes(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the prefixes of all authorities, and those that a user adds or changes.

    Args:
        more: Further prefixes, such as the `curie_map` of a table of links.

    >>> authority_prefixes({"rkd": "https://rkd.nl/artists/"})["rkd"]
    'https://rkd.nl/artists/'
    """
    return {**{one.scheme: one.prefix for one in AUTHORITIES.values()}, **(more or {})}


def _beginnings() -> list[tuple[str, Authority]]:
    """List what addresses begin with, without `http`; the longest first, as one may begin like another."""
    found = [(_SCHEME.sub("", start), one) for one in AUTHORITIES.values() for start in (one.prefix, *one.others)]
    return sorted(found, key=lambda pair: -len(pair[0]))


_BEGINNINGS = _beginnings()


def identifier_of(iri: str) -> tuple[str, str] | None:
    """Tell which authority's entry an address is; None if it is none that is known.

    Args:
        iri: An address, in any of its usual forms.

    Returns:
        Scheme and identifier.

    >>> identifier_of("https://www.wikidata.org/wiki/Q33391"), identifier_of("http://vocab.getty.edu/ulan/500027998")
    (('wd', 'Q33391'), ('ulan', '500027998'))
    >>> identifier_of("https://example.org/1")
    """
    rest = _SCHEME.sub("", iri, count=1)
    for start, authority in _BEGINNINGS:
        if rest.startswith(start):
            value = rest[len(start) :].rstrip("/").removesuffix(authority.ending or "/")
            value = value.partition("#")[0].partition("?")[0]
            if value and authority.scheme == "geonames":
                value = value.partition("/")[0]
            return (authority.scheme, value) if value and "/" not in value else None
    return None


def iri_of(scheme: str, value: str, prefixes: Mapping[str, str] | None = None) -> str:
    """Write the address of an authority's entry.

    Args:
        scheme: The authority.
        value: Its identifier.
        prefixes: Prefixes to use; those of `authority_prefixes` if None.

    Raises:
        KeyError: No prefix is known for the scheme.

    >>> iri_of("gnd", "118642979")
    'https://d-nb.info/gnd/118642979'
    """
    return (authority_prefixes() if prefixes is None else prefixes)[scheme] + value
