"""`sedova-lod check --write-waivers` accepts what is found as it is."""

from click.testing import CliRunner

from sedova_lod.cli.main import cli


def run(*arguments):
    return CliRunner().invoke(cli, [str(one) for one in arguments], standalone_mode=False)


def test_a_first_table_waives_all_that_can_be(project):
    first = run("check", project, "--write-waivers", project / "waivers.csv", "--who", "A. Archivist")
    assert (project / "waivers.csv").read_text() == (
        "code,record,field,reason,who,until\n"
        "act-after-death,event/visit,date,accepted as found,A. Archivist,\n"
        "long-life,person/old,born,accepted as found,A. Archivist,\n"
    )
    assert f"2 waivers in {project / 'waivers.csv'}\n" in first.output
    second = run("check", project)
    assert second.return_value == 0
    assert "found 1 error, 1 warning, 0 notes; 2 of them waived\n" in second.output


def test_what_cannot_be_waived_is_counted(project):
    (project / "people.csv").write_text("id,name,born,died\nlev,Lev Sedov,1906-02,1938-02-16\nold,Old,31 Feb 1800,\n")
    result = run("check", project, "--write-waivers", project / "new.csv", "--who", "A. Archivist")
    assert "1 finding cannot be waived: mend the cells that keep records from being read\n" in result.output


def test_somebody_must_be_named(project):
    result = run("check", project, "--write-waivers", project / "new.csv")
    assert "nobody is named who accepts the findings\n  hint: add --who NAME" in f"{result.exception}{result.output}"


def test_a_table_that_is_there_is_kept(project):
    (project / "waivers.csv").write_text("code,reason,who\n")
    result = run("check", project, "--write-waivers", project / "waivers.csv", "--who", "A. Archivist")
    assert "the file exists, and would be replaced" in f"{result.exception}{result.output}"
    assert (project / "waivers.csv").read_text() == "code,reason,who\n"
