"""Random small graphs and core shapes over the same few names, so that conditions are often met and often not."""

from __future__ import annotations

from random import Random

PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <http://example.org/> .
"""
NODES = ["ex:a", "ex:b", "ex:c", "ex:d", "_:x", "_:y"]
PROPERTIES = ["ex:p", "ex:q", "ex:r"]
CLASSES = ["ex:C", "ex:D", "ex:E"]
LITERALS = [
    "1", "2", "5", "2.5", "true", '"a"', '"ab"', '"abc"', '"a"@en', '"b"@en', '"a"@de', '"a"@en-GB', '"x"^^xsd:integer',
    '"1929-02-03"^^xsd:date', '"1930-01-01"^^xsd:date', '"1929-02-30"^^xsd:date', '"01"^^xsd:integer', '""',
    '"2020-01-01T00:00:00Z"^^xsd:dateTime', '"1.0e0"^^xsd:double', '"z"^^ex:datatype',
]  # fmt: skip
DATATYPES = [
    "xsd:integer",
    "xsd:string",
    "xsd:date",
    "xsd:boolean",
    "xsd:decimal",
    "<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>",
]
NUMBERS = ["1", "2", "5", "2.5", '"01"^^xsd:integer', '"1.0e0"^^xsd:double', "-3"]
COMPARING = ("lessThan", "minInclusive", "maxInclusive", "minExclusive", "maxExclusive")
KINDS = ["sh:IRI", "sh:Literal", "sh:BlankNode", "sh:BlankNodeOrIRI", "sh:BlankNodeOrLiteral", "sh:IRIOrLiteral"]


def random_graph(random: Random, *, is_numeric: bool = False) -> str:
    """Write a graph of 3 to 18 triples as Turtle; on request with numbers for all values."""
    lines = ["ex:D rdfs:subClassOf ex:C ."] if random.random() < 0.6 else []
    for _ in range(random.randint(3, 18)):
        subject = random.choice(NODES)
        if random.random() < 0.3:
            lines.append(f"{subject} a {random.choice(CLASSES)} .")
        else:
            values = NUMBERS if is_numeric else NODES if random.random() < 0.4 else LITERALS
            value = random.choice(values)
            lines.append(f"{subject} {random.choice(PROPERTIES)} {value} .")
    return PREFIXES + "\n".join(lines) + "\n"


def random_shapes(random: Random, *, is_numeric: bool = False) -> str:
    """Write one to three shapes as Turtle; those that compare values only on request."""
    while True:
        shapes = "\n".join(_root(random, i) for i in range(random.randint(1, 3)))
        is_comparing = any(f"sh:{name}" in shapes for name in COMPARING)
        is_reaching_nodes = any(name in shapes for name in ("inversePath", "zeroOr"))
        if not is_comparing or (is_numeric and not ("sh:lessThan" in shapes and is_reaching_nodes)):
            return PREFIXES + shapes


def _root(random: Random, number: int) -> str:
    targets = [
        f"sh:targetClass {random.choice(CLASSES)}",
        f"sh:targetNode {random.choice(NODES[:4] + LITERALS[:8])}",
        f"sh:targetSubjectsOf {random.choice(PROPERTIES)}",
        f"sh:targetObjectsOf {random.choice(PROPERTIES)}",
    ]
    parts = random.sample(targets, random.randint(1, 2)) + _body(random, 2, is_property=False)
    if random.random() < 0.2:
        parts.append(f"sh:severity {random.choice(['sh:Warning', 'sh:Info', 'ex:Grave'])}")
    if random.random() < 0.2:
        parts.append('sh:message "told"@en , "сказано"@ru')
    return f"ex:S{number} a sh:NodeShape ;\n  " + " ;\n  ".join(parts) + " .\n"


def _body(random: Random, depth: int, *, is_property: bool) -> list[str]:
    makers = [_value_condition, _value_condition, _pair_condition]
    if is_property:
        makers += [_count_condition, _count_condition]
    if depth:
        makers += [_property, _property, _logic]
    if depth and is_property:
        makers.append(_qualified)
    chosen = [random.choice(makers)(random, depth) for _ in range(random.randint(1, 3))]
    if not is_property:
        chosen = [part for part in chosen if not part.startswith(("sh:lessThan", "sh:uniqueLang"))]
        if random.random() < 0.15:
            chosen.append(
                "sh:closed true ; sh:ignoredProperties ( <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> ex:q )"
            )
    by_name: dict[str, str] = {}
    for part in chosen:
        name = part.split()[0]
        by_name[part if name in {"sh:property", "sh:class", "sh:node", "sh:or"} else name] = part
    return list(by_name.values()) or ["sh:nodeKind sh:IRI"]


def _value_condition(random: Random, _: int) -> str:
    languages = random.choice(['"en"', '"de" "en"', '"en-GB"'])
    pattern = random.choice(["^a", "b$", "^http", "[0-9]+"])
    number = random.choice(["1", "2", "3", "2.5"])
    return random.choice([
        f"sh:class {random.choice(CLASSES)}",
        f"sh:datatype {random.choice(DATATYPES)}",
        f"sh:nodeKind {random.choice(KINDS)}",
        f"sh:{random.choice(['minInclusive', 'maxInclusive', 'minExclusive', 'maxExclusive'])} {number}",
        f"sh:minLength {random.randint(1, 3)}",
        f"sh:maxLength {random.randint(0, 3)}",
        f'sh:pattern "{pattern}"',
        f"sh:languageIn ( {languages} )",
        f"sh:in ( {' '.join(random.sample(LITERALS + NODES[:4], 4))} )",
        f"sh:hasValue {random.choice(LITERALS + NODES[:4])}",
    ])  # fmt: skip


def _pair_condition(random: Random, _: int) -> str:
    name = random.choice(["equals", "disjoint", "lessThan", "lessThanOrEquals"])
    return f"sh:{name} {random.choice(PROPERTIES)}"


def _count_condition(random: Random, _: int) -> str:
    return random.choice(["sh:minCount 1", "sh:minCount 2", "sh:maxCount 1", "sh:maxCount 0", "sh:uniqueLang true"])


def _property(random: Random, depth: int) -> str:
    body = _body(random, depth - 1, is_property=True)
    return f"sh:property [ sh:path {_path(random, 2)} ; {' ; '.join(body)} ]"


def _path(random: Random, depth: int) -> str:
    if depth == 0 or random.random() < 0.6:
        return random.choice(PROPERTIES)
    inner = [_path(random, depth - 1) for _ in range(2)]
    return random.choice([
        f"( {' '.join(inner)} )",
        f"[ sh:alternativePath ( {' '.join(inner)} ) ]",
        f"[ sh:inversePath {inner[0]} ]",
        f"[ sh:zeroOrMorePath {inner[0]} ]",
        f"[ sh:oneOrMorePath {inner[0]} ]",
        f"[ sh:zeroOrOnePath {inner[0]} ]",
    ])  # fmt: skip


def _inner(random: Random, depth: int) -> str:
    if random.random() < 0.3:
        return f"[ sh:path {_path(random, 1)} ; {' ; '.join(_body(random, depth - 1, is_property=True))} ]"
    return f"[ {' ; '.join(_body(random, depth - 1, is_property=False))} ]"


def _logic(random: Random, depth: int) -> str:
    name = random.choice(["and", "or", "xone", "not", "node"])
    if name in {"not", "node"}:
        return f"sh:{name} {_inner(random, depth) if name == 'not' else _node(random, depth)}"
    return f"sh:{name} ( {' '.join(_inner(random, depth) for _ in range(random.randint(1, 3)))} )"


def _node(random: Random, depth: int) -> str:
    return f"[ {' ; '.join(_body(random, depth - 1, is_property=False))} ]"


def _qualified(random: Random, depth: int) -> str:
    bound = random.choice(["sh:qualifiedMinCount 1", "sh:qualifiedMinCount 2", "sh:qualifiedMaxCount 1"])
    return f"sh:qualifiedValueShape {_inner(random, depth)} ; {bound}"
