"""Our own client finds records by our own service, over a socket."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import closing

import pytest

from sedova_lod.cli import main
from sedova_lod.linking.reconciliation_client import ReconciliationMatcher
from sedova_lod.linking.reconciliation_manifest import ServiceManifest, fetch_manifest
from sedova_lod.web import WebClient
from tests.conftest import MakeProject
from tests.reconciliation.conftest import BASE, ENTITIES, LEV, NATALIA, OTHER_LEV
from tests.reconciliation.served import Served
from tests.web.server import sends, serve


@pytest.fixture
def client() -> Iterator[WebClient]:
    with closing(WebClient("Letters", "archive@example.org")) as client:
        yield client


@pytest.fixture
def manifest(client: WebClient, served: Served) -> ServiceManifest:
    return fetch_manifest(client, f"{served.address}/")


def test_the_client_understands_the_manifest(manifest: ServiceManifest) -> None:
    assert (manifest.name, manifest.version, manifest.prefix) == ("Letters of Romny", "0.2", BASE)
    assert manifest.iri("person/lev-sedov") == "https://example.org/person/lev-sedov"
    assert (manifest.batch_size, manifest.can_extend) == (100, True)
    assert [manifest.type_of(kind) for kind in ("person", "place", "work")] == ["person", "place", "work"]
    assert (manifest.properties["born"], manifest.properties["viaf"]) == ("born", "viaf")
    assert manifest.faults == ()


def test_each_entity_is_found_again(client: WebClient, manifest: ServiceManifest) -> None:
    matcher = ReconciliationMatcher(client, manifest)
    found = matcher.find_many(ENTITIES)
    assert [candidates[0].entity.id for candidates in found] == [BASE + one.id for one in ENTITIES]


def test_dates_and_points_come_along(client: WebClient, manifest: ServiceManifest) -> None:
    matcher = ReconciliationMatcher(client, manifest)
    first = matcher.find(LEV)[0]
    assert (first.features["service"], first.features["service.match"]) == (pytest.approx(0.999), 1.0)
    assert first.entity.born is not None
    assert first.entity.born.overlaps(LEV.born)
    assert matcher.find(OTHER_LEV)[0].entity.id == BASE + OTHER_LEV.id
    natalia = matcher.find(NATALIA)[0]
    assert natalia.entity.born is not None
    assert natalia.entity.born.first == NATALIA.born.first
    assert natalia.entity.born.last > NATALIA.born.last
    assert natalia.probability > 0.95


def test_a_service_that_does_not_keep_to_the_api_is_told_of(
    make_project: MakeProject, capfd: pytest.CaptureFixture[str]
) -> None:
    project = make_project(person="id,name\nl1,Lev Sedov\n")
    manifest = {
        "name": "Getty",
        "identifierSpace": "http://vocab.getty.edu/",
        "view": {"url": "http://vocab.getty.edu/"},
    }
    with serve(sends(manifest)) as server, pytest.raises(SystemExit) as ended:
        main(["link", str(project), "--service", server.url, "--contact", "archive@example.org", "--dry-run"])
    told = capfd.readouterr().err
    assert ended.value.code == 0, told
    assert told.splitlines()[0] == (
        "note: Getty does not keep to version 0.1 of the API in its manifest: "
        "the message lacks 'schemaSpace'; view.url must hold {{id}}"
    )


def test_the_command_link_finds_records_by_the_service(
    served: Served, make_project: MakeProject, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(person="id,name,born\nl1,Lev Sedov,1906\nl2,Somebody Else,1700\n")
    monkeypatch.setenv("SEDOVA_CONTACT", "archive@example.org")
    with pytest.raises(SystemExit) as ended:
        main(["link", str(project), "--service", f"{served.address}/", "--contact", "archive@example.org"])
    assert ended.value.code == 0, capfd.readouterr().err
    with (project / "candidates.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = {row["object"] for row in rows if row["subject"] == "person/l1"}
    assert found == {"https://example.org/person/lev-sedov", "https://example.org/person/lev-sedov-2"}
    assert [row["object"] for row in rows if row["subject"] == "person/l2"] == [""]
