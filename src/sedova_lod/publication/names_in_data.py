r"""Names in data: what scripts are told of a record wherever it stands, written as JSON once and kept for a while."""

from __future__ import annotations

from functools import lru_cache
from json.encoder import encode_basestring as _quoted  # quicker by far than an encoder for each text
from typing import NamedTuple

from sedova_lod.publication.dates_told import labels_told, years_told
from sedova_lod.publication.digests import Digest, Moment
from sedova_lod.publication.markup import page_stem
from sedova_lod.publication.memos import Memo
from sedova_lod.publication.neighbours import Neighbours
from sedova_lod.publication.phrases import phrases_in

__all__ = ["NamesInData", "RecordInData", "date_in_data", "texts_in_data", "years_in_data"]


class RecordInData(NamedTuple):
    """Hold what scripts are told of a record, as JSON.

    Args:
        place: Its kind and the name of its files, as two values.
        names: Its names by language.
    """

    place: str
    names: str


class NamesInData:
    """Write what scripts are told of records, and remember it; of very many, the last ones.

    Args:
        languages: Languages of the site.
        neighbours: Digests of all records.

    Attributes:
        records: What is told of each record, by its address; None if there is no such record.

    >>> from sedova_lod.records import KINDS, Record
    >>> lev = KINDS["person"].schema.make("x:person/lev", title="Lev", label=(("Lev", "en"), ("Лев", "ru")))
    >>> with Neighbours() as neighbours:
    ...     neighbours.add([Record("person", "lev", "x:person/lev", "", lev, (), {})])
    ...     NamesInData(("en", "ru"), neighbours).records["x:person/lev"]
    RecordInData(place='"person","lev"', names='{"":"Lev","ru":"Лев"}')
    """

    def __init__(self, languages: tuple[str, ...], neighbours: Neighbours) -> None:
        self.languages = languages

        def tell(iri: str) -> RecordInData | None:
            digest = neighbours.digest(iri)
            return None if digest is None else _told(digest, languages)

        self.records: Memo[str, RecordInData | None] = Memo(tell)

    def of(self, iri: str, digest: Digest) -> RecordInData:
        """Give what is told of a record.

        Args:
            iri: Its address.
            digest: Its digest.
        """
        return self.records[iri] or _told(digest, self.languages)


def _told(digest: Digest, languages: tuple[str, ...]) -> RecordInData:
    place = f'"{digest.kind}",{_quoted(page_stem(digest.id))}'
    return RecordInData(place, texts_in_data(digest.names(languages)))


def texts_in_data(texts: dict[str, str]) -> str:
    r"""Write texts by language as JSON.

    >>> print(texts_in_data({"": "1882", "ru": '"1882"'}))
    {"":"1882","ru":"\"1882\""}
    """
    return "{" + ",".join([f'"{tag}":{_quoted(text)}' for tag, text in texts.items()]) + "}"


@lru_cache(maxsize=20_000)
def date_in_data(label: str, languages: tuple[str, ...]) -> str:
    """Write how a date is said in all languages of a site as JSON.

    >>> date_in_data("May 1882", ("en", "ru"))
    '{"":"May 1882","ru":"май 1882"}'
    """
    return texts_in_data(labels_told(label, languages))


@lru_cache(maxsize=20_000)
def years_in_data(first: Moment | None, last: Moment | None, languages: tuple[str, ...]) -> str:
    """Write in which years something began and ended as JSON, in all languages of a site; empty if that is not known.

    >>> years_in_data(Moment("1906", "1906-01-01T00:00:00Z", "1906-12-31T23:59:59Z"), None, ("en", "ru"))
    '{"":"1906–"}'
    """
    told = {tag: years_told(first, last, phrases_in(tag)) for tag in languages}
    years = told[languages[0]]
    others = {tag: text for tag, text in told.items() if text != years}
    return texts_in_data({"": years, **others}) if years else ""
