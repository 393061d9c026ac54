"""A strict reader of HTML: every element closed in its order, every id there once, every reference answered."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

__all__ = ["Markup"]

_VOID = {"meta", "input", "br", "link", "img"}


class Markup(HTMLParser):
    """Read a page; what is wrong with it raises."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(page)
        self.close()
        assert self._open == [], f"not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1:] == [tag], f"</{tag}> closes another element"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if not self._open or self._open[-1] not in ("style", "script"):
            self.text += data

    @property
    def ids(self) -> Counter[str]:
        return Counter(str(attributes["id"]) for _, attributes in self.elements if "id" in attributes)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]
