"""Reports as HTML pages that need nothing else: how they begin, and how text from tables stands in them."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from sedova_lod.reports.safe_text import shorten, to_xml, visible

__all__ = ["html_safe", "page_start"]

_MOST_SIGNS = 2000


def html_safe(text: str, most: int = _MOST_SIGNS) -> str:
    r"""Make a text safe for HTML; long ones are cut, and signs that hide or turn text are shown.

    >>> html_safe('<b>"'), html_safe("a\u202eb"), html_safe("Natalia", 3)
    ('&lt;b&gt;&quot;', 'a\\u202eb', 'Nat… (7 signs)')
    """
    return escape(to_xml(shorten(visible(text), most)))


def page_start(title: str, style: str, script: str = "") -> str:
    """Write a page up to the beginning of its body; a browser loads nothing for it, and runs this script alone.

    Args:
        title: Title, not yet safe.
        style: The style sheet.
        script: The script that will stand in the page, if any.

    >>> page_start("a & b", "").splitlines()[7:9]
    ['<title>a &amp; b</title>', '<style></style>']
    """
    scripts = f"script-src '{_digest(script)}'; " if script else ""
    policy = f"default-src 'none'; style-src '{_digest(style)}'; {scripts}base-uri 'none'"
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{html_safe(title)}</title>
<style>{style}</style>
</head>
<body>
"""


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
