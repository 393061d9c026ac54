"""Engines: how a plan is run, in one process or in many."""

from sedova_lod.engines.batch import Batch, BatchResult, BatchWorker, WorkSpec, load_mapping
from sedova_lod.engines.neighbours import UNKNOWN_CATEGORY, NeighbourTypes
from sedova_lod.engines.running import ENGINES, Engine, LocalEngine, ProcessesEngine, batches_of, open_engine

__all__ = [
    "ENGINES",
    "UNKNOWN_CATEGORY",
    "Batch",
    "BatchResult",
    "BatchWorker",
    "Engine",
    "LocalEngine",
    "NeighbourTypes",
    "ProcessesEngine",
    "WorkSpec",
    "batches_of",
    "load_mapping",
    "open_engine",
]
