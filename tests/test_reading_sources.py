"""How many sources are independent, by who heard it from whom; which claims are shown of a fact, and on what ground."""

from hypothesis import given
from hypothesis import strategies as st

from casebook import dates
from casebook.agreeing import Claim
from casebook.weighing.choosing import Choice, basis, choose, stands_to
from casebook.weighing.counting import Voice, independent

UNCLE = frozenset({"=UNCLE"})


def groups(*voices: Voice) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(group.records, [reason for _, _, reason in group.why]) for group in independent(voices)]


def test_three_articles_that_quote_one_uncle_are_one_source_and_so_is_his_own_letter():
    articles = [Voice(f"a{n}", f"paper{n}", heard_from=frozenset({"letter"})) for n in (1, 2, 3)]
    assert groups(*articles, Voice("letter", "letters", tellers=UNCLE)) == [
        (("a1", "a2", "a3", "letter"), ["heard", "heard", "heard"])]  # fmt: skip
    assert groups(*(one._replace(heard_from=frozenset(), tellers=UNCLE) for one in articles)) == [
        (("a1", "a2", "a3"), ["teller", "teller"])]  # fmt: skip


def test_two_people_who_tell_it_are_two_even_in_one_list():
    first, second = Voice("1", "list", tellers=UNCLE), Voice("2", "list", tellers=frozenset({"=AUNT"}))
    assert groups(first, second) == [(("1",), []), (("2",), [])]
    assert groups(first, second._replace(tellers=frozenset())) == [(("1", "2"), ["source"])]


def test_a_translation_is_its_original_and_a_court_list_is_a_source_of_its_own():
    assert groups(Voice("talk", "a"), Voice("talk in English", "b", derived_from="talk"), Voice("7", "court")) == [
        (("7",), []), (("talk", "talk in English"), ["derived"])]  # fmt: skip


sets = st.frozensets(st.sampled_from(["p1", "p2", "=AUNT", "r1"]), max_size=2)
voices = st.builds(Voice, st.sampled_from([f"r{n}" for n in range(6)]), st.sampled_from("abc"),
                   st.none() | st.sampled_from(["r0", "r1"]), sets, sets)  # fmt: skip


@given(st.lists(voices, max_size=6, unique_by=lambda voice: voice.record), st.randoms())
def test_counting_does_not_depend_on_the_order_and_another_record_never_adds_more_than_one(listed, random):
    found = groups(*listed)
    assert sorted(record for records, _ in found for record in records) == sorted(voice.record for voice in listed)
    shuffled = random.sample(listed, len(listed))
    assert groups(*shuffled) == found
    assert len(groups(*listed[1:])) >= len(found) - 1


def claim(number: int, name: str = "date", event: str | None = "detention", **more) -> Claim:
    edtf = more.get("edtf")
    earliest, latest = (day and day.isoformat() for day in dates.bounds(edtf)) if edtf else (None, None)
    blank = dict.fromkeys(Claim._fields) | {"id": number, "property": name, "event": event, "mention": number}
    return Claim(**blank | {"earliest": earliest, "latest": latest} | more)


def test_of_dates_that_can_all_hold_the_most_exact_is_shown_and_the_others_are_less_exact():
    year, month, same = claim(1, edtf="2017"), claim(2, edtf="2017-05"), claim(3, edtf="2017-05")
    assert choose([year, month, same], "date", "detention") == Choice(frozenset({2, 3}), "finest")
    assert choose([month, same], "date", "detention").rule == "alike" and choose([year], "date", "detention").rule == "only"
    assert stands_to("date", year, [month, same]) == "compatible"


def test_dates_that_cannot_all_hold_are_all_shown_and_terms_from_the_least_to_the_greatest():
    assert choose([claim(1, edtf="2017"), claim(2, edtf="2018")], "date", "detention") == Choice(frozenset({1, 2}), "all")
    terms = [claim(n, "term", "sentence", value="term", low=n, high=n) for n in (120, 180)]
    assert choose(terms, "term", "sentence") == Choice(frozenset({120, 180}), "span")
    assert choose([*terms, claim(3, "term", "sentence", value="life")], "term", "sentence") == Choice(frozenset(), "none")


def test_nothing_is_shown_of_codes_that_differ():
    said = [claim(n, "sex", None, value=value) for n, value in enumerate(("male", "female"))]
    assert choose(said, "sex", None) == Choice(frozenset(), "none")
    assert choose(said[:1], "sex", None) == Choice(frozenset({0}), "only")


def test_the_place_that_is_shown_is_that_of_the_first_event_of_which_one_is_said():
    held, taken = claim(1, "place", "held", value="650100"), claim(2, "place", value="653200")
    assert choose([held, taken], "place", "held") == Choice(frozenset({1}), "only")
    assert choose([held, taken], "place", "detention") == Choice(frozenset(), "none")
    assert choose([taken], "place", "detention") == Choice(frozenset({2}), "only")


def test_the_ground_of_a_claim_is_told_by_who_says_it_and_how_they_know():
    grounds = [
        ("authorities", "authorities", None), ("authorities", "family", None), ("family", "family", "official answer"),
        ("family", "court", None), ("family", "media", None), ("family", "family", "own eyes"), (None, None, None),
    ]  # fmt: skip
    assert [basis(*ground) for ground in grounds] == [
        "official", "testimony", "official", "document", "media", "testimony", "testimony"]  # fmt: skip
