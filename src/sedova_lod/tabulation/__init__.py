"""Tabulation: records as CSV and Parquet tables with a data dictionary, for people without SPARQL."""

from sedova_lod.tabulation.columns import Column, TablePlan, plan_tables, rows_of
from sedova_lod.tabulation.data_package import DATA_PACKAGE, describe_tables
from sedova_lod.tabulation.writing import name_records, tabulate

__all__ = [
    "DATA_PACKAGE",
    "Column",
    "TablePlan",
    "describe_tables",
    "name_records",
    "plan_tables",
    "rows_of",
    "tabulate",
]
