"""Verify: whatever is changed of what people gave and decided is named; untouched, nothing is."""

import shutil
import sqlite3
from dataclasses import replace

import pytest
from click.testing import CliRunner

import verify
from casebook import audit, consents_faces, decisions
from workshop import ROWS, SHEET, Workshop


@pytest.fixture
def shop(tmp_path):
    made = Workshop(tmp_path)
    made.source("list", SHEET, sheet_csv=ROWS)
    made.source("other", SHEET, sheet_csv=ROWS.replace("007", "009"))
    made.folders = folders = replace(made.folders, data=tmp_path)
    for case in ("1" * 32, "2" * 32):
        decisions.append(folders.decisions, "hold", "Nadia", "", case=case)
    made.run()
    consents_faces.save(folders.decisions, {"v": 1, "case": "0" * 32})
    audit.note(folders.audit, "Nadia", "export", edition=1)
    return made


def verified(shop, *options):
    folders = shop.folders
    where = [f"--{name}={getattr(folders, name)}" for name in ("data", "sources", "decisions", "build")]
    told = CliRunner().invoke(verify.main, [*where, *options])
    return told.exit_code, told.output


def test_what_nobody_touched_is_as_it_was(shop):
    assert verified(shop) == (0, "All is as it was written down.\n")
    assert verified(shop, "--rebuild") == (0, "All is as it was written down.\n")


def a_byte_of_a_file(folders):
    path = folders.sources / "list" / "files" / "sheet.csv"
    path.write_bytes(path.read_bytes().replace(b"1971", b"1972"))
    return "list/files/sheet.csv: it is not what was received"


def two_files_swapped(folders):
    one, other = (folders.sources / name / "files" / "sheet.csv" for name in ("list", "other"))
    body = one.read_bytes()
    shutil.copyfile(other, one)
    other.write_bytes(body)
    return "other/files/sheet.csv: it is not what was received"


def a_file_taken_away(folders):
    (folders.sources / "list" / "files" / "sheet.csv").unlink()
    return "list/files/sheet.csv: it was received and is gone"


def a_decision_edited(folders):
    path = folders.decisions / "log.jsonl"
    path.write_bytes(path.read_bytes().replace(b"Nadia", b"Zahra", 1))
    return "log.jsonl"


def a_face_edited(folders):
    (path,) = (folders.decisions / "projections").iterdir()
    path.write_bytes(path.read_bytes() + b" ")
    return "it is not the face that was approved"


def the_audit_cut_off(folders):
    (folders.audit / audit.LOG).write_bytes(b"")
    return "audit.jsonl"


HARMS = [a_byte_of_a_file, two_files_swapped, a_file_taken_away, a_decision_edited, a_face_edited, the_audit_cut_off]


@pytest.mark.parametrize("harm", HARMS)
def test_whatever_was_changed_is_named(shop, harm):
    words = harm(shop.folders)
    code, told = verified(shop)
    assert code == 1 and words in told


def test_a_text_changed_in_the_database_is_found_by_building_again(shop):
    with sqlite3.connect(shop.folders.cases) as db:
        db.execute("UPDATE claims SET raw = 'June 2017' WHERE raw = 'May 2017'")
    code, told = verified(shop, "--rebuild")
    assert code == 1 and "cases.claims: it does not say what a build" in told
