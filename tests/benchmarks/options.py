"""What a run of the benchmark is asked to do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """Say what is measured, and where.

    Args:
        folder: Where to work; kept, with the peers' environments and the results.
        tables: Folder with `moma_artists.csv` and `tate_artworks.csv`; None to make tables of their form up.
        runs: Runs of each tool.
        factors: How often the museum tables are repeated, for the runs that show how cost grows.
        is_large: Whether the general validator is given 100 000 records as well.
        peers: Tools that make the same graph from tables.
    """

    folder: Path
    tables: Path | None
    runs: int
    factors: tuple[int, ...]
    is_large: bool
    peers: tuple[str, ...]

    def command(self, part: str) -> str:
        """Write the command that measures a part again.

        >>> Options(Path("f"), None, 5, (1, 10), False, ()).command("growth")
        'python -m tests.benchmarks growth --runs 5 --factors 1,10'
        """
        tables = " --tables FOLDER" if self.tables else ""
        factors = f" --factors {','.join(map(str, self.factors))}" if part == "growth" else ""
        large = " --large" if part == "shapes" and self.is_large else ""
        return f"python -m tests.benchmarks {part}{tables} --runs {self.runs}{factors}{large}"
