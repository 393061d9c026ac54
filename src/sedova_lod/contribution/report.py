"""The report on proposals: what is to be sent, what is there already, what contradicts, what is kept back and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from sedova_lod.contribution.comparing import Comparison, Outcome
from sedova_lod.contribution.statements import Reference, Snak, Statement, Withheld
from sedova_lod.contribution.values import ItemValue, Value

__all__ = ["ProposalReport"]


@dataclass(frozen=True, slots=True)
class ProposalReport:
    """Hold all that a run of `propose` found.

    Args:
        title: Name of the data set.
        comparisons: The proposals, compared with their items, item by item.
        withheld: What is not proposed.
        titles: Name of each item that is known, by QID.
        label: Gives the name of a property.
        n_records: Records that were looked at, claims aside.
        n_claims: Claims that were looked at.
        n_unlinked: Records that have no item.
        n_faulty: Records with errors, which propose nothing.
        missing: QIDs of items that were not at hand.
        entities: How addresses of items begin; empty for those of Wikidata.
    """

    title: str
    comparisons: tuple[Comparison, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    label: Callable[[str], str] = str
    n_records: int = 0
    n_claims: int = 0
    n_unlinked: int = 0
    n_faulty: int = 0
    missing: tuple[str, ...] = ()
    entities: str = ""

    @property
    def outcomes(self) -> dict[Outcome, int]:
        """Count the proposals by outcome, those that are sent first."""
        counts = Counter(one.outcome for one in self.comparisons)
        return {outcome: counts[outcome] for outcome in Outcome if counts[outcome]}

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Count what is withheld by its reason, the most frequent first."""
        counts = Counter(one.reason for one in self.withheld)
        return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))

    @property
    def n_sent(self) -> int:
        """Count what is to be sent."""
        return sum(number for outcome, number in self.outcomes.items() if outcome.is_sent)

    @property
    def conflicts(self) -> list[Comparison]:
        """List what contradicts an item and nobody has decided about."""
        return [one for one in self.comparisons if one.outcome is Outcome.CONFLICT]

    def by_item(self) -> list[tuple[str, list[Comparison]]]:
        """Group the proposals: by QID, or by record where the item is to be made."""
        groups: dict[str, list[Comparison]] = {}
        for one in self.comparisons:
            groups.setdefault(one.proposal.item or one.proposal.record, []).append(one)
        return list(groups.items())

    def by_item_sent(self) -> list[str]:
        """List the items, or records of items that are to be made, for which something is to be sent."""
        return [name for name, group in self.by_item() if any(one.outcome.is_sent for one in group)]

    def value_text(self, value: Value) -> str:
        """Write a value for a reader: an item with its name, where that is known."""
        title = self.titles.get(value.id, "") if isinstance(value, ItemValue) else ""
        return f"{title} ({value})" if title else str(value)

    def property_text(self, pid: str) -> str:
        """Write a property for a reader: `P19 place of birth`."""
        label = self.label(pid)
        return f"{pid} {label}" if label else pid

    def snak_text(self, snak: Snak) -> str:
        """Write a qualifier or a part of a reference."""
        return f"{self.label(snak.property) or snak.property}: {self.value_text(snak.value)}"

    def reference_text(self, reference: Reference) -> str:
        """Write a reference."""
        return ", ".join(map(self.snak_text, reference.snaks))

    def content_texts(self, one: Comparison) -> tuple[str, str]:
        """Write what is said: the property or kind of term, and the value with rank and qualifiers."""
        content = one.proposal.content
        if not isinstance(content, Statement):
            return f"{content.kind.value} ({content.language})", content.text
        return self.property_text(content.property), self.statement_text(content)

    def statement_text(self, statement: Statement) -> str:
        """Write the value of a statement, with rank and qualifiers."""
        qualifiers = "".join(f"; {self.snak_text(snak)}" for snak in statement.qualifiers)
        rank = "" if statement.rank.value == "normal" else f" [{statement.rank.value}]"
        return f"{self.value_text(statement.value)}{rank}{qualifiers}"
