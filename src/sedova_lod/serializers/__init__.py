"""Serializers: mapped records as N-Triples, N-Quads, Turtle and JSON-LD, and the files that describe them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sedova_lod.late_imports import late_imports

if TYPE_CHECKING:
    from sedova_lod.serializers.batch import SerializedBatch, serialize_batch
    from sedova_lod.serializers.compression import SUFFIXES
    from sedova_lod.serializers.context import Context, compute_context, write_context
    from sedova_lod.serializers.description import describe_dataset
    from sedova_lod.serializers.manifest import byte_versions, content_type, write_manifest
    from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord, SourceTable
    from sedova_lod.serializers.output_folder import OutputFolder
    from sedova_lod.serializers.parts import STEM, DumpParts, Extents
    from sedova_lod.serializers.protocol import MakeSerializer, Serializer, SerializerSettings
    from sedova_lod.serializers.record_documents import RecordDocuments, jsonld_document
    from sedova_lod.serializers.registry import iter_formats, open_serializer
    from sedova_lod.serializers.result_files import MANIFEST, STATE_FILE, result_of
    from sedova_lod.serializers.tally import NOTED_PREDICATES, Tally
    from sedova_lod.serializers.writing import OutputFile, WrittenFile, write_file

__all__ = [
    "MANIFEST",
    "NOTED_PREDICATES",
    "RDF_TYPE",
    "STATE_FILE",
    "STEM",
    "SUFFIXES",
    "Context",
    "DumpParts",
    "Extents",
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
    "result_of",
    "serialize_batch",
    "write_context",
    "write_file",
    "write_manifest",
]

# to write any file needs nothing that writes RDF
__getattr__ = late_imports(
    __name__,
    {
        "Context": "context",
        "DumpParts": "parts",
        "Extents": "parts",
        "MANIFEST": "result_files",
        "MakeSerializer": "protocol",
        "MappedRecord": "mapped_record",
        "NOTED_PREDICATES": "tally",
        "OutputFile": "writing",
        "OutputFolder": "output_folder",
        "RDF_TYPE": "mapped_record",
        "RecordDocuments": "record_documents",
        "STATE_FILE": "result_files",
        "STEM": "parts",
        "SUFFIXES": "compression",
        "SerializedBatch": "batch",
        "Serializer": "protocol",
        "SerializerSettings": "protocol",
        "SourceTable": "mapped_record",
        "Tally": "tally",
        "WrittenFile": "writing",
        "byte_versions": "manifest",
        "compute_context": "context",
        "content_type": "manifest",
        "describe_dataset": "description",
        "iter_formats": "registry",
        "jsonld_document": "record_documents",
        "open_serializer": "registry",
        "result_of": "result_files",
        "serialize_batch": "batch",
        "write_context": "context",
        "write_file": "writing",
        "write_manifest": "manifest",
    },
)
