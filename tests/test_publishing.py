"""An edition: a function of log, approved faces, policy, id keys and the day; never of anything else."""

import ast
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from casebook import chains, consents, consents_faces, decisions, editions, publishing, publishing_file, signing
from casebook.checking import check
from casebook.publishing_candidates import PublishError, Report, entries, hides_something
from casebook.publishing_rows import rows
from publishing_world import DATA, DAY, PEOPLE, key, make

SCRIPTS = Path(publishing.__file__).parent
CLEAN = {"result": "clean"}


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world")


def select(path, sql):
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        return db.execute(sql).fetchall()


def identity(world, number):
    return signing.published_id(signing.id_key(world.places.keys, "journalists"), key(number))


def test_the_tables_of_an_edition(world):
    world.publish()
    found = world.published()
    ids = sorted(identity(world, number) for number in range(3))
    assert select(found, "SELECT * FROM edition") == [(1, DAY, "journalists", "Cases for journalists", 3, 3, 0, 0)]
    assert [row[0] for row in select(found, "SELECT id FROM cases ORDER BY rowid")] == ids
    assert select(found, f"SELECT name, birth, arrest, place, term_months_min, basis, level, last_confirmed,"
                         f" reasons_believed FROM cases WHERE id = '{identity(world, 0)}'") == [
        ("Tursun Barat", "1971", "2017-05", "653101", 204.0, "consent", "full", None, None)]
    assert select(found, "SELECT case_id, kind FROM changes") == [(one, "added") for one in ids]
    assert select(found, "SELECT topic, code, cases FROM statistics WHERE topic = 'sex'") == [
        ("sex", "female", 1), ("sex", "male", 2)]
    codes = [row[0] for row in select(found, "SELECT code FROM places")]
    assert codes == ["650000", "650100", "653100", "653101"]
    for table in ("relatives", "related", "campaigns", "campaign_counts", "campaign_cases"):
        assert select(found, f"SELECT * FROM {table}") == []


def test_readers_are_asked_to_act_where_everybody_concerned_wants_it(world):
    world.consent(0, purposes=["journalists", "campaign"])
    world.consent(1, purposes=["journalists", "campaign"])
    world.consent(1, giver="person", purposes=["journalists"])
    world.publish()
    assert select(world.published(), "SELECT id, case_id FROM actions") == [(1, identity(world, 0))]
    world.consent(0, purposes=["journalists"])
    world.publish()
    assert select(world.published(), "SELECT * FROM actions") == []


@pytest.mark.parametrize(("words", "number"), [
    ("tursun", 0), ('"吐 尔 逊"', 0), ("osman", 1), ("kashgar", 2), ("uyghur", 0),
])
def test_the_index_finds_published_words_in_any_script(world, words, number):
    world.publish()
    found = select(world.published(), "SELECT id FROM cases WHERE rowid IN (SELECT rowid FROM search WHERE search"
                                      f" MATCH '{words}')")
    assert (identity(world, number),) in found


def test_ids_say_nothing(world):
    first, second = (signing.published_id(bytes(32), key(number)) for number in (0, 1))
    assert len(first) == 10 and first != second
    assert signing.published_id(b"\1" * 32, key(0)) != first
    modes = {path.stat().st_mode & 0o777 for path in world.places.keys.glob("*key")} if world.publish() else set()
    assert modes == {0o600}


def test_nobody_without_consent_or_approval_is_in_it(world):
    world.consent(3)
    report = world.publish()
    assert report.published == 3
    assert report.held_back == {"not approved yet": 1}
    assert PEOPLE[3][0] not in str(select(world.published(), "SELECT * FROM cases"))


def test_equal_content_makes_no_new_edition_and_equal_input_equal_bytes(world, tmp_path):
    first = world.publish()
    again = world.publish("2024-06-02")
    assert (first.number, first.is_new, again.number, again.is_new) == (1, True, 1, False)
    found = rows(entries(world.places, world.policy, DAY, Report()))
    assert publishing_file.write(tmp_path / "a.db", found) == publishing_file.write(tmp_path / "b.db", found)


def test_a_changed_case_keeps_its_last_approved_face(world):
    world.publish()
    world.change("UPDATE cases SET arrest = '2016-01', status = 'released' WHERE case_key = ?", key(0))
    assert not world.publish().is_new
    world.approve(0, "Nadia")
    assert not world.publish().is_new
    world.approve(0, "Emre")
    report = world.publish()
    assert (report.number, report.corrected, report.added, report.departed) == (2, 1, 0, 0)


@pytest.mark.parametrize(("kind", "fields", "left"), [
    ("hold", {}, 2), ("hold", {"fields": ["place"]}, 3), ("withdraw", {"giver": "person"}, 2),
    ("withdraw", {"giver": "family", "fields": ["name"]}, 2), ("withdraw", {"giver": "family", "fields": ["birth"]}, 3),
])
def test_holding_and_withdrawing_act_at_once_and_by_one(world, kind, fields, left):
    world.publish()
    world.say(kind, case=key(0), **fields)
    report = world.publish()
    assert (report.is_new, report.published, report.departed) == (True, left, 3 - left)
    gone = select(world.published(), f"SELECT place, birth FROM cases WHERE id = '{identity(world, 0)}'")
    assert not gone or None in gone[0]


def test_an_expired_consent_is_none(world):
    world.consent(0, until="2024-06-30")
    assert world.publish("2024-06-30").published == 3
    assert editions.current(world.places.editions).until == "2024-06-30"
    assert world.publish("2024-07-01").published == 2
    assert editions.current(world.places.editions).until == consents.LAST_DAY


def test_a_consent_given_for_longer_makes_an_edition_that_may_be_shown_longer(world):
    world.consent(0, until="2024-06-30")
    world.publish()
    world.consent(0, until="2024-12-31")
    report = world.publish()
    assert (report.is_new, report.added + report.corrected + report.departed, report.until) == (True, 0, "2024-12-31")
    assert not world.publish().is_new


def test_a_stricter_policy_acts_on_faces_that_were_approved_before(world):
    world.publish()
    text = world.policy_file.read_text(encoding="utf-8")
    text = text.replace("  arrest: {class: fact, field: arrest, finest: month}",
                        "  arrest: {class: fact, field: arrest, finest: year}")
    text = text.replace("    event_kinds: [detention, ", "    event_kinds: [")
    world.policy_file.write_text(text.replace("place, place_level, facility_kind, term", "term", 1), encoding="utf-8")
    assert world.publish().is_new
    said = select(world.published(), "SELECT name, arrest, birth, place FROM cases ORDER BY name")
    assert said == [("Ghalip Niyaz", None, "1990", None), ("Rahile Osman", None, "1985", None),
                    ("Tursun Barat", None, "1971", None)]
    assert select(world.published(), "SELECT DISTINCT kind FROM events") == [("sentence",)]


def test_a_case_that_is_not_open_is_not_shown(world):
    line = next(one for one in decisions.read(world.log) if one.kind == "case" and one["case"] == key(0))
    world.say("undo", undo=line.seq)
    assert world.publish().published == 2


@pytest.mark.parametrize("kept", [False, True])
@pytest.mark.parametrize("kind", ["withdraw", "hold"])
def test_who_is_taken_out_while_an_edition_is_made_is_not_in_it(world, kept, kind):
    if kept:
        world.publish()
    checks = []

    def check_and_be_overtaken(path):
        result = check(path, world.evidence, DAY)
        if not checks:
            world.say(kind, case=key(0), **({"giver": "family"} if kind == "withdraw" else {}))
        checks.append(path)
        return result

    report = publishing.publish(world.places, world.policy, DAY, check_and_be_overtaken)
    assert (report.published, len(checks)) == (2, 2)
    assert len(publishing.said(world.published())) == 2
    assert sorted(path.name for path in world.places.editions.glob("*.new")) == []


def test_other_decisions_taken_meanwhile_do_not_delay_an_edition(world):
    checks = []

    def check_and_go_on(path):
        world.say("match", a="x", b="y", choice="unsure")
        checks.append(path)
        return check(path, world.evidence, DAY)

    assert publishing.publish(world.places, world.policy, DAY, check_and_go_on).published == 3
    assert len(checks) == 1
    assert editions.current(world.places.editions).manifest["log"]["log.jsonl"]["lines"] == len(decisions.read(world.log))


def test_a_leak_is_not_published_and_what_was_taken_back_is_not_shown(world):
    world.publish()
    leak = {"result": "leak", "findings": []}
    world.consent(3)
    world.approve(3)
    with pytest.raises(PublishError):
        publishing.publish(world.places, world.policy, DAY, lambda path: leak)
    assert editions.current(world.places.editions).number == 1
    world.say("hold", case=key(0))
    with pytest.raises(PublishError):
        publishing.publish(world.places, world.policy, DAY, lambda path: leak)
    assert editions.current(world.places.editions) is None
    assert not (world.places.build / "published.db").exists()
    assert world.publish().published == 3


def test_a_current_edition_that_has_become_a_leak_is_closed(world):
    world.publish()
    world.change("INSERT INTO contacts (kind, value, raw) VALUES ('email', 'osman', 'osman')", contacts=True)
    world.change("UPDATE contacts SET value = 'Barat', raw = 'Barat Tursun Helper' WHERE kind = 'name'", contacts=True)
    world.change("INSERT INTO contacts (kind, value, raw) VALUES ('address', 'Rahile Osman', 'Rahile Osman')",
                 contacts=True)
    with pytest.raises(PublishError):
        publishing.publish(world.places, world.policy, DAY, lambda path: {"result": "leak"})
    assert editions.current(world.places.editions) is None


@pytest.mark.parametrize("damage", [
    lambda log: log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1])), lambda log: log.unlink(),
])
def test_a_shortened_log_stops_publishing(world, damage):
    world.say("hold", case=key(0))
    world.publish()
    damage(world.log / "log.jsonl")
    with pytest.raises(PublishError, match=r"log\.jsonl"):
        world.publish()


def test_the_example_may_be_removed_as_a_whole(world):
    decisions.append(world.log, "hold", "casebook", file="example.jsonl", example=True, case="f" * 32)
    world.publish()
    (world.log / "example.jsonl").unlink()
    assert world.publish().number == 1


@pytest.mark.parametrize("text", ["a\0b", "a\u202eb", "a\u200bb", "a\nb", "a\ue000b"])
def test_a_face_with_hidden_characters_is_held_back(world, text):
    shape = world.face(0) | {"names": [{"text": text, "script": "Latin", "kind": None}]}
    assert hides_something(shape)
    world.approve(0, face=shape)
    report = Report()
    assert len(entries(world.places, world.policy, DAY, report)) == 2
    assert report.held_back == {"hidden characters": 1}


def test_the_builder_opens_no_private_table():
    """Publishing and all it imports of ours never name the databases, nor import what opens them."""
    seen, queue = set(), ["publishing"]
    while queue:
        name = queue.pop()
        seen.add(name)
        tree = ast.parse((SCRIPTS / f"{name}.py").read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("casebook"):
                parts = node.module.split(".")[1:] or [alias.name for alias in node.names]
                queue += [part for part in parts if (SCRIPTS / f"{part}.py").exists() and part not in seen]
    assert {"publishing_rows", "consents", "editions"} <= seen
    assert not {"projecting", "database", "importing", "deciding", "pipeline"} & seen
    for name in seen - {"schema", "policy"}:
        assert ".db" not in (SCRIPTS / f"{name}.py").read_text(encoding="utf-8").replace("published.db", "").replace(
            "cases.db or contacts.db", ""), name


def test_faces_are_kept_under_their_hash(world):
    for path in (world.log / "projections").glob("*.json"):
        face = consents_faces.load(world.log, path.stem)
        assert chains.canonical(face) == path.read_bytes()


def test_the_policy_in_the_world_is_the_one_that_ships(world):
    assert world.policy_file.read_bytes() == (DATA / "policy.yml").read_bytes()
