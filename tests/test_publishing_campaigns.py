"""A campaign in an edition: as two people approved it, with those of its cases that are shown and want it, and nobody else."""

import sqlite3
from contextlib import closing

import pytest

from campaign_world import SOURCE, campaigning, face, say_yes, wants_to_act
from casebook import publication, publication_changes, signing
from casebook.checking import check
from casebook.folders import Folders
from casebook.publishing_candidates import PublishError
from publishing_world import RELATIVES, key


@pytest.fixture
def world(tmp_path):
    found = campaigning(tmp_path / "world")
    wants_to_act(found, 0)
    return found


def select(world, sql):
    with closing(sqlite3.connect(f"file:{world.published()}?mode=ro&immutable=1", uri=True)) as db:
        return db.execute(sql).fetchall()


def identity(world, name):
    return signing.published_id(signing.id_key(world.places.keys, "journalists"), name)


def test_a_campaign_is_shown_as_two_people_approved_it(world):
    say_yes(world, "Nadia")
    world.publish()
    assert select(world, "SELECT * FROM campaigns") == []
    say_yes(world, "Emre")
    world.publish()
    mine = identity(world, f"campaign:{SOURCE}")
    assert select(world, "SELECT * FROM campaigns") == [
        (mine, "Let them come home", "A committee", "2021-06", "Word of Tursun Barat.", "The Ambassador", "020200000000", 0)]
    assert select(world, "SELECT * FROM campaign_counts") == [
        (1, mine, 1, "2021-07", "2021-07-01", "2021-07-31", "FR", None, 8150, "exactly", None, "the committee", 0),
        (2, mine, 2, "2021-09", "2021-09-01", "2021-09-30", "FR", None, 18900, "exactly", None, "a newspaper", 0),
        (3, mine, 3, "2021-09", "2021-09-01", "2021-09-30", "FR", None, 18000, "exactly", None, "a newspaper", 1),
        (4, mine, 4, "2021-09-10", "2021-09-10", "2021-09-10", "FR", None, 20000, "at least", "more than 20,000",
         "the committee", 0),
    ]  # fmt: skip


def test_only_a_case_that_is_shown_and_wants_it_is_listed(world):
    say_yes(world)
    world.publish()
    assert select(world, "SELECT case_id FROM campaign_cases") == [(identity(world, key(0)),)]
    assert face(world)["cases"] == [key(0), key(3)]
    world.consent(0, purposes=["journalists"])
    world.publish()
    assert select(world, "SELECT * FROM campaign_cases") == []
    assert select(world, "SELECT demand FROM campaigns") == [(None,)]  # it names him


def test_a_meeting_with_relatives_is_a_date_and_words_that_name_somebody_not_shown_are_left_out(world):
    say_yes(world)
    world.publish()
    assert select(world, "SELECT kind, date, to_whom, words, response FROM campaign_steps") == [
        ("meeting", "2021-09", None, None, None),
        ("delivery", "2021-10", "the embassy in Paris", "Left at the gate.", "050000000000"),
        ("outcome", None, None, None, None),
    ]  # fmt: skip
    assert RELATIVES[0].encode() not in world.published().read_bytes()
    world.consent(3, purposes=["journalists", "campaign"])
    world.approve(3)
    world.publish()
    assert select(world, "SELECT words FROM campaign_steps WHERE kind = 'outcome'") == [("Nobody says where Patime Sidik is.",)]


@pytest.mark.parametrize("column", ["title", "organisation", "addressed"])
def test_a_text_that_names_anybody_else_is_in_no_face(world, column):
    for name in (RELATIVES[0], "Osman, Rahile", "Rahile Osman's"):
        world.change(f"UPDATE campaigns SET {column} = ?", f"For {name} too")
        found = face(world)
        assert found is None if column == "title" else found["told"][column] is None


def test_a_withdrawal_takes_a_case_off_and_a_renewed_consent_does_not_put_it_back(world):
    say_yes(world)
    world.publish()
    world.say("withdraw", case=key(0), giver="family")
    world.publish()
    assert select(world, "SELECT * FROM campaign_cases") == []
    wants_to_act(world, 0)
    world.approve(0)
    world.publish()
    assert select(world, "SELECT count(*) FROM cases WHERE name = 'Tursun Barat'") == [(1,)]
    assert select(world, "SELECT * FROM campaign_cases") == [] == select(world, "SELECT demand FROM campaigns WHERE demand <> ''")
    world.change("DELETE FROM campaign_steps")
    say_yes(world, "Nadia")
    world.publish()
    assert select(world, "SELECT * FROM campaign_steps") == [] == select(world, "SELECT * FROM campaign_cases")
    say_yes(world, "Emre")
    world.publish()
    assert select(world, "SELECT case_id FROM campaign_cases") == [(identity(world, key(0)),)]


def test_anything_new_takes_two_people_and_less_takes_one(world):
    say_yes(world)
    world.change("UPDATE campaign_counts SET amount = 9000, raw = '9,000' WHERE amount = 8150")
    say_yes(world, "Nadia")
    world.publish()
    assert (8150,) in select(world, "SELECT count FROM campaign_counts")
    say_yes(world, " nadia ")
    world.publish()
    assert (8150,) in select(world, "SELECT count FROM campaign_counts")
    say_yes(world, "Emre")
    world.publish()
    assert (9000,) in select(world, "SELECT count FROM campaign_counts")
    world.change("DELETE FROM campaign_steps")
    say_yes(world, "Emre")
    world.publish()
    assert select(world, "SELECT * FROM campaign_steps") == []


def test_a_doubt_about_its_source_or_an_approval_taken_back_takes_it_out_at_once(world):
    say_yes(world)
    world.publish()
    folders, day = Folders.of(world.folder), "2024-06-01"
    line = world.say("doubt", source=SOURCE)
    assert publication_changes.cases_of(folders, line) == [f"campaign:{SOURCE}"]
    assert publication_changes.shows_too_much(folders, f"campaign:{SOURCE}", "journalists", day)
    assert publication.shut(folders, *publication_changes.cases_of(folders, line))
    world.publish()
    assert select(world, "SELECT * FROM campaigns") == []
    for by in ("Nadia", "Emre"):
        world.say("undo", by, undo=line.seq)
    world.publish()
    assert not publication_changes.shows_too_much(folders, f"campaign:{SOURCE}", "journalists", day)
    yes = [one for one in publication.decisions.read(world.log) if one.kind == "campaign"]
    undone = world.say("undo", undo=yes[0].seq)
    assert publication_changes.cases_of(folders, undone) == [f"campaign:{SOURCE}"]
    assert publication_changes.shows_too_much(folders, f"campaign:{SOURCE}", "journalists", day)
    world.publish()
    assert select(world, "SELECT * FROM campaigns") == []


def test_what_waits_is_told(world):
    folders = Folders.of(world.folder)
    (mine,) = publication.waiting(folders, world.policy, "2024-06-01").campaigns
    assert mine == SOURCE
    say_yes(world)
    assert publication.waiting(folders, world.policy, "2024-06-01").campaigns == {}


LEAKS = {
    "a count nobody approved": "INSERT INTO campaign_counts (id, campaign_id, number, count, former)"
                               " SELECT 5, id, 5, 7, 0 FROM campaigns",
    "a count made more": "UPDATE campaign_counts SET count = 8151 WHERE count = 8150",
    "words of a meeting": "UPDATE campaign_steps SET words = 'A family was met.' WHERE kind = 'meeting'",
    "a finer date of a meeting": "UPDATE campaign_steps SET date = '2021-09-14' WHERE kind = 'meeting'",
    "words that name a person who is not shown": "UPDATE campaign_steps SET words = 'Nobody says where Patime Sidik is.'"
                                                 " WHERE kind = 'outcome'",
    "another title": "UPDATE campaigns SET title = 'Other'",
    "no example": "UPDATE campaigns SET invented = 1",
    "somebody else on the list": "UPDATE campaign_cases SET case_id = (SELECT id FROM cases WHERE name = 'Rahile Osman')",
    "another id": "UPDATE campaigns SET id = 'abcdefghij'",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    found = campaigning(tmp_path_factory.mktemp("published") / "world")
    wants_to_act(found, 0)
    say_yes(found)
    found.publish()
    return found


@pytest.mark.parametrize("leak", LEAKS)
def test_the_checker_knows_what_was_approved_of_a_campaign(published, tmp_path, leak):
    path = tmp_path / "published.db"
    path.write_bytes(published.published().read_bytes())
    assert check(path, published.evidence)["result"] == "clean"
    with closing(sqlite3.connect(path)) as db:
        db.execute(LEAKS[leak])
        db.commit()
    assert [line for line in check(path, published.evidence)["findings"] if line.startswith("campaign")]


def test_the_checker_refuses_a_text_that_names_somebody_else_whoever_approved_it(world):
    found = face(world)
    say_yes(world, shown=found | {"told": found["told"] | {"organisation": "Friends of Ghalip Niyaz"}})
    with pytest.raises(PublishError, match="campaigns.organisation: the name of somebody"):
        world.publish()


def test_the_face_of_a_case_is_none_of_a_campaign_nor_the_other_way_round(world):
    made = say_yes(world)
    for by in ("Nadia", "Emre"):
        world.say("approve", by, case=key(0), audience="journalists", projection=made)
        world.say("campaign", by, campaign="other", audience="journalists", projection=made)
        world.say("campaign", by, campaign=SOURCE, audience="public", projection=made)
    world.publish()
    assert len(select(world, "SELECT * FROM campaigns")) == 1 and len(select(world, "SELECT * FROM cases")) == 3
