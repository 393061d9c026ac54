"""Answers of services, kept on disk: nothing is asked twice, and a run can be repeated without the network."""

from __future__ import annotations

import datetime
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sedova_lod.errors import OutputError
from sedova_lod.web.exchange import Request

__all__ = ["AnswerCache", "StoredAnswer"]


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """Hold a kept answer.

    Args:
        value: The JSON value.
        retrieved: When it came: a moment in ISO 8601, UTC.

    >>> StoredAnswer({}, "2026-01-31T12:00:00+00:00").retrieved[:10]
    '2026-01-31'
    """

    value: Any
    retrieved: str


class AnswerCache:
    """Keep JSON answers in a folder, one file a request; several processes may use it at once.

    Args:
        folder: The folder; it is made when the first answer is kept.

    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cache = AnswerCache(Path(folder))
    ...     request = Request.get("https://example.org/api")
    ...     cache.put(request, StoredAnswer({"name": "Sedov"}, "2026-01-31T12:00:00+00:00"))
    ...     cache.get(request).value
    {'name': 'Sedov'}
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, request: Request) -> Path:
        """Give the file for a request's answer."""
        return self.folder / request.key[:2] / f"{request.key}.json"

    def get(self, request: Request) -> StoredAnswer | None:
        """Give the answer to a request; None if it is not kept, or its file is damaged."""
        try:
            content = json.loads(self.path(request).read_bytes())
            stored = StoredAnswer(content["answer"], content["retrieved"])
            datetime.datetime.fromisoformat(stored.retrieved)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return stored

    def put(self, request: Request, stored: StoredAnswer) -> None:
        """Keep an answer; its file appears whole or not at all.

        Raises:
            OutputError: The file cannot be written.
        """
        content = {
            "request": {"method": request.method, "url": request.url, "params": request.params,
                        "form": request.form, "json": request.json},
            "retrieved": stored.retrieved,
            "answer": stored.value,
        }  # fmt: skip
        path = self.path(request)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile("w", dir=path.parent, delete=False, encoding="utf-8") as file:
                json.dump(content, file, ensure_ascii=False, separators=(",", ":"))
            os.replace(file.name, path)
        except OSError as error:
            what = f"the answer cannot be kept: {error.strerror}"
            raise OutputError(what, where=str(self.folder), hint="name another folder with --cache") from error
