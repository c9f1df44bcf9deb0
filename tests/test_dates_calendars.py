"""Hijri and Solar Hijri dates: Gregorian bounds, the calendar kept, and the doubt of a moon that has to be seen."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.dates import parse_date
from casebook.dates.calendars import solar_days, solar_month_length


@pytest.mark.parametrize(
    ("phrase", "edtf", "calendar"),
    [
        ("4 Sha'ban 1438 AH", "[2017-04-29..2017-05-01]", "hijri"),
        ("٤ شعبان ١٤٣٨", "[2017-04-29..2017-05-01]", "hijri"),
        ("30 شعبان 1438", "[2017-05-25..2017-05-27]", "hijri"),
        ("رمضان 1438 هـ", "[2017-05-26..2017-06-25]", "hijri"),
        ("Ramadan 2017", "[2017-05-26..2017-06-25]", "hijri"),
        ("1438 هـ", "[2016-10-01..2017-09-21]", "hijri"),
        ("قبل رمضان 1438", "[..2017-05-25]", "hijri"),
        ("۱۲ مهر ۱۳۹۶", "2017-10-04", "solar"),
        ("۱۳۹۶/۷/۱۲", "2017-10-04", "solar"),
        ("مهر ۱۳۹۶", "[2017-09-23..2017-10-22]", "solar"),
        ("میزان ۱۳۹۶", "[2017-09-23..2017-10-22]", "solar"),
        ("۱۳۹۶", "[2017-03-21..2018-03-20]", "solar"),
        ("اواخر ۱۳۹۶", "[2017-11-22..2018-03-20]", "solar"),
        ("بهار ۱۳۹۷", "[2018-03-21..2018-06-21]", "solar"),
        ("از مهر تا آبان ۱۳۹۶", "2017-09-23/2017-11-21", "solar"),
        ("۱۲ مه ۲۰۱۷", "2017-05-12", "gregorian"),
    ],
)
def test_in_another_calendar(phrase, edtf, calendar):
    found = parse_date(phrase)
    assert (found.edtf, found.calendar) == (edtf, calendar)


@pytest.mark.parametrize(
    "phrase",
    ["1438", "1396", "عام 1438", "اواخر 1396", "31 رمضان 1438", "۳۰ اسفند ۱۳۹۶", "Ramadan 2030", "رمضان", "رمضان ۱۳۹۶"],
)
def test_a_calendar_is_not_guessed(phrase):
    assert parse_date(phrase) is None


@pytest.mark.parametrize(
    ("year", "new_year"),
    [
        (1370, "1991-03-21"),
        (1375, "1996-03-20"),
        (1380, "2001-03-21"),
        (1395, "2016-03-20"),
        (1399, "2020-03-20"),
        (1404, "2025-03-21"),
    ],
)
def test_solar_years_begin_at_the_equinox(year, new_year):
    assert solar_days(year, 1, 1)[0].isoformat() == new_year


@given(st.integers(1300, 1430), st.integers(1, 12))
def test_solar_months_follow_one_another(year, month):
    first, last = solar_days(year, month)
    after = solar_days(year + month // 12, month % 12 + 1)[0]
    assert last + timedelta(days=1) == after
    assert (last - first).days + 1 == solar_month_length(year, month)
    assert isinstance(first, date)
