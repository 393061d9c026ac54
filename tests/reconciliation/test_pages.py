"""Pages about an entity: small enough for a frame, and harmless whatever the records say."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from sedova_lod.linking import Entity, EntityName
from sedova_lod.reconciliation import ServedEntities
from tests.reconciliation.conftest import HOSTILE, LEV, OpenEntities, Serve
from tests.reconciliation.served import Served

STRANGE = Entity(
    "person/strange", "person", (EntityName(HOSTILE), *(EntityName(f"Name {n}") for n in range(20))),
    places=(HOSTILE,), occupations=("\x00\ud800",),
    identifiers=(("wd", '"><script>alert(1)</script>'), ("own", HOSTILE)),
    description=HOSTILE * 100,
)  # fmt: skip
WITH_ADDRESS = Entity("javascript://alert(1)", "concept", (EntityName("Bronze"),))


@pytest.fixture(scope="module")
def strange(open_entities: OpenEntities) -> ServedEntities:
    return open_entities(STRANGE, WITH_ADDRESS, LEV, title=HOSTILE)


@pytest.fixture(scope="module")
def served(strange: ServedEntities, start: Serve) -> Served:
    return start(strange)


class Page(HTMLParser):
    """The elements, links and words of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.links: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        assert not [name for name, _ in attributes if name.startswith("on")]
        self.links += [value or "" for name, value in attributes if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def page_of(served: Served, path: str, identity: str) -> Page:
    status, headers, body = served.ask("GET", f"{path}?id={quote(identity, safe='')}")
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    return Page(body.decode())


def test_the_small_page_tells_what_is_known(served: Served) -> None:
    page = page_of(served, "/preview", "person/lev-sedov")
    assert "".join(page.words).split() == (
        "Lev Sedov Lev SedovRussian; 1906–1938KindPersonBorn1906-02-24Died1938-02-16NamesSedov, LevPlacesParis"
        "CountriesRussianIdentifierswd Q543149; viaf 54151571person/lev-sedov"
    ).replace("Lev Sedov Lev", "Lev SedovLev").split()  # fmt: skip
    assert page.links == [
        "preview.css",
        "http://www.wikidata.org/entity/Q543149",
        "http://viaf.org/viaf/54151571",
        "https://example.org/person/lev-sedov",
    ]


@pytest.mark.parametrize("path", ["/preview", "/view"])
def test_nothing_in_a_record_becomes_markup(served: Served, path: str) -> None:
    page = page_of(served, path, "person/strange")
    assert page.elements <= {
        "html", "head", "meta", "title", "link", "body", "h1", "p", "dl", "dt", "dd", "bdi", "a",
    }  # fmt: skip
    assert [link for link in page.links if not link.startswith(("http://", "https://"))] == ["preview.css"]
    assert "\u202e" not in "".join(page.words)
    assert "alert(1)" in "".join(page.words)


def test_an_address_that_is_none_of_the_web_is_no_link(served: Served) -> None:
    assert page_of(served, "/view", "javascript://alert(1)").links == ["preview.css"]


def test_long_lists_are_cut_on_the_small_page_only(served: Served) -> None:
    small, whole = (page_of(served, path, "person/strange") for path in ("/preview", "/view"))
    assert "; and 14 more" in small.words
    assert "Name 19" not in small.words
    assert "Name 19" in whole.words


def test_flyouts_are_harmless_too(served: Served) -> None:
    _, answer = served.get("/flyout/entity", id="person/strange")
    assert Page(answer["html"]).elements == {"p", "strong", "bdi"}


def test_pages_may_be_shown_in_frames_and_run_nothing(served: Served) -> None:
    _, headers, _ = served.ask("GET", "/preview?id=person/lev-sedov")
    policy = headers["content-security-policy"].split("; ")
    assert {"default-src 'self'", "frame-ancestors *", "base-uri 'none'"} <= set(policy)
    assert "x-frame-options" not in headers
    status, headers, body = served.ask("GET", "/preview.css")
    assert (status, headers["content-type"]) == (200, "text/css; charset=utf-8")
    assert body.startswith(b"body")


@pytest.mark.parametrize("path", ["/preview", "/view"])
def test_an_entity_that_is_not_there_is_said(served: Served, path: str) -> None:
    status, headers, body = served.ask("GET", f"{path}?id={quote('<b>')}")
    assert (status, headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "there is no entity '<b>'" in "".join(Page(body.decode()).words)
    assert "b" not in Page(body.decode()).elements
