"""How long to wait before a service is asked again."""

from __future__ import annotations

import datetime
import re
from email.utils import parsedate_to_datetime

from sedova_lod.web.limits import Limits

__all__ = ["pause_s", "retry_after_s"]

_SECONDS = re.compile(r"\d{1,9}(\.\d*)?", re.ASCII)


def retry_after_s(value: str, now: datetime.datetime) -> float | None:
    """Read a header `Retry-After`.

    Args:
        value: Seconds, or a date as HTTP writes it.
        now: The present, with its time zone.

    Returns:
        Seconds to wait, 0 for a moment that has passed; None if the value cannot be read.

    Source:
        RFC 9110, HTTP Semantics, section 10.2.3: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3

    >>> now = datetime.datetime(2026, 1, 31, 12, 0, tzinfo=datetime.UTC)
    >>> retry_after_s("120", now), retry_after_s("Sat, 31 Jan 2026 12:01:30 GMT", now), retry_after_s("soon", now)
    (120.0, 90.0, None)
    """
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max((moment - now).total_seconds(), 0.0)


def pause_s(n_failed: int, asked_s: float | None, limits: Limits, chance: float) -> float:
    """Choose the length of a pause: it doubles each time, and varies so that many clients do not return at once.

    Args:
        n_failed: Tries that have failed so far.
        asked_s: Seconds that the service asks for; None if it says nothing.
        limits: The client's limits.
        chance: A random number from 0 to 1.

    Returns:
        Seconds: from half of our own pause to all of it, and never less than the service asks for.

    >>> pause_s(1, None, Limits(), 1.0), pause_s(3, None, Limits(), 0.0), pause_s(1, 30.0, Limits(), 0.5)
    (1.0, 2.0, 31.5)
    """
    own: float = min(limits.first_pause_s * 2.0 ** (n_failed - 1), limits.most_pause_s) * (0.5 + chance / 2)
    return own if asked_s is None else max(own, asked_s * (1 + chance / 10))
