"""What a benchmark ran on, in one line."""

from __future__ import annotations

import datetime
import os
import platform
from importlib.metadata import version


def machine_line(*packages: str) -> str:
    """Tell the day, the size of the machine, and the versions of Python and of packages.

    >>> machine_line().startswith("Measured on ")
    True
    """
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    versions = ", ".join(f"{name} {version(name)}" for name in ("sedova-lod", *packages))
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    return (
        f"Measured on {today}: {os.cpu_count()} cores, {memory_gib:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, {versions}."
    )
