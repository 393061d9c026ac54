"""A hint for the number of the next version: by what became of the records."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["VersionHint", "hint_version"]

_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:[-+].*)?")
_LEVELS = ("major", "minor", "patch")


class VersionHint(NamedTuple):
    """Hold a hint for the version.

    Args:
        level: `major`, `minor`, `patch` or `none`.
        number: Number that follows the old version; empty if that is no number.
        reason: Why, in words.
        is_met: Whether the new version is that number or a later one.
    """

    level: str
    number: str
    reason: str
    is_met: bool


def hint_version(old: str, new: str, *, n_removed: int, n_added: int, n_changed: int) -> VersionHint:
    """Say which number the new version should have.

    Who relies on a data set relies on its identifiers: one that is gone asks for a new first number. A new record
    breaks nothing, and a correction promises nothing new.

    Args:
        old: Version of the old build.
        new: Version of the new build.
        n_removed: Records that are gone.
        n_added: Records that are new.
        n_changed: Records that say something else.

    Source:
        Semantic Versioning 2.0.0, https://semver.org/, with identifiers as the public interface.

    >>> hint_version("1.2.0", "1.3.0", n_removed=0, n_added=4, n_changed=1)
    VersionHint(level='minor', number='1.3.0', reason='4 records are new', is_met=True)
    >>> hint_version("1.2.0", "1.3.0", n_removed=1, n_added=4, n_changed=1)[:2]
    ('major', '2.0.0')
    >>> hint_version("spring", "summer", n_removed=0, n_added=0, n_changed=1).number
    ''
    """
    said = (
        ("major", n_removed, "is gone", "are gone"),
        ("minor", n_added, "is new", "are new"),
        ("patch", n_changed, "is corrected", "are corrected"),
    )
    for level, number, one, several in said:
        if number:
            reason = f"1 record {one}" if number == 1 else f"{number:,} records {several}".replace(",", " ")
            wanted = _raise(old, level)
            return VersionHint(level, wanted, reason, _is_met(new, wanted))
    return VersionHint("none", old, "no record differs", True)


def _parts(version: str) -> tuple[int, ...]:
    found = _NUMBER.fullmatch(version.removeprefix("v"))
    return tuple(int(part or 0) for part in found.groups()) if found else ()


def _raise(version: str, level: str) -> str:
    parts = _parts(version)
    if not parts:
        return ""
    position = _LEVELS.index(level)
    raised = [*parts[:position], parts[position] + 1, *(0 for _ in parts[position + 1 :])]
    return ".".join(map(str, raised))


def _is_met(version: str, wanted: str) -> bool:
    return not wanted or not _parts(version) or _parts(version) >= _parts(wanted)
