"""Languages of labels, descriptions and aliases: the codes that Wikidata has for them."""

from __future__ import annotations

import re

__all__ = ["term_language"]

_PLAIN = re.compile(r"[a-z]{2,3}")
_RENAMED = {"sr-cyrl": "sr-ec", "sr-latn": "sr-el", "nb": "nb", "no": "nb"}
_LONGER = frozenset(
    (
        "be-tarask", "crh-cyrl", "crh-latn", "de-at", "de-ch", "en-ca", "en-gb", "en-us", "gan-hans", "gan-hant",
        "hif-latn", "ike-cans", "ike-latn", "kk-arab", "kk-cyrl", "kk-latn", "ks-arab", "ks-deva", "ku-arab", "ku-latn",
        "pt-br", "shi-latn", "shi-tfng", "sr-ec", "sr-el", "tg-cyrl", "tg-latn", "tt-cyrl", "tt-latn", "ug-arab",
        "ug-latn", "uz-cyrl", "uz-latn", "zh-cn", "zh-hans", "zh-hant", "zh-hk", "zh-mo", "zh-my", "zh-sg", "zh-tw",
    )
)  # fmt: skip


def term_language(tag: str) -> str:
    """Give Wikidata's code for the language of a term; empty if it has none.

    A name in another script than that of its language has no place there: it is a transliteration.

    Args:
        tag: BCP 47 tag.

    >>> term_language("ru"), term_language("zh-Hans"), term_language("sr-Latn"), term_language("ru-Latn")
    ('ru', 'zh-hans', 'sr-el', '')
    """
    code = tag.lower()
    code = _RENAMED.get(code, code)
    return code if _PLAIN.fullmatch(code) or code in _LONGER else ""
