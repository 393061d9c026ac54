"""Typed literals that queries of users made of any text: those that their datatype does not have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sedova_lod.findings import Severity
from sedova_lod.mapping import BUILT_IN, CHECKED_DATATYPES, Mapping, is_lexical_form
from sedova_lod.serializers import MappedRecord
from sedova_lod.validation import Result

__all__ = ["ill_typed", "typed_predicates"]

_TYPED = re.compile(r'"(.*)"\^\^<([^<>]*)>', re.DOTALL)


def typed_predicates(mapping: Mapping, profiles: tuple[str, ...]) -> frozenset[str]:
    """List the predicates whose objects may be ill-typed: those to which a query itself gives a datatype.

    What records hold is typed by what read it; and tests hold the tool's own profiles to it.
    """
    if set(BUILT_IN).issuperset(profiles):
        return frozenset()
    made = CHECKED_DATATYPES.intersection(use.iri for use in mapping.constants())
    wanted = made | {"dated"} if made else made  # a query may choose between a date of the record and one of its own
    return frozenset(name for name, kinds in mapping.predicates().items() if kinds & wanted)


def ill_typed(record: MappedRecord, predicates: frozenset[str]) -> Iterator[Result]:
    """Report the objects of some predicates whose text is none of their datatype's."""
    for subject, statements in record.blocks:
        for predicate, objects in statements:
            for term in objects if predicate in predicates else ():
                found = _TYPED.fullmatch(term)
                if found and not is_lexical_form(found[1], found[2]):
                    name = found[2].replace("http://www.w3.org/2001/XMLSchema#", "xsd:")
                    plain = f"'{found[1]}' is no {name}, which the query makes of it"
                    yield Result(f"<{subject}>", predicate, term, "", Severity.ERROR, "", (), plain=plain)
