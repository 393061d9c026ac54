"""Records: what curators keep, as typed, documented kinds and fields."""

from sedova_lod.records.kinds import ANY_KIND, KINDS
from sedova_lod.records.model import Field, FieldType, Kind, Part
from sedova_lod.records.schema import Node, NodeType, Property, ValueType, iter_nodes

__all__ = [
    "ANY_KIND",
    "KINDS",
    "Field",
    "FieldType",
    "Kind",
    "Node",
    "NodeType",
    "Part",
    "Property",
    "ValueType",
    "iter_nodes",
]
