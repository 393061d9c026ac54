"""Concepts with an address of their own: it is known before any record refers to them, however the project reads it."""

from __future__ import annotations

import pytest

MORE = """
[[tables]]
kind = "concept"
file = "kinds.csv"
distinct = true
ignore = ["remark"]
[tables.fields]
id = { column = "kind", slug = true }
name = "kind"
iri = IRI

[[tables]]
kind = "object"
file = "objects.csv"
[tables.fields]
id = "id"
name = "name"
type = { column = "kind", slug = true, split = "|" }
"""
_BY_LOOKUP = '{ column = "kind", lookup = { "On paper, print" = "http://vocab.getty.edu/aat/300041273" } }'
_BY_PREFIX = '{ column = "remark", prefix = "http://vocab.getty.edu/aat/" }'


@pytest.mark.parametrize("iri", [_BY_LOOKUP, _BY_PREFIX])
def test_references_lead_to_the_address(iri, make_project, build):
    project = make_project(MORE.replace("IRI", iri))
    (project / "kinds.csv").write_text('kind,remark\n"On paper, print",300041273\n"On paper, print",300041273\n')
    (project / "objects.csv").write_text('id,name,kind\na,A,"On paper, print"\n')
    result = build(project, project / "dist")
    assert [str(finding) for finding in result.findings] == []
    assert "crm:P2_has_type\n        aat:300041273" in (project / "dist" / "dataset.ttl").read_text("utf-8").replace(
        "crm:P2_has_type aat:300041273", "crm:P2_has_type\n        aat:300041273"
    )
