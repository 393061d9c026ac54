"""The HTML page is sound, needs nothing else, and shows texts as texts."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest

from sedova_lod.findings import Finding
from sedova_lod.reports import REPORTS, RunSummary
from tests.reports.conftest import finding_of
from tests.reports.markup import Markup


def page_of(findings: list[Finding], summary: RunSummary | None = None) -> str:
    page = "".join(REPORTS["html"](findings, summary or RunSummary("Letters")))
    page.encode()
    return page


@pytest.mark.parametrize("name", ["findings", "hostile", pytest.param("many", marks=pytest.mark.slow)])
def test_page_is_sound(name: str, request: pytest.FixtureRequest, summary: RunSummary) -> None:
    markup = Markup(page_of(request.getfixturevalue(name), summary))
    assert [key for key, count in markup.ids.items() if count > 1] == []
    links = {str(a["href"]).removeprefix("#") for a in markup.all("a")}
    assert links <= set(markup.ids)
    assert len(markup.all("li")) == len(request.getfixturevalue(name)) + 3


def test_page_without_findings_is_sound(summary: RunSummary) -> None:
    assert "Nothing is wrong." in Markup(page_of([], summary)).text


def test_texts_make_no_elements(hostile: list[Finding]) -> None:
    markup = Markup(page_of(hostile, RunSummary("</title><script>alert(1)</script>")))
    assert (len(markup.all("script")), len(markup.all("style")), len(markup.all("title"))) == (1, 1, 1)
    assert "'<script>alert(1)</script>' is not a date" in markup.text


def test_a_page_asks_nothing_of_the_network(findings: list[Finding], summary: RunSummary) -> None:
    markup = Markup(page_of(findings, summary))
    assert {name for _, attributes in markup.elements for name in attributes} & {"src", "srcset", "action"} == set()
    assert all(str(a["href"]).startswith("#") for a in markup.all("a"))


def test_only_the_page_s_own_script_and_style_may_run(findings: list[Finding], summary: RunSummary) -> None:
    page = page_of(findings, summary)
    policy = next(str(m["content"]) for m in Markup(page).all("meta") if m.get("http-equiv"))
    for tag in ("script", "style"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert " style=" not in page


def test_a_long_text_is_cut() -> None:
    assert len(page_of([finding_of("x" * 100_000)])) < 30_000


def test_a_value_that_the_message_does_not_name_is_shown(findings: list[Finding], summary: RunSummary) -> None:
    assert "in the cell: one⏎two" in Markup(page_of(findings, summary)).text


def test_every_control_has_a_label(findings: list[Finding]) -> None:
    page = page_of(findings)
    assert len(re.findall(r"<label>[^<]+ <(?:select|input) ", page)) == page.count("<select ") + page.count("<input ")
