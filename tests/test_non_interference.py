"""Non-interference: nothing that nobody authorised reaches the bytes of an edition, and whatever is authorised does.

One generator makes changes at random, of a text, a number and a place; what it changes is the only difference between the
test and its positive control.
"""

import shutil
import sqlite3
import sys
from collections import Counter
from contextlib import closing, contextmanager

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from campaign_world import SOURCE, campaigning, say_yes, wants_to_act
from casebook import (
    consents_faces,
    decisions,
    decisions_schemas,
    publishing,
    publishing_earlier,
    publishing_file,
    schema,
)
from casebook.publishing_candidates import Report
from nameless_world import FIRST, approve, crowd, face
from publishing_world import key

JULY = "2024-07-01"
QUICK = settings(deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
PRIVATE = [*(("cases", table) for table in schema.CASES), *(("contacts", table) for table in schema.CONTACTS)]


def full_world(folder):
    """Three who are named, a crowd of eight without names, nine who are counted, a campaign for one of those who are named,
    and an edition that told of them."""
    world = campaigning(folder / "w")
    wants_to_act(world, 0)
    say_yes(world)
    crowd(world, range(8))
    crowd(world, range(20, 29), "anonymous")
    world.publish()
    return world


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    return full_world(tmp_path_factory.mktemp("original"))


@pytest.fixture(scope="module")
def stained(tmp_path_factory, original):
    """The same world, whose private side is changed again and again."""
    world = type(original)(tmp_path_factory.mktemp("stained"))
    shutil.copytree(original.folder, world.folder, dirs_exist_ok=True, symlinks=True)
    return world


def edition_bytes(world, day=JULY):
    earlier = publishing_earlier.load(world.places.editions, world.places.keys, "journalists")
    found = publishing.made(world.places, earlier, world.policy, day, Report())
    path = world.folder / "made.db"
    path.unlink(missing_ok=True)
    publishing_file.write(path, found | {"edition": [(2, day, "journalists", "Cases", 0, 0, 0, 0)]})
    return path.read_bytes()


texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
changes = st.tuples(texts, st.integers(0, 10_000), st.sampled_from(["add", "change", "remove"]))


def rows_of(world, database, table):
    with closing(schema.connect(getattr(world, database), readonly=True)) as db:
        return Counter(map(repr, db.execute(f'SELECT * FROM "{table}"')))


def change_row(world, database, table, text, number, how):
    """One row of a private table added, changed or removed; every value may become any text, also an approved name."""
    spec = (schema.CASES if database == "cases" else schema.CONTACTS)[table]
    columns = [(name, kind) for name, kind in schema.columns(spec).items() if name != "id"]
    column, kind = columns[number % len(columns)]
    value = text if kind is str else number
    with closing(schema.connect(getattr(world, database))) as db:
        ids = [one for (one,) in db.execute(f'SELECT id FROM "{table}"')]
        if how == "add" or not ids:
            whole = {one: text if of is str else number for one, of in columns}
            names, marks = ", ".join(f'"{one}"' for one in whole), ",".join("?" * len(whole))
            db.execute(f'INSERT OR IGNORE INTO "{table}" ({names}) VALUES ({marks})', tuple(whole.values()))
        elif how == "change":
            db.execute(f'UPDATE OR IGNORE "{table}" SET "{column}" = ? WHERE id = ?', (value, ids[number % len(ids)]))
        else:
            db.execute(f'DELETE FROM "{table}" WHERE id = ?', (ids[number % len(ids)],))


@pytest.mark.parametrize(("database", "table"), PRIVATE)
def test_no_private_table_changes_an_edition(stained, original, database, table):
    before, hit = edition_bytes(original), Counter()

    @settings(QUICK, max_examples=5)
    @given(changes)
    def run(change):
        then = rows_of(stained, database, table)
        change_row(stained, database, table, *change)
        hit[change[2]] += rows_of(stained, database, table) != then
        assert edition_bytes(stained) == before

    run()
    for how in ("add", "change", "remove"):
        for number in range(9):
            if not hit[how]:
                then = rows_of(stained, database, table)
                change_row(stained, database, table, f"new {number}", number, how)
                hit[how] += rows_of(stained, database, table) != then
    assert edition_bytes(stained) == before
    assert all(hit[how] for how in ("add", "change", "remove")), "the table was changed in every way"


def shown(world, number, **more):
    """The face by which somebody is shown, with something else in it."""
    line = next(one for one in decisions.read(world.log) if one.kind == "approve" and one["case"] == key(number % 3))
    return consents_faces.load(world.log, line["projection"]) | more


def name(text):
    return [{"text": f"Name {text}", "script": "Latin", "kind": None}]


def one_yes(world, text, number):
    """A face of somebody who is shown, with more in it, that one person has approved, under two spellings of the name."""
    world.approve(number % 3, "Nadia", "  NADIA ", face=shown(world, number, names=name(text)))


def forged(world, text, number):
    """A face whose file no longer is what its hash says."""
    made = world.approve(3, "Nadia", "Emre", face=face(3) | {"case": key(3), "columns": {"sex": "male", "status": text}})
    (world.log / "projections" / f"{made}.json").write_text("{}", encoding="utf-8")


def somebody_elses(world, text, number):
    """Two people approved for one case the face of another."""
    made = consents_faces.save(world.log, shown(world, 1, names=name(text)))
    for by in ("Nadia", "Emre"):
        world.say("approve", by, case=key(0), audience="journalists", projection=made)


def member(number):
    """The mention of somebody who is shown."""
    return f"list:{number % 3}/subject:Name"


def campaign(world, organisation="A committee"):
    """The face of the campaign that was approved, told of another organisation."""
    line = next(one for one in decisions.read(world.log) if one.kind == "campaign")
    found = consents_faces.load(world.log, line["projection"])
    return found | {"told": found["told"] | {"organisation": organisation}}


def approve_campaign(world, made, **more):
    """Two people approve a face for the campaign, or for what `more` says."""
    line = {"campaign": SOURCE, "audience": "journalists", "projection": consents_faces.save(world.log, made)} | more
    for by in ("Nadia", "Emre"):
        world.say("campaign", by, **line)


# What the log may hold and nobody has let out by it.
UNAUTHORISED = {
    "match": lambda world, text, n: world.say("match", a=text, b=f"{text}{n}", choice="same"),
    "match of two who are shown, as different or unsure": lambda world, text, n: world.say(
        "match", a=member(n), b=member(n + 1), choice=("different", "unsure")[n % 2], reason=text),
    "match of one who is shown and somebody who is no case": lambda world, text, n: world.say(
        "match", a=member(n), b=f"other:{text}", choice="same"),
    "differ": lambda world, text, n: world.say("differ", a=f"n{n % 3}Latin", b=text, seen_a=text, seen_b=f"{n}"),
    "edition": lambda world, text, n: world.say("edition", number=n + 1, audience="journalists", sha256=f"{n:064x}"),
    "undo of what lets nobody out": lambda world, text, n: world.say(
        "undo", undo=world.say("match", a=text, b=f"{text}{n}", choice="same").seq),
    "claim": lambda world, text, n: world.say("claim", claim=text, choice="accept", seen=text),
    "correct": lambda world, text, n: world.say("correct", claim=text, seen=text, value=text),
    "sent": lambda world, text, n: world.say(
        "sent", **[{"case": key(n % 3)}, {"campaign": SOURCE}][n % 2], what="letter", to=text, words=text),
    "a campaign approved by one": lambda world, text, n: say_yes(world, "Nadia", " NADIA ", shown=campaign(world, text)),
    "a campaign for another audience": lambda world, text, n: approve_campaign(world, campaign(world, text), audience="public"),
    "another campaign's face": lambda world, text, n: approve_campaign(world, campaign(world, text), campaign=f"other {n}"),
    "a case's face as a campaign's": lambda world, text, n: approve_campaign(world, shown(world, n)),
    "a campaign for somebody not shown": lambda world, text, n: say_yes(world, shown=campaign(world) | {
        "cases": [key(0), key(3), key(4_000 + n)]}),
    "case": lambda world, text, n: world.say("case", case=key(5_000 + n), members=[text]),
    "step": lambda world, text, n: world.say("step", case=key(n % 3), step=text, to=text),
    "summary": lambda world, text, n: world.say("summary", case=key(n % 3), language="en", text=text),
    "consent without approval": lambda world, text, n: world.consent(3, how=text),
    "consent for another purpose": lambda world, text, n: (
        world.consent(900 + n, purposes=["researchers", "UN"], how=text), world.approve(900 + n, face=face(0))),
    "consent to no level": lambda world, text, n: world.consent(800 + n, level="anonymous", how=text),
    "approval without consent": lambda world, text, n: world.approve(
        700 + n, face=face(0, name=text) | {"case": key(700 + n), "level": "full"}),
    "approval by one": one_yes, "a forged face": forged, "somebody else's face": somebody_elses,
    "approval for another audience": lambda world, text, n: world.say(
        "approve", text, case=key(n % 3), audience="public", projection="0" * 64),
    "a face that is not kept": lambda world, text, n: world.say(
        "approve", text, case=key(n % 3), audience="journalists", projection=f"{n:064x}"),
    "a face nobody approved": lambda world, text, n: consents_faces.save(world.log, face(n, status=text)),
    "withdrawal for another audience": lambda world, text, n: world.say(
        "withdraw", case=key(n % 3), giver="person", audiences=["public"], reason=text),
    "hold of somebody who is not shown": lambda world, text, n: world.say("hold", case=key(600 + n), reason=text),
    "doubt about another source": lambda world, text, n: world.say("doubt", source=f"other {text}"),
}  # fmt: skip


@pytest.mark.parametrize("what", UNAUTHORISED)
def test_nothing_in_the_log_that_lets_nobody_out_changes_an_edition(stained, original, what):
    before = edition_bytes(original)

    @settings(QUICK, max_examples=4)
    @given(st.text(st.characters(codec="utf-8", categories=["L", "N"]), min_size=1, max_size=12), st.integers(0, 99))
    def run(text, number):
        UNAUTHORISED[what](stained, text, number)
        assert edition_bytes(stained) == before

    run()


OTHER = {"sex": ["male", "female"], "birth": ["1950", "1951"], "ethnicity": ["kazakh", "hui"], "place": ["653200", "652900"],
         "arrest": ["2016-01", "2016-02"], "status": ["released", "deceased"], "term_months_min": [11.0, 12.0]}


def said_otherwise(world, text, number):
    column = sorted(OTHER)[number % len(OTHER)]
    columns = shown(world, number)["columns"]
    value = next(one for one in OTHER[column] if one != columns[column])
    world.approve(number % 3, face=shown(world, number, columns=columns | {column: value}))


def line_of(world, kind, number):
    return [one.seq for one in decisions.read(world.log) if one.kind == kind and one["case"] == key(number % 3)][-1]


FIELDS = ["birth", "sex", "arrest", "place", "events", "ethnicity"]
AUTHORISED = {
    "another value": said_otherwise,
    "another name": lambda world, text, n: world.approve(n % 3, face=shown(world, n, names=name(text))),
    "another event": lambda world, text, n: world.approve(n % 3, face=shown(world, n, events=[])),
    "two who are shown are one person": lambda world, text, n: world.say("match", a=member(n), b=member(n + 1), choice="same"),
    "hold": lambda world, text, n: world.say("hold", case=key(n % 3), reason=text),
    "hold of a field": lambda world, text, n: world.say("hold", case=key(n % 3), fields=[FIELDS[n % 6]], reason=text),
    "withdrawal": lambda world, text, n: world.say("withdraw", case=key(n % 3), giver="family", reason=text),
    "withdrawal of a field": lambda world, text, n: world.say(
        "withdraw", case=key(n % 3), giver="family", fields=[FIELDS[n % 6]]),
    "narrower consent": lambda world, text, n: world.consent(n % 3, fields=["name", FIELDS[n % 6]]),
    "expired consent": lambda world, text, n: world.consent(n % 3, until="2024-03-01"),
    "undone consent": lambda world, text, n: world.say("undo", undo=line_of(world, "consent", n)),
    "undone approval": lambda world, text, n: world.say("undo", undo=line_of(world, "approve", n)),
    "doubt about the source": lambda world, text, n: world.say("doubt", source="list"),
    "a campaign told otherwise": lambda world, text, n: say_yes(world, shown=campaign(world, f"Other {text}{n}")),
    "fewer counts of a campaign": lambda world, text, n: say_yes(world, "Emre", shown=campaign(world) | {"counts": []}),
    "doubt about a campaign": lambda world, text, n: world.say("doubt", source=SOURCE, reason=text),
    "undone approval of a campaign": lambda world, text, n: world.say("undo", undo=[
        one.seq for one in decisions.read(world.log) if one.kind == "campaign"][n % 2]),
    "no more acting for somebody": lambda world, text, n: world.consent(0, how=text),
    "somebody new": lambda world, text, n: (world.consent(3), world.approve(3)),
    "a new crowd": lambda world, text, n: crowd(world, range(200, 205 + n % 9), place="652900"),
    "one of a crowd gone": lambda world, text, n: world.say("hold", case=key(FIRST + n % 8)),
    "another fate in a crowd": lambda world, text, n: approve(world, n % 8, status="released"),
    "more who are counted": lambda world, text, n: crowd(world, range(300, 306 + n % 9), "anonymous"),
    "fewer who are counted": lambda world, text, n: [
        world.say("hold", case=key(FIRST + number)) for number in range(20, 26)],
}  # fmt: skip


def test_every_kind_of_line_of_the_log_is_tried():
    tried = {word for what in (*UNAUTHORISED, *AUTHORISED) for word in what.replace("withdrawal", "withdraw").split()}
    tried |= {"approve"} if tried & {"approval", "face"} else set()
    assert decisions_schemas.KINDS.keys() <= tried


def test_whatever_is_authorised_changes_an_edition(tmp_path_factory, original):
    """The positive control: in at least 95 of 100 runs the bytes are others."""
    before, changed, hit = edition_bytes(original), [], Counter()

    @settings(QUICK, max_examples=120)
    @given(st.sampled_from(sorted(AUTHORISED)), st.text(st.characters(codec="utf-8", categories=["L"]), max_size=12),
           st.integers(0, 99))
    def run(what, text, number):
        world = type(original)(tmp_path_factory.mktemp("w"))
        copied(original, world)
        AUTHORISED[what](world, text, number)
        hit[what] += 1
        changed.append(edition_bytes(world) != before)

    run()
    assert sum(changed) >= 0.95 * len(changed) and len(changed) >= 60
    assert hit.keys() == AUTHORISED.keys()


def copied(original, world):
    for part in ("decisions", "keys", "editions", "build"):
        shutil.copytree(original.folder / part, world.folder / part, symlinks=True)
    shutil.copy(original.policy_file, world.policy_file)


opened: list[str] | None = None


def _watch(event, arguments):
    if opened is not None and event in ("open", "sqlite3.connect", "os.open") and isinstance(arguments[0], str | bytes):
        opened.append(arguments[0] if isinstance(arguments[0], str) else arguments[0].decode())


sys.addaudithook(_watch)


@contextmanager
def watched():
    global opened  # noqa: PLW0603 - an audit hook is there for ever, so it is switched
    opened = []
    try:
        yield opened
    finally:
        opened = None


def test_publishing_opens_neither_database(original, tmp_path):
    """With both taken away the same edition is made; and what was opened lies in the log, editions, keys and policy."""
    here, away = type(original)(tmp_path / "here"), type(original)(tmp_path / "away")
    for world in (here, away):
        world.folder.mkdir()
        copied(original, world)
    crowd(here, range(200, 206), place="652900")
    shutil.rmtree(away.log)
    shutil.copytree(here.log, away.log)
    away.cases.unlink()
    away.contacts.unlink()
    made = []
    for world in (here, away):
        with watched() as paths:
            publishing.publish(world.places, world.policy, JULY, lambda path: {"result": "clean", "sha256": "x"})
        inside = {path.partition("file:")[2].partition("?")[0] or path for path in paths if str(world.folder) in path}
        parts = {path.removeprefix(str(world.folder)).split("/")[1] for path in inside}
        assert parts <= {"decisions", "editions", "keys", "policy.yml", "build"} and len(inside) > 20
        assert not [path for path in inside if "cases.db" in path or "contacts.db" in path or "sources" in path]
        made.append((world.places.editions / "2" / "published.db").read_bytes())
    assert made[0] == made[1]


def test_the_watch_sees_what_is_opened(original):
    with watched() as paths:
        sqlite3.connect(f"file:{original.cases}?mode=ro", uri=True).close()
        original.policy_file.read_bytes()
    assert [path for path in paths if "cases.db" in path] and str(original.policy_file) in paths
