"""The record kinds, in one place: every field that curators fill in, with its meaning."""

from __future__ import annotations

from sedova_lod.records.model import Field, FieldType, Kind, Part

__all__ = ["ANY_KIND", "KINDS"]

ANY_KIND = ("person", "group", "place", "event", "work", "object", "concept", "quotation", "claim")
_AGENTS = ("person", "group")
_REF = FieldType.REFERENCE


def _refs(name: str, doc: str, kinds: tuple[str, ...], **options: object) -> Field:
    return Field(name, _REF, doc, kinds=kinds, **{"many": True, **options})  # type: ignore[arg-type]


def _derived(rec: str, doc: str, kinds: tuple[str, ...]) -> Field:
    return Field(rec, _REF, doc, rec, many=True, kinds=kinds, derived=True)


def _dated(name: str, node: str, rec: str, doc: str, *more: Field) -> Part:
    when = Field("", FieldType.DATE, f"{doc}: the date.", "date", example="5 April 1882")
    return Part(name, node, rec, rec, doc, (when, *more), label=doc)


_PLACE = Field("place", _REF, "Where it happened.", "place", kinds=("place",), example="romny")
_DATE = Field("date", FieldType.DATE, "When; an interval for a state.", "date", example="1917-10/1918")
_NOTE = Field("note", FieldType.TEXT, "A remark.", "note")

_NAMES = Part(
    "names", "Name", "name", "name", "Other names, one a row: aliases, maiden names, other scripts.",
    (
        Field("form", FieldType.STRING, "The name as written.", "content", required=True, example="Vikentiyev"),
        Field("language", FieldType.LANGUAGE, "Language and script of the form.", "language", example="ru-Latn"),
        Field("type", _REF, "Kind of name: `alias`, `pseudonym`, `birth-name`, `married-name`, `variant`, "
              "`transliteration`, `former-name`, `primary-name`.", "type", kinds=("concept",), example="alias"),
        Field("date", FieldType.DATE, "When it was used.", "date", example="1905-10/1905-12"),
        _NOTE,
    ),
    label="Name", many=True, key=("language", "form"),
)  # fmt: skip

_COMMON_FIRST = (
    Field("id", FieldType.ID, "The record's own id: letters, digits, `-`, `_`, `.`; it never changes.", "id",
          required=True, example="natalia-sedova"),
    Field("name", FieldType.NAME, "The primary name. `name@ru` holds the name in Russian, and so on.", "title",
          required=True, example="Natalia Sedova"),
    Field("name.alias", FieldType.ALIAS, "Other names; `name.alias@ru` for one language.", "altLabel", many=True,
          example="Natalya;Natasha"),
    _NAMES,
)  # fmt: skip
_COMMON_LAST = (
    _refs("type", "What kind of thing it is, by concept.", ("concept",), rec="type", example="revolutionary"),
    Field("description", FieldType.TEXT, "A short description for readers.", "description"),
    Field("note", FieldType.TEXT, "A curator's remark on the record.", "note"),
    Field("wikidata", FieldType.QID, "Wikidata item of the same thing.", "sameAs", example="Q262376"),
    Field("same_as", FieldType.IRI, "Addresses of the same thing in other data sets.", "sameAs", many=True,
          example="http://vocab.getty.edu/ulan/500027998"),
    Field("identifier", FieldType.IDENTIFIER, "Identifiers given by others: shelf marks, inventory numbers.",
          "identifier", many=True, example="T01234"),
    Field("url", FieldType.IRI, "Web pages about it.", "url", many=True, example="https://example.org/sedova"),
    Field("image", FieldType.IRI, "Addresses of pictures of it.", "image", many=True),
    Field("source", FieldType.CITATION, "Works that the record rests on: work id, comma, place in the work.",
          "citation", many=True, example="spartacus, line 5; my-life"),
)  # fmt: skip


def _kind(name: str, node: str, doc: str, *members: Field | Part) -> Kind:
    return Kind(name, node, doc, (*_COMMON_FIRST, *members, *_COMMON_LAST))


_PERSON = _kind(
    "person", "Person", "A human being, real or fictional, named or not.",
    _dated("born", "Birth", "birth", "Birth", _PLACE),
    _dated("died", "Death", "death", "Death", _PLACE,
           _refs("type", "Manner of death, where it is undisputed.", ("concept",), rec="type")),
    _refs("parents", "Parents of any kind, adoptive ones too.", ("person",), rec="parent", inverse="child"),
    Field("mother", _REF, "Mother by birth.", "mother", kinds=("person",), inverse="child"),
    Field("father", _REF, "Father by birth.", "father", kinds=("person",), inverse="child"),
    _derived("child", "Children: completed from their parents, mother and father.", ("person",)),
    _refs("spouses", "Husbands and wives.", ("person",), rec="spouse", inverse="spouse"),
    Field("gender", FieldType.TEXT, "Gender as the source gives it.", "gender", example="female"),
    Field("nationality", FieldType.TEXT, "Nationality as the source gives it.", "nationality", example="Russian"),
    _refs("occupation", "Occupations, by concept.", ("concept",), rec="occupation", example="merchant"),
    _refs("residence", "Places where the person lived.", ("place",), rec="residence"),
    _refs("member_of", "Groups, where neither role nor date is known.", ("group",), rec="memberOf", inverse="member"),
    Part("memberships", "Membership", "membership", "membership", "Memberships and posts, one a row.",
         (Field("group", _REF, "The group.", "group", kinds=("group",), required=True, inverse="member"),
          Field("role", _REF, "The post or role, by concept.", "role", kinds=("concept",)), _DATE, _NOTE),
         label="Membership", many=True, key=("group", "role")),
    Part("relations", "Relation", "relation", "relation", "Relations to other persons, one a row.",
         (Field("person", _REF, "The other person.", "person", kinds=("person",), required=True),
          Field("relation", _REF, "What they are to each other: `friend`, `sibling`, `colleague`, `guard` ...",
                "relation", kinds=("concept",), required=True), _DATE, _NOTE),
         label="Relation", many=True, key=("relation", "person")),
    _derived("performed", "Events carried out: completed from events.", ("event",)),
    _derived("participated", "Events taken part in: completed from events.", ("event",)),
)  # fmt: skip

_GROUP = _kind(
    "group", "Group", "People who act or are counted together: a party, an office, a couple.",
    Field("category", FieldType.CHOICE, "Form of the group: `organization` (if empty), `couple`, `family` or `people` "
          "(a loose group).", "category", choices=("organization", "couple", "family", "people")),
    _dated("founded", "Formation", "formation", "Formation", _PLACE),
    _dated("dissolved", "Dissolution", "dissolution", "Dissolution", _PLACE),
    _refs("members", "Members, where neither role nor date is known.", _AGENTS, rec="member", inverse="memberOf"),
    _derived("memberOf", "Groups it belongs to: completed from their members.", ("group",)),
    _refs("part_of", "The larger group it belongs to.", ("group",), rec="partOf", inverse="part"),
    _derived("part", "Its own parts: completed from them.", ("group",)),
    _refs("place", "Where it has its seat.", ("place",), rec="place"),
    _derived("performed", "Events carried out: completed from events.", ("event",)),
    _derived("participated", "Events taken part in: completed from events.", ("event",)),
)  # fmt: skip

_PLACE_KIND = _kind(
    "place", "Place", "A place, as large as a country or as small as a room.",
    Field("category", FieldType.CHOICE, "`place` (if empty), `country` or `city`.", "category",
          choices=("place", "country", "city")),
    Field("latitude", FieldType.DECIMAL, "Degrees north, WGS 84.", "latitude", example="50.75"),
    Field("longitude", FieldType.DECIMAL, "Degrees east, WGS 84.", "longitude", example="33.4667"),
    _refs("part_of", "The larger place it lies in.", ("place",), rec="partOf", inverse="part"),
    _derived("part", "Places in it: completed from them.", ("place",)),
)  # fmt: skip

_EVENT = _kind(
    "event", "Event", "Something that happened, or that people did.",
    Field("category", FieldType.CHOICE, "What it is in CIDOC-CRM: `activity` (if empty), `event` (nobody did it), "
          "`move`, `joining`, `leaving`, `formation`, `dissolution`.", "category",
          choices=("activity", "event", "move", "joining", "leaving", "formation", "dissolution")),
    _DATE,
    Field("duration", FieldType.DURATION, "How long, ISO 8601: `P6M`, or `P5M/P7M` for a range.", "duration",
          example="P6M"),
    _refs("place", "Where.", ("place",), rec="place"),
    _refs("actors", "Who carried it out.", _AGENTS, rec="actor", inverse="performed"),
    _refs("participants", "Who took part or suffered it.", _AGENTS, rec="participant", inverse="participated"),
    Part("participations", "Participation", "participation", "participation", "Participants with a role, one a row.",
         (Field("agent", _REF, "Person or group.", "agent", kinds=_AGENTS, required=True,
                inverse="participated", inverse_if=("part", "actor", "performed")),
          Field("part", FieldType.CHOICE, "`actor` (carried it out) or `participant` (if empty).", "part",
                choices=("participant", "actor")),
          Field("role", _REF, "Role, by concept.", "role", kinds=("concept",)), _NOTE),
         label="Participation", many=True, key=("agent", "role")),
    _refs("moved_from", "Place left (of a move).", ("place",), rec="movedFrom"),
    _refs("moved_to", "Place reached (of a move).", ("place",), rec="movedTo"),
    _refs("group", "Group formed, dissolved, joined or left.", ("group",), rec="group"),
    _refs("produced", "Works or objects that it brought about.", ("work", "object"), rec="produced"),
    _refs("used", "Works or objects used in it.", ("work", "object"), rec="used"),
    _refs("about", "What it was about.", ANY_KIND, rec="about"),
    _refs("part_of", "The larger event it belongs to.", ("event",), rec="partOf", inverse="part"),
    _derived("part", "Events in it: completed from them.", ("event",)),
    _refs("after", "Events that had ended before it began.", ("event",), rec="after", inverse="before"),
    _derived("before", "Events that began after it had ended: completed from them.", ("event",)),
)  # fmt: skip

_WORK = _kind(
    "work", "Work", "A text, image or other work, also one that is only cited as a source.",
    Field("category", FieldType.CHOICE, "Form of the work; `work` if empty.", "category",
          choices=("work", "book", "article", "letter", "newspaper", "periodical", "report", "webpage", "play",
                   "manuscript", "legislation")),
    Field("authors", _REF, "Who wrote or made it.", "author", many=True, kinds=_AGENTS),
    _dated("created", "Creation", "creation", "Creation", _PLACE),
    _dated("published", "Publication", "publication", "Publication", _PLACE,
           _refs("publisher", "Who published it.", _AGENTS, rec="publisher")),
    Field("language", FieldType.LANGUAGE, "Languages of the text.", "language", many=True, example="fr"),
    _refs("about", "What it is about.", ANY_KIND, rec="about"),
    _refs("part_of", "The work it stands in.", ("work",), rec="partOf", inverse="part"),
    _derived("part", "Works that stand in it: completed from them.", ("work", "quotation")),
    _refs("translation_of", "The work that it translates.", ("work",), rec="translationOf"),
    _refs("addressee", "To whom it was written.", _AGENTS, rec="addressee"),
    _refs("reply_to", "The letter or other work that it answers.", ("work",), rec="replyTo"),
    Field("rights", FieldType.IRI, "Address of the rights statement or licence.", "rights",
          example="http://rightsstatements.org/vocab/InC/1.0/"),
)  # fmt: skip

_OBJECT = _kind(
    "object", "Object", "A thing in a collection: an artwork, a tool, a print.",
    Field("category", FieldType.CHOICE, "`object` (if empty) or `artwork`.", "category", choices=("object", "artwork")),
    _refs("creators", "Who made it.", _AGENTS, rec="creator"),
    _dated("created", "Production", "production", "Production", _PLACE),
    Field("medium", FieldType.TEXT, "Materials and technique.", "medium", example="Oil paint on canvas"),
    Field("dimensions", FieldType.TEXT, "Measurements as written.", "dimensions", example="support: 394 x 419 mm"),
    Field("credit", FieldType.TEXT, "How the collection came by it.", "credit", example="Purchased 1982"),
    _refs("keeper", "Who keeps it now.", _AGENTS, rec="keeper"),
    _refs("location", "Where it is kept now.", ("place",), rec="location"),
    _refs("depicts", "What it shows.", ANY_KIND, rec="depicts"),
    _refs("part_of", "The larger object it belongs to.", ("object",), rec="partOf", inverse="part"),
    _derived("part", "Its parts: completed from them.", ("object",)),
)  # fmt: skip

_CONCEPT = _kind(
    "concept", "Concept", "A type, role, language, unit or other general idea.",
    Field("category", FieldType.CHOICE, "`type` (if empty), `language`, `unit`, `property` (of a vocabulary) or "
          "`scheme` (a list of concepts).", "category", choices=("type", "language", "unit", "property", "scheme")),
    Field("iri", FieldType.IRI, "Its own address in another vocabulary, used instead of ours.", "iri",
          example="http://vocab.getty.edu/aat/300404670"),
    Field("scheme", _REF, "The list it belongs to; the data set's own list if empty.", "scheme", kinds=("concept",),
          default="types"),
    _refs("broader", "More general concepts.", ("concept",), rec="broader", inverse="narrower"),
    _derived("narrower", "More special concepts: completed from them.", ("concept",)),
    Field("close_match", FieldType.IRI, "Similar concepts elsewhere.", "closeMatch", many=True),
    Field("exact_match", FieldType.IRI, "The same concept elsewhere.", "exactMatch", many=True),
)  # fmt: skip

_QUOTATION = _kind(
    "quotation", "Quotation", "Words of somebody that a work quotes.",
    Field("speaker", _REF, "Who said or wrote the words.", "speaker", many=True, required=True, kinds=_AGENTS),
    _dated("spoken", "Creation", "creation", "Utterance", _PLACE),
    _refs("part_of", "The work in which the words were first written.", ("work",), rec="partOf", inverse="part",
          inverse_kinds=("work",)),
    Field("quoted_in", _REF, "The work in which we read them.", "quotedIn", required=True, kinds=("work",)),
    Field("locator", FieldType.STRING, "Place in that work.", "locator", required=True, example="line 236"),
    _refs("addressee", "To whom they were said.", _AGENTS, rec="addressee"),
    _refs("about", "What they are about.", ANY_KIND, rec="about"),
    Field("text", FieldType.TEXT, "The words themselves, only where their rights allow.", "text"),
    Field("summary", FieldType.TEXT, "What they say, in the curator's own words.", "summary"),
    Field("language", FieldType.LANGUAGE, "Language of the words.", "language", example="en"),
)  # fmt: skip

_CLAIM = _kind(
    "claim", "Claim", "What somebody says about a record; it asserts nothing on the record itself.",
    Field("subject", FieldType.SUBJECT, "What the claim is about: a record, or a part of one.",
          "subject", required=True, kinds=ANY_KIND, example="person/lev-sedov#death"),
    Field("property", _REF, "What is claimed about it, by concept: `manner-of-death`, `date`, `place` ...", "property",
          required=True, kinds=("concept",)),
    Field("value", FieldType.SUBJECT, "The value claimed, if it is a record.", "value", kinds=ANY_KIND,
          example="concept/homicide"),
    Field("value.text", FieldType.TEXT, "The value claimed, if it is a text.", "valueText"),
    Field("value.date", FieldType.DATE, "The value claimed, if it is a date.", "valueDate", example="1902-23"),
    Field("asserted_by", _REF, "Who says so.", "assertedBy", many=True, kinds=_AGENTS),
    Field("reported_by", _REF, "Who passes it on.", "reportedBy", many=True, kinds=_AGENTS),
    Field("reported_in", _REF, "The work that passes it on, where we read it in yet another one.", "reportedIn",
          many=True, kinds=("work",)),
    Field("work", _REF, "The work in which we read it.", "work", kinds=("work",)),
    Field("locator", FieldType.STRING, "Place in that work.", "locator", example="line 141"),
    Field("date", FieldType.DATE, "When the claim was made.", "date", example="1953"),
    Field("certainty", _REF, "How sure its maker is, by concept: `certain`, `stated`, `probable`, `possible`, "
          "`conjecture`, `denied`.", "certainty", kinds=("concept",), example="stated"),
    Field("hedge", FieldType.STRING, "The word that says so in the source.", "hedge", example="it is believed"),
    Field("rank", _REF, "Its standing among claims on one thing, by concept: `preferred`, `normal`, `deprecated`.",
          "rank", kinds=("concept",), example="preferred"),
    _refs("contradicts", "Claims that cannot be true together with it.", ("claim",), rec="contradicts",
          inverse="contradicts"),
)  # fmt: skip

KINDS: dict[str, Kind] = {
    kind.name: kind for kind in (_PERSON, _GROUP, _PLACE_KIND, _EVENT, _WORK, _OBJECT, _CONCEPT, _QUOTATION, _CLAIM)
}
