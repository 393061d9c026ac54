"""History: the conditions on records that their RDF does not show: names, calendars, hedges, posts, durations."""

from sedova_lod.validation.history.namesakes import Pair, namesakes_in
from sedova_lod.validation.history.watch import HistoryAcross, HistoryWatch, Sighted

__all__ = ["HistoryAcross", "HistoryWatch", "Pair", "Sighted", "namesakes_in"]
