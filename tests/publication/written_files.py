"""Write a folder of plain files as a site: what tests run in a process of its own, and kill.

python -m tests.publication.written_files FOLDER VERSION
"""

from __future__ import annotations

import sys
from pathlib import Path

from sedova_lod.publication.site_folder import SiteFolder

N_FILES = 600


def content(number: int, version: str) -> bytes:
    """Make a file that takes several pages of memory."""
    return f"{version} {number}\n".encode() * 3000


def write_files(target: Path, version: str) -> None:
    """Write the files of a version."""
    with SiteFolder(target, version) as folder:
        for number in range(N_FILES):
            folder.write(f"person/p{number}.html", content(number, version))


def whole(version: str) -> dict[str, bytes]:
    """Give all files of a version."""
    return {f"person/p{number}.html": content(number, version) for number in range(N_FILES)}


if __name__ == "__main__":
    print("ready", flush=True)
    write_files(Path(sys.argv[1]), sys.argv[2])
