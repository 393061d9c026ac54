"""One section of a project file: typed access to its keys, with every fault placed on its line."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Mapping

from sedova_lod.errors import Fault
from sedova_lod.settings.toml_places import TomlPath
from sedova_lod.terms import iri_fault, is_known_language, is_language_tag, usual_language_tag

__all__ = ["FaultList", "Section", "language_fault", "nearest"]

_NAMES = {
    dict: "a table",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
}

_MOST_SHOWN = 10**18


def nearest(name: str, known: Collection[str], otherwise: str = "") -> str:
    """Ask whether the nearest known name was meant.

    >>> nearest("titel", ["title", "base"]), nearest("xyz", ["title"], "see the reference")
    ("did you mean 'title'?", 'see the reference')
    """
    close = difflib.get_close_matches(name.lower().replace("-", "_"), known, n=1, cutoff=0.6)
    return f"did you mean '{close[0]}'?" if close else otherwise


def language_fault(tag: str) -> str:
    """Say why a tag names no language; empty if it does.

    >>> language_fault("ru-Latn"), language_fault("russian")
    ('', "'russian' is not a registered language tag")
    """
    if is_known_language(tag):
        return ""
    import langcodes  # noqa: PLC0415 - read only when a project names another language

    if is_language_tag(tag) and langcodes.tag_is_valid(tag):
        return ""
    return f"'{tag}' is not a registered language tag"


class FaultList:
    """Collect the faults of one project file.

    Args:
        file: Name of the file.
        lines: Line of each key.

    >>> faults = FaultList("sedova.toml", {("dataset",): 3})
    >>> faults.add(("dataset", "base"), "no 'base'")
    >>> print(faults.faults[0])
    sedova.toml:3: no 'base'
    """

    def __init__(self, file: str, lines: Mapping[TomlPath, int]) -> None:
        self.file = file
        self.lines = lines
        self._found: list[tuple[int, Fault]] = []

    @property
    def faults(self) -> list[Fault]:
        """Give the faults in the order of the file's lines."""
        return [fault for _, fault in sorted(self._found, key=lambda found: found[0])]

    def line(self, path: TomlPath) -> int:
        """Find the line of a key, or of what it stands in; 0 if neither has one."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.lines:
                return self.lines[path[:length]]
        return 0

    def add(self, path: TomlPath, what: str, hint: str = "") -> None:
        """Report a fault at a key."""
        line = self.line(path)
        self._found.append((line, Fault(f"{self.file}:{line}" if line else self.file, what, hint)))


class Section:
    """Read the keys of one table of the project file.

    Args:
        faults: Where faults are reported.
        path: Path of the table.
        label: Its name in messages: `[dataset]`.
        values: Its content.
        known: Keys it may have; any other is a fault.

    >>> faults = FaultList("sedova.toml", {("dataset", "titel"): 2})
    >>> section = Section(faults, ("dataset",), "[dataset]", {"titel": "x"}, ("title",))
    >>> print(faults.faults[0])
    sedova.toml:2: unknown key 'titel' in [dataset]
      hint: did you mean 'title'?
    """

    def __init__(
        self,
        faults: FaultList,
        path: TomlPath,
        label: str,
        values: Mapping[str, object],
        known: Collection[str],
    ) -> None:
        self.faults = faults
        self.path = path
        self.label = label
        self.values = values
        for key in values:
            if key not in known:
                hint = nearest(key, known, f"known keys: {', '.join(known)}")
                self.fault(key, f"unknown key '{key}' in {label}", hint)

    @property
    def line(self) -> int:
        """Give the line on which the section begins."""
        return self.faults.line(self.path)

    def fault(self, key: str, what: str, hint: str = "") -> None:
        """Report a fault at one of the section's keys; at the section itself if it lacks the key."""
        self.faults.add((*self.path, key), what, hint)

    def need(self, key: str, hint: str = "") -> bool:
        """Say whether the section has a key; report it if not."""
        if key not in self.values:
            self.fault(key, f"no '{key}' in {self.label}", hint)
        return key in self.values

    def wrong_type(self, key: str, expected: str, hint: str = "") -> None:
        """Report a value of the wrong type."""
        found = _NAMES.get(type(self.values[key]), "a date")
        self.fault(key, f"'{key}' is {found}, expected {expected}", hint)

    def text(self, key: str) -> str:
        """Give a text; empty if the key is not there or is no text."""
        value = self.values.get(key)
        if value is None:
            return ""
        if not isinstance(value, str):
            is_short = isinstance(value, float) or (isinstance(value, int) and abs(value) < _MOST_SHOWN)
            self.wrong_type(key, "a text", f'put it in quotation marks: {key} = "{value}"' if is_short else "")
            return ""
        if not value.strip():
            self.fault(key, f"'{key}' is empty", "write a value, or delete the key")
            return ""
        return value

    def flag(self, key: str) -> bool:
        """Give true or false; false if the key is not there."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.wrong_type(key, "true or false")
            return False
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Give a list of texts; one text counts as a list of one."""
        value = self.values.get(key, [])
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self.wrong_type(key, "a list of texts", f'write it like {key} = ["...", "..."]')
            return ()
        for index, item in enumerate(value):
            if not item.strip():
                self.faults.add((*self.path, key, index), f"'{key}' has an empty text", "delete it")
        return tuple(value)

    def text_table(self, key: str) -> dict[str, str] | None:
        """Give a table of texts; None if the key is not there or is no such table."""
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong_type(key, "a table", f'write it like {key} = {{ "..." = "..." }}')
            return None
        for inner, text in value.items():
            if not isinstance(text, str):
                what = f"'{inner}' in '{key}' is {_NAMES.get(type(text), 'a date')}, expected a text"
                self.faults.add((*self.path, key, inner), what, "put the value in quotation marks")
        return {inner: text for inner, text in value.items() if isinstance(text, str)}

    def language(self, key: str) -> str:
        """Give a language tag; empty if there is none."""
        tag = self.text(key)
        if tag:
            self._check_language((*self.path, key), tag)
        return usual_language_tag(tag)

    def languages(self, key: str) -> tuple[str, ...]:
        """Give a list of language tags, none of them twice."""
        tags = tuple(map(usual_language_tag, self.texts(key)))
        for index, tag in enumerate(tags):
            place = (*self.path, key, index)
            if tag in tags[:index]:
                self.faults.add(place, f"'{tag}' stands twice in '{key}'", "delete one of them")
            elif tag.strip():
                self._check_language(place, tag)
        return tags

    def by_language(self, key: str, first: str) -> dict[str, str]:
        """Give a text by language; a plain text is in the language `first`."""
        if isinstance(self.values.get(key), dict):
            found = self.text_table(key) or {}
            if not self.values[key]:
                self.fault(key, f"'{key}' is empty", f'write it like {key} = {{ {first} = "..." }}')
            usual = [usual_language_tag(tag) for tag in found]
            for index, (tag, text) in enumerate(found.items()):
                self._check_language((*self.path, key, tag), tag)
                if usual[index] in usual[:index]:
                    self.faults.add((*self.path, key, tag), f"'{tag}' stands twice in '{key}'", "delete one of them")
                if not text.strip():
                    self.faults.add((*self.path, key, tag), f"'{key}' is empty in '{tag}'", "delete it or fill it in")
            return dict(zip(usual, found.values(), strict=True))
        text = self.text(key)
        return {first: text} if text else {}

    def _check_language(self, place: TomlPath, tag: str) -> None:
        what = language_fault(tag)
        if what:
            self.faults.add(place, what, "use a BCP 47 tag such as en, ru or ru-Latn")

    def iri(self, key: str, example: str = "https://example.org/") -> str:
        """Give an absolute IRI; empty if there is none, or a faulty one."""
        iri = self.text(key)
        what = iri_fault(iri) if iri else ""
        if what:
            self.fault(key, f"'{key}' is no address: {what}", f"write the whole address, such as {example}")
        return "" if what else iri
