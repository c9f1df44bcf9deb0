"""Dates said by their distance from something else: kept as a distance, and dated where it is certain what they count from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.dates import Offset, offsets, parse_offset
from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes,Sentenced on\n"
COUNTING = SHEET + "  Sentenced on: {property: sentence.date, counts_from: detention}\n"
PLAIN = SHEET + "  Sentenced on: sentence.date\n"


def dates_of(tmp_path, row, yml):
    shop = Workshop(tmp_path)
    shop.source("list", yml, sheet_csv=HEADER + row + "\n")
    shop.run()
    claims = "SELECT value, unit, edtf, earliest, latest FROM claims WHERE property = 'date' AND raw LIKE '%later'"
    events = "SELECT e.kind, a.kind, e.edtf FROM events e LEFT JOIN events a ON a.id = e.after WHERE e.kind = 'sentence'"
    issues = shop.rows("SELECT code FROM issues WHERE code = 'counted_date'")
    return shop.rows(claims), shop.rows(events), issues


def test_a_column_that_says_what_it_counts_from_is_dated_with_the_doubt_of_both(tmp_path):
    claims, events, issues = dates_of(tmp_path, "9,Sabir Awut,,May 2017,,,,,,seven months later", COUNTING)
    assert claims == [("after P7M", "distance", "2017-12~", "2017-12-01", "2017-12-31")]
    assert events == [("sentence", "detention", "2017-12~")]
    assert issues == []


@pytest.mark.parametrize(
    ("row", "yml"),
    [("9,Sabir Awut,,May 2017,,,,,,seven months later", PLAIN), ("9,Sabir Awut,,,,,,,,seven months later", COUNTING)],
)
def test_a_distance_from_nothing_certain_stays_a_distance_and_is_an_issue(tmp_path, row, yml):
    claims, events, issues = dates_of(tmp_path, row, yml)
    assert claims == [("after P7M", "distance", None, None, None)]
    assert events == [("sentence", None, None)]
    assert issues == [("counted_date",)]


def test_what_was_said_as_so_long_ago_counts_from_the_telling(tmp_path):
    shop = Workshop(tmp_path)
    shop.source("list", "told: March 2020\n" + SHEET, sheet_csv=HEADER + "9,Sabir Awut,,two years ago,,,,,,\n")
    shop.run()
    assert shop.rows("SELECT edtf, earliest, latest FROM claims WHERE property = 'date'") == [
        ("2018~", "2018-01-01", "2018-12-31")
    ]


@given(
    st.builds(
        lambda unit, low, more, side, about, whole: Offset(
            unit, low, more if more is None else low + more, side, about and not whole, whole
        ),
        st.sampled_from(sorted(offsets.UNITS)), st.integers(0, 99), st.none() | st.integers(0, 99),
        st.sampled_from(["after", "before"]), st.booleans(), st.booleans(),
    )
)  # fmt: skip
def test_a_distance_written_is_read_as_it_was(offset):
    assert offsets.read(offsets.written(offset)) == offset


def test_the_same_of_words():
    assert [offsets.written(parse_offset(words, language="en")) for words in ("two years ago", "about 7 months later")] == [
        "ago P2Y", "after P7M~"
    ]  # fmt: skip
