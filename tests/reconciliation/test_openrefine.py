"""OpenRefine itself reconciles a table against our service, and fetches more about what it found."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from tests.reconciliation.conftest import BASE
from tests.reconciliation.openrefine import OpenRefine, is_installed, start_openrefine
from tests.reconciliation.served import Served

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="OpenRefine is not installed: apt-get install openrefine"),
]

TABLE = """\
who,born,item
Lev Sedov,24 February 1906,
"Sedov, Lev",1951,
Наталья Седова,1882,
Sergei Sedov,,
Somebody,,Q543149
Xaver Unknown,1700,
"""


@pytest.fixture(scope="module")
def refine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenRefine]:
    with start_openrefine(tmp_path_factory.mktemp("openrefine")) as running:
        yield running


def config_for(manifest: dict[str, Any], url: str, *, columns: dict[str, str], kind: str = "person") -> dict[str, Any]:
    return {
        "mode": "standard-service",
        "service": url,
        "identifierSpace": manifest["identifierSpace"],
        "schemaSpace": manifest["schemaSpace"],
        "type": next(one for one in manifest["defaultTypes"] if one["id"] == kind),
        "autoMatch": True,
        "columnDetails": [
            {"column": column, "propertyName": name, "propertyID": name} for column, name in columns.items()
        ],
        "limit": 0,
    }


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_is_reconciled_and_extended(refine: OpenRefine, served: Served) -> None:
    url = f"{served.address}/"
    project = refine.create_project("letters", TABLE)
    manifest = refine.add_service(url)
    assert manifest["identifierSpace"] == BASE
    assert refine.guess_types(project, "who", url)[0] == "person"

    refine.reconcile(project, "who", config_for(manifest, url, columns={"born": "born", "item": "wd"}))
    refine.add_column(project, "who", "matched", "cell.recon.match.id")
    refine.add_column(project, "who", "best", "cell.recon.best.id")
    refine.add_column(project, "who", "type", "cell.recon.best.type[0]")
    found = [(row["who"], row["matched"], row["best"], row["type"]) for row in rows_of(refine.export(project))]
    assert found == [
        ("Lev Sedov", "person/lev-sedov", "person/lev-sedov", "person"),
        ("Lev Sedov", "person/lev-sedov-2", "person/lev-sedov-2", "person"),
        ("Natalia Sedova", "person/natalia-sedova", "person/natalia-sedova", "person"),
        ("Sergei Sedov", "", "person/sergei-sedov", "person"),
        ("Lev Sedov", "person/lev-sedov", "person/lev-sedov", "person"),
        ("Xaver Unknown", "", "", ""),
    ]

    extension = {"properties": [{"id": "died", "name": "Died"}, {"id": "wd", "name": "Wikidata"}, {"id": "place"}]}
    operation = {
        "op": "core/extend-reconciled-data", "engineConfig": {"facets": [], "mode": "row-based"},
        "baseColumnName": "who", "endpoint": url, "identifierSpace": manifest["identifierSpace"],
        "schemaSpace": manifest["schemaSpace"], "extension": extension, "columnInsertIndex": 1,
    }  # fmt: skip
    refine.apply(project, operation)
    first = rows_of(refine.export(project))[0]
    assert (first["Died or ended"], first["Wikidata identifier"], first["Place"]) == (
        "1938-02-16T00:00:00Z",
        "Q543149",
        "Paris",
    )
    assert served.unknown == []
