"""Each fault of a project file is reported with its line, and all at once."""

import pytest

from sedova_lod.errors import ProjectError
from sedova_lod.settings import load_project


def test_all_faults_are_reported_in_the_order_of_lines(folder):
    text = '[dataset]\nbase = "x"\n[build]\njobs = "four"\n[[tables]]\nkind = "person"\nfile = "people.csv"\n'
    lines = [line for line in folder.faults(text).splitlines() if not line.startswith("  ")]
    assert lines == [
        "sedova.toml:1: no 'title' in [dataset]",
        "sedova.toml:1: no 'description' in [dataset]",
        "sedova.toml:1: no 'creator' in [dataset]",
        "sedova.toml:1: no 'license' in [dataset]",
        "sedova.toml:1: no 'version' in [dataset]",
        "sedova.toml:1: no 'issued' in [dataset]",
        "sedova.toml:2: 'base' is no address: no scheme such as 'https:'",
        "sedova.toml:4: 'jobs' must be a whole number above 0",
    ]


def test_unknown_key_names_the_nearest(folder):
    assert folder.faults_with('delimeter = ";"\n') == (
        "sedova.toml:12: unknown key 'delimeter' in [[tables]]\n  hint: did you mean 'delimiter'?"
    )


def test_key_far_from_all_lists_the_known_ones(folder):
    assert folder.faults_with("[links]\nxyz = 1\n") == (
        "sedova.toml:13: unknown key 'xyz' in [links]\n  hint: known keys: file"
    )


def test_unknown_section(folder):
    assert folder.faults_with("[outputs]\n") == (
        "sedova.toml:12: unknown key 'outputs' in the project file\n"
        "  hint: known keys: dataset, tables, links, waivers, contribution, build"
    )


def test_option_spelling_of_a_setting_is_corrected(folder):
    assert folder.faults_with('[build]\nfail-on = "error"\n') == (
        "sedova.toml:13: unknown key 'fail-on' in [build]\n  hint: did you mean 'fail_on'?"
    )


def test_setting_outside_its_list(folder):
    assert folder.faults_with('[build]\nfail_on = "fatal"\n') == (
        "sedova.toml:13: 'fail_on' is 'fatal', expected one of: info, warning, error"
    )


@pytest.mark.parametrize(
    ("key", "line", "expected"),
    [
        (
            "base",
            'base = "https://example.org"',
            "2: 'base' must end in '/', but is 'https://example.org'\n  hint: did you mean 'https://example.org/'?",
        ),
        (
            "base",
            'base = "https://example.org/#/"',
            "2: 'base' must have no '#', but is 'https://example.org/#/'\n"
            "  hint: write the address of a folder: parts of a record take the one '#' that an address may have",
        ),
        (
            "base",
            'base = "https://example.org/?id=/"',
            "2: 'base' must have no '?', but is 'https://example.org/?id=/'\n"
            "  hint: write the address of a folder: parts of a record take the one '#' that an address may have",
        ),
        (
            "license",
            'license = "CC-BY"',
            "6: 'license' is no address: no scheme such as 'https:'\n"
            "  hint: write the whole address, such as https://creativecommons.org/licenses/by/4.0/",
        ),
        (
            "version",
            "version = 1.0",
            "7: 'version' is a number, expected a text\n  hint: put it in quotation marks: version = \"1.0\"",
        ),
        (
            "issued",
            'issued = "31 January 2026"',
            "8: 'issued' is '31 January 2026', which is not a day\n  hint: write it like issued = 2026-01-31",
        ),
        (
            "issued",
            "issued = 2026",
            "8: 'issued' is a number, expected a day\n  hint: write it like issued = 2026-01-31",
        ),
        (
            "modified",
            "modified = 2025-01-01",
            "9: 'modified' (2025-01-01) is before 'issued' (2026-01-31)\n  hint: correct one of them",
        ),
        (
            "description",
            'description = "Letters."',
            "4: the description in 'en' has 8 characters, expected 50 or more\n"
            "  hint: data catalogues ask for this much: say what the records are about, and where they come from",
        ),
        (
            "languages",
            'languages = ["en", "russian"]',
            "9: 'russian' is not a registered language tag\n  hint: use a BCP 47 tag such as en, ru or ru-Latn",
        ),
        (
            "languages",
            'languages = ["en", "en"]',
            "9: 'en' stands twice in 'languages'\n  hint: delete one of them",
        ),
        (
            "languages",
            'languages = ["en", "EN"]',
            "9: 'en' stands twice in 'languages'\n  hint: delete one of them",
        ),
        (
            "title",
            'title = { en = "Letters", EN = "Letters" }',
            "3: 'EN' stands twice in 'title'\n  hint: delete one of them",
        ),
        (
            "calendar",
            'calendar = "unknown before 1918-02-30"',
            "9: 'calendar' is 'unknown before 1918-02-30', which is no calendar\n"
            "  hint: write gregorian, julian, or 'unknown before 1918-02-14'",
        ),
        (
            "contact",
            'contact = "the archivist"',
            "9: 'contact' is 'the archivist', which is neither a mail address nor a web address\n"
            "  hint: write it like archive@example.org or https://example.org/contact",
        ),
        (
            "creator",
            "creator = [1]",
            '5: \'creator\' is a list, expected a list of texts\n  hint: write it like creator = ["...", "..."]',
        ),
        (
            "title",
            'title = { xx = "A" }',
            "3: 'xx' is not a registered language tag\n  hint: use a BCP 47 tag such as en, ru or ru-Latn",
        ),
        ("title", 'title = ""', "3: 'title' is empty\n  hint: write a value, or delete the key"),
        ("title", "title = {}", "3: 'title' is empty\n  hint: write it like title = { en = \"...\" }"),
    ],
)
def test_fault_of_the_dataset(folder, key, line, expected):
    assert folder.dataset_faults(key, line) == f"sedova.toml:{expected}"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("died = 5", '13: \'died\' must be a header or a table\n  hint: write "died" = "header of the column"'),
        (
            'died = { column = "a", constant = "b" }',
            "13: field 'died' has both a 'column' and a 'constant'\n  hint: give it one of the two",
        ),
        (
            'died = { split = ";" }',
            "13: field 'died' has neither a 'column' nor a 'constant'\n  hint: give it one of the two",
        ),
        (
            'died = { column = "a", calender = "julian" }',
            "13: unknown key 'calender' in field 'died'\n  hint: did you mean 'calendar'?",
        ),
        (
            'died = { column = "a", calendar = "old style" }',
            "13: 'old style' is no calendar\n  hint: write gregorian, julian or unknown",
        ),
        (
            'died = { column = "a", lookup = { f = 1 } }',
            "13: 'f' in 'lookup' is a number, expected a text\n  hint: put the value in quotation marks",
        ),
        (
            'born.place = "Ort"',
            "13: 'born.place' is read as a table inside 'born'\n"
            '  hint: put names with a full stop in quotation marks: "born.place" = "..."',
        ),
        ('died = " "', "13: the column of 'died' is empty\n  hint: name the header"),
    ],
)
def test_fault_of_a_field(folder, line, expected):
    assert folder.faults_with(f"[tables.fields]\n{line}\n") == f"sedova.toml:{expected}"


def test_fault_in_a_lookup_of_many_lines_names_its_line(folder):
    more = '[tables.fields.category]\ncolumn = "Art"\n[tables.fields.category.lookup]\n"a b" = "x"\n"c" = 2\n'
    assert folder.faults_with(more) == (
        "sedova.toml:16: 'c' in 'lookup' is a number, expected a text\n  hint: put the value in quotation marks"
    )


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            'encoding = "cp99"',
            "'cp99' is no known encoding\n"
            "  hint: write utf-8, windows-1252, windows-1251, koi8-r, iso-8859-1, utf-16 ...",
        ),
        (
            'encoding = "unicode-escape"',
            "'unicode-escape' is no known encoding\n"
            "  hint: write utf-8, windows-1252, windows-1251, koi8-r, iso-8859-1, utf-16 ...",
        ),
        (
            'delimiter = ";;"',
            '\';;\' cannot be a delimiter\n  hint: write one sign: ",", ";", "|" or "\\t"',
        ),
        ('sheet = "A"', "a file '.csv' has no sheets\n  hint: delete 'sheet'"),
        ('distinct = "yes"', "'distinct' is a text, expected true or false"),
    ],
)
def test_fault_of_a_table(folder, line, expected):
    assert folder.faults_with(f"{line}\n") == f"sedova.toml:12: {expected}"


def test_delimiter_of_a_workbook(folder):
    (folder.root / "a.xlsx").write_bytes(b"")
    more = '[[tables]]\nkind = "person"\nfile = "a.xlsx"\ndelimiter = ";"\n'
    assert folder.faults_with(more) == ("sedova.toml:15: a file '.xlsx' has no delimiter\n  hint: delete 'delimiter'")


def test_kind_is_lower_case(folder):
    assert folder.faults_with('[[tables]]\nkind = "Person"\nfile = "people.csv"\n') == (
        "sedova.toml:13: 'Person' is no kind of record\n"
        "  hint: write one kind of record such as person, or a child table such as person.names"
    )


def test_table_without_kind_and_file(folder):
    assert folder.faults_with("[[tables]]\n") == (
        "sedova.toml:12: no 'kind' in [[tables]]\n"
        '  hint: say what its rows are: kind = "person"\n'
        "sedova.toml:12: no 'file' in [[tables]]\n"
        '  hint: name the file: file = "records/people.csv"'
    )


def test_single_brackets_around_tables(folder, sound):
    assert folder.faults(sound().replace("[[tables]]", "[tables]")) == (
        "sedova.toml:9: [tables] is a single table\n  hint: write [[tables]] in double brackets"
    )


def test_project_without_tables(folder, sound):
    assert folder.faults(sound().partition("[[tables]]")[0]) == (
        "sedova.toml: no [[tables]]: there is nothing to read\n  hint: add [[tables]] with a 'kind' and a 'file'"
    )


def test_empty_project_file(folder):
    assert folder.faults("") == (
        "sedova.toml: no section [dataset]\n"
        "  hint: it names the base address, title, licence and makers\n"
        "sedova.toml: no [[tables]]: there is nothing to read\n"
        "  hint: add [[tables]] with a 'kind' and a 'file'"
    )


def test_section_that_is_a_value(folder, sound):
    assert folder.faults("build = 3\n" + sound()) == (
        "sedova.toml:1: 'build' is no section\n  hint: write [build] on a line of its own"
    )


def test_a_section_without_keys_is_told_whole(folder):
    said = folder.faults('[dataset]\n[[tables]]\nkind = "person"\nfile = "people.csv"\n')
    assert said.startswith(
        "sedova.toml:1: no 'base' in [dataset]\n"
        '  hint: write the address that all records begin with: base = "https://example.org/collection/"\n'
        "sedova.toml:1: no 'title' in [dataset]\n"
    )
    assert said.count("in [dataset]\n") == 7


def test_a_data_set_that_is_a_value(folder, sound):
    tables = sound()[sound().index("[[tables]]") :]
    assert folder.faults(f"dataset = 1\n{tables}") == (
        "sedova.toml:1: 'dataset' is no section\n  hint: write [dataset] on a line of its own"
    )


@pytest.mark.parametrize("day", ["2026-1-31", "31.01.2026", "2026-02-30", "31/01/2026 # today", "31 Jan 2026"])
def test_a_day_in_another_form(folder, day):
    assert folder.faults(f"[dataset]\nissued = {day}\n").partition(": ")[2] in (
        "this is no day as it is written here\n  hint: write it like 2026-01-31",
        "this is no day of the calendar\n  hint: write a day that there is, as 2026-01-31",
    )


def test_a_number_of_a_version_without_quotation_marks(folder):
    assert folder.faults("[dataset]\nversion = 1.0.1\n") == (
        "sedova.toml:2:14: more follows than a key and its value\n"
        "  hint: texts stand in quotation marks, and each key on a line of its own"
    )


def test_syntax_fault_has_line_and_column(folder):
    assert folder.faults('[dataset]\nbase = "x"\ntitle = Letters\n') == (
        "sedova.toml:3:9: this is no value\n  hint: texts stand in quotation marks, and each key on a line of its own"
    )


def test_key_with_a_sign_outside_quotation_marks(folder):
    assert folder.faults('[tables.fields]\nname@ru = "Name"\n') == (
        "sedova.toml:2:5: no '=' follows the key\n"
        "  hint: put names with other signs than letters, digits, '-' and '_' in quotation marks"
    )


def test_text_that_is_not_closed(folder):
    assert folder.faults('[dataset]\ntitle = """Letters').startswith("sedova.toml:2:19: the text is never closed")


def test_bytes_that_are_no_utf_8(folder):
    path = folder.write("")
    path.write_bytes("# a\ntitle = 'Łódź'\n".encode("cp1250"))
    with pytest.raises(ProjectError) as caught:
        load_project(path)
    assert str(caught.value) == "sedova.toml:2: bytes that are no UTF-8\n  hint: save the file as UTF-8"


def test_file_above_the_limit(folder):
    assert folder.faults("#" * 1_000_001) == (
        "sedova.toml: the project file is larger than 1 MB\n  hint: large lookups belong in a table of concepts"
    )


def test_deep_nesting_is_a_fault(folder):
    assert folder.faults("a = " + "[" * 100_000 + "]" * 100_000) == (
        "sedova.toml: lists or tables are nested too deeply"
    )


def test_day_that_does_not_exist(folder):
    assert folder.faults("[dataset]\nissued = 2026-02-30\n") == (
        "sedova.toml:2:10: this is no day of the calendar\n  hint: write a day that there is, as 2026-01-31"
    )


def test_number_with_too_many_digits(folder):
    assert folder.faults("a = " + "1" * 5000) == (
        "sedova.toml: a number has too many digits\n  hint: put it in quotation marks"
    )


def test_large_number_instead_of_a_text(folder):
    assert folder.dataset_faults("version", "version = 0x" + "F" * 5000) == (
        "sedova.toml:7: 'version' is a number, expected a text"
    )


def test_people_are_creators(folder):
    text = '[dataset]\ncreator = ["Town Archive", "A. Archivist"]\npeople = ["A. Archivst"]\n'
    assert (
        "sedova.toml:3: 'A. Archivst' in 'people' is no creator\n"
        "  hint: 'people' says which of the creators are people: Town Archive, A. Archivist"
    ) in folder.faults(text)
