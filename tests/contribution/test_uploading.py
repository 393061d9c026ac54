"""Uploading to a Wikibase over a real socket: nothing twice, nothing unseen, every edit in the ledger with its row."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from sedova_lod.contribution import ApiError, Credentials, Ledger, Manners, Unanswered, UndoReport, WikibaseApi
from sedova_lod.errors import InputError, OutputError, ServiceError, UsageError
from sedova_lod.pipeline.proposing import ProposeOptions, propose_statements
from sedova_lod.pipeline.uploading import UploadOptions, undo_edits, upload_edits
from sedova_lod.settings import load_project
from sedova_lod.web import Limits, Surroundings, WebClient
from tests.contribution.conftest import WORKS, unseen
from tests.contribution.fake_wikibase import HangUp, Refusal, Wikibase, serve_wikibase

NOON = datetime.datetime(2026, 1, 31, 12, 0, tzinfo=datetime.UTC)
PEOPLE = (
    "id,name,name.alias,wikidata,born,born.source,died,died.source,source\n"
    "anna,Anna,Anya,Q1,1882-04-17,letters,,,letters\n"
    "boris,Boris,,Q2,1879,letters,1940-08-21,letters,letters\n"
)
USER = Credentials("Sedova@upload", "secret")


@dataclass
class Bench:
    """Hold a project, a Wikibase and a clock that goes on only when somebody sleeps."""

    root: Path
    wikibase: Wikibase
    seconds: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def around(self) -> Surroundings:
        return Surroundings(
            clock=lambda: self.seconds,
            sleep=self._sleep,
            chance=lambda: 0.0,
            now=lambda: NOON + datetime.timedelta(seconds=self.seconds),
        )

    def _sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.seconds += seconds

    def api(self, *, is_bot: bool = False, credentials: Credentials | None = USER) -> WikibaseApi:
        client = WebClient(
            "the Wikibase", "archive@example.org", limits=Limits(read_s=2, answer_s=5), surroundings=self.around()
        )
        api = WikibaseApi(client, self.wikibase.url, Manners(is_bot, 5, "from Letters"))
        if credentials is not None:
            api.log_in(credentials)
        return api

    def ledger(self) -> Ledger:
        return Ledger(self.root / "contribution.jsonl", self.wikibase.url, self.around().now)

    def upload(self, new: tuple[str, ...] = (), **options: Any) -> list[str]:
        """Propose and send; give one line for each edit."""
        api, ledger = self.api(), self.ledger()
        run = propose_statements(load_project(self.root), api, unseen(), ProposeOptions(new, ledger.created()))
        wanted = UploadOptions(**{"per_minute": 60.0, **options})
        return [self._line(one) for one in upload_edits(run, api, ledger, wanted, self.around())]

    @staticmethod
    def _line(one: Any) -> str:
        name = " ".join(filter(None, (one.item, one.record)))
        return f"{name}: {one.state.value}" + (f" ({one.told})" if one.told else "")

    def undo(self) -> list[UndoReport]:
        return list(undo_edits(self.api(), self.ledger(), UploadOptions(per_minute=60.0), self.around()))

    def events(self) -> list[str]:
        lines = (self.root / "contribution.jsonl").read_text(encoding="utf-8").splitlines()
        return [f"{event['edit']} {event['event']}" for event in map(json.loads, lines)]


@pytest.fixture
def bench(make_project: Callable[..., Path]) -> Iterator[Bench]:
    root = make_project(person=PEOPLE, work=WORKS)
    with serve_wikibase(Wikibase()) as wikibase:
        wikibase.add("Q1")
        wikibase.add("Q2")
        yield Bench(root, wikibase)


def values(wikibase: Wikibase, qid: str) -> dict[str, list[Any]]:
    claims = wikibase.items[qid]["claims"]
    return {pid: [claim["mainsnak"]["datavalue"]["value"] for claim in group] for pid, group in claims.items()}


def test_what_is_proposed_is_there_afterwards(bench: Bench) -> None:
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]
    anna = bench.wikibase.items["Q1"]
    assert anna["labels"] == {"en": {"language": "en", "value": "Anna"}}
    assert anna["aliases"] == {"en": [{"language": "en", "value": "Anya"}]}
    assert values(bench.wikibase, "Q1")["P569"][0]["time"] == "+1882-04-17T00:00:00Z"
    reference = anna["claims"]["P569"][0]["references"][0]
    assert reference["snaks"]["P248"][0]["datavalue"]["value"]["id"] == "Q900"
    assert sorted(values(bench.wikibase, "Q2")) == ["P569", "P570"]


def test_edits_carry_summary_lag_and_assertion(bench: Bench) -> None:
    bench.upload()
    sent = bench.wikibase.edits[0]
    assert {name: sent[name] for name in ("summary", "maxlag", "assert", "baserevid")} == {
        "summary": "from Letters", "maxlag": "5", "assert": "user", "baserevid": "101",
    }  # fmt: skip
    assert "bot" not in sent


def test_a_second_run_sends_nothing(bench: Bench) -> None:
    bench.upload()
    n_edits = len(bench.wikibase.edits)
    assert bench.upload() == []
    assert len(bench.wikibase.edits) == n_edits


def test_what_others_added_meanwhile_is_not_sent_again(bench: Bench) -> None:
    api, ledger = bench.api(), bench.ledger()
    run = propose_statements(load_project(bench.root), api, unseen())
    other = Bench(bench.root, bench.wikibase)
    other.upload()
    n_edits = len(bench.wikibase.edits)
    reports = list(upload_edits(run, api, ledger, UploadOptions(per_minute=60.0), bench.around()))
    assert [one.state.value for one in reports] == ["already there", "already there"]
    assert len(bench.wikibase.edits) == n_edits


def test_what_contradicts_by_now_is_not_sent(bench: Bench) -> None:
    api, ledger = bench.api(), bench.ledger()
    run = propose_statements(load_project(bench.root), api, unseen())
    time = {"time": "+1884-00-00T00:00:00Z", "precision": 9, "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}
    snak = {"snaktype": "value", "property": "P569", "datavalue": {"type": "time", "value": time}}
    anna = {"language": "en", "value": "Anna"}
    anya = {"language": "en", "value": "Anya"}
    bench.wikibase.add("Q1", claims={"P569": [{"mainsnak": snak}]}, labels={"en": anna}, aliases={"en": [anya]})
    first = next(upload_edits(run, api, ledger, UploadOptions(per_minute=60.0), bench.around()))
    assert (first.state.value, first.told) == ("changed meanwhile", "the item has 1884")


def test_only_a_reference_is_added_to_what_is_there(bench: Bench) -> None:
    snak = {"snaktype": "value", "property": "P569", "datavalue": {"type": "time", "value": {
        "time": "+1879-00-00T00:00:00Z", "timezone": 0, "before": 0, "after": 0, "precision": 9,
        "calendarmodel": "http://www.wikidata.org/entity/Q1985727"}}}  # fmt: skip
    qualifier = {
        "P1545": [{"snaktype": "value", "property": "P1545", "datavalue": {"type": "string", "value": "kept"}}]
    }
    bench.wikibase.add("Q2", claims={"P569": [{"mainsnak": snak, "qualifiers": qualifier, "type": "statement"}]})
    bench.upload()
    (claim,) = bench.wikibase.items["Q2"]["claims"]["P569"]
    assert (claim["id"], claim["qualifiers"], len(claim["references"])) == ("Q2$old-0", qualifier, 1)


def test_the_ledger_keeps_rows_keys_and_what_was_made(bench: Bench) -> None:
    bench.upload()
    assert bench.events() == ["1 sent", "1 saved", "2 sent", "2 saved"]
    sent, saved, *_ = map(json.loads, (bench.root / "contribution.jsonl").read_text(encoding="utf-8").splitlines())
    assert (sent["item"], sent["record"], sent["at"]) == ("Q1", "person/anna", "2026-01-31T12:00:00+00:00")
    assert sent["rows"] == [
        "person.csv:2 column B 'name'", "person.csv:2 column C 'name.alias'", "person.csv:2 column E 'born'",
    ]  # fmt: skip
    assert len(sent["keys"]) == 3
    assert saved["made"]["terms"] == [["label", "en", "Anna"], ["alias", "en", "Anya"]]
    assert saved["made"]["statements"] == [bench.wikibase.items["Q1"]["claims"]["P569"][0]["id"]]


def test_edits_keep_their_distance(bench: Bench) -> None:
    bench.upload(per_minute=20.0)
    assert bench.pauses == [3.0]


def test_a_limit_stops_early_and_the_next_run_goes_on(bench: Bench) -> None:
    assert bench.upload(most_edits=1) == ["Q1 person/anna: saved"]
    assert bench.upload() == ["Q2 person/boris: saved"]


def test_lag_is_waited_for(bench: Bench) -> None:
    lag = Refusal("maxlag", "Waiting for db1: 7 seconds lagged.", Retry_After="9")
    bench.wikibase.trouble = [lag, Refusal("ratelimited", "You've exceeded your rate limit."), None]
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]
    assert bench.pauses[0] == 9.0
    assert len(bench.wikibase.edits) == 2


def test_lag_that_does_not_end_stops_the_run_and_the_next_goes_on(bench: Bench) -> None:
    bench.wikibase.trouble = [Refusal("maxlag", "Waiting for db1: 7 seconds lagged.") for _ in range(10)]
    with pytest.raises(ServiceError) as failed:
        bench.upload()
    assert "maxlag: Waiting for db1: 7 seconds lagged." in str(failed.value)
    bench.wikibase.trouble = []
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]


def test_a_token_that_has_run_out_is_renewed(bench: Bench) -> None:
    def expire(wikibase: Wikibase) -> None:
        wikibase.token = "csrf-2+\\"

    bench.wikibase.before_edit = expire
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]


def test_a_session_that_has_run_out_is_renewed(bench: Bench) -> None:
    def expire(wikibase: Wikibase) -> None:
        wikibase.sessions.clear()

    bench.wikibase.before_edit = expire
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]


def test_an_edit_conflict_is_settled_by_looking_again(bench: Bench) -> None:
    def meanwhile(wikibase: Wikibase) -> None:
        wikibase.add("Q1", descriptions={"en": {"language": "en", "value": "a letter-writer"}})

    bench.wikibase.before_edit = meanwhile
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]
    assert bench.wikibase.items["Q1"]["descriptions"]["en"]["value"] == "a letter-writer"
    assert bench.events() == ["1 sent", "1 refused", "2 sent", "2 saved", "3 sent", "3 saved"]


def test_a_refusal_is_told_in_the_words_of_the_wikibase_and_the_next_edit_is_made(bench: Bench) -> None:
    text = "This action has been automatically identified as harmful, and therefore disallowed."
    bench.wikibase.trouble = [Refusal("abusefilter-disallowed", text)]
    assert bench.upload() == [
        f"Q1 person/anna: refused ({text} [abusefilter-disallowed])",
        "Q2 person/boris: saved",
    ]
    lines = (bench.root / "contribution.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[1])["info"] == text


def test_a_user_who_is_blocked_stops_at_once(bench: Bench) -> None:
    bench.wikibase.trouble = [Refusal("blocked", "You have been blocked from editing.")]
    with pytest.raises(ApiError) as failed:
        bench.upload()
    assert str(failed.value) == "the Wikibase refused the edit: You have been blocked from editing. [blocked]"
    assert (bench.wikibase.edits, bench.events()) == ([], ["1 sent", "1 refused"])


def test_an_edit_whose_answer_is_lost_is_not_made_twice(bench: Bench) -> None:
    bench.wikibase.lose_answers = 1
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]
    assert len(bench.wikibase.edits) == 2
    (edit, _) = bench.ledger().saved()
    assert edit.made.statements == (bench.wikibase.items["Q1"]["claims"]["P569"][0]["id"],)


def test_an_edit_that_was_lost_on_its_way_is_sent_once_more(bench: Bench) -> None:
    bench.wikibase.trouble = [HangUp()]
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]
    assert bench.events()[:4] == ["1 sent", "1 refused", "2 sent", "2 saved"]


def test_an_edit_that_is_lost_again_and_again_stops_the_run(bench: Bench) -> None:
    bench.wikibase.trouble = [HangUp(), HangUp()]
    with pytest.raises(ServiceError) as failed:
        bench.upload()
    assert str(failed.value).startswith("the Wikibase failed (the connection broke off)")
    assert bench.upload() == ["Q1 person/anna: saved", "Q2 person/boris: saved"]


def test_an_item_that_vanishes_or_is_merged_is_told(bench: Bench) -> None:
    api, ledger = bench.api(), bench.ledger()
    run = propose_statements(load_project(bench.root), api, unseen())
    del bench.wikibase.items["Q1"]
    bench.wikibase.add("Q3")
    bench.wikibase.items["Q2"] = {"redirect": "Q3"}
    reports = upload_edits(run, api, ledger, UploadOptions(per_minute=60.0), bench.around())
    assert [one.told for one in reports] == ["the item is not there", "the item was merged into Q3"]


def test_a_merged_item_proposes_nothing(bench: Bench) -> None:
    bench.wikibase.add("Q3")
    bench.wikibase.items["Q2"] = {"redirect": "Q3"}
    run = propose_statements(load_project(bench.root), bench.api(), unseen())
    assert {one.reason for one in run.report.withheld if one.record == "person/boris"} == {
        "its item was merged into Q3: correct the link"
    }


NEW = "id,name,wikidata,born,born.source\nolga,Olga Greber,,1909,letters\n"


def test_a_new_item_is_made_once(bench: Bench) -> None:
    (bench.root / "person.csv").write_text(NEW, encoding="utf-8")
    assert bench.upload(("person",)) == ["Q1002 person/olga: saved"]
    made = bench.wikibase.items["Q1002"]
    assert made["labels"]["en"]["value"] == "Olga Greber"
    assert sorted(made["claims"]) == ["P31", "P569"]
    assert bench.upload(("person",)) == []
    assert bench.ledger().created() == {"person/olga": "Q1002"}


def test_a_new_item_whose_answer_is_lost_is_not_made_again(bench: Bench) -> None:
    (bench.root / "person.csv").write_text(NEW, encoding="utf-8")
    bench.wikibase.lose_answers = 1
    with pytest.raises(ServiceError):
        bench.upload(("person",))
    assert bench.upload(("person",)) == [
        "person/olga: no answer (an item was sent for it before, and no answer came: see line 1 of contribution.jsonl)"
    ]
    assert len(bench.wikibase.edits) == 1


def test_two_runs_at_once_make_no_item_twice(bench: Bench) -> None:
    """The second run has read the ledger before the first one writes to it."""
    api, ledger = bench.api(), bench.ledger()
    (bench.root / "person.csv").write_text("id,name,born,born.source,source\nolga,Olga,1909,letters,letters\n")
    run = propose_statements(load_project(bench.root), api, unseen(), ProposeOptions(("person",), ledger.created()))
    assert [line.partition(":")[2] for line in bench.upload(("person",))] == [" saved"]
    with pytest.raises(OutputError) as refused:
        list(upload_edits(run, api, ledger, UploadOptions(per_minute=60.0), bench.around()))
    assert str(refused.value) == (
        f"{bench.root / 'contribution.jsonl'}: another run has written to this ledger meanwhile\n"
        "  hint: wait until it has ended, and run the same command again; nothing more was sent"
    )
    assert len(bench.wikibase.edits) == 1
    assert bench.upload(("person",)) == []


def test_what_was_sent_without_an_answer_is_known(bench: Bench) -> None:
    bench.upload()
    lines = (bench.root / "contribution.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
    assert bench.ledger().unanswered() == []
    (bench.root / "contribution.jsonl").write_text("".join(lines[:3]), encoding="utf-8")  # as if killed
    assert bench.ledger().unanswered() == [Unanswered(3, "person/boris", "Q2", 102)]


def test_a_new_item_that_is_refused_can_be_tried_again(bench: Bench) -> None:
    (bench.root / "person.csv").write_text(NEW, encoding="utf-8")
    bench.wikibase.trouble = [Refusal("modification-failed", "Item already has label.")]
    assert bench.upload(("person",)) == ["person/olga: refused (Item already has label. [modification-failed])"]
    assert bench.upload(("person",)) == ["Q1002 person/olga: saved"]


def test_a_blocked_user_makes_no_item(bench: Bench) -> None:
    (bench.root / "person.csv").write_text(NEW, encoding="utf-8")
    bench.wikibase.trouble = [Refusal("blocked", "You have been blocked from editing.")]
    with pytest.raises(ApiError):
        bench.upload(("person",))
    assert bench.ledger().unsettled() == {}


def test_an_item_that_others_change_each_time_is_given_up(bench: Bench) -> None:
    conflict = Refusal("editconflict", "Edit conflict.")
    bench.wikibase.trouble = [conflict, conflict, conflict, None]
    assert bench.upload() == [
        "Q1 person/anna: refused (the item was changed by others each time we tried)",
        "Q2 person/boris: saved",
    ]


def test_undo_tells_what_was_refused_and_goes_on(bench: Bench) -> None:
    bench.upload()
    bench.wikibase.trouble = [Refusal("abusefilter-disallowed", "No removals.")]
    assert [one.told for one in bench.undo()] == ["No removals. [abusefilter-disallowed]", ""]
    assert [one.item for one in bench.ledger().saved()] == ["Q2"]


def test_undo_stops_for_a_blocked_user(bench: Bench) -> None:
    bench.upload()
    bench.wikibase.trouble = [Refusal("blocked", "You have been blocked from editing.")]
    with pytest.raises(ApiError):
        bench.undo()


def test_undo_passes_over_an_item_that_is_gone(bench: Bench) -> None:
    bench.upload(most_edits=1)
    del bench.wikibase.items["Q1"]
    assert [one.told for one in bench.undo()] == ["the item is not there any more"]


def test_a_ledger_that_cannot_be_written_stops_before_anything_is_sent(bench: Bench) -> None:
    (bench.root / "contribution.jsonl").mkdir()
    with pytest.raises(InputError) as caught:
        bench.upload()
    assert str(caught.value) == f"{bench.root}/contribution.jsonl: the ledger cannot be read: Is a directory"
    assert bench.wikibase.edits == []


def test_undo_takes_back_what_was_made_and_nothing_else(bench: Bench) -> None:
    before = json.dumps([bench.wikibase.items[qid]["claims"] for qid in ("Q1", "Q2")])
    bench.upload()
    bench.wikibase.items["Q2"]["labels"]["ru"] = {"language": "ru", "value": "Борис"}
    reports = bench.undo()
    assert [(one.edit.item, one.n_statements, one.n_references, one.n_terms, one.told) for one in reports] == [
        ("Q2", 2, 0, 1, ""),
        ("Q1", 1, 0, 2, ""),
    ]
    after = [{p: g for p, g in bench.wikibase.items[q]["claims"].items() if g} for q in ("Q1", "Q2")]
    assert json.dumps(after) == before
    assert bench.wikibase.items["Q2"]["labels"] == {"ru": {"language": "ru", "value": "Борис"}}
    assert (bench.undo(), bench.ledger().saved()) == ([], [])


def test_undo_leaves_what_others_have_changed(bench: Bench) -> None:
    bench.upload()
    bench.wikibase.items["Q1"]["labels"]["en"]["value"] = "Anna of Romny"
    bench.wikibase.items["Q1"]["claims"]["P569"] = []
    reports = bench.undo()
    assert (reports[1].n_statements, reports[1].n_terms) == (0, 1)
    assert bench.wikibase.items["Q1"]["labels"]["en"]["value"] == "Anna of Romny"


@pytest.mark.slow
def test_undo_takes_a_reference_from_a_statement_that_stays(bench: Bench) -> None:
    bench.upload()
    bench.undo()
    bench.upload()
    (bench.root / "person.csv").write_text(PEOPLE.replace("1879,letters", "1879,letters;notes"), encoding="utf-8")
    bench.upload()
    last = bench.ledger().saved()[-1]
    assert [len(hashes) for hashes in last.made.references.values()] == [1]
    reports = bench.undo()
    assert (reports[0].n_statements, reports[0].n_references) == (0, 1)


def test_undo_cannot_delete_an_item(bench: Bench) -> None:
    (bench.root / "person.csv").write_text(NEW, encoding="utf-8")
    bench.upload(("person",))
    (report,) = bench.undo()
    assert report.told == "the item itself stays: ask for its deletion on the Wikibase"


def test_a_password_that_is_wrong(bench: Bench) -> None:
    with pytest.raises(ServiceError) as failed:
        bench.api(credentials=Credentials("Sedova@upload", "wrong"))
    assert str(failed.value) == (
        "the Wikibase does not let 'Sedova@upload' in: Incorrect username or password entered. Please try again.\n"
        "  hint: check user and bot password: Special:BotPasswords makes them"
    )


def test_oauth_needs_no_password(bench: Bench) -> None:
    assert bench.api(credentials=None).log_in(Credentials(token="oauth-token")) == "Sedova"


def test_a_token_that_is_wrong(bench: Bench) -> None:
    with pytest.raises(ServiceError) as failed:
        bench.api(credentials=Credentials(token="stolen"))
    assert str(failed.value) == (
        "the Wikibase takes us for somebody without an account\n"
        "  hint: check SEDOVA_WIKIBASE_TOKEN: the token must be for this Wikibase"
    )


def test_who_is_no_bot_cannot_edit_as_one(bench: Bench) -> None:
    with pytest.raises(ApiError) as failed:
        bench.api(is_bot=True).edit_item("Q1", {})
    assert failed.value.code == "assertbotfailed"
    bench.wikibase.groups = ("user", "bot")
    bench.api(is_bot=True).edit_item("Q1", {})
    assert bench.wikibase.edits[-1]["bot"] == "1"


@pytest.mark.parametrize(
    ("environment", "message"),
    [
        ({}, "nobody is named who makes the edits"),
        ({"SEDOVA_WIKIBASE_USER": "Sedova"}, "SEDOVA_WIKIBASE_PASSWORD is not set"),
    ],
)
def test_credentials_come_from_the_environment(environment: dict[str, str], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        Credentials.from_environment(environment)
    assert str(caught.value) == (
        f"{message}\n  hint: set SEDOVA_WIKIBASE_USER and SEDOVA_WIKIBASE_PASSWORD (a bot password), "
        "or SEDOVA_WIKIBASE_TOKEN (OAuth 2)"
    )


def test_a_ledger_that_was_cut_off_is_read(bench: Bench) -> None:
    bench.upload(most_edits=1)
    path = bench.root / "contribution.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + '{"at": "2026-01-31T12', encoding="utf-8")
    assert bench.upload() == ["Q2 person/boris: saved"]
    assert len(bench.ledger().saved()) == 2


def test_a_file_that_is_no_ledger(bench: Bench) -> None:
    path = bench.root / "contribution.jsonl"
    path.write_text("my notes\nmore notes\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        bench.ledger()
    assert str(caught.value) == (
        f"{path}:1: this is no line of a ledger\n  hint: name another file under [contribution] ledger in sedova.toml"
    )


def test_edits_of_another_wikibase_are_not_ours(bench: Bench) -> None:
    bench.upload()
    other = Ledger(bench.root / "contribution.jsonl", "https://other.example.org/w/api.php", bench.around().now)
    assert other.saved() == []
