"""Contacting: the contacts of one person, opened for a reason that is written down first, and what came of it.

Nothing else shows what contacts.db holds to anybody.
"""

import hashlib
import hmac
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook import accounts, audit, decisions, schema, screening_words, vocabularies
from casebook.folders import Folders

CALL = "call"
SHORTEST_REASON = 8
SOON = 7  # days
SPEAKING = ("informant", "intermediary", "relative", "witness")


class NotOpened(Exception):
    """Contacts that are not shown; the message says why, and what to do."""


@dataclass(frozen=True)
class Person:
    """Who is meant: the key of the person, that of the case if one is open, the name as cases.db has it."""

    key: str
    case: str
    name: str


@dataclass(frozen=True)
class Way:
    """One way to reach somebody: `kind` (name, phone, email ...), as received; whose, by role; and in which record."""

    kind: str
    value: str
    role: str
    mention: str
    record: str


@dataclass(frozen=True)
class Call:
    """What came of an earlier contact: day (ISO), outcome (a code), by whom, and the day another one is due, or ''."""

    day: str
    outcome: str
    by: str
    due: str


def rules() -> list[str]:
    """What has to be read before a contact is shown."""
    return list(vocabularies.load("contacting")["rules"])


def outcomes() -> dict[str, str]:
    """{code: words} of what may come of a contact."""
    return {code: one["label"] for code, one in vocabularies.load("contacting")["outcomes"].items()}


def find(folders: Folders, key: str) -> Person:
    """The person of a case key, person key or mention key. Raises NotOpened when there is none."""
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        row = db.execute(
            'SELECT p."key", c.case_key, c.name FROM persons p LEFT JOIN cases c ON c.person = p.id WHERE c.case_key = ?1'
            ' OR p."key" = ?1 OR p.id = (SELECT person FROM mentions WHERE "key" = ?1) LIMIT 1',
            (key,),
        ).fetchone()
    if row is None:
        raise NotOpened("There is nobody of this key. Copy it from the page of the case on the research site.")
    return Person(row[0], row[1] or "", row[2] or "")


def open_contacts(folders: Folders, person: Person, by: str, reason: str, *, although: bool = False) -> list[Way]:
    """The ways to reach those who spoke of a person, and the person, once the audit log says who opened them and why.

    Raises NotOpened without a reason, or where they asked not to be contacted again (unless `although`); whatever keeps
    the line from being written is raised too, and then nothing is opened.
    """
    if len(reason.split()) < 2 or len(reason.strip()) < SHORTEST_REASON:
        raise NotOpened("Say in a few words why: it stands in the audit log, where others will read it.")
    if is_closed(folders, person) and not although:
        raise NotOpened("They asked not to be contacted again. Nothing is opened.")
    told = screening_words.masked(reason.strip())
    audit.note(folders.audit, by, "contact", **_named(folders, person), reason=told, although=although)
    return list(_ways(folders, person))


def note_outcome(folders: Folders, person: Person, by: str, outcome: str, due: str = "") -> None:
    """Write down what came of it, and when (ISO) to try again: in the audit log, and as a step of the case if there is one."""
    if outcome not in outcomes():
        raise NotOpened(f"What came of it is one of: {', '.join(outcomes())}.")
    try:
        due = date.fromisoformat(due).isoformat() if due else ""
    except ValueError:
        raise NotOpened("The day is written as 2026-01-31.") from None
    audit.note(folders.audit, by, CALL, **_named(folders, person), outcome=outcome, due=due)
    if person.case and folders.decisions:
        again = {"due": due, "next": CALL, "owner": by} if due else {}
        today = date.today().isoformat()
        decisions.append(folders.decisions, "step", by, case=person.case, step=CALL, date=today, answer=outcome, **again)


def calls(folders: Folders, person: Person) -> list[Call]:
    """The calls about a person's case, the last one first."""
    return [call for case, call in reversed(list(_calls(folders))) if case == person.case]


def withdrawn(folders: Folders, person: Person) -> list[tuple[str, str]]:
    """(who, day) of each word that was taken back about the case."""
    lines = (line for line in decisions.read(folders.decisions) if line.live and line.kind == "withdraw")
    return [(line["giver"], line.at[:10]) for line in lines if person.case and line["case"] == person.case]


def is_closed(folders: Folders, person: Person) -> bool:
    """Whether the last outcome was one after which nobody is to be contacted."""
    known = vocabularies.load("contacting")["outcomes"]
    called = calls(folders, person)
    return bool(person.case and called) and bool(known.get(called[0].outcome, {}).get("closes"))


def due(folders: Folders, by: str, today: str) -> list[tuple[Person, str]]:
    """Whom this custodian is to contact until a week from `today` (ISO): the person and the day. No list of anybody else."""
    last = dict(_calls(folders))  # the last one of each case
    until = date.fromordinal(date.fromisoformat(today).toordinal() + SOON).isoformat()
    waiting = {case: call.due for case, call in last.items() if call.by == by and "" < call.due <= until}
    found = []
    for case, day in sorted(waiting.items(), key=lambda one: one[1]):
        try:
            found.append((find(folders, case), day))
        except NotOpened:  # the case was taken back since
            continue
    return found


def _calls(folders: Folders) -> Iterator[tuple[str, Call]]:
    for line in decisions.read(folders.decisions):
        if line.live and line.kind == "step" and line["step"] == CALL:
            yield line["case"], Call(line.get("date", line.at[:10]), line.get("answer", ""), line.by, line.get("due", ""))


def _named(folders: Folders, person: Person) -> dict[str, Any]:
    """How the audit log names somebody: by the case, else, as a key may hold a name, by a keyed hash."""
    if person.case:
        return {"case": person.case}
    try:
        secret = accounts.session_secret(folders.keys).encode()
    except OSError:
        raise NotOpened(f"{folders.keys}: the secret of this Casebook is missing. Fix: start the site once") from None
    return {"hashed": hmac.new(secret, person.key.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:16]}


def _ways(folders: Folders, person: Person) -> Iterator[Way]:
    """What the records on a person hold of those who spoke, and of the person; never of other people they speak of."""
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        theirs = dict(db.execute(
            'SELECT m."key", r."key" FROM mentions m JOIN records r ON r.id = m.record JOIN persons p ON p.id = m.person'
            ' WHERE p."key" = ?',
            (person.key,),
        ))  # fmt: skip
    with closing(schema.connect(folders.contacts, readonly=True)) as db:
        for record in sorted(set(theirs.values())):
            for way in _of(db, record):
                if way.mention in theirs or way.role in SPEAKING:
                    yield way


def _of(db: sqlite3.Connection, record: str) -> list[Way]:
    rows = db.execute("SELECT kind, raw, mention FROM contacts WHERE record = ? ORDER BY mention, id", (record,))
    return [Way(kind, raw, _role(record, mention or ""), mention or "", record) for kind, raw, mention in rows]


def _role(record: str, mention: str) -> str:
    """The role in a mention's key, `record/role:column`: an informant stands in contacts.db alone, without a mention."""
    return mention.removeprefix(f"{record}/").partition(":")[0]
