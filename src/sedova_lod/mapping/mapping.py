"""The mapping: compiled queries of the chosen profiles, applied to one record at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass
from typing import Any

from sedova_lod.errors import Fault, ProfileError
from sedova_lod.mapping.checks import check_query
from sedova_lod.mapping.compiler import write_function
from sedova_lod.mapping.forms import form_slots, narrow
from sedova_lod.mapping.functions import FUNCTIONS
from sedova_lod.mapping.parser import parse_query
from sedova_lod.mapping.plan import make_plan
from sedova_lod.mapping.query import Query
from sedova_lod.mapping.reports import Report
from sedova_lod.mapping.runtime import Block, both, compare_numbers, either, in_blocks_order, in_order, several
from sedova_lod.mapping.statics import (
    ConstantUse,
    UnsureClasses,
    constants,
    leading_out,
    object_kinds,
    properties_used,
    sources_of,
    unsure_classes,
)
from sedova_lod.mapping.text_code import Statement, WriteRecord, write_text_function
from sedova_lod.mapping.trace import TracedTriple, trace
from sedova_lod.records.schema import Node, NodeType
from sedova_lod.terms import encode_for_uri, escape

__all__ = ["Mapping", "QuerySource", "compile_queries"]

_RUNTIME: dict[str, Any] = {
    "both": both,
    "compare_numbers": compare_numbers,
    "either": either,
    "encode_for_uri": encode_for_uri,
    "escape": escape,
    "in_blocks_order": in_blocks_order,
    "in_order": in_order,
    "several": several,
    **{f"sl_{function.name}": function.call for function in FUNCTIONS.values()},
}


@dataclass(frozen=True, slots=True)
class QuerySource:
    """Hold the text of one query file.

    Args:
        file: The file, as messages name it.
        text: Its text.
    """

    file: str
    text: str


def compile_queries(sources: Sequence[QuerySource], schemas: MappingOf[str, NodeType]) -> Mapping:
    """Check queries and make a mapping of them.

    Args:
        sources: The queries.
        schemas: Node type of each kind's records, by kind.

    Raises:
        ProfileError: One or more queries have faults; all are reported.

    >>> from sedova_lod.records.schema import Property, ValueType
    >>> person = NodeType("Person", (Property("title", ValueType.STRING),))
    >>> mapping = compile_queries([QuerySource("person.rq", '''
    ...     PREFIX rec: <https://w3id.org/sedova-lod/record#>
    ...     PREFIX schema: <http://schema.org/>
    ...     CONSTRUCT { ?person schema:name ?title }
    ...     WHERE { ?person a rec:Person . OPTIONAL { ?person rec:title ?title } }''')], {"person": person})
    >>> mapping.map_record("person", person.make("https://example.org/person/a", title="Ana"))
    [('https://example.org/person/a', (('http://schema.org/name', ('"Ana"',)),))]
    """
    reports = [Report(source.file) for source in sources]
    queries = []
    for source, report in zip(sources, reports, strict=True):
        syntax = parse_query(source.text, report)
        query = syntax and check_query(syntax, schemas, report)
        if query:
            queries.append(query)
    faults = [fault for report in reports for fault in report.faults]
    if faults:
        raise ProfileError(faults)
    warnings = tuple(warning for report in reports for warning in report.warnings)
    return Mapping(tuple(sources), dict(schemas), queries, warnings)


class Mapping:
    """Map records to RDF by the compiled queries of one set of profiles.

    It can be pickled: it is compiled again from the texts of its queries.

    Args:
        sources: The texts of the queries.
        schemas: Node type of each kind's records, by kind.
        queries: The checked queries.
        warnings: What is suspicious in them.

    >>> from sedova_lod.records.schema import Property, ValueType
    >>> person = NodeType("Person", (Property("title", ValueType.STRING),))
    >>> mapping = compile_queries([QuerySource("person.rq", '''
    ...     PREFIX rec: <https://w3id.org/sedova-lod/record#>
    ...     PREFIX schema: <http://schema.org/>
    ...     CONSTRUCT { ?person schema:name ?title }
    ...     WHERE { ?person a rec:Person . OPTIONAL { ?person rec:title ?title } }''')], {"person": person})
    >>> (traced,) = mapping.explain("person", person.make("https://example.org/person/a", title="Ana"))
    >>> traced.object, traced.line, traced.inputs[0].prop
    ('"Ana"', 4, 'title')
    >>> mapping.sources_of("person", "Person", "http://schema.org/name")
    (((), 'title'),)
    >>> mapping.properties_used("person")
    frozenset({((), 'title')})
    >>> mapping.files("person")
    ('person.rq',)
    >>> mapping.predicates()
    {'http://schema.org/name': frozenset({'string'})}
    >>> mapping.leading_out()
    frozenset()
    >>> mapping.unsure_classes()
    UnsureClasses(classes=frozenset(), is_open=False)
    >>> mapping.constants()
    (ConstantUse(iri='http://schema.org/name', role='property', where='person.rq:4:25'),)
    >>> print(mapping.source_code("person").splitlines()[0])
    def map_record(n0):
    """

    def __init__(
        self,
        sources: tuple[QuerySource, ...],
        schemas: dict[str, NodeType],
        queries: Sequence[Query],
        warnings: tuple[Fault, ...],
    ) -> None:
        self.sources = sources
        self.warnings = warnings
        self._schemas = schemas
        self._queries: dict[str, list[Query]] = {}
        for query in queries:
            self._queries.setdefault(query.kind, []).append(query)
        self.kinds: tuple[str, ...] = tuple(self._queries)
        self._functions: dict[str, Callable[[Node], list[Block]]] = {}

    def __reduce__(self) -> tuple[Callable[..., Mapping], tuple[object, ...]]:
        return compile_queries, (self.sources, self._schemas)

    def map_record(self, kind: str, node: Node) -> list[Block]:
        """Make the triples of a record.

        Args:
            kind: Kind of the record.
            node: Its node.

        Returns:
            The record's own block first, then those of its parts by IRI; predicates in the order `rdf:type`,
            `rdfs:label`, others by IRI; objects sorted, none twice.

        Raises:
            KeyError: No query maps the kind.
        """
        function = self._functions.get(kind)
        if function is None:
            function = self._functions[kind] = self._compile(kind)
        return function(node)

    def _compile(self, kind: str) -> Callable[[Node], list[Block]]:
        namespace = dict(_RUNTIME)
        code = compile(self.source_code(kind), f"<mapping of {kind}>", "exec")
        exec(code, namespace)  # noqa: S102 - the text is made from checked queries only
        function: Callable[[Node], list[Block]] = namespace["map_record"]
        return function

    def form_slots(self, kind: str) -> tuple[int, ...]:
        """List the places in a node whose numbers of values tell the form of a record; see `text_writer`."""
        return form_slots(make_plan(kind, self._queries[kind]))

    def text_writer(
        self, kind: str, noted: Collection[str] = (), counts: MappingOf[int, int] | None = None
    ) -> tuple[WriteRecord, tuple[tuple[Statement, ...], ...]] | None:
        """Make the function that writes the records of a kind as N-Triples, quicker than through blocks.

        Args:
            kind: Kind of the records.
            noted: Predicates whose statements it gives back besides.
            counts: Numbers of values, by place in the node, of the only records that it will write; None for any.

        Returns:
            The function and the statements of each of its sites, which its codes tell; None if it cannot be made.
        """
        plan = make_plan(kind, self._queries[kind])
        if counts is not None:
            narrow(plan, counts)
        made = write_text_function(plan, noted)
        if made is None:
            return None
        namespace = dict(_RUNTIME)
        exec(compile(made.source, f"<text of {kind}>", "exec"), namespace)  # noqa: S102 - made from checked queries
        write: WriteRecord = namespace["write_record"]
        return write, made.sites

    def explain(self, kind: str, node: Node) -> list[TracedTriple]:
        """Make the triples of a record with the lines and values that made them; slower than `map_record`.

        Args:
            kind: Kind of the record.
            node: Its node.

        Returns:
            The same triples as `map_record`, in the order of the queries; one made in two ways comes twice.
        """
        return trace(self._queries[kind], node)

    def sources_of(self, kind: str, subject_type: str, predicate: str) -> tuple[tuple[tuple[str, ...], str], ...]:
        """List what could make a triple: paths to nodes of the record graph, each with a property.

        Args:
            kind: Kind of the record.
            subject_type: Node type of the subject: `Birth`; empty for any.
            predicate: IRI of the predicate.

        Returns:
            Properties whose values would be in the object first, then those that the triple depends on.
        """
        return sources_of(self._queries.get(kind, ()), subject_type, predicate)

    def properties_used(self, kind: str) -> frozenset[tuple[tuple[str, ...], str]]:
        """List the properties of a kind's records that some query makes triples of: path to a node, property."""
        return properties_used(self._queries.get(kind, ()))

    def files(self, kind: str) -> tuple[str, ...]:
        """Name the files of the queries that map a kind."""
        return tuple(query.file for query in self._queries.get(kind, ()))

    def predicates(self) -> dict[str, frozenset[str]]:
        """Tell for each predicate what its objects can be.

        Returns:
            By predicate IRI: `iri`, `text` (perhaps with a language), `string`, `dated` (a date in the precision that
            is known), or a datatype IRI.
        """
        return object_kinds(query for queries in self._queries.values() for query in queries)

    def leading_out(self) -> frozenset[str]:
        """List the predicates whose objects may lie outside the record; all others lead to its own parts or values."""
        return leading_out(query for queries in self._queries.values() for query in queries)

    def unsure_classes(self) -> UnsureClasses:
        """Find the classes of records that depend on more than their kind and category."""
        return unsure_classes(query for queries in self._queries.values() for query in queries)

    def constants(self) -> tuple[ConstantUse, ...]:
        """List the IRIs written in the queries with their roles and places, to check them against vocabularies."""
        uses = (use for queries in self._queries.values() for query in queries for use in constants(query))
        return tuple(dict.fromkeys(uses))

    def source_code(self, kind: str) -> str:
        """Show the Python function that maps the records of a kind, to see what a query became."""
        return write_function(make_plan(kind, self._queries[kind]))
