"""What is written for QuickStatements is read as it was meant, by a grammar of the documented syntax."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sedova_lod.contribution import (
    Dialect,
    Rank,
    Reference,
    Snak,
    Statement,
    Term,
    TermKind,
    write_csv_files,
    write_quickstatements,
)
from sedova_lod.contribution.commands import (
    AddStatement,
    Command,
    CreateItem,
    RemoveById,
    RemoveStatement,
    RemoveTerm,
    SetTerm,
)
from sedova_lod.contribution.quickstatements import text_fault
from sedova_lod.contribution.values import (
    Coordinates,
    ItemValue,
    LanguageText,
    NotKnown,
    Quantity,
    TextValue,
    TimeValue,
    Value,
)
from sedova_lod.dates import Calendar
from tests.contribution.quickstatements_grammar import Read, read_commands, read_csv
from tests.contribution.thousand import thousand_statements
from tests.contribution.values import WORDS, items, pids, statements, terms, values

LETTERS = {TermKind.LABEL: "L", TermKind.DESCRIPTION: "D", TermKind.ALIAS: "A"}
dialects = st.sampled_from(Dialect)


def meaning(value: Value) -> tuple[Any, ...]:
    """Say what a value means, in the terms of the grammar."""
    if isinstance(value, ItemValue):
        return ("item", value.id)
    if isinstance(value, TextValue):
        return ("string", value.text)
    if isinstance(value, LanguageText):
        return ("text", value.language, value.text)
    if isinstance(value, TimeValue):
        year = value.year if value.year > 0 else value.year - 1
        calendar = "J" if value.calendar is Calendar.JULIAN else "G"
        return ("time", year, value.month, value.day, value.precision, calendar)
    if isinstance(value, Coordinates):
        return ("point", value.latitude, value.longitude, value.precision)
    if isinstance(value, Quantity):
        return ("number", value.amount, value.lower, value.upper, value.unit[1:])
    assert isinstance(value, NotKnown)
    return ("novalue" if value.is_none else "somevalue",)


def meant(command: Command) -> Read:
    """Say what a command means."""
    if isinstance(command, CreateItem):
        return Read("create")
    if isinstance(command, RemoveById):
        return Read("remove by id", value=command.id)
    if isinstance(command, SetTerm):
        term = command.term
        return Read("term", command.item, LETTERS[term.kind] + term.language, term.text)
    if isinstance(command, RemoveTerm):
        term = command.term
        column = LETTERS[term.kind] + term.language
        if term.kind is TermKind.ALIAS:
            return Read("remove term", command.item, column, term.text)
        return Read("term", command.item, column, "")
    if isinstance(command, RemoveStatement):
        return Read("remove", command.item, command.property, meaning(command.value))
    statement = command.statement
    return Read(
        "statement",
        command.item,
        statement.property,
        meaning(statement.value),
        tuple((snak.property, meaning(snak.value)) for snak in statement.qualifiers),
        tuple(tuple((s.property, meaning(s.value)) for s in one.snaks) for one in statement.references),
        statement.rank.value,
        command.is_beside,
    )


def joined(read: list[Read]) -> list[Read]:
    """Put further references, which the classic version takes in lines of their own, to their statement."""
    found: list[Read] = []
    for one in read:
        known = found[-1] if found else None
        is_more = one.what == "statement" and one.references and not one.qualifiers and not one.is_new
        if is_more and known and (known.what, known.item, known.column, known.value) == (
            "statement", one.item, one.column, one.value,
        ):  # fmt: skip
            found[-1] = Read(
                known.what, known.item, known.column, known.value, known.qualifiers,
                (*known.references, *one.references), known.rank, known.is_new,
            )  # fmt: skip
        else:
            found.append(one)
    return found


qids = items.map(lambda item: item.id)
commands = st.one_of(
    st.builds(SetTerm, qids, terms),
    st.builds(AddStatement, qids, statements, st.booleans()),
    st.builds(AddStatement, qids, statements),
    st.builds(RemoveStatement, qids, pids, values),
    st.builds(RemoveTerm, qids, terms),
    st.builds(RemoveById, qids.map(lambda qid: f"{qid}$0a1b2c3d-1111-2222-3333-444455556666")),
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(command=commands, dialect=dialects)
def test_what_is_written_is_read_as_it_was_meant(command: Command, dialect: Dialect) -> None:
    written = write_quickstatements([command], dialect)
    if written.refused:
        assert all(one.reason for one in written.refused)
        return
    assert joined(read_commands(written.text, dialect.value)) == [meant(command)]


@pytest.mark.slow
@settings(max_examples=80, suppress_health_check=[HealthCheck.too_slow])
@given(several=st.lists(commands, min_size=2, max_size=12), dialect=dialects)
def test_commands_do_not_disturb_each_other(several: list[Command], dialect: Dialect) -> None:
    one_by_one = [write_quickstatements([command], dialect) for command in several]
    together = write_quickstatements(several, dialect)
    assert together.text == "".join(one.text for one in one_by_one)
    assert len(together.refused) == sum(len(one.refused) for one in one_by_one)
    apart = [read for one in one_by_one for read in read_commands(one.text, dialect.value)]
    assert read_commands(together.text, dialect.value) == apart


@settings(max_examples=200)
@given(text=WORDS, dialect=dialects, other=WORDS)
def test_a_text_is_refused_or_read_as_it_stands(text: str, dialect: Dialect, other: str) -> None:
    said = [SetTerm("Q1", Term(TermKind.LABEL, "en", one)) for one in (text, other) if not text_fault(one, dialect)]
    written = write_quickstatements(said, dialect)
    assert (written.refused, read_commands(written.text, dialect.value)) == ((), [meant(one) for one in said])


def test_a_thousand_statements_are_read_as_they_were_meant() -> None:
    """The same thousand on every machine, and in both versions; none of them is refused."""
    for dialect in Dialect:
        said = [AddStatement(item, statement) for item, statement in thousand_statements(ranked=dialect.value == "qs3")]
        written = write_quickstatements(said, dialect)
        assert written.refused == ()
        assert joined(read_commands(written.text, dialect.value)) == [meant(command) for command in said]
        assert len(said) == 1000


@pytest.mark.slow
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(several=st.lists(st.one_of(st.builds(SetTerm, qids, terms), st.builds(AddStatement, qids, statements)),
                        max_size=6), dialect=dialects)  # fmt: skip
def test_csv_is_read_as_it_was_meant(several: list[Command], dialect: Dialect) -> None:
    files, refused = write_csv_files(several, dialect)
    kept = [command for command in several if command not in [one.command for one in refused]]
    read = [one for text in files.values() for one in read_csv(text, dialect.value)]
    assert sorted(map(repr, read)) == sorted(repr(meant(command)) for command in kept)


def test_a_new_item_takes_one_row_of_csv() -> None:
    commands = [
        CreateItem(),
        SetTerm("LAST", Term(TermKind.LABEL, "en", "Olga Greber")),
        AddStatement("LAST", Statement("P31", ItemValue("Q5"), (), (Reference((Snak("P248", ItemValue("Q7")),)),))),
    ]
    files, refused = write_csv_files(commands, Dialect.CLASSIC)
    assert (files, refused) == (
        {"quickstatements-01.csv": "qid,Len,P31,S248\r\n,Olga Greber,Q5,Q7\r\n"},
        (),
    )
    assert read_csv(files["quickstatements-01.csv"], "classic") == [meant(command) for command in commands]


SOURCES = (
    Reference((Snak("P248", ItemValue("Q1")), Snak("P304", TextValue("7")))),
    Reference((Snak("P248", ItemValue("Q2")),)),
)


@pytest.mark.parametrize(
    ("dialect", "expected"),
    [
        ("classic", 'Q9\tP19\tQ90\tS248\tQ1\tS304\t"7"\nQ9\tP19\tQ90\tS248\tQ2\n'),
        ("qs3", 'Q9\tP19\tQ90\tS248\tQ1\tS304\t"7"\t!S248\tQ2\n'),
    ],
)
def test_two_references_stay_two(dialect: str, expected: str) -> None:
    command = AddStatement("Q9", Statement("P19", ItemValue("Q90"), (), SOURCES))
    assert write_quickstatements([command], Dialect(dialect)).text == expected


def test_a_new_item_gets_no_second_reference_from_the_classic_version() -> None:
    commands = [CreateItem(), AddStatement("LAST", Statement("P19", ItemValue("Q90"), (), SOURCES))]
    written = write_quickstatements(commands, Dialect.CLASSIC)
    assert written.text == 'CREATE\nLAST\tP19\tQ90\tS248\tQ1\tS304\t"7"\n'
    assert [one.reason for one in written.refused] == [
        "the classic version gives a new item no second reference: send it when the item is there"
    ]


def test_a_statement_beside_another_with_the_same_value() -> None:
    command = AddStatement("Q9", Statement("P39", ItemValue("Q90")), is_beside=True)
    assert write_quickstatements([command], Dialect.CLASSIC).text == "Q9\t!P39\tQ90\n"
    assert write_quickstatements([command], Dialect.VERSION_3).text == "+Q9\tP39\tQ90\n"


def reason(command: Command, dialect: Dialect) -> str:
    written = write_quickstatements([command], dialect)
    assert written.text == ""
    return written.refused[0].reason


POINT = Statement("P625", Coordinates(Decimal(1), Decimal(2), Decimal("0.01")))


@pytest.mark.parametrize(
    ("statement", "classic", "version_3"),
    [
        (Statement("P1", ItemValue("Q1"), rank=Rank.DEPRECATED), "the classic version knows no ranks", ""),
        (POINT, "the classic version cannot say that a point is exact to 0.01°", ""),
        (
            Statement("P1", TextValue("two\nlines")),
            "it has a line break, a tab or another control character",
            "it has a line break, a tab or another control character",
        ),
        (
            Statement("P1", TextValue(" a")),
            "it begins or ends with a blank, which would be dropped",
            "it begins or ends with a blank, which would be dropped",
        ),
        (Statement("P1", TextValue("")), "it is empty", "it is empty"),
        (Statement("P1", TextValue("“a”")), "", "version 3 would turn its curly quotation marks into straight ones"),
        (Statement("P1", TextValue('5" gun')), "", "version 3 does not take an odd number of quotation marks"),
        (Statement("P1", TextValue('a ""b""')), "", "version 3 would not find the end of the text"),
        (
            Statement("P1", TextValue('"a" | b')),
            "",
            "version 3 takes a | for a separator in a text with quotation marks",
        ),
        (Statement("P1", TextValue("a /* b")), "", "version 3 may take /* for the beginning of a remark"),
        (Statement("P1", TextValue("a || b")), "the classic version may take || for the end of a command", ""),
        (
            Statement("P1", LanguageText("a", "EN")),
            "it takes no language 'EN'",
            "it takes no language 'EN'",
        ),
    ],
)
def test_what_cannot_be_said_truly_is_refused_with_its_reason(
    statement: Statement, classic: str, version_3: str
) -> None:
    for dialect, expected in ((Dialect.CLASSIC, classic), (Dialect.VERSION_3, version_3)):
        command = AddStatement("Q1", statement)
        if expected:
            assert reason(command, dialect) == expected
        else:
            assert joined(read_commands(write_quickstatements([command], dialect).text, dialect.value)) == [
                meant(command)
            ]


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (AddStatement("Q1", Statement("P1", ItemValue("Q1"), rank=Rank.PREFERRED)), "the CSV form knows no ranks"),
        (
            AddStatement("Q1", Statement("P1", ItemValue("Q1")), is_beside=True),
            "the CSV form cannot put a statement beside one with the same value",
        ),
        (RemoveById("Q1$a"), "the CSV form is for additions only"),
        (
            SetTerm("Q1", Term(TermKind.LABEL, "en", "a\\")),
            "the classic version would not find the end of a text with a backslash there",
        ),
    ],
)
def test_what_csv_cannot_say(command: Command, expected: str) -> None:
    files, refused = write_csv_files([command], Dialect.CLASSIC)
    assert (files, [one.reason for one in refused]) == ({}, [expected])
