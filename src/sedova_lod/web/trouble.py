"""Why a request came to nothing, and whether it is worth another try."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LATER", "Trouble", "trouble_of_status"]

LATER = "run the same command again later; what has been answered is kept"
"""What a user can do about a fault that passes."""
_NO_ENTRY = "the service lets nobody in, or not this program: ask those who run it"
_WHO = "check the name and password, or the token: the service lets in nobody without the right ones"
_SIZE = "the service takes no request as large as this one: ask those who run it for a higher limit"
_ADDRESS = "check the address of the service"
_PASSING = frozenset((408, 425, 500, 502, 503, 504))


@dataclass(frozen=True, slots=True)
class Trouble:
    """Describe why one try failed.

    Args:
        what: What went wrong, a few words: `HTTP 503`.
        hint: What the user can do.
        is_passing: Whether another try may help.
        is_refusal: Whether the service works and does not want to answer us.
        retry_after_s: Seconds that the service asks us to wait; None if it says nothing.
        most_tries: Tries after which it is given up, if that is less than usual; 0 for the usual number.
        status: HTTP status; 0 if there was none.
        is_form: Whether it is only that the answer does not have the form expected: a bad status says more.

    >>> Trouble("HTTP 503").is_passing
    True
    """

    what: str
    hint: str = LATER
    is_passing: bool = True
    is_refusal: bool = False
    retry_after_s: float | None = None
    most_tries: int = 0
    status: int = 0
    is_form: bool = False


def trouble_of_status(status: int, asked_s: float | None = None) -> Trouble | None:
    """Tell what an HTTP status means for us; None if all is well.

    Args:
        status: HTTP status.
        asked_s: Seconds that the service asks us to wait.

    >>> trouble_of_status(429, 5.0)
    Trouble(what='HTTP 429', hint='run the same command again later; what has been answered is kept', is_passing=True, \
is_refusal=True, retry_after_s=5.0, most_tries=0, status=429, is_form=False)
    >>> trouble_of_status(404).is_passing, trouble_of_status(200)
    (False, None)
    """
    what = f"HTTP {status}"
    if status == 200:
        return None
    if status == 429:
        return Trouble(what, is_refusal=True, retry_after_s=asked_s, status=status)
    if status in _PASSING:
        return Trouble(what, retry_after_s=asked_s, most_tries=3 if status == 500 else 0, status=status)
    if status in (401, 403, 407, 451):
        return Trouble(what, _WHO if status == 401 else _NO_ENTRY, is_passing=False, is_refusal=True, status=status)
    hint = _SIZE if status in (413, 414, 431) else _ADDRESS
    return Trouble(what, hint, is_passing=False, status=status)
