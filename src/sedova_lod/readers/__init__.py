"""Readers: tables and nested records from files of many formats, each value with its place."""

from sedova_lod.readers.model import (
    OpenReader,
    Row,
    Table,
    TableInfo,
    Tree,
    TreeLeaf,
    TreeList,
    TreeValue,
    Withheld,
)
from sedova_lod.readers.pieces import OddPieceError, PiecedTable, RowPiece
from sedova_lod.readers.registry import READER_GROUP, open_table, reader_names
from sedova_lod.records import CellValue

__all__ = [
    "READER_GROUP",
    "CellValue",
    "OddPieceError",
    "OpenReader",
    "PiecedTable",
    "Row",
    "RowPiece",
    "Table",
    "TableInfo",
    "Tree",
    "TreeLeaf",
    "TreeList",
    "TreeValue",
    "Withheld",
    "open_table",
    "reader_names",
]
