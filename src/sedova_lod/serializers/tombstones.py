"""Tombstones: what is said in RDF of identifiers that are retired."""

from __future__ import annotations

from collections.abc import Iterable

from sedova_lod.records.retirement import Retirement
from sedova_lod.serializers.description_graph import DescriptionGraph
from sedova_lod.settings import Dataset

__all__ = ["describe_retired"]


def describe_retired(dataset: Dataset, retired: Iterable[Retirement]) -> bytes:
    r"""Write what became of retired identifiers, `retired.ttl`: why, since when, and what stands for them now.

    Args:
        dataset: What the project file says.
        retired: The retirements.

    >>> import datetime
    >>> dataset = Dataset("https://example.org/", {}, {}, (), "x:l", "1", datetime.date(2026, 1, 1))
    >>> gone = Retirement("person/lev", "a duplicate", ("person/lev-sedov",), "2026-01-31")
    >>> print(describe_retired(dataset, [gone]).decode().partition("\n\n")[2].rstrip())
    <https://example.org/person/lev> a prov:Entity ;
        dcterms:isReplacedBy <https://example.org/person/lev-sedov> ;
        rdfs:comment "a duplicate"@en ;
        owl:deprecated true ;
        prov:invalidatedAtTime "2026-01-31T00:00:00Z"^^xsd:dateTime ;
    .
    """
    graph = DescriptionGraph(dataset.base)
    for one in retired:
        iri = one.iri(dataset.base)
        graph.add_type(iri, "prov:Entity")
        graph.add_typed(iri, ("owl:deprecated",), "true", "xsd:boolean")
        graph.add_typed(iri, ("prov:invalidatedAtTime",), f"{one.date}T00:00:00Z", "xsd:dateTime")
        graph.add_text(iri, ("rdfs:comment",), one.reason, dataset.languages[0])
        for name in one.replaced_by:
            graph.add_link(iri, "dcterms:isReplacedBy", dataset.base + name)
    return graph.to_turtle()
