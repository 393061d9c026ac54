"""A service of the Reconciliation API: other programs find the entities of a data set by name, date and identifier."""

from sedova_lod.reconciliation.answering import Answerer
from sedova_lod.reconciliation.questions import (
    ExtensionQuery,
    Query,
    TooManyError,
    Value,
    read_extension_query,
    read_queries,
)
from sedova_lod.reconciliation.served_entities import ServedEntities, serve_index
from sedova_lod.reconciliation.vocabulary import ServedProperty, ServedType

__all__ = [
    "Answerer",
    "ExtensionQuery",
    "Query",
    "ServedEntities",
    "ServedProperty",
    "ServedType",
    "TooManyError",
    "Value",
    "read_extension_query",
    "read_queries",
    "serve_index",
]
