"""Everything that mapping queries refuse, with the whole messages.

The cases stand in text files: a name, then parts of a query that is faulty, then its messages. Parts are
`template:` and `where:` (see `people.query`), `before:` (lines in front of a sound query), `with prefixes:` (all
behind the PREFIX lines) or `text:` (all of it).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.mapping.people import HEAD, messages, query

_FOLDER = Path(__file__).parent / "refused"
_PART = re.compile(
    r"^(template|where|before|with prefixes|text): ?(.*?)(?=^(?:template|where|before):|\Z)", re.M | re.S
)


def _cases() -> list[object]:
    found = []
    for path in sorted(_FOLDER.glob("*.txt")):
        for case in re.split(r"^### ", path.read_text("utf-8"), flags=re.M)[1:]:
            name, _, rest = case.partition("\n")
            parts, expected = re.split(r"^---\n", rest, maxsplit=1, flags=re.M)
            found.append(pytest.param(parts, expected.strip(), id=name))
    return found


def _query(parts: str) -> str:
    found = {name: text.removesuffix("\n") for name, text in _PART.findall(parts)}
    if "text" in found:
        return found["text"]
    if "with prefixes" in found:
        return HEAD + found["with prefixes"]
    before = f"{found['before']}\n" if "before" in found else ""
    return before + query(found.get("template", "?p a s:Person"), found.get("where", ""))


@pytest.mark.parametrize(("parts", "expected"), _cases())
def test_refuses(parts: str, expected: str) -> None:
    assert "\n".join(messages(_query(parts))) == expected
