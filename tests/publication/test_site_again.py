"""A site that is published again: what has not changed is left alone, and what somebody has changed is put right."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

import pytest

from sedova_lod.errors import InputError, OutputError
from sedova_lod.pipeline import BuildOptions, publish_project
from sedova_lod.progress import Progress
from sedova_lod.publication import SiteReport
from sedova_lod.publication.site_folder import SiteFolder
from sedova_lod.publication.site_place import SITE_MANIFEST
from sedova_lod.publication.writing import SiteWriter
from sedova_lod.settings import load_project
from tests.publication.conftest import URL, publish, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project")


def publish_again(project: Path, site: Path, url: str = URL) -> SiteReport:
    report = publish(project, site, url).site
    assert report is not None
    return report


def test_no_page_is_written_again_where_nothing_has_changed(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish_again(project, tmp_path / "site")
    manifest = (tmp_path / "site" / SITE_MANIFEST).read_bytes()
    monkeypatch.setattr(SiteWriter, "write_records", lambda *_: pytest.fail("a record is written again"))
    assert publish_again(project, tmp_path / "site") == SiteReport(first.n_records, 0, first.n_written, 0)
    assert (tmp_path / "site" / SITE_MANIFEST).read_bytes() == manifest


def test_several_processes_make_the_same_site(project: Path, tmp_path: Path) -> None:
    publish_again(project, tmp_path / "site")
    options = BuildOptions(compress="gzip", jobs=2)
    result = publish_project(load_project(project), tmp_path / "site", URL, options, Progress(io.StringIO(), {}))
    assert result.site is not None
    assert (result.site.n_written, result.site.n_removed) == (0, 0)


@pytest.mark.parametrize("name", ["person/anna.html", "data/dataset.nt.gz", "assets/site.css"])
def test_a_file_that_somebody_changed_is_put_right(project: Path, tmp_path: Path, name: str) -> None:
    publish_again(project, tmp_path / "site")
    file = tmp_path / "site" / name
    content, times = file.read_bytes(), file.stat()
    file.write_bytes(b"X" + content[1:])
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    report = publish_again(project, tmp_path / "site")
    assert (report.n_written, report.n_removed) == (1, 0)
    assert file.read_bytes() == content


def test_a_file_that_somebody_removed_is_written_again(project: Path, tmp_path: Path) -> None:
    publish_again(project, tmp_path / "site")
    (tmp_path / "site" / "ru" / "person" / "anna.html").unlink()
    report = publish_again(project, tmp_path / "site")
    assert (report.n_written, report.n_removed) == (1, 0)


def test_a_file_that_the_manifest_does_not_list_any_more_is_written_again(project: Path, tmp_path: Path) -> None:
    publish_again(project, tmp_path / "site")
    manifest = tmp_path / "site" / SITE_MANIFEST
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("person/anna.html\n", "", 1), encoding="utf-8")
    publish_again(project, tmp_path / "site")
    assert manifest.read_text(encoding="utf-8") == text


def test_a_name_changes_the_pages_that_show_it_and_no_others(project: Path, tmp_path: Path) -> None:
    publish_again(project, tmp_path / "site")
    pages = {path: path.read_bytes() for path in (tmp_path / "site" / "ru").rglob("*.html")}
    places = project / "places.csv"
    places.write_text(places.read_text(encoding="utf-8").replace("Romny", "Romen"), encoding="utf-8")
    publish_again(project, tmp_path / "site")
    changed = {path.stem for path, before in pages.items() if path.read_bytes() != before and path.parent.name != "ru"}
    assert changed == {"anna", "romny", "visit", "place"}


def test_another_address_changes_every_page(project: Path, tmp_path: Path) -> None:
    publish_again(project, tmp_path / "site")
    page = tmp_path / "site" / "person" / "anna.html"
    publish_again(project, tmp_path / "site", "https://elsewhere.example.org/")
    assert 'href="https://elsewhere.example.org/person/anna.html"' in page.read_text(encoding="utf-8")


def test_another_question_is_asked_on_the_page_of_queries(project: Path, tmp_path: Path) -> None:
    publish_again(project, tmp_path / "site")
    (project / "queries" / "q2.rq").write_text("# Question: Where was that?\nASK {}\n", encoding="utf-8")
    report = publish_again(project, tmp_path / "site")
    assert report.n_written > 0
    assert "Where was that?" in (tmp_path / "site" / "query.html").read_text(encoding="utf-8")


def test_a_question_that_is_no_text_is_told_before_anything_is_written(project: Path, tmp_path: Path) -> None:
    (project / "queries" / "q2.rq").write_bytes(b"# Question: \xff\nASK {}\n")
    with pytest.raises(InputError) as caught:
        publish(project, tmp_path / "site")
    assert str(caught.value) == f"{project}/queries/q2.rq: is no text in UTF-8\n  hint: save it as UTF-8"
    assert not (tmp_path / "site").exists()


def test_no_page_holds_the_signs_by_which_languages_are_parted(small_site: Path) -> None:
    for page in small_site.rglob("*.html"):
        assert set(page.read_bytes()).isdisjoint((0, 1)), page


def refusal_of_boris(project: Path, site: Path) -> str:
    """Add a person whose pages are in the way of others; give what is told."""
    with (project / "people.csv").open("a", encoding="utf-8") as people:
        people.write("boris,Boris,,,,,,,,\n")
    with pytest.raises(OutputError) as caught:
        publish_again(project, site)
    return str(caught.value)


def test_a_file_of_somebody_else_is_not_replaced_by_a_new_page(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_again(project, site)
    mine = site / "person" / "boris.html"
    mine.write_text("mine", encoding="utf-8")
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert refusal_of_boris(project, site) == (
        f"{mine}: no earlier 'publish' made this file, and one of the site has its name\n"
        "  hint: move it elsewhere, or choose another folder; publish replaces only what it made itself"
    )
    manifest = before.pop(site / SITE_MANIFEST)
    assert (site / SITE_MANIFEST).read_bytes().splitlines()[1:] == manifest.splitlines()[2:]
    assert {path: path.read_bytes() for path in before} == before
    assert not (site / "ru" / "person" / "boris.html").exists()
    mine.unlink()
    publish_again(project, site)
    assert "Boris" in mine.read_text(encoding="utf-8")


def test_all_files_of_somebody_else_that_are_in_the_way_are_told(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    publish_again(project, site)
    for name in ("person/boris.ttl", "ru/person/boris.html"):
        (site / name).write_text("mine", encoding="utf-8")
    assert refusal_of_boris(project, site) == (
        f"{site}: no earlier 'publish' made these files, and some of the site have their names: "
        "'ru/person/boris.html', 'person/boris.ttl'\n"
        "  hint: move them elsewhere, or choose another folder; publish replaces only what it made itself"
    )


def test_hidden_files_of_somebody_else_are_not_replaced_either(project: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / ".htaccess").write_text("Require user anna", encoding="utf-8")
    with pytest.raises(OutputError, match=r"site/\.htaccess: no earlier 'publish' made this file"):
        publish_again(project, site)
    assert (site / ".htaccess").read_text(encoding="utf-8") == "Require user anna"


def test_all_files_of_a_site_are_known_before_but_parts_of_its_views(project: Path, tmp_path: Path) -> None:
    site, planned = tmp_path / "site", list[str]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SiteFolder, "holds_strange", lambda _, names: planned.extend(names))
        publish_again(project, site)
    made = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - {SITE_MANIFEST}
    assert set(planned) <= made
    assert {re.sub(r"(search/).*|-\d+\.js", r"\1", name) for name in made - set(planned)} == {
        "search/",
        "views/graph",
        "views/timeline",
    }
    assert len(planned) == len(set(planned))
