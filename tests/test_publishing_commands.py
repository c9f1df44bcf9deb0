"""The commands of publication, as people run them: publish, approve, decide, and what a kill leaves behind."""

import importlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook import audit, decisions, editions, publishing_file, signing
from nameless_world import FIRST, crowd
from publishing_world import INFORMANTS, PEOPLE, key, make

SCRIPTS = Path(__file__).parents[1] / "scripts"


@pytest.fixture(autouse=True)
def commands(monkeypatch):
    """The commands, without the visit of the press site that the checker makes: test_checking_pages.py has that."""
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.setattr("casebook.publication.SITE", None)


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world")


def run(world, name, *arguments, **options):
    command = importlib.import_module(name).main
    where = [*arguments[:1], "--data", str(world.folder), *arguments[1:]] if name == "decide" else [
        "--data", str(world.folder), *arguments]
    return CliRunner().invoke(command, where, **options)


def current(world):
    return editions.current(world.places.editions)


def test_publish_counts_and_names_nobody(world):
    world.consent(3)
    told = run(world, "publish")
    assert told.exit_code == 0
    assert told.output.splitlines() == [
        "Edition 1: 3 cases, checked; 3 added, 0 corrected, 0 gone since the one before.",
        "  held back, not approved yet: 1",
        "  waiting for approval: 1 new, 0 changed (scripts/approve.py --list)",
    ]
    assert run(world, "publish").output.startswith("Edition 1, unchanged: 3 cases")
    world.consent(0, until="2999-06-30")
    assert "  a consent ends with 2999-06-30: nothing is shown after that day" in run(world, "publish").output


@pytest.mark.parametrize(("damage", "words"), [
    (lambda world: world.cases.unlink(), "cases.db"),
    (lambda world: world.contacts.unlink(), "contacts.db"),
    (lambda world: world.policy_file.write_text("cases: {}\n"), "policy.yml"),
    (lambda world: world.change("ALTER TABLE cases ADD COLUMN shoe_size TEXT"), "shoe_size"),
    (lambda world: (world.log / "log.jsonl").write_bytes(b"{}\n"), "log.jsonl, line 1"),
])
def test_what_stops_publishing_is_said_in_a_line(world, damage, words):
    damage(world)
    told = run(world, "publish")
    assert told.exit_code == 1
    assert words in told.output and "Traceback" not in told.output
    assert current(world) is None


def test_approving_shows_the_face_and_asks(world):
    world.consent(3)
    case = key(3)
    assert case in run(world, "approve", "--list").output
    shown = run(world, "approve", case)
    assert "name: Patime Sidik" in shown.output and "two different people" in shown.output
    assert run(world, "approve", case, "--by", "Nadia", input="n\n").exit_code == 0
    assert run(world, "publish").output.count("3 cases") == 1
    assert "1 approval;" in run(world, "approve", case, "--by", "Nadia", input="y\n").output
    assert "already" in run(world, "approve", case, "--by", "NADIA", "--yes").output
    assert "2 approvals" in run(world, "approve", case, "--by", "Emre", "--yes").output
    assert "4 cases" in run(world, "publish").output
    assert run(world, "approve", "--list").output == "Nothing waits for an approval.\n"


def test_a_change_is_shown_as_a_difference(world):
    world.change("UPDATE cases SET arrest = '2017' WHERE case_key = ?", key(0))
    shown = run(world, "approve", key(0)).output
    assert "  - arrest: 2017-05" in shown and "  + arrest: 2017\n" in shown and "It takes one person." in shown


def test_what_only_points_to_its_source_is_asked_about_field_by_field(world):
    world.change("""UPDATE claims SET points_to_source = 'possibly' WHERE "key" IN ('sex3', 'birth3')""")
    world.consent(3)
    case = key(3)
    shown = run(world, "approve", case).output
    assert "Only claims that point to their source support: birth, sex. Who else could have known it?" in shown
    told = run(world, "approve", case, "--by", "Nadia", input="y\nher class at school\n\n").output
    assert "Who else could have known it: birth" in told and "1 approval;" in told
    run(world, "approve", case, "--by", "Emre", "--yes", "--answer", "birth=the school", "--answer", "sex=anybody")
    assert "4 cases" in run(world, "publish").output
    assert published(world, case) == ("1964", None)
    listed = run(world, "approve", "--list").output
    assert listed == f"{case}  keeps back, as not enough have said who else could have known it: sex\n"
    assert "2 approvals" in run(world, "approve", case, "--by", "Nadia", "--yes", "--answer", "sex=anybody").output
    run(world, "publish")
    assert published(world, case) == ("1964", "female")
    assert run(world, "approve", "--list").output == "Nothing waits for an approval.\n"


def published(world, case):
    """The birth and the sex that the current edition tells of a case."""
    identity = signing.published_id(signing.id_key(world.places.keys, "journalists"), case)
    rows = publishing_file.read(world.published(), "cases", ("id", "birth", "sex"))
    return next((birth, sex) for name, birth, sex in rows if name == identity)


def test_what_one_person_has_corrected_is_listed_to_the_others(world):
    world.change("UPDATE cases SET status = 'sentenced' WHERE case_key = ?", key(0))
    assert "It takes one person." in run(world, "approve", key(0), "--by", "Rosa", "--yes").output
    listed = run(world, "approve", "--list").output.splitlines()
    assert listed == ["Nothing waits for an approval.", f"{key(0)}  corrected by Rosa alone:",
                      "  - status: detained", "  + status: sentenced"]
    run(world, "approve", key(0), "--by", "Emre", "--yes")
    assert run(world, "approve", "--list").output == "Nothing waits for an approval.\n"


def test_after_a_withdrawal_the_same_two_people_can_approve_again(world):
    run(world, "decide", "withdraw", "--case", key(0), "--giver", "family", "--by", "Nadia")
    run(world, "decide", "consent", "--case", key(0), "--giver", "family", "--purpose", "journalists", "--given", "2024-01-01",
        "--how", "form", "--by", "Nadia")
    for by, cases in (("Nadia", 2), ("Emre", 3)):
        assert "Written." in run(world, "approve", key(0), "--by", by, "--yes").output
        assert f"{cases} cases" in run(world, "publish").output


def test_there_is_nothing_to_approve_without_consent(world):
    told = run(world, "approve", key(3))
    assert told.exit_code == 1 and "no consent" in told.output


def test_a_withdrawal_takes_the_case_out_of_every_file(world):
    run(world, "publish")
    run(world, "decide", "hold", "--case", key(1), "--by", "Nadia")
    told = run(world, "decide", "withdraw", "--case", key(0), "--giver", "family", "--by", "Nadia")
    assert told.exit_code == 0, told.output
    assert "The current edition is closed." in told.output
    assert "1 gone" in told.output
    assert (current(world).number, current(world).manifest["cases"]) == (3, 1)
    left = [edition.path.exists() for edition in editions.every(world.places.editions, world.places.keys)]
    assert left == [False, False, True]
    for path in [*world.places.editions.rglob("*"), *world.places.build.glob("published*")]:
        if path.is_file():
            assert PEOPLE[0][0].encode() not in path.read_bytes(), path


def test_a_withdrawal_for_another_audience_destroys_nothing(world):
    run(world, "publish")
    told = run(world, "decide", "withdraw", "--case", key(0), "--giver", "family", "--audience", "public", "--by", "Nadia")
    assert told.exit_code == 0 and "Edition 1, unchanged: 3 cases" in told.output
    assert world.published().exists()


def test_publishing_makes_up_for_a_withdrawal_that_was_cut_off(world):
    run(world, "publish")
    world.say("withdraw", case=key(0), giver="family")
    run(world, "publish")
    assert (current(world).number, current(world).manifest["cases"]) == (2, 2)
    assert [one.path.exists() for one in editions.every(world.places.editions, world.places.keys)] == [False, True]


def test_who_took_a_copy_is_told_also_when_its_edition_is_gone(world):
    run(world, "publish")
    audit.note(world.folder / "audit", "lea", "export", edition=1)
    for number, took in ((0, "  lea took a copy of edition 1"), (1, "  lea took a copy of edition 1")):
        told = run(world, "decide", "withdraw", "--case", key(number), "--giver", "family", "--by", "Nadia")
        assert took in told.output
    told = run(world, "decide", "withdraw", "--case", key(3), "--giver", "family", "--by", "Nadia")
    assert told.exit_code == 0 and "lea" not in told.output


def test_a_withdrawal_that_cannot_be_followed_by_an_edition_closes_the_site(world):
    run(world, "publish")
    world.change("UPDATE contacts SET value = 'Uyghur Osman', raw = 'Osman Ghalip' WHERE kind = 'name'", contacts=True)
    world.change("ALTER TABLE cases ADD COLUMN shoe_size TEXT")
    told = run(world, "decide", "withdraw", "--case", key(0), "--giver", "family", "--by", "Nadia")
    assert told.exit_code == 1
    assert current(world) is None


@pytest.mark.parametrize("number", [1, 2], ids=["an earlier edition", "the current one"])
def test_a_hold_closes_the_site_also_when_an_edition_cannot_be_read(world, number):
    run(world, "publish")
    run(world, "decide", "hold", "--case", key(1), "--by", "Nadia")
    (world.places.editions / str(number) / "manifest.json").write_bytes(b"{")
    told = run(world, "decide", "hold", "--case", key(0), "--by", "Nadia")
    assert told.exit_code == 1 and "its manifest cannot be read" in told.output
    assert not (world.places.editions / "current").is_symlink()


@pytest.mark.parametrize("command", [("hold",), ("withdraw", "--giver", "family")])
def test_what_cannot_be_written_down_is_not_shown_either(world, command, monkeypatch):
    run(world, "publish")
    monkeypatch.setattr(os, "write", lambda *_: 0)
    told = run(world, "decide", *command, "--case", key(0), "--by", "Nadia")
    monkeypatch.undo()
    assert told.exit_code == 1 and current(world) is None
    assert [line.kind for line in decisions.read(world.log)][-1] == "approve"
    assert run(world, "decide", *command, "--case", key(0), "--by", "Nadia").exit_code == 0
    assert (current(world).number, current(world).manifest["cases"]) == (2, 2)


def test_a_line_that_breaks_its_schema_closes_nothing(world):
    run(world, "publish")
    assert run(world, "decide", "hold", "--case", key(0), "--field", "", "--by", "Nadia").exit_code == 1
    assert current(world).number == 1


@pytest.mark.parametrize(("kind", "fields", "left"), [
    ("undo of the consent", (), 2), ("undo of an approval", (), 2),
    ("consent", ("--field", "name", "--field", "sex"), 3), ("consent", ("--field", "all", "--until", "2024-01-02"), 2),
])
def test_any_decision_that_lets_less_out_acts_at_once(world, kind, fields, left):
    run(world, "publish")
    if kind.startswith("undo"):
        line = next(one for one in decisions.read(world.log) if one.kind == kind.split()[-1].replace("approval", "approve"))
        told = run(world, "decide", "undo", "--line", str(line.seq), "--by", "Emre")
    else:
        told = run(world, "decide", "consent", "--case", key(0), "--giver", "family", "--purpose", "journalists", "--given",
                   "2024-01-01", "--how", "form", *fields, "--by", "Emre")
    assert told.exit_code == 0 and "The current edition is closed." in told.output
    assert (current(world).number, current(world).manifest["cases"]) == (2, left)


@pytest.mark.parametrize("fields", [("--field", "all"), ("--field", "all", "--field", "reasons_believed")])
def test_a_decision_that_lets_nothing_less_out_closes_nothing(world, fields):
    run(world, "publish")
    told = run(world, "decide", "consent", "--case", key(0), "--giver", "family", "--purpose", "journalists", "--given",
               "2024-01-01", "--how", "form", *fields, "--by", "Emre")
    assert (told.exit_code, len(told.output.splitlines())) == (0, 1)
    assert current(world).number == 1


@pytest.mark.parametrize("kind", ["hold", "withdraw", "a consent to researchers only"])
def test_who_is_only_counted_leaves_the_figures_at_once(world, kind):
    """Five are counted and told as five; when one goes, fewer than five are left, and none are told."""
    crowd(world, range(5), "anonymous")
    run(world, "publish")
    assert counted(world) == {5}
    more = {"hold": ["hold"], "withdraw": ["withdraw", "--giver", "family"]}.get(kind) or [
        "consent", "--giver", "family", "--purpose", "researchers", "--given", "2024-02-01", "--how", "form", "--field", "all"]
    told = run(world, "decide", *more, "--case", key(FIRST), "--by", "Nadia")
    assert told.exit_code == 0 and "may count it" in told.output, told.output
    assert (current(world).number, counted(world)) == (2, set())


def test_who_is_neither_shown_nor_counted_makes_no_edition(world):
    crowd(world, range(5), "anonymous")
    run(world, "publish")
    told = run(world, "decide", "hold", "--case", key(3), "--by", "Nadia")
    assert told.exit_code == 0 and "Edition" not in told.output
    assert current(world).number == 1


def counted(world):
    rows = publishing_file.read(world.published(), "statistics", ["cases", "scope"])
    return {cases for cases, scope in rows if scope == "others"}


def test_a_hold_is_lifted_by_two(world):
    run(world, "publish")
    run(world, "decide", "hold", "--case", key(0), "--by", "Nadia")
    line = decisions.read(world.log)[-1].seq
    for by, cases in (("Nadia", 2), ("Nadia", 2), ("Emre", 3)):
        assert run(world, "decide", "undo", "--line", str(line), "--by", by).exit_code == 0
        assert f"{cases} cases" in run(world, "publish").output


def test_every_kind_of_decision_can_be_written(world):
    told = [
        ("match", "--a", "x", "--b", "y", "--choice", "different"),
        ("claim", "--claim", "x", "--seen", "1", "--choice", "reject"),
        ("correct", "--claim", "x", "--seen", "1", "--value", "2"), ("case", "--member", "list:0/subject:Name"),
        ("summary", "--case", key(0), "--language", "en", "--text", "A baker."),
        ("consent", "--case", key(3), "--giver", "person", "--purpose", "public", "--given", "2024-01-01", "--how",
         "form"),
    ]  # fmt: skip
    for kind, *fields in told:
        written = run(world, "decide", kind, *fields, "--by", "Nadia")
        assert written.exit_code == 0, written.output
    assert [one.kind for one in decisions.read(world.log)[-6:]] == [kind for kind, *_ in told]


def test_a_decision_that_breaks_its_schema_is_refused_without_its_words(world):
    told = run(world, "decide", "hold", "--case", INFORMANTS[0][0], "--by", "Nadia")
    assert told.exit_code == 1
    assert INFORMANTS[0][0] not in told.output


@pytest.mark.parametrize("name", ["publish", "approve", "decide", "check_publication"])
def test_every_command_has_help(world, name):
    assert CliRunner().invoke(importlib.import_module(name).main, ["--help"]).exit_code == 0


@pytest.mark.slow
def test_a_kill_leaves_the_old_edition_or_the_new_one(world):
    world.publish()
    world.say("hold", case=key(0), fields=["birth"])
    command = [sys.executable, str(SCRIPTS / "publish.py"), "--data", str(world.folder)]
    for turn in range(20):
        world.say("hold", case=key(0), fields=[("birth", "sex", "place", "arrest")[turn % 4]])
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random.Random(turn).uniform(0, 2.5))
        if process.poll() is None:
            os.kill(process.pid, signal.SIGKILL)
        process.wait()
        found = current(world)
        assert found is not None and found.checked
        assert (world.places.build / "published.db").exists()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert current(world).checked
