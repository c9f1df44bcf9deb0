"""The decision log: canonical chained lines, undo, unfinished and broken lines."""

import hashlib
import json
import logging
import re
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from casebook import decisions
from casebook.chains import BrokenChain
from casebook.decisions_about import about
from casebook.decisions_schemas import KINDS, fault, schema

CASE = "0" * 31 + "1"
AT = "2024-03-01T10:00:00Z"


def hold(folder, by="Nadia Example", **more):
    return decisions.append(folder, "hold", by, case=CASE, at=AT, **more)


def test_a_line_is_sorted_json_without_spaces_and_names_the_one_before(tmp_path):
    hold(tmp_path)
    decisions.append(tmp_path, "match", "Nadia Example", "same birth day", at=AT, a="s:1/subject:Name",
                     b="s:2/subject:Name", choice="same")
    first, second = (tmp_path / "log.jsonl").read_bytes().split(b"\n")[:-1]
    assert first == (
        b'{"at":"2024-03-01T10:00:00Z","by":"Nadia Example","case":"' + CASE.encode() + b'","kind":"hold","prev":"'
        + b"0" * 64 + b'","reason":"","seq":1,"v":1}'
    )
    assert json.loads(second)["prev"] == hashlib.sha256(first).hexdigest()


def test_what_was_written_is_read(tmp_path):
    hold(tmp_path, example=True, fields=["place"])
    assert decisions.read(tmp_path) == [
        decisions.Decision("log.jsonl", 1, AT, "Nadia Example", "hold", "", {"case": CASE, "fields": ["place"]}, True)
    ]


def test_without_a_folder_nothing_was_decided(tmp_path):
    assert decisions.read(tmp_path / "none") == decisions.read(None) == []


def test_chains_are_read_in_the_order_of_their_names(tmp_path):
    hold(tmp_path, by="Second")
    hold(tmp_path, by="First", file="example.jsonl")
    assert [(one.file, one.seq, one.by, one.place) for one in decisions.read(tmp_path)] == [
        ("example.jsonl", 1, "First", 0), ("log.jsonl", 1, "Second", 1),
    ]


def live(folder):
    return [one.live for one in decisions.read(folder)]


def test_one_person_undoes_a_judgement(tmp_path):
    decisions.append(tmp_path, "match", "A", a="x", b="y", choice="same")
    decisions.append(tmp_path, "undo", "A", undo=1)
    assert live(tmp_path) == [False, True]


def test_lifting_a_hold_takes_two_people(tmp_path):
    hold(tmp_path)
    decisions.append(tmp_path, "undo", "A", undo=1)
    decisions.append(tmp_path, "undo", "A", undo=1)
    assert live(tmp_path)[0]
    for spelling in ("a", " A ", "Ａ", "A\u200b"):
        decisions.append(tmp_path, "undo", spelling, undo=1)
    assert live(tmp_path)[0], "one person, however the name is typed"
    decisions.append(tmp_path, "undo", "B", undo=1)
    assert not live(tmp_path)[0]


def test_a_line_of_another_chain_is_undone_by_naming_it(tmp_path):
    decisions.append(tmp_path, "match", "A", a="x", b="y", choice="same", file="example.jsonl")
    decisions.append(tmp_path, "undo", "B", undo=1, chain="example.jsonl")
    assert live(tmp_path) == [False, True]


def test_an_undo_of_a_chain_that_was_removed_as_a_whole_undoes_nothing(tmp_path):
    decisions.append(tmp_path, "match", "A", a="x", b="y", choice="same", file="example.jsonl")
    decisions.append(tmp_path, "match", "A", a="x", b="z", choice="same")
    decisions.append(tmp_path, "undo", "B", undo=1, chain="example.jsonl")
    (tmp_path / "example.jsonl").unlink()
    assert live(tmp_path) == [True, True]


def test_an_undo_names_a_line_that_is_there(tmp_path):
    decisions.append(tmp_path, "match", "A", a="x", b="y", choice="same")
    for wrong in ({"undo": 2}, {"undo": 7}, {"undo": 1, "chain": "other.jsonl"}):
        with pytest.raises(BrokenChain, match="no such line"):
            decisions.append(tmp_path, "undo", "B", **wrong)
    assert len(decisions.read(tmp_path)) == 1


def test_an_undo_is_not_undone(tmp_path):
    decisions.append(tmp_path, "match", "A", a="x", b="y", choice="same")
    decisions.append(tmp_path, "undo", "A", undo=1)
    with pytest.raises(BrokenChain, match="no such line"):
        decisions.append(tmp_path, "undo", "A", undo=2)


@pytest.mark.parametrize("fields", [
    {"case": "short"}, {}, {"case": CASE, "colour": "red"}, {"case": CASE, "fields": []}, {"case": CASE, "fields": "a"},
])
def test_a_line_that_breaks_its_schema_is_not_written(tmp_path, fields):
    with pytest.raises(decisions.DecisionError):
        decisions.append(tmp_path, "hold", "A", **fields)
    assert decisions.read(tmp_path) == []


def test_a_complaint_never_quotes_what_was_typed(tmp_path):
    with pytest.raises(decisions.DecisionError) as caught:
        decisions.append(tmp_path, "hold", "A", case="Secret Person")
    assert "Secret" not in str(caught.value)


def test_an_unfinished_last_line_is_set_aside_and_reported(tmp_path, caplog):
    hold(tmp_path)
    with (tmp_path / "log.jsonl").open("ab") as file:
        file.write(b'{"at":"2024')
    with caplog.at_level(logging.WARNING):
        assert len(decisions.read(tmp_path)) == 1
    assert "unfinished" in caplog.text
    assert [path.read_bytes() for path in tmp_path.glob("*.torn*")] == [b'{"at":"2024']
    hold(tmp_path)
    assert [one.seq for one in decisions.read(tmp_path)] == [1, 2]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(position=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_no_byte_before_the_last_line_can_be_changed(tmp_path, position, byte):
    log = tmp_path / "log.jsonl"
    log.unlink(missing_ok=True)
    for by in "ABC":
        hold(tmp_path, by=by)
    body = bytearray(log.read_bytes())
    position %= body.rindex(b"\n", 0, len(body) - 1)
    if body[position] == byte:
        return
    body[position] = byte
    log.write_bytes(body)
    with pytest.raises(BrokenChain, match=r"log\.jsonl, line"):
        decisions.read(tmp_path)


@pytest.mark.parametrize("change", [
    lambda lines: lines[1:], lambda lines: [lines[1], lines[0], *lines[2:]], lambda lines: [*lines[:1], *lines[2:]],
    lambda lines: [lines[0], *lines], lambda lines: [b"{}", *lines], lambda lines: [b"[1]", *lines[1:]],
])
def test_lines_cannot_be_removed_moved_or_put_in(tmp_path, change):
    for by in "ABC":
        hold(tmp_path, by=by)
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join(line + b"\n" for line in change(log.read_bytes().split(b"\n")[:-1])))
    with pytest.raises(BrokenChain, match=r"log\.jsonl, line"):
        decisions.read(tmp_path)


@pytest.mark.parametrize("change", [
    lambda lines: lines[:-1], lambda lines: lines[:1], lambda lines: [],
    lambda lines: [*lines[:-1], lines[-1].replace(b'"C"', b'"D"')],
    lambda lines: [*lines[:-1], lines[-1].replace(b'"hold"', b'"hold" ')],
], ids=["the last gone", "two gone", "all gone", "the last changed", "a blank in the last"])  # fmt: skip
def test_the_end_of_a_log_cannot_be_cut_off_or_changed(tmp_path, change):
    for by in "ABC":
        hold(tmp_path, by=by)
    log = tmp_path / "log.jsonl"
    log.write_bytes(b"".join(line + b"\n" for line in change(log.read_bytes().split(b"\n")[:-1])))
    with pytest.raises(BrokenChain, match=r"log\.jsonl, line 3"):
        decisions.read(tmp_path)
    if log.stat().st_size:
        with pytest.raises(BrokenChain):
            hold(tmp_path)


@pytest.mark.parametrize("behind", [0, 1, 2])
def test_whoever_died_before_noting_the_end_has_lost_nothing(tmp_path, behind):
    head = tmp_path / "log.jsonl.head"
    for by in "ABC":
        before = head.read_bytes() if head.exists() else b""
        hold(tmp_path, by=by)
        if by == "ABC"[2 - behind]:
            noted = before
    head.write_bytes(noted)
    assert [one.seq for one in decisions.read(tmp_path)] == [1, 2, 3]
    hold(tmp_path)
    assert [one.seq for one in decisions.read(tmp_path)] == [1, 2, 3, 4]
    assert head.read_bytes().startswith(b"4 ")


def test_writers_at_the_same_time_make_one_chain(tmp_path):
    threads = [threading.Thread(target=lambda: [hold(tmp_path) for _ in range(10)]) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.seq for one in decisions.read(tmp_path)] == list(range(1, 41))


def test_all_lines_of_a_batch_or_none(tmp_path):
    good = {"kind": "hold", "by": "A", "case": CASE}
    with pytest.raises(decisions.DecisionError):
        decisions.append_all(tmp_path, [good, good | {"case": 1}])
    assert decisions.read(tmp_path) == []
    decisions.append_all(tmp_path, [good, good])
    assert len(decisions.read(tmp_path)) == 2


def test_every_kind_refuses_what_it_does_not_know():
    for kind in KINDS:
        assert fault({"kind": kind, "v": 1})


DOCUMENT = (Path(__file__).parents[1] / "docs" / "decisions.md").read_text(encoding="utf-8")


def documented():
    """The example of each kind in docs/decisions.md, by its heading."""
    found = re.findall(r"## (\w+)\n.*?```json\n(.*?)\n```", DOCUMENT, re.DOTALL)
    return {kind: json.loads(line) for kind, line in found}


@pytest.mark.parametrize("kind", KINDS)
def test_the_document_shows_every_field_of_every_kind(kind):
    line = documented()[kind]
    assert fault(line) == ""
    assert set(line) | {"example"} == set(schema(kind)["properties"])


def test_the_quick_check_and_the_schema_agree():
    for kind, line in documented().items():
        for name in line:
            for wrong in (None, 1, 0, "", "x", [], ["x"], [1], True, {}, "2024-01-31", "a" * 64):
                changed = line | {name: wrong}
                assert (fault(changed) == "") == Draft202012Validator(schema(line["kind"])).is_valid(changed) or (
                    name == "kind"
                ), (kind, name, wrong)


def test_lines_are_found_by_what_they_are_about_with_what_undoes_them(tmp_path):
    hold(tmp_path)
    decisions.append(tmp_path, "match", "Emre", at=AT, a="s:1/subject:Name", b="s:2/subject:Name", choice="same")
    decisions.append(tmp_path, "case", "Emre", at=AT, case="f" * 32, members=["s:3/subject:Name"])
    decisions.append(tmp_path, "undo", "Emre", at=AT, undo=1)
    log = decisions.read(tmp_path)

    def found(*subjects):
        return [one.seq for one in about(log, subjects)]

    assert (found(CASE), found("s:2/subject:Name"), found("s:3/subject:Name"), found("f" * 32)) == ([1, 4], [2], [3], [3])
    assert (found(), found("s:9/subject:Name")) == ([], [])


def test_of_two_who_have_seen_the_same_lines_only_one_writes(tmp_path):
    """Each looks, under the lock, whether anything was decided since; whoever comes second writes nothing."""
    hold(tmp_path)
    outcomes = []

    def decide(by):
        def check():
            if len(about(decisions.read(tmp_path), [CASE])) != 1:
                raise LookupError

        try:
            outcomes.append(hold(tmp_path, by, check=check).seq)
        except LookupError:
            outcomes.append(None)

    both = [threading.Thread(target=decide, args=[by]) for by in ("Nadia", "Emre")]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(outcomes, key=str) == [2, None]
    assert len(decisions.read(tmp_path)) == 2


def test_a_log_that_grows_is_read_on_and_one_that_was_changed_is_read_anew(tmp_path):
    """A process that has read a log before still finds every change of a line it has read."""
    for by in ("Nadia", "Emre"):
        hold(tmp_path, by)
    first = decisions.read(tmp_path)
    hold(tmp_path, "Leyla")
    grown = decisions.read(tmp_path)
    assert [one.by for one in grown] == ["Nadia", "Emre", "Leyla"] and grown[:2] == first
    path = tmp_path / "log.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole.replace(b"Nadia", b"Nodia"))
    with pytest.raises(BrokenChain, match="log.jsonl, line 2"):
        decisions.read(tmp_path)
    path.write_bytes(whole[: whole.index(b"\n") + 1])
    with pytest.raises(BrokenChain, match=r"log\.jsonl, line 3"):
        decisions.read(tmp_path)
    path.write_bytes(whole)
    hold(tmp_path, "Zeynep", file="example.jsonl")
    assert [(one.place, one.by) for one in decisions.read(tmp_path)] == [(0, "Zeynep"), (1, "Nadia"), (2, "Emre"), (3, "Leyla")]
