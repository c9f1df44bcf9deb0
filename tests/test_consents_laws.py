"""Laws of consent: the whole table of what one word allows, and that nothing but a wider word ever lets more out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import consents, decisions
from casebook.consents import ANONYMOUS, FULL, PARTIAL, Permission, permission
from casebook.decisions import Decision
from casebook.decisions_schemas import GIVERS, LEVELS, PURPOSES
from casebook.policy import Policy, load
from publishing_world import DATA, key

POLICY = load(DATA / "policy.yml")
DAY, EARLIER, LATER = "2024-06-01", "2024-03-01", "2024-09-01"
KIN = "list:0/relative:Kin"


def with_levels(*levels, relatives=("class",)):
    """The policy that ships with an audience that has these levels, and gets something of relatives."""
    kept = {level: rules for level, rules in POLICY.rules["levels"].items() if level in levels}
    rules = POLICY.rules | {"levels": kept, "relatives": list(relatives)}
    return Policy(POLICY.audience, "", POLICY.whole | {"audiences": {POLICY.audience: rules}})


WIDE = with_levels(*LEVELS)


def standing(*told):
    """The lines of one case from (kind, fields) pairs, in order."""
    lines = [Decision("log.jsonl", place + 1, "", "Nadia", kind, "", {"case": key(0)} | fields, place=place)
             for place, (kind, fields) in enumerate(told)]
    return consents.standings(lines).get(key(0), consents.Standing())


def yes(**fields):
    return ("consent", {"giver": "family", "fields": ["all"], "purposes": ["journalists"], "given": "2024-01-01",
                        "how": "form", "basis": "consent"} | fields)


def no(**fields):
    return ("withdraw", {"giver": "family"} | fields)


TIMES = {"from now on": ("2024-01-01", None), "until today": ("2024-01-01", DAY), "until yesterday":
         ("2024-01-01", "2024-05-31"), "from today": (DAY, None), "from tomorrow": ("2024-06-02", None)}


@pytest.mark.parametrize("time", TIMES)
@pytest.mark.parametrize("purpose", PURPOSES)
@pytest.mark.parametrize("field", sorted(WIDE.fields | {"all", "a word of no policy"}))
def test_one_word_allows_exactly_what_it_says(field, purpose, time):
    given_on, until = TIMES[time]
    fields = ["name", field]
    told = yes(fields=fields, purposes=[purpose], given=given_on, **({"until": until} if until else {}))
    covered = WIDE.fields - {"reasons_believed", "relatives"} if field == "all" else {"name", field} & WIDE.fields
    good = purpose in POLICY.rules["purposes"] and time not in ("until yesterday", "from tomorrow")
    assert permission(standing(told), WIDE, DAY) == (Permission(FULL, frozenset(covered)) if good else Permission())


@pytest.mark.parametrize(("levels", "told", "minor", "level"), [
    (LEVELS, [yes()], False, FULL), (LEVELS, [yes()], True, PARTIAL),
    (LEVELS, [yes(giver="guardian")], True, FULL), (LEVELS, [yes(giver="guardian", fields=["sex"])], True, PARTIAL),
    (LEVELS, [yes(), yes(giver="guardian", until="2024-02-01")], True, PARTIAL),
    (LEVELS, [yes(), yes(giver="guardian")], True, FULL),
    (LEVELS, [yes(fields=["sex", "birth"])], False, PARTIAL), (LEVELS, [yes(level="partial")], False, PARTIAL),
    (LEVELS, [yes(level="anonymous")], False, ANONYMOUS),
    (LEVELS, [yes(), yes(giver="person", level="partial")], False, PARTIAL),
    (LEVELS, [yes(), yes(giver="person", level="anonymous", until="2024-02-01")], False, ANONYMOUS),
    (LEVELS, [yes(level="partial"), yes()], False, FULL), (LEVELS, [yes(purposes=["keep"])], False, ""),
    ([FULL], [yes(level="partial")], False, ""), ([FULL], [yes(fields=["sex"])], False, ""),
    ([FULL, ANONYMOUS], [yes(level="partial")], False, ANONYMOUS), ([PARTIAL], [yes()], False, PARTIAL),
    ([], [yes()], False, ""),
])
def test_the_level_is_the_least_that_anybody_allows(levels, told, minor, level):
    found = permission(standing(*told), with_levels(*levels), DAY, minor)
    assert found.level == level
    assert ("name" in found.fields) is (level == FULL)
    assert bool(found.fields) is bool(level)


@pytest.mark.parametrize(("told", "allowed"), [
    ([yes(fields=["all", "relatives"]), yes(of=KIN)], True), ([yes(), yes(of=KIN)], False),
    ([yes(fields=["all", "relatives"])], False), ([yes(fields=["all", "relatives"]), yes(of=KIN, fields=["name"])], False),
    ([yes(fields=["all", "relatives"]), yes(of=KIN, purposes=["keep"])], False),
    ([yes(fields=["all", "relatives"]), yes(of=KIN, until="2024-05-31")], False),
    ([yes(fields=["all", "relatives"]), yes(of=KIN, giver="person"), yes(of=KIN, purposes=["keep"])], False),
    ([yes(fields=["all", "relatives"]), yes(of=KIN), no(of=KIN)], False),
    ([yes(fields=["all", "relatives"]), yes(of=KIN), no(of=KIN), yes(of=KIN)], True),
    ([yes(fields=["all", "relatives"]), yes(of=KIN), no(of=KIN, giver="person"), yes(of=KIN)], False),
    ([yes(fields=["all", "relatives"]), yes(of=KIN), no(fields=["relatives"])], False),
    ([yes(fields=["all", "relatives"]), yes(of=KIN), ("hold", {"fields": ["relatives"]})], False),
    ([yes(fields=["all", "relatives"], level="partial"), yes(of=KIN)], False),
])
def test_of_a_relative_something_is_said_by_two_words(told, allowed):
    assert permission(standing(*told), WIDE, DAY).relatives == (frozenset({KIN}) if allowed else frozenset())


def test_taking_back_what_is_said_of_a_relative_takes_nothing_else():
    told = [yes(fields=["all", "relatives"]), yes(of=KIN), no(of=KIN)]
    before, after = (permission(standing(*told[:number]), WIDE, DAY) for number in (2, 3))
    assert after == replace(before, relatives=frozenset())
    assert consents.withdrawn(standing(*told), WIDE, 0) == {"relatives"}


def test_a_word_about_a_relative_gives_nothing_back_about_the_case():
    told = [yes(), yes(giver="person"), no(), yes(of=KIN)]
    assert permission(standing(*told), WIDE, DAY) == Permission()


def test_a_relatives_word_that_ends_ends_the_edition_too():
    told = [yes(fields=["all", "relatives"], until="2024-12-31"), yes(of=KIN, until="2024-07-31")]
    assert consents.last_day(standing(*told), DAY) == "2024-07-31"


days = st.sampled_from(["2024-01-01", EARLIER, "2024-05-31", DAY, LATER, "2024-10-01"])
fields_of = st.lists(st.sampled_from(["all", "name", "sex", "place", "relatives", "reasons_believed"]), min_size=1, unique=True)
who = st.sampled_from(GIVERS[:4])
optional = {"until": days, "level": st.sampled_from(LEVELS), "of": st.just(KIN)}
words = st.fixed_dictionaries({"giver": who, "fields": fields_of, "given": days, "basis": st.just("consent"),
                               "purposes": st.lists(st.sampled_from(PURPOSES[:4]), min_size=1)}, optional=optional)
consent = st.tuples(st.just("consent"), words)
withdrawal = st.tuples(st.just("withdraw"), st.fixed_dictionaries({"giver": who}, optional={
    "fields": fields_of, "audiences": st.just(["journalists"]), "of": st.just(KIN)}))
hold = st.tuples(st.just("hold"), st.fixed_dictionaries({}, optional={"fields": fields_of}))
logs = st.lists(st.one_of(consent, consent, consent, withdrawal, hold), max_size=7)
policies = st.sampled_from([WIDE, with_levels(FULL), with_levels(FULL, ANONYMOUS), with_levels(PARTIAL)])
minors = st.booleans()


def lets_no_more_out(after, before):
    rank = [*LEVELS, ""]
    return (rank.index(after.level) >= rank.index(before.level) and after.relatives <= before.relatives
            and (after.fields <= before.fields))


@given(logs, policies, minors, st.one_of(withdrawal, hold))
def test_a_hold_or_a_withdrawal_never_lets_more_out(told, policy, minor, line):
    before, after = (permission(standing(*lines), policy, DAY, minor) for lines in (told, [*told, line]))
    assert lets_no_more_out(after, before)


@given(logs, policies, minors, words)
def test_an_expired_word_never_lets_more_out(told, policy, minor, word):
    line = ("consent", word | {"given": "2024-01-01", "until": "2024-05-31"})
    before, after = (permission(standing(*lines), policy, DAY, minor) for lines in (told, [*told, line]))
    assert lets_no_more_out(after, before)


@given(logs, policies, minors, st.data())
def test_a_narrower_word_never_lets_more_out(told, policy, minor, data):
    told = [line for line in told if line[0] != "withdraw"]
    given_before = [fields for kind, fields in told if kind == "consent"]
    if not given_before:
        return
    chosen = data.draw(st.sampled_from(given_before))
    last = [word for word in given_before if (word["giver"], word.get("of")) == (chosen["giver"], chosen.get("of"))][-1]
    kept = [data.draw(st.lists(st.sampled_from(last[name]), min_size=1)) for name in ("fields", "purposes")]
    level = data.draw(st.sampled_from(LEVELS[LEVELS.index(last.get("level", FULL)):]))
    narrower = last | {"fields": kept[0], "purposes": kept[1], "level": level}
    before, after = (permission(standing(*lines), policy, DAY, minor) for lines in (told, [*told, ("consent", narrower)]))
    assert lets_no_more_out(after, before)


@given(logs, policies, minors, days, days)
def test_the_passing_of_days_never_lets_more_out(told, policy, minor, one, other):
    first, last = sorted((one, other))
    if any(kind == "consent" and first < fields["given"] <= last for kind, fields in told):
        return
    assert lets_no_more_out(permission(standing(*told), policy, last, minor), permission(standing(*told), policy, first, minor))


@given(st.lists(st.one_of(consent, withdrawal, hold), max_size=6), policies, minors)
def test_consent_for_one_purpose_is_never_consent_for_another(told, policy, minor):
    others = [(kind, fields | {"purposes": ["keep", "researchers", "UN", "campaign"]}) if kind == "consent" else (kind, fields)
              for kind, fields in told]
    assert permission(standing(*others), policy, DAY, minor) == Permission(minor=minor)


@given(logs, policies)
def test_a_minor_is_never_said_more_of(told, policy):
    grown, minor = (permission(standing(*told), policy, DAY, young) for young in (False, True))
    assert lets_no_more_out(minor, grown)


def doubting(*told):
    """What may leave of the case by a whole log: (kind, fields, by) of each line."""
    lines = [Decision("log.jsonl", place + 1, "", by, kind, "", fields, place=place)
             for place, (kind, fields, by) in enumerate(told)]
    lines = decisions.undone(lines)
    return permission(consents.standings(lines).get(key(0), consents.Standing()), POLICY, DAY).level


CASE = ("case", {"case": key(0), "members": ["list:0/subject:Name"]}, "Nadia")
GIVEN = ("consent", {"case": key(0)} | yes()[1], "Nadia")
SAME = ("match", {"a": "list:0/subject:Name", "b": "sheet:3/relative:Kin", "choice": "same"}, "Nadia")
DOUBT = ("doubt", {"source": "sheet"}, "Nadia")


@pytest.mark.parametrize(("told", "level"), [
    ([CASE, GIVEN, DOUBT], FULL), ([CASE, GIVEN, ("doubt", {"source": "list"}, "Nadia")], ""),
    ([CASE, GIVEN, ("doubt", {"source": "lis"}, "Nadia")], FULL), ([CASE, GIVEN, SAME, DOUBT], ""),
    ([CASE, GIVEN, DOUBT, SAME], ""), ([CASE, GIVEN, SAME, DOUBT, ("undo", {"undo": 4}, "Nadia")], ""),
    ([CASE, GIVEN, SAME, DOUBT, ("undo", {"undo": 4}, "Nadia"), ("undo", {"undo": 4}, "NADIA")], ""),
    ([CASE, GIVEN, SAME, DOUBT, ("undo", {"undo": 4}, "Nadia"), ("undo", {"undo": 4}, "Emre")], FULL),
    ([CASE, GIVEN, SAME, SAME[:1] + (SAME[1] | {"choice": "unsure"},) + SAME[2:], DOUBT], FULL),
])
def test_a_doubt_about_a_source_holds_every_case_that_rests_on_it(told, level):
    assert doubting(*told) == level
