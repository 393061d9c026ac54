"""A dump in parts: where parts end, what they hold, and that one at a time is open."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from sedova_lod.serializers import DumpParts, OutputFolder, SerializerSettings, open_serializer
from sedova_lod.settings import Split

SETTINGS = SerializerSettings("https://data.example.org/", license="https://example.org/licence")


@pytest.fixture
def write(tmp_path):
    """Write records of given kinds and sizes, in batches; give the bytes of each file."""

    def run(split, records, *, form="nt", n_in_batch=1000, ending="", is_header_once=True):
        with OutputFolder(tmp_path / f"dist{ending}") as folder:
            serializer = open_serializer(form, SETTINGS)
            parts = DumpParts(folder.create, serializer, split, ending, is_header_once=is_header_once)
            for start in range(0, len(records), n_in_batch):
                some = records[start : start + n_in_batch]
                data = b"".join(
                    mark.encode() * size for mark, (_kind, size) in zip("abcdefgh"[start:], some, strict=False)
                )
                parts.write(data, [kind for kind, _ in some], [size for _, size in some])
            parts.finish()
        names = [file.name for file in parts.written]
        assert sorted(names) == sorted(path.name for path in (tmp_path / f"dist{ending}").iterdir())
        return {name: (tmp_path / f"dist{ending}" / name).read_bytes() for name in names}

    return run


@pytest.mark.parametrize("n_in_batch", [1, 2, 3, 1000])
@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ([4, 4, 2, 1], ["aaaabbbbcc", "d"]),  # exactly full
        ([4, 4, 3], ["aaaabbbb", "ccc"]),  # the next one would not fit
        ([4, 11, 4], ["aaaa", "bbbbbbbbbbb", "cccc"]),  # larger by itself than a part
        ([11], ["aaaaaaaaaaa"]),
        ([0, 10, 0, 1], ["bbbbbbbbbb", "d"]),  # a record may have no triple
    ],
)
def test_a_part_ends_before_the_record_that_does_not_fit(sizes, expected, n_in_batch, write):
    found = write(Split("size", 10), [("person", size) for size in sizes], n_in_batch=n_in_batch)
    assert found == {f"part-{index:05}.nt": text.encode() for index, text in enumerate(expected, start=1)}


@pytest.mark.parametrize("n_in_batch", [1, 2, 3, 1000])
def test_each_kind_has_a_part_of_its_own(n_in_batch, write):
    records = [("event", 1), ("event", 2), ("person", 1), ("place", 1), ("place", 1)]
    assert write(Split("kind"), records, n_in_batch=n_in_batch) == {
        "dataset-event.nt": b"abb",
        "dataset-person.nt": b"c",
        "dataset-place.nt": b"de",
    }


def test_header_and_footer_stand_in_every_part_and_count(write):
    serializer = open_serializer("jsonld", SETTINGS)
    header, footer = serializer.header(), serializer.footer()
    most = len(header) + len(footer) + 5
    found = write(
        Split("size", most), [("person", 3), ("person", 2), ("person", 1)], form="jsonld", is_header_once=False
    )
    assert found == {
        "part-00001.jsonld": header + b"aaabb" + footer,
        "part-00002.jsonld": header + b"c" + footer,
    }


def test_what_n_quads_say_of_the_whole_stands_in_the_first_part(write):
    header = open_serializer("nq", SETTINGS).header()
    found = write(Split("kind"), [("person", 1), ("place", 1)], form="nq")
    assert found == {"dataset-person.nq": header + b"a", "dataset-place.nq": b"b"}


@pytest.mark.parametrize(
    ("split", "name"), [(Split("size", 10), "part-00001.jsonld"), (Split("kind"), "dataset.jsonld")]
)
def test_a_data_set_without_records_is_one_file(split, name, write):
    found = write(split, [], form="jsonld")
    assert list(found) == [name]
    assert json.loads(found[name])["@graph"] == [{"id": "https://data.example.org/"}]


def test_compression_does_not_move_the_ends(write):
    records = [("person", 4)] * 5
    plain = write(Split("size", 10), records)
    packed = write(Split("size", 10), records, ending=".zst")
    assert {name: zstandard.ZstdDecompressor().decompressobj().decompress(data) for name, data in packed.items()} == {
        f"{name}.zst": data for name, data in plain.items()
    }


def test_one_part_is_open_at_a_time(tmp_path):
    opened = []
    with OutputFolder(tmp_path / "dist") as folder:

        def create(name):
            assert all(file._stream.closed for file in opened)
            opened.append(folder.create(name))
            return opened[-1]

        parts = DumpParts(create, open_serializer("nt", SETTINGS), Split("size", 4), ".zst")
        parts.write(b"x" * 100, ["person"] * 50, [2] * 50)
        parts.finish()
    assert len(opened) == 25
    assert len({type(file._compressor).__name__ for file in opened}) == 1  # the memory of those of zstd is given back
    assert type(opened[0]._compressor).__name__ == "_Plain"
    assert parts.written[6].note == "Part 7 of 25. All parts together hold the data set."


def test_a_kind_that_comes_again_is_refused_rather_than_written_over(write):
    with pytest.raises(ValueError, match="records of the kind 'place' do not stand together"):
        write(Split("kind"), [("place", 1), ("person", 1), ("place", 1)])


@given(st.lists(st.integers(0, 30), max_size=40), st.integers(1, 60), st.lists(st.integers(1, 5), min_size=1))
def test_any_records_in_any_batches_fill_the_same_parts(sizes, most, batches):
    wanted: list[list[int]] = []
    for size in sizes:
        if not wanted or (wanted[-1] and sum(wanted[-1]) + size > most):
            wanted.append([])
        wanted[-1].append(size)
    with tempfile.TemporaryDirectory() as place, OutputFolder(Path(place) / "dist") as folder:
        parts = DumpParts(folder.create, open_serializer("nt", SETTINGS), Split("size", most))
        left, number = list(sizes), 0
        while left:
            some = left[: batches[number % len(batches)]]
            left, number = left[len(some) :], number + 1
            parts.write(b"x" * sum(some), ["person"] * len(some), some)
        parts.finish()
        assert [file.size_bytes for file in parts.written] == (list(map(sum, wanted)) or [0])
