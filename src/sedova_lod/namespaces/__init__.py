"""Namespaces: prefixes, and the official terms of each vocabulary."""

from sedova_lod.namespaces.prefixes import PREFIXES, REC, SL

__all__ = ["PREFIXES", "REC", "SL"]
