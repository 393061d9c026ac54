"""Parquet files and SQLite databases as tables."""

import datetime
import decimal
import sqlite3
import sys

import pytest

from sedova_lod.errors import InputError, MissingExtraError
from sedova_lod.readers import Row, Withheld


@pytest.fixture
def database(files):
    connection = sqlite3.connect(files.root / "a.db")
    connection.executescript(
        "CREATE TABLE people (id TEXT, born INTEGER, height REAL, note TEXT);"
        "INSERT INTO people VALUES ('a', 1882, 1.65, ''), ('b', NULL, NULL, 'x');"
    )
    yield connection
    connection.close()


@pytest.fixture
def write_parquet(files):
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    return lambda columns: pq.write_table(pa.table(columns), files.root / "a.parquet")


def test_sqlite_table(files, database):
    database.commit()
    table = files.open("a.db")
    assert (table.info.format, table.info.sheet, table.info.header) == (
        "sqlite",
        "people",
        ("id", "born", "height", "note"),
    )
    assert list(table.rows()) == [Row(2, ("a", 1882, 1.65, None), 2), Row(3, ("b", None, None, "x"), 3)]


def test_sqlite_view_with_a_name_of_many_signs(files, database):
    database.execute('CREATE VIEW "my ""people""; --" AS SELECT id FROM people')
    database.commit()
    assert files.values("a.db", sheet='my "people"; --') == [("a",), ("b",)]


def test_sqlite_with_several_tables_needs_a_sheet(files, database):
    database.execute("CREATE TABLE places (id TEXT)")
    database.commit()
    with pytest.raises(InputError) as caught:
        files.open("a.db")
    assert str(caught.value) == (
        "a.db: the database has 2 tables\n  hint: name one of them as 'sheet': 'people', 'places'"
    )


def test_sqlite_table_that_is_not_there(files, database):
    database.commit()
    with pytest.raises(InputError) as caught:
        files.open("a.db", sheet="peple")
    assert str(caught.value) == "a.db: no table 'peple'\n  hint: did you mean 'people'?"


def test_sqlite_bytes_and_broken_text_are_findings(files, database):
    database.execute("INSERT INTO people VALUES ('c', 1, 1, x'ff00'), ('d', 1, 1, CAST(x'636166e9' AS TEXT))")
    database.commit()
    assert [finding.partition("\n")[0] for finding in files.findings("a.db")] == [
        "a.db[people]:4 column D 'note': row 4 of table 'people' has bytes that are no text [undecodable-bytes]",
        "a.db[people]:5 column D 'note': row 5 of table 'people' has bytes that are no text [undecodable-bytes]",
    ]
    assert files.numbers == [2, 3]


def test_sqlite_database_is_not_written_to(files, database):
    database.commit()
    database.close()
    before = sorted((path.name, path.read_bytes()) for path in files.root.iterdir())
    list(files.open("a.db").rows())
    assert sorted((path.name, path.read_bytes()) for path in files.root.iterdir()) == before


def test_file_that_is_no_database(files):
    with pytest.raises(InputError) as caught:
        files.open("a.db", "id,name\n")
    assert str(caught.value) == "a.db: the file is no SQLite database\n  hint: check its ending"


def test_parquet_values(files, write_parquet):
    day, moment = datetime.date(1882, 4, 5), datetime.datetime(1905, 5, 1, 13, 30)
    write_parquet(
        {
            "id": ["a", ""],
            "n": [1, None],
            "x": [1.5, None],
            "flag": [True, None],
            "day": [day, None],
            "moment": [moment, None],
            "price": [decimal.Decimal("5.50"), None],
            "at": [datetime.time(3, 4), None],
        }
    )
    table = files.open("a.parquet")
    assert list(table.rows()) == [Row(2, ("a", 1, 1.5, True, day, moment, "5.50", "03:04:00"), 2)]
    assert (table.info.header[:2], table.n_blank_rows) == (("id", "n"), 1)


def test_parquet_bytes_are_findings(files, write_parquet):
    write_parquet({"id": ["a", "b"], "raw": [None, b"\xff"]})
    assert files.findings("a.parquet") == [
        "a.parquet:3 column B 'raw': row 3 has bytes that are no text [undecodable-bytes]\n"
        "  hint: write the column as text"
    ]
    assert files.numbers == [2]


def test_parquet_numbers_of_single_precision_have_no_digits_that_nobody_wrote(files, write_parquet):
    import pyarrow as pa

    write_parquet({"id": ["a", "b"], "longitude": pa.array([33.4667, None], pa.float32())})
    assert files.values("a.parquet") == [("a", 33.4667), ("b", None)]


@pytest.mark.parametrize("sort", ["date32[day]", "timestamp[ms]"])
def test_parquet_days_of_years_that_python_does_not_have_are_texts(files, write_parquet, sort):
    import pyarrow as pa

    days = pa.array([-735_233, -80_000_000, None, 0], pa.int32()).cast(pa.date32())
    write_parquet({"id": ["a", "b", "c", "d"], "born": days.cast(sort)})
    assert files.values("a.parquet") == [
        ("a", "-0043-01-01"),
        ("b", "-217063-06-10"),
        ("c", None),
        ("d", "1970-01-01"),
    ]


def test_parquet_moments_to_the_nanosecond_are_read(files, write_parquet):
    import pyarrow as pa

    write_parquet({"id": ["a"], "born": pa.array([1_001], pa.timestamp("ns"))})
    assert files.values("a.parquet") == [("a", datetime.datetime(1970, 1, 1, 0, 0, 0, 1))]


def test_parquet_moments_of_an_unknown_time_zone_are_told_with_their_columns(files, write_parquet):
    import pyarrow as pa

    zones = {"seen": "Mars/Olympus", "born": "+03:00", "died": "+99:00", "made": "Europe/Moscow"}
    write_parquet({"id": ["a"], **{name: pa.array([0], pa.timestamp("ns", zone)) for name, zone in zones.items()}})
    with pytest.raises(InputError) as caught:
        files.open("a.parquet")
    hint = "  hint: write the column in UTC, in a zone such as 'Europe/Moscow', or as text"
    assert str(caught.value).splitlines() == [
        "a.parquet: the moments of column 'seen' are in the time zone 'Mars/Olympus', which is not known",
        hint,
        "a.parquet: the moments of column 'died' are in the time zone '+99:00', which is not known",
        hint,
    ]


def test_rows_with_bytes_are_withheld_with_their_other_cells(files, write_parquet, database):
    write_parquet({"id": ["a", "b"], "raw": [None, b"\xff"]})
    database.execute("INSERT INTO people VALUES ('c', 1, 1, x'ff00')")
    database.commit()
    withheld = []
    for name in ("a.parquet", "a.db"):
        table = files.open(name)
        table.on_withheld = withheld.append
        list(table.rows())
    assert withheld == [Withheld(3, ("b", None)), Withheld(4, ("c", 1, 1.0, None))]


def test_parquet_lists_are_refused(files, write_parquet):
    write_parquet({"id": ["a"], "names": [["x", "y"]]})
    with pytest.raises(InputError) as caught:
        files.open("a.parquet")
    assert str(caught.value) == (
        "a.parquet: columns that hold lists or structures are no cells: 'names'\n"
        "  hint: write several values as one text, divided by ';'"
    )


def test_parquet_without_its_package(files, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError) as caught:
        files.open("a.parquet", b"PAR1")
    assert str(caught.value) == (
        'Parquet files need a package that is not installed\n  hint: pip install "sedova-lod[parquet]"'
    )


def test_file_that_is_no_parquet_file(files):
    with pytest.raises(InputError) as caught:
        files.open("a.parquet", b"PAR1 and no more")
    assert str(caught.value) == "a.parquet: the file is damaged, or no Parquet file\n  hint: write it again"
