"""Tables kept as text are read strictly: every cell verbatim, every row stored or set aside, nothing guessed."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import importers
from casebook.importers.shapes import Options, Quarantined, Refused, Row
from reading_files import only, refused, sheets, written

VERBATIM = [
    "007", "+0099 (12) 34", "12345678901234567890", "1e5", "TRUE", "03/04/2017", "NULL", "N/A", " spaced ", "-", "=1+1",
    "艾沙江", "ئەيسا", "a\u200cb", "two\nlines", 'a "quoted" word',
]  # fmt: skip


def table(rows: list[list[str]], **how) -> str:
    out = io.StringIO()
    csv.writer(out, **how).writerows(rows)
    return out.getvalue()


def test_every_cell_stays_as_it_is_written(tmp_path):
    path = written(tmp_path, "t.csv", table([["value", "note"], *([cell, "x"] for cell in VERBATIM)]))
    headers, rows = only(path)
    assert headers == ("value", "note")
    assert rows == [Row(f"row {n}", (cell, "x"), None) for n, cell in enumerate(VERBATIM, 2)]


@pytest.mark.parametrize(("name", "content", "delimiter"), [
    ("t.csv", "a,b\n1,2\n", ","),
    ("t.csv", "a;b\n1,5;2,5\n", ";"),
    ("t.csv", "a|b\n1|2\n", "|"),
    ("t.csv", "a\tb\n1\t2\n", "\t"),
    ("t.tsv", "a\tb,c\n1\t2\n", "\t"),
    ("t.csv", "sep=;\na;b\n1;2\n", ";"),
    ("t.csv", "family, given;age\nx;1\ny;2\n", ";"),
])  # fmt: skip
def test_the_delimiter_is_found_where_it_is_certain(tmp_path, name, content, delimiter):
    ((sheet, rows),) = sheets(written(tmp_path, name, content))
    assert sheet.read_as["delimiter"] == delimiter
    assert {len(row.values) for row in rows} == {len(sheet.headers)} == {2}


def test_a_single_column_needs_no_delimiter(tmp_path):
    assert only(written(tmp_path, "t.csv", "name\nA\nB\n")) == (("name",), [Row("row 2", ("A",)), Row("row 3", ("B",))])


@pytest.mark.parametrize("content", ["a,b;c\n", "name\nSmith, Ann\n", "a,b;c,d\n1,2;3,4\n"])
def test_an_uncertain_delimiter_is_asked_for(tmp_path, content):
    refusal = refused(written(tmp_path, "t.csv", content))
    assert refusal.code == "unclear_delimiter" and "`delimiter: semicolon`" in refusal.fix


def test_a_declared_delimiter_is_obeyed(tmp_path):
    path = written(tmp_path, "t.csv", "name\nSmith, Ann\n")
    assert only(path, delimiter="none")[1] == [Row("row 2", ("Smith, Ann",))]
    assert refused(path, delimiter="::").code == "unknown_delimiter"


TEXT = {
    "gb18030": "姓名,性别,备注\n艾沙江,男,因宗教活动被判处有期徒刑\n",
    "cp1251": "имя,пол,приговор\nПример Примеров,мужчина,десять лет лишения свободы\n",
    "cp1256": "الاسم,الجنس,ملاحظات\nمثال مثالي,ذكر,اعتقل في العام الماضي\n",
}


@pytest.mark.parametrize("encoding", TEXT)
def test_an_encoding_that_is_not_certain_is_asked_for_and_then_read_right(tmp_path, encoding):
    path = written(tmp_path, "t.csv", TEXT[encoding].encode(encoding))
    refusal = refused(path)
    assert refusal.code == "unclear_encoding"
    assert f"looks most like {encoding}" in refusal.words and f"`encoding: {encoding}`" in refusal.fix
    headers, rows = only(path, encoding=encoding)
    assert ",".join(headers) == TEXT[encoding].split("\n")[0]
    assert ",".join(rows[0].values) == TEXT[encoding].split("\n")[1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_encodings_with_a_mark_and_utf8_are_certain(tmp_path, encoding):
    path = written(tmp_path, "t.csv", TEXT["gb18030"].encode(encoding))
    assert only(path)[1] == [Row("row 2", ("艾沙江", "男", "因宗教活动被判处有期徒刑"))]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["name,age\nAnn,33\n", TEXT["gb18030"]])
def test_utf16_without_its_mark_is_asked_for(tmp_path, encoding, text):
    path = written(tmp_path, "t.csv", text.encode(encoding))
    assert refused(path).code == "unclear_encoding"
    assert only(path, encoding=encoding)[0] == only(path, encoding="utf-16")[0] == tuple(text.split("\n")[0].split(","))


def test_a_wrong_declaration_is_refused(tmp_path):
    path = written(tmp_path, "t.csv", TEXT["cp1251"].encode("cp1251"))
    assert refused(path, encoding="utf-8").code == "wrong_encoding"
    assert refused(path, encoding="klingon").code == "unknown_encoding"
    marked = written(tmp_path, "u.csv", TEXT["cp1251"].encode("utf-8-sig"))
    assert refused(marked, encoding="cp1251").code == "wrong_encoding"
    assert only(marked, encoding="utf-8")[0][0] == "имя"


def test_two_encodings_in_one_file_are_found_with_the_line(tmp_path):
    content = b"a,b\n1,2\n" + "艾,x\n".encode("gb18030")
    assert refused(written(tmp_path, "t.csv", content)).line == 3
    late = ("a,b\n" + "1,2\n" * 270_000).encode() + "艾,x\n".encode("gb18030")
    refusal = refused(written(tmp_path, "late.csv", late))
    assert (refusal.code, refusal.line) == ("unclear_encoding", 270_002)


@pytest.mark.parametrize(("content", "code", "named"), [
    ("name,age,name\n1,2,3\n", "duplicate_header", "'name'"),
    ("name, name \n1,2\n", "duplicate_header", "'name'"),
    ("name,,age\n1,2,3\n", "empty_header", "column 2"),
    ("\nname,age\n1,2\n", "empty_header", "row 1"),
    ("", "empty_file", "empty"),
    ("\ufeff\n\n", "empty_file", "empty"),
])  # fmt: skip
def test_headings_that_are_not_all_there_and_different_are_refused(tmp_path, content, code, named):
    refusal = refused(written(tmp_path, "t.csv", content))
    assert refusal.code == code and named in refusal.words and refusal.fix


def test_headings_may_stand_lower(tmp_path):
    path = written(tmp_path, "t.csv", "A list\n\nname,age\nAnn,7\n")
    assert only(path, header_row=3, delimiter=",") == (("name", "age"), [Row("row 4", ("Ann", "7"))])


def test_a_file_with_headings_alone_has_no_rows(tmp_path):
    assert only(written(tmp_path, "t.csv", "name,age\n")) == (("name", "age"), [])


def test_headings_keep_their_spaces(tmp_path):
    assert only(written(tmp_path, "t.csv", " name ,age\n1,2\n"))[0] == (" name ", "age")


@pytest.mark.parametrize(("row", "code"), [
    ("only one", "ragged_row"),
    ("one,two,three", "ragged_row"),
    ('"a"b,c', "broken_quotes"),
    ("a,b\0", "nul"),
])  # fmt: skip
def test_a_bad_row_is_set_aside_whole_with_its_line_and_the_others_go_in(tmp_path, row, code):
    path = written(tmp_path, "t.csv", f"name,age\nAnn,1\n{row}\nBo,2\n")
    _, rows = only(path)
    assert rows[::2] == [Row("row 2", ("Ann", "1")), Row("row 4", ("Bo", "2"))]
    aside = rows[1]
    assert isinstance(aside, Quarantined)
    assert (aside.locator, aside.content, aside.code) == ("row 3", row, code)
    assert "t.csv line 3" in aside.words and row not in aside.words and aside.fix


def test_the_line_of_a_bad_row_counts_lines_within_cells(tmp_path):
    path = written(tmp_path, "t.csv", 'name,note\nAnn,"one\ntwo"\nBo\n')
    _, rows = only(path)
    assert rows[1].locator == "row 3" and "line 4" in rows[1].words


@pytest.mark.parametrize(("content", "line"), [
    ('name,age\nAnn,1\nBo,"2\nCy,3\nDi,4\n', 3),
    ('name,age\nAnn,"1\nBo,"2"\n', 2),
    ('name,note\nAnn,"he said "hello" to me\nand left"\n', 2),
])  # fmt: skip
def test_a_quote_left_open_refuses_the_file_at_the_line_where_it_opened(tmp_path, content, line):
    refusal = refused(written(tmp_path, "t.csv", content))
    assert (refusal.code, refusal.line) == ("broken_quotes", line)


def test_huge_cells_are_set_aside_and_the_limit_of_others_stays(tmp_path):
    before = csv.field_size_limit()
    path = written(tmp_path, "t.csv", f"name,note\nAnn,{'x' * 2000}\nBo,y\n")
    _, rows = only(path, max_cell_bytes=1000)
    assert [type(row) for row in rows] == [Quarantined, Row] and rows[0].code == "huge_cell"
    assert refused(written(tmp_path, "u.csv", f'a,b\n1,"{"x" * 2000}'), max_cell_bytes=1000).line == 2
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_is_read(tmp_path, end):
    path = written(tmp_path, "t.csv", end.join(["name,age", "Ann,1", "", "Bo,2", ""]))
    ((sheet, rows),) = sheets(path)
    assert rows == [Row("row 2", ("Ann", "1")), Row("row 4", ("Bo", "2"))]
    assert sheet.read_as["blank_rows"] == 1


def test_rows_of_nothing_but_delimiters_are_blank(tmp_path):
    ((sheet, rows),) = sheets(written(tmp_path, "t.csv", "a,b\n,\n , \n,,\n1,\n"))
    assert rows == [Row("row 5", ("1", ""))] and sheet.read_as["blank_rows"] == 3


CELL = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=12)
SOME = CELL.filter(lambda cell: bool(cell.strip()))


@settings(max_examples=80, deadline=None)
@given(rows=st.lists(st.tuples(SOME, CELL, CELL), max_size=8), delimiter=st.sampled_from(",;\t|"))
def test_writing_and_reading_gives_the_same_cells(tmp_path_factory, rows, delimiter):
    path = tmp_path_factory.getbasetemp() / "law.csv"
    path.write_text(
        table([["a", "b", "c"], *rows], delimiter=delimiter, quoting=csv.QUOTE_ALL), encoding="utf-8", newline=""
    )
    read = only(path, delimiter=delimiter)[1]
    assert [row.values for row in read] == rows


@settings(max_examples=80, deadline=None)
@given(widths=st.lists(st.integers(0, 5), max_size=20))
def test_rows_in_are_rows_stored_and_rows_set_aside(tmp_path_factory, widths):
    path = tmp_path_factory.getbasetemp() / "conserved.csv"
    path.write_text("a,b,c\n" + "".join(",".join("x" * width) + "\n" for width in widths), encoding="utf-8")
    ((sheet, rows),) = sheets(path, delimiter=",")
    assert len(rows) + sheet.read_as["blank_rows"] == len(widths)
    assert [isinstance(row, Row) for row in rows] == [width == 3 for width in widths if width]


@settings(max_examples=200, deadline=None)
@given(content=st.one_of(st.binary(max_size=200), st.text('a,;"\n\r\t|\0 é', max_size=60).map(str.encode)))
def test_bytes_of_any_kind_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(content)
    try:
        for sheet in importers.find(path).read(path, Options()):
            list(sheet.rows)
    except Refused as refusal:
        assert refusal.code and refusal.words and refusal.fix
