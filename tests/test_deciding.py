"""Decide: people's judgements applied to what was read, and taken back."""

import pytest

from casebook import decisions, pipeline
from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes\n"
A, B, C = (f"list:{n}/subject:Name" for n in (1, 2, 3))


@pytest.fixture
def shop(tmp_path):
    shop = Workshop(tmp_path)
    rows = [
        "1,Sabir Qurbanov,1971,May 2017,,15 years,,,",
        "2,Sabir Kurban,,March 2018,,17 years,,,",
        "3,S. Qurbanov,,,,,,,",
    ]
    shop.source("list", SHEET, sheet_csv=HEADER + "\n".join(rows) + "\n")
    shop.run()
    return shop


def decide(shop, kind, **fields):
    made = decisions.append(shop.folders.decisions, kind, "researcher1", "because", **fields)
    shop.run()
    return made


def same(shop):
    """The law: what decisions made of a build is what they make of one from nothing."""
    assert shop.hashes() == shop.rebuilt().hashes()


def cases(shop):
    return shop.rows("SELECT name, records, differs, arrest, term_months_min FROM cases ORDER BY name DESC")


def test_two_mentions_judged_the_same_are_one_case_and_accounts_may_differ(shop):
    decide(shop, "match", a=A, b=B, choice="same")
    assert cases(shop)[0] == ("Sabir Qurbanov", 2, 2, "[2017-05,2018-03]", 180)
    assert shop.rows("SELECT property, kind FROM contradictions ORDER BY property") == [
        ("date", "incompatible"), ("term", "incompatible")]  # fmt: skip
    same(shop)


def test_an_undone_judgement_gives_both_cases_back(shop):
    before = cases(shop)
    line = decide(shop, "match", a=A, b=B, choice="same")
    assert len(cases(shop)) == 2
    decide(shop, "undo", undo=line.seq)
    assert cases(shop) == before
    same(shop)


def test_a_group_that_holds_a_pair_judged_different_is_not_joined(shop):
    decide(shop, "match", a=A, b=B, choice="same")
    decide(shop, "match", a=B, b=C, choice="same")
    assert len(cases(shop)) == 1
    decide(shop, "match", a=A, b=C, choice="different")
    assert len(cases(shop)) == 3
    assert shop.rows("SELECT count(*) FROM issues WHERE code = 'same_and_different'") == [(1,)]
    same(shop)


def test_a_case_is_named_by_the_line_that_opens_it(shop):
    decide(shop, "case", case="a" * 32, members=[A, C])
    assert shop.rows("SELECT case_key, records FROM cases ORDER BY name DESC") == [("a" * 32, 2), (None, 1)]
    same(shop)


def test_a_rejected_claim_is_kept_and_no_longer_counts(shop):
    key = shop.rows("SELECT \"key\" FROM claims WHERE raw = '15 years'")[0][0]
    line = decide(shop, "claim", claim=key, choice="reject", seen="term 180.0..180.0")
    assert shop.rows("SELECT standing FROM claims WHERE raw = '15 years'") == [("rejected",)]
    assert [row[4] for row in cases(shop)] == [None, 204, None]
    same(shop)
    decide(shop, "undo", undo=line.seq)
    assert [row[4] for row in cases(shop)] == [180, 204, None]
    same(shop)


def test_a_judgement_on_a_value_that_reads_otherwise_today_comes_back_to_be_judged(shop):
    key = shop.rows("SELECT \"key\" FROM claims WHERE raw = 'May 2017'")[0][0]
    decide(shop, "claim", claim=key, choice="reject", seen="2016-05")
    assert shop.rows("SELECT standing FROM claims WHERE raw = 'May 2017'") == [("stands",)]
    assert shop.rows("SELECT count(*) FROM issues WHERE code = 'judged_otherwise'") == [(1,)]
    same(shop)


def test_a_corrected_file_keeps_the_judgements(shop):
    decide(shop, "match", a=A, b=B, choice="same")
    text = (shop.path / "sources/list/files/sheet.csv").read_text()
    shop.receive("list", "second.csv", text.replace("1971", "1972"), replaces="sheet.csv")
    shop.run()
    assert [row[:2] for row in cases(shop)] == [("Sabir Qurbanov", 2), ("S. Qurbanov", 1)]
    same(shop)


def test_a_corrected_date_is_the_one_a_person_read_in_the_words(shop):
    key = shop.rows("SELECT \"key\" FROM claims WHERE raw = 'May 2017'")[0][0]
    decide(shop, "correct", claim=key, seen="2017-05", value="2017-05-1X")
    assert shop.rows("SELECT raw, edtf, earliest, latest, reading FROM claims WHERE \"key\" = ?", key) == [
        ("May 2017", "2017-05-1X", "2017-05-10", "2017-05-19", "checked by a person")]  # fmt: skip
    assert shop.rows("SELECT edtf, latest FROM events WHERE mention = 1 AND kind = 'detention'") == [
        ("2017-05-1X", "2017-05-19")
    ]
    same(shop)


def test_a_correction_that_is_no_date_is_an_issue_and_changes_nothing(shop):
    key = shop.rows("SELECT \"key\" FROM claims WHERE raw = 'May 2017'")[0][0]
    decide(shop, "correct", claim=key, seen="2017-05", value="in spring")
    assert shop.rows('SELECT edtf FROM claims WHERE "key" = ?', key) == [("2017-05",)]
    assert shop.rows("SELECT count(*) FROM issues WHERE code = 'not_a_date'") == [(1,)]


def test_a_step_is_in_the_diary_of_its_case(shop):
    decide(shop, "case", case="a" * 32, members=[A])
    decide(shop, "step", case="a" * 32, step="letter", to="embassy", date="2024-01", answer="none", due="2024-03-01")
    assert shop.rows(
        'SELECT s."key", p."key", s.kind, s.by, s.to_whom, s.date, s.answer, s.due FROM steps s JOIN persons p ON p.id = s.person'
    ) == [("log.jsonl:2", A, "letter", "researcher1", "embassy", "2024-01", "none", "2024-03-01")]
    same(shop)


def test_a_judgement_is_applied_alone_as_a_run_applies_it(shop):
    """What somebody decides while the site is open: no file is taken in for it, and the outcome is that of a whole run."""
    (shop.path / "sources" / "list" / "files" / "later.csv").write_text(HEADER + "9,Nur Sabir,,,,,,,\n")
    for kind, fields in (("match", {"a": A, "b": B, "choice": "same"}), ("case", {"case": "f" * 32, "members": [C]})):
        decisions.append(shop.folders.decisions, kind, "researcher1", **fields)
        pipeline.judge(shop.folders)
    assert [(name, records) for name, records, *_ in cases(shop)] == [("Sabir Qurbanov", 2), ("S. Qurbanov", 1)]
    assert shop.rows("SELECT name FROM cases WHERE case_key = ?", "f" * 32) == [("S. Qurbanov",)]
    (shop.path / "sources" / "list" / "files" / "later.csv").unlink()
    same(shop)
