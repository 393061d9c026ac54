"""Asking a service for JSON: from the cache if the answer is there, else with patience and good manners."""

from __future__ import annotations

import datetime
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sedova_lod.errors import ServiceError
from sedova_lod.web.answer_cache import AnswerCache, StoredAnswer
from sedova_lod.web.exchange import Answer, Request
from sedova_lod.web.identity import check_contact, user_agent
from sedova_lod.web.limits import Limits
from sedova_lod.web.pauses import pause_s, retry_after_s
from sedova_lod.web.trouble import Trouble, trouble_of_status

if TYPE_CHECKING:
    from sedova_lod.web.transport import Transport

__all__ = ["JsonAnswer", "Surroundings", "WebClient"]

TroubleOf = Callable[[Any, "float | None"], Trouble | None]
_NO_JSON_TRIES = 3
_HALF_SIGN = re.compile(rb"\\u[dD][89a-fA-F]")
_MAX_AGE = datetime.timedelta(days=30)
_PAGE_HINT = "check the address of the service: it must be that of its API"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Hold what a client takes from the world around it; tests give their own.

    Args:
        clock: Seconds, from any beginning.
        sleep: Waits some seconds.
        chance: A random number from 0 to 1.
        now: The present, with its time zone.
        on_pause: Told before each pause: why, and how many seconds.

    >>> Surroundings(chance=lambda: 0.5).chance()
    0.5
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    chance: Callable[[], float] = random.random
    now: Callable[[], datetime.datetime] = _now
    on_pause: Callable[[str, float], None] = field(default=lambda why, seconds: None)


@dataclass(frozen=True, slots=True)
class JsonAnswer:
    """Hold the JSON that a service answered.

    Args:
        value: The value.
        retrieved: When the service said so: a moment in ISO 8601, UTC.
        is_cached: Whether it was asked in an earlier run.
    """

    value: Any
    retrieved: str
    is_cached: bool


class WebClient:
    """Ask one service; answers are kept, failures are told and never taken for an answer.

    Args:
        service: Its name in messages.
        contact: Mail or web address of whoever asks; sent with every request.
        cache: Keeps the answers; None to keep none.
        is_replay: Whether answers come from the cache only: then no connection is ever opened, and no contact needed.
        limits: Time, size and number of tries.
        surroundings: Clock, sleep and chance.

    Raises:
        UsageError: There is no contact.
    """

    def __init__(
        self,
        service: str,
        contact: str,
        *,
        cache: AnswerCache | None = None,
        is_replay: bool = False,
        limits: Limits | None = None,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.service = service
        self._cache = cache
        self._is_replay = is_replay
        self._limits = limits or Limits()
        self._around = surroundings or Surroundings()
        self._agent = "" if is_replay else user_agent(check_contact(contact))
        self._transport: Transport | None = None
        self._authorization: str | None = None

    def begin_session(self, authorization: str = "") -> None:
        """From now on keep the cookies that the service sets, as one does who logs in.

        Args:
            authorization: Header `Authorization` to send to this service; empty for none.
        """
        self._authorization = authorization
        self.close()
        self._transport = None

    def ask(
        self,
        request: Request,
        trouble_of: TroubleOf | None = None,
        *,
        is_kept: bool = True,
        is_repeatable: bool = True,
    ) -> JsonAnswer:
        """Give the JSON answer to a request.

        Args:
            request: The request.
            trouble_of: Tells whether a JSON value, with the seconds that the service asks us to wait, is a failure
                after all.
            is_kept: Whether the answer is kept as it is; not, if the caller keeps its parts.
            is_repeatable: Whether it does no harm to send it twice; else, as with an edit, it is sent again only if the
                service has refused it, and its answer is neither kept nor taken from the cache.

        Raises:
            ServiceError: The service did not answer as it should, however often it was asked.
        """
        known = self.recall(request) if is_repeatable else None
        if known is not None:
            return known
        if self._is_replay:
            hint = "run the same command once without --replay"
            raise ServiceError(f"{self.service} is not asked (--replay), and an answer is not in the cache", hint=hint)
        value = self._persist(
            request, lambda left_s: self._try(request, trouble_of, left_s), is_repeatable=is_repeatable
        )
        answer = JsonAnswer(value, self._around.now().isoformat(timespec="seconds"), is_cached=False)
        if is_kept and is_repeatable:
            self.keep(request, answer)
        return answer

    def fetch(self, request: Request, *, is_repeatable: bool = True) -> Answer:
        """Give an answer that need not be JSON; it is neither kept nor taken from the cache.

        Args:
            request: The request; its `accept` says what the answer should be.
            is_repeatable: As for `ask`.

        Raises:
            ServiceError: The service did not answer as it should, however often it was asked.
        """
        answer: Answer = self._persist(
            request, lambda left_s: self._try_bytes(request, left_s), is_repeatable=is_repeatable
        )
        return answer

    def recall(self, request: Request) -> JsonAnswer | None:
        """Give the answer that is kept for a request; None if there is none, or it is too old."""
        stored = self._cache.get(request) if self._cache else None
        if stored is None or not (self._is_replay or self._is_fresh(stored)):
            return None
        return JsonAnswer(stored.value, stored.retrieved, is_cached=True)

    def keep(self, request: Request, answer: JsonAnswer) -> None:
        """Keep an answer, or a part of one that answers a smaller request."""
        if self._cache:
            self._cache.put(request, StoredAnswer(answer.value, answer.retrieved))

    def close(self) -> None:
        """Close the connections."""
        if self._transport is not None:
            self._transport.close()

    def _is_fresh(self, stored: StoredAnswer) -> bool:
        moment = datetime.datetime.fromisoformat(stored.retrieved)
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.UTC)
        return self._around.now() - moment <= _MAX_AGE

    def _persist(
        self, request: Request, attempt: Callable[[float], tuple[Any] | Trouble], *, is_repeatable: bool
    ) -> Any:
        """Ask until there is an answer, or no hope of one."""
        around, limits = self._around, self._limits
        begun_s = around.clock()
        n_failed, left_s = 0, limits.total_s
        while True:
            outcome = attempt(left_s)
            if not isinstance(outcome, Trouble):
                return outcome[0]
            n_failed += 1
            passed_s = around.clock() - begun_s
            wait_s = pause_s(n_failed, outcome.retry_after_s, limits, around.chance())
            is_last = n_failed >= min(limits.n_tries, outcome.most_tries or limits.n_tries)
            is_last = is_last or not (is_repeatable or outcome.is_refusal)
            if not outcome.is_passing or is_last or passed_s + wait_s >= limits.total_s:
                raise self._failure(outcome, n_failed, passed_s, request)
            around.on_pause(f"{self.service}: {outcome.what}", wait_s)
            around.sleep(wait_s)
            left_s = limits.total_s - passed_s - wait_s

    def _try(self, request: Request, trouble_of: TroubleOf | None, left_s: float) -> tuple[Any] | Trouble:
        answer = self._open().send(request, left_s)
        if isinstance(answer, Trouble):
            return answer
        asked_s = retry_after_s(answer.headers.get("retry-after", ""), self._around.now())
        trouble = trouble_of_status(answer.status, asked_s)
        value = _json_of(answer)
        if trouble is None and isinstance(value, Trouble):
            return value
        said = trouble_of(value[0], asked_s) if trouble_of is not None and not isinstance(value, Trouble) else None
        if said is not None and (trouble is None or not said.is_form):
            return said  # services say more in JSON than in the status
        return trouble or value

    def _try_bytes(self, request: Request, left_s: float) -> tuple[Answer] | Trouble:
        answer = self._open().send(request, left_s)
        if isinstance(answer, Trouble) or 200 <= answer.status < 300:
            return answer if isinstance(answer, Trouble) else (answer,)
        asked_s = retry_after_s(answer.headers.get("retry-after", ""), self._around.now())
        trouble = trouble_of_status(answer.status, asked_s) or Trouble(f"HTTP {answer.status}", is_passing=False)
        said = _first_line(answer)
        return replace(trouble, what=f"{trouble.what}: {said}") if said else trouble

    def _open(self) -> Transport:
        if self._transport is None:
            from sedova_lod.web.transport import Transport  # noqa: PLC0415 - loads requests, when it is needed

            self._transport = Transport(self._agent, self._limits, self._authorization)
        return self._transport

    def _failure(self, trouble: Trouble, n_tries: int, passed_s: float, request: Request) -> ServiceError:
        verb = "refused" if trouble.is_refusal else "failed"
        often = f" {n_tries} times in {passed_s:.0f} s" if n_tries > 1 else ""
        hint = trouble.hint
        if trouble.is_passing and trouble.retry_after_s and trouble.retry_after_s > self._limits.total_s - passed_s:
            hint = f"it asks for a pause of {trouble.retry_after_s:.0f} s: run the same command again after that"
        elif not trouble.is_passing:
            hint = f"{hint} ({request.url})"
        return ServiceError(f"{self.service} {verb}{often} ({trouble.what})", hint=hint, status=trouble.status)


def _first_line(answer: Answer) -> str:
    """Give what a service says about a fault, if it says it in plain text."""
    if not answer.headers.get("content-type", "").startswith(("text/plain", "application/json")):
        return ""
    lines = answer.body[:2000].decode("utf-8", "replace").split("\n")
    line = next((line for line in map(str.strip, lines) if line), "")[:200]
    return "".join(sign for sign in line if sign.isprintable())


def _json_of(answer: Answer) -> tuple[Any] | Trouble:
    """Read the JSON value of an answer."""
    try:
        value = json.loads(answer.body.decode("utf-8-sig"), parse_constant=_no_number)
        return (_whole_signs(value) if _HALF_SIGN.search(answer.body) else value,)
    except (ValueError, RecursionError):
        pass
    is_page = "html" in answer.headers.get("content-type", "") or answer.body.lstrip()[:1] == b"<"
    what = "a page for people instead of JSON" if is_page else "an answer that is no JSON"
    if not answer.body.strip():
        what = "an empty answer"
    return Trouble(what, _PAGE_HINT, most_tries=_NO_JSON_TRIES, status=answer.status)


def _whole_signs(value: Any) -> Any:
    """Replace halves of signs, which JSON can say but no file can hold."""
    text = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.loads(text)


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")
