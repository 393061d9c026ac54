"""Serializers: mapped records as N-Triples, N-Quads, Turtle and JSON-LD, and the files that describe them."""

from sedova_lod.serializers.batch import SerializedBatch, serialize_batch
from sedova_lod.serializers.compression import SUFFIXES
from sedova_lod.serializers.context import Context, compute_context, write_context
from sedova_lod.serializers.description import describe_dataset
from sedova_lod.serializers.manifest import byte_versions, content_type, write_manifest
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord, SourceTable
from sedova_lod.serializers.output_folder import MANIFEST, STATE_FILE, OutputFolder
from sedova_lod.serializers.protocol import MakeSerializer, Serializer, SerializerSettings
from sedova_lod.serializers.record_documents import RecordDocuments, jsonld_document
from sedova_lod.serializers.registry import iter_formats, open_serializer
from sedova_lod.serializers.tally import NOTED_PREDICATES, Tally
from sedova_lod.serializers.writing import OutputFile, WrittenFile, write_file

__all__ = [
    "MANIFEST",
    "NOTED_PREDICATES",
    "RDF_TYPE",
    "STATE_FILE",
    "SUFFIXES",
    "Context",
    "MakeSerializer",
    "MappedRecord",
    "OutputFile",
    "OutputFolder",
    "RecordDocuments",
    "SerializedBatch",
    "Serializer",
    "SerializerSettings",
    "SourceTable",
    "Tally",
    "WrittenFile",
    "byte_versions",
    "compute_context",
    "content_type",
    "describe_dataset",
    "iter_formats",
    "jsonld_document",
    "open_serializer",
    "serialize_batch",
    "write_context",
    "write_file",
    "write_manifest",
]
