"""Sending one request and reading its answer, by the library `requests`; every fault becomes a `Trouble`."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from http.cookiejar import DefaultCookiePolicy
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

import requests
import urllib3.exceptions

from sedova_lod.web.exchange import Answer, Request
from sedova_lod.web.limits import Limits
from sedova_lod.web.trouble import Trouble

__all__ = ["Transport", "leads_away"]

_T = TypeVar("_T")
_CHUNK_BYTES = 16_384
_ADDRESS = "check the address of the service"
_ONLINE = "check the address of the service, and whether this machine is online"
_CERTIFICATE = "check the address of the service, and the clock of this machine"
_BROKEN = Trouble("the connection broke off")
_TROUBLES = (
    (requests.exceptions.SSLError, Trouble("no secure connection", _CERTIFICATE)),
    (requests.exceptions.ProxyError, Trouble("the proxy of this network does not let it through", _ONLINE)),
    (requests.exceptions.ChunkedEncodingError, Trouble("the answer broke off")),
    (requests.exceptions.InvalidHeader, Trouble("the answer contradicts itself in its headers")),
    (requests.exceptions.ContentDecodingError, Trouble("the answer cannot be unpacked")),
)
_WITH_BODY = ("POST", "PUT")
_KEEPS_METHOD = frozenset((301, 302, 307, 308))


class Transport:
    """Send requests over connections that are kept open; nothing is sent again.

    Args:
        agent: Header `User-Agent`.
        limits: Time, size and number of redirects.
        authorization: Header `Authorization`, sent to the host of the first request only; None for no session, in
            which no cookies are kept either. What a session sends in a body is no more redirected to other hosts.
    """

    def __init__(self, agent: str, limits: Limits, authorization: str | None = None) -> None:
        self._agent = agent
        self._limits = limits
        self._authorization = authorization
        self._home = ""
        self._cookies = requests.cookies.RequestsCookieJar(
            DefaultCookiePolicy(allowed_domains=[] if authorization is None else None)
        )
        self._session = self._new_session()

    def send(self, request: Request, left_s: float = math.inf) -> Answer | Trouble:
        """Send one request, and give the answer or what went wrong.

        Name look-up knows no time limit, and a server may send its headers byte by byte: so the work is done in a
        thread that is left to itself when `answer_s` is over.

        Args:
            request: The request.
            left_s: Seconds after which it is given up, if that is less than `answer_s`.
        """
        most_s = min(self._limits.answer_s, left_s)
        deadline_s = time.monotonic() + most_s
        outcome = _within(most_s, lambda: self._exchange(request, deadline_s))
        if outcome is None:
            outcome = Trouble(f"no whole answer within {round(most_s, 1):g} s")
        if isinstance(outcome, Trouble):
            # What is left of a faulty answer must not be taken for the next one.
            self._session = self._new_session()
        return outcome

    def close(self) -> None:
        """Close the connections."""
        self._session.close()

    def _new_session(self) -> requests.Session:
        session = requests.Session()
        session.headers.update({"User-Agent": self._agent, "Accept": "application/json"})
        session.cookies = self._cookies
        session.auth = self._with_our_credentials
        return session

    def _with_our_credentials(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        """Send no password that a file of the user's keeps for this host, and our own to no other host."""
        url = prepared.url or ""
        self._home = self._home or url
        if self._authorization and not leads_away(self._home, url):
            prepared.headers["Authorization"] = self._authorization
        return prepared

    def _exchange(self, request: Request, deadline_s: float) -> Answer | Trouble | None:
        try:
            return self._follow(self._session, request, deadline_s)
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError) as error:
            return _trouble_of(error, request, self._limits)

    def _follow(self, session: requests.Session, request: Request, deadline_s: float) -> Answer | Trouble | None:
        """Send a request wherever the service redirects it; a POST stays one, or its queries would be lost."""
        url, method, seen = request.url, request.method, set[str]()
        for number in range(self._limits.most_redirects + 1):
            is_post = method in _WITH_BODY
            with session.request(
                method,
                url,
                params=request.params if number == 0 else None,
                data=_body(request) if is_post else None,
                headers=_headers(request, is_post=is_post),
                timeout=(self._limits.connect_s, self._limits.read_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                target = response.headers.get("Location", "") if 300 <= response.status_code < 400 else ""
                if not target:
                    return _led_astray(request, response) or self._read(response, deadline_s)
                if response.status_code not in _KEEPS_METHOD:
                    method = "GET"
                seen.add(response.url)
                url = urljoin(response.url, target)
            if (refused := self._refused(url, method)) is not None:
                return refused
            if url in seen and method == request.method:
                return Trouble("it redirects in a circle", _ADDRESS, is_passing=False)
        return Trouble(f"it redirects more than {self._limits.most_redirects} times", _ADDRESS, is_passing=False)

    def _refused(self, url: str, method: str) -> Trouble | None:
        """Say why a redirect is not followed: a body that a session sends may hold a password."""
        if urlsplit(url).scheme not in ("http", "https"):
            return Trouble("it redirects to a place that cannot be asked", _ADDRESS, is_passing=False)
        is_secret = self._authorization is not None and method in _WITH_BODY
        return _astray(url) if is_secret and leads_away(self._home, url) else None

    def _read(self, response: requests.Response, deadline_s: float) -> Answer | Trouble | None:
        chunks, size_bytes, most = [], 0, self._limits.most_bytes
        for chunk in response.iter_content(_CHUNK_BYTES):
            chunks.append(chunk)
            size_bytes += len(chunk)
            if size_bytes > most:
                what = f"the answer is larger than {most / 1e6:g} MB"
                return Trouble(what, "ask for fewer candidates: --limit", is_passing=False)
            if time.monotonic() > deadline_s:
                return None
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, b"".join(chunks), headers)


def leads_away(home: str, url: str) -> bool:
    """Say whether an address is one that credentials for another one must not be sent to: of another host, or unsafe.

    >>> leads_away("https://example.org/a", "https://example.org/b"), leads_away("http://a.org/", "https://a.org/")
    (False, False)
    >>> leads_away("https://example.org/a", "http://example.org/a"), leads_away("http://a.org/", "http://b.org/")
    (True, True)
    """
    one, other = urlsplit(home), urlsplit(url)
    return one.netloc != other.netloc or (one.scheme, other.scheme) == ("https", "http")


def _led_astray(request: Request, response: requests.Response) -> Trouble | None:
    """Take a page to which data were redirected, as to one for logging in, for no sign that they arrived."""
    asked, answered = urlsplit(request.url), urlsplit(response.url)
    is_elsewhere = asked.hostname != answered.hostname
    is_page = asked.path != answered.path and "html" in response.headers.get("Content-Type", "")
    if not request.content or not (is_elsewhere or is_page):
        return None
    return _astray(response.url)


def _astray(url: str) -> Trouble:
    place = urlsplit(url)._replace(query="", fragment="").geturl()
    return Trouble(f"it redirects what is sent to {place}", _ADDRESS, is_passing=False)


def _body(request: Request) -> bytes | list[tuple[str, str]]:
    return request.content or request.json.encode() or list(request.form)


def _headers(request: Request, *, is_post: bool) -> dict[str, str]:
    headers = {"Accept": request.accept} if request.accept else {}
    kind = request.content_type or ("application/json" if request.json else "")
    return {**headers, "Content-Type": kind} if is_post and kind else headers


def _within(seconds: float, work: Callable[[], _T]) -> _T | None:
    """Give what a function returns or raises; None if it takes longer than it may."""
    found: list[_T] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            raised.append(error)

    thread = threading.Thread(target=run, name="sedova-lod-request", daemon=True)
    thread.start()
    thread.join(seconds)
    if raised:
        raise raised[0]
    return found[0] if found else None


def _trouble_of(error: Exception, request: Request, limits: Limits) -> Trouble:
    """Say in plain words what a fault of the connection is."""
    cause = error.args[0] if error.args else None
    if isinstance(error, ValueError) and not isinstance(error, requests.exceptions.InvalidHeader):
        return Trouble(f"'{request.url}' is no address that can be asked", _ADDRESS, is_passing=False)
    if isinstance(error, requests.exceptions.SSLError) and "CERTIFICATE_VERIFY_FAILED" in str(error):
        return Trouble("its certificate is not accepted", _CERTIFICATE, is_passing=False)
    if isinstance(error, requests.exceptions.ConnectTimeout):
        return Trouble(f"no connection within {limits.connect_s:g} s", _ONLINE)
    if isinstance(cause, urllib3.exceptions.ReadTimeoutError):
        return Trouble(f"no answer within {limits.read_s:g} s")
    asked = getattr(getattr(error, "request", None), "url", None) or request.url  # perhaps one it was redirected to
    found = _no_connection(getattr(cause, "reason", None), urlsplit(asked).netloc)
    return found or next((trouble for kind, trouble in _TROUBLES if isinstance(error, kind)), _BROKEN)


def _no_connection(reason: object, host: str) -> Trouble | None:
    if isinstance(reason, urllib3.exceptions.NameResolutionError):
        return Trouble(f"no machine is known by the name {host}", _ONLINE)
    if isinstance(reason, urllib3.exceptions.NewConnectionError):
        return Trouble(f"no connection to {host}", _ONLINE)
    return None
