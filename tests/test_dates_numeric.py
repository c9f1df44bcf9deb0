# ruff: noqa: E501  (tables of phrases)
"""Dates in digits: order and century only as the source declares them, spreadsheet damage kept with both its readings."""

import pytest

from casebook.dates import parse_date


def edtf(text, **declared):
    found = parse_date(text, **declared)
    return found and found.edtf


@pytest.mark.parametrize(
    "text",
    [
        "1987-03-04",
        "1987/03/04",
        "1987.3.4",
        "1987-3-4",
        "19870304",
        "４/3/1987".replace("４/3/1987", "１９８７-03-04"),
    ],
)
def test_the_year_first_is_never_ambiguous(text):
    assert edtf(text) == "1987-03-04"
    assert edtf(text, order="MDY") == "1987-03-04"


@pytest.mark.parametrize(
    "text", ["04/03/1987", "4.3.1987", "04-03-1987", "4 / 3 / 1987", "٤/٣/١٩٨٧", "04/03/1987 00:00:00"]
)
def test_day_and_month_without_a_declared_order_are_both_readings(text):
    found = parse_date(text)
    assert (found.edtf, found.precision, found.rule) == ("[1987-03-04,1987-04-03]", "set", "numeric_ambiguous")
    assert [other.edtf for other in found.alternatives] == ["1987-03-04", "1987-04-03"]
    assert (found.earliest.isoformat(), found.latest.isoformat()) == ("1987-03-04", "1987-04-03")
    assert edtf(text, order="DMY") == "1987-03-04"
    assert edtf(text, order="MDY") == "1987-04-03"


@pytest.mark.parametrize("language", ["en", "fr", "de", "ru", "zh", None])
def test_the_language_never_decides_the_order(language):
    assert edtf("04/03/1987", language=language) == "[1987-03-04,1987-04-03]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("25/03/1987", "1987-03-25"),
        ("03/25/1987", "1987-03-25"),
        ("03/03/1987", "1987-03-03"),
        ("12.V.1987", "1987-05-12"),
        ("3/1987", "1987-03"),
        ("1987.3", "1987-03"),
        ("00.10.1987", "1987-10"),
        ("00/00/1987", "1987"),
        ("1987-00-00", "1987"),
        ("XX.10.1987", "1987-10"),
        ("??/10/1987", "1987-10"),
        ("1987-10-XX", "1987-10-XX"),
        ("198?", "198X"),
        ("20-21/05/1977", "1977-05-20/1977-05-21"),
        ("20–21.05.1977", "1977-05-20/1977-05-21"),
        ("03/1987 - 05/1987", "1987-03/1987-05"),
        ("before 25/03/1987", "[..1987-03-24]"),
        ("1987-03-04 10:30", "1987-03-04"),
        ("1987-03-04T10:30:00Z", "1987-03-04"),
        ("25/03/1987, 12:00:00 AM", "1987-03-25"),
        ("  1987-03-04. ", "1987-03-04"),
        ("(1987)", "1987"),
        ("1987-03~", "1987-03~"),
        ("[1987,1989]", "[1987,1989]"),
        ("1987/..", "1987/.."),
        ("12/05 or 13/05/1987", "[1987-05-12,1987-05-13]"),
        ("14.10. - 15.10.1987", "1987-10-14/1987-10-15"),
        ("30/04-02/05/1987", "1987-04-30/1987-05-02"),
        ("с 12.05 по 15.05.1987", "1987-05-12/1987-05-15"),
        ("between 05/06/1987 and 13/06/1987", "[1987-06-05..1987-06-13]"),
        ("12/13 or 14/05/1987", None),
        ("12/05 or 13.05.1987", None),
        ("28.12. - 03.01.1987", None),
        ("Day: 04 Month: 03 Year: 1987", "1987-03-04"),
        ("Mois 3, année 1987", "1987-03"),
        ("dd/03/1987", "1987-03"),
        ("__/03/1987", "1987-03"),
        ("--/03/1987", "1987-03"),
        ("ХХ.03.1987", "1987-03"),
        ("about 1980-85", "1980~/1985"),
    ],
)
def test_what_can_mean_one_thing(text, expected):
    assert edtf(text) == expected


def test_an_ambiguous_date_inside_a_phrase_spans_both_readings():
    found = parse_date("from 03/04/1987 to 05/06/1987")
    assert (found.edtf, found.rule) == ("[1987-03-04..1987-06-05]", "numeric_ambiguous")
    assert [other.edtf for other in found.alternatives] == ["1987-03-04/1987-05-06", "1987-04-03/1987-06-05"]
    assert edtf("before 03/04/1987") == "[..1987-04-02]"


@pytest.mark.parametrize("text", ["04/03/87", "4.3.87", "25-Mar-87", "March '87", "25 March 87", "87年3月", "90s"])
def test_short_years_need_the_century_rule_of_the_source(text):
    assert edtf(text, order="DMY") is None
    assert edtf(text, order="DMY", century=19) == edtf(text, order="DMY", century=1900)
    assert edtf(text, order="DMY", century=19)[:2] == "19"


@pytest.mark.parametrize(
    ("century", "expected"), [(19, "1917-05-04"), (20, "2017-05-04"), (1930, "2017-05-04"), ("2000", "2017-05-04")]
)
def test_century_rules(century, expected):
    assert edtf("04/05/17", order="DMY", century=century) == expected


def test_an_order_that_cannot_be_meant_gives_way_to_the_only_date_there_is():
    assert edtf("25/03/1987", order="MDY") == "1987-03-25"


@pytest.mark.parametrize(
    ("text", "month"), [("Mar-17", "2017-03"), ("mars-17", "2017-03"), ("Sept-09", "2009-09"), ("янв-17", "2017-01")]
)
def test_a_month_and_two_digits_keep_both_readings(text, month):
    found = parse_date(text)
    assert (found.edtf, found.precision, found.qualifier, found.rule) == (month, "month", "?", "spreadsheet")
    assert [other.edtf for other in found.alternatives] == [month, f"XXXX-{month[5:]}-{text[-2:]}"]


@pytest.mark.parametrize(("text", "month"), [("Jun-84", "1984-06"), ("Feb-30", "1930-02"), ("Apr-31", "1931-04")])
def test_digits_that_are_no_day_keep_one_reading(text, month):
    found = parse_date(text)
    assert (found.edtf, len(found.alternatives)) == (month, 1)


def test_a_year_and_month_that_lost_a_zero():
    found = parse_date("1987.1")
    assert (found.edtf, found.qualifier) == ("[1987-01,1987-10]", "?")


@pytest.mark.parametrize(
    "text",
    [
        *("31/02/1987", "1987-02-30", "1954-02-29", "32/01/1987", "13/13/1987", "1987-13-01", "00/00/0000", "0/3/1987"),
        *("1987-22", "17-Mar", "17/3", "3/17", "Jan-00", "12/13/14", "123456", "42856", "198", "1987/", "1/2/3/1987"),
        *("25:61", "1987-03-04 25:00", "1987-03 10:30", "00.00.00", "12.X.1987", "+861987", "1987,5", "-1987", "1987-"),
    ],
)
def test_what_is_no_certain_date(text):
    assert parse_date(text) is None
