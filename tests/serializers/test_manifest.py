"""The manifest: files, counts and versions in one order."""

from __future__ import annotations

import json
import unicodedata

import pytest

from sedova_lod.serializers import Tally, WrittenFile, byte_versions, content_type, write_manifest


def test_files_stand_by_name_with_what_is_known_of_them(sedova):
    tally = Tally()
    tally.add(sedova)
    files = [WrittenFile("void.ttl", 3, "cc"), WrittenFile("dataset.nt.gz", 2, "bb"), WrittenFile("a.bin", 1, "aa")]
    assert json.loads(write_manifest(files, tally, {"sedova-lod": "0.1.0"})) == {
        "files": [
            {"name": "a.bin", "sha256": "aa", "size_bytes": 1},
            {
                "compression": "application/gzip",
                "media_type": "application/n-triples",
                "name": "dataset.nt.gz",
                "sha256": "bb",
                "size_bytes": 2,
            },
            {"media_type": "text/turtle", "name": "void.ttl", "sha256": "cc", "size_bytes": 3},
        ],
        "records": {"person": 1},
        "triples": 24,
        "versions": {"sedova-lod": "0.1.0"},
    }


def test_the_order_in_which_things_were_counted_does_not_show(sedova, romny):
    files = [WrittenFile("b", 1, "b"), WrittenFile("a", 1, "a")]
    tallies = [Tally(), Tally()]
    for tally, records in zip(tallies, ((sedova, romny), (romny, sedova)), strict=True):
        for record in records:
            tally.add(record)
    one = write_manifest(files, tallies[0], {"a": "1", "b": "2"})
    assert one == write_manifest(files[::-1], tallies[1], {"b": "2", "a": "1"})


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("dataset.jsonld.zst", ("application/ld+json", "application/zstd")),
        ("rejects/people.csv", ("text/csv", "")),
        ("LICENSE", ("", "")),
    ],
)
def test_names_tell_what_files_hold(name, found):
    assert content_type(name) == found


@pytest.mark.parametrize(
    ("names", "extra"), [(["a.nt"], set()), (["a.nt.gz"], {"zlib"}), (["a.gz", "a.zst"], {"zlib", "zstandard"})]
)
def test_versions_are_of_what_decides_about_the_bytes(names, extra):
    found = byte_versions("0.1.0", names)
    assert set(found) == {"sedova-lod", "unicode"} | extra
    assert (found["sedova-lod"], found["unicode"]) == ("0.1.0", unicodedata.unidata_version)
