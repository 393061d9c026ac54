"""A site is whole: every link leads somewhere, texts stay texts, and what is published twice is the same."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph
import pytest
import yaml
from rdflib import Graph

from sedova_lod.errors import AddressesError, OutputError
from sedova_lod.publication.fair_check import check_fair
from sedova_lod.publication.site_place import SITE_MANIFEST
from sedova_lod.settings import Split
from sedova_lod.triplestore import data_files
from tests.publication.conftest import HOSTILE, URL, publish, write_project
from tests.publication.pages import dead_links, read_page


def hashes(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def test_every_link_of_the_small_site_leads_somewhere(small_site: Path) -> None:
    assert dead_links(small_site, url=URL) == []


def test_links_of_pages_of_every_kind_lead_somewhere(bundled_site: Path) -> None:
    folders = [bundled_site, *sorted(path for path in bundled_site.rglob("*") if path.is_dir())]
    sample = [page for folder in folders for page in sorted(folder.glob("*.html"))[::16]]
    sample += bundled_site.glob("*.html")
    assert len(sample) > 300
    assert dead_links(bundled_site, sample, URL) == []


@pytest.mark.long
def test_every_link_of_the_data_set_leads_somewhere(bundled_site: Path) -> None:
    assert dead_links(bundled_site, url=URL) == []


def test_a_visitor_finds_who_disputes_how_lev_sedov_died_in_one_tap(bundled_site: Path) -> None:
    front = read_page(bundled_site / "index.html")
    assert "person/lev-sedov.html#disputed-death" in front.links
    page = read_page(bundled_site / "person" / "lev-sedov.html")
    assert "disputed-death" in page.anchors
    for word in ("homicide", "death through medical negligence", "Alexander Orlov", "Edward P. Gazur", "Mr Spalding"):
        assert word in page.text


def test_the_first_page_is_small(bundled_site: Path) -> None:
    page = bundled_site / "index.html"
    parts = [page, *(page.parent / link for link in read_page(page).links if link.startswith("assets/"))]
    assert sum(part.stat().st_size for part in parts) < 200_000


def test_no_page_names_a_script_or_style_from_elsewhere(small_site: Path) -> None:
    for path in small_site.rglob("*.html"):
        text = path.read_text(encoding="utf-8").replace(URL, "")
        assert 'src="http' not in text
        assert 'rel="stylesheet" href="http' not in text


@pytest.mark.parametrize("name", ["person/hostile.html", "ru/person/hostile.html", "person/anna.html", "index.html"])
def test_harmful_names_are_text(small_site: Path, name: str) -> None:
    page = read_page(small_site / name)
    assert "img" not in page.tags
    assert "owned" not in " ".join(page.links)
    assert "\u202e" not in page.text
    assert "document.title='owned'" in page.text
    assert all(isinstance(one, dict) for one in page.data)


def test_harmful_names_are_text_in_data_and_feeds(small_site: Path) -> None:
    for path in [*small_site.rglob("*.js"), *small_site.rglob("*.html")]:
        if "vendor" not in path.parts:
            assert "<script>document" not in path.read_text(encoding="utf-8")
    titles = [
        node.text or "" for node in ET.fromstring((small_site / "feed.xml").read_bytes()).iter() if "title" in node.tag
    ]
    assert "Letters <b>& more</b>" in titles
    card = read_page(small_site / "person" / "hostile.html").data[0]
    assert card["name"] == HOSTILE


def test_a_very_long_name_does_not_fill_other_pages(small_site: Path) -> None:
    assert (small_site / "person" / "long.html").stat().st_size < 150_000
    assert (small_site / "person" / "anna.html").stat().st_size < 60_000
    assert (small_site / "lists" / "person.html").stat().st_size < 60_000


def test_documents_of_a_record_say_the_same_in_both_forms(small_site: Path) -> None:
    for stem in ("anna", "hostile", "שלום"):
        turtle = pyoxigraph.parse(path=str(small_site / "person" / f"{stem}.ttl"))
        triples = {str(quad.triple) for quad in turtle}
        text = (small_site / "person" / f"{stem}.jsonld").read_text(encoding="utf-8")
        others = {str(quad.triple) for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)}
        assert triples == others
        assert len(triples) > 10


def test_addresses_of_the_data_and_of_the_site_may_differ(small_site: Path) -> None:
    page = (small_site / "person" / "anna.html").read_text(encoding="utf-8")
    assert '<link rel="cite-as" href="https://data.example.org/person/anna">' in page
    assert f'<link rel="canonical" href="{URL}person/anna.html">' in page
    assert '<link rel="describedby" type="text/turtle" href="anna.ttl">' in page
    rules = (small_site / "hosting" / "w3id.htaccess").read_text(encoding="utf-8")
    assert f"{URL}$1/$2.ttl [R=303,L]" in rules


def test_what_crawlers_read_is_well_formed(small_site: Path) -> None:
    urls = [
        node.text
        for node in ET.fromstring((small_site / "sitemap-1.xml").read_bytes()).iter()
        if node.tag.endswith("loc")
    ]
    assert f"{URL}person/anna.html" in urls
    assert all((small_site / url.removeprefix(URL).replace("%", "")).suffix == ".html" for url in urls if url)
    found = json.loads((small_site / "linkset.json").read_text(encoding="utf-8"))
    assert found["linkset"][0]["cite-as"] == [{"href": "https://data.example.org/"}]
    cited = yaml.safe_load((small_site / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cited["type"], cited["title"]) == ("dataset", "Letters <b>& more</b>")


def test_the_description_is_there(small_site: Path) -> None:
    assert len(Graph().parse(small_site / "data" / "void.ttl")) > 50


def test_both_readings_of_a_date_are_told(small_site: Path) -> None:
    text = read_page(small_site / "person" / "anna.html").text
    assert "in today's calendar: 5 April 1882 if it is Gregorian, 17 April 1882 if it is Julian" in text


def test_a_kind_is_not_told_twice_above_a_name(bundled_site: Path) -> None:
    kicker = re.compile(r'<p class="kicker">(.*?)</p>')
    for name, told in (("event/first-meeting", "Event"), ("ru/event/first-meeting", "Событие")):
        found = kicker.findall((bundled_site / f"{name}.html").read_text(encoding="utf-8"))
        assert [re.sub(r"<[^>]+>", "", one) for one in found][:1] == [told]


def test_the_same_project_gives_the_same_bytes_and_leaves_files_alone(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    publish(project, tmp_path / "one")
    publish(project, tmp_path / "two")
    before = hashes(tmp_path / "one")
    assert before == hashes(tmp_path / "two")
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "one").rglob("*.html")}
    again = publish(project, tmp_path / "one")
    assert again.site is not None
    assert (again.site.n_written, again.site.n_removed) == (0, 0)
    assert times == {path: path.stat().st_mtime_ns for path in (tmp_path / "one").rglob("*.html")}


def test_pages_of_records_that_are_gone_are_removed_and_nothing_else(tmp_path: Path) -> None:
    project, site = write_project(tmp_path / "project"), tmp_path / "site"
    publish(project, site)
    (site / "person" / "mine.html").write_text("mine", encoding="utf-8")
    places = (project / "places.csv").read_text(encoding="utf-8")
    (project / "places.csv").write_text(places.replace("nowhere,Nowhere,,\n", ""), encoding="utf-8")
    result = publish(project, site)
    assert result.site is not None
    assert result.site.n_removed == 4
    assert not (site / "place" / "nowhere.html").exists()
    assert (site / "person" / "mine.html").read_text(encoding="utf-8") == "mine"
    assert "person/mine.html" not in (site / SITE_MANIFEST).read_text(encoding="utf-8")


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError) as caught:
        publish(write_project(tmp_path / "project"), tmp_path / "site")
    assert str(caught.value) == (
        f"{tmp_path / 'site'}: the folder holds 'thesis.txt', which no earlier 'publish' made\n"
        "  hint: choose a new or empty folder; publish removes only what it made itself"
    )
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["thesis.txt"]


def test_a_manifest_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    project, site = write_project(tmp_path / "project"), tmp_path / "site"
    publish(project, site)
    (tmp_path / "precious.txt").write_text("mine", encoding="utf-8")
    manifest = site / SITE_MANIFEST
    manifest.write_text(
        f"{manifest.read_text(encoding='utf-8')}../precious.txt\n{tmp_path}/precious.txt\n", encoding="utf-8"
    )
    publish(project, site)
    assert (tmp_path / "precious.txt").exists()


def test_a_record_with_the_address_of_another_ones_file_is_refused(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    with (project / "places.csv").open("a", encoding="utf-8") as file:
        file.write("paris.html,Paris again,,\nromny.ttl,Romny again,,\nalone.html,Alone,,\n")
    with pytest.raises(AddressesError) as caught:
        publish(project, tmp_path / "site")
    told = "the site cannot have both: its address is also that of a file of place"
    hint = "\n  hint: give one of the two another id"
    assert str(caught.value) == (f"place/paris.html: {told}/paris{hint}\nplace/romny.ttl: {told}/romny{hint}")
    assert not (tmp_path / "site").exists()


def test_findings_stop_publishing(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    (project / "places.csv").write_text(
        "id,name,latitude,longitude\nromny,Romny,500,33.48\nparis,Paris,,\n", encoding="utf-8"
    )
    result = publish(project, tmp_path / "site")
    assert result.site is None
    assert result.build.has_failed
    assert not (tmp_path / "site").exists()


def test_a_site_whose_dumps_are_split_names_and_holds_every_part(split_site: Path, small_site: Path) -> None:
    kinds = ("claim", "concept", "event", "person", "place", "work")
    turtle = [f"data/dataset-{kind}.ttl.gz" for kind in kinds]
    assert sorted(path.name for path in split_site.glob("data/dataset*.ttl.gz")) == [name[5:] for name in turtle]
    settings = json.loads(re.search(r'id="settings">(.*?)</script>', (split_site / "query.html").read_text("utf-8"))[1])
    assert settings["dump"][0] == turtle
    whole = json.loads(re.search(r'id="settings">(.*?)</script>', (small_site / "query.html").read_text("utf-8"))[1])
    assert whole["dump"][0] == ["data/dataset.ttl.gz"]
    assert set(turtle) <= set(read_page(split_site / "data.html").links)
    assert all(f'href="{URL}{name}"' in (split_site / "feed.xml").read_text("utf-8") for name in turtle)
    assert dead_links(split_site, url=URL) == []
    graphs = [{quad.triple for file in data_files([site / "data"]) for quad in read_gzip(file)}
              for site in (split_site, small_site)]  # fmt: skip
    assert graphs[0] == graphs[1]
    assert check_fair(split_site).n_met == check_fair(small_site).n_met


def read_gzip(file: Path) -> Iterator[pyoxigraph.Quad]:
    return pyoxigraph.parse(gzip.decompress(file.read_bytes()), format=pyoxigraph.RdfFormat.N_QUADS)


def test_parts_go_when_the_next_site_has_none(tmp_path: Path) -> None:
    project = write_project(tmp_path / "project")
    publish(project, tmp_path / "site", split=Split("size", 100_000))
    assert (tmp_path / "site" / "data" / "part-00001.nq.gz").is_file()
    publish(project, tmp_path / "site")
    assert not list((tmp_path / "site" / "data").glob("part-*"))
    assert (tmp_path / "site" / "data" / "dataset.nq.gz").is_file()
