"""The leak checker against editions in which somebody without a name stands out; and never against a good one."""

import json
import shutil
import sqlite3

import pytest

from casebook import checking, publishing_file
from casebook.checking import check, crowds
from nameless_world import FIRST, crowd
from publishing_world import DAY, PEOPLE, key, make

ANY = "(SELECT id FROM cases WHERE level = 'partial' LIMIT 1)"
NONE = "a value that does not follow from the cases"


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Six in one crowd, five in another, and twelve who are only counted; then another edition a month later."""
    found = make(tmp_path_factory.mktemp("world") / "world", approved=1)
    crowd(found, range(6))
    crowd(found, range(10, 15), place="653200")
    crowd(found, range(20, 32), "anonymous", sex="female")
    found.publish(DAY)
    crowd(found, range(40, 46), place="653200")
    found.publish("2024-07-01")
    return found


@pytest.fixture
def copy(world, tmp_path):
    path = tmp_path / "published.db"
    shutil.copyfile(world.published(), path)
    return path


def put(path, *statements):
    """The rows of an edition changed, in a file written as a builder writes it, its counts of rows made to fit."""
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.execute("UPDATE edition SET cases = (SELECT count(*) FROM cases)")
    db.close()
    rows = {table: [row[1:] for row in found] for table, found in checking.structure.rows(path).items()}
    rows["search"] = [(row, *words) for row, words in checking.recreating.indexed(path).items()]
    path.unlink()
    publishing_file.write(path, rows)


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("is_joined", [True, False])
def test_a_good_edition_is_clean_alone_and_joined_with_the_one_before(world, number, is_joined):
    evidence = checking.Evidence(**{**world.evidence.__dict__, "editions": world.places.editions if is_joined else None})
    assert check(world.places.editions / str(number) / "published.db", evidence)["findings"] == []


SEEDS = {
    "a name": (f"UPDATE cases SET name = 'Anybody Else' WHERE id = {ANY}", "cases.name"),
    "names": (f"UPDATE cases SET names = 'Anybody Else' WHERE id = {ANY}", "cases.names"),
    "a name of its own table": (f"INSERT INTO case_names (case_id, text) SELECT {ANY}, 'Anybody Else'", "case_names.text"),
    "the name of somebody who is named": (f"UPDATE cases SET name = '{PEOPLE[0][0]}' WHERE id = {ANY}", "cases.name"),
    "another level": (f"UPDATE cases SET level = 'full' WHERE id = {ANY}", "cases.level"),
    "a level that is none": (f"UPDATE cases SET level = 'anonymous' WHERE id = {ANY}", "cases.level"),
    "no level": (f"UPDATE cases SET level = NULL WHERE id = {ANY}", "cases.level"),
    "somebody named made nameless": ("UPDATE cases SET level = 'partial' WHERE level = 'full'", "cases.level"),
    "a month": ("UPDATE cases SET arrest = '2017-05' WHERE level = 'partial'", "cases.arrest: a value of a case without"),
    "a finer bound": ("UPDATE cases SET arrest_latest = '2017-11-30' WHERE level = 'partial'", "cases.arrest_latest"),
    "a county": ("UPDATE cases SET place = '653101' WHERE place = '653100' AND level = 'partial'", "cases.place"),
    "a place in words": ("UPDATE cases SET place = 'Kashgar' WHERE place = '653100' AND level = 'partial'", "cases.place"),
    "years of age": ("UPDATE cases SET age_group = '33-35' WHERE level = 'partial'", "cases.age_group"),
    "a column of another level": ("UPDATE cases SET occupation = 'baker' WHERE level = 'partial'", "cases.occupation"),
    "a summary": (f"UPDATE cases SET summary_en = 'He baked.' WHERE id = {ANY}", "cases.summary_en"),
    "an event": (f"INSERT INTO events (case_id, number, kind) SELECT {ANY}, 1, 'detention'", "events.kind"),
    "a relative of somebody named": ("INSERT INTO relatives (case_id, class) SELECT id, 'child' FROM cases WHERE level = 'full'",
                                     f"relatives.case_id: {crowds.FAMILY}"),
    "a relative": (f"INSERT INTO relatives (case_id, class) SELECT {ANY}, 'child'", "relatives.class"),
    "somebody to act for": (f"INSERT INTO actions (id, case_id) SELECT 1, {ANY}", "actions.case_id: readers are asked to act"),
    "somebody named to act for": ("INSERT INTO actions (id, case_id) SELECT 1, id FROM cases WHERE level = 'full' LIMIT 1",
                                  "actions.case_id: readers are asked to act"),
    "one who is like no other": (f"UPDATE cases SET sex = 'female' WHERE id = {ANY}", f"cases.level: {crowds.ALONE}"),
    "one who is known by whose word": (f"UPDATE cases SET basis = 'invented example' WHERE id = {ANY}", crowds.ALONE),
    "a crowd without its fifth": ("DELETE FROM changes WHERE case_id IN (SELECT id FROM cases WHERE place = '653100')",
                                  "DELETE FROM cases WHERE place = '653100' AND rowid NOT IN (SELECT rowid FROM cases"
                                  " WHERE place = '653100' AND level = 'partial' LIMIT 4)", crowds.ALONE),
    "a crowd of one fate": ("UPDATE cases SET status = 'sentenced' WHERE place = '653200'", crowds.ALIKE),
    "an exact count of those who are only counted": ("UPDATE statistics SET cases = 12 WHERE scope = 'others'", NONE),
    "more than were approved": ("UPDATE statistics SET cases = 20 WHERE scope = 'others'", NONE),
    "fewer than a figure may count": ("INSERT INTO statistics (topic, code, cases, scope) VALUES ('sex', 'male', 5, 'others')",
                                      NONE),
    "both in one total": ("UPDATE statistics SET cases = cases + 10 WHERE scope = 'shown'", NONE),
    "a figure of no scope": ("UPDATE statistics SET scope = NULL", NONE),
    "another scope": ("UPDATE statistics SET scope = 'all'", NONE),
    "a topic that is not counted": ("INSERT INTO statistics (topic, code, cases, scope) VALUES ('occupation', 'baker', 5,"
                                    " 'others')", NONE),
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_every_way_to_stand_out_is_found(world, copy, seed):
    *statements, where = SEEDS[seed]
    put(copy, *statements)
    result = check(copy, world.evidence)
    assert result["result"] == "leak" and any(where in line for line in result["findings"]), result


def joined(world, tmp_path, change):
    """The findings of the current edition when the one before it was another."""
    folder = tmp_path / "editions"
    shutil.copytree(world.places.editions, folder, symlinks=True)
    before = folder / "1" / "published.db"
    before.chmod(0o644)
    change(before)
    evidence = checking.Evidence(**{**world.evidence.__dict__, "editions": folder})
    return check(folder / "2" / "published.db", evidence)["findings"]


def sql(text):
    def change(path):
        db = sqlite3.connect(path, isolation_level=None)
        db.execute(text)
        db.close()

    return change


def manifest(**fields):
    def change(path):
        place = path.with_name("manifest.json")
        place.write_text(json.dumps(json.loads(place.read_text()) | fields))

    return change


@pytest.mark.parametrize(("change", "kind"), [
    (sql("SELECT 1"), None),
    (lambda path: path.unlink(), None),
    (sql(f"UPDATE cases SET place = '653100' WHERE id = {ANY.replace('LIMIT', 'AND place = 653200 LIMIT')}"), crowds.ALONE),
    (sql(f"UPDATE cases SET name = 'Tursun Named' WHERE id = {ANY}"), crowds.ALONE),
    (sql(f"DELETE FROM cases WHERE id = {ANY}"), crowds.ALONE),
    (sql("UPDATE cases SET status = 'sentenced' WHERE place = '653100'"), crowds.ALIKE),
    (sql("DELETE FROM cases WHERE place = '653200'"), None),
    (manifest(release="2024-07"), crowds.BATCH),
    (lambda path: (manifest(release="2024-07")(path), path.unlink()), None),
    (manifest(audience="public"), "an id key is missing"),
])  # fmt: skip
def test_editions_are_joined_case_by_case(world, tmp_path, change, kind):
    if kind == "an id key is missing":
        folder = tmp_path / "editions"
        shutil.copytree(world.places.editions, folder, symlinks=True)
        change(folder / "1" / "published.db")
        evidence = checking.Evidence(**{**world.evidence.__dict__, "editions": folder})
        assert kind in check(folder / "2" / "published.db", evidence)["why"]
        return
    found = joined(world, tmp_path, change)
    assert any(kind in line for line in found) if kind else found == [], found


def test_a_figure_that_rises_twice_in_a_month_is_found(world, tmp_path):
    def change(path):
        manifest(release="2024-07")(path)
        sql("UPDATE statistics SET cases = 5 WHERE scope = 'others'")(path)

    assert f"statistics.cases: {crowds.RISEN} (4 times)" in joined(world, tmp_path, change)


def test_what_is_counted_of_others_stays_after_they_have_gone_until_it_is_five_off(tmp_path):
    world = make(tmp_path / "world", approved=1)
    crowd(world, range(7), "anonymous")
    world.publish(DAY)
    world.say("hold", case=key(FIRST))
    assert world.publish(DAY).is_new is False
    for number in (1, 2):
        world.say("hold", case=key(FIRST + number))
    assert world.publish(DAY).is_new is True
