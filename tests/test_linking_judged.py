"""What people corrected is what linking compares, whenever it came: before a source, after it, or taken back again."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook import decisions
from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes\n"
SAYS = {1: "1971", 2: "1984", 3: "3 May 1971"}
READS = {1: "1971", 2: "1984", 3: "1971-05-03"}


def source(shop, number):
    row = f"{number},Sabir Qurbanov,{SAYS[number]},,,,,,\n"
    shop.source(f"list{number}", SHEET, sheet_csv=HEADER + row)


def judge(shop, number, value):
    """Correct the birth of the person of that list, or reject it where there is no value."""
    key = _birth(shop, number)
    if value:
        return decisions.append(shop.folders.decisions, "correct", "a", "b", claim=key, seen=READS[number], value=value)
    return decisions.append(shop.folders.decisions, "claim", "a", "b", claim=key, seen=READS[number], choice="reject")


def _birth(shop, number):
    look = "SELECT \"key\" FROM claims WHERE property = 'birth' AND record = (SELECT id FROM records WHERE \"key\" = ?)"
    return shop.rows(look, f"list{number}:{number}")[0][0]


@pytest.fixture
def shop(tmp_path):
    shop = Workshop(tmp_path)
    source(shop, 1)
    source(shop, 2)
    shop.run()
    return shop


def suggested(shop):
    shop.run()
    assert shop.hashes() == shop.rebuilt().hashes()
    return [pair for *pair, score in shop.rows("SELECT a, b, score FROM matches ORDER BY a, b") if score > 0.5]


PAIR = ["list1:1/subject:Name", "list2:2/subject:Name"]


def test_a_birth_that_was_corrected_is_the_one_that_is_compared(shop):
    assert suggested(shop) == []
    line = judge(shop, 2, "1971")
    assert suggested(shop) == [PAIR]
    decisions.append(shop.folders.decisions, "undo", "a", "b", undo=line.seq)
    assert suggested(shop) == []


def test_a_birth_that_was_corrected_before_another_source_came_is_compared_with_it(shop):
    judge(shop, 1, "1950")
    shop.run()
    source(shop, 3)
    assert suggested(shop) == []


act = st.one_of(
    st.tuples(st.just("judge"), st.sampled_from([1, 2, 3]), st.sampled_from(["1971", "1984", "1950-02", None])),
    st.tuples(st.just("source"), st.sampled_from([2, 3]), st.none()),
    st.tuples(st.just("undo"), st.none(), st.none()),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=st.lists(act, min_size=2, max_size=5))
def test_judgements_and_sources_in_any_order_give_the_build_from_nothing(acts):
    with tempfile.TemporaryDirectory() as place:
        shop = Workshop(Path(place))
        source(shop, 1)
        shop.run()
        there, lines = {1}, []
        for what, number, value in acts:
            if what == "source":
                source(shop, number)
                there.add(number)
            elif what == "judge" and number in there:
                lines.append(judge(shop, number, value))
            elif what == "undo" and lines:
                decisions.append(shop.folders.decisions, "undo", "a", "b", undo=lines.pop().seq)
            shop.run()
        assert shop.hashes() == shop.rebuilt().hashes()
