"""Press packs: the approved faces of chosen cases for one recipient until a day; what may not be in an edition is in none."""

import csv
import importlib
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from casebook import audit, publication, publishing_file, signing, verifying
from casebook.publishing_tables import CASE_COLUMNS
from publishing_world import PEOPLE, key, make

SCRIPTS = Path(__file__).parents[1] / "scripts"
TO = "Lea Editor, a weekly"


@pytest.fixture(autouse=True)
def commands(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPTS))
    monkeypatch.setattr(publication, "SITE", None)


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world")


def run(world, name, *arguments):
    where = [*arguments[:1], "--data", str(world.folder), *arguments[1:]] if name == "decide" else [
        "--data", str(world.folder), *arguments]
    return CliRunner().invoke(importlib.import_module(name).main, where)


def pack(world, *cases, out="pack", until="2099-12-31", by="Nadia"):
    chosen = [argument for case in cases for argument in ("--case", case)]
    return run(world, "press_pack", "--to", TO, "--until", until, *chosen, "--out", str(world.folder / out), "--by", by)


def ids(path):
    return [identity for (identity,) in publishing_file.read(path / "published.db", "cases", ["id"])]


def test_a_pack_holds_the_approved_faces_of_the_chosen_cases_and_nothing_else(world):
    told = pack(world, key(0), key(2))
    assert told.output == f"Pack 1 for {TO}, until 2099-12-31, is in {world.folder / 'pack'}: 2 cases, checked.\n"
    folder = world.folder / "pack"
    assert sorted(path.name for path in folder.iterdir()) == [
        "README.txt", "cases.csv", "check.json", "manifest.json", "manifest.sig", "published.db"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    rows = publishing_file.read(folder / "published.db", "cases", ("id", *CASE_COLUMNS))
    assert {row[1] for row in rows} == {PEOPLE[0][0], PEOPLE[2][0]}
    for path in folder.iterdir():
        assert PEOPLE[1][0].encode() not in path.read_bytes(), path.name
    with (folder / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.reader(file))
    assert listed == [["id", *CASE_COLUMNS], *(["" if cell is None else str(cell) for cell in row] for row in rows)]


def test_its_recipient_can_verify_it_and_is_told_what_it_is(world):
    pack(world, key(0))
    folder, public = world.folder / "pack", (world.places.keys / "signing.pub").read_text().strip()
    found = verifying.verify(folder, public)
    assert (found.number, found.audience, found.cases) == (1, "journalists", 1)
    text = (folder / "README.txt").read_text(encoding="utf-8")
    for words in (TO, "until 2099-12-31", found.sha256, public, "whoever gave you this folder", "verify_edition.py pack"):
        assert words in text
    (folder / "published.db").chmod(0o600)
    (folder / "published.db").write_bytes(b"another")
    with pytest.raises(verifying.NotVerified):
        verifying.verify(folder, public)


def test_ids_of_two_packs_and_of_an_edition_cannot_be_joined(world):
    world.publish()
    pack(world, key(0), out="first")
    pack(world, key(0), out="second")
    found = {*ids(world.folder / "first"), *ids(world.folder / "second"), *ids(world.published().parent)}
    assert len(found) == 1 + 1 + 3


def test_a_case_may_be_named_by_its_id_in_the_edition(world):
    world.publish()
    identity = signing.published_id(signing.id_key(world.places.keys, "journalists"), key(1))
    assert pack(world, identity, key(1)).exit_code == 0
    assert audit.read(world.folder / "audit")[-1]["cases"] == [key(1)]


REFUSED = {
    "not approved": (lambda world: world.consent(3), key(3), "not approved yet"),
    "without consent": (lambda world: None, key(3), "no consent"),
    "for another purpose": (lambda world: world.consent(0, purposes=["researchers"]), key(0), "no consent for this audience"),
    "held": (lambda world: world.say("hold", case=key(0)), key(0), "held"),
    "withdrawn": (lambda world: world.say("withdraw", case=key(0), giver="family"), key(0), "withdrawn"),
    "expires before": (lambda world: world.consent(0, until="2098-01-01"), key(0), "ends with 2098-01-01"),
    "unknown": (lambda world: None, "f" * 32, "there is no such case"),
}


@pytest.mark.parametrize("why", REFUSED)
def test_one_case_that_may_not_be_given_away_makes_no_pack_at_all(world, why):
    prepare, case, words = REFUSED[why]
    prepare(world)
    told = pack(world, key(1), case)
    assert told.exit_code == 1 and f"{case}: " in told.output and words in told.output
    assert not (world.folder / "pack").exists() and not (world.folder / "pack.new").exists()
    assert audit.read(world.folder / "audit") == [] and not list((world.places.keys / "packs").iterdir())


@pytest.mark.parametrize("contact", [PEOPLE[1][0], "Sidiq Rahile"])
def test_what_the_checker_finds_makes_no_pack(world, contact):
    world.change("UPDATE contacts SET value = ?, raw = ? WHERE kind = 'name'", contact, contact, contacts=True)
    world.change("UPDATE cases SET reasons_believed = ? WHERE case_key = ?", f"told by {contact}", key(0))
    world.consent(0, fields=["all", "reasons_believed"])
    world.approve(0)
    told = pack(world, key(0))
    assert told.exit_code == 1 and "cases.reasons_believed: a name kept in contacts.db" in told.output
    assert not (world.folder / "pack").exists()


def test_what_cannot_be_made_is_said_in_a_line(world):
    (world.folder / "pack").mkdir()
    assert "there is something already" in pack(world, key(0)).output
    assert "has passed" in pack(world, key(0), out="other", until="2020-01-01").output
    assert run(world, "press_pack", "--to", TO).exit_code == 2


def test_packs_are_listed_and_told_of_when_something_is_withdrawn(world):
    pack(world, key(0), key(1))
    pack(world, key(1), out="second", until="2098-06-30")
    day = audit.read(world.folder / "audit")[0]["day"]
    assert run(world, "press_pack", "--list").output.splitlines() == [
        f"Pack 1 of {day} for {TO}, until 2099-12-31: 2 cases", f"Pack 2 of {day} for {TO}, until 2098-06-30: 1 cases"]
    told = run(world, "decide", "withdraw", "--case", key(0), "--giver", "family", "--by", "Nadia").output
    assert f"  press pack 1, given to {TO} on {day} until 2099-12-31, holds it: ask for it back" in told.splitlines()
    assert "press pack 2" not in told
