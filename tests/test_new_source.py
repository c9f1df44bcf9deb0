"""A new source is one command: its folder, with a commented source.yml that says what to check."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import new_source
from casebook import sources
from reading_files import written

SHEET = (
    "No;Nom;Date d'arrestation;Peine;Téléphone;Couleur\n"
    "1;Personne Inventée;13/04/2017;15 ans;+33 1 99 00 01 17;bleu\n"
    "2;Autre Inventée;mai 2018;à vie;;vert\n"
)


def run(file: Path, into: Path, *options: str):
    return CliRunner().invoke(new_source.main, [str(file), "--into", str(into), *options])


@pytest.fixture
def into(tmp_path):
    (tmp_path / "sources").mkdir()
    return tmp_path / "sources"


def test_the_folder_holds_the_file_and_a_source_yml_that_loads(tmp_path, into):
    file = written(tmp_path, "Liste_2022.csv", SHEET)
    result = run(file, into)
    assert result.exit_code == 0, result.output
    folder = into / "liste-2022"
    assert sorted(str(path.relative_to(into)) for path in into.rglob("*") if path.is_file()) == [
        "liste-2022/files/Liste_2022.csv", "liste-2022/source.yml",
    ]  # fmt: skip
    assert (folder / "files" / file.name).read_bytes() == file.read_bytes()
    source = sources.load(folder)
    assert (source.language, source.day_month_order, source.key, source.consent) == ("fr", "DMY", "No", "none")
    assert {column.header: column.entries[0].code for column in source.columns} == {
        "No": "source_id", "Nom": "name", "Date d'arrestation": "detention.date",
        "Peine": "sentence.term", "Téléphone": "phone",
    }  # fmt: skip
    assert "columns that are not certain (1): Couleur" in result.output


def test_no_value_of_the_file_stands_in_the_source_yml(tmp_path, into):
    run(written(tmp_path, "l.csv", SHEET), into)
    text = (into / "l" / "source.yml").read_text(encoding="utf-8")
    for row in SHEET.splitlines()[1:]:
        assert not [cell for cell in row.split(";") if len(cell) > 1 and cell in text]


def test_a_source_that_is_there_is_never_written_over(tmp_path, into):
    file = written(tmp_path, "l.csv", SHEET)
    run(file, into)
    (into / "l" / "source.yml").write_text("title: Mine\n", encoding="utf-8")
    result = run(file, into)
    assert result.exit_code == 1 and "is there already" in result.output and "--name" in result.output
    assert (into / "l" / "source.yml").read_text(encoding="utf-8") == "title: Mine\n"
    assert run(file, into, "--name", "other").exit_code == 0


def test_what_cannot_be_read_is_a_question_and_leaves_nothing(tmp_path, into):
    file = written(tmp_path, "名单.csv", "姓名,刑期\n虚构人物,十年\n".encode("gb18030"))
    result = run(file, into)
    assert result.exit_code == 1 and "encoding: gb18030" in result.output and "--encoding" in result.output
    assert list(into.iterdir()) == []
    assert run(file, into, "--encoding", "gb18030").exit_code == 0
    assert sources.load(into / "名单").encoding == "gb18030"


@pytest.mark.parametrize(("name", "content", "kind", "preset"), [
    ("w.csv", "raw_value,code\n10 лет,x\n", "table", "sentence-wordings"),
    ("p.txt", "== Вымышлен Иван | page 7\nдата рождения=1901\n", "fields", "open-list-ru"),
    ("t.md", "told: 2021\nspeaker: An aunt\n\nWords.\n", "testimony", None),
    ("r.jsonl", '{"name": "A", "born": "1980"}\n', "json_records", None),
])  # fmt: skip
def test_kinds_and_known_layouts_are_recognised(tmp_path, into, name, content, kind, preset):
    result = run(written(tmp_path, name, content), into)
    assert result.exit_code == 0, result.output
    source = sources.load(into / name.partition(".")[0])
    assert (source.kind, source.preset) == (kind, preset)


ODD = ["yes", "no", "007", "2017-05", "a: b", "# c", "- d", '"e"', "'f'", "{g}", "héading", "名 字", "&h", "*"]


@pytest.mark.parametrize("header", ODD)
def test_every_heading_is_written_so_that_it_is_read_back(tmp_path, into, header):
    quoted = header.replace('"', '""')
    file = written(tmp_path, "q.csv", f'name\t"{quoted}"\nA\tx@example.org\n')
    result = run(file, into, "--delimiter", "tab")
    assert result.exit_code == 0, result.output
    assert sources.load(into / "q").column(header).header == header


def test_headings_under_a_title_are_found_and_said(tmp_path, into):
    titled = "Liste de l'association;;;;;\nmai 2021;;;;;\n" + SHEET
    result = run(written(tmp_path, "l.csv", titled), into)
    assert "whether the headings stand in row 3" in result.output
    source = sources.load(into / "l")
    assert (source.header_row, source.key) == (3, "No")


def test_a_form_of_kobo_is_recognised_by_the_columns_put_around_it(tmp_path, into):
    form = "_id,_uuid,_submission_time,_submitted_by,victim/name,victim/birth,story\n7,a-1,2021-05-01,someone,Sabir,1971,x\n"
    assert run(written(tmp_path, "l.csv", form), into).exit_code == 0
    source = sources.load(into / "l")
    assert (source.preset, source.key, source.column("_submitted_by").entries[0].of) == ("kobo", "_uuid", "informant")


def test_a_file_whose_name_holds_a_number_is_not_taken(tmp_path, into):
    result = run(written(tmp_path, "+7 701 234 56 78.csv", SHEET), into)
    assert result.exit_code == 1 and "Rename the file first" in result.output and list(into.iterdir()) == []
