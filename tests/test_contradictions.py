"""Contradictions: how two claims on one fact stand to each other, which are told as such, and what people rule of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import dates, decisions
from casebook.agreeing import Claim
from casebook.weighing.comparing import contradictions, how
from workshop import SHEET, Workshop

BLANK = dict.fromkeys(Claim._fields) | {"person": 1, "mention": 1}


def dated(text: str, number: int = 1, **more) -> Claim:
    earliest, latest = (day and day.isoformat() for day in dates.bounds(text))
    return Claim(**BLANK | {"id": number, "property": "date", "event": "detention", "edtf": text, "earliest": earliest,
                            "latest": latest} | more)  # fmt: skip


def said(name: str, value: str, low=None, high=None, **more) -> Claim:
    return Claim(**BLANK | {"id": 1, "property": name, "value": value, "low": low, "high": high} | more)


@pytest.mark.parametrize(("one", "other", "kind"), [
    ("2017-05", "2017-05", "same"), ("2017-05", "2017", "compatible"), ("2017-21", "2017-05/2017-08", "overlapping"),
    ("2017-05", "2018-05", "incompatible"), ("2017/..", "2018-03", "compatible"), ("2017/..", "../2018", "overlapping"),
    ("2017/..", "2016", "incompatible"),
])  # fmt: skip
def test_dates_stand_to_each_other_by_their_bounds(one, other, kind):
    assert how("date", dated(one), dated(other)) == how("date", dated(other), dated(one)) == kind


@pytest.mark.parametrize(("one", "other", "kind"), [
    ("653200", "653200", "same"), ("653221", "653200", "compatible"), ("653221", "CN", "compatible"),
    ("near 653221", "653221", "overlapping"), ("near 653221", "653200", "overlapping"), ("653221", "650100", "incompatible"),
    ("near 653221", "near 650102", "incompatible"),
])  # fmt: skip
def test_places_stand_to_each_other_by_what_they_lie_in(one, other, kind):
    pair = said("place", one), said("place", other)
    assert how("place", *pair) == how("place", *pair[::-1]) == kind


@pytest.mark.parametrize(("one", "other", "kind"), [
    (("term", 180, 180), ("term", 180, 180), "same"), (("term", 180, 180), ("term", 120, 240), "compatible"),
    (("term", 120, None), ("term", 180, 180), "compatible"), (("term", 120, 190), ("term", 180, 240), "overlapping"),
    (("term", 180, 180), ("term", 192, 192), "incompatible"), (("term", 180, 180), ("life", None, None), "incompatible"),
    (("term", 180, 180), ("exile", 24, 24), None),
])  # fmt: skip
def test_terms_stand_to_each_other_by_their_range(one, other, kind):
    assert how("term", said("term", *one), said("term", *other)) == kind


def test_codes_are_the_same_or_not_and_words_say_nothing_of_each_other():
    assert how("sex", said("sex", "male"), said("sex", "female")) == "incompatible"
    assert how("sex", said("sex", "male"), said("sex", "male")) == "same"
    assert how("birth_place", said("birth_place", None, raw="a village"), said("birth_place", "653221")) is None


def told(*claims: Claim) -> list[tuple[int, int, str]]:
    return [(a, b, kind) for _, a, b, kind in contradictions(list(claims))]


def test_what_happens_more_than_once_never_contradicts_itself():
    twice = [dated(text, number, event="letter", mention=number) for number, text in enumerate(("2018-01", "2020-05"))]
    assert told(*twice) == []
    assert told(*(one._replace(event="detention") for one in twice)) == [(0, 1, "incompatible")]


def test_a_second_spell_of_custody_never_contradicts_the_first():
    assert told(dated("2009", 1, spell=1), dated("2017", 2, spell=2, mention=2)) == []


def test_two_arrests_told_by_one_teller_are_two_and_another_who_tells_one_of_them_agrees():
    first, second = dated("2009", 1, happening=1), dated("2017", 2, happening=2)
    assert told(first, second) == []
    assert told(first, second, dated("2017-05", 3, happening=3, mention=2)) == []
    assert told(first, second, dated("2018", 3, happening=3, mention=2)) == [(1, 3, "incompatible"), (2, 3, "incompatible")]


def test_two_days_in_one_row_on_one_event_contradict_each_other():
    assert told(dated("2009", 1, happening=1), dated("2017", 2, happening=1)) == [(1, 2, "incompatible")]


def test_the_same_two_values_contradict_each_other_once():
    many = [dated(text, number, mention=number) for number, text in enumerate(["2017", "2018", "2017", "2018"])]
    assert told(*many) == [(0, 1, "incompatible")]


texts = st.sampled_from(["2017", "2017-05", "2017-05-14", "2018", "2017-21", "2017/..", "../2017-05", "2016/2018", "201X"])


@given(texts, texts)
def test_dates_are_incompatible_exactly_where_no_day_is_in_both(one, other):
    (a, b), (c, d) = dates.bounds(one), dates.bounds(other)
    apart = (b and c and b < c) or (d and a and d < a)
    assert (how("date", dated(one), dated(other)) == "incompatible") == bool(apart)


HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes\n"
A, B = (f"list:{n}/subject:Name" for n in (1, 2))


@pytest.fixture
def shop(tmp_path):
    shop = Workshop(tmp_path)
    rows = ["1,Sabir Qurbanov,1971,May 2017,,15 years,,,", "2,Sabir Kurban,1971,March 2018,,15 years,,,"]
    shop.source("list", SHEET, sheet_csv=HEADER + "\n".join(rows) + "\n")
    shop.run()
    decide(shop, "match", a=A, b=B, choice="same")
    return shop


def decide(shop, kind, **fields):
    made = decisions.append(shop.folders.decisions, kind, "researcher1", "because", **fields)
    shop.run()
    return made


def key(shop, raw: str) -> str:
    return shop.rows('SELECT "key" FROM claims WHERE raw = ?', raw)[0][0]


def kept(shop):
    """The contradictions, which a build from nothing has alike."""
    assert shop.hashes() == shop.rebuilt().hashes()
    return shop.rows("SELECT property, kind, ruling FROM contradictions ORDER BY property")


def test_accounts_are_ruled_to_differ_and_open_again_when_that_is_taken_back_or_one_reads_otherwise(shop):
    assert kept(shop) == [("date", "incompatible", None)]
    may, march = key(shop, "May 2017"), key(shop, "March 2018")
    line = decide(shop, "differ", a=march, b=may, seen_a="2018-03", seen_b="2017-05")
    assert kept(shop) == [("date", "incompatible", "differs")]
    decide(shop, "correct", claim=may, seen="2017-05", value="2017-05-1X")
    assert kept(shop) == [("date", "incompatible", None)]
    decide(shop, "differ", a=may, b=march, seen_a="2017-05-1X", seen_b="2018-03")
    assert kept(shop) == [("date", "incompatible", "differs")]
    decide(shop, "undo", undo=line.seq + 2)
    assert kept(shop) == [("date", "incompatible", None)]
    decide(shop, "claim", claim=march, choice="reject", seen="2018-03")
    assert kept(shop) == []


def test_a_correction_stands_through_later_runs_and_can_itself_be_corrected(shop):
    may = key(shop, "May 2017")
    decide(shop, "claim", claim=may, choice="accept", seen="2017-05")
    for seen, value in (("2017-05", "2018-03"), ("2018-03", "2018-02"), ("2018-02", "2017-05")):
        decide(shop, "correct", claim=may, seen=seen, value=value)
        decide(shop, "match", a=A, b="list:3/subject:Name", choice="unsure")
        assert shop.rows('SELECT edtf, reading FROM claims WHERE "key" = ?', may) == [(value, "checked by a person")]
        assert shop.rows("SELECT count(*) FROM issues WHERE code = 'judged_otherwise'") == [(0,)]
        kept(shop)


def test_of_two_judgements_on_a_claim_the_last_counts(shop):
    may = key(shop, "May 2017")
    for choice, standing in (("reject", "rejected"), ("accept", "stands"), ("reject", "rejected"), ("accept", "stands")):
        decide(shop, "claim", claim=may, choice=choice, seen="2017-05")
        assert shop.rows('SELECT standing FROM claims WHERE "key" = ?', may) == [(standing,)]
        kept(shop)


def test_a_term_and_a_number_are_corrected_with_their_amounts(shop):
    decide(shop, "correct", claim=key(shop, "15 years"), seen="term 180.0..180.0", value="term 204..216")
    row = shop.rows("SELECT value, amount_min, amount_max FROM claims WHERE raw = '15 years' AND reading = 'checked by a person'")
    assert row == [("term", 204, 216)]
    assert kept(shop) == [("date", "incompatible", None), ("term", "incompatible", None)]
    decide(shop, "correct", claim=key(shop, "15 years"), seen="term 204.0..216.0", value="17 years")
    assert shop.rows("SELECT count(*) FROM issues WHERE code = 'not_a_date'") == [(1,)]
