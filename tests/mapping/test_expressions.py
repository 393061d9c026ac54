"""What expressions give, errors included."""

from __future__ import annotations

import pytest

from tests.mapping.people import BIRTH, IRI, compiled, mapped

XSD = "http://www.w3.org/2001/XMLSchema#"
_WHERE = (
    "OPTIONAL {{ ?p rec:title ?t }} OPTIONAL {{ ?p rec:code ?none }} OPTIONAL {{ ?p rec:mother ?mother }}"
    "OPTIONAL {{ ?p rec:children ?n }} OPTIONAL {{ ?p rec:height ?h }} OPTIONAL {{ ?p rec:birth ?b ."
    " OPTIONAL {{ ?b rec:label ?text }} }} BIND({0} AS ?x)"
)


def _value(expression: str) -> str | None:
    found = mapped(
        "?p s:x ?x .",
        _WHERE.format(expression),
        title="Ana",
        mother="https://example.org/eva",
        children="3",
        height="1.7",
        birth=BIRTH.make(f"{IRI}#birth", label=("Birth", "en-GB")),
    )
    return found["ana"]["s:x"][0] if found else None


_TRUE, _FALSE = f'"true"^^<{XSD}boolean>', f'"false"^^<{XSD}boolean>'


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("STR(?text)", '"Birth"'),
        ("STR(?n)", '"3"'),
        ("STR(?mother)", '"https://example.org/eva"'),
        ("STR(true)", '"true"'),
        ("STR(!true)", '"false"'),
        ("STR(?none)", None),
        ('CONCAT("a", ?t, "{b}", STR(?text))', '"aAna{b}Birth"'),
        ('CONCAT("a", ?none)', None),
        ('CONCAT("a", COALESCE(?none, "b"))', '"ab"'),
        ("STRDT(?t, <https://example.org/own>)", '"Ana"^^<https://example.org/own>'),
        ("STRDT(?t, xsd:string)", '"Ana"'),
        ('STRLANG(?t, "en")', '"Ana"@en'),
        ("?text", '"Birth"@en-GB'),
        ("IRI(?mother)", "<https://example.org/eva>"),
        ("URI(?mother)", "<https://example.org/eva>"),
        ('IRI("https://example.org/x")', "<https://example.org/x>"),
        ('IRI(CONCAT("https://example.org/", ENCODE_FOR_URI("a b/é")))', "<https://example.org/a%20b%2F%C3%A9>"),
        ('IRI(CONCAT("urn:x:", sl:slug("Ana Maria")))', "<urn:x:ana-maria>"),
        ('sl:year("1905-03-01")', '"1905"'),
        ('sl:year("spring")', None),
        ('IF(BOUND(?t), "yes", "no")', '"yes"'),
        ('IF(BOUND(?none), "yes", "no")', '"no"'),
        ('IF(?none = "x", "yes", "no")', None),
        ('IF(BOUND(?t), ?none, "no")', None),
        ('IF(BOUND(?t), ?text, "no")', '"Birth"@en-GB'),
        ('IF(!BOUND(?t), ?text, "no")', '"no"'),
        ('IF(BOUND(?t), STRLANG("a", "ru"), ?t)', '"a"@ru'),
        ("COALESCE(?none, ?none)", None),
        ('COALESCE(?none, ?t, "x")', '"Ana"'),
        ("COALESCE(?h, ?n)", f'"1.7"^^<{XSD}decimal>'),
        ("BOUND(?p)", _TRUE),
        ("BOUND(?none)", _FALSE),
        ('?t = "Ana"', _TRUE),
        ('?t != "Ana"', _FALSE),
        ('?t < "B"', _TRUE),
        ('?t >= "B"', _FALSE),
        ("?mother = <https://example.org/eva>", _TRUE),
        ("?p != ?mother", _TRUE),
        ("?n = 3.0", _TRUE),
        ("?n < 10", _TRUE),
        ("?h > ?n", _FALSE),
        ('"x"^^xsd:integer = ?n', None),
        ('"1.5"^^xsd:integer = ?n', None),
        ('?t IN ("x", "Ana")', _TRUE),
        ('?t NOT IN ("x", "Ana")', _FALSE),
        ('?t IN (?none, "Ana")', _TRUE),
        ('?t IN (?none, "x")', None),
        ('?none = "x" && false', _FALSE),
        ('?none = "x" && true', None),
        ('?none = "x" || true', _TRUE),
        ('?none = "x" || false', None),
        ('!(?none = "x")', None),
        ("!BOUND(?none) && (BOUND(?t) || BOUND(?n))", _TRUE),
    ],
)
def test_gives(expression: str, expected: str | None) -> None:
    assert _value(expression) == expected


@pytest.mark.parametrize(
    ("condition", "is_kept"),
    [
        ('?none = "x"', False),
        ('?none = "x" || BOUND(?t)', True),
        ('BOUND(?t) && ?t = "Ana"', True),
        ('BOUND(?t) && ?none = "x"', False),
        ("true", True),
        ("false", False),
    ],
)
def test_an_error_in_a_filter_counts_as_false(condition: str, is_kept: bool) -> None:
    where = f"OPTIONAL {{ ?p rec:title ?t . OPTIONAL {{ ?p rec:code ?none }} FILTER({condition}) }}"
    assert bool(mapped("?p s:x ?t .", where, title="Ana")) is is_kept


def test_long_chains_of_conditions_can_be_compiled() -> None:
    words = ", ".join(f'"{number}"' for number in range(1500))
    conditions = " || ".join(f'?t = "{number}"' for number in range(1500))
    where = f"OPTIONAL {{ ?p rec:title ?t FILTER(?t IN ({words})) FILTER({conditions}) }}"
    assert mapped("?p s:x ?t .", where, title="1499") == {"ana": {"s:x": ['"1499"']}}


def test_groups_that_stand_inside_each_other_can_be_combined_with_others() -> None:
    left = "".join(f"OPTIONAL {{ ?p rec:label ?a{n} . " for n in range(9)) + "}" * 9
    right = "".join(f"OPTIONAL {{ ?p rec:parent ?b{n} . BIND(IRI(CONCAT(STR(?p), '#{n}')) AS ?c{n}) " for n in range(9))
    found = mapped(
        "?c8 s:x ?a8 .", f"{left} {right} {'}' * 9}", label=(("x", "en"),), parent=("https://example.org/1",)
    )
    assert found == {"ana#8": {"s:x": ['"x"@en']}}


def test_an_iri_may_be_made_of_strings_bound_before() -> None:
    found = mapped("?p s:x ?y .", 'BIND(CONCAT(STR(?p), "#", "y") AS ?x) BIND(IRI(?x) AS ?y)')
    assert found == {"ana": {"s:x": [f"<{IRI}#y>"]}}


def test_an_iri_may_end_in_a_choice_of_constants() -> None:
    where = 'OPTIONAL { ?p rec:title ?t } BIND(IRI(CONCAT(STR(?p), "#", IF(BOUND(?t), "a", COALESCE("b"))) ) AS ?x)'
    assert mapped("?x s:x 1 .", where) == {"ana#b": {"s:x": [f'"1"^^<{XSD}integer>']}}


def test_a_choice_between_parts_of_the_record_can_be_a_subject() -> None:
    where = "OPTIONAL { ?p rec:birth ?b } BIND(COALESCE(?b, ?p) AS ?x)"
    assert mapped("?x s:x 1 .", where) == {"ana": {"s:x": [f'"1"^^<{XSD}integer>']}}


def test_a_part_of_a_part_can_be_a_subject() -> None:
    where = 'OPTIONAL { ?p rec:birth ?b . BIND(IRI(CONCAT(STR(?b), "-x")) AS ?x) BIND(IF(BOUND(?b), ?x, ?b) AS ?y) }'
    found = mapped("?y s:x ?p .", where, birth=BIRTH.make(f"{IRI}#birth"))
    assert found == {"ana#birth-x": {"s:x": [f"<{IRI}>"]}}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (
            'OPTIONAL { ?p rec:title ?t } BIND(CONCAT("Birth of ", ?t) AS ?x)',
            "q.rq:8:55: ?t may be unbound, and then the whole CONCAT is\n"
            '  hint: give another text for that case: COALESCE(?t, "")',
        ),
        ('OPTIONAL { ?p rec:title ?t } BIND(COALESCE(CONCAT("a", ?t), "b") AS ?x)', ""),
        ('OPTIONAL { ?p rec:title ?t } BIND(IF(BOUND(?t), CONCAT("a", ?t), "b") AS ?x)', ""),
        ('OPTIONAL { ?p rec:title ?t } BIND(IF(!BOUND(?t), "b", CONCAT("a", ?t)) AS ?x)', ""),
        ('OPTIONAL { ?p rec:title ?t } BIND(IF(true && BOUND(?t), CONCAT("a", ?t), "b") AS ?x)', ""),
        ('OPTIONAL { ?p rec:title ?t } BIND(IF(!(!BOUND(?t) || false), CONCAT("a", ?t), "b") AS ?x)', ""),
        (
            'OPTIONAL { ?p rec:title ?t } BIND(IF(STR(?p) = "x", CONCAT("a", STR(?t)), "b") AS ?x)',
            "q.rq:8:65: ?t may be unbound, and then the whole CONCAT is\n"
            '  hint: give another text for that case: COALESCE(?t, "")',
        ),
        ('OPTIONAL { ?p rec:title ?t } BIND(CONCAT("a", COALESCE(?t, "")) AS ?x)', ""),
        ('OPTIONAL { ?p rec:title ?t . BIND(CONCAT("a", ?t) AS ?x) }', ""),
        (
            'OPTIONAL { ?p rec:title ?t . BIND(sl:year(?t) AS ?y) BIND(CONCAT("a", ?y) AS ?x) }',
            "q.rq:8:71: ?y may be unbound, and then the whole CONCAT is\n"
            '  hint: give another text for that case: COALESCE(?y, "")',
        ),
    ],
)
def test_warns_of_a_concat_that_may_be_unbound(where: str, expected: str) -> None:
    assert "\n".join(str(warning) for warning in compiled("", where).warnings) == expected
