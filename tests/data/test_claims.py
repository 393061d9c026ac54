"""Claims say who says what, and contradictions hold both ways."""

import pytest

_VALUES = ("value", "value.text", "value.date")


def test_every_claim_has_exactly_one_value(dataset):
    faults = [r["id"] for r in dataset.rows["claim"] if sum(bool(r.get(name)) for name in _VALUES) != 1]
    assert faults == []


def test_every_claim_has_somebody_who_says_or_passes_it_on(dataset):
    assert [r["id"] for r in dataset.rows["claim"] if not (r.get("asserted_by") or r.get("reported_by"))] == []


def test_every_claim_says_how_sure_its_maker_is(dataset):
    assert [r["id"] for r in dataset.rows["claim"] if not r.get("certainty")] == []


def test_a_guarded_claim_is_not_certain(dataset):
    guarded = {"it is believed", "speculated", "believed", "he suspected", "might be", "quite unclear", "perhaps"}
    sure = {"certain", "stated"}
    assert [r["id"] for r in dataset.rows["claim"] if r.get("hedge") in guarded and r["certainty"] in sure] == []


def test_a_contradiction_is_written_at_both_claims(dataset):
    against = {
        r["id"]: {c.strip() for c in r.get("contradicts", "").split(";") if c.strip()} for r in dataset.rows["claim"]
    }
    one_sided = [f"{a} -> {b}" for a, others in against.items() for b in others if a not in against[b]]
    assert one_sided == []


def test_claims_of_one_subject_property_and_maker_differ_in_value(dataset):
    seen = {}
    for row in dataset.rows["claim"]:
        key = tuple(row.get(name) for name in ("subject", "property", "asserted_by", *_VALUES))
        assert key not in seen, f"{row['id']} repeats {seen[key]}"
        seen[key] = row["id"]


@pytest.mark.parametrize(
    ("subject", "least"),
    [
        ("person/lev-sedov#death", 4),
        ("event/first-meeting", 3),
        ("person/sergei-sedov", 4),
        ("event/resignation-from-the-fourth-international", 5),
        ("event/attack-of-20-august", 5),
    ],
)
def test_contested_matters_have_their_accounts(dataset, subject, least):
    assert sum(row["subject"] == subject for row in dataset.rows["claim"]) >= least


def test_ten_claims_tell_who_was_called_a_plant_in_1936(dataset):
    five = {f"person/{name}" for name in ("berman-yurin", "fritz-david", "emel-lurie", "n-d-lurie", "v-p-olberg")}
    makers = [r["asserted_by"] for r in dataset.rows["claim"] if r["subject"] in five and r["property"] == "agent-of"]
    assert sorted(makers) == ["group/article-narrator"] * 5 + ["lev-sedov"] * 5
