"""The triplestore: RDF loaded into an embedded store on disk, asked by SPARQL, and served."""

from sedova_lod.triplestore.loading import load_store
from sedova_lod.triplestore.parameters import read_parameters
from sedova_lod.triplestore.query_process import Job, QueryError, QueryProcess, Source, Summary
from sedova_lod.triplestore.query_text import bind_variables
from sedova_lod.triplestore.rdf_files import data_files
from sedova_lod.triplestore.store_folder import Release, is_plain_store, is_store

__all__ = [
    "Job",
    "QueryError",
    "QueryProcess",
    "Release",
    "Source",
    "Summary",
    "bind_variables",
    "data_files",
    "is_plain_store",
    "is_store",
    "load_store",
    "read_parameters",
]
