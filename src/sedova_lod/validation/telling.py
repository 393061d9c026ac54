"""A result as one sentence: what is wrong and, for conditions on whole shapes, which alternative failed and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sedova_lod.namespaces import PREFIXES
from sedova_lod.validation.plain_messages import component_name
from sedova_lod.validation.results import Alternative, Result

__all__ = ["Words", "tell", "tell_term", "words_of"]

_MOST_REASONS = 3
_LONGEST = 120


class Words(NamedTuple):
    """Hold the words that join the messages of shapes to a sentence, in one language."""

    alternative: str
    neither: str
    nor: str
    meets: str
    both: str
    more: str


_WORDS = {
    "en": Words("alternative", "neither {}", " nor ", "it meets {}", " and ", "and {} more"),
    "ru": Words("вариант", "не подходит ни {}", ", ни ", "подходит и {}", ", и ", "и ещё {}"),
}


def words_of(language: str) -> Words:
    """Give the words that join messages; English ones for a language that has none.

    >>> words_of("ru").alternative, words_of("fr").alternative
    ('вариант', 'alternative')
    """
    return _WORDS.get(language.partition("-")[0].lower(), _WORDS["en"])


def tell(result: Result, language: str = "en") -> str:
    """Tell a result with its causes.

    Args:
        result: The result.
        language: Language of the shapes' messages that is preferred.

    >>> from sedova_lod.findings import Severity
    >>> inner = Result("<x:a>", "", "", "", Severity.ERROR, "", (("needs a width", "en"),))
    >>> component = "http://www.w3.org/ns/shacl#OrConstraintComponent"
    >>> tell(Result("<x:a>", "", "", component, Severity.ERROR, "", (("has no size", "en"),),
    ...     details=(Alternative("ex:Box", "<x:a>", (inner,)), Alternative("ex:Disk", "<x:a>", (inner,)))))
    'has no size: neither ex:Box (needs a width) nor ex:Disk (needs a width)'
    """
    causes = _causes(result, language)
    return f"{result.message(language)}: {causes}" if causes else result.message(language)


def tell_term(term: str) -> str:
    """Write an N-Triples term for people: without its syntax, long ones cut.

    >>> tell_term("<http://schema.org/name>"), tell_term('"a"@en'), tell_term("_:b1")
    ('schema:name', 'a', '_:b1')
    """
    if term.startswith("<") and not term.startswith("<<"):
        iri = term[1:-1]
        for prefix, namespace in PREFIXES.items():
            if iri.startswith(namespace):
                return f"{prefix}:{iri.removeprefix(namespace)}"
        return iri
    text = term.rpartition('"')[0].removeprefix('"') if term.startswith('"') else term
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."


def _causes(result: Result, language: str) -> str:
    name = component_name(result)
    words = words_of(language)
    met = [a for a in result.details if not a.results]
    told = [(a, _reasons(a, language)) for a in result.details if a.results]
    if name == "QualifiedMaxCount":
        return _capped([tell_term(a.node) for a in met], words)
    if name == "QualifiedMinCount":
        return _capped([f"{tell_term(a.node)} ({reasons})" for a, reasons in told], words)
    if name == "Xone" and met:
        return words.meets.format(words.both.join(_name(a, words) for a in met))
    listed = [f"{_name(a, words)} ({reasons})" for a, reasons in told]
    if name in {"Or", "Xone"} and len(told) > 1:
        return words.neither.format(words.nor.join(listed))
    if name == "Node":
        return "".join(reasons for _, reasons in told)
    return "; ".join(listed)


def _name(alternative: Alternative, words: Words) -> str:
    number = alternative.name.removeprefix("alternative ")
    return f"{words.alternative} {number}" if number != alternative.name else alternative.name


def _reasons(alternative: Alternative, language: str) -> str:
    found: dict[str, None] = {}
    for result in alternative.results:
        place = f"{tell_term(result.focus)} " if result.focus != alternative.node else ""
        found[place + tell(result, language)] = None
    return _capped(list(found), words_of(language))


def _capped(texts: Sequence[str], words: Words) -> str:
    rest = len(texts) - _MOST_REASONS
    return "; ".join(texts[:_MOST_REASONS]) + (f"; {words.more.format(rest)}" if rest > 0 else "")
