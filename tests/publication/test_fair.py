"""The FAIR check: what is missing is told with its place, offline, for sites and builds alike."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sedova_lod.cli.main import cli
from sedova_lod.errors import InputError
from sedova_lod.publication.fair_check import check_fair
from sedova_lod.publication.fair_pages import SiteLinks, read_page
from sedova_lod.publication.fair_report import FairReport, FairResult, fair_text

BASE = "https://data.example.org/"
PEOPLE = "id,name,wikidata\nlev,Lev,Q543149\n"


@pytest.fixture
def dist(make_project, build, tmp_path) -> Path:
    project = make_project(dataset='keywords = ["letters"]\n', person=PEOPLE)
    build(project, tmp_path / "dist")
    return tmp_path / "dist"


@pytest.fixture
def site(make_project, tmp_path) -> Path:
    places = "id,name,latitude,longitude\nromny,Romny,50.75,33.47\n"
    project = make_project(dataset='keywords = ["letters"]\n', person=PEOPLE, place=places)
    done = publish(project, "-o", tmp_path / "site", "--url", "https://letters.example.net/")
    assert done.return_value == 0, done.stderr
    return tmp_path / "site"


def publish(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["publish", *map(str, arguments)], standalone_mode=False)


def missing(folder: Path) -> dict[str, tuple[str, ...]]:
    return {one.name: one.missing for one in check_fair(folder).results if one.applies and one.missing}


def edit(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")


LASTING = "begin 'base' in sedova.toml with https://w3id.org/, a DOI or another service of permanent addresses"


def test_a_build_lacks_only_an_address_that_lasts(dist):
    assert missing(dist) == {"identifier": (f"void.ttl: <{BASE}> is bound to a server: {LASTING}",)}


def test_a_site_at_another_address_than_its_base_is_sound(site):
    found = missing(site)
    assert found.pop("identifier") == (f"data/void.ttl: <{BASE}> is bound to a server: {LASTING}",)
    assert found == {}


def test_what_is_missing_in_the_description_is_told_as_a_line(dist):
    edit(dist, "void.ttl", "dcterms:creator", "dcterms:contributor")
    lines = missing(dist)
    assert lines["description"] == (f"void.ttl: no dcterms:creator (who made it): <{BASE}> dcterms:creator ... .",)
    assert lines["provenance"] == lines["description"]


def test_a_file_that_changed_or_is_gone_is_told(dist):
    (dist / "dataset.nt").unlink()
    (dist / "dataset.nq").write_bytes((dist / "dataset.nq").read_bytes() + b"\n")
    text = (dist / "dataset.jsonld").read_bytes()
    (dist / "dataset.jsonld").write_bytes(b"[" + text[1:])
    size = (dist / "dataset.nq").stat().st_size
    assert missing(dist)["files"] == (
        f"void.ttl: {BASE}dataset.jsonld has another checksum than is told",
        f"void.ttl: {BASE}dataset.nq has {size} bytes, not {size - 1}",
        f"void.ttl: {BASE}dataset.nq has another checksum than is told",
        f"void.ttl: {BASE}dataset.nt is told, but there is no such file in the folder",
    )


def test_a_licence_is_missed_for_the_data_set_and_each_file(dist):
    edit(dist, "void.ttl", "dcterms:license", "dcterms:rights")
    lines = missing(dist)["license"]
    assert lines[0] == f"void.ttl: no dcterms:license: <{BASE}> dcterms:license ... ."
    assert f"void.ttl: {BASE}dataset.ttl has no dcterms:license" in lines
    assert len(lines) == 5


def test_a_description_that_is_no_turtle_is_told(dist):
    (dist / "void.ttl").write_text("<x")
    assert all(line.startswith("void.ttl: it is no Turtle: ") for lines in missing(dist).values() for line in lines)


def test_a_dead_link_a_lost_sign_and_broken_data_are_told(site):
    page = next(path for path in (site / "person").glob("*.html"))
    name = page.relative_to(site).as_posix()
    edit(site, name, 'rel="describedby"', 'rel="other"')
    edit(site, name, "</main>", '<a href="nowhere.html">x</a><img src="lev.jsonld"><b></main>')
    edit(site, name, '"@context"', '"context"')
    found = missing(site)
    assert found["links"] == (f"{name}: nowhere.html leads nowhere",)
    assert found["signposting"] == (f'{name}: no <link rel="describedby" href="...">',)
    assert found["structured-data"] == (f'{name}: structured data without "@context" and "@type"',)
    told = [re.sub(r"line \d+", "line", line) for line in found["html"]]
    assert told[:2] == [f"{name}: line: <img> has no alt", f"{name}: line: </main> closes nothing"]


def test_what_search_engines_need_is_told(site):
    (site / "sitemap.xml").unlink()
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    edit(site, "index.html", '"version"', '"edition"')
    assert missing(site)["search"] == (
        'index.html: the structured data of the data set has no "version"',
        "sitemap.xml: there is no site map",
        "robots.txt: it keeps everybody out: Disallow: /",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "linkset.json: there is none"),
        ("{}", "linkset.json: it is no link set of RFC 9264"),
        ('{"linkset": [{"item": [{"href": "data/none.nt"}]}]}', "linkset.json: data/none.nt (item) leads nowhere"),
    ],
)
def test_a_link_set_is_checked(site, content, message):
    (site / "linkset.json").unlink()
    if content is not None:
        (site / "linkset.json").write_text(content)
    assert missing(site)["signposting"] == (message,)


def test_rules_for_servers_and_the_citation_are_missed(site):
    for path in [*site.rglob("*htaccess"), *site.rglob("nginx.conf"), site / "_redirects", site / "CITATION.cff"]:
        path.unlink()
    found = missing(site)
    assert found["negotiation"] == ("hosting/: no rules for a web server: .htaccess, nginx.conf or _redirects",)
    assert found["citation"] == ("CITATION.cff: there is none",)


def test_the_command_tells_the_score_and_ends_with_1(dist):
    done = publish("--check", dist)
    assert done.return_value == 1
    assert done.stdout.startswith(
        f"{dist}: 10 of 11 criteria met\n"
        "  missing   F1    the data set has an address that lasts"
        " [identifier; FsF-F1-01MD; FsF-F1-02MD; FOOPS PURL1; FOOPS HTTP1]\n"
        "    void.ttl: <https://data.example.org/> is bound to a server"
    )
    told = json.loads(publish("--check", dist, "--format", "json").stdout)
    assert told["score"]["met"] == 10
    assert told["score"]["by_principle"]["F"] == {"met": 2, "of": 3}


def test_what_is_no_folder_of_ours_is_told(tmp_path):
    with pytest.raises(InputError) as found:
        check_fair(tmp_path)
    assert str(found.value) == (
        f"{tmp_path}: there are neither pages nor a void.ttl here\n"
        "  hint: name a site that sedova-lod publish wrote, or what build wrote"
    )


def test_pages_without_a_description_are_told(tmp_path):
    (tmp_path / "index.html").write_text('<!DOCTYPE html><html lang="en"><title>A</title></html>')
    assert missing(tmp_path)["description"] == ("void.ttl: no description of the data set; sedova-lod build writes it",)


def test_faults_of_a_page_are_told_with_their_lines(tmp_path):
    (tmp_path / "a.html").write_text(
        '<html>\n<p id="x"></div>\n<p id="x">\n<script type="application/ld+json">{</script>\n<section>', "utf-8"
    )
    page = read_page(tmp_path, "a.html")
    assert page.faults == [
        "line 1: no <!DOCTYPE html>",
        'line 1: <html> has no lang: <html lang="en">',
        "line 2: </div> closes nothing",
        "line 3: id 'x' is there twice",
        "<section> is never closed",
        "no title: <title>...</title>",
    ]
    assert page.data_faults[0].startswith("structured data that is no JSON: ")
    (tmp_path / "b.html").write_bytes(b"\xff")
    assert read_page(tmp_path, "b.html").faults == ["it is no UTF-8"]


def test_addresses_lead_to_files():
    links = SiteLinks(frozenset({"index.html", "person/lev.html", "ru/index.html"}), f"{BASE}site/", BASE)
    alive = ("", "#a", "?q", ".", "ru/", "person/lev", f"{BASE}person/lev", f"{BASE}site/", "mailto:a@b.c", "data:x")
    assert [link for link in alive if not links.is_alive(link, "index.html")] == []
    dead = ("ru/none", f"{BASE}person/none", "../none.html", "/none.html")
    assert [link for link in dead if links.is_alive(link, "person/lev.html")] == []


def test_a_long_list_is_cut_in_the_text_only():
    result = FairResult("links", "A1", (), "every link leads somewhere", tuple(f"a{n}" for n in range(12)))
    text = "".join(fair_text(FairReport("site", (result,))))
    assert text.endswith("    a9\n    and 2 more\n")
