"""Gathering: the people, events, claims and relations of one record, numbered and put among the rows to write."""

from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from casebook import vocabularies
from casebook.issues import Issue
from casebook.plans import Stamp, is_custody
from casebook.reading_values import Part
from casebook.rows import Rows
from casebook.slots import Slot

STANDS = "stands"


@dataclass(slots=True)
class Event:
    """An event as far as its standing claims have told it."""

    row: int
    key: str
    mention: int
    spell: int | None
    kind: str
    date: tuple[str | None, str | None, str | None] = (None, None, None)
    place: str | None = None
    level: str | None = None
    facility: str | None = None
    repeats: str | None = None
    term: tuple[str | None, float | None, float | None] = (None, None, None)
    torn: bool = False
    after: int | None = None

    def tell(self, name: str, part: Part) -> bool:
        """Let a claim say its part of the event; False when two dates of it cannot both hold (neither is then shown)."""
        if name == "date" and part.edtf:
            return self._dated((part.edtf, part.earliest, part.latest))
        if name == "place" and part.value:
            self.place, self.level = part.value, part.unit
        elif name == "facility" and part.value:
            self.facility = part.value
        elif name == "term" and part.value and self.term[0] is None:
            self.term = (part.value, part.low, part.high)
        elif name == "repeats":
            self.repeats = part.value
        return True

    def _dated(self, said: tuple[str, str | None, str | None]) -> bool:
        if self.torn:
            return True
        old = self.date
        if old[0] is None or within(said, old):
            self.date = said
        elif not within(old, said):
            self.date, self.torn = (None, None, None), True
            return False
        return True

    def tuple(self) -> tuple[Any, ...]:
        return (self.row, self.key, self.mention, self.spell, self.kind, self.place, self.level, self.facility, self.after,
                self.repeats, *self.date, *self.term)  # fmt: skip


def within(a: tuple[Any, str | None, str | None], b: tuple[Any, str | None, str | None]) -> bool:
    """Whether the bounds of date a lie inside those of b; an open side is the widest."""
    return (b[1] is None or (a[1] is not None and a[1] >= b[1])) and (
        b[2] is None or (a[2] is not None and a[2] <= b[2])
    )


class Person(NamedTuple):
    """A mention of the record: its number and its key, as text and as the bytes that keys of claims are made from."""

    row: int
    key: str
    bytes: bytes


@dataclass(slots=True)
class Record:
    """One record while it is gathered: its number, key, when it was told, its notes, and what was found in it so far."""

    row: int
    key: str
    told: str | None = None
    notes: dict[str, dict] = field(default_factory=dict)
    mentions: dict[str, int] = field(default_factory=dict)
    people: dict[Slot, Person] = field(default_factory=dict)
    events: dict[tuple[int, str, int | None, int | None], Event] = field(default_factory=dict)
    spells: dict[tuple[int, int], int] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)


class Gatherer:
    """Puts stamps together with their record: numbers, keys, people and events."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._claims = rows.waiting["claims"]
        self.found: list[tuple[None, int, int | None, Issue]] = []

    def person(self, record: Record, key: str, role: str, number: int | None = None) -> Person:
        """A mention of this record, made if it is new."""
        row = record.mentions.get(key)
        if row is None:
            row = record.mentions[key] = self.rows.number("mentions")
            self.rows.waiting["mentions"].append((row, key, record.row, role, number, None))
        return Person(row, key, key.encode("utf-8"))

    def slot(self, record: Record, slot: Slot, relation: str | None = None) -> Person:
        """The mention of a slot, with its relation to the subject where the mapping or a column of the row says it."""
        found = record.people.get(slot)
        if found is None:
            found = record.people[slot] = self.person(record, slot.key(record.key), slot.role)
            if code := slot.relation or relation:
                self.relate(record, found, code, None, "")
        return found

    def relate(self, record: Record, other: Person, code: str, count: int | None, raw: str) -> None:
        """The subject's relation to another mention of the record."""
        key = f"{other.key}={code}"
        if key not in record.relations:
            record.relations.add(key)
            row, subject = self.rows.number("relations"), self.subject(record).row
            self.rows.waiting["relations"].append((row, key, subject, other.row, code, count, raw))

    def subject(self, record: Record) -> Person:
        """The mention of the person the record is about."""
        return self.slot(record, self.subject_slot)

    subject_slot = Slot("subject", None, None, "")

    def event(self, record: Record, who: Person, kind: str, spell: int | None, at: int | None = None) -> Event:
        """The event of that kind (and numbered spell, or place `at` in a narrative) of a mention, made if it is new."""
        event = record.events.get((who.row, kind, spell, at))
        if event is None:
            number = spell or (1 if is_custody(kind) else None)
            key = f"{who.key}#{kind}" + (f".{spell}" if spell else "") + (f"@{at}" if at is not None else "")
            spell_row = self._spell(record, who, number) if number else None
            event = record.events[(who.row, kind, spell, at)] = Event(
                self.rows.number("events"), key, who.row, spell_row, kind
            )
        return event

    def _spell(self, record: Record, who: Person, number: int) -> int:
        row = record.spells.get((who.row, number))
        if row is None:
            row = record.spells[(who.row, number)] = self.rows.number("spells")
            self.rows.waiting["spells"].append((row, f"{who.key}%{number}", who.row, number))
        return row

    def claim(
        self, record: Record, stamp: Stamp, who: Person, event: int | None, standing: str, version: int | None,
        reading: str = "stated",
    ) -> int | None:  # fmt: skip
        """Add a claim; None when the record makes it already. The hottest lines of an import."""
        key = sha256(who.bytes + stamp.tail).hexdigest()[:32]
        if key in record.claims:
            return None
        record.claims.add(key)
        row = self.rows.number("claims")
        self._claims.append(
            (row, key, who.row, event, *stamp.front, record.row, version, *stamp.back, record.told, stamp.points,
             reading, standing)
        )  # fmt: skip
        if stamp.names:
            self._name(record, stamp, who, row)
        if stamp.part.issue and standing == STANDS:
            self.note(record, who, stamp)
        return row

    def _name(self, record: Record, stamp: Stamp, who: Person, claim: int) -> None:
        if stamp.slot.role == "subject":
            record.names.append(stamp.names[0].text)
        for form in stamp.names:
            self.rows.waiting["names"].append((self.rows.number("names"), who.row, claim, *form))

    def note(self, record: Record, who: Person, stamp: Stamp, code: str | None = None) -> None:
        """An issue about a claim, with its words."""
        code = code or stamp.part.issue
        said = vocabularies.load("issues")[code]
        issue = Issue(code, said["rule"], said["fix"], stamp.front[2], stamp.property, stamp.front[1])
        self.found.append((None, record.row, who.row, issue))

    def masked(self, record: Record, column: str) -> None:
        """An issue about a cell of free words in which something private was masked."""
        rule = "Numbers, addresses, accounts and informants' names are kept in contacts.db alone."
        issue = Issue("masked_words", rule, "Nothing is to be done: the words are kept in contacts.db.", column)
        self.found.append((None, record.row, None, issue))

    def unread(self, record: Record, column: str) -> None:
        """An issue about a narrative whose language nobody has said."""
        rule = "A narrative is read by the rules of its language."
        issue = Issue("language_not_said", rule, "Say in source.yml which: `language: en`.", column)
        self.found.append((None, record.row, None, issue))

    def close(self, record: Record) -> None:
        """Put the record's events among the rows; what they say is complete now."""
        self.rows.waiting["events"].extend(event.tuple() for event in record.events.values())
