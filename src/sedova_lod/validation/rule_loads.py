"""Rules across records put together so that the triples which some of them look up fit into memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from sedova_lod.validation.locality import SUBCLASS_OF
from sedova_lod.validation.query_terms import terms_of_query
from sedova_lod.validation.rule_reach import reach_of_query
from sedova_lod.validation.shape_graph import RDF
from sedova_lod.validation.sparql_rules import SparqlRule

__all__ = [
    "BELOW_CLASS",
    "OTHERS",
    "Needs",
    "RuleLoad",
    "TriplesByKey",
    "divide_rules",
    "key_of",
    "needs_of",
    "pieces_of",
]

_TYPE = f"<{RDF}type>".encode()
_OF_CLASS = _TYPE + b" "
_MOST_KEYS = 500
_MOST_WAITING = 256
_PIECE_BYTES = 2_000_000  # the loader's memory grows with what it is given at once

OTHERS = b""
"""Key of the triples whose own keys are too many to be told apart."""

BELOW_CLASS = f"<{SUBCLASS_OF}>".encode()
"""Key of the triples that put a class below another one."""


class Needs(NamedTuple):
    """Say which triples a rule may look up.

    Args:
        predicates: Their properties, in N-Triples form; None for any.
        classes: Objects of those whose property is `rdf:type`, if that is not one of the properties itself.
    """

    predicates: frozenset[bytes] | None
    classes: frozenset[bytes]

    def has(self, key: bytes) -> bool:
        """Say whether triples with a key are among them.

        >>> Needs(frozenset([b"<x:p>"]), frozenset()).has(b"<x:p>")
        True
        """
        if self.predicates is None or key in (BELOW_CLASS, OTHERS):
            return True
        if key.startswith(_OF_CLASS):
            return _TYPE in self.predicates or key.removeprefix(_OF_CLASS) in self.classes
        return key in self.predicates


@dataclass(slots=True)
class RuleLoad:
    """Hold rules that run over one store.

    Args:
        rules: The rules.
        keys: Keys of the triples that they may look up.
        n_triples: Number of these.
    """

    rules: list[SparqlRule] = field(default_factory=list)
    keys: frozenset[bytes] = frozenset()
    n_triples: int = 0


def key_of(line: bytes) -> bytes:
    r"""Give what tells of a triple, as a line of N-Triples, whether rules ask for it: its property, or its class.

    >>> key_of(b"<x:a> <x:p> <x:b> .\n")
    b'<x:p>'
    >>> key_of(b"<x:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:C> .\n")
    b'<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <x:C>'
    """
    _subject, predicate, value = line.split(b" ", 2)
    return predicate if predicate != _TYPE else _OF_CLASS + value[:-3]


class TriplesByKey:
    r"""Divide triples by their keys, on disk, so that those of some keys can be read alone.

    Args:
        folder: Takes the files.

    Attributes:
        counts: Number of triples for each key; of very many keys, those that came late share one, which all rules need;
            but for `BELOW_CLASS`, which tells that rules need more.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as place:
    ...     triples = TriplesByKey(Path(place))
    ...     triples.extend([b"<x:a> <x:p> <x:b> .\n", b"<x:a> <x:q> <x:b> .\n"])
    ...     list(pieces_of(triples.files([b"<x:q>"])))
    [b'<x:a> <x:q> <x:b> .\n']
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths: dict[bytes, Path] = {}
        self._waiting: dict[bytes, list[bytes]] = {}
        self.counts: Counter[bytes] = Counter()

    def extend(self, lines: Iterable[bytes]) -> None:
        """Add triples, as lines of N-Triples."""
        waiting = self._waiting
        for line in lines:
            key = key_of(line)
            lines_of = waiting.get(key)
            if lines_of is None:
                key = key if len(waiting) < _MOST_KEYS or key == BELOW_CLASS else OTHERS
                lines_of = waiting.setdefault(key, [])
            lines_of.append(line)
            if len(lines_of) == _MOST_WAITING:
                self._flush(key)
        for key in waiting:
            self._flush(key)

    def _flush(self, key: bytes) -> None:
        path = self._paths.setdefault(key, self._folder / f"key-{len(self._paths)}.nt")
        lines = self._waiting[key]
        with path.open("ab") as file:
            file.writelines(lines)
        self.counts[key] += len(lines)
        lines.clear()

    def files(self, keys: Iterable[bytes]) -> tuple[Path, ...]:
        """List the files with the triples of some keys."""
        return tuple(self._paths[key] for key in sorted(keys))


def pieces_of(files: Iterable[Path]) -> Iterator[bytes]:
    """Read files of lines, many lines at a time."""
    for path in files:
        with path.open("rb") as file:
            while piece := file.read(_PIECE_BYTES):
                yield piece + file.readline()


def needs_of(rule: SparqlRule, ours: frozenset[str] = frozenset()) -> Needs:
    """Say which triples a rule may look up.

    Args:
        rule: The rule.
        ours: The tool's own shapes, in N-Triples form; they ask for no triples but those with terms that they mention.

    >>> rule = SparqlRule("x:S", ("x:C",), "SELECT $this { $this <x:p> ?v . ?v a <x:D> }", "", ())
    >>> needs = needs_of(rule)
    >>> sorted(needs.predicates), sorted(needs.classes)
    ([b'<x:p>'], [b'<x:C>', b'<x:D>'])
    """
    reach = reach_of_query(rule.select)
    terms = terms_of_query(rule.select)
    if reach is not None and reach.asked is not None:
        predicates, classes = reach.asked | reach.asked_back, reach.classes
    elif terms.is_open and f"<{rule.shape}>" not in ours:
        return Needs(None, frozenset())
    else:
        predicates, classes = terms.iris, terms.iris
    return Needs(_written(predicates), _written(classes | set(rule.target_classes)))


def _written(names: Iterable[str]) -> frozenset[bytes]:
    return frozenset(f"<{name}>".encode() for name in names)


def divide_rules(
    rules: Sequence[SparqlRule], counts: Mapping[bytes, int], most_triples: int, ours: frozenset[str] = frozenset()
) -> list[RuleLoad]:
    """Put rules together that look up the same triples, as long as these are few enough.

    Args:
        rules: The rules.
        counts: Number of triples for each key.
        most_triples: Most triples of a load; a rule that needs more, and all others like it, have one that is larger.
        ours: The tool's own shapes.

    >>> rules = [SparqlRule(f"x:{p}", (), f"SELECT $this {{ $this <x:{p}> ?v }}", "", ()) for p in "abc"]
    >>> loads = divide_rules(rules, {b"<x:a>": 2, b"<x:b>": 2, b"<x:c>": 9}, most_triples=4)
    >>> [([rule.shape for rule in load.rules], load.n_triples) for load in loads]
    [(['x:c'], 9), (['x:a', 'x:b'], 4)]
    """
    has_subclasses = BELOW_CLASS in counts
    needed = []
    for rule in rules:
        needs = needs_of(rule, ours)
        keys = frozenset(key for key in counts if needs.has(key) or (has_subclasses and key.startswith(_OF_CLASS)))
        needed.append((_size(keys, counts), rule, keys))
    large, small = RuleLoad(), list[RuleLoad]()
    for n_triples, rule, keys in sorted(needed, key=itemgetter(0), reverse=True):
        load = _fitting(small, keys, counts, most_triples) if n_triples <= most_triples else large
        load.rules.append(rule)
        load.keys |= keys
        load.n_triples = _size(load.keys, counts)
    return [load for load in (large, *small) if load.rules]


def _fitting(loads: list[RuleLoad], keys: frozenset[bytes], counts: Mapping[bytes, int], most_triples: int) -> RuleLoad:
    """Find the load that grows least by some triples, or begin one, if all would be too large."""
    sizes = [(_size(load.keys | keys, counts), load) for load in loads]
    possible = [(size - load.n_triples, load) for size, load in sizes if size <= most_triples]
    if not possible:
        loads.append(RuleLoad())
        return loads[-1]
    return min(possible, key=itemgetter(0))[1]


def _size(keys: frozenset[bytes], counts: Mapping[bytes, int]) -> int:
    return sum(counts[key] for key in keys)
