"""How a result about the RDF becomes a finding about a cell of the user's table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from sedova_lod.findings import CellRef, Finding, Rule, Severity, rule_for_shape
from sedova_lod.findings.graph import SHAPE_VIOLATED
from sedova_lod.records import KINDS, Record, TableLayout, field_name, iter_nodes, locate
from sedova_lod.validation.results import Result, leaves_of
from sedova_lod.validation.telling import tell, tell_term

if TYPE_CHECKING:
    from sedova_lod.mapping import Input, Mapping, TracedTriple

__all__ = ["Tracer", "placeless_finding"]

_IRI = re.compile(r"<([^<>]+)>")
_SEQUENCE = re.compile(r"<[^<>]+>(?:/<[^<>]+>)+")


class Tracer:
    """Find the cells behind the results of one build.

    Args:
        mapping: Mapping that made the RDF.
        layouts: Tables of the records, by number.
        language: Language in which messages are told.
    """

    def __init__(self, mapping: Mapping, layouts: Sequence[TableLayout], language: str = "en") -> None:
        self._mapping = mapping
        self._layouts = layouts
        self.language = language

    def finding(self, result: Result, record: Record, user: tuple[str, str] | None = None) -> Finding:
        """Turn a result about a record into a finding at the cell that caused it.

        Args:
            result: The result.
            record: The record that the focus node is, is a part of, or is referred to by.
            user: Node that refers to the focus node, and the property, if the focus node is no part of the record.
        """
        if user is None:
            cells = self._cells(result, record)
        else:
            cells = [self._cell(result._replace(focus=user[0], path=user[1], value=result.focus), record)]
        rule = rule_for_shape(result.shape)
        name = f"{record.kind}/{record.id}"
        base = record.iri.removesuffix(name) if record.iri.endswith(name) else ""
        message = tell(result, self.language)
        focus = result.focus.strip("<>")
        part = f"#{focus.partition('#')[2]}" if "#" in focus and focus.startswith(record.iri) else ""
        is_told = result.value in ("", result.focus) or any(
            told in message for told in (tell_term(result.value), result.value.strip("<>"))
        )
        shown = "" if is_told else f": {tell_term(result.value)}"
        message = message if user is None else f"{tell_term(result.focus)}: {message}"
        return Finding(
            rule.code,
            result.severity,
            f"{name}{part}: {(message + shown).replace(base or '<>', '')}",
            _hint(rule, cells, result.severity),
            cells[0],
            tell_term(result.value),
            name,
            focus,
            result.shape,
            result.path,
        )

    def _cells(self, result: Result, record: Record) -> list[CellRef]:
        """List the cells that a result comes from, those of nested results first; a row if no cell is known."""
        own = f"<{record.iri}"
        inner = [one for one in leaves_of(result) if one is not result and one.focus.startswith((f"{own}>", f"{own}#"))]
        found = dict.fromkeys(cell for one in inner if (cell := self._cell(one, record)).column)
        return list(found) or [self._cell(result, record)]

    def _cell(self, result: Result, record: Record) -> CellRef:
        result = self._at_last_step(result, record)
        for item in self._inputs(result, record):
            where = locate(
                record, self._layouts, item.node, path=item.path, prop=item.prop, value=_value_of(item, result)
            )
            if where.column:
                return where
        return self._missing_place(result, record)

    def _at_last_step(self, result: Result, record: Record) -> Result:
        """Walk a path of several steps as far as the record's triples go: the last step is what the result is about."""
        if not _SEQUENCE.fullmatch(result.path):
            return result
        *steps, last = _IRI.findall(result.path)
        triples = self._mapping.explain(record.kind, record.node)
        nodes = [result.focus]
        for step in steps:
            reached = [t.object for t in triples if t.predicate == step and f"<{t.subject}>" in nodes]
            if not reached:
                return result._replace(focus=nodes[0], path=step)
            nodes = reached
        makers = [f"<{t.subject}>" for t in triples if t.predicate == last and result.value in ("", t.object)]
        focus = next((node for node in nodes if node in makers), nodes[0])
        return result._replace(focus=focus, path=last)

    def _inputs(self, result: Result, record: Record) -> list[Input]:
        """List what made the triples concerned: values first, then conditions."""
        triples: list[TracedTriple] = [
            t
            for t in self._mapping.explain(record.kind, record.node)
            if f"<{t.subject}>" == result.focus and (not result.path or t.predicate == result.path)
        ]
        exact = [t for t in triples if t.object == result.value]
        if not result.path and not exact:
            return []
        found = [item for t in exact or triples for item in t.inputs]
        return sorted(found, key=lambda item: item.is_guard)

    def _missing_place(self, result: Result, record: Record) -> CellRef:
        """Point at the column that could have made a triple that is not there."""
        schema = KINDS[record.kind].schema
        node_type, node = schema, record.node
        for candidate, candidate_type in iter_nodes(record.node, schema):
            if f"<{candidate[0]}>" == result.focus:
                node, node_type = candidate, candidate_type
                break
        if result.path:
            for path, prop in self._mapping.sources_of(record.kind, node_type.name, result.path):
                where = locate(record, self._layouts, node, path=path, prop=prop)
                if where.column and field_name(schema, path, prop):
                    return where
        if node is not record.node:
            return locate(record, self._layouts, node)
        return locate(record, self._layouts)


def placeless_finding(result: Result, language: str = "en") -> Finding:
    """Turn a result about a node that no record is, or refers to, into a finding without a place.

    >>> print(placeless_finding(Result("<x:a>", "", "", "", Severity.ERROR, "x:S", (("needs a name", "en"),))))
    x:a: needs a name [shape-violated]
      hint: no record of the data set has this address; check that which the shape names
    """
    rule = rule_for_shape(result.shape)
    shown = "" if result.value in ("", result.focus) else f": {tell_term(result.value)}"
    hint = "no record of the data set has this address; check that which the shape names"
    message = f"{tell_term(result.focus)}: {tell(result, language)}{shown}"
    focus = result.focus.strip("<>")
    return Finding(
        rule.code,
        result.severity,
        message,
        hint,
        value=tell_term(result.value),
        focus=focus,
        shape=result.shape,
        path=result.path,
    )


def _value_of(item: Input, result: Result) -> object:
    """Return the record-graph value that a result is about, to choose among several."""
    position = item.node_type.slot(item.prop)
    value = item.node[position]
    prop = item.node_type.property(item.prop)
    if prop is None or not prop.many:
        return value
    for one in value:
        text = one[0] if isinstance(one, tuple) else one
        if isinstance(text, str) and text and text in result.value:
            return one
    return None


def _hint(rule: Rule, cells: Sequence[CellRef], severity: Severity) -> str:
    if rule is not SHAPE_VIOLATED:
        return rule.advice
    if len(cells) > 1:
        return f"the cells concerned are those of {', '.join(repr(cell.column) for cell in cells)}"
    if cells[0].column:
        return ""
    return "no single cell makes it: the condition is about the record as a whole" if severity is Severity.ERROR else ""
