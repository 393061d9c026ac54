"""Whatever stands in the files: several workers and small pieces find, write and rebuild what one process does."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.errors import SedovaError
from sedova_lod.pipeline import building
from tests.conftest import DATASET
from tests.pipeline.other_ways import Apart, in_small_pieces

QUICK: dict[str, Any] = {"profile": "schema_org", "builtin_shapes": False, "keep_going": True}
_NAMES = ("Anna B", "Жан Ц", 'A "B" C', "Li\nne", "x, y", "a\r\nb", " Anna ", "#REF!", "Anna B", "Anna C")
_ODD = (
    b'"', b'""', b"\n", b"\r", b"\r\n", b"\n\n", b",", b";", b"\t", b"\0", b"\xff", b"\xc3", b"\xef\xbb\xbf", b" ",
    b'"x\ny"', b'"a,b"', b',"', b'",', b"\x0b", b"\x0c", b"\x1c", "\u2028".encode(), b"\x1a", b'"q" w', b"x" * 200,
)  # fmt: skip
_CODECS = ("utf-16", "cp1251", "latin-1", "utf-8-sig", "utf-16-le", "koi8-r")
_MADE_CONCEPTS = """[[tables]]
kind = "concept"
file = "t.csv"
distinct = true
[tables.fields]
id = "id"
name = "name"
"""


def _outcome(build: Callable[..., Any], root: Path, folder: Path, **options: Any) -> object:
    """Give all that a build tells and writes, or the error that ends it."""
    try:
        result = build(root, folder, **options)
    except SedovaError as error:
        return type(error), str(error)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return list(result.findings), result.tables, result.n_records, result.n_rejected, result.n_triples, files


def _odd_table(chance: random.Random) -> bytes:
    """Write a table of persons, and damage it a little."""
    rows = [["id", "name", "born", "note"]]
    for number in range(chance.choice((0, 1, 2, 10, 60))):
        key = chance.choice(("p1", "", "p 1")) if chance.random() < 0.03 else f"p{number}"
        name = chance.choice(_NAMES) if chance.random() < 0.5 else f"Person {number}"
        rows.append(
            [key, name, chance.choice(("1900", "", "31 Feb")), chance.choice(("", "n", "w" * 50, "two\n\nlines"))]
        )
    text = io.StringIO()
    line_end, delimiter = chance.choice(("\n", "\n", "\r\n", "\r")), chance.choice((",", ",", ";", "\t"))
    csv.writer(text, lineterminator=line_end, delimiter=delimiter).writerows(rows)
    data = bytearray(text.getvalue().encode())
    for _ in range(chance.choice((0, 1, 1, 2, 4))):
        at = chance.randrange(len(data) + 1)
        data[at : at + chance.choice((0, 0, 0, 20))] = chance.choice(_ODD)
    if chance.random() < 0.1:
        data = bytearray(bytes(data).decode("utf-8", "replace").encode(chance.choice(_CODECS), "replace"))
    return bytes(data).rstrip(b"\r\n") if chance.random() < 0.2 else bytes(data)


def _odd_tables_are_read_alike(seed: int, folder: Path, build: Callable[..., Any]) -> None:
    chance = random.Random(seed)
    root = folder / str(seed)
    root.mkdir()
    (root / "t.csv").write_bytes(_odd_table(chance))
    distinct = "distinct = true\n" if chance.random() < 0.2 else ""
    more = _MADE_CONCEPTS if chance.random() < 0.3 else ""
    (root / "sedova.toml").write_text(f'{DATASET}[[tables]]\nkind = "person"\nfile = "t.csv"\n{distinct}{more}')
    options = {**QUICK, "formats": ("nt",)}
    plain = _outcome(build, root, root / "plain", **options)
    stack, small = in_small_pieces(chance)
    with stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "open_engine", lambda *_: Apart(chance))
        assert _outcome(build, root, root / "apart", **options, **small) == plain


@pytest.mark.parametrize("first", range(0, 18, 6))
def test_odd_tables_are_read_alike_by_workers_in_small_pieces(first, tmp_path, build):
    for seed in range(first, first + 6):
        _odd_tables_are_read_alike(seed, tmp_path, build)


@pytest.mark.long
@pytest.mark.parametrize("first", range(1000, 1300, 50))
def test_many_odd_tables_are_read_alike_by_workers_in_small_pieces(first, tmp_path, build):
    for seed in range(first, first + 50):
        _odd_tables_are_read_alike(seed, tmp_path, build)


class _Nested:
    """Hold a project of nested files, with links and fields of its own, that is edited again and again."""

    def __init__(self, root: Path, chance: random.Random) -> None:
        self.root, self.chance = root, chance
        self.people = [self._person(number) for number in range(8)]
        self.objects = [[f"Thing {n}", str(n), "Grafik", f"190{n}", f"p{n}|p{n + 1}"] for n in range(6)]
        self.fields = {"id": '{ column = "Nr", prefix = "o" }', "name": '"Titel"', "created": '"Jahr"'}
        self.links: list[str] = []
        self.n_gaps = 0

    def _person(self, number: int) -> dict[str, Any]:
        chance = self.chance
        person: dict[str, Any] = {"id": f"p{number}", "name": chance.choice(("Anna Sedova", "Anna Sedov", "Lev S"))}
        possible: dict[str, Any] = {
            "born": chance.choice(("1882-04-05", {"date": "1881", "place": "c1"}, "31 Feb 1880", "1890")),
            "spouses": [f"p{chance.randrange(8)}"],
            "names": [chance.choice(("Nyura", "Njura")), {"form": "Anya", "language": chance.choice(("en", "ru"))}],
            "relations": [{"person": f"p{chance.randrange(9)}", "relation": "friend"}],
            "note": "two\nlines",
        }
        chosen = [item for item in possible.items() if chance.random() < 0.35]
        return {**person, **dict(chosen)}

    def edit(self) -> None:
        edits = (self._edit_person, self._edit_person, self._move, self._link, self._field, self._object)
        self.chance.choice(edits)()

    def _edit_person(self) -> None:
        place = self.chance.randrange(len(self.people))
        self.people[place] = self._person(place if self.chance.random() < 0.7 else self.chance.randrange(12))

    def _move(self) -> None:
        self.chance.shuffle(self.people)
        self.n_gaps = self.chance.randrange(3)

    def _link(self) -> None:
        who, item = self.chance.choice(("person/p1", "object/o1", "person/gone")), self.chance.randint(1, 4)
        row = f"d:{who}\tskos:exactMatch\twd:Q{item}\tsemapv:ManualMappingCuration\n"
        self.links = [*self.links, row] if self.chance.random() < 0.7 else self.links[1:]

    def _field(self) -> None:
        name, rule = self.chance.choice(
            (
                ("created", '{ column = "Jahr", calendar = "julian" }'),
                ("created", '{ column = "Jahr", empty = ["1900"] }'),
                ("creators", '{ column = "Wer", split = "|" }'),
                ("note", '{ constant = "Lent" }'),
                ("name@de", '"Titel"'),
                ("id", '{ column = "Nr", prefix = "x" }'),
            )
        )
        self.fields[name] = rule

    def _object(self) -> None:
        row = self.chance.choice(self.objects)
        row[self.chance.choice((0, 3, 4))] = self.chance.choice(("1901", "p1", "p2|p1", ""))

    def write(self) -> Path:
        self.root.mkdir(exist_ok=True)
        gap = "# what follows\n" * self.n_gaps
        people = (f"{gap}- {json.dumps(person, ensure_ascii=False)}\n" for person in self.people)
        (self.root / "people.yaml").write_text("".join(people), encoding="utf-8")
        (self.root / "places.csv").write_text("id,name,category\nc1,City,city\n")
        with (self.root / "objects.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows([["Titel", "Nr", "Art", "Jahr", "Wer"], *self.objects])
        (self.root / "links.sssom.tsv").write_text(
            "# curie_map:\n#   d: https://data.example.org/\n#   wd: http://www.wikidata.org/entity/\n"
            "#   skos: http://www.w3.org/2004/02/skos/core#\n#   semapv: https://w3id.org/semapv/vocab/\n"
            "subject_id\tpredicate_id\tobject_id\tmapping_justification\n" + "".join(self.links)
        )
        files = (("person", "people.yaml"), ("place", "places.csv"), ("object", "objects.csv"))
        sections = "".join(f'[[tables]]\nkind = "{kind}"\nfile = "{file}"\n' for kind, file in files)
        fields = "".join(f'"{name}" = {rule}\n' for name, rule in self.fields.items())
        (self.root / "sedova.toml").write_text(f"{DATASET}{sections}[tables.fields]\n{fields}")
        return self.root


def _nested_files_are_rebuilt(seed: int, n_steps: int, folder: Path, build: Callable[..., Any]) -> int:
    chance = random.Random(seed)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    project, kept = _Nested(folder / "project", chance), list[int]()

    def rebuild(*arguments: Any, **options: Any) -> Any:
        result = build(*arguments, **options)
        kept.append(result.n_kept)
        return result

    for _ in range(n_steps):
        root = project.write()
        full = _outcome(build, root, folder / "full", **QUICK, fresh=True)
        stack, small = in_small_pieces(chance)
        with stack, pytest.MonkeyPatch.context() as patch:
            if chance.random() < 0.6:
                patch.setattr(building, "open_engine", lambda *_: Apart(chance))
            assert _outcome(rebuild, root, folder / "dist", **QUICK, **small) == full
        project.edit()
    return sum(kept)


def test_nested_files_links_and_fields_are_rebuilt_as_they_are_built(tmp_path, build):
    assert sum(_nested_files_are_rebuilt(seed, 4, tmp_path / "a", build) for seed in range(2)) > 20


@pytest.mark.long
@pytest.mark.parametrize("first", range(100, 160, 10))
def test_many_nested_files_links_and_fields_are_rebuilt_as_they_are_built(first, tmp_path, build):
    for seed in range(first, first + 10):
        _nested_files_are_rebuilt(seed, 10, tmp_path / "a", build)
