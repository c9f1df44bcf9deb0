"""Nothing half done: an import killed at any moment leaves the old build or the new one, and the next run completes it."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

import bench_sheet
from casebook import schema
from workshop import Workshop

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "import_sources.py"
ROWS, PEOPLE = 600, 200


def start(shop):
    command = [sys.executable, str(SCRIPT), "--sources", str(shop.folders.sources), "--build", str(shop.folders.build)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def records(shop):
    """How many records each received file has in the database a reader would open; None without one."""
    if not shop.folders.cases.exists():
        return None
    with closing(schema.connect(shop.folders.cases, readonly=True)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return db.execute(
            'SELECT f."key", f.rows_stored, (SELECT count(*) FROM records r WHERE r.file = f.id),'
            " (SELECT count(*) FROM claims c JOIN records r ON r.id = c.record WHERE r.file = f.id) > 0 FROM files f"
        ).fetchall()


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Sources with one file taken in and a second one waiting; what both builds hold, and how long the second takes."""
    shop = Workshop(tmp_path_factory.mktemp("killed"))
    folder = shop.source("generated", bench_sheet.SOURCE)
    bench_sheet.write(folder / "files" / "sheet.csv", 200, PEOPLE)
    shop.run()
    longer = shop.path / "longer.csv"
    bench_sheet.write(longer, ROWS, PEOPLE)
    shop.receive("generated", "second.csv", longer.read_text(encoding="utf-8"), replaces="sheet.csv")
    whole = Workshop(shop.path, "whole")
    began = time.monotonic()
    assert start(whole).wait() == 0
    return shop, whole.hashes(), time.monotonic() - began


def kill_at(prepared, share, tmp_path):
    shop, whole, seconds = prepared
    copy = Workshop(tmp_path)
    shutil.rmtree(tmp_path / "sources")
    shutil.copytree(shop.folders.sources, tmp_path / "sources")
    shutil.copytree(shop.folders.build, copy.folders.build)
    old = records(copy)
    process = start(copy)
    time.sleep(seconds * share)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    found = records(copy)
    assert found == old or [row[1] for row in found] == [200, ROWS]
    assert start(copy).wait() == 0
    assert copy.hashes() == whole


@pytest.mark.parametrize("share", [0.3, 0.55, 0.8, 0.95])
def test_killed_once(prepared, share, tmp_path):
    kill_at(prepared, share, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(25))
def test_killed_at_many_moments(prepared, number, tmp_path):
    kill_at(prepared, random.Random(number).uniform(0.1, 1.0), tmp_path)


def test_a_first_build_that_is_killed_leaves_no_database(prepared, tmp_path):
    shop, whole, seconds = prepared
    copy = Workshop(tmp_path)
    shutil.rmtree(tmp_path / "sources")
    shutil.copytree(shop.folders.sources, tmp_path / "sources")
    process = start(copy)
    time.sleep(seconds * 0.5)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert records(copy) is None or len(records(copy)) == 2
    assert start(copy).wait() == 0
    assert copy.hashes() == whole


def test_a_second_import_waits_for_the_first(prepared, tmp_path):
    shop, whole, _ = prepared
    copy = Workshop(tmp_path)
    shutil.rmtree(tmp_path / "sources")
    shutil.copytree(shop.folders.sources, tmp_path / "sources")
    first, second = start(copy), start(copy)
    assert (first.wait(), second.wait()) == (0, 0)
    assert copy.hashes() == whole
