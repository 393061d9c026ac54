"""Quick reading of rows gives what careful reading gives: the same nodes, references, findings and counts."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sedova_lod.records import KINDS, DataSetContext, RowReader, TableLayout
from sedova_lod.settings import FieldSpec

_TEXTS = st.sampled_from(
    [
        "",
        "Anna",
        " Anna ",
        "Анна",
        "a;b",
        "a\nb",
        "x\ufffd",
        "e\u0301",
        "a\u00a0",
        "a;a",
        ";",
        "n/a",
        "female",
        "Prague;Brno",
    ]
)
_IDS = st.sampled_from(
    ["a", "b-1", "Седова", "a b", ".x", "", " c ", "person/a", "group/g", "place/p#x", "a;b", "x" * 201]
)
_DATES = st.sampled_from(
    [
        "",
        "1882",
        "1882-04-05",
        "31 Feb 1929",
        "c. 1905",
        "5 May 1905",
        "1938/1937",
        " 1900 ",
        "9999",
        "?",
        "1917-11-07\n",
    ]
)
_ADDRESSES = st.sampled_from(
    ["", "https://example.org/a", "www.example.org", "urn:x", "http://a.org/ä", "https://example.org/a;https://b.org/"]
)
_NUMBERS = st.sampled_from(["", "1", "50.75", "-200", "x", "007"])
_WORDS = st.sampled_from(["", "artwork", "city", "scheme", "language", "nonsense", "julian", "unknown"])
_TYPED = st.sampled_from([None, 1, True, 1905.0, 1.5, datetime.date(1905, 5, 1)])
_CELL = _TEXTS | _IDS | _DATES | _ADDRESSES | _NUMBERS | _WORDS | _TYPED

_HEADERS = {
    "person": ("id", "name", "name@ru", "born", "born.place", "died.written", "born.calendar", "died.earliest",
               "died.latest", "born.written", "parents", "mother", "gender", "wikidata", "same_as", "identifier", "url",
               "note", "note@ru", "source"),
    "object": ("name", "id", "category", "creators", "created", "created.written", "medium", "type", "keeper", "url"),
    "place": ("id", "name", "latitude", "longitude", "part_of", "name.alias", "born"),
    "concept": ("id", "name", "category", "scheme", "broader", "iri", "description"),
    "event": ("id", "name", "date", "date.calendar", "place", "actors", "after", "duration"),
    "work": ("id", "name", "language", "published", "published.publisher", "published.source", "rights"),
    "quotation": ("id", "name", "speaker", "quoted_in", "locator", "text"),
    "claim": ("id", "name", "subject", "property", "value", "value.date", "date", "certainty", "hedge"),
}  # fmt: skip
_LIKELY = {
    "id": _IDS, "name": _TEXTS, "name@ru": _TEXTS, "born": _DATES, "created": _DATES, "date": _DATES, "url": _ADDRESSES,
    "value.date": _DATES, "published": _DATES, "died.earliest": _DATES, "died.latest": _DATES, "latitude": _NUMBERS,
    "longitude": _NUMBERS, "category": _WORDS, "wikidata": st.sampled_from(["", "Q5", "q5", "https://www.wikidata.org/wiki/Q5"]),
    "identifier": st.sampled_from(["", "A1", "wikidata", "T 1;T-1", "A1;B2"]), "subject": _IDS, "parents": _IDS,
}  # fmt: skip


def _context() -> DataSetContext:
    return DataSetContext(
        "https://example.org/",
        ("ru", "en"),
        unknown_before=2421639,
        own_iris={"a": "http://vocab.getty.edu/aat/1", "julian": "http://vocab.getty.edu/aat/2"},
        language_concepts=frozenset({"language-en", "language-ru"}),
        last_day=2500000,
    )


def _layout(kind: str, header: tuple[str, ...], fields: tuple[FieldSpec, ...] = ()) -> TableLayout:
    layout = TableLayout(3, KINDS[kind], None, "t.csv")
    list(layout.arrange(header, fields, ()))
    return layout


def _assert_same(layout: TableLayout, rows: list[tuple[object, ...]]) -> int:
    """Read rows in both ways, twice, so that memos are used; return how many were read quickly."""
    quick, careful = RowReader(layout, _context()), RowReader(layout, _context())
    careful.reads_quickly = False
    for number, row in enumerate((*rows, *rows), start=2):
        values = tuple(value if value != "" else None for value in row)
        assert quick.read_row(number, values) == careful.read_row(number, values)
    assert quick.findings == careful.findings
    assert quick.n_trimmed == careful.n_trimmed
    assert quick.context.used_concepts == careful.context.used_concepts
    return quick.n_quick


@settings(max_examples=150, deadline=None)
@given(data=st.data(), kind=st.sampled_from(sorted(_HEADERS)))
def test_quick_and_careful_reading_agree(data, kind):
    header = _HEADERS[kind]
    likely = st.tuples(*(_LIKELY.get(name, _CELL) | st.just("") for name in header))
    any_cells = st.tuples(*(_CELL for _ in header))
    rows = data.draw(st.lists(likely | any_cells, min_size=1, max_size=5))
    _assert_same(_layout(kind, header), rows)


_RULES = (
    FieldSpec("id", "number", prefix="m-"),
    FieldSpec("name", "title", language="en", empty=("untitled",)),
    FieldSpec("creators", "artist", prefix="person/t-", split="|"),
    FieldSpec("type", "class", is_slug=True, split="|"),
    FieldSpec("category", "sort", lookup={"picture": "artwork", "thing": "object", "odd": "art;work"}),
    FieldSpec("keeper", constant="group/museum"),
    FieldSpec("created", "year", calendar="julian"),
    FieldSpec("description", "year"),
    FieldSpec("url", "page", split=" "),
)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from(["1", "2", " 3", "4 5", ""]),
            st.sampled_from(["A", "untitled", "Ä", ""]),
            st.sampled_from(["7", "7|8", "7|", "", "a b"]),
            st.sampled_from(["On paper, unique", "painting|print", "!", ""]),
            st.sampled_from(["picture", "thing", "odd", "other", ""]),
            st.sampled_from(["1785", "c. 1785", "5 May 1785", "date not known", ""]),
            st.sampled_from(["http://a.org/x", "http://a.org/x http://b.org/", "a", ""]),
        ),
        min_size=1,
        max_size=6,
    )
)
def test_quick_and_careful_reading_agree_on_mapped_columns(rows):
    _assert_same(_layout("object", ("number", "title", "artist", "class", "sort", "year", "page"), _RULES), rows)


def test_plain_rows_are_read_quickly():
    layout = _layout("object", ("number", "title", "artist", "class", "sort", "year", "page"), _RULES)
    rows = [("1", "A", "7", "Painting", "picture", "1785", "http://a.org/x"), ("2", "B", "7", "", "", "", "")]
    assert _assert_same(layout, rows) == 4


@pytest.mark.parametrize("elsewhere", [(), (FieldSpec("description", "told", language="en"),)])
def test_wordings_without_a_date_are_told_in_both_ways(elsewhere):
    rules = (FieldSpec("id", "id"), FieldSpec("name", "name", language="en"), FieldSpec("created.earliest", "from"),
             FieldSpec("created.written", "told"), *elsewhere)  # fmt: skip
    layout = _layout("object", ("id", "name", "from", "told"), rules)
    rows = [("a", "A", "", "not known"), ("b", "B", "1900", "about 1900"), ("c", "C", "", "")]
    assert _assert_same(layout, rows) == 6


@pytest.mark.parametrize("header", [("id", "born"), ("id", "name", "name"), ("id", "name", "reason")])
def test_tables_that_need_all_care_are_never_read_quickly(header):
    layout = _layout("person", header)
    if header == ("id", "name", "name"):
        layout.columns = (*layout.columns, layout.columns[1])
    assert _assert_same(layout, [("a", "Anna", "x")]) == 0


def test_a_constant_that_needs_all_care_gives_no_warning_of_python():
    rules = (*_RULES, FieldSpec("created.source", constant="spartacus"))
    layout = _layout("object", ("number", "title", "artist", "class", "sort", "year", "page"), rules)
    assert _assert_same(layout, [("1", "A", "7", "Painting", "picture", "1785", "http://a.org/x")]) == 0
