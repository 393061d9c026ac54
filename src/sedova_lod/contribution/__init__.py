"""Contribution: what records have to say to Wikidata, compared with what is there, shown, written and sent."""

from sedova_lod.contribution.claim_planning import ClaimPlanner
from sedova_lod.contribution.items import HeldStatement, Item, ItemFiles, ItemSource, item_from_json
from sedova_lod.contribution.known_records import KnownRecord, KnownRecords, NodeView
from sedova_lod.contribution.planning import Plan, Planner
from sedova_lod.contribution.property_map import PropertyMap, PropertyRow, bundled_map_text, load_property_map
from sedova_lod.contribution.references import References
from sedova_lod.contribution.statements import (
    Content,
    Proposal,
    Rank,
    Reference,
    Snak,
    Statement,
    Term,
    TermKind,
    Withheld,
)

__all__ = [
    "ClaimPlanner",
    "Content",
    "HeldStatement",
    "Item",
    "ItemFiles",
    "ItemSource",
    "KnownRecord",
    "KnownRecords",
    "NodeView",
    "Plan",
    "Planner",
    "PropertyMap",
    "PropertyRow",
    "Proposal",
    "Rank",
    "Reference",
    "References",
    "Snak",
    "Statement",
    "Term",
    "TermKind",
    "Withheld",
    "bundled_map_text",
    "item_from_json",
    "load_property_map",
]
