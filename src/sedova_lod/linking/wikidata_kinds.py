"""Kinds of record that items of Wikidata would be, by their classes and by the properties they have."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

__all__ = ["is_page_of_wikimedia", "kind_of_item"]

_CLASSES = {
    "person": ("Q5", "Q215627", "Q15632617", "Q3658341", "Q4271324", "Q20643955", "Q21070568"),
    "group": (
        "Q43229", "Q7278", "Q4830453", "Q783794", "Q6881511", "Q163740", "Q3918", "Q33506", "Q207694", "Q31855",
        "Q7075", "Q215380", "Q327333", "Q2659904", "Q176799", "Q49773", "Q245065", "Q79913", "Q48204", "Q8436",
        "Q13417114", "Q164950", "Q874405", "Q41710", "Q2085381", "Q1320047", "Q847017", "Q476028", "Q41487",
        "Q4671277", "Q4358176", "Q640506",
    ),
    "place": (
        "Q515", "Q6256", "Q3624078", "Q486972", "Q532", "Q3957", "Q1549591", "Q1637706", "Q23442", "Q8502", "Q4022",
        "Q23397", "Q35657", "Q82794", "Q123705", "Q41176", "Q16970", "Q7275", "Q3024240", "Q15284", "Q484170",
        "Q747074", "Q5119", "Q1093829", "Q7930989", "Q2221906", "Q618123", "Q79007", "Q39614", "Q16560", "Q23413",
        "Q40357", "Q57821", "Q34442", "Q174782", "Q2983893", "Q188509", "Q10864048", "Q56061", "Q165", "Q9430",
        "Q5107", "Q54050", "Q46831", "Q22698", "Q1248784", "Q55488", "Q811979", "Q13226383", "Q702492",
    ),
    "event": (
        "Q1190554", "Q1656682", "Q178561", "Q198", "Q10931", "Q8465", "Q3199915", "Q13418847", "Q45382", "Q2223653",
        "Q124757", "Q625994", "Q2020153", "Q40231", "Q273120", "Q49776", "Q464980",
    ),
    "work": (
        "Q571", "Q7725634", "Q47461344", "Q3331189", "Q13442814", "Q11032", "Q1002697", "Q41298", "Q5633421",
        "Q133492", "Q191067", "Q8261", "Q25379", "Q5185279", "Q49848", "Q87167", "Q386724", "Q11424", "Q36279",
        "Q4184", "Q1266946", "Q732577", "Q277759", "Q23622", "Q35760", "Q10870555", "Q49084",
    ),
    "object": (
        "Q3305213", "Q860861", "Q125191", "Q11060274", "Q93184", "Q838948", "Q220659", "Q18593264", "Q179700",
        "Q132137", "Q41207",
    ),
    "concept": (
        "Q28640", "Q4164871", "Q12737077", "Q151885", "Q34770", "Q47574", "Q294414", "Q214339", "Q7257", "Q189533",
        "Q216353", "Q968159", "Q483394", "Q188451", "Q11862829", "Q101352", "Q202444", "Q12308941", "Q11879590",
        "Q3409032",
    ),
}  # fmt: skip
_PAGES = frozenset((
    "Q4167410", "Q22808320", "Q4167836", "Q11266439", "Q13406463", "Q17362920", "Q14204246", "Q15184295",
))  # fmt: skip
_KINDS = {name: kind for kind, names in _CLASSES.items() for name in names}
_SIGNS = (
    ("person", frozenset(("P106", "P27", "P734", "P735"))),
    ("object", frozenset(("P186", "P217"))),
    ("work", frozenset(("P50", "P1476", "P407", "P577"))),
    ("place", frozenset(("P625", "P1566", "P1667"))),
    ("event", frozenset(("P585", "P710", "P1132"))),
    ("group", frozenset(("P112", "P159", "P576", "P740", "P1454"))),
    ("concept", frozenset(("P1014", "P279"))),
)


def kind_of_item(classes: tuple[str, ...], properties: AbstractSet[str]) -> str:
    """Tell which kind of record an item would be; empty if that cannot be told.

    Args:
        classes: QIDs of the classes that it is an instance of.
        properties: Properties that it has statements for.

    >>> kind_of_item(("Q5",), frozenset()), kind_of_item((), {"P625"}), kind_of_item((), frozenset())
    ('person', 'place', '')
    """
    for name in classes:
        if name in _KINDS:
            return _KINDS[name]
    return next((kind for kind, signs in _SIGNS if not signs.isdisjoint(properties)), "")


def is_page_of_wikimedia(classes: Iterable[str]) -> bool:
    """Tell whether an item stands for a page, not a thing: a disambiguation page, a category, a list.

    Args:
        classes: QIDs of the classes that it is an instance of.

    >>> is_page_of_wikimedia(["Q4167410"]), is_page_of_wikimedia(["Q5"])
    (True, False)
    """
    return not _PAGES.isdisjoint(classes)
