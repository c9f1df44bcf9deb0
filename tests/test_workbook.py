"""Workbooks say what a person sees in them; what stands behind or is hidden is kept beside it and reported."""

import datetime as dt
import random
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from casebook import importers
from casebook.importers.shapes import Options, Quarantined, Refused, Row
from reading_files import only, refused, sheets, written


def workbook(folder: Path, rows: list[list], change=lambda sheet: None, name: str = "w.xlsx") -> Path:
    """A workbook of one sheet, changed before it is saved."""
    book = openpyxl.Workbook()
    book.active.title = "People"
    for row in rows:
        book.active.append(row)
    change(book.active)
    book.save(folder / name)
    return folder / name


def formatted(**formats: str):
    """A change that gives cells their number formats."""

    def change(sheet):
        for place, code in formats.items():
            sheet[place].number_format = code

    return change


def test_the_cell_is_what_it_shows_and_what_is_stored_stands_beside_it(tmp_path):
    rows = [["No", "Arrest", "Share", "Phone", "Sure"], [7, dt.date(2017, 5, 1), 0.175, 998901234567, True]]
    path = workbook(tmp_path, rows, formatted(A2="000", B2="mmm yyyy", C2="0.0%"))
    assert only(path) == (
        ("No", "Arrest", "Share", "Phone", "Sure"),
        [Row("People row 2", ("007", "May 2017", "17.5%", "9.98901E+11", "TRUE"), {
            "No": {"stored": "7", "format": "000"},
            "Arrest": {"stored": "2017-05-01", "format": "mmm yyyy"},
            "Share": {"stored": "0.175", "format": "0.0%"},
            "Phone": {"stored": "998901234567", "format": "General"},
        })],
    )  # fmt: skip


def test_text_that_looks_like_a_number_stays_text(tmp_path):
    path = workbook(tmp_path, [["a", "b", "c"], ["007", "+0099", "1e5"]])
    assert only(path)[1] == [Row("People row 2", ("007", "+0099", "1e5"))]


def test_a_date_in_the_readers_own_layout_is_shown_without_an_order(tmp_path):
    path = workbook(tmp_path, [["a"], [dt.date(2017, 5, 4)]], formatted(A2="mm-dd-yy"))
    assert only(path)[1] == [Row("People row 2", ("2017-05-04",))]


def test_a_format_that_cannot_be_applied_is_flagged(tmp_path):
    path = workbook(tmp_path, [["a"], [dt.date(2017, 5, 4)]], formatted(A2="[$-107041E]d/m/yyyy"))
    ((row,),) = [rows for _, rows in sheets(path)]
    assert row.values == ("2017-05-04",) and row.notes["a"]["code"] == "format_not_applied"


def test_dates_counted_from_1904_are_the_same_days(tmp_path):
    def since_1904(sheet):
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        sheet["A2"] = dt.date(2017, 5, 1)
        sheet["A2"].number_format = "d mmm yyyy"

    assert only(workbook(tmp_path, [["a"]], since_1904))[1][0].values == ("1 May 2017",)


def test_formulas_keep_their_value_and_are_flagged_without_one(tmp_path):
    path = workbook(tmp_path, [["a", "b"], [2, "=A2*2"], [3, "=A3*2"]])
    kept = rb"<f>A2*2</f><v>4</v>"
    change_member(path, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<f>A2\*2</f><v ?/?>(</v>)?", kept, xml))
    assert only(path)[1] == [
        Row("People row 2", ("2", "4"), {"b": {"formula": "=A2*2"}}),
        Row("People row 3", ("3", ""), {"b": {"formula": "=A3*2", "code": "formula_without_value"}}),
    ]


def test_comments_colours_and_struck_out_words_are_kept(tmp_path):
    def change(sheet):
        sheet["A2"].comment = Comment("ask again", "somebody")
        sheet["B2"].font = Font(strike=True, color="FFFF0000")
        sheet["B2"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["C2"] = CellRichText("kept ", TextBlock(InlineFont(strike=True), "gone"))

    path = workbook(tmp_path, [["a", "b", "c"], ["1", "2", ""]], change)
    assert only(path)[1] == [Row("People row 2", ("1", "2", "kept gone"), {
        "a": {"comment": "ask again"},
        "b": {"strike": True, "colour": "FFFFFF00", "letters": "FFFF0000"},
        "c": {"strike": ["gone"]},
    })]  # fmt: skip


def test_what_is_hidden_is_imported_marked_and_reported(tmp_path):
    def change(sheet):
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet.merge_cells("A4:B4")
        other = sheet.parent.create_sheet("Old")
        other.append(["a"])
        other.append(["x"])
        other.sheet_state = "veryHidden"
        sheet.parent.create_sheet("Empty")

    path = workbook(tmp_path, [["a", "b"], ["1", "2"], ["3", "4"], ["5", None]], change)
    (people, rows), (old, old_rows) = sheets(path)
    assert people.notes == {"merged_cells": ["A4:B4"], "hidden_columns": ["b"], "hidden_rows": [3]}
    assert rows == [
        Row("People row 2", ("1", "2")),
        Row("People row 3", ("3", "4"), {"": {"hidden": True}}),
        Row("People row 4", ("5", "")),
    ]
    assert (old.name, old.notes, old_rows) == ("Old", {"hidden_sheet": "veryHidden"}, [Row("Old row 2", ("x",))])


def test_sheets_may_be_chosen_and_those_left_out_are_reported(tmp_path):
    def change(sheet):
        sheet.parent.create_sheet("Readme").append(["How to read this"])

    path = workbook(tmp_path, [["a"], ["1"]], change)
    ((sheet, rows),) = sheets(path, sheets=("People",))
    assert (sheet.notes, len(rows)) == ({"sheets_left_out": ["Readme"]}, 1)
    refusal = refused(path, sheets=("Peple",))
    assert refusal.code == "missing_sheet" and "'People', 'Readme'" in refusal.fix


@pytest.mark.parametrize(("rows", "code", "named"), [
    ([["a", None, "c"], ["1", "2", "3"]], "empty_header", "column B"),
    ([["a", "a"], ["1", "2"]], "duplicate_header", "'a'"),
    ([[None], ["a", "b"], ["1", "2"]], "empty_header", "row 1"),
    ([[]], "empty_file", "empty"),
])  # fmt: skip
def test_headings_that_are_not_all_there_and_different_are_refused(tmp_path, rows, code, named):
    refusal = refused(workbook(tmp_path, rows))
    assert refusal.code == code and named in refusal.words
    assert code != "empty_header" or "header_row" in refusal.fix


def test_headings_may_stand_lower_and_columns_without_anything_are_no_columns(tmp_path):
    path = workbook(tmp_path, [["A list"], [], ["a", None, "b"], ["1", None, "2"]])
    assert only(path, header_row=3) == (("a", "b"), [Row("People row 4", ("1", "2"))])


def test_a_row_with_something_outside_the_columns_is_set_aside(tmp_path):
    _, rows = only(workbook(tmp_path, [["a", "b"], ["1", "2"], ["3", "4", None, "5"]]))
    assert [type(row) for row in rows] == [Row, Quarantined]
    assert (rows[1].locator, rows[1].content, rows[1].code) == ("People row 3", "3\t4\t5", "ragged_row")
    assert "column D" in rows[1].words


def change_member(path: Path, member: str, change) -> None:
    """Change one member of a zip file."""
    with zipfile.ZipFile(path) as old:
        members = {info.filename: old.read(info.filename) for info in old.infolist()}
    assert member in members and change(members[member]) != members[member]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in members.items():
            new.writestr(name, change(content) if name == member else content)


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'


@pytest.mark.parametrize("member", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_entities_are_refused_wherever_they_are_declared(tmp_path, member):
    path = workbook(tmp_path, [["a"], ["1"]])
    change_member(path, member, lambda xml: DOCTYPE + xml[xml.index(b"?>") + 2 :] if b"?>" in xml else DOCTYPE + xml)
    assert refused(path).code == "hostile_xml"


def test_bombs_are_refused_before_they_are_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("xl/workbook.xml", b"0" * 20_000_000)
    assert refused(path).code == "zip_bomb"
    assert refused(workbook(tmp_path, [["a"], ["1"]]), max_unpacked_bytes=1000).code == "zip_bomb"


def test_a_cell_in_the_last_corner_costs_nothing(tmp_path):
    path = workbook(tmp_path, [["a", "b"], ["1", "2"]])
    change_member(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'r="2"', b'r="1048576"').replace(
        b'"A2"', b'"A1048576"').replace(b'"B2"', b'"XFD1048576"'))  # fmt: skip
    assert only(path)[1][0].code == "ragged_row"


def test_macros_are_left_alone_and_reported(tmp_path):
    path = workbook(tmp_path, [["a"], ["1"]])
    with zipfile.ZipFile(path, "a") as pack:
        pack.writestr("xl/vbaProject.bin", b"x")
    ((sheet, rows),) = sheets(path.rename(tmp_path / "w.xlsm"))
    assert (sheet.notes, len(rows)) == ({"macros": True}, 1)


def test_nothing_is_read_without_defusedxml(tmp_path, monkeypatch):
    path = workbook(tmp_path, [["a"], ["1"]])
    monkeypatch.setitem(sys.modules, "defusedxml", None)
    assert refused(path).code == "no_defusedxml"


@pytest.mark.parametrize("name", ["w.xlsx", "w.ods"])
def test_files_that_are_damaged_are_refused(tmp_path, name):
    good = (workbook(tmp_path, [["a"], ["1"]]) if name == "w.xlsx" else ods(tmp_path, row("a") + row("1"))).read_bytes()
    noise = random.Random(7)
    for _ in range(60):
        broken = bytearray(good)
        for _ in range(noise.randrange(1, 8)):
            broken[noise.randrange(len(broken))] = noise.randrange(256)
        path = written(
            tmp_path, f"broken-{name}", bytes(broken[: noise.choice([len(broken), noise.randrange(len(broken))])])
        )
        try:
            for sheet in importers.find(path).read(path, Options()):
                list(sheet.rows)
        except Refused as refusal:
            assert refusal.code and refusal.fix


NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in [("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"),
                        ("fo", "xsl-fo-compatible")]
)  # fmt: skip


def cell(text: str, attributes: str = "", more: str = "") -> str:
    return f"<table:table-cell {attributes}>{more}<text:p>{text}</text:p></table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    made = "".join(each if each.startswith("<") else cell(each) for each in cells)
    return f"<table:table-row {attributes}>{made}</table:table-row>"


def ods(folder: Path, rows: str, look: str = "", before: str = "") -> Path:
    """An ODS workbook of one sheet, written by hand."""
    styles = (
        '<style:style style:name="off"><style:table-properties table:display="false"/></style:style>'
        '<style:style style:name="struck"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    )
    path = folder / "w.ods"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        pack.writestr("content.xml", (
            f'<?xml version="1.0"?>{before}<office:document-content {NAMES}><office:automatic-styles>{styles}'
            f'</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="People" {look}>{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>"
        ))  # fmt: skip
    return path


def test_an_ods_cell_is_the_text_it_shows(tmp_path):
    month = 'office:value-type="date" office:date-value="2017-05-01"'
    number = 'office:value-type="float" office:value="7"'
    rows = row("When", "No", "Note") + row(
        cell("May 2017", month), cell("007", number), cell('a<text:s text:c="2"/>b<text:tab/>c')
    )
    assert only(ods(tmp_path, rows)) == (
        ("When", "No", "Note"),
        [Row("People row 2", ("May 2017", "007", "a  b\tc"),
             {"When": {"stored": "2017-05-01"}, "No": {"stored": "7"}})],
    )  # fmt: skip


def test_ods_repeats_hides_strikes_and_comments(tmp_path):
    note = "<office:annotation><text:p>ask</text:p></office:annotation>"
    rows = (
        '<table:table-column/><table:table-column table:visibility="collapse"/>' + row("a", "b")
        + row("1", cell('x<text:span text:style-name="struck">y</text:span>', more=note),
              attributes='table:number-rows-repeated="2" table:visibility="filter"')
        + row('<table:table-cell table:number-columns-repeated="16384"/>',
              attributes='table:number-rows-repeated="1000000"')
    )  # fmt: skip
    ((sheet, found),) = sheets(ods(tmp_path, rows, 'table:style-name="off"'))
    assert sheet.notes == {"hidden_sheet": "hidden", "hidden_columns": ["b"], "hidden_rows": [2, 3]}
    notes = {"b": {"comment": "ask", "strike": ["y"]}, "": {"hidden": True}}
    assert found == [Row("People row 2", ("1", "xy"), notes), Row("People row 3", ("1", "xy"), notes)]


def test_ods_formulas_without_a_value_are_flagged(tmp_path):
    formula = '<table:table-cell table:formula="of:=1+1"/>'
    _, rows = only(ods(tmp_path, row("a", "b") + row("1", formula)))
    assert rows[0].notes == {"b": {"formula": "of:=1+1", "code": "formula_without_value"}}


def test_ods_bombs_and_entities_are_refused(tmp_path):
    many = row("a") + row(
        cell("x", 'table:number-columns-repeated="16000"'), attributes='table:number-rows-repeated="1000000"'
    )
    assert refused(ods(tmp_path, many)).code == "zip_bomb"
    assert refused(ods(tmp_path, row("a") + row("&b;"), before=DOCTYPE.decode())).code == "hostile_xml"
    assert refused(written(tmp_path, "w.ods", "junk")).code == "damaged_file"


def test_old_formats_are_refused_with_the_way_out(tmp_path):
    with pytest.raises(Refused, match="save it as .xlsx or .ods"):
        importers.find(Path("old.xls"))
