"""How long a service is waited for, how often it is asked again, and how much is taken from it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Hold the limits of a client.

    Args:
        connect_s: Seconds for making a connection.
        read_s: Seconds without a byte after which an answer is given up.
        answer_s: Seconds for one answer as a whole, name look-up and redirects included.
        total_s: Seconds for all tries of one request, with the pauses between them.
        n_tries: How often one request is sent at most.
        first_pause_s: Length of the first pause; each further one is twice as long.
        most_pause_s: Length that no pause of ours exceeds; a service may ask for more, within `total_s`.
        most_bytes: Size of an unpacked answer that is still read.
        most_redirects: Redirects that are followed.

    >>> Limits().n_tries
    5
    """

    connect_s: float = 10.0
    read_s: float = 30.0
    answer_s: float = 90.0
    total_s: float = 300.0
    n_tries: int = 5
    first_pause_s: float = 1.0
    most_pause_s: float = 60.0
    most_bytes: int = 64_000_000
    most_redirects: int = 5
