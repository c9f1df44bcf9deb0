"""Two cases found to be one person: the older keeps its address, whoever limits either limits it, and a split gives both back."""

import pytest

from casebook import consents, decisions, judging, persons, publishing_candidates
from casebook.checking import check
from casebook.folders import Folders
from publishing_world import DAY, key, make
from test_deciding import A, B, C, decide, same, shop  # noqa: F401 - a fixture

ONE, OTHER = (f"list:{number}/subject:Name" for number in (0, 1))
OLD, NEW = "a" * 32, "b" * 32


def kept(shop):  # noqa: F811
    return dict(shop.rows('SELECT p."key", c.case_key FROM cases c JOIN persons p ON p.id = c.person WHERE case_key IS NOT NULL'))


def test_the_older_case_keeps_the_person_and_a_split_gives_both_back(shop):  # noqa: F811
    decide(shop, "case", case=OLD, members=[B])
    decide(shop, "case", case=NEW, members=[A])
    decide(shop, "step", case=NEW, step="letter")
    assert kept(shop) == {A: NEW, B: OLD}
    line = decide(shop, "match", a=A, b=B, choice="same")
    assert kept(shop) == {A: OLD}
    assert shop.rows("SELECT p.\"key\" FROM steps s JOIN persons p ON p.id = s.person") == [(A,)]
    same(shop)
    decide(shop, "undo", undo=line.seq)
    assert kept(shop) == {A: NEW, B: OLD}
    same(shop)


def test_a_case_whose_members_are_two_people_after_all_stays_with_the_first_of_them(shop):  # noqa: F811
    decide(shop, "case", case=OLD, members=[B, A])
    decide(shop, "match", a=A, b=B, choice="different")
    assert kept(shop) == {B: OLD}
    same(shop)


def test_what_follows_from_judgements_stands_beside_a_suggestion(shop):  # noqa: F811
    def choices():
        return dict(shop.rows("SELECT substr(a, 6, 1) || substr(b, 6, 1), choice FROM matches"))

    decide(shop, "match", a=A, b=B, choice="same")
    decide(shop, "match", a=B, b=C, choice="different")
    assert {two: choices()[two] for two in ("12", "23")} == {"12": "same", "23": "different"}
    assert choices().get("13", "apart") == "apart"
    same(shop)


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world")


def standing(world, number):
    return consents.standings(decisions.read(world.log))[key(number)]


def may(world, number=0):
    return consents.allowed_fields(standing(world, number), world.policy, DAY)


def test_whoever_limits_the_younger_case_limits_the_older_one(world):
    before = may(world)
    world.say("match", a=ONE, b=OTHER, choice="same")
    assert may(world) == before
    line = world.say("withdraw", case=key(1), giver="family", fields=["birth"])
    assert may(world) == before - {"birth"}
    world.say("hold", case=key(1), fields=["place"])
    assert may(world) == before - {"birth", "place"}
    world.consent(0)
    assert may(world) == before - {"birth", "place"}, "the giver of one case does not speak for that of the other"
    world.say("match", a=ONE, b=OTHER, choice="different")
    assert may(world) == before
    assert line.seq


def test_only_the_older_of_two_cases_is_shown(world):
    world.say("match", a=ONE, b=OTHER, choice="same")

    def shown(number):
        return publishing_candidates.shown(standing(world, number), world.policy, DAY, world.log)[1]

    assert (shown(0), shown(1)) == ("", "the same person as an older case")
    world.say("match", a=ONE, b=OTHER, choice="unsure")
    assert (shown(0), shown(1)) == ("", "")


def test_a_consent_to_less_on_the_younger_case_counts_for_the_person(world):
    world.consent(1, fields=["name"])
    world.say("match", a=ONE, b=OTHER, choice="same")
    assert may(world) == {"name"}


def test_a_hold_on_the_younger_case_closes_what_is_shown_of_the_older_one(world):
    world.say("match", a=ONE, b=OTHER, choice="same")
    world.publish()
    line = judging.write(Folders.of(world.folder), "hold", "Nadia", "", {"case": key(1)})
    assert line.seq and not world.published().exists()


@pytest.mark.parametrize("said", [
    [("match", {"a": ONE, "b": OTHER, "choice": "same"})],
    [("case", {"case": key(0), "members": [ONE, OTHER]})],
    [("match", {"a": ONE, "b": "other", "choice": "same"}), ("match", {"a": "other", "b": OTHER, "choice": "same"})],
])
def test_the_checker_knows_that_a_younger_case_is_not_shown(world, said):
    world.publish()
    for kind, fields in said:
        world.say(kind, **fields)
    assert check(world.published(), world.evidence)["result"] == "leak"
    world.publish()
    assert check(world.published(), world.evidence)["result"] == "clean"


@pytest.mark.parametrize(("kind", "fields"), [
    ("withdraw", {"giver": "family", "fields": ["birth"]}), ("hold", {"fields": ["birth"]}), ("hold", {}),
])
def test_the_checker_knows_that_a_younger_case_limits_the_older_one(world, kind, fields):
    world.say("match", a=ONE, b=OTHER, choice="same")
    world.publish()
    assert check(world.published(), world.evidence)["result"] == "clean"
    world.say(kind, case=key(1), **fields)
    assert check(world.published(), world.evidence)["result"] == "leak"
    world.say("match", a=ONE, b=OTHER, choice="different")
    assert check(world.published(), world.evidence)["result"] == "clean", "two people after all"


def test_holds_that_casebook_wrote_as_two_cases_came_together_are_lifted_on_each_alone(world):
    world.say("match", a=ONE, b=OTHER, choice="same")
    world.say("hold", "casebook", case=key(1), auto="merge", causes=[ONE])
    assert may(world)
    assert persons.judged(decisions.read(world.log)).says(ONE, OTHER) == "same"
