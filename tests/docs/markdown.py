"""What the pages of the documentation hold: fenced blocks with the text before them, headings, links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
GENERATED = {ROOT / "docs" / "reference" / name for name in ("command-line.md", "findings.md", "records.md")}
_FENCE = re.compile(r"^(`{3,})(.*)$")
_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """Hold a fenced block of a page.

    Args:
        language: Word after the fence.
        text: Its lines.
        line: Line of the fence.
        before: What the page says since the block before, as one line.
    """

    language: str
    text: str
    line: int
    before: str


def pages() -> list[Path]:
    """List the README and all pages of docs/."""
    return [README, *sorted((ROOT / "docs").rglob("*.md"))]


def all_markdown() -> list[Path]:
    """List every Markdown file that readers open."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "data").glob("*.md"))]


def blocks(page: Path) -> Iterator[Block]:
    """Give the fenced blocks of a page in order."""
    fence, language, start = "", "", 0
    inside: list[str] = []
    before: list[str] = []
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        found = _FENCE.match(line)
        if fence and line == fence:
            yield Block(language, "".join(f"{one}\n" for one in inside), start, " ".join(before))
            fence, inside, before = "", [], []
        elif fence:
            inside.append(line)
        elif found:
            fence, language, start = found[1], found[2], number
        else:
            before.append(line.strip())
    assert not fence, f"{page}:{start}: the block has no end"


def prose(page: Path) -> str:
    """Give a page without its fenced blocks and code."""
    text = re.sub(r"^(`{3,}).*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return re.sub(r"`[^`\n]*`", "", text)


def links(page: Path) -> list[str]:
    """List the addresses that a page links to."""
    return _LINK.findall(prose(page))


def anchors(page: Path) -> set[str]:
    """List the anchors of a page's headings, as code hosts make them."""
    text = re.sub(r"^(`{3,}).*?^\1$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}
