"""The links to Wikidata are decisions about records that exist."""

import re
from collections import Counter

_SUBJECT = re.compile(r"sedova:(\w+)/([a-z0-9-]+)")


def test_every_linked_record_exists_and_is_called_so(dataset, links):
    faults = []
    for link in links:
        kind, record_id = _SUBJECT.fullmatch(link["subject_id"]).groups()
        if record_id not in dataset.ids(kind) or dataset.record(kind, record_id)["name"] != link["subject_label"]:
            faults.append(link["subject_id"])
    assert faults == []


def test_every_object_is_an_item_of_wikidata(links):
    assert [link["object_id"] for link in links if not re.fullmatch(r"wd:Q[1-9][0-9]*", link["object_id"])] == []


def test_a_record_has_one_item_and_an_item_one_record(links):
    for column in ("subject_id", "object_id"):
        assert [value for value, n in Counter(link[column] for link in links).items() if n > 1] == []


def test_every_decision_says_who_when_and_how_sure(links):
    for link in links:
        assert link["author_label"]
        assert re.fullmatch(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}", link["mapping_date"])
        assert 0 < float(link["confidence"]) <= 1
        assert link["mapping_justification"] == "semapv:ManualMappingCuration"
