"""Nothing that reaches or names an informant gets into cases.db by a key, a heading, a title or the name of a file."""

import pytest
from openpyxl import Workbook

from casebook.receipts import ReceiptError
from casebook.sources import SourceError
from workshop import Workshop

SHEET = """\
title: List
language: en
key: No
columns:
  No: source_id
  Name: name
  Told by: {property: name, of: informant}
"""
ROWS = "No,Name,Told by\n1,Sabir Qurbanov,Halide Isaq\n"


def taken(tmp_path, yml=SHEET, rows=ROWS, name="list", **files):
    shop = Workshop(tmp_path)
    shop.source(name, yml, **(files or {"sheet_csv": rows}))
    shop.run()
    return shop


@pytest.mark.parametrize(
    ("yml", "line"),
    [
        (SHEET.replace("key: No", "key: Told by"), 3),
        (SHEET.replace("title: List", "title: List of +7 701 234 56 78"), 1),
        (SHEET + "publisher: halide@mail.example\n", 8),
    ],
)
def test_a_source_that_would_show_a_contact_is_answered_with_its_line(tmp_path, yml, line):
    with pytest.raises(SourceError) as raised:
        taken(tmp_path, yml)
    assert raised.value.line == line


def test_a_folder_whose_name_could_make_two_keys_one_is_refused(tmp_path):
    with pytest.raises(SourceError, match="colon"):
        taken(tmp_path, name="a:b")


def test_a_row_numbered_by_an_address_is_set_aside(tmp_path):
    shop = taken(tmp_path, rows=ROWS + "halide@mail.example,Mihray Sadir,\n")
    assert shop.rows('SELECT "key" FROM records') == [("list:1",)]
    assert shop.rows("SELECT code, locator FROM issues") == [("number_is_contact", "row 3")]
    assert b"mail.example" not in shop.folders.cases.read_bytes()


def test_a_heading_that_holds_a_number_refuses_the_file(tmp_path):
    shop = taken(tmp_path, rows="No,Name,Told by,Call +7 701 234 56 78\n1,Sabir,,\n")
    assert shop.rows("SELECT code FROM issues") == [("contact_in_heading",)]
    assert b"234 56" not in shop.folders.cases.read_bytes()


def test_the_name_of_a_sheet_is_masked_wherever_it_stands(tmp_path):
    book = Workbook()
    book.active.title = "Halide 0033 612345678"
    for row in (["No", "Name", "Told by"], ["1", "Sabir Qurbanov", None], ["2", "Mihray Sadir", None, "outside"]):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    shop = taken(tmp_path / "shop", book_xlsx=(tmp_path / "book.xlsx").read_bytes())
    assert shop.rows("SELECT locator FROM records") == [("Halide ██████████████ row 2",)]
    assert b"612345678" not in shop.folders.cases.read_bytes() + shop.folders.issues.read_bytes()


@pytest.mark.parametrize("name", ["call 8 701 234 56 78.csv", "halide@mail.example.csv", "a\nb.csv"])
def test_a_file_whose_name_holds_a_number_is_to_be_renamed_first(tmp_path, name):
    shop = Workshop(tmp_path)
    folder = shop.source("list", SHEET)
    (folder / "files" / name).write_text(ROWS, encoding="utf-8")
    with pytest.raises(ReceiptError, match="rename it first") as raised:
        shop.run()
    assert "234 56" not in str(raised.value) and not (folder / "receipts.jsonl").exists()


def test_an_informant_in_the_name_of_a_file_or_in_a_title_is_reported(tmp_path):
    shop = taken(tmp_path, SHEET.replace("title: List", "title: Letter of Isaq Halide"))
    assert shop.rows("SELECT code, file FROM issues") == [("informant_in_a_title", 1)]
    shop.source("list", SHEET)
    shop.run()
    assert shop.rows("SELECT code FROM issues") == []
