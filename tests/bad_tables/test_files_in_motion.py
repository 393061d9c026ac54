"""Files that go, change or are closed to us while they are read: told in words, and nothing is written."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sedova_lod.cli.main import main
from sedova_lod.errors import InputError
from sedova_lod.pipeline import reading

SOUND = "id,name\nanna,Anna\nboris,Boris\n"


def _told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0), capsys.readouterr().err


def _after_opening(monkeypatch, act):
    whole = reading.open_table

    def open_table(root, spec):
        table = whole(root, spec)
        act(root / spec.file)
        return table

    monkeypatch.setattr(reading, "open_table", open_table)


def test_a_file_that_vanishes_before_it_is_read(make_project, tmp_path, monkeypatch, capsys):
    _after_opening(monkeypatch, Path.unlink)
    project = make_project(person=SOUND)
    told = _told(capsys, "build", str(project), "-o", str(tmp_path / "dist"))
    assert told == (2, "person.csv: cannot be read: No such file or directory\n")
    assert not (tmp_path / "dist").exists()


def test_a_file_that_vanishes_before_its_rejects_are_written(make_project, build, tmp_path, monkeypatch):
    from sedova_lod.pipeline import building

    project = make_project(person=SOUND + ",No Id\n")
    whole = building.write_rejects

    def write_rejects(*given):
        (project / "person.csv").unlink()
        whole(*given)

    monkeypatch.setattr(building, "write_rejects", write_rejects)
    with pytest.raises(InputError, match=r"no file 'person\.csv'"):
        build(project, tmp_path / "dist", keep_going=True)
    assert not (tmp_path / "dist").exists()


def test_a_row_that_is_still_being_written(make_project, build, monkeypatch):
    def grow(path: Path) -> None:
        with path.open("a", encoding="utf-8") as stream:
            stream.write("clara,Clara\nclar")

    _after_opening(monkeypatch, grow)
    assert [str(f) for f in build(make_project(person=SOUND)).findings] == [
        "person.csv:5: row 5 has 1 cell, but there are 2 headers [ragged-row]\n"
        "  hint: nothing stands for column B 'name' and what follows"
    ]


def test_a_file_that_we_may_not_read(make_project, capsys, monkeypatch):
    project = make_project(person=SOUND)
    if os.geteuid() == 0:  # root may read everything
        whole = Path.open

        def refuse(self, *given, **named):
            if self.name == "person.csv":
                raise PermissionError(13, "Permission denied")
            return whole(self, *given, **named)

        monkeypatch.setattr(Path, "open", refuse)
    else:
        (project / "person.csv").chmod(0)
    assert _told(capsys, "check", str(project)) == (2, "person.csv: cannot be read: Permission denied\n")
