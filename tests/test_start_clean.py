"""`start_clean.py` removes the whole example, says so, and touches nothing of anybody's own."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook import decisions
from start_clean import start_clean

SHIPPED = Path(__file__).resolve().parents[1] / "data"
FACE, OWN_FACE = "a" * 64, "b" * 64
APPROVAL = {"case": "0" * 32, "audience": "journalists"}


@pytest.fixture
def data(tmp_path):
    """A data folder with two sources of the example and one of somebody's own, both with lines of the log."""
    folder = tmp_path / "data"
    for name in ("example-one", "example-two", "ours"):
        (folder / "sources" / name / "files").mkdir(parents=True)
        mark = "" if name == "ours" else "example: true\n"
        (folder / "sources" / name / "source.yml").write_text(f"title: {name}\n{mark}")
    log = folder / "decisions"
    decisions.append(log, "approve", "casebook", file="example.jsonl", example=True, projection=FACE, **APPROVAL)
    (log / "projections").mkdir()
    for face in (FACE, OWN_FACE):
        (log / "projections" / f"{face}.json").write_text("{}")
    for made in ("build", "editions/1"):
        (folder / made).mkdir(parents=True)
        (folder / made / "published.db").write_bytes(b"")
    return folder


def run(data, *options):
    done = CliRunner().invoke(start_clean, ["--data", str(data), *options], catch_exceptions=False)
    return done.exit_code, done.output


def left(data):
    """The files that are there, but for the lock of whoever wrote last."""
    files = (path for path in data.rglob("*") if path.is_file() and path.name != "writer.lock")
    return sorted(str(path.relative_to(data)) for path in files)


def test_the_example_goes_and_ones_own_stays(data):
    own = data / "decisions"
    decisions.append(own, "hold", "Nadia", case="1" * 32)
    code, said = run(data)
    assert code == 0
    for name in ("example-one", "example-two", "example.jsonl", "faces that were approved (1)", "build", "editions"):
        assert name in said
    assert left(data) == [
        "decisions/log.jsonl", "decisions/log.jsonl.head", f"decisions/projections/{OWN_FACE}.json", "sources/ours/source.yml",
    ]  # fmt: skip


def test_editions_stay_once_a_face_of_ones_own_was_approved(data):
    decisions.append(data / "decisions", "approve", "Nadia", projection=OWN_FACE, **APPROVAL)
    run(data)
    assert "editions/1/published.db" in left(data)


def test_a_second_run_finds_nothing(data):
    run(data)
    before = left(data)
    assert run(data) == (0, "There is no example here; nothing was removed.\n")
    assert left(data) == before


def test_a_dry_run_removes_nothing(data):
    before = left(data)
    code, said = run(data, "--dry-run")
    assert code == 0
    assert "Would remove" in said
    assert left(data) == before


def test_a_changed_log_stops_it(data):
    log = data / "decisions" / "example.jsonl"
    log.write_text(log.read_text().replace("journalists", "everybody") * 2)
    before = left(data)
    code, said = run(data)
    assert (code, left(data)) == (1, before)
    assert "example.jsonl" in said


def test_what_ships_is_all_of_the_example(tmp_path):
    for source in (SHIPPED / "sources").glob("example-*"):
        shutil.copytree(source, tmp_path / "sources" / source.name)
    for log in (SHIPPED / "decisions").glob("example*.jsonl"):
        (tmp_path / "decisions").mkdir(exist_ok=True)
        shutil.copy(log, tmp_path / "decisions")
    code, _ = run(tmp_path)
    assert code == 0
    assert left(tmp_path) == []
