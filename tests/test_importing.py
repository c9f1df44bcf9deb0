"""Import: every row is kept or set aside, a corrected file changes what it corrects, and nothing else."""

from dataclasses import replace

import pytest

from casebook import pipeline, receipts, rehearsing, reporting
from casebook.receipts import ReceiptError
from workshop import ROWS, SHEET, Workshop


@pytest.fixture
def shop(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("list", SHEET, sheet_csv=ROWS)
    shop.run()
    return shop


def states(shop):
    return shop.rows('SELECT "key", state FROM records ORDER BY "key"')


def test_rows_are_kept_word_for_word_under_their_number(shop):
    assert states(shop) == [("list:007", "current"), ("list:008", "current")]
    assert shop.rows("SELECT rows_in, rows_stored, rows_quarantined FROM files") == [(2, 2, 0)]
    cells = shop.rows("SELECT json_extract(content, '$.No'), json_extract(content, '$.Taken') FROM records")
    assert cells == [("007", "May 2017"), ("008", "late 2017")]


def test_the_same_files_twice_change_nothing(shop):
    before = shop.hashes()
    summary = shop.run()
    assert (summary.files, shop.hashes()) == ({}, before)


def test_a_corrected_file_changes_only_what_it_corrects(shop):
    shop.receive("list", "second.csv", ROWS.replace("15 years", "17 years"), replaces="sheet.csv")
    taken = shop.run().files["list/second.csv"]
    assert (taken.new, taken.changed, taken.unchanged, taken.absent) == (0, 1, 1, 0)
    terms = shop.rows("SELECT raw, standing FROM claims WHERE property = 'term' ORDER BY raw")
    assert terms == [("15 years", "no longer said by the source"), ("17 years", "stands")]
    assert shop.rows("SELECT term_months_min FROM cases WHERE name = 'Sabir Qurbanov'") == [(204,)]
    assert shop.hashes() == shop.rebuilt().hashes()


def test_a_row_gone_from_a_newer_file_is_marked_absent_and_comes_back(shop):
    first, second = ROWS.splitlines()[:2], ROWS.splitlines()
    shop.receive("list", "second.csv", "\n".join(first) + "\n", replaces="sheet.csv")
    assert shop.run().files["list/second.csv"].absent == 1
    assert states(shop) == [("list:007", "current"), ("list:008", "absent")]
    assert {row[0] for row in shop.rows("SELECT standing FROM claims WHERE column = 'Born'")} == {
        "stands", "no longer said by the source"}  # fmt: skip
    shop.receive("list", "third.csv", "\n".join(second) + "\n", replaces="second.csv")
    shop.run()
    assert states(shop) == [("list:007", "current"), ("list:008", "current")]
    assert shop.hashes() == shop.rebuilt().hashes()


def test_undo_restores_what_was_before(shop):
    before = shop.hashes()
    shop.receive("list", "second.csv", ROWS.replace("15 years", "17 years"), replaces="sheet.csv")
    shop.run()
    assert shop.hashes() != before
    shop.undo("list")
    shop.run()
    assert shop.hashes() == before


def test_a_number_that_names_another_person_stops_that_row(shop):
    shop.receive("list", "second.csv", ROWS.replace("Sabir Qurbanov", "Tilla Ömerjan"), replaces="sheet.csv")
    taken = shop.run().files["list/second.csv"]
    assert (taken.changed, taken.quarantined, taken.absent) == (0, 1, 0)
    assert shop.rows("SELECT code, locator FROM issues WHERE code = 'number_of_another_person'") == [
        ("number_of_another_person", "row 2")
    ]
    assert shop.rows("SELECT count(*) FROM names WHERE text = 'Sabir Qurbanov'") == [(1,)]


def test_a_changed_file_over_an_old_name_is_an_error_that_says_what_to_do(shop):
    path = shop.path / "sources" / "list" / "files" / "sheet.csv"
    path.write_text(ROWS.replace("1971", "1972"), encoding="utf-8")
    with pytest.raises(ReceiptError, match="--replaces sheet.csv"):
        shop.run()


def test_rows_without_a_number_are_known_by_what_they_say(tmp_path):
    shop = Workshop(tmp_path)
    yml = SHEET.replace("key: No\n", "").replace("  No: source_id\n", "") + "ignore: ['No']\n"
    shop.source("list", yml, sheet_csv=ROWS + ROWS.splitlines()[1] + "\n")
    shop.run()
    keys = [key for key, _ in states(shop)]
    assert [key[-2:] for key in keys].count("#2") == 1 and len(keys) == 3
    corrected = ROWS.replace("15 years", "16 years")
    shop.receive("list", "second.csv", corrected, replaces="sheet.csv")
    summary = shop.run()
    assert (summary.files["list/second.csv"].new, summary.files["list/second.csv"].absent) == (1, 2)
    assert summary.doubtful, "the corrected row is perhaps the old one: asked, not guessed"
    assert shop.hashes() == shop.rebuilt().hashes()


def test_an_unmapped_column_is_an_issue_and_is_kept(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("list", SHEET, sheet_csv=ROWS.replace("Notes", "Remarks", 1))
    shop.run()
    found = shop.rows("SELECT code, column FROM issues WHERE code LIKE '%_column' ORDER BY code")
    assert found == [("missing_column", "Notes"), ("unmapped_column", "Remarks")]
    assert shop.rows("SELECT json_extract(content, '$.Remarks') LIKE 'Seen by%' FROM records")[1] == (1,)


def test_a_file_that_cannot_be_read_is_refused_and_the_others_go_in(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("good", SHEET, sheet_csv=ROWS)
    shop.source("odd", SHEET, sheet_csv="№,Имя\n1,Сабир".encode("cp1251"))
    summary = shop.run()
    assert list(summary.refused) == ["odd/sheet.csv"] and "encoding" in summary.refused["odd/sheet.csv"]
    assert shop.rows("SELECT \"key\", state FROM files ORDER BY \"key\"") == [
        ("good/sheet.csv", "current"), ("odd/sheet.csv", "refused")]  # fmt: skip
    assert shop.run().refused == summary.refused


def test_a_rehearsal_says_what_would_change_and_writes_nothing(shop):
    before = shop.hashes()
    path = shop.path / "second.csv"
    path.write_text(ROWS.replace("15 years", "17 years") + "007,Someone,,,,,,,\n009,New Person,,,,,,,\n", encoding="utf-8")
    with rehearsing.rehearsal(shop.folders) as place:
        receipts.receive(place.sources / "list", path, "sheet.csv", by="tester")
        said = reporting.previewed(pipeline.run(place, by="tester"))
    assert said.splitlines() == [
        "list/second.csv: 1 new, 1 changed, 1 unchanged, 0 gone, 1 set aside",
        "  changed: list:007 (Sentence)",
        "  set aside: row 4: another row of this file has the same number. Give each row its own number.",
    ]
    assert shop.hashes() == before
    assert [path.name for path in (shop.folders.sources / "list" / "files").iterdir()] == ["sheet.csv"]


def test_a_folder_that_is_not_there_empties_nothing(shop):
    before = shop.hashes()
    with pytest.raises(FileNotFoundError, match="no folder"):
        pipeline.run(replace(shop.folders, sources=shop.path / "sourcse"))
    assert shop.hashes() == before


def test_a_file_is_received_into_a_source_that_is_there_and_nowhere_else(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("list", SHEET, sheet_csv=ROWS)
    for name in ("nosuch", "../list"):
        with pytest.raises(ReceiptError, match="There is no source"):
            shop.receive(name, "new.csv", ROWS)
    assert not (tmp_path / "sources" / "nosuch").exists()


def test_a_file_whose_receipt_was_undone_is_received_again(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("list", SHEET)
    shop.receive("list", "new.csv", ROWS)
    shop.undo("list")
    shop.receive("list", "new.csv", ROWS)
    assert shop.run().totals["records"] == 2


def test_what_programs_leave_beside_files_is_no_file_and_a_folder_is_not_passed_over(tmp_path):
    shop = Workshop(tmp_path)
    files = shop.source("list", SHEET, sheet_csv=ROWS) / "files"
    for name in ("Thumbs.db", "desktop.ini", "~$list.xlsx", ".DS_Store"):
        (files / name).write_bytes(b"x")
    assert not shop.run().refused
    (files / "more").mkdir()
    with pytest.raises(ReceiptError, match="list/files/more is a folder"):
        shop.run()
