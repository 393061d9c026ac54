"""How the triples of a plan are gathered: by subject variable, and once for predicates with the same objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from sedova_lod.mapping.plan import Emission, Local, Plan, PlanGroup
from sedova_lod.mapping.runtime import predicate_rank

__all__ = ["Gatherer", "Producer", "Site", "lay_out"]


@dataclass(frozen=True, slots=True)
class Producer:
    """Say which group gives which object.

    Args:
        group: The group.
        value: Local of the object, or a constant in N-Triples form.
    """

    group: PlanGroup
    value: Local | str


@dataclass(slots=True, eq=False)
class Gatherer:
    """Gather the objects that one or several predicates of a subject share.

    Args:
        name: Local name in the code.
        site: The subject's site.
        producers: What gives the objects.
        predicates: IRIs of the predicates, in order.
    """

    name: str
    site: Site
    producers: tuple[Producer, ...]
    predicates: list[str] = field(default_factory=list)

    @property
    def constants(self) -> tuple[str, ...] | None:
        """Give the objects, sorted, if they are always the same; None otherwise."""
        found = [p.value for p in self.producers if isinstance(p.value, str) and p.group is self.site.group]
        return tuple(sorted(set(found))) if len(found) == len(self.producers) else None

    @property
    def is_single(self) -> bool:
        """Say whether it never gathers more than one object."""
        if len(self.producers) > 1:
            return False
        group = self.producers[0].group
        while group is not self.site.group:
            if group.is_many or group.parent is None:
                return False
            group = group.parent
        return True

    @property
    def sure_value(self) -> Local | None:
        """Give the one object that it surely has, if there is one."""
        producer = self.producers[0]
        if len(self.producers) == 1 and producer.group is self.site.group and isinstance(producer.value, Local):
            return producer.value if producer.value.is_sure else None
        return None


@dataclass(slots=True, eq=False)
class Site:
    """Gather the triples of one subject variable.

    Args:
        subject: The subject.
        group: Group that binds it.
        gatherers: Gatherers of its objects.
    """

    subject: Local
    group: PlanGroup
    gatherers: list[Gatherer] = field(default_factory=list)

    @property
    def is_sure(self) -> bool:
        """Say whether it always has a triple."""
        return any(g.constants is not None or g.sure_value is not None for g in self.gatherers)

    def statements(self) -> Iterator[tuple[str, Gatherer]]:
        """List the predicates with their gatherers, in the order of a block."""
        pairs = [(predicate, gatherer) for gatherer in self.gatherers for predicate in gatherer.predicates]
        return iter(sorted(pairs, key=lambda pair: predicate_rank(pair[0])))


def lay_out(plan: Plan) -> dict[PlanGroup, list[Site]]:
    """Make the sites of a plan, by the group that binds their subjects."""
    found: dict[Local, dict[str, list[Producer]]] = {}
    for group in plan.root.walk():
        for emission in group.emissions:
            _note(found.setdefault(emission.subject, {}), emission, group)
    sites: dict[PlanGroup, list[Site]] = {}
    n_gatherers = 0
    for subject, predicates in found.items():
        site = Site(subject, subject.group)
        sites.setdefault(site.group, []).append(site)
        shared: dict[frozenset[tuple[int, str]], Gatherer] = {}
        for predicate, producers in predicates.items():
            key = frozenset((id(p.group), p.value if isinstance(p.value, str) else p.value.name) for p in producers)
            if key not in shared:
                shared[key] = Gatherer(f"g{n_gatherers}", site, tuple(producers))
                site.gatherers.append(shared[key])
                n_gatherers += 1
            shared[key].predicates.append(predicate)
    return sites


def _note(predicates: dict[str, list[Producer]], emission: Emission, group: PlanGroup) -> None:
    predicates.setdefault(emission.predicate, []).append(Producer(group, emission.object))
