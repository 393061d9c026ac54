"""A site can be written from records in memory, without a project: what other programs do."""

from __future__ import annotations

import dataclasses
import datetime
import json
from pathlib import Path

import pytest

from sedova_lod.publication import Release, SiteSpec, publish_site
from sedova_lod.publication.markup import Frame
from sedova_lod.publication.names_in_data import NamesInData
from sedova_lod.publication.neighbours import Neighbours
from sedova_lod.publication.structured_data import dataset_json
from sedova_lod.publication.view_data import map_data
from sedova_lod.records import KINDS, Record
from sedova_lod.settings import Dataset
from tests.publication.pages import dead_links, read_page

BASE = "https://data.example.org/"


def person(name: str) -> Record:
    iri = f"{BASE}person/{name.lower()}"
    node = KINDS["person"].schema.make(iri, id=name.lower(), title=name, label=((name, "en"),))
    return Record("person", name.lower(), iri, f"{iri}.ttl", node, (), {})


def spec_of(url: str = BASE, languages: tuple[str, ...] = ("en",), kinds: tuple[str, ...] = ("person",)) -> SiteSpec:
    dataset = Dataset(BASE, {"en": "Letters"}, {"en": "Letters"}, ("Archive",), BASE, "1", datetime.date(2026, 1, 1))
    return SiteSpec(dataset, url, languages, kinds=kinds)


def publish(folder: Path, *records: Record) -> Path:
    spec = spec_of(kinds=("person",) if records else ())
    release = Release({"person": len(records)} if records else {}, 0, (), (), folder)
    report = publish_site(
        spec,
        folder / "site",
        [(record, {".ttl": b"# one\n", ".jsonld": b"{}\n"}) for record in records],
        release=release,
    )
    assert report.n_records == len(records)
    return folder / "site"


def test_records_become_pages_with_their_documents(tmp_path: Path) -> None:
    site = publish(tmp_path, person("Anna"), person("Lev"))
    assert "Lev" in read_page(site / "person" / "lev.html").text
    assert (site / "person" / "lev.ttl").read_bytes() == b"# one\n"
    assert dead_links(site) == []


def test_a_data_set_without_records_has_a_site_too(tmp_path: Path) -> None:
    site = publish(tmp_path)
    timeline = (site / "timeline.html").read_text(encoding="utf-8")
    assert '<input name="from" type="number" inputmode="numeric" value="">' in timeline
    assert "No claims of this data set contradict each other" in read_page(site / "disputed.html").text


@pytest.mark.slow
def test_many_records_fill_several_lists_and_parts(tmp_path: Path) -> None:
    site = publish(tmp_path, *(person(f"Anna{number:04d}") for number in range(1000)))
    assert sorted(path.name for path in (site / "lists").iterdir()) == ["person-2.html", "person-3.html", "person.html"]
    assert dead_links(site) == []
    assert len(list((site / "search").glob("docs-*.js"))) == 3


def test_creators_are_people_or_organisations_only_where_that_is_told() -> None:
    def creators(**told: tuple[str, ...]) -> list[dict[str, str]]:
        spec = spec_of()
        names = ("Archive", "Anna", "https://orcid.org/0000-0002-1825-0097")
        spec = dataclasses.replace(spec, dataset=dataclasses.replace(spec.dataset, creators=names, **told))
        with Neighbours() as neighbours:
            found: list[dict[str, str]] = dataset_json(Frame(spec, "en", 0, neighbours), [])["creator"]
        return found

    orcid = {"@type": "Person", "@id": "https://orcid.org/0000-0002-1825-0097"}
    assert creators() == [{"name": "Archive"}, {"name": "Anna"}, orcid]
    assert creators(people=("Anna",)) == [
        {"@type": "Organization", "name": "Archive"}, {"@type": "Person", "name": "Anna"}, orcid,
    ]  # fmt: skip


def test_of_very_many_places_the_map_shows_those_that_most_refer_to(monkeypatch: pytest.MonkeyPatch) -> None:
    schema = KINDS["place"].schema
    nodes = [
        schema.make(f"{BASE}place/p{n}", title=f"P{n}", latitude="1", longitude="2", partOf=(f"{BASE}place/p{n // 2}",))
        for n in range(1, 8)
    ]
    visit = KINDS["event"].schema.make(f"{BASE}event/e", title="Visit", place=(f"{BASE}place/p5", f"{BASE}place/p7"))
    records = [Record("place", f"p{n}", node[0], "", node, (), {}) for n, node in enumerate(nodes, start=1)]
    monkeypatch.setattr("sedova_lod.publication.view_data.MOST_PLACES", 3)
    with Neighbours() as neighbours:
        neighbours.add([*records, Record("event", "e", f"{BASE}event/e", "", visit, (), {})])
        neighbours.finish()
        content, n_places = map_data(neighbours, NamesInData(("en",), neighbours))
    rows = json.loads(content.decode().removeprefix('sedova.take("places",').removesuffix(");\n"))
    assert ([(row[0], row[3]) for row in rows], n_places) == ([("p1", 0), ("p5", 1), ("p7", 1)], 7)
