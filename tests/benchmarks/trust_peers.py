"""Runs one peer on one table, in the peer's own environment: `python trust_peers.py PEER TABLE COLUMNS.json`.

Prints as JSON what the peer told (`told`) and the RDF that it made (`made`), if it makes any.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

BASE = "https://example.org/person/"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROPERTIES = {
    "name": "http://schema.org/name", "name_ru": "http://schema.org/name", "born": "http://schema.org/birthDate",
    "died": "http://schema.org/deathDate", "mother": "http://schema.org/parent",
    "wikidata": "http://schema.org/sameAs", "latitude": "http://schema.org/latitude",
}  # fmt: skip
TYPES = {"born": "date", "died": "date", "latitude": "decimal"}
LANGUAGES = {"name": "en", "name_ru": "ru"}
TARGETS = {"mother": BASE, "wikidata": "http://www.wikidata.org/entity/"}


def morph_kgc(table: Path, columns: list[str]) -> tuple[list[str], str]:
    """Run an RML mapping."""
    maps = []
    for name in columns[1:]:
        is_link = name in TARGETS
        value = f'rr:template "{TARGETS[name]}{{{name}}}"' if is_link else f'rml:reference "{name}"'
        if name in TYPES:
            value += f" ; rr:datatype <{XSD}{TYPES[name]}>"
        if name in LANGUAGES:
            value += f' ; rr:language "{LANGUAGES[name]}"'
        maps.append(f"rr:predicateObjectMap [ rr:predicate <{PROPERTIES[name]}> ; rr:objectMap [ {value} ] ]")
    mapping = (
        "@prefix rr: <http://www.w3.org/ns/r2rml#> .\n@prefix rml: <http://semweb.mmlab.be/ns/rml#> .\n"
        f'<urn:map> rml:logicalSource [ rml:source "{table}" ;\n'
        "  rml:referenceFormulation <http://semweb.mmlab.be/ns/ql#CSV> ] ;\n"
        f'rr:subjectMap [ rr:template "{BASE}{{id}}" ; rr:class <http://schema.org/Person> ] ;\n'
        + " ;\n".join(maps) + " .\n"
    )  # fmt: skip
    folder = table.parent
    (folder / "map.ttl").write_text(mapping, encoding="utf-8")
    (folder / "out.nt").unlink(missing_ok=True)
    (folder / "morph.ini").write_text(
        f"[CONFIGURATION]\noutput_file={folder / 'out.nt'}\nlogging_level=WARNING\n"
        f"[DATA]\nmappings={folder / 'map.ttl'}\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "morph_kgc", str(folder / "morph.ini")], capture_output=True, text=True, check=False
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if "WARNING" in line or "ERROR" in line]
    if done.returncode:
        said.append(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else f"exit code {done.returncode}")
    out = folder / "out.nt"
    return said, out.read_text(encoding="utf-8", errors="replace") if out.exists() else ""


def tarka_rdf(table: Path, columns: list[str]) -> tuple[list[str], str]:
    """Run a TARQL query."""
    import tarka_rdf as tarka

    makes, binds = [], []
    for name in columns[1:]:
        makes.append(f"?s <{PROPERTIES[name]}> ?{name}_value .")
        if name in TARGETS:
            value = f'IRI(CONCAT("{TARGETS[name]}", ?{name}))'
        elif name in TYPES:
            value = f"STRDT(?{name}, <{XSD}{TYPES[name]}>)"
        else:
            value = f'STRLANG(?{name}, "{LANGUAGES[name]}")'
        binds.append(f"BIND({value} AS ?{name}_value)")
    query = (
        f"CONSTRUCT {{ ?s a <http://schema.org/Person> . {' '.join(makes)} }}\n"
        f'WHERE {{ BIND(IRI(CONCAT("{BASE}", ?id)) AS ?s) {" ".join(binds)} }}\n'
    )
    out = table.parent / "out.ttl"
    out.unlink(missing_ok=True)
    (table.parent / "query.rq").write_text(query, encoding="utf-8")
    tarka.Mapping.tarql_file(str(table.parent / "query.rq")).run_csv(str(table), str(out))
    return [], out.read_text(encoding="utf-8", errors="replace")


def maplib(table: Path, columns: list[str]) -> tuple[list[str], str]:
    """Expand a typed OTTR template over a data frame."""
    import polars
    from maplib import Model

    frame = polars.read_csv(table, try_parse_dates=True)
    frame = frame.with_columns((polars.lit(BASE) + polars.col("id")).alias("id"))
    for name, base in TARGETS.items():
        if name in frame.columns:
            frame = frame.with_columns((polars.lit(base) + polars.col(name).cast(polars.String)).alias(name))
    kinds = {"date": "xsd:date ", "decimal": "xsd:double "}
    parameters = ", ".join(
        f"? {kinds[TYPES[n]] if n in TYPES else 'ottr:IRI ' if n in TARGETS else ''}?{n}" for n in columns[1:]
    )
    triples = "".join(f", ottr:Triple(?id, <{PROPERTIES[name]}>, ?{name})" for name in columns[1:])
    model = Model()
    model.add_template(
        "@prefix ex: <https://example.org/> . @prefix ottr: <http://ns.ottr.xyz/0.4/> .\n"
        f"@prefix xsd: <{XSD}> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        f"ex:Person [ ottr:IRI ?id, {parameters} ] :: "
        f"{{ ottr:Triple(?id, rdf:type, <http://schema.org/Person>){triples} }} ."
    )
    model.map("https://example.org/Person", frame.select([c for c in frame.columns if c in columns]))
    return [], model.writes(format="ntriples")


def linkml(table: Path, columns: list[str]) -> tuple[list[str], str]:
    """Validate by a schema with types, then convert."""
    from linkml.generators.pythongen import PythonGenerator
    from linkml.validator import validate_file
    from linkml_runtime.dumpers import rdflib_dumper
    from linkml_runtime.loaders import csv_loader
    from linkml_runtime.utils.schemaview import SchemaView

    slots = {name: {"range": "string", "slot_uri": PROPERTIES[name]} for name in columns[1:]}
    for name, kind in TYPES.items():
        if name in slots:
            slots[name]["range"] = kind
    if "mother" in slots:
        slots["mother"]["range"] = "Person"
    if "wikidata" in slots:
        slots["wikidata"]["pattern"] = "^Q[1-9][0-9]*$"
    if "latitude" in slots:
        slots["latitude"].update({"minimum_value": -90, "maximum_value": 90})
    slots["name"]["required"] = True
    schema = {
        "id": "https://example.org/schema", "name": "people", "default_range": "string",
        "prefixes": {"linkml": "https://w3id.org/linkml/", "ex": BASE, "people": "https://example.org/schema/"},
        "default_prefix": "people", "imports": ["linkml:types"],
        "classes": {
            "Person": {"attributes": {"id": {"identifier": True, "range": "string", "required": True}, **slots}},
            "Container": {"tree_root": True, "attributes": {"people": {
                "range": "Person", "multivalued": True, "inlined_as_list": True}}},
        },
    }  # fmt: skip
    path = table.parent / "schema.yaml"
    path.write_text(json.dumps(schema), encoding="utf-8")
    told = [result.message for result in validate_file(str(table), str(path), "Person").results]
    if told:
        return told, ""
    view = SchemaView(str(path))
    module = PythonGenerator(str(path)).compile_module()
    people = csv_loader.load(str(table), module.Container, index_slot="people", schemaview=view)
    return [], rdflib_dumper.dumps(people, view, prefix_map={"@base": BASE})


def frictionless(table: Path, columns: list[str]) -> tuple[list[str], str]:
    """Validate by a table schema; it makes no RDF, so the rows as it reads them stand for the output."""
    import frictionless as tool

    fields = [{"name": "id", "type": "string", "constraints": {"required": True, "pattern": "[A-Za-z0-9._-]+"}}]
    for name in columns[1:]:
        field = {"name": name, "type": {"date": "date", "decimal": "number"}.get(TYPES.get(name, ""), "string")}
        if name == "wikidata":
            field["constraints"] = {"pattern": "Q[1-9][0-9]*"}
        if name == "latitude":
            field["constraints"] = {"minimum": -90, "maximum": 90}
        if name == "name":
            field["constraints"] = {"required": True}
        fields.append(field)
    schema = {"fields": fields, "primaryKey": ["id"]}
    if "mother" in columns:
        schema["foreignKeys"] = [{"fields": ["mother"], "reference": {"resource": "", "fields": ["id"]}}]
    resource = tool.Resource(path=table.name, basepath=str(table.parent), schema=tool.Schema.from_descriptor(schema))
    report = tool.validate(resource)
    told = [message for (message,) in report.flatten(["message"])]
    return told, "" if told else json.dumps(
        [row.to_dict() for row in resource.read_rows()], default=str, ensure_ascii=False
    )


def main() -> None:
    """Run, and print what came of it."""
    peer, table, columns = sys.argv[1], Path(sys.argv[2]), json.loads(Path(sys.argv[3]).read_text(encoding="utf-8"))
    run = {f.__name__: f for f in (morph_kgc, tarka_rdf, maplib, linkml, frictionless)}[peer]
    try:
        told, made = run(table, columns)
    except BaseException as error:  # noqa: BLE001 - whatever a peer raises is what its user is told
        told, made = [f"{type(error).__name__}: {error}"], ""
    print("\n" + json.dumps({"told": told, "made": made}))


if __name__ == "__main__":
    main()
