# ruff: noqa: E501  (tables of phrases)
"""Our EDTF against two implementations that we did not write: what we store is valid, and bounds agree."""

import contextlib
import io
from datetime import date

import pytest
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from edtf_validate.valid_edtf import is_valid
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.dates import bounds, parse_date

PHRASES = """
in May 1996|around March 1996|12 May 1996|early 1996|mid-May 1996|late May 1996|summer 1996|winter 1996|late summer 1996
between April and June 1996|from April to June 1996|1996 or 1998|May or June 1996|before 1996|before March 1996
after 12 May 1996|after December 1996|by May 1996|until 1996|until around May 1996|since 1996|since about May 1996
late 1996 or early 1997|end of 1996 - beginning of 1997|probably 1996|maybe around 1996|around May or June 1996
about 1996-1998|around late 1996|probably between 1996 and 1997|1990s|around the 1990s|199?|03/04/1996|before 03/04/1996
Q1 1996|around the first half of 1996|Mar-96|1996.1|5 Ramadan 1417|Ramadan 1417|from summer 1996 to winter 1997
early 1995 or late 1996|12 or 13 May 1996|12, 14 or 16 May 1996|no earlier than May 1996|بهار ۱۳۷۵|۱۳۷۵|دهه ۱۳۷۰
""".replace("\n", "|").split("|")


@pytest.mark.parametrize("phrase", [p for p in PHRASES if p])
def test_what_is_stored_is_valid_and_has_the_bounds_it_says(phrase):
    found = parse_date(phrase)
    assert found is not None
    assert is_valid(found.edtf), found.edtf
    assert bounds(found.edtf) == (found.earliest, found.latest)


def oracle_bounds(text):
    """Lower and upper strict bounds of the library edtf, or None where it cannot read the text or prints instead of answering."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            parsed = parse_edtf(text)
            low, high = parsed.lower_strict(), parsed.upper_strict()
            return date(*low[:3]), date(*high[:3])
    except (EDTFParseException, ValueError, AttributeError, TypeError, KeyError):
        return None


YEARS = st.integers(1000, 2999).map(lambda y: f"{y:04}")
MONTHS = st.builds(lambda y, m: f"{y}-{m:02}", YEARS, st.integers(1, 12))
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)
POINTS = st.one_of(YEARS, MONTHS, DAYS)


@settings(max_examples=40, deadline=None)
@given(POINTS, st.sampled_from(["", "?", "~", "%"]))
def test_points_agree(text, mark):
    assert is_valid(text + mark)
    assert bounds(text + mark) == oracle_bounds(text)


@settings(max_examples=30, deadline=None)
@given(POINTS, POINTS)
def test_intervals_agree(start, end):
    text = f"{start}/{end}"
    try:
        mine = bounds(text)
    except ValueError:
        assert not is_valid(text) or bounds(start)[0] > bounds(end)[0]
        return
    assert mine == oracle_bounds(text)


@settings(max_examples=60, deadline=None)
@given(st.text("0123456789X-/.?~%[]{},", max_size=14))
def test_what_both_refuse_is_refused(text):
    try:
        bounds(text)
    except ValueError:
        return
    spaced = text.replace(", ", ",")
    alone = text.strip("[]{}")
    # The validator refuses a set of one and a qualified year with X; both are EDTF, and are rare enough to allow.
    assert is_valid(spaced) or alone != text or "X" in text


MARKS = st.sampled_from(["", "", "", "?", "~", "%"])
TWO = st.integers(1, 12).map("{:02}".format)
PART = st.one_of(TWO, st.integers(1, 28).map("{:02}".format), st.sampled_from(["XX", "0X", "1X"]))
YEAR = st.one_of(YEARS, YEARS.map(lambda y: f"{y[:3]}X"), YEARS.map(lambda y: f"{y[:2]}XX"))
FORM = st.one_of(
    st.builds("{}{}".format, YEAR, MARKS),
    st.builds("{}-{}{}".format, YEAR, st.one_of(TWO, st.just("XX")), MARKS),
    st.builds("{}{}-{}-{}{}".format, MARKS, YEARS, TWO, PART, MARKS),
    st.builds("{}{}-{}-{}{}".format, YEARS, MARKS, TWO, MARKS, PART),
)
EXPRESSION = st.one_of(
    FORM,
    st.builds("{}-{}{}".format, YEARS, st.integers(21, 23), MARKS),
    st.builds("{}-{}".format, YEARS, st.integers(33, 41)),
    st.builds("{}/{}".format, FORM, FORM),
    st.builds("{}/{}".format, FORM, st.just("..")),
    st.builds("[{},{}]".format, FORM, FORM),
    st.builds("{{{}..{}}}".format, POINTS, POINTS),
    st.builds("[{},{}..]".format, POINTS, POINTS),
)


@settings(max_examples=120, deadline=None)
@given(EXPRESSION)
def test_forms_of_level_2_agree(text):
    """The validator takes spans of a set that end before they begin; the other library does not read every form."""
    try:
        mine = bounds(text)
    except ValueError:
        assert not is_valid(text) or ".." in text
        return
    theirs = oracle_bounds(text)
    assert theirs is None or None in mine or mine == theirs
