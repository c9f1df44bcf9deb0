"""Campaigns: every value as written beside what is understood of it, several counts side by side, and no claim on anybody."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.campaigns import read_amount
from casebook.importers import campaign
from casebook.importers.shapes import Options, Quarantined, Refused, Row
from reading_files import written
from test_incremental import conserved
from workshop import ROWS, SHEET, Workshop

SOURCE = "title: An invented petition\nlanguage: en\nday_month_order: DMY\nkind: campaign\n"
PETITION = """\
title: Free them
organisation: A committee
launch: June 2021
demand: Their release
addressed: The Ministry
intervention: petition
cases:
  - Sabir Qurbanov
  - {mention: "list:008/subject:Name"}
  - {record: "list:007"}
counts:
  - {date: July 2021, country: France, count: "more than 50,000", said_by: the committee}
  - {date: July 2021, country: France, count: "48,100", said_by: a newspaper}
  - {date: one day, country: everywhere, count: several}
meetings:
  - {date: autumn 2021, words: Two families were met.}
deliveries:
  - {date: October 2021, to: the embassy, words: Left at the gate., response: token response}
outcome: Nothing came of it.
"""


@pytest.fixture
def shop(tmp_path):
    made = Workshop(tmp_path)
    made.source("list", SHEET, sheet_csv=ROWS)
    made.source("petition", SOURCE, a_yml=PETITION)
    made.run()
    return made


def test_a_campaign_is_kept_as_it_is_written_and_as_it_is_understood(shop):
    (row,) = shop.rows("SELECT * FROM campaigns")
    assert (row[1], *row[3:]) == (
        "petition", "Free them", "A committee", "June 2021", "2021-06", "2021-06-01", "2021-06-30", "Their release",
        "The Ministry", "020200000000", "stands",
    )  # fmt: skip


def test_several_counts_stand_side_by_side(shop):
    assert shop.rows("SELECT edtf, place, country, raw, amount, says, said_by FROM campaign_counts ORDER BY id") == [
        ("2021-07", "France", "FR", "more than 50,000", 50000, "at least", "the committee"),
        ("2021-07", "France", "FR", "48,100", 48100, "exactly", "a newspaper"),
        (None, "everywhere", None, "several", None, None, None),
    ]
    assert shop.rows("SELECT property, words FROM issues WHERE code = 'not_understood' ORDER BY property") == [
        ("count", "several"), ("country", "everywhere"), ("date", "one day"),
    ]  # fmt: skip


def test_cases_are_named_by_name_mention_or_record_and_steps_are_coded(shop):
    assert shop.rows("SELECT kind, raw FROM campaign_cases ORDER BY id") == [
        ("name", "Sabir Qurbanov"), ("mention", "list:008/subject:Name"), ("record", "list:007"),
    ]  # fmt: skip
    assert shop.rows("SELECT kind, edtf, to_whom, words, response FROM campaign_steps ORDER BY id") == [
        ("delivery", "2021-10", "the embassy", "Left at the gate.", "050000000000"),
        ("meeting", "2021-23", None, "Two families were met.", None),
        ("outcome", None, None, "Nothing came of it.", None),
    ]


def test_a_campaign_speaks_of_nobody(shop):
    alone = shop.rows("SELECT count(*) FROM mentions")
    assert alone == shop.rows("SELECT count(*) FROM cases") == [(2,)]
    assert shop.rows("SELECT count(*) FROM claims c JOIN records r ON r.id = c.record WHERE r.key LIKE 'petition:%'") == [(0,)]


def test_an_informant_is_masked_and_the_campaign_read_again(shop):
    shop.receive("petition", "b.yml", PETITION.replace("Two families were met.", "Halide Qurbanova was met."), replaces="a.yml")
    conserved(shop.run())
    words = [words for (words,) in shop.rows("SELECT words FROM campaign_steps WHERE kind = 'meeting' AND standing = 'stands'")]
    assert words == ["█" * len("Halide Qurbanova") + " was met."]
    assert shop.hashes() == shop.rebuilt().hashes()


def test_what_a_newer_file_no_longer_says_is_kept(shop):
    newer = PETITION.replace("48,100", "49,000").replace("Free them", "Free them all")
    shop.receive("petition", "b.yml", newer, replaces="a.yml")
    conserved(shop.run())
    assert shop.rows("SELECT raw, standing FROM campaign_counts WHERE said_by = 'a newspaper' ORDER BY raw") == [
        ("48,100", "no longer said by the source"), ("49,000", "stands"),
    ]  # fmt: skip
    assert shop.rows("SELECT title FROM campaigns") == [("Free them all",)]
    assert shop.hashes() == shop.rebuilt().hashes()


PARTS = st.lists(st.sampled_from([
    "{date: May 2021, country: France, count: '5'}", "{number: '1', count: 'over 70'}", "{number: '1', count: '80'}",
    "{date: 3/4/2021, count: '+90 532 000 11 22'}", "odd", "{whom: her}", "{date: ''}",
]), max_size=4)  # fmt: skip
FILES = PARTS.map(lambda parts: "title: T\n" + ("counts:\n" + "".join(f"  - {part}\n" for part in parts) if parts else ""))


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files=st.lists(st.tuples(st.sampled_from(["add", "replace", "undo"]), FILES), min_size=1, max_size=4))
def test_incremental_equals_rebuild(files):
    with tempfile.TemporaryDirectory() as place:
        shop, live = Workshop(Path(place)), ["f0.yml"]
        shop.source("list", SHEET, sheet_csv=ROWS)
        shop.source("petition", SOURCE, f0_yml="title: T\n")
        shop.run()
        for number, (what, text) in enumerate(files, 1):
            if what == "undo" and len(live) > 1:
                shop.undo("petition")
                live.pop()
            elif what != "undo":
                shop.receive("petition", f"f{number}.yml", text, replaces=live[-1] if what == "replace" else None)
                live.append(f"f{number}.yml")
            conserved(shop.run())
        assert shop.hashes() == shop.rebuilt().hashes()


@pytest.mark.parametrize(("text", "line"), [
    ("- a", None), ("demand: no title", None), ("title: T\nrelatives: [her]", 2), ("title: {a: b}", 1), ("title: [", 2),
])  # fmt: skip
def test_what_is_no_campaign_is_refused_with_its_line(tmp_path, text, line):
    with pytest.raises(Refused) as refused:
        list(campaign.read(written(tmp_path, "a.yml", text), Options()))
    assert refused.value.line == line


def test_an_item_told_by_other_words_is_set_aside_and_the_rest_goes_in(tmp_path):
    text = "title: T\nmeetings:\n  - {date: 2021, words: We met.}\n  - {date: 2021, with: a sister}\n"
    *_, steps = campaign.read(written(tmp_path, "a.yml", text), Options())
    first, second = steps.rows
    assert first == Row("line 3", ("", "meeting", "2021", "", "We met.", "", "", "", ""))
    assert isinstance(second, Quarantined) and (second.locator, second.code) == ("line 4", "not_told_so")
    assert "sister" not in second.words


def test_blank_items_are_no_rows_and_no_message_quotes(tmp_path):
    blank = written(tmp_path, "a.yml", "title: T\ncases: ['', {name: ' '}]\ncounts: ['']\n")
    _, cases, counts, _ = campaign.read(blank, Options())
    assert (list(cases.rows), list(counts.rows)) == ([], [])
    with pytest.raises(Refused) as refused:
        list(campaign.read(written(tmp_path, "b.yml", "title: T\nMy sister: a\nMy sister: b\n"), Options()))
    assert "sister" not in str(refused.value)


@pytest.mark.parametrize(("text", "language", "meant"), [
    ("57,412", "en", (57412, "exactly")), ("more than 50,000", "en", (50000, "at least")), ("50,000+", "en", (50000, "at least")),
    ("plus de 50 000 signatures", "fr", (50000, "at least")), ("50 000 signatures environ", "fr", (50000, "about")),
    ("nearly 60,000 signatures", "en", (60000, "at most")), ("не менее 3000 подписей", "ru", (3000, "at least")),
    ("no more than 500", "en", (None, None)), ("several thousand", "en", (None, None)), ("between 10 and 20", "en", (None, None)),
    ("50.000", "en", (None, None)), ("overseas 500", "en", (None, None)), ("", "en", (None, None)),
])  # fmt: skip
def test_a_count_says_no_more_than_was_said(text, language, meant):
    assert read_amount(text, language) == meant
