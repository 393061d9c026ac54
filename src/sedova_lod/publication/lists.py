"""Lists of records, one or more pages a kind, with a filter that works on the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from operator import itemgetter

from sedova_lod.publication.dates_told import years_told
from sedova_lod.publication.digests import LIFE_PAIRS, Digest
from sedova_lod.publication.front_page import search_form
from sedova_lod.publication.markup import Frame, safe
from sedova_lod.publication.pieces import Piece, encoded
from sedova_lod.publication.shared_frame import SharedFrame

__all__ = ["list_names", "list_pages"]

_ON_PAGE = 400
_MOST_CHOICES = 60

_Entry = tuple[str, Digest]


def list_pages(kind: str, n_records: int, frame: SharedFrame) -> Iterator[tuple[str, bytes]]:
    """Write the list of a kind in all languages: path and page.

    Args:
        kind: Kind of record.
        n_records: How many records of it there are.
        frame: Frame of pages in a folder.
    """
    n_pages = _n_pages(n_records)
    neighbours, written = frame.neighbours, _Items(frame)
    for number, entries in enumerate(_batches(neighbours.digests(kind)), start=1):
        disputed = neighbours.disputed_between(entries[0][0], entries[-1][0])
        types = {key: str(number) for number, key in enumerate(_common_types(digest for _, digest in entries))}
        items = [written.of(iri, digest, types, _is_disputed(iri, digest, disputed)) for iri, digest in entries]
        for place, one in enumerate(frame.frames):
            names = [digest.label(one.language)[0].casefold() for _, digest in entries]
            ordered = sorted(zip(names, items, strict=True), key=itemgetter(0))
            listed = b"".join([piece[place] for _, item in ordered for piece in item]).decode()
            page = _page(kind, listed, {key: _type_name(key, one) for key in types}, (number, n_pages, n_records), one)
            yield f"{one.folder}{_path(kind, number)}", page


def list_names(kind: str, n_records: int) -> list[str]:
    """Give the paths of the pages of a list, from the home of a language.

    >>> list_names("place", 401)
    ['lists/place.html', 'lists/place-2.html']
    """
    return [_path(kind, number) for number in range(1, _n_pages(n_records) + 1)]


def _n_pages(n_records: int) -> int:
    return max(1, -(-n_records // _ON_PAGE))


def _batches(entries: Iterator[_Entry]) -> Iterator[list[_Entry]]:
    batch: list[_Entry] = []
    for entry in entries:
        batch.append(entry)
        if len(batch) == _ON_PAGE:
            yield batch
            batch = []
    if batch:
        yield batch


def _path(kind: str, number: int) -> str:
    return f"lists/{kind}.html" if number == 1 else f"lists/{kind}-{number}.html"


def _page(kind: str, items: str, types: dict[str, str], place: tuple[int, int, int], frame: Frame) -> bytes:
    number, n_pages, n_records = place
    phrases = frame.phrases
    title = phrases[f"kinds.{kind}"]
    pager = _pager(kind, number, n_pages, frame)
    lead = phrases.say("list.lead", number=n_records)
    body = f'<h1>{title}</h1>\n<p class="lead">{lead}</p>\n'
    if n_pages > 1:
        body += search_form(frame, kind)
    body += _filters(types, frame, is_part=n_pages > 1)
    body += f'<ul class="records" id="records" role="list">\n{items}</ul>\n{pager}'
    told = f"{title}, {phrases.say('nav.page', number=number, total=n_pages)}" if n_pages > 1 else title
    return frame.page(_path(kind, number), told, body, scripts=("site.js", "list.js"))


def _common_types(digests: Iterable[Digest]) -> list[str]:
    """Give the concepts and categories by which a page can be filtered, the most frequent first."""
    counts: dict[str, int] = {}
    for digest in digests:
        named = [digest.category] if digest.category else []
        certainty = [digest.claim.certainty] if digest.claim and digest.claim.certainty else []
        for key in chain(named, digest.types, certainty):
            counts[key] = counts.get(key, 0) + 1
    return sorted(counts, key=lambda key: (-counts[key], key))[:_MOST_CHOICES]


def _type_name(key: str, frame: Frame) -> str:
    return frame.phrases.get(f"category.{key}") or frame.name(key)


def _filters(types: dict[str, str], frame: Frame, *, is_part: bool) -> str:
    phrases = frame.phrases
    ordered = sorted(enumerate(types.values()), key=lambda one: one[1].casefold())
    options = "".join(f'<option value="{number}">{safe(name, 80)}</option>' for number, name in ordered)
    choice = (
        f'<label>{phrases["list.filter-type"]} <select name="type"><option value="">{phrases["list.all"]}</option>'
        f"{options}</select></label>"
    )
    hint = f'<p class="soft">{phrases["list.elsewhere"]}</p>' if is_part else ""
    return (
        f'<form class="filters" id="filters" hidden><fieldset><legend>{phrases["list.filter"]}</legend>'
        f'<label>{phrases["list.filter-text"]} <input type="search" name="text" autocomplete="off"></label>'
        f'{choice if types else ""}<label class="check"><input type="checkbox" name="disputed"> '
        f'{phrases["list.only-disputed"]}</label><button type="reset">{phrases["list.reset"]}</button>'
        f"</fieldset>{hint}</form>\n"
        f'<p role="status" id="shown" data-say="{safe(phrases["list.shown"])}"></p>\n'
    )


class _Items:
    """Write the items of lists.

    Args:
        frame: Frame of the pages, in all languages.
    """

    def __init__(self, frame: SharedFrame) -> None:
        self._frame = frame
        badge = f' <span class="badge">{frame.phrases["disputed.badge"]}</span>'
        self._badges = {False: frame.same(""), True: frame.piece(badge)}
        self._begin_date, self._end_date = frame.same(' <span class="when">'), frame.same("</span>")

    def of(self, iri: str, digest: Digest, types: dict[str, str], is_disputed: bool) -> Sequence[Piece]:
        """Write the item of a record.

        Args:
            iri: Its address.
            digest: Its digest.
            types: Numbers of the types by which a list is filtered.
            is_disputed: Whether claims about it contradict each other.
        """
        frame, numbers, described = self._frame, _numbers(digest, types), digest.description
        marks = f' data-types="{numbers}"' if numbers else ""
        if len(digest.labels) > 1:
            others = " ".join([text for text, _ in digest.labels[1:5]])
            marks += f' data-names="{safe(others)}"' if others else ""
        marks += " data-disputed" if is_disputed else ""
        end = f'<p class="soft">{safe(described, 160)}</p></li>\n' if described else "</li>\n"
        link = frame.page_link(iri, digest)
        return (frame.same(f"<li{marks}>"), link, self._badges[is_disputed], *self._when(digest), frame.same(end))

    def _when(self, digest: Digest) -> Sequence[Piece]:
        """Write when something was, if that is known."""
        pair, dates = LIFE_PAIRS.get(digest.kind), digest.dates
        if not dates:
            return ()
        if pair:
            first, last = digest.moment(pair[0]), digest.moment(pair[1])
            years = [years_told(first, last, frame.phrases) for frame in self._frame.frames]
            return (self._begin_date, encoded(years), self._end_date) if years[0] else ()
        label = dates[0][1].label
        return (self._begin_date, self._frame.dates[label], self._end_date) if label else ()


def _numbers(digest: Digest, types: dict[str, str]) -> str:
    """Give the numbers of the types by which a record is filtered, in their order."""
    own = [digest.category, *digest.types, digest.claim.certainty if digest.claim else ""]
    found = {types[key] for key in own if key in types} if types else ()
    return " ".join(sorted(found, key=int)) if found else ""


def _is_disputed(iri: str, digest: Digest, disputed: set[str]) -> bool:
    return bool(digest.claim.contradicts) if digest.claim else iri in disputed


def _pager(kind: str, number: int, n_pages: int, frame: Frame) -> str:
    if n_pages == 1:
        return ""
    phrases = frame.phrases
    shown = sorted({1, n_pages, *range(max(1, number - 2), min(n_pages, number + 2) + 1)})
    links = []
    for page in shown:
        current = ' aria-current="page"' if page == number else ""
        links.append(f'<li><a href="{frame.home}{_path(kind, page)}"{current}>{page}</a></li>')
    return f'<nav class="pager" aria-label="{phrases["list.pages"]}"><ul role="list">{"".join(links)}</ul></nav>\n'
