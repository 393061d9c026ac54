"""The section `[contribution]` of a project file."""

from __future__ import annotations


def test_what_is_left_out_has_its_usual_value(folder):
    spec = folder.load_with("").contribution
    assert (spec.properties, spec.items, spec.ledger, spec.stated_in) == ("", "items", "contribution.jsonl", "")
    assert spec.api == "https://www.wikidata.org/w/api.php"


def test_all_of_it_is_read(folder):
    (folder.root / "map.csv").write_text("kind\n", encoding="utf-8")
    spec = folder.load_with(
        "[contribution]\n"
        'properties = "map.csv"\nitems = "wd/items"\nledger = "wd/edits.jsonl"\nstated_in = "Q42"\n'
        'api = "https://wb.example.org/w/api.php"\nentities = "https://wb.example.org/entity/"\n'
    ).contribution
    assert (spec.properties, spec.items, spec.ledger) == ("map.csv", "wd/items", "wd/edits.jsonl")
    assert (spec.stated_in, spec.line) == ("Q42", 12)
    assert (spec.api, spec.entities) == ("https://wb.example.org/w/api.php", "https://wb.example.org/entity/")


def test_a_property_map_that_is_not_there(folder):
    assert folder.faults_with('[contribution]\nproperties = "peeple.csv"\n') == (
        "sedova.toml:13: no file 'peeple.csv'\n  hint: did you mean 'people.csv'?"
    )


def test_a_ledger_outside_the_folder(folder):
    assert folder.faults_with('[contribution]\nledger = "../edits.jsonl"\n') == (
        "sedova.toml:13: '../edits.jsonl' lies outside the project folder\n"
        "  hint: move the file into the project folder"
    )


def test_a_data_set_that_is_no_item(folder):
    assert folder.faults_with('[contribution]\nstated_in = "wikidata"\n') == (
        "sedova.toml:13: 'stated_in' is 'wikidata', which is no item\n"
        "  hint: write the QID of the item of your data set, such as Q2013"
    )


def test_an_api_that_is_no_address(folder):
    assert folder.faults_with('[contribution]\napi = "www.wikidata.org/w/api.php"\n') == (
        "sedova.toml:13: 'api' is no address: no scheme such as 'https:'\n"
        "  hint: write the whole address, such as https://www.wikidata.org/w/api.php"
    )


def test_an_unknown_key(folder):
    assert folder.faults_with('[contribution]\nledgre = "a"\n') == (
        "sedova.toml:13: unknown key 'ledgre' in [contribution]\n  hint: did you mean 'ledger'?"
    )
