"""In which encoding a text file is: stated, marked, proved by UTF-8's own rules, or judged from a sample."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from sedova_lod.errors import InputError
from sedova_lod.findings import CellRef, Finding
from sedova_lod.findings.tables import ENCODING_GUESSED

__all__ = ["TextEncoding", "detect_encoding", "guessed_encoding"]

_CHUNK = 1 << 20
_PROVED_AT_ONCE = 1 << 13  # much of a text is ASCII alone, which shows at a glance; and so little stays in the cache
_MOST_PROVED = 64 << 20
_SAMPLE = 1 << 16
_WIDE = 1 << 12
_LEAST_TEXT = 50  # signs of text for each zero byte in a file that is damaged but no other format
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the order in which equally good guesses are preferred.
_CANDIDATES = {
    "cp1252": "windows-1252", "cp1251": "windows-1251", "koi8_r": "koi8-r", "cp1250": "windows-1250",
    "iso8859_2": "iso-8859-2", "cp866": "ibm866", "cp1253": "windows-1253", "iso8859_5": "iso-8859-5",
    "cp1254": "windows-1254", "cp1255": "windows-1255", "cp1256": "windows-1256", "cp1257": "windows-1257",
    "mac_roman": "macintosh", "mac_cyrillic": "x-mac-cyrillic", "cp850": "ibm850",
    "shift_jis": "shift_jis", "euc_jp": "euc-jp", "gb18030": "gb18030", "big5": "big5", "euc_kr": "euc-kr",
}  # fmt: skip
_LATIN = frozenset(("cp1252", "cp1250", "iso8859_2", "cp1254", "cp1257", "mac_roman", "cp850"))
_WITH_SIGN = re.compile(r"[^\s,;|]*[^\x00-\x7f][^\s,;|]*")  # where no letter tells it: artist’s, 1918–28
_ANY_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_WORD = re.compile(r"[^\W\d_]*[^\x00-\x7f\W\d_][^\W\d_]*")
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|([\x80-\xff])")


@dataclass(frozen=True, slots=True)
class TextEncoding:
    """Say how the bytes of a file become text.

    Args:
        name: Usual name, for people.
        codec: Python's name.
        note: How it is known, in a clause.
        sample: Words read in it, if it had to be guessed.

    >>> TextEncoding("utf-8", "utf-8", "encoding utf-8").errors
    'surrogateescape'
    """

    name: str
    codec: str
    note: str
    sample: str = ""

    @property
    def errors(self) -> str:
        """Give the way in which undecodable bytes are marked: lone surrogates, or U+FFFD where that fails."""
        return "replace" if self.codec.startswith(("utf-16", "utf-32")) else "surrogateescape"


def detect_encoding(path: Path, stated: str, where: str) -> TextEncoding:
    """Find the encoding of a file.

    Args:
        path: The file.
        stated: Encoding that the project states; empty if none.
        where: Name of the file, for messages.

    Raises:
        InputError: The file cannot be read, or is no text.
    """
    if stated:
        return _stated(path, stated)
    head = _head(path)
    for mark, codec in _MARKS:
        if head.startswith(mark):
            name = codec.removesuffix("-sig")
            return TextEncoding(name, codec, f"encoding {name}, marked at the beginning of the file")
    wide = _wide(head[:_WIDE])
    if wide:
        return TextEncoding(wide, wide, f"encoding detected: {wide}")
    if head.count(0) * _LEAST_TEXT > len(head):
        raise InputError(
            "this is no text file: it has zero bytes",
            where=where,
            hint="save it as text in UTF-8, or give it the ending of its format",
        )
    sample = _sample(path)
    if sample is None:
        return TextEncoding("utf-8", "utf-8", "encoding utf-8")
    return _judge(sample, where)


def guessed_encoding(file: str, encoding: TextEncoding) -> Finding:
    """Report an encoding that had to be guessed, with words read in it.

    >>> print(guessed_encoding("a.csv", TextEncoding("windows-1252", "cp1252", "", "'Zoë'")))
    a.csv: the file is no UTF-8; read as windows-1252 it has words like 'Zoë' [encoding-guessed]
      hint: if these are right, state it under [[tables]]: encoding = "windows-1252"; else state the right one
    """
    message = f"the file is no UTF-8; read as {encoding.name} it has words like {encoding.sample}"
    hint = f'if these are right, state it under [[tables]]: encoding = "{encoding.name}"; else state the right one'
    return ENCODING_GUESSED.finding(message, hint=hint, where=CellRef(file))


def _stated(path: Path, stated: str) -> TextEncoding:
    codec = codecs.lookup(stated).name
    if codec == "utf-8" and _head(path).startswith(codecs.BOM_UTF8):
        codec = "utf-8-sig"
    return TextEncoding(stated, codec, f"encoding {stated}, stated in the project file")


def _head(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(_SAMPLE)


def _wide(head: bytes) -> str:
    """Recognise UTF-16 without a mark: every other byte of Latin text is zero."""
    half = len(head) // 2
    if half < 2:
        return ""
    even, odd = head[0 : half * 2 : 2].count(0), head[1 : half * 2 : 2].count(0)
    if odd > 0.3 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.3 * half and odd < 0.05 * half else ""


def _sample(path: Path) -> bytes | None:
    """Collect lines with non-ASCII bytes from the place where UTF-8 fails; None if it does not."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    n_read = 0
    with path.open("rb") as stream:
        while n_read < _MOST_PROVED:
            chunk = stream.read(_PROVED_AT_ONCE)
            try:
                if not chunk.isascii() or decoder.getstate()[0] or not chunk:
                    decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                stream.seek(max(0, n_read - _SAMPLE))
                return b"".join(_telling_lines(stream.read(_CHUNK + _SAMPLE)))[:_SAMPLE]
            if not chunk:
                return None
            n_read += len(chunk)
    return None


def _telling_lines(content: bytes) -> Iterator[bytes]:
    return (line for line in content.splitlines(keepends=True) if not line.isascii())


def _judge(sample: bytes, where: str) -> TextEncoding:
    n_good = n_bad = 0
    for found in _MULTIBYTE.finditer(sample):
        n_good, n_bad = n_good + (not found[1]), n_bad + bool(found[1])
    if n_good > 4 * n_bad:
        return TextEncoding("utf-8", "utf-8", "encoding utf-8, with some bytes that are none")
    codec = _best_guess(sample)
    if codec is None:
        raise InputError(
            "the encoding of this file is not recognised",
            where=where,
            hint='save it as UTF-8, or state it under [[tables]]: encoding = "windows-1252"',
        )
    name = _CANDIDATES[codec]
    text = sample.decode(codec, "ignore")
    words = dict.fromkeys(_WORD.findall(text) or _WITH_SIGN.findall(text))
    shown = ", ".join(f"'{word[:40]}'" for word in list(words)[:3])
    return TextEncoding(name, codec, f"encoding detected: {name} (sample: {shown})", shown)


def _best_guess(sample: bytes) -> str | None:
    import charset_normalizer  # noqa: PLC0415 - needed only for files that are no UTF-8

    order = _likely_candidates(sample)
    matches = charset_normalizer.from_bytes(sample, cp_isolation=order, preemptive_behaviour=False)
    ranked = [
        (_n_odd_capitals(sample, codec), round(match.chaos - 0.5 * match.coherence, 2), order.index(codec), codec)
        for match in matches
        for codec in match.could_be_from_charset
        if codec in order
    ]
    return min(ranked)[3] if ranked else None


def _likely_candidates(sample: bytes) -> list[str]:
    """Leave out what the words speak against: few Latin letters have an accent, of other scripts all are high bytes."""
    words = [word for word in _ANY_WORD.findall(sample) if len(word) > 2 and not word.isascii()]
    n_high = sum(all(byte > 127 for byte in word) for word in words)
    if not words or 0.2 * len(words) < n_high < 0.6 * len(words):
        return list(_CANDIDATES)
    is_latin = n_high <= 0.2 * len(words)
    return [codec for codec in _CANDIDATES if (codec in _LATIN) == is_latin]


def _n_odd_capitals(sample: bytes, codec: str) -> int:
    """Count capitals that follow a small letter, in tenths of the words: other encodings of a script swap them."""
    words = _WORD.findall(sample.decode(codec, "replace"))
    n_odd = sum(any(b.isupper() and a.islower() for a, b in pairwise(word)) for word in words)
    return 10 * n_odd // len(words) if words else 0
