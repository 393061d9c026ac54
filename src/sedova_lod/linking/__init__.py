"""Linking: which records are the same as things elsewhere, and who decided it."""

from sedova_lod.linking.entities import Candidate, DayRange, Entity, EntityName, Matcher

__all__ = ["Candidate", "DayRange", "Entity", "EntityName", "Matcher"]
