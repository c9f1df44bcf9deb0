"""Informants' names and everybody's numbers leave cases.db before anybody can read them there."""

from casebook.masking import BLOCK, mask
from casebook.masking_names import Names
from workshop import ROWS, SHEET, Workshop


def test_a_mask_has_as_many_blocks_as_the_words_had_characters():
    assert mask("told by Halide, abroad", [(8, 14)]) == f"told by {BLOCK * 6}, abroad"


def test_names_are_found_in_any_case_with_endings_and_in_han():
    names = Names(["Halide Qurbanova", "阿依木", "Ali"])
    text = "HALIDE  QURBANOVA's letter; Halide Qurbanovaning xéti; 阿依木说; Ali, not Alim"
    assert [text[a:b] for a, b in names.spans(text)] == [
        "HALIDE  QURBANOVA", "Halide Qurbanovaning", "阿依木", "Ali"]  # fmt: skip


def built(tmp_path, rows=ROWS):
    shop = Workshop(tmp_path)
    shop.source("list", SHEET, sheet_csv=rows)
    shop.run()
    return shop


def everything(shop):
    return b"".join(path.read_bytes() for path in (shop.folders.cases, shop.folders.issues))


def test_neither_name_nor_number_of_an_informant_is_in_cases_db(tmp_path):
    shop = built(tmp_path)
    for secret in ("Halide", "Qurbanova,", "532 000", "+905320001122"):
        assert secret.encode() not in everything(shop)
    assert shop.contacts("SELECT kind, value FROM contacts WHERE record = 'list:007' ORDER BY kind") == [
        ("name", "Halide Qurbanova"), ("phone", "+905320001122")]  # fmt: skip


def test_an_informant_is_masked_in_the_notes_of_another_row_and_the_words_are_kept(tmp_path):
    shop = built(tmp_path)
    assert shop.rows("SELECT json_extract(content, '$.Notes') FROM records WHERE \"key\" = 'list:008'") == [
        (f"Seen by {BLOCK * 16} in 2019",)
    ]
    assert shop.contacts("SELECT text FROM cells WHERE record = 'list:008'") == [("Seen by Halide Qurbanova in 2019",)]
    assert shop.rows("SELECT code FROM issues WHERE code = 'masked_words'") == [("masked_words",)]


def test_an_informant_who_becomes_known_later_is_masked_in_what_is_there(tmp_path):
    shop = built(tmp_path, ROWS.replace("Halide Qurbanova,+90", ",+90"))
    assert b"Halide" in everything(shop)
    shop.source("other", SHEET, more_csv=ROWS.splitlines()[0] + "\n1,Nurgul Isaq,1990,,,,Halide Qurbanova,,\n")
    shop.run()
    assert b"Halide" not in everything(shop)
    assert shop.hashes() == shop.rebuilt().hashes()


def test_a_number_in_a_free_text_cell_is_masked_wherever_it_stands(tmp_path):
    shop = built(tmp_path, ROWS.replace("Seen by", "Call +998 90 123 45 67."))
    assert b"123 45 67" not in everything(shop)
    kinds = shop.contacts("SELECT kind, value FROM contacts WHERE record = 'list:008' AND kind = 'phone'")
    assert kinds == [("phone", "+998901234567")]


def test_the_subject_of_a_record_keeps_a_name_that_an_informant_bears_too(tmp_path):
    shop = built(tmp_path, ROWS.replace("Mihray Sadir", "Halide Qurbanova"))
    assert shop.rows("SELECT name FROM cases WHERE name IS NOT NULL ORDER BY name") == [
        ("Halide Qurbanova",), ("Sabir Qurbanov",)]  # fmt: skip
    assert shop.rows("SELECT count(*) FROM issues WHERE code = 'informant_and_subject'") == [(1,)]


def test_what_stands_beside_private_cells_of_a_workbook_is_private_too(tmp_path):
    from openpyxl import Workbook
    from openpyxl.comments import Comment

    book = Workbook()
    sheet = book.active
    sheet.append(ROWS.splitlines()[0].split(","))
    sheet.append(["9", "Sabir Qurbanov", "1971", None, None, None, "Halide Qurbanova", 905320001122, "quiet"])
    sheet["B2"].comment = Comment("ask Halide Qurbanova, +998 90 123 45 67", "x")
    book.save(tmp_path / "book.xlsx")
    shop = Workshop(tmp_path / "shop")
    shop.source("list", SHEET, book_xlsx=(tmp_path / "book.xlsx").read_bytes())
    shop.run()
    for secret in ("Halide", "905320001122", "123 45 67"):
        assert secret.encode() not in everything(shop)
    kept = "".join(text for (text,) in shop.contacts("SELECT text FROM cells WHERE \"column\" = ''"))
    assert "ask Halide Qurbanova" in kept and "905320001122" in kept


def test_a_name_at_the_beginning_of_a_line_is_found(tmp_path):
    told = '"He is seen.\nHalide Qurbanova wrote\tHalide Qurbanova"'
    shop = built(tmp_path, ROWS.replace("Seen by Halide Qurbanova in 2019", told))
    assert b"Halide" not in everything(shop)


STORY = """\
title: An invented letter
language: en
kind: testimony
columns: {heading: name, text: testimony}
"""


def test_whoever_a_letter_names_as_telling_the_story_has_no_name_in_cases_db(tmp_path):
    shop = Workshop(tmp_path)
    text = (
        "# Sabir Qurbanov\n\nSabir was detained in May 2017. His uncle, Tursunay Helimov, who lives in France, was told of"
        " it by family. According to his uncle Tursunay Helimov, he was sentenced to 9 years. His uncle, Tursunay Helimov,"
        " has four children.\n"
    )
    shop.source("letter", STORY, letter_md=text)
    shop.run()
    assert b"Helimov" not in everything(shop)
    assert {"Tursunay Helimov"} == {value for (value,) in shop.contacts("SELECT value FROM contacts")}
    assert shop.rows("SELECT code FROM relations JOIN mentions m ON m.id = other WHERE m.role = 'informant'") == [("UNCLE",)]


def test_a_narrative_without_a_language_is_kept_and_asked_about(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("told", "title: Told\ncolumns: {Name: name, Story: testimony}\n", a_csv="Name,Story\nSabir,She was taken\n")
    shop.run()
    assert shop.rows("SELECT code, \"column\" FROM issues") == [("language_not_said", "Story")]


def test_a_note_of_who_the_informant_is_hides_the_name_elsewhere_and_nothing_more(tmp_path):
    rows = ROWS.replace("Halide Qurbanova,", "Halide Qurbanova (his aunt),").replace("Seen by", "His aunt. Seen by")
    shop = built(tmp_path, rows)
    assert b"Halide" not in everything(shop)
    assert shop.rows("SELECT json_extract(content, '$.Notes') FROM records WHERE \"key\" = 'list:008'") == [
        (f"His aunt. Seen by {BLOCK * 16} in 2019",)
    ]


def test_it_does_not_matter_which_of_two_names_became_known_first(tmp_path):
    shop = built(tmp_path, ROWS.replace("Halide Qurbanova,", "Halide,"))
    shop.source("other", SHEET, more_csv=ROWS.splitlines()[0] + "\n1,Nurgul Isaq,1990,,,,Halide Qurbanova,,\n")
    shop.run()
    assert b"Qurbanova" not in everything(shop)
    assert shop.hashes() == shop.rebuilt().hashes()


def test_a_name_that_is_no_informants_any_more_stands_again_as_it_was_written(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("list", SHEET, sheet_csv=ROWS.replace("Halide Qurbanova,", ","))
    shop.source("other", SHEET)
    shop.run()
    shop.receive("other", "more.csv", ROWS.splitlines()[0] + "\n1,Nurgul Isaq,1990,,,,Halide Qurbanova,,\n")
    shop.run()
    assert b"Halide" not in everything(shop)
    shop.undo("other")
    shop.run()
    assert b"Halide" in everything(shop)
    assert shop.hashes() == shop.rebuilt().hashes()
