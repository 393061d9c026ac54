"""The settings that a project file, the environment and options can make: names, types, defaults."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from sedova_lod.settings.model import SettingValue
from sedova_lod.settings.splitting import read_split

__all__ = ["SETTINGS", "SettingSpec", "SettingType", "check_setting", "read_setting"]

_WORDS = {
    "1": True,
    "true": True,
    "yes": True,
    "on": True,
    "0": False,
    "false": False,
    "no": False,
    "off": False,
}


class SettingType(enum.Enum):
    """Tell how a setting is written.

    >>> SettingType("true or false").name
    'FLAG'
    """

    TEXT = "a text"
    PATH = "a path"
    PATHS = "a list of paths"
    COUNT = "a whole number above 0"
    WORDS = "a list of words"
    FLAG = "true or false"
    CHOICE = "a word of a list"
    SPLIT = "kind, or a size such as 200MB"


@dataclass(frozen=True, slots=True)
class SettingSpec:
    """Describe one setting.

    Args:
        name: Name in `[build]`; the option is the same with `-`, the variable `SEDOVA_` and capitals.
        type: How it is written.
        default: Value if nothing else is said.
        doc: Meaning, one clause.
        choices: Words of a choice.

    >>> SETTINGS["fail_on"].option, SETTINGS["fail_on"].variable
    ('--fail-on', 'SEDOVA_FAIL_ON')
    """

    name: str
    type: SettingType
    default: SettingValue
    doc: str
    choices: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """Give the name on the command line."""
        return "--" + self.name.replace("_", "-")

    @property
    def variable(self) -> str:
        """Give the name in the environment."""
        return "SEDOVA_" + self.name.upper()


_TYPE = SettingType
SETTINGS: dict[str, SettingSpec] = {
    spec.name: spec
    for spec in (
        SettingSpec("profile", _TYPE.TEXT, "both", "schema_org, cidoc_crm, both, or a folder of queries"),
        SettingSpec("output", _TYPE.PATH, "dist", "folder that the result is written to"),
        SettingSpec("shapes", _TYPE.PATHS, (), "files or folders of further SHACL shapes"),
        SettingSpec("builtin_shapes", _TYPE.FLAG, True, "whether the tool's own shapes are checked as well"),
        SettingSpec("formats", _TYPE.WORDS, ("ttl", "jsonld", "nt", "nq"), "formats of the dumps"),
        SettingSpec("engine", _TYPE.TEXT, "auto", "who does the work; auto: processes for several jobs"),
        SettingSpec("master", _TYPE.TEXT, "", "address of the cluster, for the engine spark"),
        SettingSpec("jobs", _TYPE.COUNT, 1, "how many processes work side by side"),
        SettingSpec("fail_on", _TYPE.CHOICE, "error", "least severity of findings that stops a build",
                    ("info", "warning", "error")),
        SettingSpec("keep_going", _TYPE.FLAG, False, "set faulty records aside and build the others"),
        SettingSpec("compress", _TYPE.CHOICE, "none", "compression of the dumps",
                    ("none", "gzip", "zstd")),
        SettingSpec("split", _TYPE.SPLIT, "none", "whether each dump is split by kind, or by size"),
        SettingSpec("format", _TYPE.CHOICE, "text", "form of reports",
                    ("text", "json", "csv", "sarif", "junit", "html")),
        SettingSpec("message_language", _TYPE.TEXT, "en", "language of the messages of shapes; ours are in en and ru"),
        SettingSpec("color", _TYPE.CHOICE, "auto", "colours in the terminal", ("auto", "always", "never")),
        SettingSpec("reviewer", _TYPE.TEXT, "", "who decides about candidates of links"),
    )
}  # fmt: skip


def check_setting(spec: SettingSpec, value: object) -> SettingValue:
    """Check a value that has a type already, as in TOML.

    Args:
        spec: The setting.
        value: Its value; a list stands for several paths.

    Raises:
        ValueError: The value does not fit; the text says what was expected.

    >>> check_setting(SETTINGS["shapes"], ["a.ttl"])
    ('a.ttl',)
    >>> check_setting(SETTINGS["formats"], "nt,ttl")
    ('nt', 'ttl')
    >>> check_setting(SETTINGS["jobs"], 0)
    Traceback (most recent call last):
    ...
    ValueError: 'jobs' must be a whole number above 0
    """
    if spec.type is SettingType.FLAG:
        is_right = isinstance(value, bool)
    elif spec.type is SettingType.COUNT:
        is_right = isinstance(value, int) and not isinstance(value, bool) and value > 0
    elif spec.type is SettingType.PATHS:
        value = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list | tuple) else None
        is_right = value is not None and all(isinstance(v, str) and v for v in value)
    elif spec.type is SettingType.WORDS:
        words = value.split(",") if isinstance(value, str) else value
        value = tuple(dict.fromkeys(words)) if isinstance(words, list | tuple) and _are_words(words) else None
        is_right = value is not None
    else:
        is_right = isinstance(value, str) and value != ""
    if not is_right:
        raise ValueError(f"'{spec.name}' must be {spec.type.value}")
    if spec.type is SettingType.SPLIT:
        read_split(str(value))
    if spec.choices and value not in spec.choices:
        raise ValueError(f"'{spec.name}' is '{value}', expected one of: {', '.join(spec.choices)}")
    return value  # type: ignore[return-value]  # proved by the branches above


def _are_words(words: Sequence[object]) -> bool:
    return bool(words) and all(isinstance(word, str) and word.isalnum() for word in words)


def read_setting(spec: SettingSpec, text: str, separator: str = ":") -> SettingValue:
    """Read a value written as text, as in the environment.

    Args:
        spec: The setting.
        text: Its value, not empty.
        separator: Sign between several paths.

    Raises:
        ValueError: The value does not fit; the text says what was expected.

    >>> read_setting(SETTINGS["keep_going"], "yes"), read_setting(SETTINGS["jobs"], "4")
    (True, 4)
    """
    if spec.type is SettingType.FLAG:
        return check_setting(spec, _WORDS.get(text.lower()))
    if spec.type is SettingType.COUNT:
        return check_setting(spec, int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None)
    if spec.type is SettingType.PATHS:
        return check_setting(spec, [part for part in text.split(separator) if part])
    return check_setting(spec, text)
