"""The web: the only part that asks services, with time limits, retries, a cache and a name to be known by."""

from sedova_lod.web.answer_cache import AnswerCache, StoredAnswer
from sedova_lod.web.client import JsonAnswer, Surroundings, WebClient
from sedova_lod.web.exchange import Answer, Request
from sedova_lod.web.identity import check_contact, secret_in, user_agent
from sedova_lod.web.limits import Limits
from sedova_lod.web.pauses import pause_s, retry_after_s
from sedova_lod.web.trouble import LATER, Trouble, trouble_of_status

__all__ = [
    "LATER",
    "Answer",
    "AnswerCache",
    "JsonAnswer",
    "Limits",
    "Request",
    "StoredAnswer",
    "Surroundings",
    "Trouble",
    "WebClient",
    "check_contact",
    "pause_s",
    "retry_after_s",
    "secret_in",
    "trouble_of_status",
    "user_agent",
]
