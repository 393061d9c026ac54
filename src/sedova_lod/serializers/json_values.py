"""Literals of N-Triples as JSON-LD values; their escapes are JSON's too, so texts are taken as they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sedova_lod.serializers.context import ValueForm

__all__ = ["coerced_value", "join_values", "language_entry", "language_map", "value_object"]


def language_entry(value: str) -> str:
    """Write one text by its language; empty if it is none.

    >>> language_entry('"A"@en'), language_entry('"A"'), language_entry('"1"^^<x:y>')
    ('{"en": "A"}', '{"@none": "A"}', '')
    """
    last = value[-1]
    if last == ">":
        return ""
    if last == '"':
        return f'{{"@none": {value}}}'
    cut = value.rindex('"@') + 1
    return f'{{"{value[cut + 1 :]}": {value[:cut]}}}'


def language_map(objects: Iterable[str]) -> tuple[str, list[str]]:
    """Write texts by language, and give back the objects that are none.

    >>> language_map(['"A"@en', '"B"@en', '"C"', '<x:d>'])
    ('{"@none": "C", "en": ["A", "B"]}', ['<x:d>'])
    """
    texts: dict[str, list[str]] = {}
    misfits: list[str] = []
    for value in objects:
        last = value[-1]
        if last == ">":
            misfits.append(value)
        elif last == '"':
            texts.setdefault("@none", []).append(value)
        else:
            cut = value.rindex('"@') + 1
            texts.setdefault(value[cut + 1 :], []).append(value[:cut])
    if not texts:
        return "", misfits
    entries = [f'"{tag}": {_one_line(texts[tag])}' for tag in sorted(texts)]
    return f"{{{', '.join(entries)}}}", misfits


def value_object(literal: str, types: Mapping[str, str]) -> str:
    """Write a literal so that it says what it is.

    Args:
        literal: Literal in N-Triples form.
        types: Names of datatypes by IRI.

    >>> value_object('"1906"^^<http://www.w3.org/2001/XMLSchema#gYear>', {})
    '{"type": "http://www.w3.org/2001/XMLSchema#gYear", "@value": "1906"}'
    >>> value_object('"A"@en', {}), value_object('"A"', {})
    ('{"@language": "en", "@value": "A"}', '"A"')
    """
    last = literal[-1]
    if last == '"':
        return literal
    if last == ">":
        cut = literal.rindex('"^^<') + 1
        datatype = literal[cut + 3 : -1]
        return f'{{"type": "{types.get(datatype, datatype)}", "@value": {literal[:cut]}}}'
    cut = literal.rindex('"@') + 1
    return f'{{"@language": "{literal[cut + 1 :]}", "@value": {literal[:cut]}}}'


def coerced_value(literal: str, form: ValueForm) -> str:
    """Write a literal whose term says what it is; empty if the term says something else.

    >>> coerced_value('"5"^^<http://www.w3.org/2001/XMLSchema#integer>', "http://www.w3.org/2001/XMLSchema#integer")
    '"5"'
    >>> coerced_value('"A"', "@string"), coerced_value('"A"@en', "@string")
    ('"A"', '')
    """
    if form == "@string":
        return literal if literal[-1] == '"' else ""
    end = f'"^^<{form}>'
    return literal[: 1 - len(end)] if literal.endswith(end) else ""


def join_values(values: Sequence[str], indent: int) -> str:
    r"""Write one value as it is and several as an array; an array with nested nodes takes several lines.

    Args:
        values: The values.
        indent: Indent of nodes in an array; 0 for a value that stands alone.

    >>> join_values(['"A"', '"B"'], 4), join_values(['"A"'], 0)
    ('["A", "B"]', '"A"')
    """
    if not indent or not any(value.startswith("{\n") for value in values):
        return _one_line(values)
    start = "\n" + " " * indent
    body = f",{start}".join(values)
    return f"[{start}{body}{start[:-2]}]"


def _one_line(values: Sequence[str]) -> str:
    if len(values) == 1:
        return values[0]
    return f"[{', '.join(values)}]" if values else ""
