"""How a result about the RDF becomes a finding about a cell of the user's table."""

from __future__ import annotations

from collections.abc import Sequence

from sedova_lod.findings import CellRef, Finding, Rule, Severity, rule_for_shape
from sedova_lod.findings.graph import SHAPE_VIOLATED
from sedova_lod.mapping import Input, Mapping, TracedTriple
from sedova_lod.namespaces import PREFIXES
from sedova_lod.records import KINDS, Record, TableLayout, field_name, iter_nodes, locate
from sedova_lod.validation.results import Result

__all__ = ["Tracer"]


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
        self._language = language

    def finding(self, result: Result, record: Record) -> Finding:
        """Turn a result about a record into a finding at the cell that caused it."""
        where, value = self._place(result, record)
        rule = rule_for_shape(result.shape)
        name = f"{record.kind}/{record.id}"
        base = record.iri.removesuffix(name) if record.iri.endswith(name) else ""
        message = result.message(self._language) or _plain_message(result)
        focus = result.focus.strip("<>")
        part = f" (at its part '#{focus.partition('#')[2]}')" if "#" in focus and focus.startswith(record.iri) else ""
        is_told = result.value in ("", result.focus) or _shown(result.value) in message
        shown = "" if is_told else f": {_shown(result.value)}"
        return Finding(
            rule.code,
            result.severity,
            f"{name}{part}: {(message + shown).replace(base or '<>', '')}",
            _hint(rule, where, result.severity),
            where,
            value,
            name,
            focus,
            result.shape,
            result.path,
        )

    def _place(self, result: Result, record: Record) -> tuple[CellRef, str]:
        inputs = self._inputs(result, record)
        for item in inputs:
            where = locate(
                record, self._layouts, item.node, path=item.path, prop=item.prop, value=_value_of(item, result)
            )
            if where.column:
                return where, _shown(result.value)
        return self._missing_place(result, record), _shown(result.value)

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


def _hint(rule: Rule, where: CellRef, severity: Severity) -> str:
    if rule is not SHAPE_VIOLATED:
        return rule.advice
    if where.column:
        return ""
    return SHAPE_VIOLATED.mend if severity is Severity.ERROR else ""


def _shown(term: str) -> str:
    """Write an N-Triples term for people: without its syntax, long ones cut."""
    if term.startswith("<"):
        iri = term[1:-1]
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri
    text = term.rpartition('"')[0].removeprefix('"') if term.startswith('"') else term
    return text if len(text) <= 120 else f"{text[:117]}..."


def _plain_message(result: Result) -> str:
    component = result.component.rpartition("#")[2].removesuffix("ConstraintComponent")
    path = _shown(f"<{result.path}>") if result.path and "<" not in result.path else result.path
    return f"the condition sh:{component[:1].lower()}{component[1:]} does not hold" + (f" for {path}" if path else "")
