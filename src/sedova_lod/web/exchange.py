"""What is sent to a service and what comes back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Answer", "Request"]

_Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """Describe one request.

    Args:
        url: Address, without a query.
        params: Parameters of the query, in order.
        form: Fields of a form; with any, the request is a POST.
        json: A JSON text as body; with any, the request is a POST.
        content: Bytes as body; with any, the request is a POST.
        verb: How it is sent, if it is neither GET nor POST: PUT.
        content_type: What the bytes are.
        accept: What the answer should be; empty for JSON.

    >>> request = Request.get("https://example.org/api", {"search": "Sedov", "limit": 5})
    >>> request.method, request.params
    ('GET', (('limit', '5'), ('search', 'Sedov')))
    """

    url: str
    params: _Pairs = ()
    form: _Pairs = ()
    json: str = ""
    content: bytes = b""
    verb: str = ""
    content_type: str = ""
    accept: str = ""

    @classmethod
    def get(cls, url: str, params: Mapping[str, object] | None = None) -> Request:
        """Make a GET request; the order of the parameters makes no difference."""
        return cls(url, _pairs(params))

    @classmethod
    def post_form(cls, url: str, fields: Mapping[str, object]) -> Request:
        """Make a POST request with a form."""
        return cls(url, form=_pairs(fields))

    @classmethod
    def post_json(cls, url: str, value: Any) -> Request:
        """Make a POST request with a JSON body."""
        return cls(url, json=json.dumps(value, ensure_ascii=False, separators=(",", ":")))

    @property
    def method(self) -> str:
        """Say how it is sent."""
        has_body = self.form or self.json or self.content
        return self.verb or ("POST" if has_body else "GET")

    @property
    def key(self) -> str:
        """Give a name under which its answer can be kept: the same for the same request only."""
        text = json.dumps([self.method, self.url, self.params, self.form, self.json])
        more = [self.content_type, self.accept, self.content.hex()]
        return hashlib.sha256((text + json.dumps(more) if any(more) else text).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold what a service answered.

    Args:
        status: HTTP status.
        body: Content, unpacked.
        headers: Headers by name in small letters.

    >>> Answer(200, b"{}", {"content-type": "application/json"}).status
    200
    """

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)


def _pairs(values: Mapping[str, object] | None) -> _Pairs:
    return tuple(sorted((name, str(value)) for name, value in (values or {}).items()))
