"""Results and counts as plain values that JSON can hold, and back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from sedova_lod.findings import Severity
from sedova_lod.serializers import Tally
from sedova_lod.validation import Result
from sedova_lod.validation.results import Alternative

__all__ = ["result_from", "result_values", "tally_from", "tally_values"]


def result_values(result: Result) -> list[Any]:
    """Take a result apart, with all that it comes from.

    >>> result = Result("<x:a>", "x:p", "", "x:c", Severity.ERROR, "x:s", (("no", "en"),),
    ...                 details=(Alternative("A", "<x:a>", ()),))
    >>> result_from(result_values(result)) == result
    True
    """
    *plain, details = result
    told = [[one.name, one.node, [result_values(inner) for inner in one.results]] for one in details]
    return [*plain, told]


def result_from(values: Sequence[Any]) -> Result:
    """Put a result together again."""
    focus, path, value, component, severity, shape, messages, source, constraint, plain, details = values
    return Result(
        focus,
        path,
        value,
        component,
        Severity(severity),
        shape,
        tuple((text, tag) for text, tag in messages),
        source,
        constraint,
        plain,
        tuple(Alternative(name, node, tuple(map(result_from, results))) for name, node, results in details),
    )


def tally_values(tally: Tally) -> list[Any]:
    """Take a tally apart.

    >>> tally = Tally()
    >>> tally.add_records("person", ["x:a"])
    >>> tally_from(tally_values(tally)) == tally
    True
    """
    links = sorted([*place, number] for place, number in tally.links.items())
    counts = [tally.records, tally.n_triples, tally.n_subjects, tally.classes, tally.properties]
    return [*counts, links, tally.examples]


def tally_from(values: Sequence[Any]) -> Tally:
    """Put a tally together again."""
    records, n_triples, n_subjects, classes, properties, links, examples = values
    linked = Counter({(predicate, space): number for predicate, space, number in links})
    return Tally(Counter(records), n_triples, n_subjects, Counter(classes), Counter(properties), linked, dict(examples))
