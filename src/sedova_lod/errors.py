"""The tree of exceptions: what stops a run, said in one sentence with a hint.

    SedovaError
    ├── UsageError          the command or a setting is wrong            exit code 2
    ├── InputError          a file cannot be read or understood          exit code 2
    │   ├── ProjectError    several faults of sedova.toml
    │   ├── ProfileError    several faults of mapping queries
    │   ├── ShapesError     a faulty shapes file
    │   ├── TablesError     tables that cannot be read
    │   └── AddressesError  records whose addresses a site would mix up
    ├── OutputError         the result cannot be written                 exit code 2
    ├── MissingExtraError   an optional package is not installed         exit code 2
    └── ServiceError        a remote service failed                      exit code 3

Bad data is no exception: it is a `sedova_lod.findings.Finding`.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "AddressesError",
    "Fault",
    "InputError",
    "MissingExtraError",
    "OutputError",
    "ProfileError",
    "ProjectError",
    "SedovaError",
    "ServiceError",
    "ShapesError",
    "TablesError",
    "UsageError",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """Describe one fault in a file that people write for the tool.

    Args:
        where: The place: `sedova.toml:12`, `profiles/cidoc_crm/person.rq:14:3`.
        what: What is wrong, one clause without a full stop.
        hint: How to mend it; empty when the clause says it already.

    >>> print(Fault("sedova.toml:3", "unknown key 'titel'", "did you mean 'title'?"))
    sedova.toml:3: unknown key 'titel'
      hint: did you mean 'title'?
    """

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n  hint: {self.hint}" if self.hint else head


class SedovaError(Exception):
    r"""Stop a run for a reason that the user can act on.

    Args:
        what: What is wrong.
        where: The file, line or option concerned.
        hint: How to mend it.

    >>> str(SedovaError("no such file", where="people.csv", hint="check the name"))
    'people.csv: no such file\n  hint: check the name'
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str = "", hint: str = "") -> None:
        self.faults: tuple[Fault, ...] = (Fault(where, what, hint),)
        super().__init__(what)

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class UsageError(SedovaError):
    """Report a wrong command, option or setting."""


class InputError(SedovaError):
    """Report a file that cannot be read or understood."""


class _FaultyFileError(InputError):
    def __init__(self, faults: tuple[Fault, ...] | list[Fault]) -> None:
        SedovaError.__init__(self, faults[0].what)
        self.faults = tuple(faults)


class ProjectError(_FaultyFileError):
    """Report all faults of a project file at once.

    >>> print(ProjectError([Fault("sedova.toml:1", "no [dataset] section")]))
    sedova.toml:1: no [dataset] section
    """


class ProfileError(_FaultyFileError):
    """Report all faults of a mapping profile at once.

    >>> print(ProfileError([Fault("person.rq:1:1", "UNION is not supported")]))
    person.rq:1:1: UNION is not supported
    """


class ShapesError(_FaultyFileError):
    """Report all faults of a shapes file at once.

    >>> print(ShapesError([Fault("person.ttl:4", "a full stop is missing")]))
    person.ttl:4: a full stop is missing
    """


class TablesError(_FaultyFileError):
    """Report all tables that cannot be read at once.

    >>> print(TablesError([Fault("people.xlsx", "the workbook is damaged, or no workbook at all")]))
    people.xlsx: the workbook is damaged, or no workbook at all
    """


class AddressesError(_FaultyFileError):
    """Report all records whose address a site would give to something else.

    >>> print(AddressesError([Fault("person/a.html", "its address is also that of the page of person/a")]))
    person/a.html: its address is also that of the page of person/a
    """


class OutputError(SedovaError):
    """Report a result that cannot be written: a full disk, a missing right."""


class MissingExtraError(SedovaError):
    """Report an optional package that is needed but not installed.

    >>> print(MissingExtraError("Parquet files", "parquet"))
    Parquet files need a package that is not installed
      hint: pip install "sedova-lod[parquet]"
    """

    def __init__(self, purpose: str, extra: str) -> None:
        super().__init__(
            f"{purpose} need a package that is not installed",
            hint=f'pip install "sedova-lod[{extra}]"',
        )
        self.extra = extra


class ServiceError(SedovaError):
    """Report a remote service that failed or refused.

    Args:
        what: What is wrong.
        where: The service concerned.
        hint: What can be done.
        status: HTTP status; 0 if there was none.

    >>> print(ServiceError("Wikidata refused (HTTP 403)", hint="ask those who run it", status=403))
    Wikidata refused (HTTP 403)
      hint: ask those who run it
    """

    exit_code = 3

    def __init__(self, what: str, *, where: str = "", hint: str = "", status: int = 0) -> None:
        super().__init__(what, where=where, hint=hint)
        self.status = status
