"""Engines: how a plan is run, in one process or in many."""

from sedova_lod.engines.batch import Batch, BatchResult, BatchWorker, WorkSpec, load_mapping
from sedova_lod.engines.neighbours import UNKNOWN_CATEGORY, NeighbourTypes, neighbour_types
from sedova_lod.engines.running import Engine, LocalEngine, ProcessesEngine, batches_of, engine_names, open_engine
from sedova_lod.engines.work import Work, Worker

__all__ = [
    "UNKNOWN_CATEGORY",
    "Batch",
    "BatchResult",
    "BatchWorker",
    "Engine",
    "LocalEngine",
    "NeighbourTypes",
    "ProcessesEngine",
    "Work",
    "WorkSpec",
    "Worker",
    "batches_of",
    "engine_names",
    "load_mapping",
    "neighbour_types",
    "open_engine",
]
