"""Gathering: the people, events, claims and relations of one record, numbered and put among the rows to write."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from casebook.issues import Issue
from casebook.plans import Stamp, is_custody
from casebook.reading import NOT_UNDERSTOOD, Part
from casebook.rows import Rows
from casebook.slots import Slot

STANDS = "stands"

FIXES = {
    NOT_UNDERSTOOD: ("What no rule reads in full stays as written.", "Correct the cell, or say under `words` in source.yml how it is meant."),
    "several_readings": ("Where the words allow several dates, all are kept.", "Ask the source, or declare day_month_order in source.yml."),
    "several_places": ("Where a name is that of several places, none is chosen.", "Ask the source which place is meant."),
    "uncertain_relation": ("A word for several relations stays open.", "Ask the source which relation is meant."),
    "look_alike_letters": ("A letter of another script inside a name is folded for matching only.", "Correct the name at its source."),
    "dates_differ": ("Dates of one event that cannot both hold stay two claims.", "Look which of them is right."),
}  # fmt: skip


@dataclass
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
        return (self.row, self.key, self.mention, self.spell, self.kind, self.place, self.level, self.facility, None,
                self.repeats, *self.date, *self.term)  # fmt: skip


def within(a: tuple[Any, str | None, str | None], b: tuple[Any, str | None, str | None]) -> bool:
    """Whether the bounds of date a lie inside those of b; an open side is the widest."""
    return (b[1] is None or (a[1] is not None and a[1] >= b[1])) and (b[2] is None or (a[2] is not None and a[2] <= b[2]))


@dataclass
class Record:
    """One record while it is gathered: its number, key, when it was told, and what was found in it so far."""

    row: int
    key: str
    told: str | None = None
    mentions: dict[str, int] = field(default_factory=dict)
    people: dict[Slot, tuple[int, str]] = field(default_factory=dict)
    events: dict[tuple[int, str, int | None, int | None], Event] = field(default_factory=dict)
    spells: dict[tuple[int, int], int] = field(default_factory=dict)
    claims: set[str] = field(default_factory=set)
    relations: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)


class Gatherer:
    """Puts stamps together with their record: numbers, keys, people and events."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self.found: list[tuple[None, int, int | None, Issue]] = []

    def person(self, record: Record, key: str, role: str, number: int | None = None) -> int:
        """The number of a mention of this record, made if it is new."""
        row = record.mentions.get(key)
        if row is None:
            row = record.mentions[key] = self.rows.number("mentions")
            self.rows.waiting["mentions"].append((row, key, record.row, role, number, None))
        return row

    def slot(self, record: Record, slot: Slot, relation: str | None = None) -> tuple[int, str]:
        """The mention of a slot, with its relation to the subject where the mapping or a column of the row says it."""
        found = record.people.get(slot)
        if found is None:
            key = slot.key(record.key)
            found = record.people[slot] = (self.person(record, key, slot.role), key)
            if code := slot.relation or relation:
                self.relate(record, *found, code, None, "")
        return found

    def relate(self, record: Record, other: int, other_key: str, code: str, count: int | None, raw: str) -> None:
        """The subject's relation to another mention of the record."""
        key = f"{other_key}={code}"
        if key not in record.relations:
            record.relations.add(key)
            subject = self.subject(record)
            self.rows.waiting["relations"].append((self.rows.number("relations"), key, subject, other, code, count, raw))

    def subject(self, record: Record) -> int:
        """The mention of the person the record is about."""
        return self.slot(record, self.subject_slot)[0]

    subject_slot = Slot("subject", None, None, "")

    def event(
        self, record: Record, mention: int, mention_key: str, kind: str, spell: int | None, at: int | None = None
    ) -> Event:
        """The event of that kind (and numbered spell, or place `at` in a narrative) of a mention, made if it is new."""
        event = record.events.get((mention, kind, spell, at))
        if event is None:
            if spell is None and is_custody(kind):
                spell_row = self._spell(record, mention, mention_key, 1)
            else:
                spell_row = self._spell(record, mention, mention_key, spell) if spell else None
            key = f"{mention_key}#{kind}" + (f".{spell}" if spell else "") + (f"@{at}" if at is not None else "")
            event = Event(self.rows.number("events"), key, mention, spell_row, kind)
            record.events[(mention, kind, spell, at)] = event
        return event

    def _spell(self, record: Record, mention: int, mention_key: str, number: int) -> int:
        row = record.spells.get((mention, number))
        if row is None:
            row = record.spells[(mention, number)] = self.rows.number("spells")
            self.rows.waiting["spells"].append((row, f"{mention_key}%{number}", mention, number))
        return row

    def claim(
        self, record: Record, stamp: Stamp, mention: int, mention_key: str, event: int | None, standing: str,
        version: int | None, reading: str = "stated",
    ) -> int | None:  # fmt: skip
        """Add a claim; None when the record makes it already."""
        key = hashlib.sha256(mention_key.encode("utf-8") + stamp.tail).hexdigest()[:32]
        if key in record.claims:
            return None
        record.claims.add(key)
        row = self.rows.number("claims")
        self.rows.waiting["claims"].append(
            (row, key, mention, event, *stamp.front, record.row, version, *stamp.back, None, None, record.told,
             stamp.points, reading, standing, None)
        )  # fmt: skip
        if stamp.names and stamp.slot.role == "subject":
            record.names.append(stamp.names[0].text)
        for form in stamp.names:
            self.rows.waiting["names"].append((self.rows.number("names"), mention, row, *form))
        if stamp.part.issue and standing == STANDS:
            self.note(record, mention, stamp)
        return row

    def note(self, record: Record, mention: int | None, stamp: Stamp, code: str | None = None) -> None:
        """An issue about a claim, with its words."""
        code = code or stamp.part.issue
        rule, fix = FIXES[code]
        issue = Issue(code, rule, fix, stamp.front[2], stamp.property, stamp.front[1])
        self.found.append((None, record.row, mention, issue))

    def masked(self, record: Record, column: str) -> None:
        """An issue about a cell of free words in which something private was masked."""
        rule = "Numbers, addresses, accounts and informants' names are kept in contacts.db alone."
        issue = Issue("masked_words", rule, "Nothing is to be done: the words are kept in contacts.db.", column)
        self.found.append((None, record.row, None, issue))

    def close(self, record: Record) -> None:
        """Put the record's events among the rows; what they say is complete now."""
        self.rows.waiting["events"].extend(event.tuple() for event in record.events.values())
