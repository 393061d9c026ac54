"""N-Triples and N-Quads: one statement a line."""

from __future__ import annotations

from urllib.parse import quote

from sedova_lod.namespaces import PREFIXES
from sedova_lod.serializers.mapped_record import RDF_TYPE, MappedRecord
from sedova_lod.serializers.protocol import SerializerSettings
from sedova_lod.terms import encode_for_uri

__all__ = ["NQuads", "NTriples", "build_iri", "table_iri"]

_DCTERMS, _PROV, _FOAF, _XSD = (PREFIXES[name] for name in ("dcterms", "prov", "foaf", "xsd"))


class NTriples:
    r"""Write N-Triples, in the order of the blocks.

    Source:
        RDF 1.1 N-Triples, https://www.w3.org/TR/n-triples/

    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("x:p", ('"A"@en', '"B"')),))])
    >>> print(NTriples(SerializerSettings("x:")).record(record).decode(), end="")
    <x:a> <x:p> "A"@en .
    <x:a> <x:p> "B" .
    """

    suffix = ".nt"
    media_type = "application/n-triples"

    def __init__(self, settings: SerializerSettings) -> None:
        self.settings = settings

    def header(self) -> bytes:
        """Write nothing: every line stands for itself."""
        return b""

    def record(self, record: MappedRecord) -> bytes:
        """Write one record."""
        lines = [
            f"<{subject}> <{predicate}> {value} .\n"
            for subject, statements in record.blocks
            for predicate, objects in statements
            for value in objects
        ]
        return "".join(lines).encode()

    def footer(self) -> bytes:
        """Write nothing."""
        return b""


class NQuads:
    """Write N-Quads: a graph for each record, named by its document, and one graph `{base}provenance`.

    The provenance of a record follows its triples: what its document is about, under which licence, and from which
    tables it was made. Rows are not named: their numbers change when others are added or sorted anew. The header
    tells which activity and which tool made the documents.

    Source:
        RDF 1.1 N-Quads, https://www.w3.org/TR/n-quads/; PROV-O, https://www.w3.org/TR/prov-o/

    >>> record = MappedRecord("person", "a", "x:a", "x:a.ttl", [("x:a", (("x:p", ('"A"@en',)),))])
    >>> NQuads(SerializerSettings("x:")).record(record).splitlines()[0]
    b'<x:a> <x:p> "A"@en <x:a.ttl> .'
    """

    suffix = ".nq"
    media_type = "application/n-quads"

    def __init__(self, settings: SerializerSettings) -> None:
        self.settings = settings
        base = settings.base
        self._end = f" <{base}provenance> .\n"
        common = [(f"{_DCTERMS}isPartOf", f"<{base}>")]
        if settings.license:
            common.append((f"{_DCTERMS}license", f"<{settings.license}>"))
        if settings.modified:
            common.append((f"{_DCTERMS}modified", f'"{settings.modified}"^^<{_XSD}date>'))
        self._common = [f" <{predicate}> {value}{self._end}" for predicate, value in common]
        self._made_by = f" <{_PROV}wasGeneratedBy> <{build_iri(base, settings.version)}>{self._end}"
        self._types = [f" <{RDF_TYPE}> <{name}>{self._end}" for name in (f"{_PROV}Entity", f"{_FOAF}Document")]

    def header(self) -> bytes:
        """Write the provenance that all records share: the build, the tables it used, and the tool."""
        base, end = self.settings.base, self._end
        build, tool = f"<{build_iri(base, self.settings.version)}>", f"<{base}agent/sedova-lod>"
        lines = [
            f"{tool} <{RDF_TYPE}> <{_PROV}SoftwareAgent>{end}",
            f'{tool} <{PREFIXES["rdfs"]}label> "sedova-lod"{end}',
            f"{build} <{RDF_TYPE}> <{_PROV}Activity>{end}",
            *(f"{build} <{_PROV}used> <{table_iri(base, file)}>{end}" for file in sorted(set(self.settings.tables))),
            f"{build} <{_PROV}wasAssociatedWith> {tool}{end}",
        ]
        return "".join(lines).encode()

    def record(self, record: MappedRecord) -> bytes:
        """Write the triples of one record in its graph, and its provenance."""
        end = f" <{record.document}> .\n"
        lines = [
            f"<{subject}> <{predicate}> {value}{end}"
            for subject, statements in record.blocks
            for predicate, objects in statements
            for value in objects
        ]
        document = f"<{record.document}>"
        base = self.settings.base
        tables = [
            f" <{_PROV}wasDerivedFrom> <{table_iri(base, *table)}>{self._end}"
            for table in dict.fromkeys(record.sources)
        ]
        topic = f" <{_FOAF}primaryTopic> <{record.iri}>{self._end}"
        lines += [document + rest for rest in (*self._types, *self._common, *tables, self._made_by, topic)]
        return "".join(lines).encode()

    def footer(self) -> bytes:
        """Write nothing."""
        return b""


def table_iri(base: str, file: str, sheet: str = "") -> str:
    """Name a table of the user by the file, and the sheet of it, that it stands in.

    >>> table_iri("https://example.org/", "records/people of Romny.csv")
    'https://example.org/table/records/people%20of%20Romny.csv'
    >>> table_iri("https://example.org/", "people.xlsx", "Sheet 1")
    'https://example.org/table/people.xlsx#sheet=Sheet%201'
    """
    fragment = f"#sheet={encode_for_uri(sheet)}" if sheet else ""
    return f"{base}table/{quote(file, safe='/-_.~')}{fragment}"


def build_iri(base: str, version: str) -> str:
    """Name the activity that made the documents of one version of the data set.

    >>> build_iri("https://example.org/", "1.0"), build_iri("https://example.org/", "")
    ('https://example.org/build/1.0', 'https://example.org/build')
    """
    return f"{base}build/{encode_for_uri(version)}" if version else f"{base}build"
