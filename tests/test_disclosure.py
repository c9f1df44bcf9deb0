"""Crowds: nobody shown in part stands alone, whatever editions are laid side by side."""

from collections import Counter, defaultdict

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from casebook.disclosure import Told, helps_most, in_crowds

K, L = 3, 2
tellings = st.none() | st.builds(Told, st.tuples(st.sampled_from("ab"), st.sampled_from("xy")),
                                 st.tuples(st.sampled_from(["held", "released", None])))
now = st.builds(Told, st.tuples(st.sampled_from("ab"), st.sampled_from("xy")), st.tuples(st.sampled_from(["held", "released"])))


@st.composite
def worlds(draw, most=30):
    """Cases with what up to two earlier editions and the one being made say of them."""
    earlier = draw(st.integers(0, 2))
    cases = draw(st.lists(st.tuples(*[tellings] * earlier, now), max_size=most))
    return {f"case{number}": history for number, history in enumerate(cases)}


def told(place, month, status="held"):
    return Told((place, month), (status,))


def crowd_of(number, *history, statuses=("held", "released")):
    return {f"{history}{one}": (*history[:-1], history[-1]._replace(sensitive=(statuses[one % len(statuses)],)))
            for one in range(number)}


def assert_law(histories, shown, k, l):  # noqa: E741
    """Written otherwise than the code: whoever joins the editions by case finds no small and no unanimous group."""
    joined, said = Counter(), defaultdict(set)
    for case in shown:
        row = repr([edition and edition.known_by for edition in histories[case]])
        joined[row] += 1
        for number, edition in enumerate(histories[case]):
            for column, value in enumerate(edition.sensitive if edition else ()):
                said[row, number, column].add(value)
    assert min(joined.values(), default=k) >= k
    assert all(len(values - {None}) >= l or values == {None} for values in said.values())


@given(worlds(), st.integers(2, 6), st.integers(1, 3))
def test_every_joint_group_is_a_crowd(histories, k, l):  # noqa: E741
    assert_law(histories, in_crowds(histories, k, l), k, l)


@given(worlds(), st.data())
def test_a_withdrawal_leaves_crowds(histories, data):
    assume(histories)
    gone = data.draw(st.sampled_from(sorted(histories)))
    left = {case: history for case, history in histories.items() if case != gone}
    assert_law(left, in_crowds(left, K, L), K, L)


@given(worlds(), st.data())
def test_the_order_of_cases_changes_nothing(histories, data):
    shuffled = dict(data.draw(st.permutations(list(histories.items()))))
    assert in_crowds(shuffled, K, L) == in_crowds(histories, K, L)


@given(worlds())
def test_whoever_is_in_a_crowd_stays_in_it_when_an_edition_is_forgotten(histories):
    """The files of old editions are destroyed: that makes groups larger, never smaller."""
    shown = in_crowds(histories, K, L)
    forgotten = {case: histories[case][1:] if len(histories[case]) > 1 else histories[case] for case in shown}
    assert in_crowds(forgotten, K, L) == shown


@pytest.mark.parametrize(("cases", "shown"), [
    (crowd_of(3, told("a", 1)), 3),
    (crowd_of(2, told("a", 1)), 0),
    (crowd_of(3, told("a", 1), statuses=("held",)), 0),
    (crowd_of(3, told("a", 1), statuses=(None,)), 3),
    (crowd_of(4, told("a", 1), statuses=("held", None)), 0),
    (crowd_of(2, told("a", 1)) | crowd_of(3, told("b", 1)), 3),
    # told alike now, but one edition before gave the month and another the place: joined, they are single again
    ({f"{n}{m}": (told(None, n), told(m, None), told(None, None, "held" if n else "released"))
      for n in range(3) for m in range(3)}, 0),
    # two who are new among three who were there before: whoever has both editions can tell the two
    (crowd_of(3, told("a", 1, "held")._replace(sensitive=(None,)), told("a", 1)) | crowd_of(2, None, told("a", 1)), 3),
    # the crowd of today was unanimous within a larger one before
    (crowd_of(3, told("c", 1, "held"), told("a", 1)), 0),
])  # fmt: skip
def test_crowds(cases, shown):
    assert len(in_crowds(cases, K, L)) == shown


def test_the_field_is_named_whose_coarsening_lets_most_in():
    cases = {f"{month}": (told("a", month, "held" if month % 2 else "released"),) for month in range(4)}
    cases |= {f"b{month}": (told("b", month),) for month in range(2)}
    assert in_crowds(cases, K, L) == frozenset()
    assert helps_most(cases, {"place": [0], "month": [1]}, K, L) == ("month", 4)
    assert helps_most(cases, {"place": [0]}, K, L) is None
    assert helps_most({}, {"place": [0]}, K, L) is None


def test_what_an_edition_has_said_before_is_not_made_coarser_by_saying_less_now():
    cases = {f"{month}": (told("a", month, None), told("a", month, "held" if month % 2 else "released")) for month in range(4)}
    assert helps_most(cases, {"month": [1]}, K, L) is None
