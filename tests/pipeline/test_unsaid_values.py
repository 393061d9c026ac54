"""Every column that a table may have goes into the output, or it is told that it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from sedova_lod.engines import load_mapping
from sedova_lod.pipeline import profile_names
from sedova_lod.pipeline.unsaid_columns import is_said
from sedova_lod.records import KINDS, Column, field_names, find_column
from sedova_lod.records.layout import COMPANIONS

_CRM = "http://www.cidoc-crm.org/cidoc-crm/"
_TYPES_OF_NAMES = {f"{kind}.names.{name}" for kind in KINDS for name in ("type", "date", "note")}
_LEFT_OUT = {
    "both": set(),
    "cidoc_crm": {"group.category", "place.category", "work.category", "object.category"},
    "schema_org": _TYPES_OF_NAMES
    | {
        "person.died.type",
        "person.nationality",
        "group.dissolved.place",
        "event.produced",
        "event.used",
        "event.after",
        "work.published.place",
        "object.keeper",
        "quotation.addressee",
        *(f"claim.{name}" for name in ("property", "value", "value.date", "reported_by", "certainty", "hedge", "rank")),
    },
}
"""Columns of which a profile says nothing, as its vocabulary has no word for them: a build tells each of them."""

_NAMES = """of,form,type,date,note
arrest,Detention,former-name,,
arrest,Seizure,alias,1905,
arrest,Apprehension,,,said by lawyers
arrest,Capture,,,
"""


def _columns(companion: str = "") -> Iterator[tuple[str, str, Column]]:
    for kind in KINDS.values():
        for part in (None, *(part for part in kind.parts.values() if part.many)):
            for name in field_names(kind, part):
                column = find_column(kind, part, f"{name}{companion}")
                if column is not None:
                    yield kind.name, f"{kind.name}.{part.name}.{name}" if part else f"{kind.name}.{name}", column


def _unsaid(profile: str, companion: str = "") -> set[str]:
    mapping = load_mapping(profile_names(profile))
    return {name for kind, name, column in _columns(companion) if not is_said(column, mapping.properties_used(kind))}


@pytest.mark.parametrize("profile", _LEFT_OUT)
def test_each_column_of_each_kind_is_said_or_known_not_to_be(profile):
    certainties = {name for _kind, name, _column in _columns() if name.endswith("s.certainty")}
    rows = certainties if profile == "schema_org" else set()
    assert _unsaid(profile) == _LEFT_OUT[profile] | rows


@pytest.mark.parametrize("companion", COMPANIONS)
def test_both_profiles_together_say_what_stands_beside_a_value(companion):
    assert _unsaid("both", f".{companion}") == set()


def test_kind_date_and_remark_of_a_name_of_a_concept_are_said(make_project, build, tmp_path):
    project = make_project(concept="id,name\narrest,arrest\n", concept__names=_NAMES)
    result = build(project, tmp_path / "dist", formats=("nt",))
    assert [str(finding) for finding in result.findings] == []
    concept = "https://data.example.org/concept/arrest"
    lines = (tmp_path / "dist" / "dataset.nt").read_text("utf-8").splitlines()
    said = {line.replace(concept, "").replace(_CRM, "").replace("https://data.example.org/", "") for line in lines}
    assert said >= {
        "<> <P1_is_identified_by> <#name-en-apprehension> .",
        "<> <P1_is_identified_by> <#name-en-detention> .",
        "<> <P1_is_identified_by> <#name-en-seizure> .",
        '<#name-en-apprehension> <P3_has_note> "said by lawyers"@en .',
        '<#name-en-apprehension> <P190_has_symbolic_content> "Apprehension" .',
        "<#name-en-detention> <P2_has_type> <concept/former-name> .",
        "<#name-en-seizure> <P16i_was_used_for> <#name-en-seizure-use> .",
        "<#name-en-seizure-use> <P4_has_time-span> <#name-en-seizure-timespan> .",
        '<#name-en-seizure-timespan> <P82_at_some_time_within> "1905"^^<http://id.loc.gov/datatypes/edtf/EDTF> .',
    }
    assert not any("#name-en-capture" in line or "#name-en>" in line for line in said)  # labels say all of these


def test_what_is_said_of_a_concept_of_another_vocabulary_and_left_out_is_told(make_project, build):
    project = make_project(
        concept="id,name,iri,source\narrest,arrest,http://vocab.getty.edu/aat/300404999,book\n"
        'trial,trial,http://vocab.getty.edu/aat/300404998,"book, p. 12"\n',
        concept__names=_NAMES,
        work="id,name\nbook,Book\n",
    )
    hint = "\n  hint: leave the value out, or describe a concept of your own, with 'exact_match' to the other one"
    assert [str(finding) for finding in build(project).findings] == [
        "concept.csv:3 column D 'source': the place in the work of 'Cited: book, p. 12' goes into no output: "
        f"concept/trial has an address in another vocabulary [unsaid-value]{hint}",
        "concept__names.csv:2 column C 'type': the kind of the name 'Detention' goes into no output: "
        f"concept/arrest has an address in another vocabulary [unsaid-value]{hint}",
        "concept__names.csv:3 column D 'date': the date of the name 'Seizure' goes into no output: "
        f"concept/arrest has an address in another vocabulary [unsaid-value]{hint}",
        "concept__names.csv:4 column E 'note': the remark on the name 'Apprehension' goes into no output: "
        f"concept/arrest has an address in another vocabulary [unsaid-value]{hint}",
    ]


def test_columns_of_which_the_profile_says_nothing_are_told(make_project, build):
    more = '[[tables]]\nkind = "person"\nfile = "more.jsonl"\n'
    names = "of,form,type\nanna,Anja,alias\n"
    project = make_project(more, person="id,name,nationality\nanna,Anna,Russian\n", person__names=names)
    lines = [{"id": "b", "name": "B"}, {"id": "c", "name": "C", "nationality": "French"}]
    lines.append({"id": "d", "name": "D", "nationality": "French", "names": [{"form": "DD", "note": "rare"}]})
    (project / "more.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    told = "; the values go into no output [unsaid-column]\n  hint: build with the profile 'both', "
    hint = f"{told}say it in a query of your own, or list the column under 'ignore' in sedova.toml"
    nested_hint = f"{told}or say it in a query of your own"
    assert [str(finding) for finding in build(project, profile="schema_org").findings] == [
        f"more.jsonl:2 column 'nationality': no query of the profile says 'nationality' of a person{nested_hint}",
        f"more.jsonl:3 column 'note': no query of the profile says 'note' of a person.names{nested_hint}",
        f"person.csv:1 column C 'nationality': no query of the profile says 'nationality' of a person{hint}",
        f"person__names.csv:1 column C 'type': no query of the profile says 'type' of a person.names{hint}",
    ]
    assert [str(finding) for finding in build(project, profile="both").findings] == []


def test_of_a_profile_of_ones_own_only_kinds_with_a_query_are_told(make_project, build):
    project = make_project(person="id,name,gender\nanna,Anna,female\n", place="id,name,latitude\na,A,\n")
    (project / "own").mkdir()
    query = "PREFIX rec: <https://w3id.org/sedova-lod/record#>\nPREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"
    query += "CONSTRUCT { ?p foaf:name ?name } WHERE { ?p a rec:Person . OPTIONAL { ?p rec:title ?name } }\n"
    (project / "own" / "person.rq").write_text(query, encoding="utf-8")
    result = build(project, profile=str(project / "own"), builtin_shapes=False)
    assert [str(finding) for finding in result.findings] == [
        "person.csv:1 column C 'gender': no query of the profile says 'gender' of a person; the values go into no "
        "output [unsaid-column]\n  hint: build with the profile 'both', say it in a query of your own, or list the "
        "column under 'ignore' in sedova.toml"
    ]
