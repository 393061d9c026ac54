"""The formats that there are: ours and those of plug-ins, through the same door."""

from __future__ import annotations

import difflib
from importlib.metadata import EntryPoint, entry_points

from sedova_lod.errors import UsageError
from sedova_lod.serializers.protocol import MakeSerializer, Serializer, SerializerSettings

__all__ = ["GROUP", "iter_formats", "open_serializer"]

GROUP = "sedova_lod.serializers"
_OURS = {
    name: EntryPoint(name, f"sedova_lod.serializers.{value}", GROUP)
    for name, value in (
        ("nt", "line_formats:NTriples"),
        ("nq", "line_formats:NQuads"),
        ("ttl", "turtle:Turtle"),
        ("jsonld", "jsonld:JsonLd"),
    )
}


def iter_formats() -> tuple[str, ...]:
    """List the names of all formats: ours first, then those of plug-ins by name.

    >>> iter_formats()[:4]
    ('nt', 'nq', 'ttl', 'jsonld')
    """
    return tuple(_doors())


def open_serializer(name: str, settings: SerializerSettings) -> Serializer:
    """Make the serializer of a format.

    Args:
        name: Name of the format.
        settings: What is known of the data set.

    Raises:
        UsageError: There is no such format.

    >>> open_serializer("ttl", SerializerSettings("https://example.org/")).media_type
    'text/turtle'
    """
    door = _OURS.get(name) or _doors().get(name)  # to look for plug-ins takes a while
    if door is None:
        known = iter_formats()
        near = difflib.get_close_matches(name, known, 1)
        hint = f"did you mean '{near[0]}'?" if near else f"formats are: {', '.join(known)}"
        raise UsageError(f"unknown format '{name}'", hint=hint)
    make: MakeSerializer = door.load()
    return make(settings)


def _doors() -> dict[str, EntryPoint]:
    """Collect the entry points; a plug-in cannot take the name of a format of ours."""
    found = {door.name: door for door in sorted(entry_points(group=GROUP), key=lambda door: door.name)}
    return {**_OURS, **{name: door for name, door in found.items() if name not in _OURS}}
