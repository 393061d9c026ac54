"""Rules run again for the nodes that lead to changed triples report what they report over everything."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sedova_lod.validation import (
    Changes,
    FarError,
    RuleStore,
    SparqlRule,
    default_shape_files,
    far_rules,
    is_set_query,
    judge_again,
    load_shapes,
    marks_of_blocks,
    mentioned_iris,
    unpacked_marks,
)
from sedova_lod.validation.rule_reach import reach_of_query

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
PROPERTIES = ("x:p", "x:q", "x:r")
CLASSES = ("x:C", "x:D")
N_RECORDS = 15


class Words(NamedTuple):
    """Hold what records are made of; properties in `texts` have no nodes as values."""

    properties: tuple[str, ...]
    classes: tuple[str, ...]
    literals: tuple[str, ...] = ('"text"',)
    texts: frozenset[str] = frozenset()
    text_share: float = 0.01
    most_triples: int = 5


WORDS = Words(PROPERTIES, CLASSES)
Record = dict[str, list[tuple[str, str]]]
"""Triples of a record: properties and objects, by subject."""


def rule(select: str, number: int = 0, classes: tuple[str, ...] = ("x:C",)) -> SparqlRule:
    return SparqlRule("x:S", classes, select, "", (), "", f"x:constraint{number}")


def lines_of(record: Record) -> list[str]:
    return [f"<{s}> <{p}> {o} ." for s, pairs in record.items() for p, o in pairs]


class Lookup:
    """Find records as a rebuild does, by their marks alone."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._left = list(records)
        self.n_read = 0

    def lines(self, marks: frozenset[int]) -> Iterator[str]:
        for record in list(self._left):
            blocks = [(subject, [(p, [o]) for p, o in pairs]) for subject, pairs in record.items()]
            own = marks_of_blocks(blocks, frozenset({p for pairs in record.values() for p, _ in pairs} - {TYPE}))
            if not marks.isdisjoint(unpacked_marks(own)):
                self._left.remove(record)
                self.n_read += 1
                yield from lines_of(record)


def over_everything(rules: Iterable[SparqlRule], records: Iterable[Record]) -> list:
    with RuleStore(tuple(rules)) as store:
        store.add("".join(f"{line}\n" for record in records for line in lines_of(record)).encode())
        return store.run()


def again(rules: list[SparqlRule], old: dict[str, Record], new: dict[str, Record]) -> tuple[list, int]:
    """Judge again what is not the same in both; give the results, and the number of records that were read."""
    same = {key for key in old.keys() & new.keys() if old[key] == new[key]}
    was, made = ([line for key in sorted(records.keys() - same) for line in lines_of(records[key])]
                 for records in (old, new))  # fmt: skip
    classes = {o[1:-1] for record in new.values() for pairs in record.values() for p, o in pairs if p == TYPE}
    lookup = Lookup(new[key] for key in sorted(same))
    changes = Changes(frozenset(was) ^ frozenset(made), made, lookup, classes.__contains__)
    return sorted(set(judge_again(rules, changes, over_everything(rules, old.values())))), lookup.n_read


def a_node(chance: random.Random) -> str:
    return f"x:n{chance.randrange(N_RECORDS)}{chance.choice(('', '', '#a'))}"


def a_triple(chance: random.Random, number: int, record: Record, words: Words = WORDS) -> None:
    """Add a triple, most often about a node of the record's own."""
    own = f"x:n{number}"
    subject = chance.choice((own, own, own, f"{own}#a", f"{own}#a", a_node(chance)))
    value = chance.choice((a_node(chance), a_node(chance), f"{own}#a"))
    predicate, term = chance.choice(words.properties), f"<{value}>"
    if predicate in words.texts or chance.random() < words.text_share:
        term = chance.choice(words.literals)
    if chance.random() < 0.1:
        predicate, term = TYPE, f"<{chance.choice(words.classes)}>"
    record.setdefault(subject, []).append((predicate, term))


def a_record(chance: random.Random, number: int, words: Words = WORDS) -> Record:
    record: Record = {f"x:n{number}": [(TYPE, f"<{chance.choice(words.classes)}>")]}
    for _ in range(chance.randrange(1, words.most_triples)):
        a_triple(chance, number, record, words)
    return record


def changed(chance: random.Random, old: dict[str, Record], words: Words = WORDS) -> dict[str, Record]:
    """Add or take away a triple, or make or delete a whole record."""
    new = dict(old)
    number = chance.randrange(N_RECORDS)
    key = f"x:n{number}"
    record = {subject: list(pairs) for subject, pairs in new.pop(key, {}).items()}
    kind = chance.choice(("more", "more", "less", "less", "anew", "gone"))
    if kind == "more":
        a_triple(chance, number, record, words)
    elif kind == "less" and record:
        pairs = chance.choice(list(record.values()))
        pairs.remove(chance.choice(pairs))
        record = {subject: pairs for subject, pairs in record.items() if pairs}
    if kind != "gone":
        new[key] = a_record(chance, number, words) if kind == "anew" else record
    return new


def a_path(chance: random.Random, depth: int = 0) -> str:
    kind = chance.choice((*["iri"] * 12, "/", "/", "|", "|", "^", "?", "+", "*")) if depth < 2 else "iri"
    if kind == "iri":
        return f"<{chance.choice(PROPERTIES)}>"
    if kind in "/|":
        return f"({a_path(chance, depth + 1)}{kind}{a_path(chance, depth + 1)})"
    return f"(^{a_path(chance, depth + 1)})" if kind == "^" else f"({a_path(chance, depth + 1)}{kind})"


def a_pattern(chance: random.Random, names: list[str]) -> str:
    """Make a pattern that begins or ends at a name which is there already."""
    one, new = chance.choice(names), chance.choice(("?value", "?a", "?b", "?c", "?d"))
    if chance.random() < 0.1:
        return f"{one} a {chance.choice(('?class', '<x:C>', '<x:D>'))} ."
    other = chance.choice((new, new, new, new, chance.choice(names), "<x:n1>"))
    verb = "?any" if chance.random() < 0.03 else a_path(chance)
    names.append(other)
    return f"{other} {verb} {one} ." if chance.random() < 0.3 else f"{one} {verb} {other} ."


def a_group(chance: random.Random, names: list[str], depth: int = 0) -> str:
    parts = [a_pattern(chance, names) for _ in range(chance.randrange(1, 3))]
    kinds = ["OPTIONAL {", "FILTER NOT EXISTS {", "FILTER EXISTS {", "{", "UNION"]
    for _ in range(chance.randrange(3 - depth) if depth < 2 else 0):
        kind = chance.choice(kinds)
        first, second = (a_group(chance, list(names), depth + 1) for _ in range(2))
        parts.append(f"{{ {first} }} UNION {{ {second} }}" if kind == "UNION" else f"{kind} {first} }}")
        if chance.random() < 0.2:
            parts.append(a_pattern(chance, names))
    if chance.random() < 0.2:
        one, other = chance.choice(names), chance.choice(names)
        parts.append(f"FILTER({chance.choice(('', '!'))}BOUND({one}) || {one} != {other})" if "<" not in one else "")
    return " ".join(parts)


def some_rules(chance: random.Random) -> list[SparqlRule]:
    queries = (f"SELECT $this ?value WHERE {{ {a_group(chance, ['$this'])} }}" for _ in range(6))
    return [rule(query, i, (chance.choice(CLASSES),)) for i, query in enumerate(queries) if is_set_query(query)]


def tried(chance: random.Random, rules: list[SparqlRule], n_changes: int, words: Words = WORDS) -> int:
    """Judge rules again after made-up changes; give how often that was possible."""
    old = {f"x:n{number}": a_record(chance, number, words) for number in range(N_RECORDS)}
    n_judged = 0
    for _ in range(n_changes):
        new = changed(chance, old, words)
        with suppress(FarError):
            found, _n_read = again(rules, old, new)
            assert found == over_everything(rules, new.values()), [one.select for one in rules]
            n_judged += 1
        old = new
    return n_judged


def tried_with_made_up_rules(seed: int, n_changes: int) -> int:
    chance = random.Random(seed)
    return tried(chance, [one for one in some_rules(chance) if reach_of_query(one.select) is not None], n_changes)


@settings(max_examples=25)
@given(st.integers(0, 2**32))
def test_any_rules_give_the_same_after_any_changes(seed):
    tried_with_made_up_rules(seed, 4)


@pytest.mark.long
@settings(max_examples=3000)
@given(st.integers(0, 2**32))
def test_many_rules_give_the_same_after_many_changes(seed):
    tried_with_made_up_rules(seed, 8)


def test_made_up_rules_can_be_judged_often_enough():
    assert sum(tried_with_made_up_rules(seed, 2) for seed in range(20)) > 25


def words_of(one: SparqlRule) -> Words:
    reach = reach_of_query(one.select)
    properties = tuple(
        sorted((mentioned_iris([one]) if reach.asked is None else reach.asked | reach.asked_back) - {TYPE})
    )
    classes = (*one.target_classes, *sorted(reach.classes))
    times = (
        f'"{year}-01-01T00:00:00"^^<http://www.w3.org/2001/XMLSchema#dateTime>' for year in (1700, 1800, 1805, 1990)
    )
    literals = ('"possible"@en', '"1800"', *times)
    texts = frozenset(
        p for p in properties if p.rpartition("/")[2].startswith(("P81", "P82", "birthDate", "deathDate"))
    )
    return Words(properties, classes, literals, texts | {"http://www.w3.org/2004/02/skos/core#prefLabel"}, 0, 12)


@pytest.fixture(scope="module")
def rules_of_the_tool() -> tuple[SparqlRule, ...]:
    return load_shapes(default_shape_files()).rules


@pytest.mark.parametrize("number", range(29))
def test_rules_of_the_tool_give_the_same_after_any_changes(rules_of_the_tool, number):
    one = rules_of_the_tool[number]
    chance = random.Random(number)
    assert tried(chance, [one], 12, words_of(one)) == 12


def test_nothing_is_read_that_does_not_hang_together_with_the_change():
    rules = [rule("SELECT $this ?value WHERE { $this <x:p>/<x:q> ?value }")]
    old = {f"x:n{n}": {f"x:n{n}": [(TYPE, "<x:C>"), ("x:p", f"<x:n{n + 1}>"), ("x:q", '"a"')]} for n in range(50)}
    new = {**old, "x:n9": {"x:n9": [(TYPE, "<x:C>"), ("x:p", "<x:n10>"), ("x:q", '"b"')]}}
    found, n_read = again(rules, old, new)
    assert found == over_everything(rules, new.values())
    assert n_read == 2, "the record before, and the one after"
    new["x:n9"] = {"x:n9": [*old["x:n9"]["x:n9"], ("x:other", '"c"')]}
    assert again(rules, old, new)[1] == 0


def test_nothing_is_read_for_rules_without_focus_nodes():
    rules = [rule("SELECT $this WHERE { $this <x:p> ?value }", classes=("x:D",))]
    old = {f"x:n{n}": {f"x:n{n}": [(TYPE, "<x:C>"), ("x:p", "<x:n1>")]} for n in range(5)}
    assert again(rules, old, {**old, "x:n1": {"x:n1": [("x:p", "<x:n2>")]}}) == ([], 0)


@pytest.mark.parametrize(
    "line",
    ["_:b <x:p> <x:a> .", "<x:a> <x:p> _:b .", "<x:\\u0061> <x:p> <x:a> .", "<x:a> <x:p> <<( <x:a> <x:p> <x:a> )>> .",
     "<x:C> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <x:D> ."],
)  # fmt: skip
def test_triples_that_cannot_be_followed_surely_are_told(line):
    changes = Changes(frozenset([line]), [line], Lookup([]), lambda name: True)
    with pytest.raises(FarError):
        judge_again([rule("SELECT $this WHERE { $this <x:p> ?value }")], changes, [])


def test_a_way_back_from_a_text_is_told():
    rules = [rule("SELECT $this WHERE { $this <x:p> ?value . ?other <x:p> ?value . ?other <x:q> ?v }")]
    old = {f"x:n{n}": {f"x:n{n}": [(TYPE, "<x:C>"), ("x:p", '"text"')]} for n in range(3)}
    with pytest.raises(FarError):
        again(rules, old, {**old, "x:n1": {"x:n1": [*old["x:n1"]["x:n1"], ("x:q", '"a"')]}})


def test_rules_that_may_look_anywhere_are_told_if_what_they_mention_has_changed():
    near, far = rule("SELECT $this { $this <x:p> ?v }"), rule("SELECT $this { $this <x:p> ?v . ?a <x:q> ?b }")
    assert far_rules([near, far], ["<x:a> <x:q> <x:b> ."]) == (far,)
    assert far_rules([near, far], [f"<x:a> <{TYPE}> <x:C> ."]) == (far,)
    assert far_rules([near, far], [f"<x:a> <{TYPE}> <x:D> .", "<x:a> <x:r> <x:b> ."]) == ()
