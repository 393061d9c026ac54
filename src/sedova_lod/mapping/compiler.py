"""The compiler: from a plan to the text of one Python function that makes a record's blocks.

The function is straight-line code over the record's node tuples: it looks up each field once, escapes each value
once and builds the blocks in their final order. `Mapping.source_code` shows it.
"""

from __future__ import annotations

from sedova_lod.mapping.expression_code import ExpressionWriter, guarded, tests
from sedova_lod.mapping.gathering import Gatherer, Producer, Site, lay_out
from sedova_lod.mapping.plan import Assignment, Condition, Local, Plan, PlanGroup
from sedova_lod.mapping.term_types import BOOLEAN, Sort
from sedova_lod.mapping.usage import used_locals

__all__ = ["PlanWriter", "form_of", "is_sure", "write_function"]


def write_function(plan: Plan) -> str:
    """Write the function `map_record(node)` of a plan; it returns the blocks."""
    return PlanWriter(plan).write()


class PlanWriter:
    """Write the function of one plan, group by group; what becomes of a subject's triples can be written otherwise.

    Args:
        plan: The plan.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._sites = lay_out(plan)
        self._used = used_locals(plan)
        self._lines: list[str] = []
        self._depth = 1
        self._n_fresh = 0
        self._rendered: set[Local] = set()
        self._producers: dict[PlanGroup, list[tuple[Producer, Gatherer]]] = {}
        for site in (site for sites in self._sites.values() for site in sites):
            for gatherer in site.gatherers:
                for producer in gatherer.producers if gatherer.constants is None else ():
                    self._producers.setdefault(producer.group, []).append((producer, gatherer))

    def write(self) -> str:
        """Write the text of the function."""
        record = self._plan.record.name
        self._lines.append(f"def map_record({record}):")
        self._line("blocks = []")
        self._names(self._plan.record)
        self._first_items(self._plan.root)
        self._body(self._plan.root)
        self._line("return in_blocks_order(blocks)")
        return "\n".join(self._lines) + "\n"

    def _line(self, text: str) -> None:
        self._lines.append("    " * self._depth + text)

    def _fresh(self) -> str:
        self._n_fresh += 1
        return f"t{self._n_fresh}"

    # groups

    def _group(self, group: PlanGroup) -> None:
        """Write a group that is looked up where its triples are made."""
        depth = self._depth
        for step in group.steps:
            self._open_step(group, step.object, f"{step.subject.name}[{step.slot}]", is_many=step.is_many)
        self._first_items(group)
        self._body(group)
        self._depth = depth

    def _open_step(self, group: PlanGroup, local: Local, lookup: str, *, is_many: bool) -> None:
        if is_many:
            self._line(f"for {local.name} in {lookup}:")
        elif local in self._used:
            self._line(f"{local.name} = {lookup}")
            self._line(f"if {local.name} is not None:")
        else:
            self._line(f"if {lookup} is not None:")
        self._depth += 1

    def _first_items(self, group: PlanGroup) -> None:
        """Write BINDs, FILTERs and the groups that they look into."""
        for item in group.items:
            if isinstance(item, Assignment):
                if item.local in self._used:
                    self._assign(item)
            elif isinstance(item, Condition):
                self._condition(item)
            elif item.is_first:
                self._first_group(item)

    def _assign(self, item: Assignment) -> None:
        code = self._expressions(item.names).code(item.expression)
        self._line(f"{item.local.name} = {guarded(code)}")

    def _expressions(self, names: dict) -> ExpressionWriter:  # type: ignore[type-arg]
        return ExpressionWriter(self._line, names, self._fresh)

    def _condition(self, item: Condition) -> None:
        """Write a test; an error counts as false, so the parts of `&&` are tested one by one."""
        expression = item.expression
        writer = self._expressions(item.names)
        codes = [writer.code(part) for part in (expression.args if expression.op == "&&" else [expression])]
        parts = [part for code in codes for part in ([tests(code.needs)] if code.needs else []) + [code.text]]
        self._line(f"if {' and '.join(dict.fromkeys(parts))}:")
        self._depth += 1

    def _first_group(self, group: PlanGroup) -> None:
        """Look up a group ahead of its triples: its locals get values, or None if it does not match."""
        locals_ = self._locals_of_first(group)
        depth = self._depth
        first = group.steps[0]
        is_plain = len(group.steps) == 1 and not group.items
        if is_plain:
            self._line(f"{first.object.name} = {first.subject.name}[{first.slot}]")
            return
        has_matched = self._fresh()
        self._line(f"{has_matched} = False")
        for step in group.steps:
            self._line(f"{step.object.name} = {step.subject.name}[{step.slot}]")
            self._line(f"if {step.object.name} is not None:")
            self._depth += 1
        self._first_items(group)
        self._line(f"{has_matched} = True")
        self._depth = depth
        self._line(f"if not {has_matched}:")
        self._depth += 1
        self._line(f"{' = '.join(local.name for local in locals_)} = None")
        self._depth = depth

    def _locals_of_first(self, group: PlanGroup) -> list[Local]:
        found = [step.object for step in group.steps]
        for item in group.items:
            if isinstance(item, Assignment) and item.local in self._used:
                found.append(item.local)
            elif isinstance(item, PlanGroup) and item.is_first:
                found += self._locals_of_first(item)
        return found

    def _body(self, group: PlanGroup) -> None:
        """Write what happens once a group has matched: its triples, then its inner groups."""
        if not group.has_output:
            self._line("pass")
            return
        sites = self._sites.get(group, [])
        for local in self._locals_of_body(group):
            self._names(local)
        for site in sites:
            self._open_site(site)
        for producer, gatherer in self._producers.get(group, []):
            self._produce(producer, gatherer)
        for inner in group.groups:
            if not inner.has_output:
                continue
            if inner.is_first:
                self._line(f"if {inner.steps[0].object.name} is not None:")
                self._depth += 1
                self._body(inner)
                self._depth -= 1
            else:
                self._group(inner)
        for site in sites:
            self._close_site(site)

    def _locals_of_body(self, group: PlanGroup) -> list[Local]:
        own = [step.object for step in group.steps]
        return own + [item.local for item in group.items if isinstance(item, Assignment) and item.local in self._used]

    # triples

    def _names(self, local: Local) -> None:
        """Prepare the IRI of a subject, and the N-Triples form of an object that is used several times."""
        uses = [g for pairs in self._producers.values() for p, g in pairs if p.value is local]
        if local.is_node and any(site.subject is local for sites in self._sites.values() for site in sites):
            self._line(f"i_{local.name} = {local.name}[0]")
        if len(uses) > 1:
            form = form_of(local)
            self._line(f"o_{local.name} = {form if local.is_sure else f'{form} if {local.name} is not None else None'}")
            self._rendered.add(local)

    def _object(self, value: Local | str) -> str:
        if isinstance(value, str):
            return repr(value)
        return f"o_{value.name}" if value in self._rendered else form_of(value)

    def _open_site(self, site: Site) -> None:
        for gatherer in site.gatherers:
            if gatherer.constants is not None or gatherer.sure_value is not None:
                continue
            self._line(f"{gatherer.name} = {'None' if gatherer.is_single else '[]'}")

    def _produce(self, producer: Producer, gatherer: Gatherer) -> None:
        if gatherer.sure_value is not None:
            return
        value = self._object(producer.value)
        statement = f"{gatherer.name} = {value}" if gatherer.is_single else f"{gatherer.name}.append({value})"
        if isinstance(producer.value, Local) and not producer.value.is_sure:
            statement = f"if {producer.value.name} is not None: {statement}"
        self._line(statement)

    def _close_site(self, site: Site) -> None:
        """Write the block of a subject."""
        subject = f"i_{site.subject.name}" if site.subject.is_node else site.subject.name
        depth = self._depth
        if not site.subject.is_sure:
            self._line(f"if {subject} is not None:")
            self._depth += 1
        for gatherer in site.gatherers:
            if len(gatherer.predicates) > 1 and gatherer.constants is None and not gatherer.is_single:
                objects = f"({gatherer.name}[0],) if len({gatherer.name}) == 1 else in_order({gatherer.name})"
                self._line(f"if {gatherer.name}: {gatherer.name} = {objects}")
        statements = list(site.statements())
        if all(is_sure(gatherer) for _, gatherer in statements):
            parts = "".join(f"({predicate!r}, {self._objects(gatherer)}), " for predicate, gatherer in statements)
            self._line(f"blocks.append(({subject}, ({parts})))")
        else:
            self._statements(subject, site, statements)
        self._depth = depth

    def _statements(self, subject: str, site: Site, statements: list[tuple[str, Gatherer]]) -> None:
        self._line("s = []")
        for predicate, gatherer in statements:
            condition = ""
            if not is_sure(gatherer):
                condition = f"if {gatherer.name}: " if not gatherer.is_single else f"if {gatherer.name} is not None: "
            self._line(f"{condition}s.append(({predicate!r}, {self._objects(gatherer)}))")
        self._line(f"{'' if site.is_sure else 'if s: '}blocks.append(({subject}, tuple(s)))")

    def _objects(self, gatherer: Gatherer) -> str:
        """Write the tuple of a gatherer's objects."""
        if gatherer.constants is not None:
            return repr(gatherer.constants)
        if gatherer.sure_value is not None:
            return f"({self._object(gatherer.sure_value)},)"
        if gatherer.is_single:
            return f"({gatherer.name},)"
        if len(gatherer.predicates) > 1:
            return gatherer.name
        return f"({gatherer.name}[0],) if len({gatherer.name}) == 1 else in_order({gatherer.name})"


def is_sure(gatherer: Gatherer) -> bool:
    """Say whether a gatherer has an object for every subject."""
    return gatherer.constants is not None or gatherer.sure_value is not None


def form_of(local: Local) -> str:
    """Write the N-Triples form of a local's value."""
    name = local.name
    if local.is_node:
        return f"f'<{{{name}[0]}}>'"
    if local.type == BOOLEAN:
        datatype = "<http://www.w3.org/2001/XMLSchema#boolean>"
        return f"('\"true\"^^{datatype}' if {name} else '\"false\"^^{datatype}')"
    return {
        Sort.IRI: f"f'<{{{name}}}>'",
        Sort.STRING: f"f'\"{{escape({name})}}\"'",
        Sort.TEXT: f"(f'\"{{escape({name}[0])}}\"@{{{name}[1]}}' if {name}[1] else f'\"{{escape({name}[0])}}\"')",
        Sort.TAGGED: f"f'\"{{escape({name})}}\"@{local.type.detail}'",
        Sort.TYPED: f"f'\"{{escape({name})}}\"^^<{local.type.detail}>'",
        Sort.DATED: f"f'\"{{escape({name}[0])}}\"^^<{{{name}[1]}}>'",
    }[local.type.sort]
