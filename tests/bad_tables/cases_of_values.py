"""Faults of single values: dates, ids, references, links, languages, numbers."""

from __future__ import annotations

from pathlib import Path

from tests.bad_tables.project import Cases, add_table

CASES = Cases()


def people(root: Path, *rows: str, header: str = "id,name,born") -> None:
    add_table(root, "person", "people.csv", "".join(f"{line}\n" for line in (header, *rows)))


@CASES
def a_day_that_its_month_does_not_have(root: Path) -> None:
    people(root, "natalia,Natalia Sedova,31 Feb 1929")


@CASES
def a_day_that_its_month_does_not_have_in_iso_form(root: Path) -> None:
    people(root, "lev,Lev Sedov,1938-02-30")


@CASES
def an_ordinal_in_a_date_is_read(root: Path) -> None:
    people(root, "natalia,Natalia Sedova,21st March 1920")


@CASES
def a_date_before_the_calendar_reform(root: Path) -> None:
    people(root, "natalia,Natalia Sedova,21st March 1908")


@CASES
def words_that_are_no_date(root: Path) -> None:
    people(root, "natalia,Natalia Sedova,after the war", "lev,Lev Sedov,1906-13", "seva,Seva,3/4/1926", "x,X,0")


@CASES
def a_weekday_that_does_not_fit(root: Path) -> None:
    people(root, 'lev,Lev Sedov,"Monday, 5 May 1905"')


@CASES
def an_interval_backwards(root: Path) -> None:
    people(root, "g,Guards,1938/1937")


@CASES
def an_end_before_its_beginning_in_two_columns(root: Path) -> None:
    people(root, "g,Guard,1938,1937", header="id,name,born.earliest,born.latest")


@CASES
def a_birth_after_the_death(root: Path) -> None:
    people(root, "lev,Lev Sedov,1938-02-16,1906-02-24", header="id,name,born,died")


@CASES
def a_parent_younger_than_the_child(root: Path) -> None:
    people(root, "lev,Lev Sedov,1906,natalia", "natalia,Natalia Sedova,1910,", header="id,name,born,mother")


@CASES
def an_own_ancestor(root: Path) -> None:
    people(root, "a,Anna,b", "b,Berta,c", "c,Clara,a", header="id,name,mother")


@CASES
def an_own_parent(root: Path) -> None:
    people(root, "a,Anna,a", header="id,name,mother")


@CASES
def a_row_without_an_id(root: Path) -> None:
    people(root, "lev,Lev Sedov,1906", ",Sergei Sedov,1908", "   ,Nina,1902")


@CASES
def ids_that_cannot_be_part_of_an_address(root: Path) -> None:
    people(
        root, "Natalia Sedova,A,", "a/b,B,", "../secret,C,", "..,D,", "lev🙂,E,", "a#b,F,", ".hidden,G,", "h.,H,",
        "🙂,I,", f"{'x' * 201},J,", "a\u00adb,K,", "a%20b,L,",
    )  # fmt: skip


@CASES
def an_id_in_cyrillic_is_taken(root: Path) -> None:
    people(root, "седова-наталья,Natalia Sedova,1882~")


@CASES
def two_rows_with_one_id(root: Path) -> None:
    people(root, "lev,Lev Sedov,1906", "natalia,Natalia Sedova,1882~", "lev,Sergei Sedov,1908", "lev,Lev Sedov,1906")


@CASES
def references_to_records_that_are_not_there(root: Path) -> None:
    people(
        root, "natalia-sedova,Natalia Sedova,romni,,", 'lev,Lev Sedov,,nathalia-sedova,"my-lives, line 5"',
        header="id,name,born.place,mother,source",
    )  # fmt: skip
    add_table(root, "place", "places.csv", "id,name\nromny,Romny\n")
    add_table(root, "work", "works.csv", "id,name\nmy-life,My Life\n")


@CASES
def a_reference_to_another_kind(root: Path) -> None:
    people(root, "lev,Lev Sedov,person/lev,Vienna City", header="id,name,born.place,residence")


@CASES
def wikidata_ids_in_many_spellings(root: Path) -> None:
    people(
        root, "a,Anna,Q33391 ", "b,Berta,https://www.wikidata.org/wiki/Q33392", "c,Clara,33393", "d,Dora,Q33394abc",
        "e,Emma,q33395", "f,Fanny,http://www.wikidata.org/entity/Q33396", "g,Gerda,Q33397;Q33398", "h,Hilde,Q0",
        "i,Ida,wd:Q33399", "j,Jenny,P31", "k,Klara,https://en.wikipedia.org/wiki/Leon_Trotsky",
        header="id,name,wikidata",
    )  # fmt: skip


@CASES
def one_wikidata_item_for_two_people(root: Path) -> None:
    people(root, "lev,Lev Sedov,Q33391", "leon,Leon Trotsky,Q33391", header="id,name,wikidata")


@CASES
def a_latin_text_tagged_as_russian(root: Path) -> None:
    people(root, "natalia,Natalia Sedova,Natalia Sedova", header="id,name,name@ru")


@CASES
def a_language_that_is_none(root: Path) -> None:
    people(root, "natalia,Natalia Sedova,Natalia", header="id,name,name@xx-invalid")
    add_table(root, "work", "works.csv", "id,name,language\nmy-life,My Life,russian\nx,X,xx-invalid\ny,Y,english\n")


@CASES
def coordinates_that_are_not_on_the_globe(root: Path) -> None:
    rows = 'id,name,latitude,longitude\nromny,Romny,200,33.46\nvienna,Vienna,48.2,16.37.5\nx,X,"50,75",33° E\n'
    add_table(root, "place", "places.csv", rows + "mexico,Mexico City,-99.13,19.43\ny,Y,12,\n")


@CASES
def coordinates_swapped(root: Path) -> None:
    rows = "id,name,latitude,longitude,part_of\nmexico,Mexico City,-99.13,19.43,\ndf,Coyoacan,-99.16,19.35,mexico\n"
    add_table(root, "place", "places.csv", rows)


@CASES
def a_place_far_from_the_place_it_lies_in(root: Path) -> None:
    rows = "id,name,latitude,longitude,part_of\nukraine,Ukraine,49,32,\nromny,Romny,33.47,50.75,ukraine\n"
    add_table(root, "place", "places.csv", rows)


@CASES
def a_serial_number_of_a_spreadsheet_as_date(root: Path) -> None:
    people(root, "lev,Lev Sedov,2247", "seva,Seva,38764", "x,X,45000.5")


@CASES
def a_formula_kept_as_text(root: Path) -> None:
    people(root, 'lev,"=HYPERLINK(""http://evil.example/"";""Lev"")",1906')


@CASES
def a_label_in_html(root: Path) -> None:
    people(root, "lev,<script>alert(1)</script>,1906")


@CASES
def a_web_address_without_scheme(root: Path) -> None:
    people(root, "lev,Lev Sedov,www.example.org/lev", "x,X,https://example.org/a b", header="id,name,url")


@CASES
def a_word_that_is_not_in_the_list(root: Path) -> None:
    add_table(root, "place", "places.csv", "id,name,category\nromny,Romny,town\nvienna,Vienna,City\n")


@CASES
def a_person_without_a_name(root: Path) -> None:
    people(root, "lev,,1906")


@CASES
def two_values_where_one_may_stand(root: Path) -> None:
    people(root, "lev,Lev Sedov,1906;1907", "x,X,a;b", header="id,name,born")


@CASES
def a_source_that_is_none(root: Path) -> None:
    people(root, 'lev,Lev Sedov,"My Life, line 5"', 'x,X,"my-life,"', header="id,name,source")


@CASES
def a_control_character_in_a_text(root: Path) -> None:
    people(root, "lev,Lev\x07 Sedov,1906", "x,Lev \ufffd,1906")


@CASES
def a_child_row_of_nobody(root: Path) -> None:
    people(root, "lev,Lev Sedov,1906")
    add_table(root, "person.names", "names.csv", "of,form,language\nlew,Ljova,ru-Latn\nlev,Ljova,ru-Latn\n,Lyova,ru\n")


@CASES
def faults_of_all_tables_in_one_run_by_file_and_row(root: Path) -> None:
    people(root, "b,B,1906-13", ",A,", "c,C,31 Feb 1929")
    add_table(root, "place", "a-places.csv", "id,name,latitude\nromny,Romny,200\nx y,X,\n")
