"""Settings: options over environment over project file over defaults."""

import dataclasses

import pytest

from sedova_lod.errors import UsageError
from sedova_lod.settings import SETTINGS, Settings, resolve_settings, settings_table


def test_the_settings_object_has_every_setting_with_its_default():
    fields = {field.name: field.default for field in dataclasses.fields(Settings) if field.name != "sources"}
    assert fields == {name: spec.default for name, spec in SETTINGS.items()}


def test_defaults_hold_if_nothing_is_said():
    assert resolve_settings(None, {}, {}) == Settings()


def test_each_layer_holds_over_the_one_below(folder):
    project = folder.load_with('[build]\njobs = 2\nfail_on = "info"\nengine = "local"\n')
    found = resolve_settings(project, {"SEDOVA_JOBS": "3", "SEDOVA_FAIL_ON": "warning"}, {"jobs": 4})
    assert (found.jobs, found.fail_on, found.engine, found.color) == (4, "warning", "local", "auto")
    assert {name: found.sources[name] for name in ("jobs", "fail_on", "engine", "color")} == {
        "jobs": "--jobs",
        "fail_on": "SEDOVA_FAIL_ON",
        "engine": "sedova.toml:15",
        "color": "default",
    }


def test_paths_of_the_project_file_start_in_its_folder(folder):
    project = folder.load_with('[build]\noutput = "out"\nshapes = ["s/a.ttl"]\nprofile = "profiles/own"\n')
    found = resolve_settings(project, {}, {})
    assert found.output == str(folder.root / "out")
    assert found.shapes == (str(folder.root / "s/a.ttl"),)
    assert found.profile == str(folder.root / "profiles/own")


def test_named_profile_is_no_path(folder):
    project = folder.load_with('[build]\nprofile = "cidoc_crm"\n')
    assert resolve_settings(project, {}, {}).profile == "cidoc_crm"


def test_options_that_were_not_given_are_passed_over():
    assert resolve_settings(None, {}, {"jobs": None, "shapes": ()}) == Settings()


def test_a_flag_can_be_taken_back_by_an_option():
    assert resolve_settings(None, {"SEDOVA_KEEP_GOING": "1"}, {"keep_going": False}).keep_going is False


def test_empty_variable_counts_as_not_set():
    assert resolve_settings(None, {"SEDOVA_JOBS": " "}, {}).jobs == 1


def test_no_color_is_honoured_and_can_be_overruled():
    assert resolve_settings(None, {"NO_COLOR": "1"}, {}).color == "never"
    assert resolve_settings(None, {"NO_COLOR": "1", "SEDOVA_COLOR": "always"}, {}).color == "always"


def test_list_of_paths_in_a_variable(monkeypatch):
    monkeypatch.setattr("os.pathsep", ":")
    assert resolve_settings(None, {"SEDOVA_SHAPES": "a.ttl:b.ttl"}, {}).shapes == ("a.ttl", "b.ttl")


def test_misspelt_variable_is_a_usage_error():
    with pytest.raises(UsageError) as caught:
        resolve_settings(None, {"SEDOVA_JOB": "2"}, {})
    assert str(caught.value) == "SEDOVA_JOB: no setting of this name\n  hint: did you mean 'SEDOVA_JOBS'?"


def test_variable_far_from_any_setting_belongs_to_somebody_else():
    assert resolve_settings(None, {"SEDOVA_XYZZY": "2", "PATH": "/bin"}, {}) == Settings()


@pytest.mark.parametrize(
    ("variable", "text", "expected"),
    [
        ("SEDOVA_JOBS", "many", "SEDOVA_JOBS: 'jobs' must be a whole number above 0, but is 'many'"),
        ("SEDOVA_JOBS", "0", "SEDOVA_JOBS: 'jobs' must be a whole number above 0, but is '0'"),
        ("SEDOVA_KEEP_GOING", "maybe", "SEDOVA_KEEP_GOING: 'keep_going' must be true or false, but is 'maybe'"),
        (
            "SEDOVA_FORMAT",
            "xml",
            "SEDOVA_FORMAT: 'format' is 'xml', expected one of: text, json, csv, sarif, junit, html",
        ),
    ],
)
def test_value_that_does_not_fit(variable, text, expected):
    with pytest.raises(UsageError) as caught:
        resolve_settings(None, {variable: text}, {})
    assert str(caught.value) == expected


def test_all_wrong_variables_are_told_at_once():
    with pytest.raises(UsageError) as caught:
        resolve_settings(None, {"SEDOVA_JOBS": "x", "SEDOVA_COLOR": "pink"}, {})
    assert [fault.where for fault in caught.value.faults] == ["SEDOVA_COLOR", "SEDOVA_JOBS"]


def test_option_that_does_not_fit():
    with pytest.raises(UsageError) as caught:
        resolve_settings(None, {}, {"jobs": 0})
    assert str(caught.value) == "--jobs: 'jobs' must be a whole number above 0"


def test_table_lists_every_setting_with_its_source():
    table = settings_table(resolve_settings(None, {"SEDOVA_KEEP_GOING": "yes"}, {}))
    assert [name for name, _, _ in table] == list(SETTINGS)
    assert ("keep_going", "true", "SEDOVA_KEEP_GOING") in table
