"""Readers: tables and nested records from files of many formats, each value with its place."""

from sedova_lod.readers.csv_pieces import CsvTable, OddPieceError, RowPiece
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
from sedova_lod.readers.registry import READER_GROUP, open_table, reader_names
from sedova_lod.records import CellValue

__all__ = [
    "READER_GROUP",
    "CellValue",
    "CsvTable",
    "OddPieceError",
    "OpenReader",
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
