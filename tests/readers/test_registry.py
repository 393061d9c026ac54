"""Files are opened by their ending, by our readers or a plugin's, and only inside the project folder."""

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from sedova_lod.errors import InputError
from sedova_lod.readers import READER_GROUP, TableInfo, registry
from sedova_lod.readers.tables import FlatTable


def open_marc(path, spec):
    """Stand for a plugin's reader."""
    return FlatTable(TableInfo(spec.file, format="marc"), lambda findings: iter(()))


@pytest.fixture
def plugin(monkeypatch):
    def install(name, value):
        found = EntryPoint(name, value, READER_GROUP)
        monkeypatch.setattr(registry, "entry_points", lambda group: [found])

    return install


def _refusal(files, name, content=None):
    with pytest.raises(InputError) as caught:
        files.open(name, content)
    return str(caught.value)


def test_missing_file_names_the_nearest(files):
    files.write("people.csv", "id\n")
    assert _refusal(files, "peple.csv") == "peple.csv: no file 'peple.csv'\n  hint: did you mean 'people.csv'?"


def test_folder_is_no_table(files):
    (files.root / "a.csv").mkdir()
    assert _refusal(files, "a.csv") == (
        "a.csv: 'a.csv' is a folder\n  hint: name a file in it, or a pattern such as 'a.csv/*.yaml'"
    )


def test_file_outside_the_folder(files):
    assert _refusal(files, "../a.csv") == (
        "../a.csv: '../a.csv' lies outside the project folder\n  hint: move the file into the project folder"
    )


def test_file_that_may_not_be_read(files, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("sedova_lod.readers.csv_table.detect_encoding", refuse)
    assert _refusal(files, "a.csv", "id\n") == "a.csv: cannot be read: Permission denied"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.xls", "no reader for files '.xls'\n  hint: save it as .xlsx"),
        ("a.json", "no reader for files '.json'\n  hint: write one record a line and call the file .jsonl"),
        ("a.cvs", "no reader for files '.cvs'\n  hint: did you mean '.csv'?"),
    ],
)
def test_unknown_ending(files, name, expected):
    assert _refusal(files, name, "") == f"{name}: {expected}"


def test_file_without_an_ending_lists_what_can_be_read(files):
    message = _refusal(files, "table", "")
    assert message.startswith("table: the file has no ending that tells its format\n  hint: these can be read: csv, ")


def test_ending_may_be_in_capitals(files):
    assert files.values("A.CSV", "id\n1\n") == [("1",)]


def test_plugin_reads_its_ending(files, plugin):
    plugin("mrc", f"{__name__}:open_marc")
    sys.modules[__name__].open_marc = open_marc
    assert "mrc" in registry.reader_names()


def test_plugin_is_called_with_the_path(files, monkeypatch):
    class Plugin:
        name, value = "mrc", "plugin:open"

        def load(self):
            return open_marc

    monkeypatch.setattr(registry, "entry_points", lambda group: [Plugin()])
    assert files.open("a.mrc", "x").info == TableInfo("a.mrc", format="marc")


def test_plugin_that_cannot_be_loaded(files, plugin):
    plugin("mrc", "no_such_package:open")
    assert _refusal(files, "a.mrc", "x") == (
        "a.mrc: the reader for '.mrc' files (no_such_package:open) cannot be loaded: "
        "No module named 'no_such_package'\n"
        "  hint: update or remove the package that brings it"
    )


def test_plugin_does_not_replace_our_reader(files, plugin):
    plugin("csv", "no_such_package:open")
    assert files.values("a.csv", "id\n1\n") == [("1",)]


def test_heavy_packages_are_loaded_only_when_needed():
    code = (
        "import sys, sedova_lod.readers, sedova_lod.settings; "
        "print([m for m in ('python_calamine', 'yaml', 'pyarrow', 'charset_normalizer', 'sqlite3', 'langcodes',"
        " 'openpyxl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
