"""Review: a person decides which candidates are the same as the records, on a page or in the terminal."""

from sedova_lod.review.comparison import ComparedField, ShownValue, compare_fields
from sedova_lod.review.days import Verdict, WrittenDays, compare_days, write_days
from sedova_lod.review.session import Outcome, Question, ReviewSession
from sedova_lod.review.terminal import TerminalReview

__all__ = [
    "ComparedField",
    "Outcome",
    "Question",
    "ReviewSession",
    "ShownValue",
    "TerminalReview",
    "Verdict",
    "WrittenDays",
    "compare_days",
    "compare_fields",
    "write_days",
]
