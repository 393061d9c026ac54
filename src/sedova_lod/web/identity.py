"""How we make ourselves known to a service: the program, and somebody who can be written to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib.metadata import version

from sedova_lod.errors import UsageError

__all__ = ["check_contact", "secret_in", "user_agent"]

_MAIL = re.compile(r"(mailto:)?[A-Za-z0-9.!#$%&*+/=?^_{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_PAGE = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+[A-Za-z0-9.!#$%&*+,/:;=?@_~-]*")
_HOME = "https://w3id.org/sedova-lod"
_HINT = "write --contact you@example.org, set SEDOVA_CONTACT, or contact under [dataset] in sedova.toml"


def secret_in(environment: Mapping[str, str], name: str) -> str:
    r"""Read a name, a password or a token from the environment; empty if it is not there.

    Line breaks around it, which come with secrets that are kept in files, are no part of it.

    >>> secret_in({"SEDOVA_TOKEN": "abc\n"}, "SEDOVA_TOKEN"), secret_in({}, "SEDOVA_TOKEN")
    ('abc', '')
    """
    return environment.get(name, "").strip("\r\n")


def check_contact(contact: str) -> str:
    """Check that somebody can be reached who answers for the requests.

    Services ask for it: they write to a person before they lock a program out.

    Args:
        contact: A mail address or the address of a page.

    Raises:
        UsageError: There is none, or it is neither.

    >>> check_contact(" mailto:archive@example.org ")
    'archive@example.org'
    >>> check_contact("me")
    Traceback (most recent call last):
    ...
    sedova_lod.errors.UsageError: --contact: 'me' is neither a mail address nor a web address
      hint: write --contact you@example.org, set SEDOVA_CONTACT, or contact under [dataset] in sedova.toml
    """
    text = contact.strip()
    if not text:
        what = "a service is asked only with the contact of whoever asks, and none is given"
        raise UsageError(what, hint=_HINT)
    if _MAIL.fullmatch(text) or _PAGE.fullmatch(text):
        return text.removeprefix("mailto:")
    raise UsageError(f"'{text}' is neither a mail address nor a web address", where="--contact", hint=_HINT)


def user_agent(contact: str) -> str:
    """Write the header `User-Agent`: program, version, home page, contact.

    Args:
        contact: A checked contact.

    >>> user_agent("archive@example.org").partition(" ")[2]
    '(https://w3id.org/sedova-lod; archive@example.org)'
    """
    return f"sedova-lod/{version('sedova-lod')} ({_HOME}; {contact})"
