# ruff: noqa: E501  (tables of phrases)
"""Distances from an event, and the dates they give: widened, approximate, and nothing without an anchor."""

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from casebook.dates import Offset, PartialDate, bounds, parse_date, parse_offset, resolve

LATER = {
    (
        "month",
        7,
    ): "seven months later|7 months later|after seven months|sept mois plus tard|sept mois après|七个月后|7个月之后"
    "|через семь месяцев|семь месяцев спустя|siete meses después|yedi ay sonra|بعد سبعة أشهر|жеті айдан кейін|yette aydin kéyin"
    "|يەتتە ئايدىن كېيىن|sieben Monate später|nach 7 Monaten|هفت ماه بعد",
    (
        "year",
        2,
    ): "two years later|deux ans plus tard|两年后|через два года|dos años más tarde|iki yıl sonra|بعد سنتين|екі жылдан кейін|ikki yildin kéyin"
    "|zwei Jahre danach|دو سال بعد",
    ("month", 6): "half a year later|半年后|через полгода|yarım yıl sonra|medio año después|بعد نصف سنة",
    (
        "week",
        1,
    ): "a week later|une semaine plus tard|一个星期后|неделю спустя|una semana después|bir hafta sonra|بعد أسبوع|eine Woche später",
    (
        "day",
        3,
    ): "three days later|trois jours après|三天后|через три дня|tres días después|üç gün sonra|بعد ثلاثة أيام|drei Tage später",
}


@pytest.mark.parametrize(("unit", "count", "text"), [(u, n, t) for (u, n), ts in LATER.items() for t in ts.split("|")])
def test_later(unit, count, text):
    assert parse_offset(text) == Offset(unit, count, count, "after")
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("about seven months later", Offset("month", 7, 7, "after", approximate=True)),
        ("environ deux ans après", Offset("year", 2, 2, "after", approximate=True)),
        ("two or three months later", Offset("month", 2, 3, "after")),
        ("两三个月后", Offset("month", 2, 3, "after")),
        ("a few months later", Offset("month", 2, None, "after")),
        ("more than a year later", Offset("year", 1, None, "after")),
        ("less than a month later", Offset("month", 0, 1, "after")),
        ("two years earlier", Offset("year", 2, 2, "before")),
        ("two years ago", Offset("year", 2, 2, "before", anchor="telling")),
        ("il y a deux ans", Offset("year", 2, 2, "before", anchor="telling")),
        ("hace dos años", Offset("year", 2, 2, "before", anchor="telling")),
        ("the following year", Offset("year", 1, 1, "after", calendar_unit=True)),
        ("l'année suivante", Offset("year", 1, 1, "after", calendar_unit=True)),
        ("次年", Offset("year", 1, 1, "after", calendar_unit=True)),
        ("в том же году", Offset("year", 0, 0, "after", calendar_unit=True)),
        ("le lendemain", Offset("day", 1, 1, "after", calendar_unit=True)),
        ("the previous month", Offset("month", 1, 1, "before", calendar_unit=True)),
        ("twenty-five days later", Offset("day", 25, 25, "after")),
        ("через двадцать пять дней", Offset("day", 25, 25, "after")),
        ("yirmi beş gün sonra", Offset("day", 25, 25, "after")),
        ("بعد خمسة عشر يوما", Offset("day", 15, 15, "after")),
        ("100 days later", Offset("day", 100, 100, "after")),
        ("moins d'un an plus tard", Offset("year", 0, 1, "after")),
        ("一年多后", Offset("year", 1, None, "after")),
        ("año y medio después", Offset("month", 18, 18, "after")),
        ("le surlendemain", Offset("day", 2, 2, "after", calendar_unit=True)),
    ],
)
def test_other_distances(text, offset):
    assert parse_offset(text) == offset


@pytest.mark.parametrize(
    "text",
    ["", "later", "7", "seven", "months later", "17 ans", "May 1987", "seven green months later", "7 months", None],
)
def test_what_is_no_distance(text):
    assert parse_offset(text) is None


@pytest.mark.parametrize(
    ("text", "anchor", "edtf"),
    [
        ("seven months later", "1987-05", "1987-12~"),
        ("seven months later", "1987-05-12", "1987-12~"),
        ("seven months later", "1987", "[1987-08..1988-07]"),
        ("two or three months later", "1987-05", "[1987-07..1987-08]"),
        ("the following year", "1987-05-12", "1988~"),
        ("two years earlier", "1987", "1985~"),
        ("the next day", "1987-02-28", "1987-03-01~"),
        ("the next day", "1987-02", "[1987-02-02..1987-03-01]"),
        ("a week later", "1987-02-01", "[1987-02-05..1987-02-11]"),
        ("more than a year later", "1987", "[1988..]"),
        ("a month later", "1987-01-31", "1987-02~"),
        ("seven months later", "[1987-05-11..1987-05-20]", "1987-12~"),
    ],
)
def test_resolved(text, anchor, edtf):
    found = resolve(parse_offset(text), parse_date(anchor))
    assert (found.edtf, found.qualifier, found.rule) == (edtf, "~", "relative")
    assert bounds(found.edtf) == (found.earliest, found.latest)


@pytest.mark.parametrize("anchor", ["[..1987]", "1987/..", "../1987"])
def test_no_date_without_an_anchor_of_two_ends(anchor):
    assert resolve(parse_offset("a year later"), parse_date(anchor)) is None
    assert resolve(parse_offset("a year later"), None) is None
    assert resolve(None, parse_date("1987")) is None


def test_beyond_the_calendar_there_is_nothing():
    last = PartialDate("9999", *bounds("9999"), "year")
    assert resolve(Offset("year", 1, 1, "after"), last) is None


SPANS = st.builds(
    lambda first, width: (first, first + timedelta(days=width)),
    st.dates(date(1930, 1, 1), date(2050, 1, 1)),
    st.sampled_from([0, 9, 27, 30, 120, 364]),
)
UNITS = ["day", "month", "week", "year"]


@given(
    SPANS,
    st.sampled_from(UNITS),
    st.integers(0, 6),
    st.integers(0, 3),
    st.sampled_from(["after", "before"]),
    st.data(),
)
def test_what_is_counted_from_any_day_of_the_anchor_lies_in_the_answer(span, unit, least, more, direction, data):
    first, last = span
    anchor = PartialDate(f"[{first}..{last}]", first, last, "set")
    found = resolve(Offset(unit, least, least + more, direction), anchor)
    day = data.draw(st.dates(first, last))
    count = data.draw(st.integers(least, least + more)) * (1 if direction == "after" else -1)
    assert found.earliest <= day + relativedelta(**{f"{unit}s": count}) <= found.latest
    assert bounds(found.edtf) == (found.earliest, found.latest)
    finer = {"year": {"month", "day"}, "month": {"day"}, "week": {"day"}, "day": set()}
    assert found.precision not in finer[unit], "never finer than the unit"
