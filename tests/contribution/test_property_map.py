"""The property map: its faults, told with their lines, and the properties that come with the tool."""

from __future__ import annotations

from pathlib import Path

import pytest

from sedova_lod.contribution import bundled_map_text, load_property_map
from sedova_lod.contribution.property_map import field_types, read_property_map
from sedova_lod.errors import InputError, ProjectError
from sedova_lod.namespaces import AUTHORITIES

HEAD = "kind,field,property,datatype,values,inverse,only,words,claims,label\n"

# Datatypes as Wikidata states them at each property, looked up on 2026-11-27.
DATATYPES = {
    "wikibase-item": "P19 P20 P21 P22 P25 P26 P31 P39 P40 P50 P69 P106 P123 P159 P170 P180 P195 P248 P276 P291 P361 "
    "P407 P451 P463 P527 P551 P629 P710 P921 P1196 P1310 P1344 P1480 P1817 P3373 P3680 P5102 P8810",
    "time": "P569 P570 P571 P576 P577 P580 P582 P585 P813 P1319 P1326",
    "external-id": "P213 P214 P227 P244 P245 P268 P269 P496 P1014 P1566 P1667 P6782",
    "string": "P304 P478 P792 P958 P7416 P7421",
    "url": "P854",
    "quantity": "P2047",
    "globe-coordinate": "P625",
}


def faults(*rows: str, head: str = HEAD) -> str:
    with pytest.raises(ProjectError) as caught:
        read_property_map(head + "".join(f"{row}\n" for row in rows), "map.csv")
    return str(caught.value)


def test_datatypes_of_the_properties_that_come_with_the_tool() -> None:
    known = {pid: datatype for datatype, pids in DATATYPES.items() for pid in pids.split()}
    map_ = load_property_map()
    assert {row.property: row.datatype for row in map_.rows} == known
    assert {row.inverse for row in map_.rows if row.inverse} <= known.keys()


def test_every_property_has_a_name() -> None:
    map_ = load_property_map()
    named = {row.property for row in map_.rows} | {row.inverse for row in map_.rows if row.inverse}
    assert [pid for pid in named if not map_.label(pid)] == []


def test_identifiers_are_those_of_the_authorities() -> None:
    map_ = load_property_map()
    known = {one.scheme: one.property for one in AUTHORITIES.values() if one.property}
    assert {row.field: row.property for row in map_.rows if row.kind == "identifier"} == known


def test_the_bundled_map_is_read_like_a_users_own(tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_text(bundled_map_text(), encoding="utf-8-sig")
    assert load_property_map(tmp_path / "map.csv", "map.csv").rows == load_property_map().rows


def test_a_map_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_property_map(tmp_path / "map.csv", "map.csv")
    assert str(caught.value) == (
        "map.csv: the property map cannot be read: No such file or directory\n"
        "  hint: write one with: sedova-lod propose --show-map > property_map.csv"
    )


def test_a_map_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "map.csv").write_bytes(HEAD.encode() + "person,born,P569,time,one,,,,,né\n".encode("latin-1"))
    with pytest.raises(InputError) as caught:
        load_property_map(tmp_path / "map.csv", "map.csv")
    assert str(caught.value) == "map.csv: bytes that are no UTF-8\n  hint: save the file as UTF-8"


def test_all_faults_are_told_at_once() -> None:
    assert faults(
        "persn,born,P569,time,one",
        "person,borm,P569,time,one",
        "person,born,Q569,time,one",
        "person,born,P569,date,one",
        "person,born,P569,time,two",
        "person,born,P569,string,one",
        "person,father,P22,wikibase-item,one,40",
        "person,gender,P21,wikibase-item,one,,,female=6581072",
        "reference,page number,P304,string",
        "person,died,P570,time,one,,,,,date of death, or so",
    ) == (
        "map.csv:2: there is no kind of record 'persn'\n  hint: did you mean 'person'?\n"
        "map.csv:3: a person has no field 'borm' that can be proposed\n  hint: did you mean 'born'?\n"
        "map.csv:4: 'Q569' is no property\n  hint: write P and a number, such as P569\n"
        "map.csv:5: 'date' is no datatype\n"
        "  hint: use one of: wikibase-item, time, string, external-id, url, monolingualtext, quantity, "
        "globe-coordinate\n"
        "map.csv:6: 'two' is neither 'one' nor 'many'\n  hint: write how many values an item may have\n"
        "map.csv:7: 'born' cannot be a value of datatype 'string'\n  hint: use time\n"
        "map.csv:8: '40' is no property\n  hint: write P and a number, such as P569\n"
        "map.csv:9: '6581072' is no item\n  hint: write it like female=Q6581072\n"
        "map.csv:10: there is no reference 'page number'\n"
        "  hint: use one of: stated_in, url, retrieved, page, line, folio, chapter, volume, section\n"
        "map.csv:11: the row has more cells than the header\n  hint: put a text with a comma in quotation marks"
    )


def test_rows_that_say_the_same() -> None:
    assert faults("person,born,P569,time,one", "person,born,P569,time,one") == (
        "map.csv:3: the row says the same as row 2\n  hint: delete one of them"
    )


def test_columns_that_are_missing_or_unknown() -> None:
    assert faults(head="kind,feild,property,datatype\n") == (
        "map.csv:1: the table has no column 'field'\n"
        "  hint: its columns are: kind, field, property, datatype, values, inverse, only, words, claims, label\n"
        "map.csv:1: unknown column 'feild'\n  hint: did you mean 'field'?"
    )


def test_rows_without_a_word_are_passed_over() -> None:
    assert len(read_property_map(f"{HEAD},,,,,,,,,\nperson,born,P569,time,one,,,,,\n", "map.csv").rows) == 1


def test_names_are_no_statements() -> None:
    assert not {"id", "name", "name.alias", "description", "wikidata"} & field_types("person").keys()
    assert field_types("place")["coordinates"] == ("globe-coordinate",)
