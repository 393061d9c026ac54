"""Random queries of the subset, written as text from a schema.

Tame queries leave out what rdflib 7.6 evaluates against the SPARQL specification, so that it can judge them too:
- a FILTER in an inner OPTIONAL group does not see variables bound further out, even if the group mentions them;
- a FILTER that is a constant passes, and `error && false` is an error;
- STRDT() of an error gives a literal with the text of the error, and IN takes an error for a value.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from sedova_lod.namespaces import REC, SL
from sedova_lod.records import NodeType, Property, ValueType

__all__ = ["random_query"]

_XSD = "http://www.w3.org/2001/XMLSchema#"
_HEAD = f"""PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX rec: <{REC}>
PREFIX sl: <{SL}>
PREFIX s: <http://schema.org/>
PREFIX xsd: <{_XSD}>
"""
_PREDICATES = ("a", "rdfs:label", "s:name", "s:about", "s:date", "<https://example.org/p>")
_CONSTANTS = ("s:Person", '"text"', '"a \\"b\\""', '"Ромны"@ru', '"1905"^^xsd:gYear', "5", "-3", "0.5", "true")
_STRINGS = ('""', '"a"', '"Anna"', "'it is'", '"a\\tb{}"', '"Ромны"')


@dataclass
class _Seen:
    """A variable that an expression may use."""

    name: str
    sort: str
    is_sure: bool = True


@dataclass
class _Group:
    """What is known of a group while it is written."""

    nodes: dict[str, NodeType] = field(default_factory=dict)
    seen: list[_Seen] = field(default_factory=list)


class _Writer:
    def __init__(self, chance: random.Random, schema: NodeType, *, is_tame: bool) -> None:
        self.is_tame = is_tame
        self.chance = chance
        self.schema = schema
        self.n_names = 0
        self.n_many = 0
        self.objects: list[str] = ["?r"]
        self.subjects: list[str] = ["?r"]
        self.minted: dict[str, str] = {}

    def name(self) -> str:
        self.n_names += 1
        return f"?v{self.n_names}"

    def query(self) -> str:
        root = _Group({"?r": self.schema}, [_Seen("?r", "iri")])
        body = [f"?r a rec:{self.schema.name} ."]
        for _ in range(self.chance.randint(1, 5)):
            if self.chance.random() < 0.2:
                body.append(self.bind(root, can_mint="?r"))
            else:
                text, inner, _ = self.group(root, 0)
                body.append(text)
                root.seen += inner
        triples = [self.triple() for _ in range(self.chance.randint(2, 8))]
        return _HEAD + "CONSTRUCT {\n" + "\n".join(triples) + "\n}\nWHERE {\n" + "\n".join(body) + "\n}\n"

    def triple(self) -> str:
        subject = self.chance.choice(self.subjects)
        value = self.chance.choice(self.objects) if self.chance.random() < 0.85 else self.chance.choice(_CONSTANTS)
        return f"  {subject} {self.chance.choice(_PREDICATES)} {value} ."

    def group(self, parent: _Group, depth: int) -> tuple[str, list[_Seen], bool]:
        """Write an OPTIONAL group; also give the variables that the group around it may use."""
        own = _Group()
        lines = []
        subject = self.chance.choice(list(parent.nodes))
        is_many = False
        for position in range(self.chance.choice((1, 1, 1, 2, 3))):
            if position:
                subject = self.chance.choice([*own.nodes, *parent.nodes])
            node_type = own.nodes.get(subject) or parent.nodes[subject]
            wanted = [p for p in node_type.properties if not p.many or (position == 0 and self.n_many < 4)]
            if not wanted:
                continue
            prop = self.chance.choice(wanted)
            self.n_many += prop.many
            is_many |= prop.many
            lines.append(self.pattern(own, subject, node_type, prop))
        if not lines:
            return "", [], True
        if self.chance.random() < 0.1:
            about = self.chance.choice(list(own.nodes))
            lines.append(f"{about} a rec:{own.nodes[about].name} .")
        own_names = {seen.name for seen in own.seen if seen.name not in parent.nodes}
        shown: list[_Seen] = []
        for _ in range(self.chance.choice((0, 0, 1, 1, 2, 3))):
            kind = self.chance.random()
            if kind < 0.4 and depth < 3:
                text, inner, inner_many = self.group(own, depth + 1)
                lines.append(text)
                if not inner_many:
                    own.seen += inner
                    shown += inner
            elif kind < 0.75:
                minted = self.chance.choice([None, *own.nodes])
                lines.append(self.bind(own, can_mint=minted))
                own_names.add(own.seen[-1].name)
            else:
                tested = [one for one in own.seen if one.name in own_names] if self.is_tame else own.seen
                lines.append(f"FILTER({self.boolean(tested, 2)})")
        shown += [_Seen(seen.name, seen.sort, False) for seen in own.seen if seen.name in own_names]
        return "OPTIONAL { " + "\n".join(lines) + " }", [] if is_many else shown, is_many

    def pattern(self, own: _Group, subject: str, node_type: NodeType, prop: Property) -> str:
        name = self.name()
        if subject not in own.nodes:
            own.nodes[subject] = node_type
            own.seen.append(_Seen(subject, "iri"))
        if prop.node is not None:
            own.nodes[name] = prop.node
            self.subjects.append(name)
        own.seen.append(_Seen(name, _sort(prop)))
        self.objects.append(name)
        return f"{subject} rec:{prop.name} {name} ."

    def bind(self, group: _Group, can_mint: str | None) -> str:
        name = self.name()
        if can_mint and self.chance.random() < 0.5:
            join = "#" if can_mint == "?r" else "-"
            more = "".join(f", {self.safe(group.seen)}" for _ in range(self.chance.randint(0, 2)))
            expression = f'IRI(CONCAT(STR({can_mint}), "{join}m"{more}))'
            self.subjects.append(name)
            sort = "iri"
        else:
            sort = self.chance.choice(("string", "iri", "boolean", "tagged:en", "own", "text", "dated"))
            expression = self.expression(sort, group.seen, 3)
        group.seen.append(_Seen(name, sort, False))
        self.objects.append(name)
        return f"BIND({expression} AS {name})"

    def safe(self, seen: list[_Seen]) -> str:
        return self.chance.choice(
            (
                '"x"',
                f"ENCODE_FOR_URI({self.string(seen, 1)})",
                f"sl:slug({self.string(seen, 1)})",
                f"sl:year({self.string(seen, 1)})",
            )
        )

    def expression(self, sort: str, seen: list[_Seen], depth: int) -> str:
        known = [one.name for one in seen if one.sort == sort]
        if known and self.chance.random() < 0.5:
            return self.chance.choice(known)
        if depth > 0 and self.chance.random() < 0.35:
            one, two = (self.expression(sort, seen, depth - 1) for _ in range(2))
            if self.chance.random() < 0.5:
                return f"IF({self.boolean(seen, depth - 1)}, {one}, {two})"
            return f"COALESCE({one}, {two})"
        if sort == "boolean":
            return self.boolean(seen, depth)
        if sort == "iri":
            return self.chance.choice(("s:Thing", "<urn:x:1>", f'IRI(CONCAT("urn:x:", {self.safe(seen)}))'))
        text = self.string(seen, depth - 1)
        return {
            "string": text,
            "tagged:en": f'STRLANG({text}, "en")',
            "own": self.own_literal(text),
            "integer": "5",
            "decimal": "0.5",
            "text": f'COALESCE(STRLANG({text}, "en"), {text})',
            "dated": f"IF({self.boolean(seen, 0)}, {self.own_literal(text)}, '1905'^^xsd:gYear)",
        }[sort]

    def own_literal(self, text: str) -> str:
        sure = f'COALESCE({text}, "none")' if self.is_tame else text
        return f"STRDT({sure}, <https://example.org/own>)"

    def string(self, seen: list[_Seen], depth: int) -> str:
        kind = self.chance.random()
        if depth > 0 and kind < 0.3:
            return f"CONCAT({', '.join(self.string(seen, depth - 1) for _ in range(self.chance.randint(1, 3)))})"
        if depth > 0 and kind < 0.4:
            return self.expression("string", seen, depth - 1)
        if kind < 0.5:
            return self.chance.choice(_STRINGS)
        if kind < 0.55:
            return f"sl:year({self.string(seen, depth - 1)})"
        one = self.chance.choice(seen)
        return one.name if one.sort == "string" and kind < 0.8 else f"STR({one.name})"

    def boolean(self, seen: list[_Seen], depth: int) -> str:
        kind = self.chance.random()
        if depth > 0 and kind < 0.35:
            left, right = self.boolean(seen, depth - 1), self.boolean(seen, depth - 1)
            if self.is_tame and kind < 0.1:
                one, two = self.chance.choice(seen).name, self.chance.choice(seen).name
                return f"(BOUND({one}) && BOUND({two}))"
            if self.is_tame:
                return self.chance.choice((f"({left} || {right})", f"!({left})"))
            return self.chance.choice((f"({left} && {right})", f"({left} || {right})", f"!({left})"))
        if kind < 0.55:
            return f"BOUND({self.chance.choice(seen).name})"
        if kind < 0.6 and not self.is_tame:
            return self.chance.choice(("true", "false"))
        numbers = [one.name for one in seen if one.sort in ("integer", "decimal")]
        if numbers and kind < 0.7:
            return f"{self.chance.choice(numbers)} {self.sign()} {self.chance.choice(['5', '0.5', *numbers])}"
        iris = [one.name for one in seen if one.sort == "iri"]
        if iris and kind < 0.8:
            return f"{self.chance.choice(iris)} {self.chance.choice(['=', '!='])} {self.expression('iri', seen, 0)}"
        left, right = self.string(seen, depth - 1), self.string(seen, depth - 1)
        sure = [one.name for one in seen if one.is_sure]
        if kind > 0.93 and self.is_tame and sure:
            return f"STR({self.chance.choice(sure)}) {self.chance.choice(['IN', 'NOT IN'])} ('it is', 'Anna')"
        if kind > 0.93 and not self.is_tame:
            return f"{left} {self.chance.choice(['IN', 'NOT IN'])} ({right}, {self.string(seen, 0)})"
        return f"{left} {self.sign()} {right}"

    def sign(self) -> str:
        return self.chance.choice(("=", "=", "!=", "<", "<=", ">", ">="))


def _sort(prop: Property) -> str:
    if prop.type is ValueType.TYPED:
        return {"integer": "integer", "decimal": "decimal"}.get(prop.datatype.rpartition("#")[2], "own")
    return {
        ValueType.IRI: "iri",
        ValueType.NODE: "iri",
        ValueType.STRING: "string",
        ValueType.TEXT: "text",
        ValueType.DATED: "dated",
    }[prop.type]


def random_query(chance: random.Random, schema: NodeType, *, is_tame: bool) -> str:
    """Write a query over a schema; a tame one for all engines, or any."""
    return _Writer(chance, schema, is_tame=is_tame).query()
