"""RDF terms as text: checked IRIs, escaped literals and language tags, in N-Triples form."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import quote

__all__ = [
    "bad_character",
    "encode_for_uri",
    "escape",
    "iri_fault",
    "is_address",
    "is_known_language",
    "is_language_tag",
    "language_literal",
    "literal",
    "typed_literal",
    "usual_language_tag",
]

_BAD_IRI = re.compile(
    r"[\x00-\x20<>\"{}|\\^`\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]"
    r"|[\U000e0000-\U000e0fff\U000f0000-\U0010ffff]|[\U0001fffe-\U0001ffff\U0002fffe-\U0002ffff]"
    r"|%(?![0-9A-Fa-f]{2})"
)
_AUTHORITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://([^/?#]*)")
_HOST_AND_PORT = re.compile(r"(?:[^@\[\]]*@)?(?:\[([0-9A-Fa-f:.]+)\]|[^:@\[\]]*)(?::[0-9]*)?")
_WEB = re.compile(r"https?:", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_NEEDS_ESCAPE = re.compile(r'[\x00-\x1f"\\\x7f]')
_BAD_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff\ufffd]")
_LANGUAGE = re.compile(
    r"(?:[A-Za-z]{2,3}(?:-[A-Za-z]{3}){0,3}|[A-Za-z]{5,8})"  # language, extended language
    r"(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?"  # script, region
    r"(?:-(?:[A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"  # variants
    r"(?:-[A-WYZa-wyz0-9](?:-[A-Za-z0-9]{2,8})+)*"  # extensions
    r"(?:-[Xx](?:-[A-Za-z0-9]{1,8})+)?"
    r"|[Xx](?:-[A-Za-z0-9]{1,8})+"
)
_KNOWN_LANGUAGES = frozenset(
    ("ar", "be", "bg", "ca", "cs", "da", "de", "el", "en", "eo", "es", "et", "fa", "fi", "fr", "he", "hi", "hr", "hu",
     "hy", "it", "ja", "ka", "ko", "la", "lt", "lv", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr",
     "uk", "yi", "zh")
)  # fmt: skip
_ESCAPES = {
    '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f",
}  # fmt: skip


def iri_fault(iri: str) -> str:
    """Say what keeps a text from being an absolute IRI; empty if nothing does.

    >>> iri_fault("https://example.org/a b")
    'a blank at position 22'
    >>> iri_fault("https://example.org/Сурож"), iri_fault("example.org")
    ('', "no scheme such as 'https:'")
    """
    found = _BAD_IRI.search(iri)
    if found:
        sign = found.group()
        name = "a blank" if sign in " \t\n\r" else "'%' without two digits" if sign == "%" else f"the sign {sign!r}"
        return f"{name} at position {found.start() + 1}"
    if not _SCHEME.match(iri):
        return "no scheme such as 'https:'"
    if iri.count("#") > 1:
        return "two signs '#'"
    authority = _AUTHORITY.match(iri)
    rest = iri[authority.end() :] if authority else iri
    if "[" in rest or "]" in rest:
        return "a square bracket outside the host"
    if authority and not _is_host(authority[1]):
        return f"'{authority[1]}' is no host"
    is_empty = not iri.split(":", 1)[1].strip("/")
    return "nothing after the scheme" if is_empty else _web_fault(iri, authority)


def _web_fault(iri: str, authority: re.Match[str] | None) -> str:
    """Say what an address of the web lacks, of which every program would make another one, or none."""
    if not _WEB.match(iri):
        return ""
    if authority is None:
        return "no '//' after the scheme"
    host = authority[1].rpartition("@")[2].lower()
    if host.rstrip(":") in ("http", "https"):
        return "two schemes"
    return "" if host.partition(":")[0] else "no host"


def _is_host(authority: str) -> bool:
    found = _HOST_AND_PORT.fullmatch(authority)
    if found is None or found[1] is None:
        return found is not None
    try:
        return ipaddress.IPv6Address(found[1]) is not None
    except ValueError:
        return False


def is_address(text: str) -> bool:
    """Say whether a text begins as addresses of the web do.

    >>> is_address("https://example.org/a"), is_address("a/b")
    (True, False)
    """
    return _WEB.match(text) is not None


def bad_character(text: str) -> str:
    r"""Name the first character that no text may hold; empty if there is none.

    Control characters, lone surrogates and the replacement sign U+FFFD are the marks of a damaged file.

    >>> bad_character("a\x00b"), bad_character("ok\n")
    ('U+0000 at position 2', '')
    """
    found = _BAD_TEXT.search(text)
    return f"U+{ord(found.group()):04X} at position {found.start() + 1}" if found else ""


def is_language_tag(tag: str) -> bool:
    """Say whether a tag is well-formed.

    Source:
        BCP 47 (RFC 5646), section 2.1, https://www.rfc-editor.org/rfc/rfc5646

    >>> is_language_tag("ru-Latn-alalc97"), is_language_tag("russian!")
    (True, False)
    """
    return _LANGUAGE.fullmatch(tag) is not None


def usual_language_tag(tag: str) -> str:
    """Write a tag with the capitals that are usual: `en-GB`, `ru-Latn`. What is no tag stays as it is.

    Capitals mean nothing in a tag, but to most programs `"Lev"@EN` is another text than `"Lev"@en`.

    Source:
        BCP 47 (RFC 5646), section 2.1.1, https://www.rfc-editor.org/rfc/rfc5646

    >>> [usual_language_tag(tag) for tag in ("EN-gb", "ru-LATN-alalc97", "de-x-AT", "ru_RU")]
    ['en-GB', 'ru-Latn-alalc97', 'de-x-at', 'ru_RU']
    """
    if is_known_language(tag) or not is_language_tag(tag):
        return tag
    parts = tag.lower().split("-")
    for place, part in enumerate(parts[1:], 1):
        if len(parts[place - 1]) == 1:
            break  # what follows a single letter is written small
        if len(part) == 2 or (len(part) == 4 and part.isalpha()):
            parts[place] = part.upper() if len(part) == 2 else part.title()
    return "-".join(parts)


def is_known_language(tag: str) -> bool:
    """Say of the tags that most data have, without the registry of languages, that they are in it.

    >>> is_known_language("en"), is_known_language("ru-Latn")
    (True, False)
    """
    return tag in _KNOWN_LANGUAGES


def escape(text: str) -> str:
    r"""Escape a text for a quoted N-Triples, Turtle or JSON string.

    The escapes are those that the three have in common, so a text is escaped once for all of them.

    >>> escape('say "no"\n')
    'say \\"no\\"\\n'
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return _NEEDS_ESCAPE.sub(_escape_one, text)


def _escape_one(found: re.Match[str]) -> str:
    sign = found.group()
    return _ESCAPES.get(sign) or f"\\u{ord(sign):04X}"


def literal(text: str) -> str:
    """Write a plain string literal in N-Triples form.

    >>> literal("Romny")
    '"Romny"'
    """
    return f'"{escape(text)}"'


def language_literal(text: str, language: str) -> str:
    """Write a language-tagged string; an empty language gives a plain one.

    >>> language_literal("Ромны", "ru")
    '"Ромны"@ru'
    """
    return f'"{escape(text)}"@{language}' if language else f'"{escape(text)}"'


def typed_literal(text: str, datatype: str) -> str:
    """Write a typed literal; `datatype` is an absolute IRI.

    >>> typed_literal("1906", "http://www.w3.org/2001/XMLSchema#gYear")
    '"1906"^^<http://www.w3.org/2001/XMLSchema#gYear>'
    """
    return f'"{escape(text)}"^^<{datatype}>'


def encode_for_uri(text: str) -> str:
    """Percent-encode all but unreserved characters, as SPARQL's ENCODE_FOR_URI does.

    Source:
        SPARQL 1.1 Query Language, 17.4.3.11, https://www.w3.org/TR/sparql11-query/#func-encode

    >>> encode_for_uri("Los Angeles/a~b")
    'Los%20Angeles%2Fa~b'
    """
    if text.isascii() and text.isalnum():
        return text
    return quote(text, safe="-_.~")
