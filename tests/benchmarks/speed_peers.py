"""Runs one peer on the museum tables, in the peer's own environment: `python speed_peers.py PEER FOLDER OUTPUT`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

_ALL_STATEMENTS = 10_000_000
"""Statements that tarka-rdf remembers, so that none is written twice."""

_MORPH = """\
[CONFIGURATION]
output_file={output}
output_format=N-TRIPLES
number_of_processes=1
logging_level=ERROR
[museum]
mappings={mapping}
"""
_RDFIZER = """\
[default]
main_directory: {folder}
[datasets]
number_of_datasets: 1
output_folder: {output.parent}
all_in_one_file: no
remove_duplicate: yes
enrichment: yes
name: museum
ordered: yes
[dataset1]
name: {output.stem}
mapping: {mapping}
"""
_LANGUAGE_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
_XSD = "http://www.w3.org/2001/XMLSchema#"


def tarka_rdf(folder: Path, output: Path) -> None:
    """Run two TARQL queries, one after the other; the file is theirs joined."""
    import tarka_rdf as tarka

    with output.open("wb") as joined:
        for name in ("artists", "artworks"):
            part = output.with_name(f"{name}.nt")
            mapping = tarka.Mapping.tarql_file(str(folder / "peers" / f"{name}.rq"))
            mapping.run_csv(f"{folder / name}.csv", output=str(part), format="ntriples", dedup=_ALL_STATEMENTS)
            with part.open("rb") as file:
                while piece := file.read(1 << 20):
                    joined.write(piece)


def morph_kgc(folder: Path, output: Path) -> None:
    """Run the RML mapping in one process."""
    settings = output.with_suffix(".ini")
    settings.write_text(_MORPH.format(output=output, mapping=folder / "peers" / "mapping.rml.ttl"))
    subprocess.run([sys.executable, "-m", "morph_kgc", str(settings)], check=True, cwd=folder)


def rdfizer(folder: Path, output: Path) -> None:
    """Run the RML mapping, without repeated triples."""
    try:
        import pyodbc  # noqa: F401  # it is imported at the start, only databases use it, and it needs a system library
    except ImportError:
        sys.modules["pyodbc"] = ModuleType("pyodbc")
    from rdfizer import semantify

    settings = output.with_suffix(".ini")
    settings.write_text(_RDFIZER.format(folder=folder, output=output, mapping=folder / "peers" / "mapping.rml.ttl"))
    os.chdir(folder)
    semantify(str(settings))


def maplib(folder: Path, output: Path) -> None:
    """Make the columns of the templates with Polars, as maplib expects them, and expand the templates."""
    from maplib import Model

    model = Model()
    for name, columns in (("artists", _artists), ("artworks", _artworks)):
        model.add_template((folder / "peers" / f"{name}.stottr").read_text(encoding="utf-8"))
        model.map(f"http://example.org/{name}", columns(folder / f"{name}.csv"))
    model.write(str(output), format="ntriples")


def _artists(path: Path) -> Any:
    import polars as pl

    table = pl.read_csv(path, infer_schema=False)
    person = pl.format("http://example.org/person/{}", "id")
    columns = {
        "person": person,
        "label": _english("name"),
        "text": _english("bio"),
        "nationality": pl.col("nationality"),
        "gender": pl.col("gender"),
        "birth_date": pl.col("birth"),
        "death_date": pl.col("death"),
        "item": pl.format("http://www.wikidata.org/entity/{}", "qid"),
        "entry": pl.format("http://vocab.getty.edu/ulan/{}", "ulan"),
        "birth": pl.col("birth"),
        "death": pl.col("death"),
    }
    for name, event, year in (("born", "birth", "birth"), ("died", "death", "death")):
        columns[name] = pl.format(f"{{}}#{event}-{{}}", person, year)
        columns[f"{name}_span"] = pl.format(f"{{}}#{event}-{{}}-timespan", person, year)
        columns[f"{name}_first"], columns[f"{name}_last"] = _bounds(year, year)
    return _typed(table.select(**columns), {"birth_date": "gYear", "death_date": "gYear"})


def _artworks(path: Path) -> Any:
    from urllib.parse import quote

    import polars as pl

    table = pl.read_csv(path, infer_schema=False)
    classes = table["classification"].drop_nulls().unique().to_list()
    item = pl.format("http://example.org/object/{}", "id")
    first, last = _bounds("year_start", "year_end")
    columns = {
        "object": item,
        "label": _english("title"),
        "acno": pl.col("acno"),
        "artist": pl.format("http://example.org/person/tate-{}", "artist_id"),
        "artist_label": _english("artist_name"),
        "material": _english("medium"),
        "credit": pl.col("credit"),
        "dimensions": pl.col("dimensions"),
        "date_text": pl.col("date_text"),
        "page": pl.col("url"),
        "picture": pl.col("thumb"),
        "type": pl.format(
            "http://example.org/type/{}",
            pl.col("classification").replace_strict(classes, [quote(name, safe="") for name in classes]),
        ),
        "type_label": _english("classification"),
        "production": pl.format("{}#production", item),
        "span": pl.format("{}#production-{}-{}", item, "year_start", "year_end"),
        "first": first,
        "last": last,
    }
    return _typed(table.select(**columns), {})


def _english(column: str) -> Any:
    """Tag a column with a language, in the form in which maplib holds such literals."""
    import polars as pl

    value = pl.col(column)
    return pl.when(value.is_not_null()).then(pl.struct(value.alias(f"<{_LANGUAGE_STRING}>"), pl.lit("en").alias("l")))


def _bounds(first: str, last: str) -> tuple[Any, Any]:
    import polars as pl

    years = (pl.col(name).cast(pl.Int32) for name in (first, last))
    begin, end = years
    return (
        pl.datetime(begin, 1, 1, time_zone="UTC"),
        pl.datetime(end, 12, 31, 23, 59, 59, time_zone="UTC"),
    )


def _typed(table: Any, types: dict[str, str]) -> Any:
    """Say the RDF type of each column; those that are not named are what their values and the template say."""
    import polars as pl
    from maplib import RDFType, SolutionMappings

    iris = ("person", "item", "entry", "born", "born_span", "died", "died_span",
            "object", "artist", "page", "picture", "type", "production", "span")  # fmt: skip

    def type_of(name: str, values: Any) -> RDFType:
        if name in iris:
            return RDFType.IRI
        if isinstance(values, pl.Struct):
            return RDFType.Literal(_LANGUAGE_STRING)
        return RDFType.Literal(_XSD + ("dateTime" if isinstance(values, pl.Datetime) else types.get(name, "string")))

    return SolutionMappings(table, {name: type_of(name, values) for name, values in table.schema.items()})


PEERS = {"tarka-rdf": tarka_rdf, "morph-kgc": morph_kgc, "maplib": maplib, "SDM-RDFizer": rdfizer}

if __name__ == "__main__":
    PEERS[sys.argv[1]](Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve())
