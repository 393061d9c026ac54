"""How dumps are split: not at all, by the kind of their records, or by size."""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["LEAST_PART_BYTES", "UNSPLIT", "Split", "SplitFault", "read_split"]

LEAST_PART_BYTES = 100_000
"""Least size of a part: smaller ones would be so many that loaders and disks suffer."""

_UNITS = {"b": 1, "kb": 1000, "mb": 1000**2, "gb": 1000**3}
_SIZE = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,9}))? ?([kmg]?b)", re.IGNORECASE)


class Split(NamedTuple):
    """Say how dumps are split.

    Args:
        by: `none`, `kind` or `size`.
        most_bytes: Most bytes of a part, before compression, if they are split by size.

    >>> Split().by
    'none'
    """

    by: str = "none"
    most_bytes: int = 0


UNSPLIT = Split()
"""Each dump is one file."""


class SplitFault(ValueError):  # noqa: N818 - a fault of a setting, told with all others
    """Tell that a text says no way to split.

    Args:
        what: What is wrong.
        hint: What to write.

    >>> SplitFault("no", hint="yes").hint
    'yes'
    """

    def __init__(self, what: str, hint: str) -> None:
        super().__init__(what)
        self.hint = hint


def read_split(text: str) -> Split:
    """Read how dumps are split: `none`, `kind`, or a size in B, kB, MB or GB, which are powers of 1000.

    Raises:
        SplitFault: It is none of these, or too small a size.

    >>> read_split("kind"), read_split("200 MB")
    (Split(by='kind', most_bytes=0), Split(by='size', most_bytes=200000000))
    """
    if text in ("none", "kind"):
        return Split(text)
    found = _SIZE.fullmatch(text)
    if found is None:
        raise SplitFault(
            f"'{text}' is neither 'kind' nor a size", "write kind, or a size such as 200MB; units are B, kB, MB and GB"
        )
    billionths = int(found[1]) * 10**9 + int((found[2] or "").ljust(9, "0"))
    size_bytes = billionths * _UNITS[found[3].lower()] // 10**9
    if size_bytes < LEAST_PART_BYTES:
        raise SplitFault(f"'{text}' is too small a size", f"write {LEAST_PART_BYTES // 1000}kB or more, such as 200MB")
    return Split("size", size_bytes)
