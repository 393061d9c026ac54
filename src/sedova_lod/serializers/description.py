"""The description of a data set: VoID, DCAT 3, schema.org and PROV in one Turtle file, with true counts."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from sedova_lod.namespaces import PREFIXES
from sedova_lod.records.fragments import slug
from sedova_lod.serializers.description_graph import DescriptionGraph
from sedova_lod.serializers.line_formats import build_iri, table_iri
from sedova_lod.serializers.manifest import content_type
from sedova_lod.serializers.tally import Tally
from sedova_lod.serializers.writing import WrittenFile
from sedova_lod.settings import Dataset
from sedova_lod.terms import encode_for_uri, iri_fault

__all__ = ["describe_dataset"]

_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_FORMATS = {
    "application/ld+json": ("JSON-LD", "JSON_LD"),
    "application/n-quads": ("N-Quads", "RDF_N_QUADS"),
    "application/n-triples": ("N-Triples", "RDF_N_TRIPLES"),
    "text/turtle": ("Turtle", "RDF_TURTLE"),
}
_LANGUAGES = "http://id.loc.gov/vocabulary/"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_OPEN = ("creativecommons.org/", "www.creativecommons.org/", "opendatacommons.org/", "www.opendatacommons.org/")


def describe_dataset(
    dataset: Dataset,
    tally: Tally,
    dumps: Iterable[WrittenFile],
    *,
    tables: Iterable[str] = (),
    tool_version: str = "",
    dumps_at: str = "",
) -> bytes:
    r"""Write the description of a data set, `void.ttl`.

    Nothing in it depends on the day, and no node of it is blank.

    Args:
        dataset: What the project file says.
        tally: What the data set holds.
        dumps: Files that hold all of it: each, or in parts.
        tables: Files that the records come from, as the project names them.
        tool_version: Version of sedova-lod that made the build; empty if it is not to be told.
        dumps_at: Address of the folder from which the files can be fetched; empty for the base of the data set.

    Source:
        VoID, https://www.w3.org/TR/void/; DCAT 3, https://www.w3.org/TR/vocab-dcat-3/; DCAT-AP 3.0.1,
        https://semiceu.github.io/DCAT-AP/releases/3.0.1/; PROV-O, https://www.w3.org/TR/prov-o/; what search engines
        ask for, https://developers.google.com/search/docs/appearance/structured-data/dataset

    >>> import datetime
    >>> day = datetime.date(2026, 1, 1)
    >>> dataset = Dataset("https://example.org/", {"en": "Letters"}, {"en": "..."}, ("A. Archivist",), "x:l", "1", day)
    >>> print(describe_dataset(dataset, Tally(), []).decode().split("\n\n")[1].splitlines()[0])
    <https://example.org/> a void:Dataset, dcat:Dataset, schema:Dataset, prov:Entity ;
    """
    graph = DescriptionGraph(dataset.base)
    graph.add_type("", "void:Dataset", "dcat:Dataset", "schema:Dataset")
    _describe_page(graph)
    _describe_texts(graph, dataset)
    _describe_rights(graph, dataset)
    _describe_makers(graph, dataset)
    _describe_build(graph, dataset, tables, tool_version)
    _describe_counts(graph, tally)
    _describe_partitions(graph, tally)
    _describe_links(graph, tally)
    for dump in dumps:
        _describe_dump(graph, dataset, dump, urljoin(dumps_at or graph.base, dump.name))
    return graph.to_turtle()


def _describe_page(graph: DescriptionGraph) -> None:
    page = urljoin(graph.base, "void.ttl")
    graph.add_type(
        page, "void:DatasetDescription"
    )  # a subclass of foaf:Document, which here is the document of a record
    graph.add_link(page, "foaf:primaryTopic", graph.base)
    graph.add_text("", ("dcterms:identifier", "schema:identifier"), graph.base)
    graph.add_link("", "schema:url", graph.base)


def _describe_texts(graph: DescriptionGraph, dataset: Dataset) -> None:
    for tag, text in dataset.title.items():
        graph.add_text("", ("dcterms:title", "schema:name"), text, tag)
    for tag, text in dataset.description.items():
        graph.add_text("", ("dcterms:description", "schema:description"), text, tag)
    for word in dataset.keywords:
        graph.add_text("", ("dcat:keyword", "schema:keywords"), word, dataset.languages[0])
    for tag in dataset.languages:
        graph.add_text("", ("schema:inLanguage",), tag)
        primary = tag.partition("-")[0].lower()
        if len(primary) in (2, 3):
            language = f"{_LANGUAGES}iso639-{len(primary) - 1}/{primary}"
            graph.add_link("", "dcterms:language", language)
            graph.add_type(language, "dcterms:LinguisticSystem")


def _describe_rights(graph: DescriptionGraph, dataset: Dataset) -> None:
    graph.add_link("", "dcterms:license", dataset.license)
    graph.add_link("", "schema:license", dataset.license)
    graph.add_type(dataset.license, "dcterms:LicenseDocument")
    if dataset.license.partition("://")[2].startswith(_OPEN):
        public = f"{_AUTHORITY}access-right/PUBLIC"
        graph.add_link("", "dcterms:accessRights", public)
        graph.add_type(public, "dcterms:RightsStatement")
        graph.add_typed("", ("schema:isAccessibleForFree",), "true", "xsd:boolean")
    graph.add_text("", ("dcat:version", "schema:version"), dataset.version)
    graph.add_typed("", ("dcterms:issued", "schema:datePublished"), str(dataset.issued), "xsd:date")
    if dataset.modified:
        graph.add_typed("", ("dcterms:modified", "schema:dateModified"), str(dataset.modified), "xsd:date")


def _describe_makers(graph: DescriptionGraph, dataset: Dataset) -> None:
    taken = {"sedova-lod"}
    for creator in dataset.creators:
        if "://" in creator and not iri_fault(creator):
            agent = creator
        else:
            name = slug(creator)
            name = encode_for_uri(creator) if name in taken or not name else name
            taken.add(name)
            agent = f"{graph.base}agent/{name}"
            graph.add_text(agent, ("rdfs:label", "foaf:name", "schema:name"), creator)
        kind = dataset.creator_type(creator)
        graph.add_type(agent, "foaf:Agent", *((f"foaf:{kind}", f"schema:{kind}") if kind else ()))
        graph.add_link("", "dcterms:creator", agent)
        graph.add_link("", "schema:creator", agent)
    if dataset.contact:
        contact = graph.part("contact")
        is_mail = dataset.contact.startswith("mailto:")
        graph.add_link("", "dcat:contactPoint", contact)
        graph.add_type(contact, "vcard:Kind")
        graph.add_link(contact, "vcard:hasEmail" if is_mail else "vcard:hasURL", dataset.contact)


def _describe_build(graph: DescriptionGraph, dataset: Dataset, tables: Iterable[str], tool_version: str) -> None:
    """Say how the data set came to be; the names are those of the provenance in `dataset.nq`."""
    build, tool = build_iri(graph.base, dataset.version), f"{graph.base}agent/sedova-lod"
    graph.add_type("", "prov:Entity")
    graph.add_link("", "prov:wasGeneratedBy", build)
    graph.add_type(build, "prov:Activity")
    graph.add_link(build, "prov:wasAssociatedWith", tool)
    graph.add_type(tool, "prov:SoftwareAgent")
    graph.add_text(tool, ("rdfs:label",), "sedova-lod")
    if tool_version:
        graph.add_text(tool, ("schema:softwareVersion",), tool_version)
    for table in tables:
        name = table_iri(graph.base, table)
        graph.add_link("", "prov:wasDerivedFrom", name)
        graph.add_link(build, "prov:used", name)
        graph.add_type(name, "prov:Entity")
        graph.add_text(name, ("rdfs:label",), table)


def _describe_counts(graph: DescriptionGraph, tally: Tally) -> None:
    graph.add_text("", ("void:uriSpace",), graph.base)
    graph.add_count("", "void:triples", tally.n_triples)
    graph.add_count("", "void:documents", sum(tally.records.values()))
    graph.add_count("", "void:entities", sum(tally.records.values()))
    graph.add_count("", "void:distinctSubjects", tally.n_subjects)
    graph.add_count("", "void:classes", len(tally.classes))
    graph.add_count("", "void:properties", len(tally.properties))
    for iri in tally.examples.values():
        graph.add_link("", "void:exampleResource", iri)


def _describe_partitions(graph: DescriptionGraph, tally: Tally) -> None:
    for kind, counts, count in (("class", tally.classes, "entities"), ("property", tally.properties, "triples")):
        for term, number in counts.items():
            partition = graph.part(f"{kind}-{graph.short_name(term)}")
            graph.add_link("", f"void:{kind}Partition", partition)
            graph.add_type(partition, "void:Dataset")
            graph.add_link(partition, f"void:{kind}", term)
            graph.add_count(partition, f"void:{count}", number)
            vocabulary = next((space for space in PREFIXES.values() if term.startswith(space)), "")
            if vocabulary:
                graph.add_link("", "void:vocabulary", vocabulary)


def _describe_links(graph: DescriptionGraph, tally: Tally) -> None:
    for (predicate, space), number in tally.links.items():
        name = graph.short_name(space)
        links, target = graph.part(f"links-{graph.short_name(predicate)}-{name}"), graph.part(f"target-{name}")
        graph.add_link("", "void:subset", links)
        graph.add_type(links, "void:Linkset")
        graph.add_link(links, "void:subjectsTarget", graph.base)
        graph.add_link(links, "void:objectsTarget", target)
        graph.add_link(links, "void:linkPredicate", predicate)
        graph.add_count(links, "void:triples", number)
        graph.add_type(target, "void:Dataset")
        graph.add_text(target, ("void:uriSpace",), space)


def _describe_dump(graph: DescriptionGraph, dataset: Dataset, dump: WrittenFile, address: str) -> None:
    media_type, compression = content_type(dump.name)
    node = graph.part(f"file-{dump.name}")
    graph.add_link("", "void:dataDump", address)
    graph.add_link("", "dcat:distribution", node)
    graph.add_link("", "schema:distribution", node)
    graph.add_type(node, "dcat:Distribution", "schema:DataDownload")
    graph.add_text(node, ("dcterms:title", "schema:name"), dump.name)
    if dump.note:
        graph.add_text(node, ("dcterms:description", "schema:description"), dump.note, "en")
    graph.add_link(node, "dcterms:license", dataset.license)
    graph.add_link(node, "schema:license", dataset.license)
    graph.add_link(node, "prov:wasGeneratedBy", build_iri(graph.base, dataset.version))
    for name in ("dcat:accessURL", "dcat:downloadURL", "schema:contentUrl"):
        graph.add_link(node, name, address)
    for name, value in (("dcat:mediaType", media_type), ("dcat:compressFormat", compression)):
        if value:
            graph.add_link(node, name, f"{_MEDIA_TYPES}{value}")
            graph.add_type(f"{_MEDIA_TYPES}{value}", "dcterms:MediaType")
    if media_type in _FORMATS:
        graph.add_link("", "void:feature", f"http://www.w3.org/ns/formats/{_FORMATS[media_type][0]}")
        file_type = f"{_AUTHORITY}file-type/{_FORMATS[media_type][1]}"
        graph.add_link(node, "dcterms:format", file_type)
        graph.add_type(file_type, "dcterms:MediaTypeOrExtent")
    graph.add_text(node, ("schema:encodingFormat",), compression or media_type)
    graph.add_typed(node, ("dcat:byteSize",), str(dump.size_bytes), "xsd:nonNegativeInteger")
    graph.add_text(node, ("schema:contentSize",), f"{dump.size_bytes} B")
    _describe_checksum(graph, node, dump)


def _describe_checksum(graph: DescriptionGraph, node: str, dump: WrittenFile) -> None:
    checksum, algorithm = graph.part(f"checksum-{dump.name}"), graph.expand("spdx:checksumAlgorithm_sha256")
    graph.add_link(node, "spdx:checksum", checksum)
    graph.add_type(checksum, "spdx:Checksum")
    graph.add_link(checksum, "spdx:algorithm", algorithm)
    graph.add_type(algorithm, "spdx:ChecksumAlgorithm")
    graph.add_typed(checksum, ("spdx:checksumValue",), dump.sha256, "xsd:hexBinary")
