"""Cells that programs damaged on the way: errors, formulas, encodings, hidden signs, look-alikes, other notations."""

from __future__ import annotations

from pathlib import Path

from tests.bad_tables.project import Cases, add_table

CASES = Cases()


def _column(root: Path, field: str, values: list[str], kind: str = "person") -> None:
    rows = "".join(f'p{i},Name {i},"{value}"\n' for i, value in enumerate(values, 2))
    add_table(root, kind, "table.csv", f"id,name,{field}\n{rows}")


@CASES
def errors_of_a_spreadsheet_in_a_text_table(root: Path) -> None:
    add_table(
        root, "person", "table.csv", "id,name,born\na,#REF!,1900\nb,Berta,#N/A\n#NAME?,Clara,1900\nd,Dora,########\n"
    )


@CASES
def formulas_in_a_text_table(root: Path) -> None:
    rows = 'a,"=""001""",1900\nb,=A1+B1,1900\nc,"=SVERWEIS(A2;B:C;2)",1900\nd,= and so on,1900\n'
    add_table(root, "person", "table.csv", f"id,name,born\n{rows}")


@CASES
def words_of_programs_for_no_value(root: Path) -> None:
    add_table(root, "person", "table.csv", "id,name,born\na,NULL,NULL\nb,N/A,nan\nc,-,-\nd,Nullus,1900\n")


@CASES
def texts_that_were_read_in_a_wrong_encoding(root: Path) -> None:
    wrong = "Наталья Седова".encode().decode("cp1251")
    rows = f"a,ZoÃ« MÃ¼ller,\nb,Zoë Müller,\nc,Nastja,{wrong}\nd,Marks &amp; Engels,\ne,Zo&euml;,\nf,R&B; or not,\n"
    add_table(root, "person", "table.csv", f"id,name,name@ru\n{rows}")


@CASES
def signs_that_nobody_sees(root: Path) -> None:
    rows = "a,An\u200bna,\u200e1900\nb,\u202eatreB\u202c,1900\u200b\nc,Clara\u00ad,1900\u00ad-05\nd,Do\u200cra,1900\n"
    add_table(root, "person", "table.csv", f"id,name,born\n{rows}")


@CASES
def ids_that_look_alike(root: Path) -> None:
    rows = "Lev,Lev,\nlev,Leo,\nzoe\u0308,Zoe,\nzoë,Zoë,\nsed\u043ev,Sedov,\n\ufb01n,Fin,\nседов,Седова,sed\u043ev\n"
    add_table(root, "person", "table.csv", f"id,name,mother\n{rows}", 'language = "und"')


@CASES
def headers_tagged_with_what_is_no_language(root: Path) -> None:
    add_table(root, "person", "own.csv", "id,name,name@999\na,Anna,x\n")
    mapped = ("[tables.fields]", 'id = "id"', 'name = "name"', '"name@999" = "other"')
    add_table(root, "place", "mapped.csv", "id,name,other\nb,Romny,x\n", *mapped)


@CASES
def dates_in_other_languages(root: Path) -> None:
    dates = ["5 мая 1882 г.", "5. Mai 1882", "1er janvier 1900", "15 de mayo de 1882", "5.V.1882", "1882年5月5日"]
    _column(root, "born", dates)


@CASES
def dates_as_databases_write_them(root: Path) -> None:
    dates = [
        "0000-00-00",
        "0000",
        "0001-01-01",
        "1882-00-00",
        "1882-04-00",
        "1882-04-05 00:00:00",
        "1882-04-05T12:30:00Z",
    ]
    _column(root, "born", dates)


@CASES
def dates_with_part_of_the_year(root: Path) -> None:
    _column(root, "born", ["5/4/82", "'82", "-44", "-0044-03-15", "188-", "18--", "12026-01-01", "Y17000", "1882-5-4"])


@CASES
def coordinates_in_other_notations(root: Path) -> None:
    pairs = [
        ("50,75", "33,47"), ("50° 45′ 0″ N", "33°28'12\" W"), ("N 50.75", "33.47E"), ("−50", "+33"), (".5", "50."),
        ("50.75 33.47", ""), ("5e1", "1.234,5"), ("50%", "nan"), ("٥٠", "３３"), ("many", "1e400"),
    ]  # fmt: skip
    cells = (f'p{i},Place {i},"{a}","{b.replace(chr(34), chr(34) * 2)}"\n' for i, (a, b) in enumerate(pairs, 2))
    add_table(root, "place", "table.csv", "id,name,latitude,longitude\n" + "".join(cells))


@CASES
def wikidata_ids_of_other_things(root: Path) -> None:
    ids = [
        "P31", "L123", "https://www.wikidata.org/wiki/Property:P31", "https://www.wikidata.org/wiki/q5", "Q５", "Q-5",
        "https://www.wikidata.org/w/index.php?title=Q7", "Q5 (human)", "javascript:alert(1)", "Q6;Q6",
    ]  # fmt: skip
    _column(root, "wikidata", ids)
