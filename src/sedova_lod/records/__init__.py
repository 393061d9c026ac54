"""Records: what curators keep, as typed, documented kinds and fields, read and joined."""

from sedova_lod.records.assembly import NamedCell, RowReader
from sedova_lod.records.cell_memos import read_pairs
from sedova_lod.records.context import DataSetContext
from sedova_lod.records.divided_entries import DividedEntries, Share, entries_of
from sedova_lod.records.entries import Entries, add_link
from sedova_lod.records.faulty import LeftOut, RecordKeys
from sedova_lod.records.groups import Group, own_row
from sedova_lod.records.joining import Joined, Joiner, RejectedRow
from sedova_lod.records.judgements import Judgement, judge_row
from sedova_lod.records.kinds import ANY_KIND, KINDS
from sedova_lod.records.layout import PARENT, Column, TableLayout, field_names, find_column, nearest_name
from sedova_lod.records.links import Link, LinkTable
from sedova_lod.records.model import Field, FieldType, Kind, Part, properties_of
from sedova_lod.records.plain_pile import PlainPile
from sedova_lod.records.provenance import field_name, locate
from sedova_lod.records.record import Origin, Reading, Record, RecordKey, Reference
from sedova_lod.records.schema import Node, NodeType, Property, ValueType, iter_nodes
from sedova_lod.records.sorting import EntryList, ExternalSorter
from sedova_lod.records.values import CellValue

__all__ = [
    "ANY_KIND",
    "KINDS",
    "PARENT",
    "CellValue",
    "Column",
    "DataSetContext",
    "DividedEntries",
    "Entries",
    "EntryList",
    "ExternalSorter",
    "Field",
    "FieldType",
    "Group",
    "Joined",
    "Joiner",
    "Judgement",
    "Kind",
    "LeftOut",
    "Link",
    "LinkTable",
    "NamedCell",
    "Node",
    "NodeType",
    "Origin",
    "Part",
    "PlainPile",
    "Property",
    "Reading",
    "Record",
    "RecordKey",
    "RecordKeys",
    "Reference",
    "RejectedRow",
    "RowReader",
    "Share",
    "TableLayout",
    "ValueType",
    "add_link",
    "entries_of",
    "field_name",
    "field_names",
    "find_column",
    "iter_nodes",
    "judge_row",
    "locate",
    "nearest_name",
    "own_row",
    "properties_of",
    "read_pairs",
]
