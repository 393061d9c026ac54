"""The report of the FAIR check: what was looked at, what is missing, and the score."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

__all__ = ["FairReport", "FairResult", "fair_json", "fair_text"]

_MOST_SHOWN = 10


class FairResult(NamedTuple):
    """Tell how one criterion is met.

    Args:
        name: Name of the check: `license`.
        principle: The FAIR principle: `R1.1`.
        criteria: Criteria of F-UJI and FOOPS that ask for the same.
        title: What is asked.
        missing: What is missing, one line each with its place; none if the criterion is met.
        applies: Whether the folder has what the check looks at.

    >>> FairResult("license", "R1.1", ("FsF-R1.1-01M",), "a licence is named", ()).is_met
    True
    """

    name: str
    principle: str
    criteria: tuple[str, ...]
    title: str
    missing: tuple[str, ...]
    applies: bool = True

    @property
    def is_met(self) -> bool:
        """Say whether nothing is missing."""
        return self.applies and not self.missing


class FairReport(NamedTuple):
    """Hold the results of all checks.

    Args:
        folder: What was checked, as it was named.
        results: One for each criterion.
    """

    folder: str
    results: tuple[FairResult, ...]

    @property
    def n_met(self) -> int:
        """Count the criteria that are met."""
        return sum(result.is_met for result in self.results)

    @property
    def n_applied(self) -> int:
        """Count the criteria that apply."""
        return sum(result.applies for result in self.results)


def fair_text(report: FairReport) -> Iterator[str]:
    """Write the report for a terminal.

    >>> result = FairResult("license", "R1.1", ("FsF-R1.1-01M",), "a licence is named", ("index.html: no licence",))
    >>> print("".join(fair_text(FairReport("site", (result,)))), end="")
    site: 0 of 1 criteria met
      missing   R1.1  a licence is named [license; FsF-R1.1-01M]
        index.html: no licence
    """
    yield f"{report.folder}: {report.n_met} of {report.n_applied} criteria met\n"
    for result in report.results:
        said = "met" if result.is_met else "missing" if result.applies else "not here"
        yield f"  {said:8}  {result.principle:4}  {result.title} [{'; '.join((result.name, *result.criteria))}]\n"
        if not result.applies:
            continue
        yield from (f"    {line}\n" for line in result.missing[:_MOST_SHOWN])
        if len(result.missing) > _MOST_SHOWN:
            yield f"    and {len(result.missing) - _MOST_SHOWN:,} more\n".replace(",", " ")


def fair_json(report: FairReport) -> str:
    """Write the report as JSON, complete.

    >>> json.loads(fair_json(FairReport("site", ())))["score"]
    {'met': 0, 'of': 0, 'by_principle': {}}
    """
    content: dict[str, Any] = {
        "folder": report.folder,
        "score": {"met": report.n_met, "of": report.n_applied, "by_principle": _by_principle(report.results)},
        "results": [{**result._asdict(), "is_met": result.is_met} for result in report.results],
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def _by_principle(results: Iterable[FairResult]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for result in results:
        if result.applies:
            counts = found.setdefault(result.principle[:1], {"met": 0, "of": 0})
            counts["of"] += 1
            counts["met"] += result.is_met
    return found
