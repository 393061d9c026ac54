"""The same sixteen bad tables, and a sound one, through our peers and us: `python -m tests.benchmarks.trust`.

Each peer gets an environment of its own below the user's cache, by pip, and the mapping that its own manual would
suggest: types where it has types, keys where it has keys. A table counts as
- found: the peer refuses it or reports something;
- right: nothing is told, and nothing has to be, for the output is right;
- silent: nothing is told, and the faulty value or row is not in the output (or the peer makes no output);
- wrong: nothing is told, and the fault stands in the output.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from dataclasses import dataclass
from pathlib import Path

from sedova_lod.errors import SedovaError
from sedova_lod.pipeline import BuildOptions, build_project
from sedova_lod.progress import Progress
from sedova_lod.settings import load_project

PEERS = {
    "morph-kgc": "morph_kgc", "tarka-rdf": "tarka_rdf", "maplib": "maplib", "linkml": "linkml",
    "frictionless": "frictionless",
}  # fmt: skip
CHECKERS = frozenset(("frictionless",))  # they make no output that could be wrong
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "sedova-lod-peers"
LIMIT_S = 600
PROJECT = """\
[dataset]
base = "https://example.org/"
title = "People"
description = "People of a bad table, to see what becomes of its faults in the output."
creator = "An archive"
license = "https://creativecommons.org/publicdomain/zero/1.0/"
version = "1"
issued = 2026-01-31
[[tables]]
kind = "{kind}"
file = "table.csv"
[tables.fields]
"""


@dataclass(frozen=True, slots=True)
class BadTable:
    """Hold a table with one fault.

    Args:
        name: The fault.
        columns: Columns that the mapping names.
        content: The file.
        wrong: A text whose presence in the output shows the fault in it.
        right: A text whose presence in the output shows that the fault was overcome.
    """

    name: str
    columns: str
    content: str
    wrong: str = ""
    right: str = ""
    encoding: str = "utf-8"


CONTROL = BadTable("(a sound table)", "id,name,name_ru,born,died,mother,wikidata",
                   "id,name,name_ru,born,died,mother,wikidata\n"
                   "lev,Lev Sedov,Лев Седов,1906-02-24,1938-02-16,natalia,Q4411786\n"
                   "natalia,Natalia Sedova,Наталья Седова,1882-04-05,1962-01-23,anna,Q262376\n"
                   "anna,Anna,Анна,1850-01-01,1900-01-01,,Q1\n", right="Natalia Sedova")  # fmt: skip
TABLES = (
    BadTable("a day that never was", "id,name,born", "id,name,born\nlev,Lev Sedov,31 Feb 1929\n", "31 Feb"),
    BadTable("a row without id", "id,name", "id,name\nlev,Lev Sedov\n,Sergei Sedov\n", "Sergei"),
    BadTable("two rows with one id", "id,name", "id,name\nlev,Lev Sedov\nlev,Sergei Sedov\n", "Sergei"),
    BadTable("a blank in an id", "id,name", "id,name\nLev Sedov,Lev\n", "person/Lev Sedov"),
    BadTable("a comma without quotation marks", "id,name,born",
             "id,name,born\nlev,Sedov, Lev,1906-02-24\nseva,Seva Volkov,1926-03-07\n", "Sedov"),
    BadTable("a row cut off", "id,name,born", "id,name,born\nseva,Seva Volkov,1926-03-07\nlev\n", "person/lev"),
    BadTable("one header twice", "id,name", "id,name,name\nlev,Lev Sedov,Sergei Sedov\n", "Sedov"),
    BadTable("a header misspelt", "id,name,born", "id,name,bron\nlev,Lev Sedov,1906-02-24\n", "person/lev"),
    BadTable("another encoding", "id,name", "id,name\nzoe,Zoë Müller\n", "zoe", "Zoë Müller", "cp1252"),
    BadTable("semicolons", "id,name", "id;name\nlev;Lev Sedov\n", "lev", '"Lev Sedov"'),
    BadTable("a reference to nobody", "id,name,mother",
             "id,name,mother\nlev,Lev Sedov,nathalia\nnatalia,Natalia Sedova,\n", "nathalia"),
    BadTable("a death before the birth", "id,name,born,died",
             "id,name,born,died\nlev,Lev Sedov,1938-02-16,1906-02-24\n", "1906-02-24"),
    BadTable("Latin letters tagged as Russian", "id,name,name_ru",
             "id,name,name_ru\nlev,Lev Sedov,Lev Lvovich\n", '"Lev Lvovich"@ru'),
    BadTable("latitude 200", "id,name,latitude", "id,name,latitude\nromny,Romny,200\n", "200"),
    BadTable("a Wikidata id without its Q", "id,name,wikidata", "id,name,wikidata\nlev,Lev Sedov,33391\n", "33391"),
    BadTable("a quotation mark never closed", "id,name,born",
             'id,name,born\nlev,"Lev Sedov,1906-02-24\nseva,Seva Volkov,1926-03-07\n', "Lev Sedov"),
)  # fmt: skip


def main() -> None:
    """Run all tables through all tools and print the comparison as Markdown."""
    pythons = {peer: _environment(peer) for peer in PEERS}
    names = [*PEERS, "sedova-lod"]
    print(f"| table | {' | '.join(names)} |\n|{'---|' * (len(names) + 1)}")
    totals: dict[str, dict[str, int]] = {name: {} for name in names}
    for table in (CONTROL, *TABLES):
        verdicts = []
        for name in names:
            python = pythons.get(name, "")
            verdict = _ours(table) if name == "sedova-lod" else _peer(name, python, table)
            if table is CONTROL:
                verdict = "refused" if verdict == "found" else "passes"
            else:
                totals[name][verdict] = totals[name].get(verdict, 0) + 1
            verdicts.append(verdict)
        print(f"| {table.name} | {' | '.join(verdicts)} |", flush=True)
    for verdict in ("found", "right", "silent", "wrong"):
        counts = " | ".join(f"**{totals[name].get(verdict, 0)}**" for name in names)
        print(f"| **{verdict}** | {counts} |")
    print(f"\nMeasured on {time.strftime('%Y-%m-%d')} with Python {sys.version.split()[0]}:")
    for peer, python in pythons.items():
        print(f"- {peer} {_version(peer, python)}")


def _environment(peer: str) -> str:
    """Make an environment and install a peer; give its Python, or the reason why there is none after `!`."""
    folder = CACHE / peer
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
    command = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", peer]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return "!" + (done.stderr.strip().splitlines() or ["pip failed"])[-1]
    return str(python)


def _version(peer: str, python: str) -> str:
    if python.startswith("!"):
        return f"could not be installed: {python[1:]}"
    code = f"import importlib.metadata as m; print(m.version('{peer}'))"
    return subprocess.run([python, "-c", code], capture_output=True, text=True, check=False).stdout.strip()


def _verdict(table: BadTable, told: list[str], made: str) -> str:
    if told:
        return "found"
    if table.right and table.right in made:
        return "right"
    return "wrong" if table.wrong and table.wrong in made else "silent"


def _peer(peer: str, python: str, table: BadTable) -> str:
    if python.startswith("!"):
        return "not installed"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "table.csv").write_bytes(table.content.encode(table.encoding))
        (folder / "columns.json").write_text(json.dumps(table.columns.split(",")), encoding="utf-8")
        script = Path(__file__).with_name("trust_peers.py")
        command = [python, str(script), PEERS[peer], str(folder / "table.csv"), str(folder / "columns.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=LIMIT_S)
        lines = done.stdout.strip().splitlines()
        found = json.loads(lines[-1]) if lines else {"told": [done.stderr[-300:]], "made": ""}
    if os.environ.get("TRUST_VERBOSE"):
        print(peer, table.name, found, file=sys.stderr)
    verdict = _verdict(table, found["told"], found["made"])
    return "silent" if verdict == "wrong" and peer in CHECKERS else verdict


def _ours(table: BadTable) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "table.csv").write_bytes(table.content.encode(table.encoding))
        fields = {{"name_ru": "name@ru"}.get(column, column): column for column in table.columns.split(",")}
        kind = "place" if "latitude" in fields else "person"
        lines = "".join(f'"{field}" = "{column}"\n' for field, column in fields.items())
        (folder / "sedova.toml").write_text(PROJECT.format(kind=kind) + lines, encoding="utf-8")
        try:
            result = build_project(
                load_project(folder), BuildOptions(output=folder / "dist"), Progress(io.StringIO(), {})
            )
        except SedovaError as error:
            return _verdict(table, [str(error)], "")
        dump = folder / "dist" / "dataset.nt"
        made = dump.read_text(encoding="utf-8") if dump.exists() else ""
        if os.environ.get("TRUST_VERBOSE"):
            print("sedova-lod", table.name, [str(f) for f in result.findings], file=sys.stderr)
        return _verdict(table, [str(finding) for finding in result.findings], made)


if __name__ == "__main__":
    main()
