"""Every date can be read, in the calendar that the project file states."""

import datetime
import tomllib

import pytest

from sedova_lod.dates import Calendar, DateFault, parse_date
from sedova_lod.records.model import FieldType

from .conftest import DATA
from .test_records import _column

_CALENDARS = {"julian": Calendar.JULIAN, "gregorian": Calendar.GREGORIAN, "unknown": Calendar.NOT_STATED}


@pytest.fixture(scope="module")
def unknown_before() -> int:
    settings = tomllib.loads((DATA / "sedova.toml").read_text(encoding="utf-8"))
    day = datetime.date.fromisoformat(settings["dataset"]["calendar"].removeprefix("unknown before "))
    return day.toordinal() + 1721425


def _dates(dataset):
    for kind, rows in dataset.rows.items():
        for row in rows:
            for column, text in row.items():
                found = _column(kind, column)
                if text and found.field.type is FieldType.DATE and not found.companion:
                    yield f"{kind}/{row.get('id') or row['of']} '{column}'", text, row.get(f"{column}.calendar", "")


def _read(text, calendar, unknown_before):
    return parse_date(text, calendar=_CALENDARS[calendar] if calendar else None, unknown_before=unknown_before)


def test_every_date_is_read(dataset, unknown_before):
    faults = []
    for where, text, calendar in _dates(dataset):
        try:
            _read(text, calendar, unknown_before)
        except DateFault as fault:
            faults.append(f"{where}: {fault}")
    assert faults == []


def test_calendar_columns_name_a_calendar(dataset):
    cells = [cell for cell in dataset.cells if cell.column.endswith(".calendar")]
    assert [str(cell) for cell in cells if cell.text not in _CALENDARS] == []


def test_a_calendar_is_only_stated_where_it_changes_the_date(dataset, unknown_before):
    plain = [
        where
        for where, text, calendar in _dates(dataset)
        if calendar and _read(text, "", unknown_before).calendar is Calendar.GREGORIAN
    ]
    assert plain == []


def test_sedova_was_born_in_a_calendar_not_stated(dataset, unknown_before):
    row = dataset.record("person", "natalia-sedova")
    date = _read(row["born"], row.get("born.calendar", ""), unknown_before)
    assert (date.earliest_xsd[:10], date.latest_xsd[:10]) == ("1882-04-05", "1882-04-17")


def test_the_soviet_government_was_formed_on_8_november_in_the_new_calendar(dataset, unknown_before):
    row = dataset.record("event", "formation-of-the-council")
    assert _read(row["date"], row["date.calendar"], unknown_before).earliest_xsd[:10] == "1917-11-08"


@pytest.mark.parametrize(
    ("kind", "record_id", "column"),
    [
        ("person", "lev-sedov", "died.type"),
        ("person", "sergei-sedov", "died"),
        ("person", "ignace-reiss", "died"),
        ("event", "murder-of-reiss", "date"),
        ("event", "first-meeting", "place"),
        ("event", "france-soir-interview-given", "date"),
        ("event", "complaint-to-france-soir", "date"),
        ("work", "france-soir-interview", "published"),
        ("work", "france-soir-complaint", "created"),
    ],
)
def test_what_is_disputed_is_not_asserted(dataset, kind, record_id, column):
    assert not dataset.record(kind, record_id).get(column)
