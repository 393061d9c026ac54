"""Serializers: mapped records as N-Triples, N-Quads, Turtle and JSON-LD, and the files that describe them."""

from sedova_lod.serializers.context import Context, compute_context, write_context
from sedova_lod.serializers.mapped_record import RDF_TYPE, Block, MappedRecord, SourceRow, Statements
from sedova_lod.serializers.output_folder import OutputFolder
from sedova_lod.serializers.protocol import MakeSerializer, Serializer, SerializerSettings
from sedova_lod.serializers.registry import iter_formats, open_serializer
from sedova_lod.serializers.writing import OutputFile, WrittenFile, write_file

__all__ = [
    "RDF_TYPE",
    "Block",
    "Context",
    "MakeSerializer",
    "MappedRecord",
    "OutputFile",
    "OutputFolder",
    "Serializer",
    "SerializerSettings",
    "SourceRow",
    "Statements",
    "WrittenFile",
    "compute_context",
    "iter_formats",
    "open_serializer",
    "write_context",
    "write_file",
]
