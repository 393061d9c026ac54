"""The API of a Wikibase: reading items, logging in, and making edits, with the manners that bots owe it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sedova_lod.contribution.items import Item, item_from_json
from sedova_lod.errors import ServiceError, UsageError
from sedova_lod.web import Request, Trouble, WebClient, secret_in

__all__ = ["ApiError", "Credentials", "Manners", "Saved", "WikibaseApi"]

_BATCH = 20
_WHO = "set SEDOVA_WIKIBASE_USER and SEDOVA_WIKIBASE_PASSWORD (a bot password), or SEDOVA_WIKIBASE_TOKEN (OAuth 2)"
_LOCKED = "the Wikibase is not taking edits now: run the same command again later"
_PAUSING = frozenset(("maxlag", "ratelimited", "readonly", "actionthrottledtext"))
_STALE = frozenset(("badtoken", "assertuserfailed", "assertbotfailed", "assertnameduserfailed", "notoken"))


@dataclass(frozen=True, slots=True)
class Credentials:
    """Hold what lets a user in.

    Args:
        user: User name, for a bot password such as `Sedova@upload`.
        password: The bot password.
        token: Access token of OAuth 2 for the user alone; with it neither of the others is needed.
    """

    user: str = ""
    password: str = ""
    token: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> Credentials:
        """Read them from the environment; they are never taken from a file or an option.

        Raises:
            UsageError: There are none, or a user without a password.

        >>> Credentials.from_environment({"SEDOVA_WIKIBASE_TOKEN": "abc"}).token
        'abc'
        """
        names = ("SEDOVA_WIKIBASE_TOKEN", "SEDOVA_WIKIBASE_USER", "SEDOVA_WIKIBASE_PASSWORD")
        token, user, password = (secret_in(environment, name) for name in names)
        if token or (user and password):
            return cls(user, password, token)
        missing = "SEDOVA_WIKIBASE_PASSWORD is not set" if user else "nobody is named who makes the edits"
        hint = (
            "set SEDOVA_WIKIBASE_USER and SEDOVA_WIKIBASE_PASSWORD (a bot password), or SEDOVA_WIKIBASE_TOKEN (OAuth 2)"
        )
        raise UsageError(missing, hint=hint)


@dataclass(frozen=True, slots=True)
class Manners:
    """Say how edits are made.

    Args:
        is_bot: Whether the account has the bot flag, and edits are marked so.
        maxlag_s: Lag of the servers, in seconds, above which they are left alone.
        summary: Summary of every edit.
    """

    is_bot: bool = False
    maxlag_s: int = 5
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Saved:
    """Hold what an edit gave.

    Args:
        item: QID.
        revision: Number of the new revision; 0 if nothing had to be changed.
        json: The item as it is now.
    """

    item: str
    revision: int
    json: Mapping[str, Any]


class ApiError(ServiceError):
    """Report an edit, or another request, that the Wikibase refused.

    Args:
        code: Code of the error, as the API gives it.
        info: Its message, exactly.
        is_edit: Whether it was an edit.
    """

    def __init__(self, code: str, info: str, *, is_edit: bool = True) -> None:
        what = "the edit" if is_edit else "what it was asked"
        super().__init__(f"the Wikibase refused {what}: {info} [{code}]")
        self.code = code
        self.info = info

    @property
    def is_final(self) -> bool:
        """Say whether no further edit has a chance: the user is blocked or may not edit, or nobody may."""
        return self.code in _HOPELESS


_HOPELESS = frozenset(
    (
        "blocked", "autoblocked", "globalblocking-ipblocked", "wikimedia-globalblocking-blocked", "permissiondenied",
        "readonly", "writeapidenied", "noapiwrite", "assertuserfailed", "assertbotfailed", "badtoken",
        "mwoauth-invalid-authorization", "ratelimited", "maxlag",
    )
)  # fmt: skip


class WikibaseApi:
    """Talk to the API of a Wikibase.

    Args:
        client: Asks it.
        url: Address of its `api.php`.
        manners: How edits are made.
    """

    def __init__(self, client: WebClient, url: str, manners: Manners | None = None) -> None:
        self._client = client
        self._url = url
        self._manners = manners or Manners()
        self._credentials: Credentials | None = None
        self._token = ""

    def load_items(self, ids: Sequence[str]) -> dict[str, Item]:
        """Give the items that are there, by the QID asked for."""
        return {qid: item for qid, (item, _) in self.load_json(ids).items()}

    def load_json(self, ids: Sequence[str]) -> dict[str, tuple[Item, Mapping[str, Any]]]:
        """Give items with their JSON."""
        found: dict[str, tuple[Item, Mapping[str, Any]]] = {}
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            answer = self._read({"action": "wbgetentities", "ids": "|".join(batch), "redirects": "yes"})
            entities = answer.get("entities", {})
            for qid, content in entities.items():
                redirects = content.get("redirects") or {}
                asked = str(redirects.get("from") or qid)
                item = item_from_json(content, asked)
                if item is not None:
                    found[asked if asked in batch else qid] = (item, content)
        return found

    def log_in(self, credentials: Credentials) -> str:
        """Log in, and give the name of the user.

        Raises:
            ServiceError: The Wikibase does not let the user in.
        """
        self._credentials = credentials
        self._client.begin_session(f"Bearer {credentials.token}" if credentials.token else "")
        return self._log_in_again()

    def _log_in_again(self) -> str:
        credentials = self._credentials
        if credentials is not None and not credentials.token:
            token = self._tokens("login")
            fields = {"action": "login", "lgname": credentials.user, "lgpassword": credentials.password}
            answer = self._send({**fields, "lgtoken": token}).get("login", {})
            if answer.get("result") != "Success":
                reason = answer.get("reason") or answer.get("result") or "no reason given"
                text = reason if isinstance(reason, str) else str(reason.get("text", reason))
                hint = "check user and bot password: Special:BotPasswords makes them"
                raise ServiceError(f"{self._client.service} does not let '{credentials.user}' in: {text}", hint=hint)
        self._token = self._tokens("csrf")
        answer = self._read({"action": "query", "meta": "userinfo"})
        user = answer.get("query", {}).get("userinfo", {})
        if "anon" in user or not user.get("name"):
            hint = "check SEDOVA_WIKIBASE_TOKEN: the token must be for this Wikibase"
            raise ServiceError(f"{self._client.service} takes us for somebody without an account", hint=hint)
        return str(user["name"])

    def edit_item(self, item: str, data: Mapping[str, Any], *, base_revision: int = 0) -> Saved:
        """Change an item, or make one.

        Args:
            item: QID; empty to make one.
            data: What `wbeditentity` is to do.
            base_revision: Revision that was looked at; a later one is an edit conflict.

        Raises:
            ApiError: The Wikibase refused it.
            ServiceError: No answer came, and whether the edit was made is not known.
        """
        fields: dict[str, object] = {"action": "wbeditentity", "data": _json(data)}
        fields |= {"id": item} if item else {"new": "item"}
        if base_revision:
            fields["baserevid"] = base_revision
        return self._saved(self._edit(fields))

    def remove_statements(self, ids: Sequence[str], *, base_revision: int = 0) -> int:
        """Take statements of one item away; give the number of the new revision."""
        fields: dict[str, object] = {"action": "wbremoveclaims", "claim": "|".join(ids)}
        if base_revision:
            fields["baserevid"] = base_revision
        return int(self._edit(fields).get("pageinfo", {}).get("lastrevid", 0))

    def remove_references(self, statement: str, hashes: Sequence[str]) -> int:
        """Take references of a statement away; give the number of the new revision."""
        fields = {"action": "wbremovereferences", "statement": statement, "references": "|".join(hashes)}
        return int(self._edit(fields).get("pageinfo", {}).get("lastrevid", 0))

    @staticmethod
    def _saved(answer: Mapping[str, Any]) -> Saved:
        entity = answer.get("entity", {})
        return Saved(str(entity.get("id", "")), int(entity.get("lastrevid", 0)), entity)

    def _edit(self, fields: Mapping[str, object]) -> Mapping[str, Any]:
        """Make an edit; with a fresh token, or logged in anew, if the old one has run out."""
        manners = self._manners
        more = {"summary": manners.summary, "maxlag": manners.maxlag_s, "assert": "bot" if manners.is_bot else "user"}
        if manners.is_bot:
            more["bot"] = 1
        try:
            return self._send({**fields, **more, "token": self._token}, is_edit=True)
        except ApiError as fault:
            if fault.code not in _STALE:
                raise
        self._log_in_again()
        return self._send({**fields, **more, "token": self._token}, is_edit=True)

    def _tokens(self, kind: str) -> str:
        answer = self._read({"action": "query", "meta": "tokens", "type": kind})
        return str(answer.get("query", {}).get("tokens", {}).get(f"{kind}token", ""))

    def _read(self, params: Mapping[str, object]) -> Mapping[str, Any]:
        request = Request.get(self._url, {**params, **_FORM, "maxlag": self._manners.maxlag_s})
        return self._checked(self._client.ask(request, _trouble_of).value, is_edit=False)

    def _send(self, fields: Mapping[str, object], *, is_edit: bool = False) -> Mapping[str, Any]:
        request = Request.post_form(self._url, {**fields, **_FORM})
        return self._checked(self._client.ask(request, _trouble_of, is_repeatable=not is_edit).value, is_edit=is_edit)

    @staticmethod
    def _checked(value: Any, *, is_edit: bool) -> Mapping[str, Any]:
        found = _error_of(value)
        if found is not None:
            raise ApiError(*found, is_edit=is_edit)
        if not isinstance(value, Mapping):
            raise ServiceError("the API answered with something that is no object", hint="check the address of the API")
        return value


_FORM = {"format": "json", "formatversion": 2, "errorformat": "plaintext"}


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _error_of(value: Any) -> tuple[str, str] | None:
    """Give code and message of an error, in either form that the API has."""
    if not isinstance(value, Mapping):
        return None
    errors = value.get("errors")
    if isinstance(errors, list) and errors and isinstance(errors[0], Mapping):
        infos = [str(one.get("text") or one.get("*") or one.get("html") or "") for one in errors]
        return str(errors[0].get("code", "")), "; ".join(filter(None, infos))
    error = value.get("error")
    if isinstance(error, Mapping):
        return str(error.get("code", "")), str(error.get("info", ""))
    return None


def _trouble_of(value: Any, asked_s: float | None) -> Trouble | None:
    """Wait where the service asks for it; all other errors are told as they are."""
    found = _error_of(value)
    if found is None or found[0] not in _PAUSING:
        return None
    code, info = found
    return Trouble(f"{code}: {info}", _LOCKED, is_refusal=True, retry_after_s=asked_s)
