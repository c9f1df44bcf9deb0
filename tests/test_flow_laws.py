"""Laws of the import: no row is lost, order and history do not matter, and a kill leaves the old or the new."""

import csv
import io
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import other_sources
from casebook import content, pipeline, receipts, schema
from casebook.folders import Folders

IMPORT = Path(__file__).resolve().parents[1] / "scripts" / "import_sources.py"
SOURCE = """title: Any table
encoding: utf-8
delimiter: ","
columns:
  A: name
  B: detention.date
  C: text
"""
CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


def hashes(folders):
    return dict(content.hashes(folders))


def rows(folders, query):
    db = schema.connect(folders.cases, readonly=True)
    found = [tuple(row) for row in db.execute(query)]
    db.close()
    return found


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_rows_in_are_rows_stored_and_rows_set_aside_whatever_is_in_them(cells):
    out = io.StringIO()
    csv.writer(out).writerows([("A", "B", "C"), *cells])
    with tempfile.TemporaryDirectory() as place:
        folders = Folders.of(place)
        other_sources.put(folders.sources / "any", "any.csv", out.getvalue().encode(), SOURCE)
        taken = pipeline.run(folders).files.get("any/any.csv")
        if taken:
            stored = rows(folders, "SELECT count(*) FROM records")[0][0]
            assert taken.rows == stored + taken.quarantined
            assert rows(folders, "SELECT rows_in, rows_stored, rows_quarantined FROM files") == [
                (taken.rows, taken.stored, taken.quarantined)
            ]


def sheet(seed):
    """A version of the sheet: some people of a fixed dozen, some of them with another sentence."""
    draw = random.Random(seed)
    people = [told for told in other_sources.people(random.Random(0), "sheet", 12) if draw.random() < 0.7]
    changed = [other_sources.longer(told) if draw.random() < 0.3 else told for told in people]
    return other_sources.english(changed)


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(st.lists(st.one_of(st.integers(1, 9), st.sampled_from(["undo", "run"])), min_size=1, max_size=7))
def test_any_history_equals_a_build_from_nothing(history):
    with tempfile.TemporaryDirectory() as place:
        folders = Folders.of(Path(place) / "data")
        source = folders.sources / "sheet"
        other_sources.put(source, *sheet(0))
        pipeline.run(folders)
        for number, step in enumerate(history):
            have = receipts.take_stock(source)
            if step == "undo" and len(have) > 1:
                receipts.undo(source, None)
            elif isinstance(step, int):
                path = Path(place) / f"version-{number}.tsv"
                path.write_bytes(sheet(step)[1])
                receipts.receive(source, path, have[-1].file)
            if step == "run":
                pipeline.run(folders)
        pipeline.run(folders)
        again = Folders.of(folders.data, build=Path(place) / "again")
        pipeline.run(again)
        assert hashes(folders) == hashes(again)


def killed(folders, after):
    """Run the import and kill it after so many seconds; whether it had ended by itself."""
    command = [sys.executable, IMPORT, "--data", folders.data]
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        return run.wait(after) == 0
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
        return False


COUNTS = "SELECT (SELECT count(*) FROM files), (SELECT count(*) FROM records), (SELECT count(*) FROM claims)"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_a_kill_leaves_the_old_or_the_new_and_the_next_run_ends_it(seed, tmp_path):
    many = other_sources.people(random.Random(seed), "sheet", 1500)
    folders = Folders.of(tmp_path / "data")
    other_sources.put(folders.sources / "first", *other_sources.english(many[:50]))
    pipeline.run(folders)
    old = rows(folders, COUNTS)
    other_sources.put(folders.sources / "second", *other_sources.english(many))
    whole = Folders.of(tmp_path / "data", build=tmp_path / "whole")
    began = time.monotonic()
    pipeline.run(whole)
    longest = time.monotonic() - began + 1.0
    new = rows(whole, COUNTS)
    killed(folders, random.Random(seed).uniform(0.3, longest))
    assert rows(folders, COUNTS) in (old, new)
    pipeline.run(folders)
    assert hashes(folders) == hashes(whole)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_kill_of_the_first_build_leaves_no_half_of_it(seed, tmp_path):
    folders = Folders.of(tmp_path / "data")
    many = other_sources.people(random.Random(seed), "sheet", 1500)
    other_sources.put(folders.sources / "first", *other_sources.english(many))
    ended = killed(folders, random.Random(seed).uniform(0.3, 2.5))
    assert folders.cases.exists() == ended or rows(folders, "SELECT count(*) FROM records") == [(1500,)]
    pipeline.run(folders)
    assert rows(folders, "SELECT count(*) FROM records") == [(1500,)]
