"""The feed of what has changed since an earlier release, in a site."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from sedova_lod.errors import InputError
from sedova_lod.pipeline import build_project, publish_project
from sedova_lod.pipeline.options import BuildOptions
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project
from tests.publication.conftest import URL, write_project
from tests.publication.pages import dead_links, read_page

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"


def _publish(project: Path, site: Path, since: Path | None) -> tuple[int, int]:
    options = BuildOptions(compress="gzip")
    written = publish_project(load_project(project), site, URL, options, Progress(io.StringIO(), {}), since).site
    assert written is not None
    return written.n_written, written.n_removed


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project whose first release is kept, and change a record, add one, and retire one."""
    folder = write_project(tmp_path / "project")
    build_project(load_project(folder), BuildOptions(output=tmp_path / "old"), Progress(io.StringIO(), {}))
    people, works = folder / "people.csv", folder / "works.csv"
    people.write_text(people.read_text("utf-8").replace("A writer.", "A poet."), encoding="utf-8")
    works.write_text(works.read_text("utf-8") + "diary,A <b>diary</b>,anna,1911\n", encoding="utf-8")
    places = folder / "places.csv"
    gone = places.read_text("utf-8").splitlines()[-1]
    places.write_text(places.read_text("utf-8").replace(f"{gone}\n", ""), encoding="utf-8")
    retired = f"id,reason,replaced_by,date\nplace/{gone.partition(',')[0]},it never was,,2026-03-15\n"
    (folder / "retired.csv").write_text(retired, encoding="utf-8")
    return folder


def test_a_site_tells_what_has_changed(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    _publish(project, site, tmp_path / "old")
    feed = ET.fromstring((site / "changes.xml").read_bytes())
    told = {
        (one.findtext(f"{ATOM}title"), category.get("term"))
        for one in feed.iter(f"{ATOM}entry")
        if (category := one.find(f"{ATOM}category")) is not None
    }
    assert {("Anna Ivanova", "changed"), ("A <b>diary</b>", "added")} <= told
    assert [one.findtext("{*}comment") for one in feed.iter(GONE)] == ["it never was"]
    assert [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"] == [
        f"{URL}changes.xml"
    ]
    assert f'<link rel="related" type="application/atom+xml" href="{URL}changes.xml"/>' in (
        (site / "feed.xml").read_text("utf-8")
    )
    assert "changes.xml" in read_page(site / "data.html").links
    assert "../changes.xml" in read_page(site / "ru" / "data.html").links
    assert not dead_links(site)


def test_the_feed_stays_the_same_and_goes_with_the_option(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    _publish(project, site, tmp_path / "old")
    assert _publish(project, site, tmp_path / "old") == (0, 0)
    n_written, n_removed = _publish(project, site, None)
    assert (n_written, n_removed) == (3, 1)  # two pages of the data set and the feed of releases; the feed of changes
    assert not (site / "changes.xml").exists()


def test_an_earlier_release_that_is_not_there_is_told_first(project: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError) as found:
        _publish(project, tmp_path / "site", tmp_path / "nowhere")
    assert str(found.value) == (
        f"{tmp_path / 'nowhere'}: there is no such file or folder\n"
        "  hint: name a folder that sedova-lod build wrote, or its dataset.nq"
    )
    assert not (tmp_path / "site").exists()
