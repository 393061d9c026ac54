"""Checks of the CONSTRUCT template: each triple is about the record or its own part, and can be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sedova_lod.mapping.expressions import literal_type
from sedova_lod.mapping.iri_rules import owner
from sedova_lod.mapping.query import Constant, Triple, Variable
from sedova_lod.mapping.reports import Report, did_you_mean
from sedova_lod.mapping.scopes import Binders
from sedova_lod.mapping.syntax import IriSyntax, LiteralSyntax, TermSyntax, TripleSyntax, VariableSyntax
from sedova_lod.mapping.term_types import IRI
from sedova_lod.terms import language_literal, literal, typed_literal

__all__ = ["check_template"]


def check_template(
    template: Sequence[TripleSyntax], variables: Mapping[str, Variable], binders: Binders, report: Report
) -> tuple[Triple, ...]:
    """Check the triples of a template.

    Args:
        template: Its triples.
        variables: What the WHERE part binds, by name.
        binders: Where it does so, for messages.
        report: Where faults go.
    """
    checker = _TemplateChecker(variables, binders, report)
    found = [checker.triple(syntax) for syntax in template]
    return tuple(triple for triple in found if triple is not None)


class _TemplateChecker:
    """Check triples one by one."""

    def __init__(self, variables: Mapping[str, Variable], binders: Binders, report: Report) -> None:
        self._variables = variables
        self._binders = binders
        self._report = report

    def triple(self, syntax: TripleSyntax) -> Triple | None:
        subject = self._subject(syntax.subject)
        value = self._object(syntax.object)
        if not isinstance(syntax.predicate, IriSyntax):
            hint = "write one triple for each property"
            self._report.fault(syntax.predicate.place, "a property must be a constant, not a variable", hint)
            return None
        if subject is None or value is None:
            return None
        predicate = syntax.predicate
        return Triple(
            subject, predicate.value, value, syntax.object.place, None if predicate.text == "a" else predicate.place
        )

    def _subject(self, term: TermSyntax) -> Variable | None:
        if isinstance(term, LiteralSyntax):
            self._report.fault(term.place, "a literal cannot be a subject")
            return None
        if isinstance(term, IriSyntax):
            hint = "describe it in a record of its own"
            self._report.fault(term.place, f"{term.text} is no part of the record, so a query cannot describe it", hint)
            return None
        variable = self._variable(term)
        if variable is None or owner(variable):
            return variable
        if variable.type != IRI:
            self._report.fault(term.place, f"?{variable.name} is {variable.type}, which cannot be a subject")
            return None
        what = f"?{variable.name} is not surely the record or a part of it, so a query cannot describe it"
        if variable.bind is not None:
            hint = 'begin its IRI with the record\'s: IRI(CONCAT(STR(?record), "#part"))'
        else:
            hint = "turn the triple round, or write it in the queries of the other record's kind"
        self._report.fault(term.place, what, hint)
        return None

    def _object(self, term: TermSyntax) -> Variable | Constant | None:
        if isinstance(term, VariableSyntax):
            return self._variable(term)
        if isinstance(term, IriSyntax):
            return Constant(f"<{term.value}>", IRI, term.place)
        return Constant(_literal_text(term), literal_type(term), term.place)

    def _variable(self, term: VariableSyntax) -> Variable | None:
        found = self._variables.get(term.name)
        if found is None and not self._binders.is_known(term.name):
            hint = did_you_mean(term.name, self._variables, prefix="?")
            self._report.fault(term.place, f"nothing binds ?{term.name}", hint)
        return found


def _literal_text(term: LiteralSyntax) -> str:
    if term.language:
        return language_literal(term.text, term.language)
    return typed_literal(term.text, term.datatype) if term.datatype else literal(term.text)
