"""The law of judgements: which mentions are one person, for any log of judgements on pairs."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from casebook import decisions, persons
from casebook.decisions import Decision
from casebook.persons.law import between

MENTIONS = "abcdefg"
PAIRS = st.tuples(st.sampled_from(MENTIONS), st.sampled_from(MENTIONS)).filter(lambda two: two[0] != two[1])
CHOICES = st.sampled_from(["same", "same", "same", "different", "unsure"])
JUDGEMENTS = st.lists(st.tuples(PAIRS, CHOICES), max_size=14)


def log(*said) -> list[Decision]:
    """Lines of a log: ("ab", "same"), ("case", key, members) or ("undo", number of the line from 1)."""
    lines = []
    for place, (what, *rest) in enumerate(said):
        if what == "undo":
            kind, fields = "undo", {"undo": rest[0]}
        elif what == "case":
            kind, fields = "case", {"case": rest[0], "members": list(rest[1])}
        else:
            kind, fields = "match", {"a": what[0], "b": what[1], "choice": rest[0]}
        lines.append(Decision("log.jsonl", place + 1, "2024-01-31T09:00:00Z", "Nadia", kind, "", fields, place=place))
    return decisions.undone(lines)


def people(*said) -> list[str]:
    return ["".join(sorted(group)) for group in persons.judged(log(*said)).groups]


def test_of_a_pair_the_last_line_counts_that_is_not_undone():
    assert people(("ab", "same")) == ["ab"]
    assert people(("ab", "same"), ("ba", "different")) == []
    assert people(("ab", "same"), ("ba", "different"), ("undo", 2)) == ["ab"]
    assert people(("ab", "same"), ("ab", "unsure")) == []


def test_only_what_joins_the_two_who_are_different_is_left_out():
    said = [("ab", "same"), ("bc", "same"), ("cd", "same"), ("bx", "same"), ("xy", "same"), ("ac", "different")]
    known = persons.judged(log(*said))
    assert ["".join(sorted(group)) for group in known.groups] == ["bxy", "cd"]
    assert [(chain.apart, chain.links) for chain in known.chains] == [(("a", "c"), (("a", "b"), ("b", "c")))]
    assert ["".join(sorted(group)) for group in known.torn] == ["abcdxy"]


def test_of_two_ways_round_neither_is_taken():
    said = [("ab", "same"), ("bd", "same"), ("ac", "same"), ("cd", "same"), ("bc", "same"), ("ad", "different"), ("de", "same")]
    assert people(*said) == ["de"]


def test_a_person_settles_a_chain_by_judging_one_of_its_pairs_again():
    said = [("ab", "same"), ("bc", "same"), ("ac", "different")]
    assert people(*said) == []
    assert people(*said, ("bc", "different")) == ["ab"]
    assert people(*said, ("ac", "same")) == ["abc"]


def test_what_follows_for_a_pair_that_nobody_judged():
    known = persons.judged(log(("ab", "same"), ("cd", "same"), ("bc", "different"), ("ae", "unsure")))
    assert {two: known.says(*two) for two in ("ab", "ba", "ad", "bc", "ae", "ef", "ec")} == {
        "ab": "same", "ba": "same", "ad": "apart", "bc": "different", "ae": "unsure", "ef": "", "ec": ""}  # fmt: skip
    assert persons.judged(log(("ab", "same"), ("bc", "same"))).says("a", "c") == "joined"


def test_the_members_of_a_case_are_one_person_and_its_last_line_counts():
    assert people(("case", "k", "abc")) == ["abc"]
    assert people(("case", "k", "abc"), ("case", "k", "ab")) == ["ab"]
    assert people(("case", "k", "abc"), ("case", "k", "ab"), ("undo", 2)) == ["abc"]
    assert people(("case", "k", "abc"), ("ab", "different")) == ["ac"]


def test_of_two_cases_of_one_person_the_older_stays_and_a_split_gives_both_back():
    said = [("case", "old", "b"), ("case", "new", "a")]

    def joined(*more):
        lines = log(*said, *more)
        return persons.joined_cases(lines, persons.judged(lines))

    assert joined() == {}
    assert joined(("ab", "same")) == {"new": "old"}
    assert joined(("ab", "same"), ("undo", 3)) == {}
    assert joined(("ab", "same"), ("ab", "different")) == {}


@given(JUDGEMENTS)
def test_nobody_is_one_with_somebody_they_are_different_from(said):
    known = persons.judged(log(*said))
    assert all(known.person(a) is not known.person(b) for a, b in known.apart)
    assert all(known.says(b, a) == known.says(a, b) for a, b in combinations(MENTIONS, 2))


@given(JUDGEMENTS)
def test_what_is_left_out_is_what_lies_on_a_path_between_two_who_are_different(said):
    """By the long way: every path that passes no mention twice, looked at one after the other."""
    known = persons.judged(log(*said))
    same = {two for two, (choice, _) in known.pairs.items() if choice == "same"}
    on_a_path = {two for a, b in known.apart for path in paths(same, a, b) for two in path}
    assert {link for chain in known.chains for link in chain.links} == on_a_path
    applied = persons.judged(log(*((two, "same") for two in sorted(same - on_a_path))))
    assert known.groups == applied.groups


def paths(pairs, start, end, passed=()):
    """The paths as lists of pairs."""
    if start == end:
        yield []
        return
    for a, b in pairs:
        there = b if a == start else a if b == start else None
        if there and there not in passed:
            yield from ([persons.pair(start, there), *rest] for rest in paths(pairs, there, end, (*passed, start)))


@given(JUDGEMENTS, st.randoms(use_true_random=False))
def test_lines_on_different_pairs_commute(said, chance):
    queues: dict = {}
    for two, choice in said:
        queues.setdefault(persons.pair(*two), []).append((two, choice))
    mixed = []
    while queues:
        two = chance.choice(sorted(queues))
        mixed.append(queues[two].pop(0))
        queues = {one: rest for one, rest in queues.items() if rest}
    one, other = persons.judged(log(*said)), persons.judged(log(*mixed))
    assert (one.groups, one.chains, one.torn) == (other.groups, other.chains, other.torn)


@given(JUDGEMENTS, PAIRS, CHOICES)
def test_an_undone_line_leaves_everything_as_it_was(said, two, choice):
    before, after = persons.judged(log(*said)), persons.judged(log(*said, (two, choice), ("undo", len(said) + 1)))
    assert (before.groups, before.chains, before.torn) == (after.groups, after.chains, after.torn)
    assert {a: choice for a, (choice, _) in before.pairs.items()} == {a: choice for a, (choice, _) in after.pairs.items()}


@given(JUDGEMENTS, PAIRS)
def test_a_split_after_a_merge_gives_back_who_there_was(said, two):
    """Two who were apart and whom nobody had judged: judged the same, then different, each is who they were."""
    before = persons.judged(log(*said))
    if before.says(*two) in ("", "apart") and not before.chains:
        after = persons.judged(log(*said, (two, "same"), (two, "different")))
        assert after.groups == before.groups


def test_a_long_chain_is_walked_without_a_deep_stack():
    many = {str(n): {str(m) for m in (n - 1, n + 1) if 0 <= m < 5000} for n in range(5000)}
    assert len(between(many, "0", "4999")) == 4999
    assert between(many, "10", "12") == {("10", "11"), ("11", "12")}
