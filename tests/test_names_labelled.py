"""Names of lists and registers: the labelled pairs of the open half, and what later releases of a register write."""

import pytest

from accuracy_names import area, pairs
from casebook.names import match_score, search_keys
from names_registers import CHANGES, registers


def test_two_spellings_of_a_name_score_above_two_names() -> None:
    scored = [(match_score(one, two), same) for one, two, same in pairs("open")]
    assert len(scored) > 100
    assert area(scored) >= 0.97


def test_no_pair_is_labelled_twice() -> None:
    every = [frozenset((one, two)) for side in ("open", "held out") for one, two, _ in pairs(side)]
    assert len(every) == len(set(every))


ROWS = list(registers("open", each=12, crowd_of=120))


@pytest.mark.parametrize("how", [how for how in CHANGES if how != "two"])
def test_what_a_later_release_writes_shares_a_key_with_the_first(how: str) -> None:
    of = [(later, first) for _, change, later, first, _ in ROWS if change == how]
    missed = [(later, first) for later, first in of if not search_keys(later) & search_keys(first)]
    assert len(missed) <= len(of) // 40


@pytest.mark.parametrize("how", ["typo", "sound", "accents", "initial", "order", "joined"])
def test_the_right_name_of_the_first_release_scores_highest(how: str) -> None:
    of = [(later, first, names) for _, change, later, first, names in ROWS if change == how]
    wrong = [later for later, first, names in of if max(names, key=lambda name: match_score(later, name)) != first]
    assert len(wrong) <= len(of) // 20
