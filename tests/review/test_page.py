"""The page in a real browser, by keyboard alone: it decides, shows what others did, and talks to nobody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from sedova_lod.linking.decision_table import DecisionTable
from sedova_lod.review import ConflictTable, ReviewSession
from tests.review.chromium import Browser, open_browser
from tests.review.conftest import HOSTILE, LONG, OpenJoint, OpenSession
from tests.review.served import TITLE, TOKEN, Served, serve
from tests.review.test_session import STRANGE_KEY, rows

pytestmark = pytest.mark.slow

CONTRASTS = """(() => {
  const channel = (c) => { c /= 255; return c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b);
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const [r, g, b, a = 1] = parse(getComputedStyle(one).backgroundColor);
      if (a > 0) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const element of document.querySelectorAll("body *")) {
    const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
    const shown = element.getClientRects().length && !element.closest("[disabled]");
    if (!own || !shown) continue;
    const style = getComputedStyle(element);
    let [text, below] = [parse(style.color).slice(0, 3), ground(element)];
    const opacity = Number(style.opacity);
    text = text.map((part, place) => part * opacity + below[place] * (1 - opacity));
    const [a, b] = [light(text), light(below)].sort((x, y) => y - x);
    const told = `${element.tagName}.${element.className}: ${element.textContent.slice(0, 30)}`;
    if ((a + .05) / (b + .05) < 4.5) low.push(told);
  }
  return low;
})()"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    one = open_browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.driver.quit()


@pytest.fixture
def session(open_session: OpenSession) -> ReviewSession:
    return open_session()


@pytest.fixture
def served(session: ReviewSession) -> Iterator[Served]:
    with serve(session) as one:
        yield one


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Browser]:
    """Open the page; at the end nothing was complained of, and nobody else was asked."""
    browser.show_as(1280, 900)
    browser.open(f"{served.address}/#{TOKEN}")
    browser.text(".question")
    yield browser
    assert browser.complaints() == []
    assert {one for one in browser.asked() if not one.startswith(f"{served.address}/")} == set()


def test_a_review_by_keyboard_alone(page: Browser, served: Served, table: DecisionTable) -> None:
    assert page.run("location.href") == f"{served.address}/"
    assert page.texts("thead .title") == ["Natalia Sedova", "Natalia Sedova"]
    assert page.texts("tbody th") == ["Names", "Born", "Described as"]
    assert "5 April 1882 in the Julian calendar" in page.text("tbody tr:nth-child(2) .mine")
    assert page.text(".verdict.near") == "12 days apart: one date read in two calendars"
    assert page.texts(".why li") == ["the names agree", "born on one day, if the calendars differ"]
    page.press("3")
    page.wait_for("#message", "Candidate 3: Natalya Sedykh, < 1 %")
    page.press("r")
    page.wait_for("#message", "Written: 'Natalia Sedova' is not Q900.")
    assert page.texts(".candidate.rejected .name") == ["Natalya Sedykh"]
    page.press("c", "a", "r", "n", Keys.ENTER, "a")
    page.wait_for("#message", "Written: 'Natalia Sedova' is Q262376.")
    assert page.texts("thead .title") == ["Lev Sedov", "Lev Sedov"]
    page.press("z")
    page.wait_for("#message", "Taken back: 'Natalia Sedova' is Q262376.")
    page.press(Keys.ARROW_DOWN, "a")
    page.wait_for("#message", "Written: 'Natalia Sedova' is Q4413040.")
    page.press("n")
    page.wait_for("#message", "Written: 'Lev Sedov' has no match in Wikidata.")
    page.press("u")
    page.wait_for("h2", "Nothing waits for a decision.")
    assert [row["object_id"] for row in rows(table)] == ["sssom:NoTermFound", "wd:Q4413040", "wd:Q900", "wd:Q66"]
    assert [row.get("comment", "") for row in rows(table)] == ["", "", "", ""]
    page.press("z")
    page.wait_for("#progress", "1 of 1 waiting · 3 decided now")


def test_a_remark_is_kept_and_other_keys_move_and_help(page: Browser, table: DecisionTable) -> None:
    page.press(Keys.ARROW_RIGHT)
    page.wait_for("thead .title", "Lev Sedov")
    page.press(Keys.ARROW_LEFT)
    page.wait_for("thead .title", "Natalia Sedova")
    page.press("?")
    assert page.text("dialog h2") == "Keys"
    page.press(" ", "?", "a", "n")
    assert not page.run("document.getElementById('help').open")
    assert not table.path.exists()
    page.press("z", Keys.TAB)
    page.run("document.getElementById('help-button').focus()")
    page.press(Keys.ENTER)
    page.text("dialog h2")
    page.press(" ", Keys.ESCAPE, "c", *"the register says so", Keys.ESCAPE, "a")
    page.wait_for("#message", "Written: 'Natalia Sedova' is Q262376.")
    assert rows(table)[0]["comment"] == "the register says so"


def test_buttons_can_be_reached_and_pressed_with_the_keyboard(page: Browser, table: DecisionTable) -> None:
    order = []
    for _ in range(15):
        page.press(Keys.TAB)
        order.append(page.run("document.activeElement.id || document.activeElement.className"))
        if order[-1] == "unsure":
            break
    assert order[:4] == ["help-button", "candidate", "candidate", "candidate"]
    assert order[-5:] == ["accept", "similar", "reject", "none", "unsure"]
    page.run("document.querySelectorAll('.candidate')[1].focus()")
    page.press(Keys.ENTER)
    page.wait_for("thead a", "Q4413040")
    assert page.run("document.activeElement.getAttribute('aria-current')") == "true"
    page.run("document.getElementById('unsure').focus()")
    page.press(" ")
    page.wait_for("#message", "Written: it is not sure whether 'Natalia Sedova' is Q4413040.")
    assert rows(table)[0]["reviewer_agreement"] == "0.0"


def test_what_another_reviewer_decided_is_shown(page: Browser, open_session: OpenSession, table: DecisionTable) -> None:
    with serve(open_session("B. <i>Historian</i>")) as other:
        assert other.decide(other.state(), "accept", 1)[0] == 200
        page.press("a")
        page.wait_for("#message", "Somebody has decided meanwhile; your decision was not written.")
        assert page.text(".clash").split("\n\n") == [
            "This record is decided already",
            "B. <i>Historian</i>, 2026-02-01: 'Natalia Sedova' is Q4413040",
            "Go to the next question",
        ]
        page.press("a", "n")
        assert [row["object_id"] for row in rows(table)] == ["wd:Q4413040"]
        page.press(Keys.ARROW_RIGHT)
        page.wait_for("thead .title", "Lev Sedov")
        assert other.decide(other.state(), "reject", 1)[0] == 200
        page.press("a")
        page.wait_for(".clash", "Somebody has decided meanwhile")
        page.press("a")
        page.wait_for("#message", "Written: 'Lev Sedov' is Q543149.")
    refused = "Failed to load resource: the server responded with a status of 409 (Conflict)"
    conflict = f"{page.run('origin')}/api/decisions - {refused}"
    assert page.complaints() == [conflict, conflict]
    deciders = [row["author_label"] for row in rows(table)]
    assert deciders == ["B. <i>Historian</i>", "A. Archivist", "B. <i>Historian</i>"]


def test_hostile_and_long_texts_are_shown_as_text(page: Browser) -> None:
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    page.wait_for("thead .title", "egnp.exe")
    assert page.texts("thead .title")[0] == HOSTILE.replace("\u202e", "\\u202e")
    assert page.run("document.title").startswith("<script>")
    assert page.run("document.querySelectorAll('main script, main img, main b').length") == 0
    assert page.text("td.theirs .more") == "show all 100\u202f000 signs"
    assert page.run("document.querySelector('td.theirs li:nth-child(2)').textContent.length") < 250
    page.run("document.querySelector('td.theirs .more').focus()")
    page.press(Keys.ENTER)
    assert page.run("document.querySelector('td.theirs li:nth-child(2) bdi').textContent") == LONG
    assert page.run("document.documentElement.scrollWidth") <= 1280


@pytest.mark.parametrize(("width", "is_dark"), [(1280, False), (1280, True), (390, False), (390, True)])
def test_the_page_fits_and_can_be_read(page: Browser, served: Served, width: int, is_dark: bool) -> None:
    page.show_as(width, 844, is_dark=is_dark)
    assert served.decide(served.state(), "reject", 1)[0] == 200
    page.open(f"{served.address}/#{TOKEN}")
    page.text(".question")
    assert page.run(CONTRASTS) == []
    assert page.run("document.documentElement.scrollWidth") == page.run("document.documentElement.clientWidth")
    small = page.run(
        "Array.from(document.querySelectorAll('.actions button, .candidate')).map((one) => one.offsetHeight)"
    )
    assert min(small) >= 40
    page.press("?")
    page.text("dialog h2")
    assert page.run(CONTRASTS) == []
    page.press(Keys.ESCAPE)
    assert served.state(STRANGE_KEY)["question"]["key"] == STRANGE_KEY
    page.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT)
    page.wait_for("thead .title", "egnp.exe")
    assert page.run("document.documentElement.scrollWidth") == page.run("document.documentElement.clientWidth")


def test_without_the_token_or_the_server_the_page_says_what_to_do(browser: Browser, session: ReviewSession) -> None:
    browser.show_as(1280, 900)
    with serve(session) as served:
        browser.open(f"{served.address}/")
        browser.wait_for("h2", "This page was opened without its token.")
        assert TITLE not in browser.text("body")
        browser.open(f"{served.address}/#{TOKEN}")
        browser.text(".question")
    browser.press("a")
    browser.wait_for("h2", "sedova-lod does not answer any more.")


@pytest.fixture
def joint_page(browser: Browser, open_joint: OpenJoint) -> Iterator[Browser]:
    """Open a page with one record that has candidates, and two conflicts."""
    browser.show_as(1280, 900)
    with serve(open_joint()) as one:
        browser.open(f"{one.address}/#{TOKEN}")
        browser.text(".question")
        yield browser
        assert {asked for asked in browser.asked() if not asked.startswith(f"{one.address}/")} == set()
    assert browser.complaints() == []


def test_conflicts_are_decided_by_keys_of_their_own(
    joint_page: Browser, conflict_table: ConflictTable, table: DecisionTable
) -> None:
    page = joint_page
    page.press("s")
    page.wait_for("#message", "Written: 'Lev Sedov' is like Q543149.")
    assert rows(table)[0]["predicate_id"] == "skos:closeMatch"
    assert page.texts("thead .title") == ["Natalia Sedova", "Natalia Sedova, revolutionary"]
    assert page.texts("tbody th") == ["Value", "Days", "Sources"]
    assert page.text(".verdict.near") == "12 days apart: one date read in two calendars"
    assert page.text(".about-conflict .title") == "P569 date of birth"
    assert page.texts(".choices button") == ["Both\nB", "Theirs\nT", "Unsure\nU"]
    page.press("a", "s", "n", "1", "c", *"by the register", Keys.ENTER, "b")
    page.wait_for("#message", "Written: '1882-04-05 (Julian)' is added beside '1882-04-05'")
    assert [(one.answer.name, one.comment) for one in conflict_table.read().values()] == [("ADD", "by the register")]
    page.wait_for("#progress", "1 of 1 waiting · 2 decided now")
    assert page.texts("thead .title a, thead a") == []
    assert page.run("document.querySelectorAll('main b, main script').length") == 0
    page.press("z")
    page.wait_for("#message", "Taken back: '1882-04-05 (Julian)' is added")
    assert conflict_table.read() == {}
    page.press("t")
    page.wait_for("#message", "Written: '1882-04-05 (Julian)' is not added")
    page.press("u")
    page.wait_for("h2", "Nothing waits for a decision.")
    assert [one.answer.name for one in conflict_table.read().values()] == ["LEAVE", "UNSURE"]


@pytest.mark.parametrize(("width", "is_dark"), [(1280, False), (390, True)])
def test_conflicts_fit_and_can_be_read(joint_page: Browser, width: int, is_dark: bool) -> None:
    page = joint_page
    page.show_as(width, 844, is_dark=is_dark)
    page.driver.refresh()
    page.text(".question")
    assert page.run(CONTRASTS) == []
    page.press(Keys.ARROW_RIGHT)
    page.wait_for("tbody th", "Days")
    assert page.run(CONTRASTS) == []
    assert page.run("document.documentElement.scrollWidth") == page.run("document.documentElement.clientWidth")
    assert (
        min(page.run("Array.from(document.querySelectorAll('.actions button')).map((one) => one.offsetHeight)")) >= 40
    )
    page.press(Keys.ARROW_RIGHT)
    page.wait_for("tbody td.theirs", "<b>1937</b>")
    assert page.run("document.documentElement.scrollWidth") == page.run("document.documentElement.clientWidth")
