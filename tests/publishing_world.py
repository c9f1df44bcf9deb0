"""A small world of invented people for the tests of publication: databases, a log, keys and a policy in one folder."""

import atexit
import json
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from casebook import consents, consents_faces, decisions, policy, projecting, publishing, schema
from casebook.checking import Evidence, check
from casebook.publishing_candidates import Places

DATA = Path(__file__).parents[1] / "data"
DAY = "2024-06-01"
AT = "2024-03-01T10:00:00Z"
# name, name in another script, sex, birth, arrest, place, months
PEOPLE = [
    ("Tursun Barat", "吐尔逊·巴拉提", "male", "1971-04-03", "2017-05-14", "653101", 204.0),
    ("Rahile Osman", "راھىلە ئوسمان", "female", "1985", "2018-02", "650100", 96.0),
    ("Ghalip Niyaz", "غالىپ نىياز", "male", "1990-11", "2017-10-02/2017-10-09", "653100", None),
    ("Patime Sidik", "Патиме Сидик", "female", "1964", "2019", "652901", 180.0),
]
INFORMANTS = [("Sidiq Helpful", "+33 6 39 98 11 22"), ("Zulfiye Witnessing", "+90 532 555 71 43")]
RELATIVES = ["Hebibulla Kinsman", "Nurnisa Kinswoman"]
TESTIMONY = "They came at night and took him from the bakery while his brother hid behind the oven, counting cars."


def key(number: int) -> str:
    return f"{number + 1:032x}"


@dataclass
class World:
    """A Casebook in a folder."""

    folder: Path

    @property
    def cases(self) -> Path:
        return self.folder / "build" / "cases.db"

    @property
    def contacts(self) -> Path:
        return self.folder / "build" / "contacts.db"

    @property
    def log(self) -> Path:
        return self.folder / "decisions"

    @property
    def policy_file(self) -> Path:
        return self.folder / "policy.yml"

    @property
    def places(self) -> Places:
        return Places(self.log, self.folder / "editions", self.folder / "keys", self.folder / "build")

    @property
    def policy(self) -> policy.Policy:
        return policy.load(self.policy_file)

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.cases, self.contacts, self.policy_file, self.log, DATA / "vocabularies", self.places.keys,
                        editions=self.places.editions)

    def say(self, kind: str, by: str = "Nadia", **fields):
        return decisions.append(self.log, kind, by, at=AT, **fields)

    def consent(self, number: int, **fields):
        whole = {"giver": "family", "fields": ["all"], "purposes": ["journalists"], "given": "2024-01-01",
                 "how": "form", "basis": "consent"} | fields
        return self.say("consent", case=key(number), **whole)

    def face(self, number: int):
        standing = consents.standings(decisions.read(self.log))[key(number)]
        db = schema.connect(self.cases, readonly=True)
        try:
            young = key(number) in projecting.minors(db, [key(number)], DAY)
            return projecting.face(db, key(number), self.policy, consents.permission(standing, self.policy, DAY, young))
        finally:
            db.close()

    def approve(self, number: int, *people: str, face=None) -> str:
        name = consents_faces.save(self.log, face or self.face(number))
        for by in people or ("Nadia", "Emre"):
            self.say("approve", by, case=key(number), audience="journalists", projection=name)
        return name

    def publish(self, day: str = DAY):
        return publishing.publish(self.places, self.policy, day, lambda path: check(path, self.evidence, day))

    def published(self) -> Path:
        return self.folder / "editions" / "current" / "published.db"

    def change(self, sql: str, *values, contacts: bool = False) -> None:
        db = schema.connect(self.contacts if contacts else self.cases)
        db.execute(sql, values)
        db.close()


def make(folder: Path, approved: int = 3) -> World:
    """A world where the first `approved` people have consent and approvals, and the others nothing."""
    shutil.copytree(_template(approved), folder, dirs_exist_ok=True)
    return World(folder)


@cache
def _template(approved: int) -> Path:
    """The same world, made once a run and copied from then on."""
    kept = tempfile.mkdtemp(prefix="casebook-")
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    return _made(World(Path(kept)), approved).folder


def _made(world: World, approved: int) -> World:
    world.cases.parent.mkdir(parents=True)
    shutil.copy(DATA / "policy.yml", world.policy_file)
    write_cases(world)
    write_contacts(world)
    for number in range(len(PEOPLE)):
        world.say("case", case=key(number), members=[f"list:{number}/subject:Name"])
    for number in range(approved):
        world.consent(number)
        world.approve(number)
    return world


def _insert(db, table: str, **row) -> int:
    names = ", ".join(f'"{name}"' for name in row)
    marks = ",".join("?" * len(row))
    return db.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(row.values())).lastrowid


def write_cases(world: World, people: Iterable[tuple] = PEOPLE) -> None:
    """cases.db with these people: for each what stands in PEOPLE, and the name of a relative if it is not one of RELATIVES."""
    db = schema.connect(world.cases)
    db.execute("PRAGMA synchronous=OFF")
    schema.create_tables(db, schema.CASES)
    db.execute("BEGIN")
    source = _insert(db, "sources", key="list", title="A list", example=0)
    for number, person in enumerate(people):
        _person(db, source, number, *person)
    schema.create_indexes(db, schema.CASES)
    db.execute("COMMIT")
    db.close()


def _person(db, source: int, number: int, name: str, other: str, sex: str, birth: str, arrest: str, place: str,
            months: float | None, kin: str = "") -> None:
    content = json.dumps({"Name": name, "Told": TESTIMONY, "By": "█" * 12}, ensure_ascii=False)
    record = _insert(db, "records", key=f"list:{number}", source=source, content=content, state="current")
    mention = _insert(db, "mentions", key=f"list:{number}/subject:Name", record=record, role="subject", number=1)
    db.execute('INSERT INTO persons (id, "key") VALUES (?, ?)', (mention, f"list:{number}/subject:Name"))
    db.execute("UPDATE mentions SET person = id WHERE id = ?", (mention,))
    for text, script in ((name, "Latin"), (other, "other")):
        claim = _claim(db, mention, record, f"n{number}{script}", property="name", raw=text, value=text)
        _insert(db, "names", mention=mention, claim=claim, text=text, script=script, kind="given in source")
    for prop, value in (("sex", sex), ("birth", birth), ("ethnicity", "uyghur"), ("reason", "praying at home")):
        _claim(db, mention, record, f"{prop}{number}", property=prop, raw=value, value=value)
    months_of = {"term_kind": "term" if months else None, "months_min": months, "months_max": months}
    detention = _insert(db, "events", key=f"d{number}", mention=mention, kind="detention", place=place, edtf=arrest,
                        place_level="county", earliest=arrest[:4] + "-01-01", latest=arrest[:4] + "-12-31")
    _claim(db, mention, record, f"dd{number}", event=detention, property="date", raw="then", edtf=arrest)
    _claim(db, mention, record, f"dp{number}", event=detention, property="place", raw="there", value=place)
    if months:
        sentence = _insert(db, "events", key=f"s{number}", mention=mention, kind="sentence", **months_of)
        _claim(db, mention, record, f"st{number}", event=sentence, property="term", raw="so long", value="term")
    letter = _insert(db, "events", key=f"l{number}", mention=mention, kind="letter", edtf="2020")
    _claim(db, mention, record, f"ld{number}", event=letter, property="date", raw="in 2020", edtf="2020")
    relative = _insert(db, "mentions", key=f"list:{number}/relative:Kin", record=record, role="relative", person=None)
    _insert(db, "names", mention=relative, text=kin or RELATIVES[number % 2], script="Latin", kind="given in source")
    _insert(db, "cases", person=mention, case_key=key(number), name=name, names=f"{name} · {other}", sex=sex,
            birth=birth, birth_earliest=birth[:4] + "-01-01", birth_latest=birth[:4] + "-12-31", ethnicity="uyghur",
            status="detained", arrest=arrest, arrest_earliest=arrest[:4] + "-01-01",
            arrest_latest=arrest[:4] + "-12-31", place=place, place_level="county",
            term_kind=months_of["term_kind"], term_months_min=months, term_months_max=months, records=1, example=0,
            reasons_believed="praying at home", last_confirmed="2021", basis="told abroad")


def _claim(db, mention: int, record: int, name: str, **fields) -> int:
    whole = {"says": "is so", "standing": "stands", "reading": "stated", "points_to_source": "no"} | fields
    return _insert(db, "claims", key=name, mention=mention, record=record, **whole)


def write_contacts(world: World, informants: Iterable[tuple[str, str]] = INFORMANTS) -> None:
    """contacts.db with these informants, a name and a number each."""
    db = schema.connect(world.contacts)
    schema.create_tables(db, schema.CONTACTS)
    db.execute("BEGIN")
    for name, phone in informants:
        _insert(db, "contacts", record="list:0", kind="name", value=name, raw=name, folded=name.lower(), column="By")
        _insert(db, "contacts", record="list:0", kind="phone", value=phone.replace(" ", ""), raw=phone, column="Told")
    _insert(db, "contacts", record="list:0", kind="email", value="helper@mail.example", raw="helper@mail.example")
    street = "12 Orchard Street, Farville"
    _insert(db, "contacts", record="list:0", kind="address", value=street, raw=street)
    _insert(db, "cells", record="list:0", column="By", text="Sidiq Helpful, +33 6 39 98 11 22")
    db.execute("COMMIT")
    db.close()
