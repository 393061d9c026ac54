"""Review: a person decides about candidates of links and conflicts with items, on a page or in the terminal."""

from sedova_lod.review.comparison import ComparedField, ShownValue, compare_fields
from sedova_lod.review.conflict_session import ConflictQuestion, ConflictSession
from sedova_lod.review.conflict_table import ConflictTable
from sedova_lod.review.conflicts import Conflict, ConflictAnswer, ConflictDecision
from sedova_lod.review.days import Verdict, WrittenDays, compare_days, write_days
from sedova_lod.review.joint_session import JointSession
from sedova_lod.review.session import Outcome, Question, ReviewSession
from sedova_lod.review.terminal import TerminalReview

__all__ = [
    "ComparedField",
    "Conflict",
    "ConflictAnswer",
    "ConflictDecision",
    "ConflictQuestion",
    "ConflictSession",
    "ConflictTable",
    "JointSession",
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
