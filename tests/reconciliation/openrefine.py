"""A real OpenRefine without a window, driven by the commands that its own pages send."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import requests

__all__ = ["OpenRefine", "is_installed", "start_openrefine"]

_STARTS_WITHIN_S, _DONE_WITHIN_S, _PAUSE_S = 120, 60, 0.1
_ALL_ROWS = json.dumps({"facets": [], "mode": "row-based"})


def is_installed() -> bool:
    """Tell whether OpenRefine can be started."""
    return shutil.which("openrefine") is not None


@dataclass(frozen=True)
class OpenRefine:
    """Send commands to a running OpenRefine.

    Args:
        address: Its address.
    """

    address: str

    def create_project(self, name: str, csv: str) -> str:
        """Make a project of a table; give its id."""
        answer = requests.post(
            f"{self.address}/command/core/create-project-from-upload",
            params={"csrf_token": self._token()},
            data={
                "project-name": name,
                "format": "text/line-based/*sv",
                "options": json.dumps({"separator": ",", "headerLines": 1, "encoding": "UTF-8"}),
            },
            files={"project-file": ("table.csv", csv.encode(), "text/csv")},
            allow_redirects=False,
            timeout=30,
        )
        assert answer.status_code == 302, answer.text
        return parse_qs(urlsplit(answer.headers["location"]).query)["project"][0]

    def add_service(self, url: str) -> dict[str, Any]:
        """Register a reconciliation service, as its dialogue does: with the manifest that it gives; give that."""
        manifest = requests.get(url, timeout=10).json()
        service = {**manifest, "url": url, "ui": {"handler": "ReconStandardServicePanel", "access": "json"}}
        value = json.dumps([service])
        self._command("set-preference", name="reconciliation.standardServices", value=value)
        kept = requests.get(
            f"{self.address}/command/core/get-preference",
            params={"name": "reconciliation.standardServices"},
            timeout=10,
        )
        assert json.loads(kept.json()["value"])[0]["name"] == manifest["name"]
        return dict(manifest)

    def guess_types(self, project: str, column: str, url: str) -> list[str]:
        """Let it guess the types of a column, as its dialogue does."""
        found = self._command("guess-types-of-column", project=project, columnName=column, service=url)
        return [one["id"] for one in found["types"]]

    def reconcile(self, project: str, column: str, config: dict[str, Any]) -> None:
        """Reconcile a column, and wait until that is done."""
        fields = {"project": project, "columnName": column, "config": json.dumps(config), "engine": _ALL_ROWS}
        self._command("reconcile", **fields)
        self._wait(project)

    def apply(self, project: str, *operations: dict[str, Any]) -> None:
        """Apply operations, and wait until they are done."""
        self._command("apply-operations", project=project, operations=json.dumps(operations))
        self._wait(project)

    def add_column(self, project: str, base: str, name: str, expression: str) -> None:
        """Add a column whose values are computed from another one."""
        operation = {
            "op": "core/column-addition", "engineConfig": json.loads(_ALL_ROWS), "newColumnName": name,
            "columnInsertIndex": 1, "baseColumnName": base, "expression": f"grel:{expression}",
            "onError": "store-error",
        }  # fmt: skip
        self.apply(project, operation)

    def export(self, project: str) -> str:
        """Give the table as CSV."""
        fields = {"project": project, "format": "csv", "engine": _ALL_ROWS}
        answer = requests.post(f"{self.address}/command/core/export-rows/table.csv", data=fields, timeout=30)
        assert answer.status_code == 200, answer.text
        return answer.content.decode()

    def _token(self) -> str:
        return str(requests.get(f"{self.address}/command/core/get-csrf-token", timeout=10).json()["token"])

    def _command(self, name: str, /, **fields: str) -> Any:
        fields["csrf_token"] = self._token()
        answer = requests.post(f"{self.address}/command/core/{name}", data=fields, timeout=30)
        assert answer.status_code == 200, answer.text
        told = answer.json()
        assert told.get("code") in ("ok", "pending", None), told
        return told

    def _wait(self, project: str) -> None:
        ends = time.monotonic() + _DONE_WITHIN_S
        while True:
            address = f"{self.address}/command/core/get-processes"
            told = requests.get(address, params={"project": project}, timeout=10).json()
            assert not told.get("exceptions"), told
            if not told["processes"]:
                return
            assert time.monotonic() < ends, told
            time.sleep(_PAUSE_S)


@contextlib.contextmanager
def start_openrefine(folder: Path) -> Iterator[OpenRefine]:
    """Start OpenRefine on a free port of this machine, with its data in a folder; end it at last."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["openrefine", "-i", "127.0.0.1", "-p", str(port), "-d", str(folder / "data"), "-m", "512M"]
    environment = {**os.environ, "HOME": str(folder), "REFINE_MIN_MEMORY": "128M"}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "-x", "refine.headless=true"],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment,
            start_new_session=True,
        )
    try:
        refine = OpenRefine(f"http://127.0.0.1:{port}")
        _wait_for(refine, process, folder / "log")
        yield refine
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait_for(refine: OpenRefine, process: subprocess.Popen[bytes], log: Path) -> None:
    ends = time.monotonic() + _STARTS_WITHIN_S
    while True:
        with contextlib.suppress(requests.ConnectionError, requests.Timeout):
            if requests.get(f"{refine.address}/command/core/get-version", timeout=10).ok:
                return
        assert process.poll() is None, log.read_text(errors="replace")
        assert time.monotonic() < ends, log.read_text(errors="replace")
        time.sleep(_PAUSE_S)
