"""Retired identifiers: addresses that once named a record, and never name another one."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import NamedTuple

__all__ = ["RETIREMENT_COLUMNS", "Retirement", "retirements_from_csv", "retirements_to_csv"]

RETIREMENT_COLUMNS = ("id", "reason", "replaced_by", "date")
"""Columns of the table of retired identifiers."""


class Retirement(NamedTuple):
    """Tell what became of an identifier.

    Args:
        id: Kind and id of the record: `person/lev`.
        reason: Why it is no longer there.
        replaced_by: Records that stand for it now, as kind and id; none if it has no successor.
        date: Day on which it was retired, `2026-01-31`.

    >>> Retirement("person/lev", "a duplicate", ("person/lev-sedov",), "2026-01-31").iri("https://example.org/")
    'https://example.org/person/lev'
    """

    id: str
    reason: str
    replaced_by: tuple[str, ...]
    date: str

    def iri(self, base: str) -> str:
        """Give the retired address."""
        return base + self.id


def retirements_to_csv(retired: Iterable[Retirement]) -> str:
    """Write retirements as a table, ordered by id.

    >>> gone = Retirement("person/lev", "a duplicate", ("person/lev-sedov",), "2026-01-31")
    >>> print(retirements_to_csv([gone]), end="")
    id,reason,replaced_by,date
    person/lev,a duplicate,person/lev-sedov,2026-01-31
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(RETIREMENT_COLUMNS)
    writer.writerows((one.id, one.reason, ";".join(one.replaced_by), one.date) for one in sorted(retired))
    return stream.getvalue()


def retirements_from_csv(text: str) -> list[Retirement]:
    r"""Read a table that `retirements_to_csv` wrote; rows that it did not write are left out.

    >>> retirements_from_csv("id,reason,replaced_by,date\nperson/lev,gone,,2026-01-31\n")[0].replaced_by
    ()
    """
    rows = csv.reader(io.StringIO(text))
    if next(rows, None) != list(RETIREMENT_COLUMNS):
        return []
    whole = (row for row in rows if len(row) == len(RETIREMENT_COLUMNS))
    return [Retirement(key, reason, tuple(filter(None, by.split(";"))), day) for key, reason, by, day in whole]
