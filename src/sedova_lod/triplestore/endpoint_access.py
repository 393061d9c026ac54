"""Endpoints elsewhere: their address, who asks them, and what lets one in."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from sedova_lod.errors import UsageError
from sedova_lod.web import Limits, Surroundings, WebClient, secret_in

__all__ = ["Endpoint", "authorization_of"]

_PROGRAM = "https://w3id.org/sedova-lod"
_TOKEN, _USER, _PASSWORD = "SEDOVA_ENDPOINT_TOKEN", "SEDOVA_ENDPOINT_USER", "SEDOVA_ENDPOINT_PASSWORD"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Describe an endpoint elsewhere.

    Args:
        url: Its address.
        contact: Mail or web address of whoever asks; empty for the page of this program.
        environment: Environment variables, among them what lets one in.
        surroundings: Clock and sleep.
        timeout_s: Seconds for an answer, all tries together; 0 for the usual.

    >>> Endpoint("http://localhost:3030/ds/sparql").timeout_s
    0.0
    """

    url: str
    contact: str = ""
    environment: Mapping[str, str] = field(default_factory=dict)
    surroundings: Surroundings = field(default_factory=Surroundings)
    timeout_s: float = 0.0

    def open(self) -> WebClient:
        """Make ready to ask it.

        Raises:
            UsageError: The environment states half of what lets one in.
        """
        usual = Limits()
        seconds, total_s = self.timeout_s or usual.answer_s, self.timeout_s or usual.total_s
        limits = Limits(read_s=seconds, answer_s=seconds, total_s=total_s, most_bytes=1 << 30)
        client = WebClient("the endpoint", self.contact or _PROGRAM, limits=limits, surroundings=self.surroundings)
        authorization = authorization_of(self.environment)
        if authorization:
            client.begin_session(authorization)
        return client


def authorization_of(environment: Mapping[str, str]) -> str:
    """Read from the environment what lets one in, as the header `Authorization`; empty if there is nothing.

    Raises:
        UsageError: A name stands there without a password, or a password without a name.

    >>> authorization_of({"SEDOVA_ENDPOINT_TOKEN": "abc"})
    'Bearer abc'
    >>> authorization_of({"SEDOVA_ENDPOINT_USER": "a", "SEDOVA_ENDPOINT_PASSWORD": "b"})
    'Basic YTpi'
    """
    token, user, password = (secret_in(environment, name) for name in (_TOKEN, _USER, _PASSWORD))
    if token:
        return f"Bearer {token}"
    if bool(user) != bool(password):
        missing = _PASSWORD if user else _USER
        raise UsageError(f"{missing} is not set", hint=f"set both {_USER} and {_PASSWORD}, or {_TOKEN}")
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode() if user else ""
