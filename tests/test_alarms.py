"""What holds a case by itself: news of a death or a release, a merge or a split of persons, a doubt about its source."""

from contextlib import closing
from dataclasses import replace
from datetime import date

import pytest

import other_sources
from casebook import alarms, approving, content, decisions, judging, pipeline, publication, rehearsing, schema
from casebook.folders import Folders
from casebook.publishing_candidates import PublishError
from publishing_world import DATA, key, make

TODAY = date.today().isoformat()
ME, KIN, OTHER = "list:0/subject:Name", "sheet:7/subject:Name", "list:1/subject:Name"
TOLD = "told-here-2026:1/subject:Name"


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world")


def folders(world):
    return Folders.of(world.folder)


def held(world, with_claims=True):
    """(case number, alarm, causes) of the holds that are written now."""
    with closing(schema.connect(world.cases, readonly=True)) as db:
        lines = alarms.sound(folders(world), db if with_claims else None)
    return [(int(line["case"], 16) - 1, line["auto"], line["causes"]) for line in lines]


def claim(world, number, kind, **fields):
    """A claim that the event of a kind happened to somebody, or with `kind` as a status."""
    values = {"says": "is so", "standing": "stands", "reading": "stated", "points_to_source": "no"} | fields
    mention = f"""(SELECT id FROM mentions WHERE "key" = 'list:{number}/subject:Name')"""
    if kind in ("deceased", "released"):
        values |= {"property": "status", "value": kind}
        event = "NULL"
    else:
        days = values.pop("earliest", None), values.pop("latest", None)
        world.change(f"""INSERT INTO events ("key", mention, kind, earliest, latest)
            VALUES ('e{kind}{number}', {mention}, ?, ?, ?)""", kind, *days)
        event = f"""(SELECT id FROM events WHERE "key" = 'e{kind}{number}')"""
        values |= {"property": "occurred", "value": kind}
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    world.change(f"""INSERT INTO claims ("key", mention, record, event, {names})
        SELECT 'c{kind}{number}', id, record, {event}, {marks} FROM mentions WHERE id = {mention}""", *values.values())
    return f"c{kind}{number}"


def test_without_news_nothing_is_held(world):
    assert held(world) == []


@pytest.mark.parametrize(("kind", "alarm"), [
    ("death", "death"), ("death_listed", "death"), ("body_returned", "death"), ("deceased", "death"), ("release", "release"),
    ("released", "release"),
])
@pytest.mark.parametrize("fields", [{}, {"reading": "by machine"}, {"says": "doubtful"}, {"points_to_source": "yes"}])
def test_news_that_an_approved_face_does_not_tell_holds_the_case_once(world, kind, alarm, fields):
    cause = claim(world, 0, kind, **fields)
    assert held(world) == [(0, alarm, [cause])]
    assert held(world) == []
    assert world.publish().published == 2


@pytest.mark.parametrize(("number", "kind", "fields"), [
    (0, "release", {"standing": "rejected"}), (0, "death", {"says": "is not so"}), (0, "released", {"absence": "unknown"}),
    (0, "letter", {}), (3, "death", {}),
])
def test_what_is_no_such_news_holds_nothing(world, number, kind, fields):
    claim(world, number, kind, **fields)
    assert held(world) == []


@pytest.mark.parametrize(("told", "kind", "days", "holds"), [
    ({"status": "released"}, "release", {}, False), ({"status": "released"}, "death", {}, True),
    ({"events": ("release", "2019-01-01", "2019-12-31")}, "release", {}, False),
    ({"events": ("release", "2019-01-01", "2019-12-31")}, "release", {"earliest": "2019-03-01", "latest": "2019-03-31"}, False),
    ({"events": ("release", "2012-01-01", "2012-12-31")}, "release", {"earliest": "2019-03-01", "latest": "2019-03-31"}, True),
    ({"events": ("release", None, None)}, "release", {"earliest": "2019-03-01", "latest": "2019-03-31"}, False),
])
def test_what_the_face_tells_is_no_news(world, told, kind, days, holds):
    face = world.face(0)
    if "status" in told:
        face["columns"]["status"] = told["status"]
    else:
        face["events"].append(face["events"][0] | dict(zip(("kind", "earliest", "latest"), told["events"], strict=True)))
    world.approve(0, face=face)
    claim(world, 0, kind, **days)
    assert bool(held(world)) is holds


def test_news_that_were_shown_to_who_approved_hold_nothing(world):
    cause = claim(world, 3, "body_returned")
    world.consent(3)
    for by in ("Nadia", "Emre"):
        question = approving.ask(folders(world), world.policy, key(3), TODAY)
        assert "Sources claim a death that this does not tell (claims: 1)." in question.lines
        approving.answer(folders(world), question, by)
    assert decisions.read(world.log)[-1]["seen"] == [cause]
    assert held(world) == []


def lift(world, by=("Nadia", "Emre")):
    line = next(one for one in reversed(decisions.read(world.log)) if one.kind in ("hold", "doubt"))
    for who in by:
        world.say("undo", who, undo=line.seq)


def test_lifting_takes_two_and_the_same_cause_holds_no_second_time(world):
    claim(world, 0, "death")
    held(world)
    lift(world, ["Nadia", "NADIA"])
    assert world.publish().published == 2
    lift(world, ["Emre"])
    assert held(world) == [] and world.publish().published == 3
    cause = claim(world, 0, "deceased")
    assert held(world) == [(0, "death", [cause])]


@pytest.mark.parametrize(("before", "after", "alarm"), [
    ([], [("match", {"a": ME, "b": KIN, "choice": "same"})], (0, "merge", [KIN])),
    ([], [("match", {"a": "sheet:9/x:y", "b": KIN, "choice": "same"})], None),
    ([], [("match", {"a": ME, "b": KIN, "choice": "unsure"})], None),
    ([("match", {"a": ME, "b": KIN, "choice": "same"})], [("match", {"a": KIN, "b": ME, "choice": "same"})], None),
    ([("match", {"a": ME, "b": KIN, "choice": "same"})], [("match", {"a": ME, "b": KIN, "choice": "different"})],
     (0, "split", [KIN])),
    ([("match", {"a": ME, "b": KIN, "choice": "same"})], ["undo"], (0, "split", [KIN])),
    ([], [("case", {"case": key(0), "members": [ME, KIN]})], (0, "merge", [KIN])),
    ([], [("match", {"a": ME, "b": TOLD, "choice": "same"})], None),
    ([], [("match", {"a": ME, "b": TOLD, "choice": "same"}), ("match", {"a": TOLD, "b": KIN, "choice": "same"})],
     (0, "merge", [KIN])),
])
def test_a_merge_or_a_split_since_the_approval_holds_the_case(tmp_path, before, after, alarm):
    world = make(tmp_path / "world", approved=0)
    for kind, fields in before:
        world.say(kind, **fields)
    world.consent(0)
    world.approve(0)
    assert held(world) == []
    for line in after:
        kind, fields = line if isinstance(line, tuple) else ("undo", {"undo": 5})
        world.say(kind, **fields)
    assert held(world, with_claims=False) == ([alarm] if alarm else [])
    assert held(world) == []


def test_a_merge_of_two_cases_holds_both(world):
    world.say("match", a=ME, b=OTHER, choice="same")
    assert held(world) == [(0, "merge", [OTHER]), (1, "merge", [ME])]


def test_after_a_new_approval_a_merge_is_news_again(world):
    world.say("match", a=ME, b=KIN, choice="same")
    assert held(world) == [(0, "merge", [KIN])]
    lift(world)
    world.say("match", a=ME, b=KIN, choice="different")
    assert held(world) == []
    world.approve(0, face=world.face(0) | {"names": [{"text": "Tursun Barat", "script": "Latin", "kind": None}]})
    world.say("match", a=ME, b=KIN, choice="same")
    assert held(world) == [(0, "merge", [KIN])]


def decide(world, kind, **values):
    return list(judging.decide(folders(world), kind, "Nadia", "", values, TODAY))


def test_judging_a_match_takes_the_case_out_at_once(world):
    world.publish()
    told = decide(world, "match", a=ME, b=KIN, choice="same")
    assert told[1].endswith(f"the case {key(0)} is held, merge.") and "The current edition is closed." in told
    assert publication.waiting(folders(world), world.policy, TODAY) == publication.Waiting()
    assert any("held back, held: 1" in line for line in told)


def test_a_doubt_about_a_source_takes_every_case_of_it_out_at_once(world):
    world.publish()
    (world.folder / "sources" / "list").mkdir(parents=True)
    (world.folder / "sources" / "list" / "source.yml").write_text("title: A list\n", encoding="utf-8")
    told = decide(world, "doubt", source="list")
    assert "The current edition is closed." in told and any("0 cases" in line for line in told)
    lift(world, ["Nadia"])
    assert world.publish().published == 0
    lift(world, ["Emre"])
    assert world.publish().published == 3


@pytest.mark.parametrize(("kind", "values"), [
    ("doubt", {"source": "a name mistyped"}),
    ("consent", {"case": key(0), "giver": "family", "fields": ["all"], "purposes": ["journalists"], "given": "2999-01-01",
                 "how": "form"}),
])
def test_what_cannot_be_meant_is_not_written(world, kind, values):
    before = len(decisions.read(world.log))
    with pytest.raises(PublishError):
        decide(world, kind, **values)
    assert len(decisions.read(world.log)) == before


def test_an_import_writes_the_hold_and_the_next_one_changes_nothing(tmp_path):
    place = Folders.of(tmp_path / "data", policy=DATA / "policy.yml")
    row = other_sources.write(place.sources, 7)["sheet-7"][0]
    mention = f"sheet-7:{row.number}/subject:Who"
    decisions.append(place.decisions, "case", "Nadia", case=key(0), members=[mention])
    decisions.append(place.decisions, "consent", "Nadia", case=key(0), giver="family", fields=["all"], given=TODAY,
                     purposes=["journalists"], how="by letter", basis="consent")
    assert pipeline.run(place).held == []
    rule = publication.rules(place, "journalists")
    for by in ("Nadia", "Emre"):
        approving.answer(place, approving.ask(place, rule, key(0), TODAY), by)
    assert pipeline.run(place).held == []
    decisions.append(place.decisions, "match", "Nadia", a=mention, b="liste-7:1/subject:personne", choice="same")
    (hold,) = pipeline.run(place).held
    assert (hold["case"], hold["auto"], hold.by) == (key(0), "merge", "casebook")
    before = dict(content.hashes(place))
    assert pipeline.run(place).held == [] and dict(content.hashes(place)) == before
    again = Folders.of(place.data, build=tmp_path / "again", policy=place.policy)
    assert pipeline.run(again).held == [] and dict(content.hashes(again)) == before


def test_a_preview_of_an_import_holds_nothing(tmp_path):
    world = make(tmp_path / "world")
    world.say("match", a=ME, b=KIN, choice="same")
    before = len(decisions.read(world.log))
    (world.folder / "sources").mkdir()
    with rehearsing.rehearsal(folders(world)) as place:
        place = replace(place, policy=world.policy_file)
        assert [line["auto"] for line in alarms.sound(place, None)] == ["merge"]
    assert len(decisions.read(world.log)) == before
