"""A small Wikibase whose API answers in the documented shape, from items that a test writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.web.server import Handler, Reply, sends

Json = dict[str, Any]


def item(qid: str, *, labels: dict[str, str], kind: str = "Q5", claims: Json | None = None, **more: Any) -> Json:
    """Write an item: labels by language, the class it is an instance of, and further statements."""
    aliases = {
        tag: [{"language": tag, "value": text} for text in texts] for tag, texts in more.get("aliases", {}).items()
    }
    return {
        "id": qid,
        "type": "item",
        "labels": {tag: {"language": tag, "value": text} for tag, text in labels.items()},
        "aliases": aliases,
        "descriptions": {"en": {"language": "en", "value": more["description"]}} if "description" in more else {},
        "claims": {**({"P31": [points(kind)]} if kind else {}), **(claims or {})},
    }


def points(qid: str) -> Json:
    return _statement({"id": qid}, "wikibase-entityid")


def says(text: str) -> Json:
    return _statement(text, "string", "external-id")


def on(text: str, precision: int = 11, model: str = "Q1985727") -> Json:
    value = {"time": f"+{text}T00:00:00Z", "precision": precision,
             "calendarmodel": f"http://www.wikidata.org/entity/{model}"}  # fmt: skip
    return _statement(value, "time")


def _statement(value: Any, kind: str, datatype: str = "") -> Json:
    data = {"value": value, "type": kind}
    return {"mainsnak": {"snaktype": "value", "datatype": datatype, "datavalue": data}, "rank": "normal"}


@dataclass
class Wikibase:
    """Answer as the API of Wikidata does; some requests, by number, meet with a fault instead.

    Args:
        items: Items by id.
        faults: Replies by the number of the request, from 0.
        asked: What was asked so far.
    """

    items: dict[str, Json]
    faults: dict[int, Reply] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)

    def reply(self, handler: Handler) -> None:
        query = handler.script.received[-1].query
        number = len(self.asked)
        self.asked.append(query)
        fault = self.faults.get(number)
        if fault is not None:
            fault(handler)
            return
        answer = {"wbsearchentities": self._names, "query": self._texts, "wbgetentities": self._entities}
        sends(answer[query["action"]](query))(handler)

    def n_asked(self, action: str) -> int:
        return sum(query["action"] == action for query in self.asked)

    def _names(self, query: dict[str, str]) -> Json:
        wanted, language = query["search"].casefold(), query["language"]
        found = [
            {"id": qid, "label": "", "match": {"type": "label"}}
            for qid, one in self.items.items()
            if any(text.casefold().startswith(wanted) for text in _texts_of(one, language))
        ]
        return {"searchinfo": {"search": query["search"]}, "search": found[: int(query["limit"])], "success": 1}

    def _texts(self, query: dict[str, str]) -> Json:
        text = query["srsearch"]
        if text.startswith("haswbstatement:"):
            pairs = [pair.split("=") for pair in text.removeprefix("haswbstatement:").split("|")]
            found = [qid for qid, one in self.items.items() if any(_has(one, *pair) for pair in pairs)]
        else:
            words = set(text.casefold().split())
            found = [qid for qid, one in self.items.items() if words <= _words_of(one)]
        hits = [{"ns": 0, "title": qid} for qid in found[: int(query["srlimit"])]]
        return {"batchcomplete": True, "query": {"searchinfo": {"totalhits": len(hits)}, "search": hits}}

    def _entities(self, query: dict[str, str]) -> Json:
        ids = query["ids"].split("|")
        if len(ids) > 50:
            return {"error": {"code": "toomanyvalues", "info": "Too many values supplied"}}
        missing: Json = {"missing": ""}
        return {"entities": {qid: self.items.get(qid, {"id": qid, **missing}) for qid in ids}, "success": 1}


def _texts_of(one: Json, language: str) -> list[str]:
    labels = [one["labels"][language]] if language in one["labels"] else []
    return [name["value"] for name in (*labels, *one["aliases"].get(language, ()))]


def _words_of(one: Json) -> set[str]:
    names = [*one["labels"].values(), *(name for names in one["aliases"].values() for name in names)]
    return {word for name in names for word in name["value"].casefold().replace(",", " ").split()}


def _has(one: Json, name: str, value: str) -> bool:
    return any(s["mainsnak"]["datavalue"]["value"] == value for s in one["claims"].get(name, ()))


SEDOV = item(
    "Q543149", labels={"en": "Lev Sedov", "ru": "Лев Седов"}, aliases={"en": ["Leon Sedov"]},
    description="Russian revolutionary",
    claims={"P569": [on("1906-02-24")], "P570": [on("1938-02-16")], "P106": [points("Q3242115")],
            "P19": [points("Q656")], "P214": [says("54151571")], "P21": [points("Q6581097")]},
)  # fmt: skip
NAMESAKE = item("Q777", labels={"en": "Lev Sedov"}, description="footballer")
PAGE = item("Q888", labels={"en": "Lev Sedov"}, kind="Q4167410", description="Wikimedia disambiguation page")
ROMNY = item("Q161994", labels={"en": "Romny", "ru": "Ромны"}, kind="Q515")
NAMES = (
    item("Q656", labels={"en": "Saint Petersburg"}, kind="Q515"),
    item("Q3242115", labels={"en": "revolutionary"}, kind="Q28640"),
)
ITEMS = {one["id"]: one for one in (SEDOV, NAMESAKE, PAGE, ROMNY, *NAMES)}
