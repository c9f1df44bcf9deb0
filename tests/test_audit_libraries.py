"""Known faults of libraries: each needs a written answer, and not to have been able to ask is said."""

import json

import pytest
from click.testing import CliRunner

import audit_libraries

FAULTY = {"name": "jinja2", "version": "3.1.0", "vulns": [{"id": "GHSA-aaaa-bbbb-cccc"}, {"id": "PYSEC-2026-1"}]}
SOUND = {"name": "click", "version": "8.1", "vulns": []}
UNKNOWN = {"name": "ours", "skip_reason": "not found"}


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Run the command as if pip-audit had said this of each lock, with these answers written down."""

    def run(*libraries, answers=""):
        said = json.dumps({"dependencies": libraries}) if libraries else ""
        monkeypatch.setattr(audit_libraries, "pip_audit", lambda lock: said)
        monkeypatch.setattr(audit_libraries, "ANSWERS", tmp_path / "answers.md")
        (tmp_path / "answers.md").write_text(answers)
        told = CliRunner().invoke(audit_libraries.main, [])
        return told.exit_code, told.output

    return run


def test_a_fault_without_an_answer_ends_with_1(ask):
    code, said = ask(FAULTY, SOUND, answers="| `PYSEC-2026-1` | jinja2 | not reached |\n")
    assert code == 1
    assert "jinja2 3.1.0: GHSA-aaaa-bbbb-cccc: NO ANSWER" in said and "PYSEC-2026-1: answered" in said


def test_all_answered_or_none_known_is_well(ask):
    answers = "| `PYSEC-2026-1` | jinja2 | x |\n| GHSA-aaaa-bbbb-cccc | jinja2 | y |\n"
    assert ask(FAULTY, UNKNOWN, answers=answers)[0] == 0
    lines = [f"{lock}: 1 libraries looked up, 0 known faults, 0 that nobody knew.\n" for lock in audit_libraries.LOCKS]
    assert ask(SOUND) == (0, "".join(lines))


@pytest.mark.parametrize("said", [(), (UNKNOWN,)])
def test_that_nobody_could_be_asked_is_said(ask, said):
    code, words = ask(*said)
    assert code == 0 and words.count("NOT AUDITED") == len(audit_libraries.LOCKS)


def test_every_answer_has_words():
    rows = [line for line in audit_libraries.ANSWERS.read_text().splitlines() if audit_libraries.ID.match(line)]
    assert [row for row in rows if len(row.split("|")[3].split()) < 4] == []
