"""Contribution: what records have to say to Wikidata, compared with what is there, shown, written and sent."""

from sedova_lod.contribution.claim_planning import ClaimPlanner
from sedova_lod.contribution.commands import Command, commands_of
from sedova_lod.contribution.comparing import Comparer, Comparison, Outcome
from sedova_lod.contribution.conflict_settling import conflict_key, settle_conflict
from sedova_lod.contribution.field_values import RecordValues
from sedova_lod.contribution.item_sources import KeptItems, NoItems
from sedova_lod.contribution.items import HeldStatement, Item, ItemFiles, ItemSource, item_from_json
from sedova_lod.contribution.known_records import KnownRecord, KnownRecords, NodeView
from sedova_lod.contribution.ledger import Ledger, MadeStatements, SavedEdit, Unanswered, proposal_key
from sedova_lod.contribution.planning import Plan, Planner, merged_proposals
from sedova_lod.contribution.property_map import PropertyMap, PropertyRow, bundled_map_text, load_property_map
from sedova_lod.contribution.proposal_files import proposal_files
from sedova_lod.contribution.proposal_folder import write_proposal_files
from sedova_lod.contribution.proposal_reports import (
    conflicts_csv,
    proposals_json,
    summary_lines,
    text_report,
    withheld_csv,
)
from sedova_lod.contribution.proposals_html import proposals_html
from sedova_lod.contribution.quickstatements import Dialect, Refused, Written, write_quickstatements
from sedova_lod.contribution.quickstatements_csv import write_csv_files
from sedova_lod.contribution.references import References
from sedova_lod.contribution.report import ProposalReport
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
from sedova_lod.contribution.undoing import Undoer, UndoReport, unanswered_lines, undo_commands
from sedova_lod.contribution.uploading import EditReport, EditState, Pace, Uploader
from sedova_lod.contribution.wikibase_api import ApiError, Credentials, Manners, WikibaseApi
from sedova_lod.contribution.wikibase_json import ItemEdit, edits_of

__all__ = [
    "ApiError",
    "ClaimPlanner",
    "Command",
    "Comparer",
    "Comparison",
    "Content",
    "Credentials",
    "Dialect",
    "EditReport",
    "EditState",
    "HeldStatement",
    "Item",
    "ItemEdit",
    "ItemFiles",
    "ItemSource",
    "KeptItems",
    "KnownRecord",
    "KnownRecords",
    "Ledger",
    "MadeStatements",
    "Manners",
    "NoItems",
    "NodeView",
    "Outcome",
    "Pace",
    "Plan",
    "Planner",
    "PropertyMap",
    "PropertyRow",
    "Proposal",
    "ProposalReport",
    "Rank",
    "RecordValues",
    "Reference",
    "References",
    "Refused",
    "SavedEdit",
    "Snak",
    "Statement",
    "Term",
    "TermKind",
    "Unanswered",
    "UndoReport",
    "Undoer",
    "Uploader",
    "WikibaseApi",
    "Withheld",
    "Written",
    "bundled_map_text",
    "commands_of",
    "conflict_key",
    "conflicts_csv",
    "edits_of",
    "item_from_json",
    "load_property_map",
    "merged_proposals",
    "proposal_files",
    "proposal_key",
    "proposals_html",
    "proposals_json",
    "settle_conflict",
    "summary_lines",
    "text_report",
    "unanswered_lines",
    "undo_commands",
    "withheld_csv",
    "write_csv_files",
    "write_proposal_files",
    "write_quickstatements",
]
