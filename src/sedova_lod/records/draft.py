"""A record being read: its values so far, its parts, its references and its findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from sedova_lod.findings import FindingList, Rule, Severity
from sedova_lod.findings.values import BAD_SOURCE, DUPLICATE_PART, LONE_COMPANION, WRONG_KIND
from sedova_lod.records.context import DataSetContext
from sedova_lod.records.fragments import id_fault, slug
from sedova_lod.records.kinds import ANY_KIND
from sedova_lod.records.layout import TableLayout
from sedova_lod.records.model import Field, FieldType, Part
from sedova_lod.records.nodes import CITATION_NODE
from sedova_lod.records.record import Origin, Reading, Reference
from sedova_lod.records.schema import Node, NodeType
from sedova_lod.records.values import ValueFault, script_fault

__all__ = ["Draft", "Found", "Owner", "Value", "Values", "part_label"]

_LONE = {
    "written": ("wording", "put it into 'note'"),
    "source": ("source", "name it in the column 'source', for the whole record"),
    "certainty": ("certainty", "leave it out"),
}
"""What a companion is to its value, and what can be done where there is no value."""


class Value(NamedTuple):
    """Hold one value of a cell with the language that its column states."""

    text: str
    language: str


class Values(NamedTuple):
    """Hold the values of one cell.

    Args:
        items: The values, in the order of the cell.
        column: Column of the cell, as index or key.
        calendar: Calendar that the project file states for the column.
    """

    items: tuple[Value, ...]
    column: int | str
    calendar: str


Found = dict[tuple[str, str], dict[str, list[Values]]]
"""The cells of a row: by part and field, then by companion (`""` for the value itself)."""


@dataclass(slots=True)
class Owner:
    """Collect the values of one node.

    Args:
        iri: IRI of the node.
        part: Part that it is; None for the record itself.
        values: Its values so far, by property.
    """

    iri: str
    part: Part | None
    values: dict[str, Any] = field(default_factory=dict)

    def add(self, prop: str, value: Any) -> None:
        """Add one value of a property with several."""
        self.values.setdefault(prop, []).append(value)

    def sub(self, fragment: str) -> str:
        """Give the IRI of a sub-node: `{record}#timespan`, `{record}#birth-timespan`."""
        return f"{self.iri}-{fragment}" if "#" in self.iri else f"{self.iri}#{fragment}"


class Draft:
    """Collect what one row says of a record.

    Args:
        layout: Table of the row.
        context: The data set's settings.
        row: Row number.
        findings: Where findings go.
    """

    def __init__(self, layout: TableLayout, context: DataSetContext, row: int, findings: FindingList) -> None:
        self.layout = layout
        self.context = context
        self.row = row
        self.findings = findings
        self.id = ""
        self.id_column: int | str = -1
        self.has_error = False
        self.root = Owner("", None)
        self.references: list[Reference] = []
        self._found: Found = {}
        self.lines: dict[str, int] = {}
        self._parts: dict[str, Owner] = {}

    def begin(self, found: Found) -> None:
        """Settle the IRIs, once the id is known."""
        iri = self.context.iri(self.layout.kind.name, self.id)
        self.root = Owner(iri, None)
        self._found = found
        part = self.layout.part
        if part is not None:
            fragment = "-".join((part.fragment, *self._key(part, found)))
            self._parts[part.name] = Owner(f"{iri}#{fragment}", part)
        else:
            self.root.values["id"] = self.id

    def _key(self, part: Part, found: Found) -> list[str]:
        own = found.get(("", "key"))
        if own:
            return [slug(own[""][0].items[0].text)]
        texts = []
        for name in part.key:
            values = found.get((part.name, name), {}).get("")
            if values:
                texts.append(slug(values[0].items[0].text.rpartition("/")[2]))
            elif name == "language":
                texts.append(slug(self.context.languages[0]))
        return texts

    def said(self, name: str) -> str:
        """Give the first text of one of the record's own fields, as written; empty if there is none."""
        found = self._found.get(("", name), {}).get("")
        return found[0].items[0].text if found else ""

    def owner(self, part: Part | None) -> Owner:
        """Return the node that a field belongs to."""
        if part is None:
            return self.root
        if part.name not in self._parts:
            self._parts[part.name] = Owner(f"{self.root.iri}#{part.fragment}", part)
        return self._parts[part.name]

    def origin(self, column: int | str) -> Origin:
        """Point at a cell of the row, for provenance."""
        return (self.layout.number, self._line(column), column)

    def _line(self, column: int | str) -> int:
        return self.lines.get(column, self.row) if isinstance(column, str) else self.row

    def report(
        self,
        rule: Rule,
        message: str,
        *,
        hint: str = "",
        column: int | str = -1,
        value: str = "",
        row: int = 0,
    ) -> None:
        """Report a fault of the row; `column` may also be our name of a column."""
        place = column
        if isinstance(column, str) and not self.layout.is_nested:
            known = self.layout.column_of(column)
            place = known.index if known else -1
        record = f"{self.layout.kind.name}/{self.id}" if self.id else ""
        where = self.layout.cell(row or self._line(place), place)
        self.findings.append(rule.finding(message, hint=hint or rule.advice, where=where, value=value, record=record))
        self.has_error = self.has_error or rule.severity is Severity.ERROR

    def report_fault(self, fault: ValueFault, column: int | str, value: str) -> None:
        """Report a value that could not be read."""
        self.report(fault.rule, fault.message, hint=fault.hint, column=column, value=value)

    def refer(self, text: str, item: Field, column: int | str, owner: Owner, prop: str) -> str:
        """Read a reference; return the IRI it leads to, or an empty text after reporting a fault."""
        target, _, fragment = text.partition("#")
        kind, slash, record_id = target.rpartition("/")
        kinds = item.kinds or ANY_KIND
        if not slash:
            kind = kinds[0] if len(kinds) < len(ANY_KIND) else ""
        fault = id_fault(record_id)
        if kind not in kinds:
            self._report_kind(text, kind, kinds, column)
            return ""
        if fault:
            hint = f"did you mean '{slug(record_id)}'?" if slug(record_id) else ""
            self.report(
                WRONG_KIND,
                f"'{text}' cannot be the id of a {kind}: {fault}",
                hint=hint,
                column=column,
                value=text,
            )
            return ""
        inverse = self._inverse(item)
        if item.inverse_kinds and kind not in item.inverse_kinds:
            inverse = ""
        self.references.append(
            Reference(kind, record_id, fragment, self.origin(column), inverse, self.layout.kind.name, self.id, prop)
        )
        iri = self.context.iri(kind, record_id)
        return f"{iri}#{fragment}" if fragment else iri

    def _report_kind(self, text: str, kind: str, kinds: Sequence[str], column: int | str) -> None:
        what = f"a {kind}" if kind in ANY_KIND else "without a kind" if not kind else f"of the unknown kind '{kind}'"
        if len(kinds) < len(ANY_KIND):
            wanted = " or ".join(kinds)
            message, hint = f"'{text}' is {what}, and here a {wanted} is expected", f"write the id of a {wanted}"
        else:
            message, hint = f"'{text}' is {what}", "write a kind and an id, such as person/lev-sedov"
        self.report(WRONG_KIND, message, hint=hint, column=column, value=text)

    def _inverse(self, item: Field) -> str:
        if item.inverse_if and self.layout.part:
            name, wanted, otherwise = item.inverse_if
            said = self._found.get((self.layout.part.name, name), {}).get("")
            if said and said[0].items[0].text == wanted:
                return otherwise
        return item.inverse

    def concept(self, concept_id: str) -> str:
        """Return the IRI of a concept that comes with the tool, and note that it is used."""
        self.context.used_concepts.add(concept_id)
        return self.context.iri("concept", concept_id)

    def report_lone(self, name: str, companion: str, roles: dict[str, list[Values]]) -> None:
        """Report what is said of a value that is not there.

        A constant for a whole table is passed over, and a column that is the value of another field: nothing is lost.

        Args:
            name: Name of the field without a value.
            companion: `written`, `source` or `certainty`.
            roles: The cells of the field, by companion.
        """
        sort, hint = _LONE[companion]
        for values in roles.get(companion, ()):
            if isinstance(values.column, int) and (values.column < 0 or self.layout.is_value(values.column)):
                continue
            text = values.items[0].text
            what = f"'{text[:80]}' is the {sort} of '{name}', which is empty: it goes into no output"
            self.report(LONE_COMPANION, what, hint=f"fill in '{name}', or {hint}", column=values.column, value=text)

    def cite(self, owner: Owner, name: str, roles: dict[str, list[Values]]) -> None:
        """Make citations of a field's `.source` and `.certainty`."""
        certainty = self._certainty(roles)
        sources = [(v.text, values.column) for values in roles.get("source", ()) for v in values.items]
        for text, column in sources:
            self.cite_text(owner, name, text, column, certainty)
        if certainty and not sources:
            column = roles["certainty"][0].column
            node = CITATION_NODE.make(
                f"{self.root.iri}#certainty-{slug(self._cited(owner, name))}",
                self.origin(column),
                label=(f"Certainty of '{name}' of {self.id}", "en"),
                about=owner.iri,
                certainty=certainty,
            )
            self.root.add("citation", node)

    def _certainty(self, roles: dict[str, list[Values]]) -> str | None:
        for values in roles.get("certainty", ()):
            item = Field("certainty", FieldType.REFERENCE, "", kinds=("concept",))
            return self.refer(values.items[0].text, item, values.column, self.root, "citation") or None
        return None

    @staticmethod
    def _cited(owner: Owner, name: str) -> str:
        fragment = owner.iri.partition("#")[2]
        if owner.part is None or not owner.part.many:
            return name
        return f"{fragment}-{name}" if name != owner.part.name else fragment

    def cite_text(self, owner: Owner, name: str, text: str, column: int | str, certainty: str | None = None) -> None:
        """Make one citation of a text such as `my-life, line 188`."""
        work, comma, locator = (piece.strip() for piece in text.partition(","))
        fault = id_fault(work.rpartition("/")[2])
        if fault or (comma and not locator):
            self._report_source(text, fault, column)
            return
        item = Field("source", FieldType.REFERENCE, "", kinds=("work",))
        iri = self.refer(work, item, column, self.root, "citation")
        if not iri:
            return
        cited = self._cited(owner, name)
        fragment = "-".join(filter(None, ("citation", slug(cited), slug(work.rpartition("/")[2]), slug(locator))))
        place = f", {locator}" if locator else ""
        about = f" for '{name}'" if name else ""
        self.root.add("source", iri)
        self.root.add(
            "citation",
            CITATION_NODE.make(
                f"{self.root.iri}#{fragment}",
                self.origin(column),
                label=(f"Cited{about}: {work}{place}", "en"),
                work=iri,
                locator=locator or None,
                about=owner.iri,
                certainty=certainty,
            ),
        )

    def _report_source(self, text: str, fault: str, column: int | str) -> None:
        work, _, locator = (piece.strip() for piece in text.partition(","))
        meant = f"{slug(work)}, {locator}" if locator else slug(work)
        hint = f"did you mean '{meant}'?" if slug(work) else ""
        what = f"'{work}' cannot be the id of a work: {fault}" if fault else f"in '{text}' nothing follows the comma"
        self.report(BAD_SOURCE, what, hint=hint, column=column, value=text)

    def unique(self, owner: Owner, prop: str, node: Node, column: int | str, what: str) -> None:
        """Add a sub-node, unless another one has its IRI already."""
        if any(known[0] == node[0] for known in owner.values.get(prop, ())):
            self.report(DUPLICATE_PART, f"{what} stands here twice", column=column)
        else:
            owner.add(prop, node)

    def node(self, schema: NodeType) -> Node:
        """Make the node of the row, with the nodes of its parts."""
        part = self.layout.part
        owner = self._parts[part.name] if part else self.root
        if part is None:
            for own in self._parts.values():
                prop = schema.property(own.part.rec) if own.part else None
                if prop is not None and prop.node is not None and own.values:
                    self.root.values[prop.name] = self._part_node(own, prop.node, None)
            return _frozen(schema, self.root.iri, None, self.root.values)
        return self._part_node(owner, schema, self.origin(-1))

    def _part_node(self, owner: Owner, schema: NodeType, origin: Origin | None) -> Node:
        part = owner.part
        assert part is not None  # noqa: S101 - the record itself is no part
        if part.node == "Name":
            self._finish_name(owner)
        elif not part.many:
            owner.values["label"] = (
                part_label(part, owner.iri, self.root.values.get("title") or self.id),
                "en",
            )
        return _frozen(schema, owner.iri, origin, owner.values)

    def _finish_name(self, owner: Owner) -> None:
        language = next(iter(owner.values.get("languageTag", ())), self.context.languages[0])
        text = (owner.values["content"][0], language)
        owner.values["text"] = text
        self.root.add("altLabel", text)
        fault = script_fault(*text)
        if fault:
            self.report_fault(fault, "form", text[0])
        if "type" not in owner.values:
            owner.add("type", self.concept("alias"))

    def reading(self, node: Node | None) -> Reading:
        """Give what was read."""
        part = self.layout.part
        extras = {k: v for k, v in self.root.values.items() if isinstance(v, list)} if part else {}
        return Reading(
            self.layout.kind.name,
            self.id,
            part.name if part else "",
            self.layout.number,
            self.row,
            node,
            extras,
            tuple(self.references),
        )


def part_label(part: Part, iri: str, title: str) -> str:
    """Name the node of a part in English.

    >>> birth = Part("born", "Birth", "birth", "birth", "Birth", (), label="Birth")
    >>> part_label(birth, "https://example.org/person/lev#birth", "Lev Sedov")
    'Birth of Lev Sedov'
    """
    detail = iri.partition("#")[2].removeprefix(f"{part.fragment}-") if part.many else ""
    return f"{part.label} of {title}" + (f": {detail}" if detail else "")


def _frozen(schema: NodeType, iri: str, origin: Origin | None, values: dict[str, Any]) -> Node:
    """Make a node tuple of collected values; several values without repetition, in order."""
    made: dict[str, Any] = {}
    for prop in schema.properties:
        value = values.get(prop.name)
        if isinstance(value, list):
            value = tuple(dict.fromkeys(value)) if prop.many else value[0]
        elif value is not None and prop.many:
            value = (value,)
        if value is not None:
            made[prop.name] = value
    return schema.make(iri, origin, **made)
