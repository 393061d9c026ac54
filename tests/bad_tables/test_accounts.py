"""Every row that was read is mapped, rejected or without content; what is rejected can be mended and read again."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest

DIRTY = {
    "person": "id,name,born\nanna,Anna,1882\n,No Id,1882\nb d,Bad Id,\nbell,B\x07ell,\nragged,Ragged\n"
    'quote,"Quo"te,1890\nfrida,Frida,Berg,1901\nlost,Lost,1900\ngood,Good,31 Feb 1929\n',
    "person__memberships": "of,group\nnobody,party\nanna,party\n,party\nlost,nowhere\nragged,party\n",
    "group": "id,name,part_of\nparty,Party,\nclub,Club,party\n",
}


def _rejects(folder: Path) -> dict[str, str]:
    found = sorted((folder / "rejects").iterdir())
    return {path.name: path.read_bytes().decode("utf-8", "surrogateescape") for path in found}


@pytest.mark.parametrize("tables", [DIRTY, {"person": "id,name\na,Anna\nb,Berta\n"}])
def test_rows_read_are_rows_mapped_and_rows_rejected(tables, make_project, build, tmp_path):
    result = build(make_project(**tables), tmp_path / "dist", keep_going=True)
    for (name, text), count in zip(tables.items(), result.tables, strict=False):
        assert count.file.startswith(name)
        assert count.n_read == len(text.splitlines()) - 1
        assert count.n_read == count.n_mapped + count.n_rejected + count.n_idle


def test_summary_says_what_became_of_the_rows(make_project, tmp_path, capsys):
    from sedova_lod.cli.main import main

    with pytest.raises(SystemExit) as ended:
        main(["build", str(make_project(**DIRTY)), "-o", str(tmp_path / "dist"), "--keep-going"])
    assert ended.value.code == 1
    told = [line.strip() for line in capsys.readouterr().err.splitlines()]
    assert "read 16 rows of 3 tables" in told
    assert "person.csv: 9 rows (csv, utf-8, comma): 1 mapped, 8 rejected" in told
    assert "person__memberships.csv: 5 rows (csv, utf-8, comma): 1 mapped, 4 rejected" in told
    assert "group.csv: 2 rows (csv, utf-8, comma): 2 mapped" in told


def test_values_of_columns_left_out_are_counted(make_project, build, tmp_path):
    fields = '[tables.fields]\nid = "id"\nname = "name"\n'
    project = make_project(fields, person="id,name,shelf\na,Anna,A 1\nb,Berta,\nc,Clara,C 3\n")
    (count,) = build(project, tmp_path / "dist").tables
    assert (count.n_values, count.n_left_out) == (8, 2)


def test_rows_that_could_not_be_read_stand_in_the_rejects_as_they_are(make_project, build, tmp_path):
    build(make_project(**DIRTY), tmp_path / "dist", keep_going=True)
    assert _rejects(tmp_path / "dist")["01-person.txt"] == (
        'id,name,born\nragged,Ragged\nquote,"Quo"te,1890\nfrida,Frida,Berg,1901\n'
    )


def test_a_row_that_could_not_be_read_is_known_to_references(make_project, build, tmp_path):
    result = build(make_project(**DIRTY), tmp_path / "dist", keep_going=True)
    about = [str(f) for f in result.findings if f.where.file == "person__memberships.csv" and f.where.row == 6]
    assert about == []
    tables = {"person": "id,name,spouses\nanna,Anna,berta\nberta,Berta\n"}
    found = build(make_project(**tables), tmp_path / "two", keep_going=True).findings
    assert [str(f) for f in found] == [
        "person.csv:2 column C 'spouses': person/berta was set aside, so the reference to it is left out"
        " [set-aside-reference]\n  hint: mend the record referred to",
        "person.csv:3: row 3 has 2 cells, but there are 3 headers [ragged-row]\n"
        "  hint: nothing stands for column C 'spouses' and what follows",
    ]


def test_bytes_of_a_damaged_row_are_kept(make_project, build, tmp_path):
    project = make_project(person="id,name\n")
    good = "".join(f"p{i},Zoë Müller {i}\n" for i in range(20)).encode()
    (project / "person.csv").write_bytes(b"id,name\n" + good + b"zoe,Zo\xeb\n")
    build(project, tmp_path / "dist", keep_going=True)
    assert (tmp_path / "dist" / "rejects" / "01-person.txt").read_bytes() == b"id,name\nzoe,Zo\xeb\n"


def test_rejected_lines_of_a_jsonl_file_are_kept(make_project, build, tmp_path):
    project = make_project('[[tables]]\nkind = "person"\nfile = "p.jsonl"\n')
    (project / "p.jsonl").write_text('{"id": "a", "name": "Anna"}\n{"id": "b", "name": \n', "utf-8")
    (count,) = build(project, tmp_path / "dist", keep_going=True).tables
    assert _rejects(tmp_path / "dist") == {"01-p.txt": '{"id": "b", "name": \n'}
    assert (count.n_read, count.n_mapped, count.n_rejected) == (2, 1, 1)


def test_a_broken_letter_of_a_jsonl_file_stands_in_the_rejects_as_it_was(make_project, build, tmp_path):
    project = make_project('[[tables]]\nkind = "person"\nfile = "p.jsonl"\n')
    (project / "p.jsonl").write_text('{"id": "a", "name": "\\ud800"}\n', "utf-8")
    build(project, tmp_path / "dist", keep_going=True)
    assert _rejects(tmp_path / "dist") == {
        "01-p.jsonl": '{"id": "a", "name": "\\ud800", '
        '"reason": "the text has a character that no text may hold: U+D800 at position 1"}\n'
    }


def test_rows_of_a_workbook_that_are_not_certain_stand_in_the_rejects(make_project, build, tmp_path):
    project = make_project('[[tables]]\nkind = "person"\nfile = "p.xlsx"\n')
    book = openpyxl.Workbook()
    for row in (["id", "name", "born"], ["a", "Anna", "=1+1"], ["b", "Berta", 1900]):
        book.active.append(row)
    book.save(project / "p.xlsx")
    (count,) = build(project, tmp_path / "dist", keep_going=True).tables
    assert (count.n_read, count.n_mapped, count.n_rejected) == (2, 1, 1)
    (text,) = _rejects(tmp_path / "dist").values()
    (row,) = csv.DictReader(text.splitlines())
    assert (row["id"], row["name"], row["reason"]) == ("a", "Anna", "cell C2 holds a formula that was not computed")


FORMULAS = ['=HYPERLINK("http://evil.example";"x")', "+1+cmd", "@SUM(A1)", "'=1", "-2+3", "\t=1", "'tis", "-99.5"]


def test_formulas_in_rejects_are_inert_and_come_back_as_they_were(make_project, build, tmp_path):
    header = "id,name,born\n"
    rows = [[f"p{i}", text, "31 Feb 1929"] for i, text in enumerate(FORMULAS)]
    project = make_project(person=header)
    with (project / "person.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)
    build(project, tmp_path / "dist", keep_going=True)
    text = _rejects(tmp_path / "dist")["01-person.csv"]
    cells = [row["name"] for row in csv.DictReader(text.splitlines())]
    assert [cell for cell in cells if cell[0] in "=+-@\t\r"] == ["-99.5"]
    (project / "person.csv").write_text(text.replace("31 Feb 1929", "1929"), "utf-8")
    again = build(project, tmp_path / "again")
    assert {finding.code for finding in again.findings} == {"formula-text"}
    written = (tmp_path / "again" / "dataset.nt").read_text("utf-8")
    for formula in FORMULAS:
        assert '"{}"@en'.format(formula.strip().replace('"', '\\"')) in written


def test_a_formula_and_html_in_a_label_are_text_in_the_output(make_project, build, tmp_path):
    people = 'id,name\na,"=HYPERLINK(""http://x.example"")"\nb,<script>alert(1)</script>\n'
    build(make_project(person=people), tmp_path / "dist")
    written = (tmp_path / "dist" / "dataset.nt").read_text("utf-8")
    assert '"=HYPERLINK(\\"http://x.example\\")"@en' in written
    assert '"<script>alert(1)</script>"@en' in written


def test_faults_in_mended_rejects_go_to_rejects_with_one_reason(make_project, build, tmp_path):
    project = make_project(person="id,name,born,reason\na,'=1+1,31 Feb 1929,an earlier reason\n")
    build(project, tmp_path / "dist", keep_going=True)
    (row,) = csv.DictReader(_rejects(tmp_path / "dist")["01-person.csv"].splitlines())
    assert row == {
        "id": "a",
        "name": "'=1+1",
        "born": "31 Feb 1929",
        "reason": "'31 Feb 1929' is not a date: February 1929 has 28 days",
    }
