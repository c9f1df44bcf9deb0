"""Charts: what is certain and what may be are counted apart, and what cannot be placed is said."""

from hypothesis import given
from hypothesis import strategies as st

from casebook.charts import Bar, by_length, by_time, unplaced
from casebook.pages import outlines
from casebook.pages.statistics import _classes

SPANS = [
    ("2017-05-01", "2017-05-31", 2),
    ("2017-05-12", "2017-05-12", 1),
    ("2017-06-01", "2017-07-31", 1),
    ("2018-01-01", None, 1),
    ("2000-01-01", "2019-12-31", 1),
]


def test_a_month_has_what_is_certainly_in_it_and_what_may_be():
    assert by_time(SPANS) == (
        "month", [Bar("2017-05", 3, 0), Bar("2017-06", 0, 1), Bar("2017-07", 0, 1)]
    )  # fmt: skip
    assert unplaced(SPANS) == 2


def test_a_long_time_is_told_by_years():
    unit, bars = by_time([("1999-03-01", "1999-12-31", 1), ("2019-01-01", "2020-12-31", 1)])
    assert (unit, bars[0], bars[-1], len(bars)) == ("year", Bar("1999", 1, 0), Bar("2020", 0, 1), 22)
    assert by_time([]) == ("month", [])


def test_sentences_by_length_those_of_which_accounts_differ_in_each():
    terms = [("term", 204.0, 204.0, 1), ("term", 108.0, 132.0, 1), ("term", None, 36.0, 1), ("life", None, None, 2)]
    assert by_length(terms) == [
        Bar("0-5", 1, 0), Bar("5-10", 0, 1), Bar("10-15", 0, 1), Bar("15-20", 1, 0), Bar("life", 2, 0)
    ]  # fmt: skip


@given(st.lists(st.tuples(st.dates(), st.dates(), st.integers(1, 5))))
def test_every_case_is_certain_once_or_possible_somewhere_or_said_to_be_in_none(found):
    spans = [(min(a, b).isoformat(), max(a, b).isoformat(), n) for a, b, n in found]
    _, bars = by_time(spans)
    assert sum(bar.certain for bar in bars) + unplaced(spans) <= sum(n for *_, n in spans)
    assert sum(bar.certain + bar.possible for bar in bars) + unplaced(spans) >= sum(n for *_, n in spans)


def test_the_time_until_the_news_is_in_each_class_that_it_may_be_of():
    assert _classes(0, 20) == ["Within a month"]
    assert _classes(20, 200) == ["Within a month", "Within half a year", "Within a year"]
    assert _classes(900, 1300) == ["Later"]
    assert _classes(0, -5) == []


def test_a_place_is_where_its_county_or_prefecture_is_drawn():
    assert outlines.spot("653121") == outlines.spot("near 653121")
    assert [outlines.spot(code).level for code in ("653121", "653100")] == ["counties", "prefectures"]
    assert [outlines.spot(text) for text in ("650000", "TR-34", "somewhere", "")] == [None] * 4
    assert outlines.prefecture_of("653121") == "653100" and outlines.prefecture_of("659002") == ""


def test_every_county_of_the_gazetteer_that_is_one_today_is_drawn():
    drawn = outlines.drawing()
    assert len(drawn["prefectures"]) == 14 and all(outlines.spot(code) for code in drawn["counties"])
    assert drawn["counties"].keys() <= outlines.units().keys()
