"""A small Casebook of invented people for the tests of the sites, and a server on a free port over real HTTP."""

import asyncio
import re
import socket
import sqlite3
import threading
import time
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from argon2 import PasswordHasher

from casebook import accounts, editions, passwords, schema, serving
from casebook.disk import sha256
from casebook.finding_aids import count_rows, sound_rows
from casebook.folders import Folders
from casebook.names import normalise_search
from casebook.publishing_file import write
from casebook.serving.checks import site_hash

passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)  # a test logs in often, and waits for each
CANARY = "Canary-7731-secret"
CANARIES = (CANARY, "канарейка7731", "قانارىيا٧٧٣١", "金丝雀七七三一")
SECRET_NAME = "Zukhra Canary-7731-secret"
PASSWORDS = {
    "researcher1": "r1-password-of-a-test",
    "researcher2": "r2-password-of-a-test",
    "journalist1": "j1-password-of-a-test",
    "custodian1": "c1-password-of-a-test",
}
ROLES = {
    "researcher1": ("researcher",),
    "researcher2": ("researcher",),
    "journalist1": ("journalist",),
    "custodian1": ("custodian",),
}
PUBLIC_IDS = ("aaaa2222bb", "cccc3333dd", "eeee4444ff")
CAMPAIGN_ID = "gggg5555hh"
CASE_KEY = "0123456789abcdef0123456789abcdef"
RTL = "تۇرسۇن‮abc"


def _insert(db: sqlite3.Connection, table: str, **values: object) -> int:
    marks = ", ".join("?" * len(values))
    names = ", ".join(f'"{name}"' for name in values)
    return db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(values.values())).lastrowid


def make_cases(path: Path) -> None:
    """cases.db with three invented people; every text of the second one holds a canary."""
    path.parent.mkdir(parents=True, exist_ok=True)
    db = schema.connect(path)
    db.execute("PRAGMA synchronous=OFF")
    schema.create_tables(db, schema.CASES)
    schema.create_indexes(db, schema.CASES)
    db.execute("BEGIN")
    source = _insert(db, "sources", key="sheet", title="Sheet of the families", publisher="A campaign", example=1)
    other = _insert(db, "sources", key="list", title="List of a court", publisher="A court", example=0)
    _person(db, source, other)
    _insert(db, "campaigns", key="march", record=1, title="A march", edtf="2021-06", standing="stands")
    _canaries(db)
    _release(db, other)
    _aids(db)
    db.execute("COMMIT")
    db.execute("PRAGMA journal_mode=WAL")
    db.close()


def _told_otherwise(db, mention: int, record: int) -> None:
    """A release of which the source says only that it does not know, a trial that was denied, a doubtful transfer."""
    for number, (kind, says, absence) in enumerate(
        (("release", "is not known", "unknown"), ("trial", "is not so", None), ("transfer", "doubtful", None)), 5
    ):
        event = _insert(db, "events", key=f"e{number}", mention=mention, kind=kind)
        whole = {"property": "occurred", "raw": "?", "record": record, "standing": "stands", "reading": "stated"}
        _insert(db, "claims", key=f"c{number}", mention=mention, event=event, says=says, absence=absence, **whole)


def _person(db, source: int, other: int) -> None:
    cell = '{"Name": "Alim Tursun", "Taken": "May 2017, it is said", "Term": "15 years", "About": "=HYPERLINK(1)"}'
    first = _insert(
        db, "records", key="sheet:1", source=source, locator="row 2", content=cell, state="current", told="2019"
    )
    second = _insert(
        db,
        "records",
        key="list:7",
        source=other,
        locator="row 8",
        content='{"姓名": "阿里木·吐尔逊", "刑期": "十六年"}',
        state="current",
    )
    mention = _insert(db, "mentions", key="sheet:1/subject:Name", record=first, role="subject")
    joined = _insert(db, "mentions", key="list:7/subject:姓名", record=second, role="subject")
    db.execute("UPDATE mentions SET person = ?", (mention,))
    _insert(db, "persons", id=mention, key="sheet:1/subject:Name")
    for number, text, script in (
        (mention, "Alim Tursun", "Latn"),
        (joined, "阿里木·吐尔逊", "Hans"),
        (mention, RTL, "Arab"),
    ):
        _insert(db, "names", mention=number, text=text, script=script, kind="given in source")
    taken = _insert(
        db,
        "events",
        key="e1",
        mention=mention,
        kind="detention",
        place="650100",
        edtf="2017-05",
        earliest="2017-05-01",
        latest="2017-05-31",
    )
    judged = _insert(
        db,
        "events",
        key="e2",
        mention=mention,
        kind="sentence",
        edtf="2018-21~",
        earliest="2018-03-01",
        latest="2018-05-31",
        term_kind="term",
        months_min=180,
        months_max=180,
    )
    _insert(
        db,
        "claims",
        key="c1",
        mention=mention,
        event=taken,
        property="date",
        raw="May 2017",
        column="Taken",
        edtf="2017-05",
        earliest="2017-05-01",
        latest="2017-05-31",
        says="is so",
        record=first,
        span_start=0,
        span_end=8,
        rule="date: month",
        standing="stands",
        reading="stated",
        asserted_by="family",
    )
    a = _insert(
        db,
        "claims",
        key="c2",
        mention=mention,
        event=judged,
        property="term",
        raw="15 years",
        column="Term",
        value="term",
        amount_min=180,
        amount_max=180,
        unit="months",
        says="is so",
        record=first,
        span_start=0,
        span_end=8,
        rule="term:term:length",
        standing="stands",
        reading="stated",
    )
    b = _insert(
        db,
        "claims",
        key="c3",
        mention=joined,
        property="term",
        raw="十六年",
        column="刑期",
        value="term",
        amount_min=192,
        amount_max=192,
        unit="months",
        says="is so",
        record=second,
        span_start=0,
        span_end=3,
        rule="term:term:length",
        standing="stands",
        reading="stated",
    )
    _insert(
        db,
        "claims",
        key="c4",
        mention=mention,
        property="health",
        raw="<script>alert(1)</script>",
        column="About",
        says="is so",
        record=first,
        standing="stands",
        reading="stated",
    )
    _told_otherwise(db, mention, first)
    _insert(db, "contradictions", person=mention, property="term", a=a, b=b, kind="apart")
    _insert(
        db,
        "issues",
        record=first,
        mention=mention,
        locator="row 2",
        column="About",
        property="health",
        code="not_understood",
        words="These words were not understood.",
    )
    _case(
        db,
        person=mention,
        case_key=CASE_KEY,
        name="Alim Tursun",
        names=f"Alim Tursun · 阿里木·吐尔逊 · {RTL}",
        sex="male",
        ethnicity="uyghur",
        place="650100",
        status="imprisoned",
        arrest="2017-05",
        arrest_earliest="2017-05-01",
        arrest_latest="2017-05-31",
        term_kind="term",
        term_months_min=180,
        term_months_max=192,
        end_earliest="2032-05-01",
        end_latest="2033-05-31",
        reasons_official="disturbing order",
        reasons_believed="prayed; =cmd|'/C calc'!A0",
        records=2,
        differs=1,
        example=1,
    )


def _canaries(db) -> None:
    """A person nobody may publish: the canary stands in every text column of every table."""
    for table, spec in schema.CASES.items():
        kinds = schema.columns(spec)
        secret = f"{SECRET_NAME} in {table} {' '.join(CANARIES[1:])}"
        values = {name: f"{secret} of {len(name)}" for name, kind in kinds.items() if kind is str}
        _insert(db, table, **values)
    person = _insert(db, "persons", key=f"canary:1/subject:{CANARY}")
    db.execute(
        "UPDATE cases SET person = ?, name = ?, case_key = NULL, example = 0 WHERE name LIKE ?",
        (person, SECRET_NAME, f"%{CANARY}%"),
    )
    _index(db, db.execute("SELECT id FROM cases WHERE person = ?", (person,)).fetchone()[0], SECRET_NAME)


def _release(db, source: int) -> None:
    record = _insert(
        db, "records", key="list:9", source=source, locator="row 9", content='{"Name": "Aygul Sattar"}', state="current"
    )
    mention = _insert(db, "mentions", key="list:9/subject:Name", record=record, role="subject")
    db.execute("UPDATE mentions SET person = id WHERE id = ?", (mention,))
    _insert(db, "persons", id=mention, key="list:9/subject:Name")
    _insert(db, "names", mention=mention, text="Aygul Sattar", script="Latn")
    _case(
        db,
        person=mention,
        name="Aygul Sattar",
        names="Aygul Sattar",
        sex="female",
        ethnicity="uyghur",
        status="released",
        records=1,
        differs=0,
        example=0,
    )


def _aids(db) -> None:
    """What helps to find these cases, as the builder makes it."""
    named = [name for (names,) in db.execute("SELECT names FROM cases") for name in names.split(" · ")]
    for table in ("name_sounds", "facet_counts"):
        db.execute(f"DELETE FROM {table}")
    db.executemany("INSERT INTO name_sounds VALUES (?,?,?)", sound_rows(named))
    picked = db.execute("SELECT * FROM cases")
    columns = [column[0] for column in picked.description]
    counts = count_rows(dict(zip(columns, row, strict=True)) for row in picked)
    db.executemany("INSERT INTO facet_counts VALUES (?,?,?,?)", counts)


def _case(db, **values: object) -> None:
    _index(db, _insert(db, "cases", **values), str(values["names"]))


def _index(db, number: int, names: str) -> None:
    db.execute(
        "INSERT INTO search (rowid, names, places, words, told) VALUES (?, ?, '', '', '')", (number, normalise_search(names))
    )


def published_rows(names: tuple[str, ...]) -> dict[str, list[tuple]]:
    """The rows of an edition with these people, in the order of publishing_tables."""
    from casebook.publishing_tables import CASE_COLUMNS

    found: dict[str, list[tuple]] = {"cases": [], "case_names": [], "events": [], "search": [], "changes": []}
    found["actions"] = [(1, PUBLIC_IDS[0])]
    for number, (public_id, name) in enumerate(zip(PUBLIC_IDS, names, strict=False), 1):
        found["changes"].append((number, public_id, "added"))
        facts = {
            "name": name,
            "names": f"{name} · 阿里木·吐尔逊" if number == 1 else name,
            "sex": "male",
            "ethnicity": "uyghur",
            "status": "imprisoned",
            "place": "650100",
            "arrest": "2017-05",
            "arrest_earliest": "2017-05-01",
            "arrest_latest": "2017-05-31",
            "term_kind": "term",
            "term_months_min": 180.0,
            "term_months_max": 180.0,
            "reasons_believed": "=cmd|'/C calc'!A0",
            "level": "full",
        }
        found["cases"].append((public_id, *(facts.get(column) for column in CASE_COLUMNS)))
        for script, text in zip(("Latn", "Hans"), facts["names"].split(" · "), strict=False):
            found["case_names"].append((len(found["case_names"]) + 1, public_id, text, script, None))
        found["events"].append(
            (
                number,
                public_id,
                1,
                "detention",
                "2017-05",
                "2017-05-01",
                "2017-05-31",
                "650100",
                "prefecture",
                None,
                None,
                None,
            )
        )
        found["search"].append((number, normalise_search(facts["names"]), "", ""))
    shown = [dict(zip(("id", *CASE_COLUMNS), row, strict=True)) for row in found["cases"]]
    sounds = sound_rows(row[2] for row in found["case_names"])
    found |= {"campaigns": [(CAMPAIGN_ID, "Let them come home", "A committee", "2021-06", "Word of them.", None, "020200000000",
                             1)],
              "campaign_counts": [(1, CAMPAIGN_ID, 1, "2021-07", "2021-07-01", "2021-07-31", "FR", None, 50000, "at least",
                                   "more than 50,000", "the committee", 0)],
              "campaign_cases": [(1, CAMPAIGN_ID, PUBLIC_IDS[0])]}  # fmt: skip
    return found | {"facet_counts": count_rows(shown), "name_sounds": sounds}


def make_edition(
    folders: Folders, number: int, names: tuple[str, ...], *, result: str = "clean", until: str = "9999-12-31"
) -> None:
    """An edition signed and checked like a real one, made current."""
    place = folders.editions / str(number)
    place.mkdir(parents=True)
    rows = published_rows(names) | {
        "edition": [(number, "2026-11-20", "journalists", "Cases for journalists", len(names), len(names), 0, 0)]
    }
    write(place / "published.db", rows)
    editions.seal(
        place,
        folders.keys,
        {"number": number, "date": "2026-11-20", "until": until, "audience": "journalists"},
        {"result": result, "sha256": sha256(place / "published.db"), "site": site_hash()},
    )
    editions.make_current(folders.editions, number, folders.build)


def make_accounts(folders: Folders) -> None:
    """Accounts of PASSWORDS; the secret is made as at a first start."""
    accounts.set_up(folders.keys) if not (folders.keys / "session.key").exists() else None
    accounts.save(
        folders.keys / "accounts.yml",
        [accounts.Account(name, passwords.hashed(PASSWORDS[name]), ROLES[name]) for name in ROLES],
    )


def make_casebook(root: Path) -> Folders:
    """A whole data folder: cases.db, one edition of two people, accounts and keys."""
    folders = Folders.of(root / "data")
    folders.keys.mkdir(parents=True, mode=0o700)
    accounts.write_private(folders.keys / "session.key", "ab" * 32 + "\n")
    accounts.write_private(folders.keys / "accounts.yml", "[]\n")
    make_accounts(folders)
    make_cases(folders.cases)
    make_edition(folders, 1, ("Alim Tursun", "Aygul Sattar"))
    return folders


@dataclass
class Server:
    """A site that answers at `url`; `app` is its guard."""

    url: str
    app: object
    folders: Folders

    def client(self, name: str | None = None, **options: object) -> httpx.Client:
        """A browser without cookies, or logged in by the form."""
        client = httpx.Client(base_url=self.url, timeout=20, **options)
        if name:
            form = client.get("/-/login").text
            token = re.search(r'name="token" value="([^"]+)"', form)[1]
            answer = client.post("/-/login", data={"username": name, "password": PASSWORDS[name], "token": token})
            assert answer.status_code == 303, answer.text
        return client


@contextmanager
def serving_site(folders: Folders, *, press: bool = False):
    """Serve a site in a thread on a free port of this machine, and end it."""
    app = serving.application(serving.Site(folders, press=press))
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        server = serving.server(app)
        attending = serving.attend(server, app, bound, folders.editions)
        thread = threading.Thread(target=asyncio.run, args=[attending], daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield Server(f"http://127.0.0.1:{bound.getsockname()[1]}", app, folders)
        finally:
            server.should_exit = True
            thread.join(10)
