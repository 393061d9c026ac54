"""What a pass over all records writes, and what it keeps of the build before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from sedova_lod.engines import WorkSpec
from sedova_lod.findings import Finding
from sedova_lod.findings.pile import finding_from, finding_values
from sedova_lod.pipeline.across import ResultsAcross
from sedova_lod.pipeline.build_keys import BuildKeys
from sedova_lod.pipeline.earlier_build import EarlierBuild
from sedova_lod.pipeline.rebuilding import Needs, Rebuild
from sedova_lod.pipeline.record_writing import RecordWriter
from sedova_lod.pipeline.state_file import StateLostError, StateWriter
from sedova_lod.pipeline.state_values import result_from, result_values, tally_values
from sedova_lod.records import Group
from sedova_lod.serializers import STATE_FILE, DumpParts, OutputFile, OutputFolder, Tally

__all__ = ["PassFacts", "PassOutput"]

_MOST_CHANGED_IRIS = 50


@dataclass(slots=True)
class PassFacts:
    """Hold what a pass found across records, as a later build may keep it.

    Args:
        results: What rules and wide shapes report.
        history: What rules of history report.
        watched: Sum of the marks of the records that these look at.
        has_faulty: Whether records break shapes, so that their triples are in no dump.
        has_subclasses: Whether the data put classes below others: rules judge nodes of these too.
    """

    results: ResultsAcross = field(default_factory=lambda: ResultsAcross([], {}))
    history: Sequence[Finding] = ()
    watched: int = 0
    has_faulty: bool = False
    has_subclasses: bool = False


class PassOutput:
    """Take what a pass writes; a context manager.

    Args:
        spec: What is done with every batch.
        files: Dumps by format, open; none if nothing is written.
        parts: Dumps in parts by format, in their place.

    Attributes:
        writer: Takes the records.
        earlier: The build before, if something can be kept of it.
        lost: Why nothing can be kept of a build that was there; empty if something can, or there was none.
    """

    def __init__(
        self, spec: WorkSpec, files: Mapping[str, OutputFile], parts: Mapping[str, DumpParts] | None = None
    ) -> None:
        self._spec, self._files = spec, files
        self._stack = ExitStack()
        self._keys: BuildKeys | None = None
        self.earlier: EarlierBuild | None = None
        self.lost = ""
        self.writer = RecordWriter(files, None, parts=parts)

    def keep_state(self, folder: OutputFolder, keys: BuildKeys, *, is_fresh: bool) -> None:
        """Write a state file, and look for what can be kept.

        Args:
            folder: Takes the state file; the build before stands in it.
            keys: What this build depends on.
            is_fresh: Whether nothing is to be kept.
        """
        self._keys = keys
        if not is_fresh:
            try:
                self.earlier = self._stack.enter_context(
                    EarlierBuild(folder.target, keys, self._spec.formats, self._spec.context.base)
                )
                self.changed_iris()
            except FileNotFoundError:
                pass
            except (StateLostError, OSError) as error:
                self.earlier, self.lost = None, str(error)
        state = StateWriter(folder.create(STATE_FILE), len(self._files))
        self.writer = RecordWriter(self._files, state, self.earlier.dumps if self.earlier else None)

    def __enter__(self) -> PassOutput:
        return self

    def __exit__(self, *_: object) -> None:
        self.writer.close()
        self._stack.close()

    def changed_iris(self) -> tuple[bytes, ...]:
        """List the addresses whose class or kind has changed, as far as shapes know it of the records that name them.

        Raises:
            StateLostError: There are so many that it is quicker to judge all records anew.
        """
        if self.earlier is None or self._spec.shapes is None:
            return ()
        summary = self.earlier.state.summary
        own = self._spec.context.own_iris.values()
        pairs = (
            (summary["categories"], self._spec.categories),
            (dict.fromkeys(summary["own_iris"]), dict.fromkeys(own)),
        )
        changed = {iri for before, now in pairs for iri, _value in before.items() ^ now.items()}
        if len(changed) > _MOST_CHANGED_IRIS:
            raise StateLostError("many records are of another category than before")
        return tuple(iri.encode() for iri in sorted(changed))

    def rebuild(self, batch_records: int, watched_kinds: frozenset[str], *, has_rules: bool) -> Rebuild[Group] | None:
        """Begin to hold records against those of the build before; None if nothing can be kept of it."""
        if self.earlier is None or self._keys is None:
            return None
        needs = Needs(
            batch_records,
            watched_kinds,
            has_rules,
            None if self._spec.is_whole else self._spec.rule_terms,
            self.earlier.keys.findings == self._keys.findings,
            self.changed_iris(),
        )
        return Rebuild(self.earlier, self.writer, needs)

    def known_results(self) -> ResultsAcross | None:
        """Give what rules across records reported before; None if that was about records that are in no dump."""
        if self.earlier is None or self.earlier.state.summary["has_faulty"]:
            return None
        summary = self.earlier.state.summary
        users = {node: (user, prop) for node, (user, prop) in summary["users"].items()}
        return ResultsAcross([result_from(values) for values in summary["results"]], users)

    @property
    def had_subclasses(self) -> bool:
        """Say whether the data of the build before put classes below others."""
        return self.earlier is None or bool(self.earlier.state.summary["has_subclasses"])

    def known_history(self, watched: int) -> list[Finding] | None:
        """Give what rules of history reported before, if they would see the same now."""
        if self.earlier is None or self._keys is None or self.earlier.keys.history != self._keys.history:
            return None
        summary = self.earlier.state.summary
        return _findings(summary["history"]) if summary["watched"] == f"{watched:x}" else None

    def finish(self, tally: Tally, facts: PassFacts) -> None:
        """Write what holds for all records into the state file; all dumps are closed by now."""
        if self._keys is None:
            return
        summary: dict[str, Any] = {
            "categories": self._spec.categories,
            "formats": list(self._spec.formats),
            "has_faulty": facts.has_faulty,
            "has_subclasses": facts.has_subclasses,
            "history": [finding_values(finding) for finding in facts.history],
            "keys": list(self._keys),
            "own_iris": sorted(self._spec.context.own_iris.values()),
            "results": [result_values(result) for result in facts.results.results],
            "tally": tally_values(tally),
            "users": {node: list(user) for node, user in facts.results.users.items()},
            "watched": f"{facts.watched:x}",
        }
        self.writer.finish(summary)


def _findings(told: Iterable[Sequence[Any]]) -> list[Finding]:
    return [finding_from(values) for values in told]
