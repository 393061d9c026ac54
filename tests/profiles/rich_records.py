"""One record of each kind with every field filled in, as the records layer would make it."""

from typing import Any

from sedova_lod.namespaces import PREFIXES
from sedova_lod.records.kinds import KINDS
from sedova_lod.records.nodes import (
    CITATION_NODE,
    DURATION_NODE,
    IDENTIFIER_NODE,
    NAME_NODE,
    TIMESPAN_NODE,
    WRITTEN_NODE,
)
from sedova_lod.records.schema import Node

BASE = "https://data.example.org/"
XSD = PREFIXES["xsd"]
ENGLISH, RUSSIAN = f"{PREFIXES['aat']}300388277", f"{PREFIXES['aat']}300389168"
PRIMARY, ALIAS = f"{PREFIXES['aat']}300404670", f"{PREFIXES['aat']}300404664"


def iri(kind: str, record_id: str) -> str:
    """Give the IRI of a record."""
    return f"{BASE}{kind}/{record_id}"


def concept(record_id: str) -> str:
    """Give the IRI of a concept."""
    return iri("concept", record_id)


def timespan(node_iri: str, **more: Any) -> Node:
    """Make a time-span: 5 April 1882 in a calendar that the source does not state."""
    values: dict[str, Any] = {
        "label": ("5 April 1882, calendar not stated", "en"),
        "edtf": "[1882-04-05..1882-04-17]",
        "earliest": "1882-04-05T00:00:00Z",
        "latest": "1882-04-17T23:59:59Z",
        "value": ("1882-04", f"{XSD}gYearMonth"),
        "start": ("1882-04", f"{XSD}gYearMonth"),
        "end": ("1882-04", f"{XSD}gYearMonth"),
        "calendarNote": ("calendar not stated", "en"),
        "written": WRITTEN_NODE.make(
            f"{node_iri}-written", content="5th April, 1882", calendar=concept("calendar-not-stated")
        ),
    }
    return TIMESPAN_NODE.make(node_iri, **(values | more))


def interval(node_iri: str) -> Node:
    """Make a time-span whose ends are both fuzzy: from some day in 1905 to some day in 1907."""
    return TIMESPAN_NODE.make(
        node_iri,
        label=("1905 to 1907", "en"),
        edtf="1905/1907",
        earliest="1905-01-01T00:00:00Z",
        latest="1907-12-31T23:59:59Z",
        beginLatest="1905-12-31T23:59:59Z",
        endEarliest="1907-01-01T00:00:00Z",
        value=None,
        start=("1905", f"{XSD}gYear"),
        end=("1907", f"{XSD}gYear"),
    )


def _node(kind: str, prop: str, node_iri: str, **values: Any) -> Node:
    found = KINDS[kind].schema.property(prop)
    assert found is not None
    assert found.node is not None
    return found.node.make(node_iri, **values)


def _common(kind: str, record_id: str, title: str, russian: str) -> dict[str, Any]:
    root = iri(kind, record_id)
    return {
        "id": record_id,
        "title": title,
        "label": ((title, "en"), (russian, "ru")),
        "altLabel": (("Vikentiyev", "ru-Latn"),),
        "name": (
            NAME_NODE.make(f"{root}#name-en", content=title, text=(title, "en"), language=ENGLISH, type=PRIMARY),
            NAME_NODE.make(f"{root}#name-ru", content=russian, text=(russian, "ru"), language=RUSSIAN, type=PRIMARY),
            NAME_NODE.make(
                f"{root}#name-ru-latn-vikentiyev",
                content="Vikentiyev",
                text=("Vikentiyev", "ru-Latn"),
                language=RUSSIAN,
                type=ALIAS,
                date=interval(f"{root}#name-ru-latn-vikentiyev-timespan"),
                note=(("Room rented under this name", "en"),),
            ),
        ),
        "type": (concept("some-type"),),
        "description": (("A description.", "en"),),
        "note": (("A remark.", "en"),),
        "sameAs": (f"{PREFIXES['wd']}Q262376", "http://vocab.getty.edu/ulan/500027998"),
        "identifier": (
            IDENTIFIER_NODE.make(f"{root}#identifier-wikidata", content="Q262376", type=concept("wikidata-id")),
        ),
        "url": ("https://example.org/sedova",),
        "image": ("https://example.org/sedova.jpg",),
        "source": (iri("work", "my-life"),),
        "citation": (
            CITATION_NODE.make(
                f"{root}#citation-name-my-life-line-5",
                label=("Cited for 'name': my-life, line 5", "en"),
                work=iri("work", "my-life"),
                locator="line 5",
                about=root,
                certainty=concept("stated"),
            ),
            CITATION_NODE.make(
                f"{root}#certainty-name",
                label=("Certainty of 'name'", "en"),
                about=root,
                certainty=concept("possible"),
            ),
        ),
    }


def _dated(kind: str, prop: str, owner: str, label: str, **more: Any) -> Node:
    fragment = f"{owner}#{prop}"
    values = {"date": timespan(f"{fragment}-timespan"), "place": iri("place", "romny")} | more
    return _node(kind, prop, fragment, label=(label, "en"), **values)


def _day_of_death(node_iri: str) -> Node:
    return TIMESPAN_NODE.make(
        node_iri,
        label=("23 January 1962", "en"),
        edtf="1962-01-23",
        earliest="1962-01-23T00:00:00Z",
        latest="1962-01-23T23:59:59Z",
        value=("1962-01-23", f"{XSD}date"),
    )


def _person() -> dict[str, Any]:
    root = iri("person", "natalia-sedova")
    membership = f"{root}#membership-narkompros-head"
    return {
        "birth": _dated("person", "birth", root, "Birth of Natalia Sedova"),
        "death": _dated(
            "person",
            "death",
            root,
            "Death of Natalia Sedova",
            date=_day_of_death(f"{root}#death-timespan"),
            type=(concept("illness"),),
        ),
        "parent": (iri("person", "stepmother"),),
        "mother": iri("person", "mother"),
        "father": iri("person", "father"),
        "child": (iri("person", "lev-sedov"),),
        "spouse": (iri("person", "leon-trotsky"),),
        "gender": (("female", "en"),),
        "nationality": (("Russian", "en"),),
        "occupation": (concept("revolutionary"),),
        "residence": (iri("place", "vienna"),),
        "memberOf": (iri("group", "fourth-international"),),
        "membership": (
            _node(
                "person",
                "membership",
                membership,
                label=("Membership of Natalia Sedova: narkompros-head", "en"),
                group=iri("group", "narkompros"),
                role=concept("head-of-museums"),
                date=interval(f"{membership}-timespan"),
                note=(("Museums and ancient monuments.", "en"),),
            ),
        ),
        "relation": (
            _node(
                "person",
                "relation",
                f"{root}#relation-friend-victor-serge",
                label=("Relation of Natalia Sedova: friend-victor-serge", "en"),
                person=iri("person", "victor-serge"),
                relation=concept("friend"),
                date=interval(f"{root}#relation-friend-victor-serge-timespan"),
                note=(("In Mexico.", "en"),),
            ),
        ),
        "performed": (iri("event", "journey"),),
        "participated": (iri("event", "arrest"),),
    }


def _group() -> dict[str, Any]:
    root = iri("group", "fourth-international")
    return {
        "category": "organization",
        "formation": _dated("group", "formation", root, "Formation of the Fourth International"),
        "dissolution": _dated("group", "dissolution", root, "Dissolution of the Fourth International"),
        "member": (iri("person", "natalia-sedova"),),
        "memberOf": (iri("group", "larger"),),
        "partOf": (iri("group", "whole"),),
        "part": (iri("group", "section"),),
        "place": (iri("place", "paris"),),
        "performed": (iri("event", "congress"),),
        "participated": (iri("event", "dispute"),),
    }


def _place() -> dict[str, Any]:
    return {
        "category": "city",
        "latitude": "50.75",
        "longitude": "33.4667",
        "partOf": (iri("place", "russian-empire"),),
        "part": (iri("place", "market-square"),),
    }


def _event() -> dict[str, Any]:
    root = iri("event", "imprisonment")
    return {
        "category": "move",
        "date": timespan(f"{root}#timespan"),
        "duration": DURATION_NODE.make(
            f"{root}#duration", label=("6 months", "en"), iso="P6M", low="6", high="6", unit=concept("month")
        ),
        "place": (iri("place", "st-petersburg"),),
        "actor": (iri("group", "police"),),
        "participant": (iri("person", "natalia-sedova"),),
        "participation": (
            _node(
                "event",
                "participation",
                f"{root}#participation-warden-keeper",
                label=("Participation of Imprisonment: warden-keeper", "en"),
                agent=iri("person", "warden"),
                part="actor",
                role=concept("keeper"),
                note=(("By name unknown.", "en"),),
            ),
            _node(
                "event",
                "participation",
                f"{root}#participation-cell-mate-prisoner",
                label=("Participation of Imprisonment: cell-mate-prisoner", "en"),
                agent=iri("person", "cell-mate"),
                role=concept("prisoner"),
                note=(("Released earlier.", "en"),),
            ),
        ),
        "movedFrom": (iri("place", "terioki"),),
        "movedTo": (iri("place", "vienna"),),
        "group": (iri("group", "fourth-international"),),
        "produced": (iri("work", "diary"),),
        "used": (iri("object", "dictionary"),),
        "about": (iri("concept", "revolution"),),
        "partOf": (iri("event", "revolution-1905"),),
        "part": (iri("event", "hearing"),),
        "after": (iri("event", "arrest"),),
        "before": (iri("event", "release"),),
    }


def _work() -> dict[str, Any]:
    root = iri("work", "open-letter")
    return {
        "category": "letter",
        "author": (iri("person", "natalia-sedova"), iri("group", "couple")),
        "creation": _dated("work", "creation", root, "Creation of Open letter"),
        "publication": _dated(
            "work", "publication", root, "Publication of Open letter", publisher=(iri("group", "bulletin"),)
        ),
        "language": (ENGLISH,),
        "languageTag": ("en",),
        "about": (iri("person", "sergei-sedov"),),
        "partOf": (iri("work", "bulletin-41"),),
        "part": (iri("quotation", "innocent"),),
        "translationOf": (iri("work", "open-letter-ru"),),
        "addressee": (iri("person", "romain-rolland"),),
        "replyTo": (iri("work", "open-letter-ru"),),
        "rights": "http://rightsstatements.org/vocab/InC/1.0/",
    }


def _object() -> dict[str, Any]:
    root = iri("object", "portrait")
    return {
        "category": "artwork",
        "creator": (iri("person", "painter"),),
        "production": _dated("object", "production", root, "Production of Portrait"),
        "medium": (("Oil paint on canvas", "en"),),
        "dimensions": (("support: 394 x 419 mm", "en"),),
        "credit": (("Purchased 1982", "en"),),
        "keeper": (iri("group", "museum"),),
        "location": (iri("place", "mexico-city"),),
        "depicts": (iri("person", "natalia-sedova"),),
        "partOf": (iri("object", "diptych"),),
        "part": (iri("object", "frame"),),
    }


def _concept() -> dict[str, Any]:
    return {
        "category": "type",
        "iri": None,
        "scheme": concept("types"),
        "broader": (concept("event-type"),),
        "narrower": (concept("house-arrest"),),
        "closeMatch": (f"{PREFIXES['wd']}Q1403016",),
        "exactMatch": ("http://vocab.getty.edu/aat/300000000",),
    }


def _quotation() -> dict[str, Any]:
    root = iri("quotation", "friend-and-son")
    return {
        "speaker": (iri("person", "leon-trotsky"),),
        "creation": _dated("quotation", "creation", root, "Utterance of Friend and son"),
        "partOf": (iri("work", "press-release"),),
        "quotedIn": iri("work", "spartacus"),
        "locator": "line 236",
        "addressee": (iri("group", "press"),),
        "about": (iri("person", "lev-sedov"),),
        "text": (("He was not only my son but my best friend.", "en"),),
        "summary": (("Trotsky calls his son his best friend.", "en"),),
        "language": ENGLISH,
        "languageTag": "en",
    }


def _claim() -> dict[str, Any]:
    root = iri("claim", "orlov")
    return {
        "subject": f"{iri('person', 'lev-sedov')}#death",
        "property": concept("manner-of-death"),
        "value": concept("homicide"),
        "valueText": (("murdered in the clinic", "en"),),
        "valueDate": timespan(f"{root}#value-timespan"),
        "assertedBy": (iri("person", "alexander-orlov"),),
        "reportedBy": (iri("person", "edward-gazur"),),
        "reportedIn": (iri("work", "gazur-2001"),),
        "work": iri("work", "spartacus"),
        "locator": "line 143",
        "date": timespan(f"{root}#timespan"),
        "certainty": concept("conjecture"),
        "hedge": "believed",
        "rank": concept("normal"),
        "contradicts": (iri("claim", "patenaude"),),
    }


_RECORDS: dict[str, tuple[str, str, str, Any]] = {
    "person": ("natalia-sedova", "Natalia Sedova", "Наталья Седова", _person),
    "group": ("fourth-international", "Fourth International", "Четвёртый интернационал", _group),
    "place": ("romny", "Romny", "Ромны", _place),
    "event": ("imprisonment", "Imprisonment", "Заключение", _event),
    "work": ("open-letter", "Open letter", "Открытое письмо", _work),
    "object": ("portrait", "Portrait", "Портрет", _object),
    "concept": ("arrest", "arrest", "арест", _concept),
    "quotation": ("friend-and-son", "Friend and son", "Друг и сын", _quotation),
    "claim": ("orlov", "Orlov: murdered by the NKVD", "Орлов: убит НКВД", _claim),
}


def rich_record(kind: str, **changes: Any) -> Node:
    """Make the record of a kind with every field filled in; `changes` replace values of its root."""
    record_id, title, russian, own = _RECORDS[kind]
    values = _common(kind, record_id, title, russian) | own() | changes
    root = values.get("iri") or iri(kind, record_id)
    return KINDS[kind].schema.make(root, **values)


def small_record(kind: str, **values: Any) -> Node:
    """Make a record of a kind with a name and the given values only."""
    record_id, title, _, _ = _RECORDS[kind]
    root = values.get("iri") or iri(kind, record_id)
    return KINDS[kind].schema.make(root, id=record_id, title=title, label=((title, "en"),), **values)
