"""Random damage to real tables, and the promise that is kept whatever the damage."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from pathlib import Path

from sedova_lod.errors import SedovaError
from sedova_lod.findings import Severity
from sedova_lod.pipeline import BuildOptions, BuildResult, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

PROJECT = """\
[dataset]
base = "https://data.example.org/"
title = "Letters"
description = "Letters of the Romny circle, with their writers, places and the events they tell of."
creator = "Town Archive of Romny"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1.0"
issued = 2026-01-31
"""
MOST_ROWS = 6
_PIECES = (
    b'"', b"\0", b"\n", b"\r", b"\r\n", b",", b";", b"\t", b"|", b"\xff", b"\xe9", b"\xef\xbb\xbf", b"\xc3", b" ",
    b"'", b"=1+1", b"#", b"@ru", b"@xx-invalid", b"../", "🙂".encode(), "Ж".encode(), b"31 Feb 1929", b"0000", b"-1",
    b"Q0", b"?", b"<b>", b"{", b"}", b"[", b"]", b": ", b"- ", b"&a ", b"*a", b"!x ", b"%", b"\\", b"~", b"9" * 30,
    b"T01:02", b"1882-04-05/1881", b"\xe2\x80\xae", b"\x85", b"\xed\xa0\x80", b"id", b"natalia-sedova", b"null",
)  # fmt: skip


def sample_lines(path: Path, dice: random.Random) -> bytes:
    """Give the headers of a text table and a few of its rows."""
    header, *rows = path.read_bytes().splitlines(keepends=True)
    return b"".join([header, *dice.sample(rows, min(MOST_ROWS, len(rows)))])


def damaged(content: bytes, dice: random.Random) -> bytes:
    """Damage some bytes: changed, deleted, inserted, doubled, moved, cut off, or in another encoding."""
    data = bytearray(content)
    for _ in range(dice.randint(1, 6)):
        at, other = dice.randrange(len(data) + 1), dice.randrange(len(data) + 1)
        kind = dice.randrange(12)
        if kind < 2:
            data[at : at + 1] = bytes([dice.randrange(256)])
        elif kind < 4:
            del data[at : at + dice.randint(1, 30)]
        elif kind < 8:
            data[at:at] = dice.choice(_PIECES)
        elif kind < 10:
            data[at:at] = data[other : other + dice.randint(1, 80)]
        elif kind == 10:
            del data[max(at, 1) :]
        else:
            data = bytearray(_recoded(bytes(data), dice))
    return bytes(data)


def _recoded(content: bytes, dice: random.Random) -> bytes:
    codec = dice.choice(("latin-1", "cp1251", "utf-16", "utf-16-le", "utf-32", "utf-8-sig", "mac_roman"))
    return content.decode("utf-8", "replace").encode(codec, "replace")


@dataclass(slots=True)
class Outcome:
    """Hold how a run ended: exit code, and the result if there is one."""

    code: int
    result: BuildResult | None = None


def run(root: Path, output: Path | None = None) -> Outcome:
    """Run a project to its exit code; anything but an error that users can act on is raised."""
    options = BuildOptions(profile="schema_org", output=output, keep_going=output is not None)
    try:
        result = build_project(load_project(root), options, Progress(io.StringIO(), {}))
    except SedovaError as error:
        return Outcome(error.exit_code)
    return Outcome(int(result.has_failed), result)


def check_accounts(result: BuildResult) -> None:
    """Make sure that every row is mapped, rejected or named, and that every fault has its place."""
    for table in result.tables:
        assert table.n_read == table.n_mapped + table.n_rejected + table.n_idle, table
        assert min(table.n_mapped, table.n_rejected, table.n_idle) >= 0, table
        if table.n_rejected:
            file = table.file.partition("[")[0]
            errors = [f for f in result.findings if f.severity is Severity.ERROR]
            assert any(f.where.file == file for f in errors) or errors, table
    for finding in result.findings:
        assert str(finding).replace("\n", "").isprintable(), str(finding)
    assert result.has_failed == any(f.severity is Severity.ERROR for f in result.findings)
