"""Between which days a sentence ends: wide enough for what is not known, and never narrower than what is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.agreeing import Claim, end, term
from casebook.terms import Term, end_window, expected_end, parse_term

ARREST = (date(2017, 5, 1), date(2017, 5, 31))
TEN = parse_term("10 years", language="en")


@pytest.mark.parametrize(
    ("held", "sentenced", "text", "window"),
    [
        (ARREST, (date(2019, 3, 4), date(2019, 3, 4)), "10 years", (date(2027, 5, 1), date(2029, 3, 4))),
        (ARREST, (None, None), "10 years", (date(2027, 5, 1), None)),
        ((None, None), (date(2019, 3, 4), date(2019, 3, 4)), "10 years", (None, date(2029, 3, 4))),
        (ARREST, (None, date(2020, 12, 31)), "10 to 12 years", (date(2027, 5, 1), date(2032, 12, 31))),
        (ARREST, (None, date(2020, 12, 31)), "at least 10 years", (date(2027, 5, 1), None)),
        (ARREST, (None, date(2020, 12, 31)), "about 10 years", (date(2025, 5, 1), date(2032, 12, 31))),
        (ARREST, (None, date(2017, 5, 3)), "10 years", (date(2027, 5, 1), date(2027, 5, 31))),
        (ARREST, (None, date(2020, 12, 31)), "life", (None, None)),
    ],
)
def test_where_credit_is_not_known_the_window_holds_both_readings(held, sentenced, text, window) -> None:
    assert end_window(held, sentenced, parse_term(text, language="en")) == window


@pytest.mark.parametrize(
    ("sentence", "window"),
    [
        ((None, None, None), ("2027-05-01", None)),
        (("2019", "2019-01-01", "2019-12-31"), ("2027-05-01", "2029-12-31")),
    ],
)
def test_the_end_of_a_case_is_counted_from_its_arrest_and_from_its_sentence(sentence, window) -> None:
    assert end(("2017-05", "2017-05-01", "2017-05-31"), sentence, ("term", 120.0, 120.0)) == window


def test_a_further_punishment_is_not_the_sentence() -> None:
    blank = dict.fromkeys(Claim._fields) | {"id": 1, "person": 1, "property": "term", "event": "sentence"}
    said = [
        Claim(**blank | {"value": kind, "low": low, "high": low}) for kind, low in (("term", 120), ("unspecified", 60))
    ]
    assert term(said) == ("term", 120, 120)


days = st.dates(date(1930, 1, 1), date(2040, 1, 1))
months = st.integers(0, 400)


@st.composite
def spans(draw) -> tuple[date, date]:
    first = draw(days)
    return first, first + timedelta(days=draw(st.integers(0, 800)))


@given(spans(), spans(), months, st.integers(0, 120), st.booleans())
def test_the_window_holds_the_end_of_every_day_and_length_within_its_inputs(held, sentenced, low, more, about) -> None:
    term = Term("term", low, low + more, about=about)
    first, last = end_window(held, sentenced, term)
    for start in (*held, sentenced[1]):
        for length in (low, low + more):
            exact = expected_end(start, start, Term("term", length, length))
            if start >= held[0]:
                assert first <= exact[0] and exact[1] <= last


@given(spans(), spans(), months, st.integers(0, 60), st.integers(0, 60))
def test_more_doubt_gives_no_narrower_window(held, sentenced, low, one, two) -> None:
    narrow = end_window(held, sentenced, Term("term", low, low + one))
    wide = end_window(held, sentenced, Term("term", max(low - two, 0), low + one + two))
    about = end_window(held, sentenced, Term("term", low, low + one, about=True))
    for other in (wide, about):
        assert other[0] <= narrow[0] and narrow[1] <= other[1]


@given(spans(), months, st.integers(0, 400))
def test_credit_never_makes_an_end_later(start, length, credit) -> None:
    whole, less = (expected_end(*start, Term("term", length, length), months) for months in (0, credit))
    assert less[0] <= whole[0] and less[1] <= whole[1]
