"""Answers queries by one tool, in its own environment: `python linking_peers.py TOOL POOL QUERIES FOLDER`.

Some names of the pool warm the code up. Then for each line of stdin, a first and a last number, those queries are
answered, and the seconds of CPU and of wall time are printed as JSON with how many had an answer. What a tool prepares
from the pool is kept in the folder.
"""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path

N_WARMING = 300
LIMIT = 10
Ask = Callable[[list[dict[str, str]]], int]


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sedova_lod(pool: Path, folder: Path) -> Ask:
    """Ask an index."""
    from sedova_lod.dates import day_number
    from sedova_lod.linking import DayRange, Entity, EntityName
    from sedova_lod.linking.index import open_index
    from sedova_lod.linking.index_building import build_index

    path = folder / f"{pool.stem}.index"
    if not path.exists():
        build_index(pool, path, kinds=("person",))
    index = open_index(path)

    def year(text: str) -> DayRange | None:
        return DayRange(day_number(int(text), 1, 1), day_number(int(text), 12, 31)) if text else None

    def ask(queries: list[dict[str, str]]) -> int:
        n_found = 0
        for row in queries:
            born, died = year(row["birth_year"]), year(row["death_year"])
            n_found += bool(index.find(Entity("", "person", (EntityName(row["name"]),), born, died), LIMIT))
        return n_found

    return ask


def csv_reconcile(pool: Path, folder: Path) -> Ask:
    """Ask csv-reconcile by the function behind its address."""
    import csv_reconcile as tool
    from csv_reconcile import initdb
    from csv_reconcile.db import get_db
    from csv_reconcile.score import processQueryBatch

    app = tool.create_app("", instance_path=str(folder / "csv-reconcile"), scorerOption="")
    table = folder / "pool.tsv"
    with app.app_context():
        if not table.exists():
            lines = [f"{row['id']}\t{row['name']}\n" for row in rows_of(pool)]
            table.write_text("id\tname\n" + "".join(lines), encoding="utf-8")
            initdb.init_db_with_context(str(table), "id", "name")

    def ask(queries: list[dict[str, str]]) -> int:
        batch = {str(number): {"query": row["name"]} for number, row in enumerate(queries)}
        with app.app_context(), contextlib.redirect_stdout(io.StringIO()):
            threshold = app.config.get("THRESHOLD") or 0.0
            found = processQueryBatch(get_db(), batch, limit=LIMIT, threshold=threshold)
        return sum(bool(result["result"]) for result in found.values())

    return ask


def datasette_reconcile(pool: Path, folder: Path, *, has_text_index: bool = False) -> Ask:
    """Ask datasette-reconcile by the method behind its address."""
    from datasette.app import Datasette
    from datasette_reconcile.reconcile import ReconcileAPI
    from datasette_reconcile.utils import check_config

    path = folder / ("indexed.db" if has_text_index else "plain.db")
    if not path.exists():
        _make_database(pool, path, has_text_index=has_text_index)

    async def answers(queries: list[dict[str, str]]) -> int:
        datasette = Datasette([str(path)])
        config = {"id_field": "id", "name_field": "name", "max_limit": LIMIT}
        config = await check_config(config, datasette.get_database(path.stem), "pool")
        if bool(config["fts_table"]) is not has_text_index:
            raise SystemExit("datasette-reconcile did not see the text index as it should")
        service = ReconcileAPI(config, path.stem, "pool", datasette)
        batch = {str(number): {"query": row["name"]} for number, row in enumerate(queries)}
        return sum([bool(result) async for _, result in service._reconcile_queries(batch)])

    return lambda queries: asyncio.run(answers(queries))


def datasette_reconcile_with_text_index(pool: Path, folder: Path) -> Ask:
    """Ask the same with a full-text index of the names."""
    return datasette_reconcile(pool, folder, has_text_index=True)


def _make_database(pool: Path, path: Path, *, has_text_index: bool) -> None:
    database = sqlite3.connect(path)
    database.execute("CREATE TABLE pool (id TEXT PRIMARY KEY, name TEXT)")
    database.executemany("INSERT INTO pool VALUES (?, ?)", [(row["id"], row["name"]) for row in rows_of(pool)])
    if has_text_index:
        database.execute("CREATE VIRTUAL TABLE pool_fts USING FTS5 (name, content=[pool])")
        database.execute("INSERT INTO pool_fts (rowid, name) SELECT rowid, name FROM pool")
    database.commit()
    database.close()


TOOLS = {
    re.sub("_", "-", tool.__name__): tool
    for tool in (sedova_lod, csv_reconcile, datasette_reconcile, datasette_reconcile_with_text_index)
}


def main() -> None:
    name, pool, queries_file, folder = sys.argv[1], *map(Path, sys.argv[2:5])
    ask = TOOLS[name](pool, folder)
    step = len(rows_of(pool)) // (N_WARMING if name != "csv-reconcile" else 2)
    ask([{**row, "birth_year": "", "death_year": ""} for row in rows_of(pool)[step // 2 :: step]])
    queries = rows_of(queries_file)
    print("ready", flush=True)
    for line in sys.stdin:
        first, last = map(int, line.split())
        wall, cpu = time.perf_counter(), time.process_time()
        n_found = ask(queries[first:last])
        spent = {"cpu_s": time.process_time() - cpu, "wall_s": time.perf_counter() - wall}
        print(json.dumps({**spent, "found": n_found}), flush=True)


if __name__ == "__main__":
    main()
