"""Retired addresses in a site: their pages and documents, the rules for hosts, and what does not name them."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from sedova_lod.publication import Release, publish_site
from sedova_lod.publication.fair_check import check_fair
from sedova_lod.records.retirement import Retirement
from tests.publication.pages import Page, dead_links, read_page
from tests.publication.test_records_alone import BASE, person, spec_of

URL = "https://site.example.org/letters/"
GONE = (
    Retirement("person/both", "two people in one", ("person/anna", "person/lev"), "2026-03-01"),
    Retirement("person/lev-2", "the same <b>person</b> as lev", ("person/lev",), "2026-03-15"),
    Retirement("person/older", "an older copy", ("person/lev-2",), "2026-01-02"),
    Retirement("place/nowhere.1", "it never was", (), "2026-02-01"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a site of two people, one with a successor, one with two, one gone."""
    folder = tmp_path_factory.mktemp("retired") / "site"
    release = Release({"person": 2}, 0, (), (), folder, GONE)
    records = [(person(name), {".ttl": b"\n", ".jsonld": b"{}\n"}) for name in ("Anna", "Lev")]
    publish_site(spec_of(URL, ("en", "ru")), folder, records, release=release)
    return folder


def facts(path: Path) -> str:
    """Give the text of a page's main part, without its links to other forms."""
    page = Page()
    page.feed(path.read_text(encoding="utf-8").replace("</dt>", "</dt>: "))
    text = page.text
    return " ".join(text[text.index("Retired addresses") :].partition("Turtle")[0].split())


def test_a_tombstone_tells_what_became_of_the_record(site: Path) -> None:
    assert facts(site / "person" / "lev-2.html") == (
        "Retired addresses · Person person/lev-2 is retired This address named a record once. It will never name"
        f" another one. Address: {BASE}person/lev-2 Retired since: 15 March 2026 Why: the same <b>person</b> as lev"
        " Stands for it now: Lev"
    )
    assert "person/lev.html" in " ".join(read_page(site / "person" / "lev-2.html").links)
    assert facts(site / "place" / "nowhere.1.html").endswith("Why: it never was Stands for it now: no other record")
    assert facts(site / "person" / "both.html").endswith("Stands for it now: Anna, Lev")
    assert facts(site / "person" / "older.html").endswith("Stands for it now: person/lev-2")
    russian = read_page(site / "ru" / "person" / "lev-2.html").text
    assert "Не действует с15 марта 2026" in russian.replace("\n", "")


def test_a_tombstone_says_the_same_to_programs_in_both_forms(site: Path) -> None:
    turtle = {str(quad.triple) for quad in ox.parse(path=str(site / "person" / "both.ttl"))}
    text = (site / "person" / "both.jsonld").read_text(encoding="utf-8")
    assert turtle == {str(quad.triple) for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)}
    assert len(turtle) == 6
    page = (site / "person" / "both.html").read_text(encoding="utf-8")
    assert '<link rel="describedby" type="text/turtle" href="../person/both.ttl">' in page
    assert '<meta name="robots" content="noindex">' in page


def test_all_links_lead_somewhere_and_retired_addresses_are_listed(site: Path) -> None:
    assert dead_links(site, url=URL) == []
    assert "retired.html" in read_page(site / "data.html").links
    listed = read_page(site / "retired.html")
    assert [link for link in listed.links if link.startswith("person/older")] == ["person/older.html"]
    assert f"{URL}person/older.html" in read_page(site / "410.html").links
    assert not any("lev-2" in path.read_text("utf-8") for path in site.glob("sitemap*"))
    assert not any("lev-2" in path.read_text("utf-8") for path in (site / "lists").iterdir())


def test_hosts_lead_from_a_retired_address_to_its_successor_and_say_what_is_gone(site: Path) -> None:
    rules = (site / ".htaccess").read_text(encoding="utf-8")
    assert "ErrorDocument 410 /letters/410.html\n" in rules
    assert rules[rules.index("  RewriteEngine on\n") :].startswith(
        "  RewriteEngine on\n"
        "  RewriteRule ^person/lev\\-2$ /letters/person/lev [R=303,L,NE]\n"
        "  RewriteRule ^person/older$ /letters/person/lev-2 [R=303,L,NE]\n"
        "  RewriteRule ^place/nowhere\\.1$ - [G]\n"
        "  RewriteCond %{REQUEST_FILENAME} !-f\n"
    )
    nginx = (site / "hosting" / "nginx.conf").read_text(encoding="utf-8")
    assert (
        '    location = "/letters/person/lev-2" { return 303 /letters/person/lev; }\n'
        '    location = "/letters/person/older" { return 303 /letters/person/lev-2; }\n'
        '    location = "/letters/place/nowhere.1" { error_page 410 /letters/place/nowhere.1.html; return 410; }\n'
    ) in nginx
    assert (
        (site / "_redirects")
        .read_text(encoding="utf-8")
        .partition("\n")[2]
        .startswith(
            "/letters/person/lev-2  /letters/person/lev  303\n"
            "/letters/person/older  /letters/person/lev-2  303\n"
            "/letters/place/nowhere.1  /letters/place/nowhere.1.html  410\n"
            "/letters/person/:id  /letters/person/:id.html  303\n"
        )
    )
    assert f"RewriteRule ^person/lev\\-2$ {BASE}person/lev [R=303,L,NE]\n" in (
        site / "hosting" / "w3id.htaccess"
    ).read_text(encoding="utf-8")


def test_a_site_without_retired_addresses_says_nothing_of_them(tmp_path: Path) -> None:
    publish_site(spec_of(URL), tmp_path / "site", [(person("Lev"), {})],
                 release=Release({"person": 1}, 0, (), (), tmp_path))  # fmt: skip
    assert not (tmp_path / "site" / "retired.html").exists()
    assert "410" not in (tmp_path / "site" / ".htaccess").read_text(encoding="utf-8")
    assert "retired" not in (tmp_path / "site" / "data.html").read_text(encoding="utf-8")


def test_tombstones_pass_the_check_of_pages(site: Path) -> None:
    found = [one for one in check_fair(site).results if one.name in ("identifiers", "links", "html", "data")]
    told = [line for one in found for line in one.missing if not line.startswith("linkset.json")]
    assert (len(found), told) == (3, [])
