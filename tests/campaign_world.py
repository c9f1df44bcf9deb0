"""A petition in the small world of publication: for the baker and for somebody whose case nobody has approved."""

import sqlite3
from contextlib import closing

from casebook import consents_faces, projecting_campaigns, schema
from casebook.plans import fold
from publishing_world import RELATIVES, World, make

SOURCE = "petition"
# edtf, first and last day, country, as it was said, number, what is said of it, who said so, standing
COUNTS = [
    ("2021-07", "2021-07-01", "2021-07-31", "FR", "8,150", 8150, "exactly", "the committee", "stands"),
    ("2021-09-10", "2021-09-10", "2021-09-10", "FR", "more than 20,000", 20000, "at least", "the committee", "stands"),
    ("2021-09", "2021-09-01", "2021-09-30", "FR", "18,900", 18900, "exactly", "a newspaper", "stands"),
    ("2021-09", "2021-09-01", "2021-09-30", "FR", "18,000", 18000, "exactly", "a newspaper", "no longer said by the source"),
]
# kind, edtf, first and last day, to whom, words, response
STEPS = [
    ("meeting", "2021-09-14", "2021-09-14", "2021-09-14", None, f"{RELATIVES[0]} was met.", None),
    ("delivery", "2021-10-05", "2021-10-05", "2021-10-05", "the embassy in Paris", "Left at the gate.", "050000000000"),
    ("outcome", None, None, None, None, "Nobody says where Patime Sidik is.", None),
]


def campaigning(folder, approved: int = 3) -> World:
    """A world with a petition for the first and the fourth person, as its source tells it; nobody has approved it."""
    world = make(folder, approved)
    with closing(sqlite3.connect(world.cases)) as db:
        for number, text in db.execute("SELECT id, text FROM names").fetchall():
            db.execute("UPDATE names SET folded = ? WHERE id = ?", (fold(text), number))
        source = _insert(db, "sources", key=SOURCE, title="A petition", example=0)
        record = _insert(db, "records", key=f"{SOURCE}:0", source=source, state="current", content="{}")
        _insert(db, "campaigns", key=SOURCE, record=record, title="Let them come home", organisation="A committee",
                edtf="2021-06", demand="Word of Tursun Barat.", addressed="The Ambassador", intervention="020200000000",
                standing="stands")
        for number in (0, 3):
            _insert(db, "campaign_cases", key=f"{SOURCE}:c{number}", campaign=SOURCE, record=record, kind="mention",
                    raw=f"list:{number}/subject:Name", standing="stands")
        names = ("edtf", "earliest", "latest", "country", "raw", "amount", "says", "said_by", "standing")
        for number, one in enumerate(COUNTS):
            _insert(db, "campaign_counts", key=f"{SOURCE}:n{number}", campaign=SOURCE, record=record,
                    **dict(zip(names, one, strict=True)))
        names = ("kind", "edtf", "earliest", "latest", "to_whom", "words", "response")
        for number, one in enumerate(STEPS):
            _insert(db, "campaign_steps", key=f"{SOURCE}:s{number}", campaign=SOURCE, record=record, standing="stands",
                    **dict(zip(names, one, strict=True)))
        db.commit()
    return world


def face(world: World):
    with closing(schema.connect(world.cases, readonly=True)) as db:
        return projecting_campaigns.face(db, SOURCE, world.policy)


def say_yes(world: World, *people: str, shown=None) -> str:
    """These people approve the campaign as it would be shown now."""
    name = consents_faces.save(world.log, shown or face(world))
    for by in people or ("Nadia", "Emre"):
        world.say("campaign", by, campaign=SOURCE, audience="journalists", projection=name)
    return name


def wants_to_act(world: World, *numbers: int) -> None:
    """Everybody who was asked wants readers to act for these people."""
    for number in numbers:
        world.consent(number, purposes=["journalists", "campaign"])


def _insert(db, table: str, **row) -> int:
    names, marks = ", ".join(f'"{name}"' for name in row), ",".join("?" * len(row))
    return db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values())).lastrowid
