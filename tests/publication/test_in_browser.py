"""The pages in Chromium: by keyboard, on a phone, light and dark, without complaints or requests to others."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from sedova_lod.publication.search_index import shard_name
from tests.publication.pages import pages_with_everything
from tests.publication.served import serve_site
from tests.review.chromium import Browser, open_browser

pytestmark = pytest.mark.slow

PAGES = (
    "index.html", "person/lev-sedov.html", "claim/lev-death-was-homicide.html", "lists/work.html", "disputed.html",
    "search.html?q=kislovodsk", "timeline.html", "map.html", "graph.html?of=person/lev-sedov", "query.html",
    "data.html", "ru/work/spartacus-sedova.html",
)  # fmt: skip
IN_THE_DARK = ("index.html", "person/lev-sedov.html", "timeline.html", "query.html")
AXE = """
const done = arguments[arguments.length - 1];
axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
  .then((found) => done(found.violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).slice(0, 3)}`)),
        (fault) => done([String(fault)]));
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Start one browser for all tests here."""
    opened = open_browser(tmp_path_factory.mktemp("chromium"))
    try:
        yield opened
    finally:
        opened.driver.quit()


@pytest.fixture(scope="module")
def site(bundled_site: Path) -> Iterator[str]:
    """Serve the site of the data set."""
    with serve_site(bundled_site) as address:
        yield address


@pytest.fixture(scope="module")
def small(small_site: Path) -> Iterator[str]:
    """Serve the small site."""
    with serve_site(small_site) as address:
        yield address


def is_calm(browser: Browser, site: str) -> None:
    """Hold that the page complained of nothing and asked nobody else."""
    assert browser.complaints() == []
    assert {address for address in browser.asked() if not address.startswith((site, "blob:", "data:"))} == set()


def focus(browser: Browser, selector: str, most: int = 60) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(most):
        browser.press(Keys.TAB)
        if browser.run(f"document.activeElement.matches({selector!r})"):
            return
    raise AssertionError(f"no Tab leads to {selector}")


def press_with_control(browser: Browser, key: str) -> None:
    """Press a key while Control is held."""
    ActionChains(browser.driver).key_down(Keys.CONTROL).send_keys(key).key_up(Keys.CONTROL).perform()


@pytest.mark.parametrize(("pages", "is_dark"), [(PAGES, False), (IN_THE_DARK, True)], ids=["light", "dark"])
def test_no_page_is_a_hindrance(browser: Browser, site: str, pages: tuple[str, ...], *, is_dark: bool) -> None:
    assert hindrances(browser, site, pages, is_dark=is_dark) == {}


@pytest.mark.long
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_no_sort_of_element_on_any_page_is_a_hindrance(
    browser: Browser, site: str, bundled_site: Path, *, is_dark: bool
) -> None:
    pages = [
        page for page in pages_with_everything(bundled_site) if not page.endswith("404.html")
    ]  # styled from its host
    assert len(pages) > 40
    assert hindrances(browser, site, pages, is_dark=is_dark) == {}


def hindrances(browser: Browser, site: str, pages: Sequence[str], *, is_dark: bool) -> dict[str, Any]:
    """Put pages to axe as a phone shows them; give what it says of each."""
    folder = os.environ.get("PAGE_JUDGES_HOME", "")
    if not folder:
        pytest.skip("needs PAGE_JUDGES_HOME with the packages of tests/publication/node/package.json")
    axe = (Path(folder) / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    found: dict[str, Any] = {}
    browser.show_as(390, 844, is_dark=is_dark)
    for page in pages:
        browser.open(site + page)
        browser.driver.execute_script(axe)
        found[page] = browser.driver.execute_async_script(AXE)
    return {page: said for page, said in found.items() if said}


def test_no_page_is_wider_than_a_phone(browser: Browser, site: str) -> None:
    browser.show_as(390, 844)
    for page in PAGES:
        browser.open(site + page)
        assert browser.run("document.documentElement.scrollWidth") == 390, page
        is_calm(browser, site)


def test_the_dispute_is_one_tap_away(browser: Browser, site: str) -> None:
    browser.show_as(390, 844)
    browser.open(site + "index.html")
    browser.driver.find_element("css selector", ".dispute a").click()
    browser.wait_for("section[data-disputed]", "Informants of Mr Spalding")
    browser.wait_for("section[data-disputed]", "Edward P. Gazur")
    assert browser.run("location.hash") == "#disputed-death"
    is_calm(browser, site)


def test_search_by_keyboard(browser: Browser, site: str) -> None:
    browser.show_as(390, 844)
    browser.open(site + "index.html")
    focus(browser, "#q")
    browser.press("седова", Keys.ENTER)
    browser.wait_for("#results", "Natalia Sedova")
    browser.wait_for("#status", "found")
    assert "Natalia Sedova" in browser.texts("#results > li")[0]
    focus(browser, "#results a")
    browser.press(Keys.ENTER)
    browser.wait_for("h1", "Natalia Sedova")
    is_calm(browser, site)


def test_search_finds_beginnings_of_words_and_narrows_by_kind(browser: Browser, site: str) -> None:
    browser.open(site + "search.html?q=neglig&kind=claim")
    browser.wait_for("#results", "Lev Sedov died of medical negligence")
    browser.open(site + "search.html?q=%3F!")
    browser.wait_for("#status", "Nothing found")
    browser.open(site + "search.html?q=zzzz")
    browser.wait_for("#status", "Nothing found")
    is_calm(browser, site)


def test_a_list_is_narrowed_by_keyboard(browser: Browser, site: str) -> None:
    browser.open(site + "lists/person.html")
    focus(browser, "#filters [name=text]")
    browser.press("kerenski")
    browser.wait_for("#shown", "1 shown")
    assert len(browser.texts("#records > li")) == 1
    focus(browser, "#filters [type=reset]")
    browser.press(Keys.ENTER)
    browser.wait_for("#records", "Natalia Sedova")
    assert len(browser.texts("#records > li")) > 100


def test_timeline_draws_what_is_open_and_uncertain(browser: Browser, small: str) -> None:
    browser.show_as(390, 844)
    browser.open(small + "timeline.html")
    browser.wait_for("#rows", "Anna Ivanova")
    kinds = (
        "Array.from(document.querySelectorAll('#rows li'), (row) => [row.querySelector('.what').innerText, "
        "Array.from(row.querySelectorAll('svg > *'), (one) => one.getAttribute('class')).join(' ')])"
    )
    drawn = dict(browser.run(kinds))
    assert drawn["Anna Ivanova born"] == "sure"
    assert drawn["Anna Ivanova died"] == "within"
    assert next(value for name, value in drawn.items() if "owned" in name) == "within open"
    focus(browser, "[name=from]")
    press_with_control(browser, "a")
    browser.press("1930")
    browser.wait_for("#status", "2 shown")
    is_calm(browser, small)


def test_map_shows_places_and_can_be_zoomed_by_keyboard(browser: Browser, small: str) -> None:
    browser.open(small + "map.html")
    browser.wait_for("#places", "Romny")
    assert browser.run("document.querySelectorAll('#map circle').length") == 2
    view = browser.run("document.querySelector('#map svg').getAttribute('viewBox')")
    focus(browser, "#in")
    browser.press(Keys.ENTER)
    assert browser.run("document.querySelector('#map svg').getAttribute('viewBox')") != view
    coasts = "document.querySelector('#map .land').getAttribute('d').split('Z').map((one) => one.slice(1).split('L'))"
    lines = (
        f"{coasts}.flatMap((one) => one.slice(1).map((end, at) => [one[at], end].map((point) => +point.split(' ')[0])))"
    )
    assert browser.run(f"Math.max(...{lines}.map(([a, b]) => Math.abs(a - b)).filter((far) => far < 999))") < 40
    is_calm(browser, small)


def test_map_says_that_no_place_has_coordinates(browser: Browser, site: str) -> None:
    browser.open(site + "map.html")
    browser.wait_for("main", "No place of this data set has coordinates yet")
    is_calm(browser, site)


def test_graph_goes_on_from_a_neighbour_by_keyboard(browser: Browser, site: str) -> None:
    browser.show_as(1280, 900)
    browser.open(site + "graph.html?of=person/lev-sedov")
    browser.wait_for("#status", "Lev Sedov")
    assert browser.run("document.querySelectorAll('#graph circle').length") > 5
    focus(browser, "#connections a")
    browser.press(Keys.ENTER)

    assert browser.run("location.search") != "?of=person/lev-sedov"
    is_calm(browser, site)


def test_a_graph_says_how_much_of_it_is_drawn_and_listed(browser: Browser, site: str) -> None:
    browser.show_as(1280, 900)
    browser.open(site + "graph.html?of=person/natalia-sedova")
    browser.wait_for("#drawn", "36 of its 164 connections are drawn.")
    browser.wait_for("#connections", "The first 60 of 164; its page tells of the others.")
    assert len(browser.texts("#connections a")) == 60
    browser.open(site + "graph.html?of=person/alexander-orlov")
    browser.wait_for("#status", "Alexander Orlov")
    assert browser.texts("#drawn") in ([], [""])
    is_calm(browser, site)


@pytest.mark.parametrize("is_page", [False, True], ids=["missing", "page"])
@pytest.mark.parametrize(
    ("page", "lost"),
    [
        ("search.html?q=anna", "search/61-6e.js"),
        ("search.html?q=anna", "search/docs-0.js"),
        ("timeline.html", "views/timeline-0.js"),
        ("graph.html", "views/graph-0.js"),
        ("map.html", "views/places.js"),
    ],
)
def test_a_part_that_does_not_come_is_no_empty_answer(
    browser: Browser, small_site: Path, tmp_path: Path, page: str, lost: str, *, is_page: bool
) -> None:
    site = tmp_path / "site"
    shutil.copytree(small_site, site)
    (site / lost).unlink()
    if is_page:  # as some hosts send for whatever is not there
        (site / lost).write_text("/* no such page */", encoding="utf-8")
    with serve_site(site) as address:
        browser.open(address + page)
        browser.wait_for("#status", "A part of the data could not be loaded. Check the connection")


def test_a_search_that_cannot_look_everywhere_says_so(browser: Browser, small_site: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(small_site, site)
    index, more = site / "search" / "index.js", [f"a{sign}" for sign in "bcdefghijklmopqrstuvwxyz0123456789αβγδεζηθ"]
    named = json.dumps(["an", *more], ensure_ascii=False)
    text = re.sub(r'"parts":\[.*?\]', f'"parts":{named}', index.read_text(encoding="utf-8"))
    index.write_text(text, encoding="utf-8")
    for number, name in enumerate(more):
        text = f'sedova.take("w-{name}",{{"{name}":[{number % 4},1]}});\n'
        (site / "search" / f"{shard_name(name)}.js").write_text(text, encoding="utf-8")
    with serve_site(site) as address:
        browser.open(address + "search.html?q=a")
        browser.wait_for("#status", "At least 6 found; 6 are shown. Longer or further words narrow it down.")
        browser.open(address + "search.html?q=anna")
        browser.wait_for("#status", " found")
        assert "least" not in browser.text("#status")


def test_texts_from_right_to_left_end_on_the_left(browser: Browser, small: str) -> None:
    browser.open(small + "person/שלום.html")
    end = "(() => {const span = document.querySelector('.also [lang=yi]'); span.textContent = 'שלום.';"
    end += "const range = document.createRange(); range.setStart(span.firstChild, 4); range.setEnd(span.firstChild, 5);"
    end += "return range.getBoundingClientRect().left - span.getBoundingClientRect().left})()"
    assert abs(browser.run(end)) < 1
    browser.open(small + "lists/person.html")
    browser.run("document.querySelector('.records p.soft').textContent = 'שלום.'")
    assert browser.run("getComputedStyle(document.querySelector('.records p.soft')).unicodeBidi") == "plaintext"


def test_a_query_runs_in_the_browser_by_keyboard(browser: Browser, site: str) -> None:
    browser.show_as(390, 844)
    browser.open(site + "query.html")
    focus(browser, "#example")
    chosen = "document.querySelector('#example').selectedOptions[0].text"
    while "cause of Lev Sedov" not in browser.run(chosen):
        before = browser.run(chosen)
        browser.press(Keys.DOWN)
        assert browser.run(chosen) != before
    browser.press(Keys.TAB)
    press_with_control(browser, Keys.ENTER)
    browser.wait_for("#result", "claim/lev-death-was-homicide")
    browser.wait_for("#status", "rows")
    is_calm(browser, site)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK { ?s ?p ?o }", "yes"),
        ("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 1", "<http"),
        (
            "SELECT ?name { ?one <http://schema.org/name> ?name FILTER (CONTAINS(STR(?name), 'own')) }",
            "<script>",
        ),
    ],
)
def test_queries_of_other_forms_and_harmful_answers(browser: Browser, small: str, query: str, shown: str) -> None:
    browser.open(small + "query.html")
    browser.driver.execute_script("document.getElementById('query').value = arguments[0]", query)
    focus(browser, "#run")
    browser.press(Keys.ENTER)
    browser.wait_for("#result", shown)
    assert browser.driver.title != "owned"
    is_calm(browser, small)


def test_a_query_has_all_parts_of_a_dump_that_is_split(browser: Browser, small: str, split_site: Path) -> None:
    counts = []
    with serve_site(split_site) as parts:
        for site in (small, parts):
            browser.open(site + "query.html")
            count = "SELECT (CONCAT('all ', STR(COUNT(*))) AS ?n) WHERE { ?s ?p ?o }"
            browser.driver.execute_script("document.getElementById('query').value = arguments[0]", count)
            focus(browser, "#run")
            browser.press(Keys.ENTER)
            browser.wait_for("#result", "all ")
            counts.append(browser.run("document.querySelector('#result td').innerText"))
        is_calm(browser, parts)
    assert counts[0] == counts[1] != "all 0"


def test_a_faulty_query_is_told(browser: Browser, small: str) -> None:
    browser.open(small + "query.html")
    browser.driver.execute_script("document.getElementById('query').value = 'SELECT nothing'")
    focus(browser, "#run")
    browser.press(Keys.ENTER)
    browser.wait_for("#status.fault", "expected")


def test_the_query_page_says_that_it_has_no_graphs(browser: Browser, small: str) -> None:
    browser.open(small + "query.html")
    assert "GRAPH finds nothing" in browser.text("p.lead")
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    browser.driver.execute_script("document.getElementById('query').value = arguments[0]", query)
    focus(browser, "#run")
    browser.press(Keys.ENTER)
    browser.wait_for("#result td", "0")


def test_a_query_shows_no_answer_of_another_and_says_what_it_cuts(browser: Browser, site: str) -> None:
    browser.open(site + "query.html")
    for query, status in (
        ("ASK { ?s ?p ?o }", ""),
        ("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "The first 200\u202f000 of "),
        ("SELECT nothing", "expected"),
    ):
        browser.driver.execute_script("document.getElementById('query').value = arguments[0]", query)
        focus(browser, "#run")
        browser.press(Keys.ENTER)
        browser.wait_for("#status", status) if status else browser.wait_for("#result", "yes")
    assert browser.texts("#result") == browser.texts("#result-title") == browser.texts("#csv") == []


def test_harmful_names_do_no_harm(browser: Browser, small: str) -> None:
    for page in (
        "person/hostile.html",
        "search.html?q=script",
        "timeline.html",
        "graph.html?of=person/hostile",
        "lists/person.html",
    ):
        browser.open(small + page)
        browser.wait_for("main", "document.title='owned'")
        assert browser.driver.title != "owned"
        assert browser.run("document.querySelectorAll('main img').length") == 0
        is_calm(browser, small)


def test_pages_opened_as_files_work_and_the_query_page_says_what_it_needs(browser: Browser, small_site: Path) -> None:
    browser.open((small_site / "search.html").as_uri() + "?q=anna")
    browser.wait_for("#results", "Anna Ivanova")
    browser.open((small_site / "timeline.html").as_uri())
    browser.wait_for("#rows", "Anna Ivanova")
    browser.open((small_site / "graph.html").as_uri())
    browser.wait_for("#status", "Open its page")
    browser.open((small_site / "query.html").as_uri())
    browser.wait_for("#status", "This page was opened as a file")
    assert browser.complaints() == []
