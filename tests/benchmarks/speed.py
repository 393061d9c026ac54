"""How fast tables become N-Triples, beside other tools: `python -m tests.benchmarks.speed --tables FOLDER`.

Installs each peer in an environment of its own, writes the tables, runs all tools in turns, one process each, and
proves that they made the same graph. Prints CPU time, time and memory; CPU time counts, if nothing else runs.
Without `--tables` (a folder with `moma_artists.csv` and `tate_artworks.csv`) tables of the same form are made up.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from tests.benchmarks.museum_tables import write_tables

PEERS = {"tarka-rdf": ("tarka-rdf==0.2.0",), "morph-kgc": ("morph-kgc==2.10.0",)}
_HERE = Path(__file__).parent
_OF_TABLES = tuple(f"<http://example.org/{kind}/".encode() for kind in ("person", "object", "type"))
_WRITE_ONLY = """
import os, sys
with open(sys.argv[1], "rb") as source, open(sys.argv[2], "wb") as target:
    while piece := source.read(1 << 20):
        target.write(piece)
    os.fsync(target.fileno())
"""


@dataclass
class Tool:
    """A tool with its command, and what its runs took.

    Args:
        name: Its name and version.
        command: Its command line.
        output: The N-Triples that it writes.
    """

    name: str
    command: Sequence[str]
    output: Path
    environment: dict[str, str] = field(default_factory=dict)
    cpu_s: list[float] = field(default_factory=list)
    wall_s: list[float] = field(default_factory=list)
    peak_mb: list[float] = field(default_factory=list)

    def run(self) -> None:
        """Run it once."""
        begun = time.perf_counter()
        process = subprocess.Popen(
            self.command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **self.environment}
        )
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise SystemExit(f"{self.name} ended with {process.returncode}: {' '.join(self.command)}")
        self.wall_s.append(time.perf_counter() - begun)
        self.cpu_s.append(used.ru_utime + used.ru_stime)
        self.peak_mb.append(used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))


def _environment(folder: Path, name: str) -> str:
    """Install a peer in an environment of its own; return its Python."""
    place = folder / f"env-{name}"
    python = place / "bin" / "python"
    if not python.exists():
        venv.create(place, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PEERS[name]], check=True, stderr=subprocess.DEVNULL)
    return str(python)


def graph_hash(path: Path) -> tuple[int, str]:
    """Count the distinct triples about records of the tables, and hash them whatever their order.

    What a tool says of its own concepts, and of the one keeper, is left out: other tools say nothing of them.
    """
    seen: set[bytes] = set()
    with path.open("rb") as file:
        for line in file:
            if line.startswith(_OF_TABLES):
                seen.add(hashlib.blake2b(line.rstrip(b" .\n"), digest_size=16).digest())
    total = sum(int.from_bytes(digest, "little") for digest in seen) % (1 << 128)
    return len(seen), f"{total:032x}"


def _tools(folder: Path, project: Path, peers: Sequence[str]) -> list[Tool]:
    ours = ["sedova-lod", "build", str(project), "-o"]
    ours[0] = str(Path(sys.executable).with_name("sedova-lod"))
    tools = [Tool(f"sedova-lod {version('sedova-lod')}", [*ours, str(folder / "ours")], folder / "ours" / "dataset.nt")]
    for name in peers:
        output = folder / name / "out.nt"
        output.parent.mkdir(exist_ok=True)
        command = [_environment(folder, name), str(_HERE / "speed_peers.py"), name, str(project), str(output)]
        tools.append(Tool(PEERS[name][0].replace("==", " "), command, output))
    return tools


def _bytes_alone(folder: Path, source: Path) -> Tool:
    target = folder / "bytes.nt"
    return Tool("writing the same bytes", [sys.executable, "-c", _WRITE_ONLY, str(source), str(target)], target)


def _row(tool: Tool, ours: Tool) -> str:
    ratio = [theirs / own for theirs, own in zip(tool.cpu_s, ours.cpu_s, strict=True)]
    return (
        f"| {tool.name} | {statistics.median(tool.cpu_s):.1f} ({min(tool.cpu_s):.1f} to {max(tool.cpu_s):.1f}) "
        f"| {statistics.median(tool.wall_s):.1f} | {max(tool.peak_mb):.0f} "
        f"| {statistics.median(ratio):.2f} ({min(ratio):.2f} to {max(ratio):.2f}) |"
    )


def main() -> None:
    """Measure, prove and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=Path, help="folder with moma_artists.csv and tate_artworks.csv")
    parser.add_argument("--factor", type=int, default=1, help="how often each row is repeated")
    parser.add_argument("--runs", type=int, default=5, help="runs of each tool")
    parser.add_argument("--peers", default=",".join(PEERS), help="tools to compare with; empty for none")
    parser.add_argument("--folder", type=Path, help="where to work; kept, with the peers' environments")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="sedova-lod-speed-") as temporary:
        folder = (wanted.folder or Path(temporary)).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        project = folder / f"museum-x{wanted.factor}"
        write_tables(project, wanted.tables, wanted.factor)
        tools = _tools(folder, project, [name for name in wanted.peers.split(",") if name])
        for run in range(wanted.runs):
            for tool in tools if run else tools[:]:
                tool.run()
                print(f"run {run + 1}: {tool.name}: {tool.cpu_s[-1]:.1f} s", file=sys.stderr)
            if not run:
                tools.append(_bytes_alone(folder, tools[0].output))
                tools[-1].run()
        _prove(tools)
        print(f"\nPython {platform.python_version()}, {os.cpu_count()} processors, {wanted.runs} runs in turns\n")
        print("| tool | CPU s | s | MB | CPU, times ours |\n|---|---|---|---|---|")
        for tool in tools:
            print(_row(tool, tools[0]))


def _prove(tools: Sequence[Tool]) -> None:
    hashes = {tool.name: graph_hash(tool.output) for tool in tools}
    for name, (number, digest) in hashes.items():
        print(f"{name}: {number} triples, {digest}")
    if len(set(hashes.values())) > 1:
        raise SystemExit("the graphs differ")


if __name__ == "__main__":
    main()
