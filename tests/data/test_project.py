"""The project file of the data set is sound."""

from sedova_lod.settings import load_project

from .conftest import DATA


def test_the_project_file_has_no_fault():
    project = load_project(DATA)
    assert (project.dataset.base, project.dataset.languages) == ("https://w3id.org/sedova-lod/data/", ("en", "ru"))


def test_every_table_of_the_folder_is_read():
    named = {table.file for table in load_project(DATA).tables}
    assert named == {path.relative_to(DATA).as_posix() for path in (DATA / "records").rglob("*.*")}
