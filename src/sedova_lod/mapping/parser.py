"""The parser of mapping queries: from the text of a file to its syntax tree, with all faults placed."""

from __future__ import annotations

from collections.abc import Callable

from sedova_lod.mapping.expression_parser import parse_expression
from sedova_lod.mapping.refusals import GROUP_WORDS, PATH, QUERY_FORMS, SOLUTION_WORDS
from sedova_lod.mapping.reports import Report
from sedova_lod.mapping.syntax import (
    BindSyntax,
    FilterSyntax,
    GroupSyntax,
    QuerySyntax,
    TermSyntax,
    TripleSyntax,
    VariableSyntax,
)
from sedova_lod.mapping.token_stream import TokenStream
from sedova_lod.mapping.tokens import Place, SyntaxFault, Token, read_tokens

__all__ = ["parse_query"]

_PATH_SIGNS = ("/", "|", "*", "+", "?", "^")
_Item = TripleSyntax | BindSyntax | FilterSyntax | GroupSyntax
_Reader = Callable[[Token], _Item | None]


def parse_query(text: str, report: Report) -> QuerySyntax | None:
    """Read one query.

    Args:
        text: Text of the file.
        report: Where its faults go.

    Returns:
        The query as far as it could be read; None if it has no usable WHERE part.

    >>> report = Report("x.rq")
    >>> query = parse_query("PREFIX rec: <https://w3id.org/sedova-lod/record#>"
    ...                     " CONSTRUCT { ?x a <http://schema.org/Person> } WHERE { ?x a rec:Person }", report)
    >>> len(query.template), report.faults
    (1, ())
    """
    try:
        return _QueryParser(TokenStream(read_tokens(text), report)).query()
    except SyntaxFault as fault:
        report.fault(fault.place, fault.what, fault.hint)
        return None


class _QueryParser:
    """Read the parts of a query in order."""

    def __init__(self, tokens: TokenStream) -> None:
        self._tokens = tokens

    def query(self) -> QuerySyntax:
        tokens = self._tokens
        tokens.read_prologue()
        self._query_form()
        if tokens.next.is_word("WHERE", "FROM"):
            what, hint = "the CONSTRUCT template is missing", "write CONSTRUCT { ... } WHERE { ... }"
            raise SyntaxFault(tokens.next.place, what, hint)
        template = self._template()
        if tokens.next.is_word("FROM"):
            what, hint = "FROM is not supported: a query sees one record", "leave it out"
            raise SyntaxFault(tokens.next.place, what, hint)
        tokens.skip_word("WHERE")
        where = self._group(tokens.next.place)
        self._end()
        return QuerySyntax(tokens.report.file, template, where)

    def _query_form(self) -> None:
        token = self._tokens.next
        refusal = QUERY_FORMS.get(token.text.upper()) if token.sort == "word" else None
        if refusal:
            raise SyntaxFault(token.place, *refusal)
        if not self._tokens.skip_word("CONSTRUCT"):
            raise self._tokens.unexpected("CONSTRUCT")

    def _template(self) -> tuple[TripleSyntax, ...]:
        tokens = self._tokens
        tokens.expect("{")
        triples: list[TripleSyntax] = []
        while not tokens.skip("}"):
            tokens.refuse_end("'}'")
            self._triples(triples)
            if not tokens.next.is_sign("}"):
                tokens.expect(".")
        return tuple(triples)

    def _end(self) -> None:
        token = self._tokens.next
        if token.sort == "end":
            return
        refusal = SOLUTION_WORDS.get(token.text.upper()) if token.sort == "word" else None
        if refusal:
            raise SyntaxFault(token.place, *refusal)
        raise self._tokens.unexpected("the end of the query")

    def _group(self, place: Place) -> GroupSyntax:
        tokens = self._tokens
        tokens.expect("{")
        items: list[_Item] = []
        with tokens.one_level_deeper():
            while not tokens.skip("}"):
                tokens.refuse_end("'}'")
                self._item(items)
        return GroupSyntax(tuple(items), place)

    def _item(self, items: list[_Item]) -> None:
        """Read one part of a group, with the full stop that may follow it."""
        tokens = self._tokens
        token = tokens.next
        reader = self._reader(token)
        if reader is None:
            self._patterns(items)
            return
        tokens.take()
        item = reader(token)
        if item is not None:
            items.append(item)
        tokens.skip(".")

    def _reader(self, token: Token) -> _Reader | None:
        if token.is_sign("{"):
            return self._bare_group
        if token.sort != "word" or token.text == "a":
            return None
        word = token.text.upper()
        if word in GROUP_WORDS:
            return self._refused
        readers: dict[str, _Reader] = {"OPTIONAL": self._optional, "BIND": self._bind, "FILTER": self._filter}
        return readers.get(word)

    def _optional(self, token: Token) -> GroupSyntax:
        return self._group(token.place)

    def _bind(self, bind: Token) -> BindSyntax:
        tokens = self._tokens
        tokens.expect("(")
        expression = parse_expression(tokens)
        if not tokens.skip_word("AS"):
            raise tokens.unexpected("AS ?variable")
        token = tokens.take()
        if token.sort != "variable":
            raise tokens.unexpected("a variable", token)
        tokens.expect(")")
        return BindSyntax(expression, VariableSyntax(token.text, token.place), bind.place)

    def _filter(self, token: Token) -> FilterSyntax:
        return FilterSyntax(parse_expression(self._tokens, is_filter=True), token.place)

    def _bare_group(self, brace: Token) -> None:
        tokens = self._tokens
        is_select = tokens.next.is_word("SELECT")
        tokens.skip_braces()
        if is_select:
            tokens.report.fault(brace.place, *GROUP_WORDS["SELECT"])
        elif not tokens.next.is_word("UNION"):
            tokens.report.fault(
                brace.place, "a group in braces without OPTIONAL", "write OPTIONAL before it, or no braces"
            )

    def _refused(self, token: Token) -> None:
        """Report a refused construct and go on behind its braces."""
        tokens = self._tokens
        tokens.report.fault(token.place, *GROUP_WORDS[token.text.upper()])
        while not tokens.next.is_sign("{", "}"):
            tokens.take_or_stop()
        if tokens.skip("{"):
            tokens.skip_braces()

    def _patterns(self, items: list[_Item]) -> None:
        tokens = self._tokens
        self._triples(items)
        if tokens.skip("."):
            return
        if tokens.next.is_sign("}", "{") or self._reader(tokens.next) is not None:
            return
        raise tokens.unexpected("'.' or '}'")

    def _triples(self, into: list[TripleSyntax] | list[_Item]) -> None:
        """Read a subject with its predicates and objects."""
        tokens = self._tokens
        if tokens.next.is_sign("["):
            tokens.blank_node()
            subject: TermSyntax | None = None
            if tokens.next.is_sign(".", "}"):
                return
        else:
            subject = tokens.term()
        while True:
            self._objects(subject, into)
            if not tokens.skip(";"):
                return
            while tokens.skip(";"):
                pass
            if tokens.next.is_sign(".", "}"):
                return

    def _objects(self, subject: TermSyntax | None, into: list[TripleSyntax] | list[_Item]) -> None:
        tokens = self._tokens
        predicate = self._predicate()
        while True:
            value = tokens.term()
            if subject is not None and predicate is not None and value is not None:
                into.append(TripleSyntax(subject, predicate, value))
            if not tokens.skip(","):
                return

    def _predicate(self) -> TermSyntax | None:
        """Read a predicate; a property path is reported and passed over."""
        tokens = self._tokens
        place = tokens.next.place
        if not tokens.next.is_sign("^", "!", "(") and not tokens.second.is_sign(*_PATH_SIGNS):
            return tokens.term(is_predicate=True)
        tokens.report.fault(place, *PATH)
        tokens.skip_path()
        return None
