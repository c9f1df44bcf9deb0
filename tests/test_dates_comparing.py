"""Three-valued comparison, in Python and as functions of SQL."""

import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.dates import after, before, between, parse_date
from casebook.serving import limits

MAY, OPEN = ("1987-05-01", "1987-05-31"), ("1987-05-01", None)


@pytest.mark.parametrize(
    ("bounds", "day", "is_before", "is_after"),
    [
        (MAY, "1987-06-01", "certainly", "no"),
        (MAY, "1987-05-31", "possibly", "no"),
        (MAY, "1987-05-12", "possibly", "possibly"),
        (MAY, "1987-05-01", "no", "possibly"),
        (MAY, "1987-04-30", "no", "certainly"),
        (OPEN, "1987-05-12", "possibly", "possibly"),
        (OPEN, "1987-04-30", "no", "certainly"),
        ((None, "1987-05-31"), "1987-06-01", "certainly", "no"),
        ((None, None), "1987-06-01", "possibly", "possibly"),
        (("", ""), "1987-06-01", "possibly", "possibly"),
        (MAY, None, None, None),
    ],
)
def test_before_and_after(bounds, day, is_before, is_after):
    assert (before(*bounds, day), after(*bounds, day)) == (is_before, is_after)


@pytest.mark.parametrize(
    ("bounds", "span", "answer"),
    [
        (MAY, ("1987-05-01", "1987-05-31"), "certainly"),
        (MAY, ("1987-05-02", "1987-06-30"), "possibly"),
        (MAY, ("1987-06-01", "1987-06-30"), "no"),
        (MAY, ("1987-06-30", "1987-01-01"), "no"),
        (OPEN, ("1987-01-01", "1999-12-31"), "possibly"),
        (OPEN, ("1986-01-01", "1986-12-31"), "no"),
        ((None, None), ("1987-01-01", "1987-12-31"), "possibly"),
        (MAY, ("1987-05-01", None), None),
    ],
)
def test_between(bounds, span, answer):
    assert between(*bounds, *span) == answer


def test_days_as_dates():
    found = parse_date("March 1987")
    assert before(found.earliest, found.latest, date(1987, 4, 1)) == "certainly"


@pytest.mark.parametrize("span", [MAY, OPEN, (None, "1987-05-31"), (None, None)])
@given(asked=st.dates(date(1986, 1, 1), date(1989, 12, 31)).map(date.isoformat))
def test_before_and_after_and_between_agree(span, asked):
    """A date lies before a day, on it or after it: what one certainly says, the others deny."""
    answers = [before(*span, asked), between(*span, asked, asked), after(*span, asked)]
    if "certainly" in answers:
        assert sorted(answers) == ["certainly", "no", "no"]
    else:
        assert answers.count("possibly") >= 2


def test_in_sql():
    connection = sqlite3.connect(":memory:")
    limits.limit(connection)
    connection.execute("create table t(earliest, latest)")
    connection.executemany("insert into t values (?, ?)", [MAY, OPEN])
    rows = connection.execute(
        "select date_before(earliest, latest, '1987-06-01'), date_after(earliest, latest, '1987-04-30'),"
        " date_between(earliest, latest, '1987-01-01', '1987-12-31'), date_before(earliest, latest, null) from t"
    )
    assert list(map(tuple, rows)) == [("certainly", "certainly", "certainly", None), ("possibly", "certainly", "possibly", None)]


@given(*[st.one_of(st.none(), st.integers(), st.floats(), st.text(max_size=12), st.binary(max_size=4))] * 4)
def test_whatever_a_column_holds_sql_gets_an_answer(first, last, low, high):
    answers = {before(first, last, low), after(first, last, low), between(first, last, low, high)}
    assert answers <= {"certainly", "possibly", "no", None}
