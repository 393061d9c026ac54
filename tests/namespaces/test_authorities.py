"""Addresses of authorities are known in all their usual forms."""

from __future__ import annotations

import pytest

from sedova_lod.namespaces import AUTHORITIES, authority_prefixes, identifier_of, iri_of


@pytest.mark.parametrize(
    ("iri", "identifier"),
    [
        ("http://www.wikidata.org/entity/Q33391", ("wd", "Q33391")),
        ("https://www.wikidata.org/wiki/Q33391#sitelinks", ("wd", "Q33391")),
        ("https://m.wikidata.org/wiki/Q33391?uselang=ru", ("wd", "Q33391")),
        ("http://vocab.getty.edu/ulan/500027998", ("ulan", "500027998")),
        ("https://vocab.getty.edu/page/ulan/500027998", ("ulan", "500027998")),
        ("http://vocab.getty.edu/ulan/500027998-agent", ("ulan", "500027998")),
        ("http://vocab.getty.edu/tgn/7008038-place", ("tgn", "7008038")),
        ("http://viaf.org/viaf/2518", ("viaf", "2518")),
        ("https://www.viaf.org/viaf/2518/", ("viaf", "2518")),
        ("https://d-nb.info/gnd/118642979", ("gnd", "118642979")),
        ("https://lobid.org/gnd/118642979", ("gnd", "118642979")),
        ("https://www.geonames.org/524901/moscow.html", ("geonames", "524901")),
        ("https://sws.geonames.org/524901/", ("geonames", "524901")),
        ("https://isni.org/isni/0000000122779913", ("isni", "0000000122779913")),
        ("http://id.loc.gov/authorities/names/n80008522", ("lcnaf", "n80008522")),
        ("https://data.bnf.fr/ark:/12148/cb119269505", ("bnf", "119269505")),
        ("http://www.idref.fr/027166783/id", ("idref", "027166783")),
        ("https://orcid.org/0000-0002-1825-0097", ("orcid", "0000-0002-1825-0097")),
    ],
)
def test_an_address_tells_authority_and_identifier(iri: str, identifier: tuple[str, str]) -> None:
    assert identifier_of(iri) == identifier
    assert identifier_of(iri_of(*identifier)) == identifier


@pytest.mark.parametrize(
    "iri",
    ["", "Q33391", "https://example.org/Q1", "http://www.wikidata.org/entity/", "http://viaf.org/viaf/2518/marc21.xml",
     "http://www.wikidata.org/entity/?a", "https://www.wikidata.org/wiki/Special:EntityData/Q1.json"],
)  # fmt: skip
def test_what_is_no_entry_of_an_authority(iri: str) -> None:
    assert identifier_of(iri) is None


def test_prefixes_can_be_added_and_changed() -> None:
    prefixes = authority_prefixes({"rkd": "https://rkd.nl/artists/", "gnd": "https://lobid.org/gnd/"})
    assert iri_of("rkd", "1", prefixes) == "https://rkd.nl/artists/1"
    assert iri_of("gnd", "1", prefixes) == "https://lobid.org/gnd/1"
    assert set(AUTHORITIES) < set(prefixes)
    with pytest.raises(KeyError):
        iri_of("nobody", "1")
