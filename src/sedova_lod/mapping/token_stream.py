"""The stream of tokens that the parsers of queries and expressions read: terms, prefixes, braces."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sedova_lod.mapping.refusals import BLANK_NODE, COLLECTION
from sedova_lod.mapping.reports import Report, did_you_mean
from sedova_lod.mapping.syntax import IriSyntax, LiteralSyntax, TermSyntax, VariableSyntax
from sedova_lod.mapping.tokens import SyntaxFault, Token
from sedova_lod.namespaces import PREFIXES, REC, SL
from sedova_lod.terms import iri_fault, is_language_tag

__all__ = ["MAX_DEPTH", "RDF", "TokenStream"]

MAX_DEPTH = 40

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_KNOWN_PREFIXES = {**PREFIXES, "rec": REC, "sl": SL}
_CLOSING = {"{": "}", "[": "]", "(": ")"}


class TokenStream:
    """Read tokens one by one, and the terms that they form.

    Args:
        tokens: All tokens of a query, the end included.
        report: Where faults go.

    >>> from sedova_lod.mapping.tokens import read_tokens
    >>> stream = TokenStream(read_tokens("PREFIX s: <http://schema.org/> s:name"), Report("x.rq"))
    >>> stream.read_prologue()
    >>> stream.term().value
    'http://schema.org/name'
    """

    def __init__(self, tokens: list[Token], report: Report) -> None:
        self.report = report
        self._tokens = tokens
        self._position = 0
        self._prefixes: dict[str, str] = {}
        self._depth = 0

    @property
    def next(self) -> Token:
        """Give the token to come, without taking it."""
        return self._tokens[self._position]

    @property
    def second(self) -> Token:
        """Give the token after the one to come."""
        return self._tokens[min(self._position + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Take the token to come; the end is never passed."""
        token = self.next
        if token.sort != "end":
            self._position += 1
        return token

    def refuse_end(self, expected: str) -> None:
        """Raise if nothing more comes.

        Raises:
            SyntaxFault: The query is at its end.
        """
        if self.next.sort == "end":
            raise self.unexpected(expected)

    def take_or_stop(self) -> Token:
        """Take the token to come; raise at the end of the file."""
        self.refuse_end("'}'")
        return self.take()

    def skip(self, sign: str) -> bool:
        """Take a sign if it comes next, and say whether it did."""
        if self.next.is_sign(sign):
            self.take()
            return True
        return False

    def skip_word(self, word: str) -> bool:
        """Take a keyword if it comes next, and say whether it did."""
        if self.next.is_word(word):
            self.take()
            return True
        return False

    def expect(self, sign: str) -> None:
        """Take a sign.

        Raises:
            SyntaxFault: Another token comes next.
        """
        if not self.skip(sign):
            raise self.unexpected(f"'{sign}'")

    def unexpected(self, expected: str, token: Token | None = None) -> SyntaxFault:
        """Make the fault of a token that cannot stand where it stands."""
        token = token or self.next
        if token.sort == "end":
            return SyntaxFault(token.place, f"the query ends where {expected} is expected")
        marks = {"variable": "?", "language": "@"}
        shown = f"<{token.text}>" if token.sort == "iri" else marks.get(token.sort, "") + token.text
        return SyntaxFault(token.place, f"expected {expected}, found '{shown}'")

    @contextmanager
    def one_level_deeper(self) -> Iterator[None]:
        """Read what is nested in something else.

        Raises:
            SyntaxFault: It is nested too deeply to be compiled.
        """
        self._depth += 1
        if self._depth > MAX_DEPTH:
            what = f"groups and expressions are nested more than {MAX_DEPTH} deep"
            raise SyntaxFault(self.next.place, what, "bind inner expressions to variables")
        yield
        self._depth -= 1

    def skip_braces(self) -> None:
        """Pass over everything up to the brace that closes the group begun."""
        self._skip_to_closing("}")

    def _skip_to_closing(self, closing: str) -> None:
        waiting = [closing]
        while waiting:
            token = self.take_or_stop()
            if token.is_sign(waiting[-1]):
                waiting.pop()
            elif token.is_sign(*_CLOSING):
                waiting.append(_CLOSING[token.text])

    def skip_brackets(self) -> None:
        """Pass over everything in the brackets that come next.

        Raises:
            SyntaxFault: No bracket comes next.
        """
        token = self.take()
        if not token.is_sign(*_CLOSING):
            raise self.unexpected("'('", token)
        self._skip_to_closing(_CLOSING[token.text])

    def skip_path(self) -> None:
        """Pass over a property path, up to the object behind it."""
        is_step_due = True
        while True:
            token = self.next
            if token.is_sign("("):
                self.take()
                self._skip_to_closing(")")
                is_step_due = False
            elif token.is_sign("/", "|", "^", "!"):
                self.take()
                is_step_due = True
            elif token.is_sign("*", "+", "?"):
                self.take()
            elif is_step_due and (token.sort in ("iri", "name") or token[:2] == ("word", "a")):
                self.take()
                is_step_due = False
            else:
                return

    def read_prologue(self) -> None:
        """Read the PREFIX lines."""
        while True:
            token = self.next
            if token.is_word("BASE"):
                self.take()
                self.take()
                self.report.fault(token.place, "BASE is not supported", "write IRIs in full, or use PREFIX")
            elif token.is_word("PREFIX"):
                self.take()
                self._read_prefix()
            else:
                return

    def _read_prefix(self) -> None:
        name = self.take()
        if name.sort != "name" or not name.text.endswith(":"):
            raise self.unexpected("a prefix such as 'crm:'", name)
        iri = self.take()
        if iri.sort != "iri":
            raise self.unexpected("an IRI in angle brackets", iri)
        prefix = name.text[:-1]
        others = [known for known, namespace in self._prefixes.items() if namespace == iri.text and known != prefix]
        if prefix in self._prefixes:
            self.report.fault(name.place, f"the prefix '{prefix}:' is declared twice", "keep one of the lines")
        elif others:
            what = f"the prefixes '{others[0]}:' and '{prefix}:' stand for the same namespace"
            self.report.fault(name.place, what, "keep one of them: not every SPARQL engine accepts two")
        self._check_iri(iri)
        self._prefixes[prefix] = iri.text

    def _check_iri(self, token: Token) -> None:
        fault = iri_fault(token.text)
        if fault:
            self.report.fault(token.place, f"<{token.text}> is not an absolute IRI: {fault}", "write it in full")

    def term(self, *, is_predicate: bool = False) -> TermSyntax | None:
        """Read a term; a blank node is reported and gives None.

        Raises:
            SyntaxFault: No term comes next.
        """
        token = self.next
        if token.is_sign("[", "(") or token.sort == "blank_node":
            self.blank_node()
            return None
        self.take()
        if token.sort == "variable":
            return VariableSyntax(token.text, token.place)
        if token.sort in ("iri", "name"):
            return self.iri(token)
        if token.text == "a" and token.sort == "word" and is_predicate:
            return IriSyntax(f"{RDF}type", "a", token.place)
        if token.sort in ("string", "number") or token.is_word("TRUE", "FALSE"):
            return self.literal(token)
        raise self.unexpected("a property" if is_predicate else "a variable, an IRI or a literal", token)

    def blank_node(self) -> None:
        """Report a blank node or a collection, and pass over it."""
        token = self.take()
        refusal = COLLECTION if token.is_sign("(") else BLANK_NODE
        self.report.fault(token.place, *refusal)
        if token.sort == "sign":
            self._skip_to_closing(_CLOSING[token.text])

    def iri(self, token: Token) -> IriSyntax:
        """Make an IRI of a token, with its prefix replaced."""
        if token.sort == "iri":
            self._check_iri(token)
            return IriSyntax(token.text, f"<{token.text}>", token.place)
        prefix, _, local = token.text.partition(":")
        namespace = self._prefixes.get(prefix)
        if namespace is None:
            namespace = _KNOWN_PREFIXES.get(prefix, "")
            line = f"add the line PREFIX {prefix}: <{namespace}>" if namespace else ""
            known = [f"{name}:" for name in self._prefixes]
            hint = line or did_you_mean(f"{prefix}:", known, "declare it with PREFIX at the beginning of the file")
            self.report.fault(token.place, f"the prefix '{prefix}:' is not declared", hint)
        return IriSyntax(namespace + local, token.text, token.place)

    def literal(self, token: Token) -> LiteralSyntax:
        """Make a literal of a token and of the language tag or datatype behind it."""
        if token.sort == "word":
            return LiteralSyntax(token.text.lower(), "", f"{_XSD}boolean", token.place)
        if token.sort == "number":
            return self._number(token)
        if self.next.sort == "language":
            tag = self.take()
            if not is_language_tag(tag.text):
                what, hint = f"'{tag.text}' is not a language tag", "write one such as en, ru or ru-Latn"
                self.report.fault(tag.place, what, hint)
            return LiteralSyntax(token.text, tag.text, "", token.place)
        if self.skip("^^"):
            return LiteralSyntax(token.text, "", self._datatype(), token.place)
        return LiteralSyntax(token.text, "", "", token.place)

    def _number(self, token: Token) -> LiteralSyntax:
        """Make a number; only forms that all engines read and write alike."""
        text = token.text
        datatype = "double" if "e" in text.lower() else "decimal" if "." in text else "integer"
        if datatype == "double" or text[0] == "+" or (datatype == "decimal" and text[0] in "-."):
            what = f"the number {text} is not read alike by all SPARQL engines"
            self.report.fault(token.place, what, f'write it as a typed literal: "{text}"^^xsd:{datatype}')
        return LiteralSyntax(text, "", _XSD + datatype, token.place)

    def _datatype(self) -> str:
        token = self.take()
        if token.sort not in ("iri", "name"):
            raise self.unexpected("a datatype", token)
        datatype = self.iri(token).value
        if datatype == f"{RDF}langString":
            self.report.fault(token.place, "a literal with a language has a tag", 'write "text"@en')
        return "" if datatype == f"{_XSD}string" else datatype
