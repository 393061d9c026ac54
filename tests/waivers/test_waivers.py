"""A waived finding stays visible and fails nothing; a waiver that cannot hold, or is not needed, is told."""

import datetime
import json

import pytest

VISIT = 'act-after-death,event/visit,,"The diary says so, and so does the gate book",A. Archivist,'
OLD = "long-life,person/old,,seen in the register,A. Archivist,"


def told(result):
    return [f"{f.severity.label}: {f}" for f in result.findings]


def codes(result):
    return [(f.code, bool(f.waiver)) for f in result.findings]


def test_without_waivers_an_act_after_death_stops_the_build(build, project):
    result = build()
    assert result.has_failed
    assert codes(result) == [("act-after-death", False), ("long-life", False)]
    assert not (project / "dist").exists()


def test_a_waived_error_builds_the_record_and_stays_visible(build, project):
    result = build(VISIT)
    assert not result.has_failed
    assert result.n_records["event"] == 1
    assert told(result)[0] == (
        "error: events.csv:2 column C 'date': event/visit: it began on 1938-03-01 or later, after the death of "
        "person/lev, who did it (1938-02-16 at the latest) [act-after-death]\n"
        "  waived: The diary says so, and so does the gate book (A. Archivist)"
    )


def test_the_reason_stands_in_the_findings_of_the_data_set(build, project):
    build(VISIT, OLD)
    found = json.loads((project / "dist" / "findings.json").read_text())
    assert [one["waiver"] for one in found["findings"]] == [
        "The diary says so, and so does the gate book (A. Archivist)",
        "seen in the register (A. Archivist)",
    ]


def test_keep_going_rejects_no_record_whose_errors_are_waived(build, project):
    assert build(VISIT, keep_going=True).n_rejected == 0


def test_a_waiver_of_one_field_leaves_the_others(build):
    assert build(VISIT.replace(",,", ",date,", 1)).has_failed is False
    other = build(VISIT.replace(",,", ",actors,", 1))
    assert other.has_failed
    assert ("unused-waiver", False) not in codes(other)  # its record was set aside and not checked to the end


def test_an_unused_waiver_is_a_warning_at_its_row(build):
    result = build(VISIT, OLD, "long-life,person/lev,born,no,A. Archivist,")
    assert told(result)[-1] == (
        "warning: waivers.csv:4 column A 'code': nothing is waived: there is no finding long-life of person/lev, "
        "field 'born' [unused-waiver]\n  hint: delete the row, or correct it"
    )


def test_an_expired_waiver_waives_nothing_and_is_told_by_the_day_of_the_data_set(build):
    result = build(f"{VISIT}2026-11-22")
    assert result.has_failed
    assert told(result)[-1] == (
        "warning: waivers.csv:2 column F 'until': the waiver of act-after-death of event/visit held until 2026-11-22 "
        "[expired-waiver]\n  hint: mend the record, or set a later day in 'until'"
    )


def test_the_last_day_still_counts(build):
    assert not build(f"{VISIT}2026-11-23").has_failed


def test_another_day_may_be_given(build):
    assert build(f"{VISIT}2027-01-01", today=datetime.date(2027, 1, 2)).has_failed


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("long-life,person/old,,,A. Archivist,",
         "waivers.csv:2 column D 'reason': the waiver of long-life has no 'reason' [bad-waiver]\n"
         "  hint: say why it is accepted"),
        ("long-life,person/old,,seen,,",
         "waivers.csv:2 column E 'who': the waiver of long-life has no 'who' [bad-waiver]\n  hint: name who decided"),
        ("long-live,person/old,,seen,A. Archivist,",
         "waivers.csv:2 column A 'code': there is no finding code 'long-live' [bad-waiver]\n"
         "  hint: did you mean 'long-life'?"),
        ("missing-id,person/old,,seen,A. Archivist,",
         "waivers.csv:2 column A 'code': findings of the code 'missing-id' cannot be waived [bad-waiver]\n"
         "  hint: mend the table: a record that cannot be read cannot be accepted"),
        ("long-life,old,,seen,A. Archivist,",
         "waivers.csv:2 column B 'record': 'old' names no record [bad-waiver]\n"
         "  hint: write kind/id, such as person/lev-sedov, as findings do"),
        ("long-life,person/old,,seen,A. Archivist,soon",
         "waivers.csv:2 column F 'until': 'soon' is no day [bad-waiver]\n  hint: write it like 2027-01-31"),
    ],
)  # fmt: skip
def test_a_waiver_that_cannot_hold_is_an_error(build, row, message):
    result = build(row)
    assert result.has_failed
    assert f"error: {message}" in told(result)


def test_a_table_without_a_needed_column_is_an_error(build):
    result = build("long-life,person/old,seen", header="code,record,reason\n")
    assert "error: waivers.csv:1: the table of waivers has no column 'who' [bad-waiver]\n  hint: add it" in told(result)


def test_another_file_may_hold_the_waivers(build, project):
    settings = project / "sedova.toml"
    settings.write_text('[waivers]\nfile = "accepted.csv"\n\n' + settings.read_text())
    (project / "accepted.csv").write_text(f"code,record,field,reason,who,until\n{VISIT}\n")
    assert not build().has_failed
