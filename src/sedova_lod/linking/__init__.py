"""Linking: which records are the same as things elsewhere, and who decided it."""

from sedova_lod.linking.entities import Candidate, DayRange, Entity, EntityName, Matcher
from sedova_lod.linking.index import Index, open_index
from sedova_lod.linking.index_building import IndexReport, build_index
from sedova_lod.linking.scoring import rank_candidates, score
from sedova_lod.linking.suggestion import suggest_match

__all__ = [
    "Candidate",
    "DayRange",
    "Entity",
    "EntityName",
    "Index",
    "IndexReport",
    "Matcher",
    "build_index",
    "open_index",
    "rank_candidates",
    "score",
    "suggest_match",
]
