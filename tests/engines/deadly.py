"""Work whose process is ended by some items: stands in for rows that ask for more memory than there is."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sedova_lod.engines import ProcessesEngine, Work
from sedova_lod.readers import RowPiece


@dataclass(frozen=True)
class Deadly:
    """Do some work, but die of items that hold a text; with a file, only as often as it has lines.

    Args:
        work: The work.
        text: The text.
        file: File that loses a line each time; None if processes always die.
    """

    work: Work[Any, Any]
    text: str
    file: Path | None = None

    def start(self) -> _DeadlyWorker:
        return _DeadlyWorker(self)

    def lost(self, item: Any) -> Any:
        return self.work.lost(item)

    def is_deadly(self, item: Any) -> bool:
        if self.text not in repr([*item.rows()] if isinstance(item, RowPiece) else item):
            return False
        if self.file is None:
            return True
        lines = self.file.read_text().splitlines()
        self.file.write_text("\n".join(lines[1:]))
        return bool(lines)


class _DeadlyWorker:
    def __init__(self, deadly: Deadly) -> None:
        self._deadly = deadly
        self._worker = deadly.work.start()

    def process(self, batch: list[Any]) -> Any:
        if any(map(self._deadly.is_deadly, batch)):
            os.kill(os.getpid(), signal.SIGKILL)
        return self._worker.process(batch)


class DeadlyEngine(ProcessesEngine):
    """Work in processes that die of some items.

    Args:
        jobs: Number of processes.
        text: What items are deadly.
        file: See `Deadly`.
    """

    def __init__(self, jobs: int, text: str, file: Path | None = None) -> None:
        super().__init__(jobs)
        self._text = text
        self._file = file

    def run(self, work: Work[Any, Any], batches: Iterable[list[Any]]) -> Iterator[Any]:
        return super().run(Deadly(work, self._text, self._file), batches)
