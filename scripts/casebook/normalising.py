"""Normalise: the claims, people, events and relations in the touched records, each with its words and its rule."""

import json
import sqlite3
from collections.abc import Callable, Iterator

from casebook import anchoring, campaigns, dates, issues, kinship
from casebook.database import Writer
from casebook.gathering import STANDS, Event, Gatherer, Person, Record
from casebook.keys import mention_key
from casebook.masking import BLOCK
from casebook.plans import ColumnPlan, Stamp, cell_of
from casebook.reading import manner_of
from casebook.rows import Rows
from casebook.slots import SUBJECT, Slot, slots
from casebook.sources import Column, Source
from casebook.summing_up_aids import Aids
from casebook.telling import Teller
from casebook.wordings import Wordings

BATCH = 2000
GONE = "no longer said by the source"

# Properties that say when and how a record was told.
FACTS = ("told", "received", "channel")

# Properties whose values are numbers somebody gave the person.
IDENTIFIERS = ("source_id", "national_id")


def read_records(writer: Writer, source: Source, tick: Callable[[int], None]) -> None:
    """Read the records of `source` listed in the temporary table `touched`, inside the caller's transaction.

    What was read of them before has been removed. A record says what its present version says; what only former
    versions said, or one that is gone, is kept as no longer said by the source.
    """
    if source.kind == campaigns.KIND:
        _read_campaign(writer, source)
        return
    rows = Rows(writer.cases)
    reader = Reader(writer, source, rows)
    for number, (row, key, content, state, told, file, notes) in enumerate(_touched(writer.cases, source.name), 1):
        record = Record(row, key, told, json.loads(notes) if notes else {})
        reader.read(record, json.loads(content), GONE if state == "absent" else STANDS, None, file)
        if writer.indexed:
            for version, former in _former(writer.cases, row):
                reader.read(record, json.loads(former), GONE, version, file)
        reader.gatherer.close(record)
        if number % BATCH == 0:
            reader.write()
            tick(BATCH)
    reader.write()


def _read_campaign(writer: Writer, source: Source) -> None:
    """The same for the records of a campaign, which speak of no person: they fill tables of their own."""
    reader = campaigns.CampaignReader(writer.cases, source)
    for row, key, content, state, _, file, _ in _touched(writer.cases, source.name):
        reader.read(row, key, file, content, GONE if state == "absent" else STANDS, former=False)
        look = 'SELECT "key", content FROM versions WHERE record = ? ORDER BY id'
        for version, former in writer.cases.execute(look, (row,)).fetchall():
            reader.read(row, version, file, former, GONE, former=True)


def remove(db: sqlite3.Connection) -> None:
    """Remove what was read of the touched records before, and what was made of it."""
    campaigns.remove(db)
    mentions = "SELECT id FROM mentions WHERE record IN (SELECT record FROM touched)"
    aids = Aids(db)
    with aids.changing(f"person IN ({mentions})"):
        for table, column in (("names", "mention"), ("identifiers", "mention"), ("spells", "mention"),
                              ("events", "mention"), ("relations", "mention"), ("search", "rowid"), ("blocks", "mention"),
                              ("cases", "person"), ("contradictions", "person"), ("persons", "id")):  # fmt: skip
            db.execute(f'DELETE FROM "{table}" WHERE {column} IN ({mentions})')
    aids.save()
    db.execute(f"UPDATE mentions SET person = NULL WHERE person IN ({mentions})")
    keys = 'SELECT "key" FROM mentions WHERE record IN (SELECT record FROM touched)'
    for column in ("a", "b"):
        db.execute(f"DELETE FROM matches WHERE {column} IN ({keys})")
    issues.drop(db, "record IN (SELECT record FROM touched)")
    for table in ("claims", "mentions"):
        db.execute(f'DELETE FROM "{table}" WHERE record IN (SELECT record FROM touched)')


class Reader:
    """Reads the records of one source; what it worked out for a cell serves every row that says the same."""

    def __init__(self, writer: Writer, source: Source, rows: Rows) -> None:
        self.db, self.source, self.rows = writer.cases, source, rows
        self.gatherer = Gatherer(rows)
        self._slots = slots(source)
        self.gatherer.subject_slot = self._slots[SUBJECT]
        self.teller = Teller(writer, source, self.gatherer)
        self._wordings = Wordings(source)
        self._plans: dict[tuple[str, ...], list[ColumnPlan]] = {}
        self._columns: dict[str, ColumnPlan] = {}
        self._told: list[tuple[str | None, str | None, str | None, int]] = []
        self._facts_columns = [
            (column.header, entry) for column in source.columns for entry in column.entries if entry.property in FACTS
        ]

    def read(self, record: Record, cells: dict[str, str], standing: str, version: int | None, file: int) -> None:
        """Read one version of a record; claims it made already are not made again."""
        if self._facts_columns:
            self._facts(record, cells)
        self.gatherer.subject(record)
        counted: list[Stamp] = []
        for plan in self._plan(tuple(cells)):
            cell = cells[plan.header]
            if cell:
                for stamp in plan.stamps(cell, cells):
                    if anchoring.is_counted(stamp):
                        counted.append(stamp)
                    else:
                        self._add(record, stamp, cells, standing, version)
                if "narrative" in plan.kinds:
                    cell = self.teller.tell(record, plan.header, cell, standing, version, file)
                if BLOCK in cell and not plan.private and version is None:
                    self.gatherer.masked(record, plan.header)
        for stamp in counted:  # what they count from may stand in any column of the row
            self._add(record, stamp, cells, standing, version)

    def write(self) -> None:
        """Write the rows and issues that are waiting."""
        self.rows.write()
        issues.save(self.db, self.gatherer.found)
        self.gatherer.found.clear()
        self.db.executemany(
            "UPDATE records SET told = coalesce(?, told), received = coalesce(?, received),"
            " channel = coalesce(?, channel) WHERE id = ?", self._told,
        )  # fmt: skip
        self._told.clear()

    def _plan(self, headers: tuple[str, ...]) -> list[ColumnPlan]:
        if headers not in self._plans:
            found = [(header, column) for header in headers if (column := self.source.column(header))]
            self._plans[headers] = [self._column(header, column) for header, column in found]
        return self._plans[headers]

    def _column(self, header: str, column: Column) -> ColumnPlan:
        if header not in self._columns:
            self._columns[header] = ColumnPlan(self.source, self._wordings, self._slots, header, column)
        return self._columns[header]

    def _add(self, record: Record, stamp: Stamp, cells: dict[str, str], standing: str, version: int | None) -> None:
        gatherer, slot = self.gatherer, stamp.slot
        who = record.people.get(slot) or gatherer.slot(record, slot, self._relation(slot, cells))
        event = None
        if stamp.event:
            kind, spell = stamp.event
            if standing == STANDS or (who.row, kind, spell, None) in record.events:
                event = gatherer.event(record, who, kind, spell)
        if stamp.property == "age" and record.told:
            stamp = anchoring.aged(stamp, record.told)
        elif anchoring.is_counted(stamp):
            stamp = self._counted(record, stamp, who, event)
        elif record.notes and stamp.part.issue == "several_readings" and version is None:
            stamp = anchoring.settled(stamp, record.notes.get(stamp.front[2], {}).get("stored"))
        row = gatherer.claim(record, stamp, who, event and event.row, standing, version)
        if row is None:
            return
        if event and standing == STANDS and not event.tell(stamp.property, stamp.part):
            gatherer.note(record, who, stamp, "dates_differ")
        if stamp.property == "relation":
            self._related(record, stamp, who)
        elif stamp.property in IDENTIFIERS:
            row = self.rows.number("identifiers")
            self.rows.waiting["identifiers"].append((row, who.row, stamp.property, stamp.front[1]))

    def _counted(self, record: Record, stamp: Stamp, who: Person, event: Event | None) -> Stamp:
        """A distance in time as a date, where it is certain what it counts from: the telling, or the event named."""
        if anchoring.counts_from_telling(stamp):
            return anchoring.counted(stamp, anchoring.day_of(record.told))
        anchors = [one for key, one in record.events.items() if key[:2] == (who.row, stamp.counts_from)]
        if len(anchors) != 1 or anchors[0] is event:
            return stamp
        if event:
            event.after = anchors[0].row
        return anchoring.counted(stamp, anchors[0].date)

    def _related(self, record: Record, stamp: Stamp, who: Person) -> None:
        """A relation said of the subject brings in the relative; said of another person, it is theirs to the subject."""
        part, raw, column = stamp.part, stamp.front[1], stamp.front[2]
        if part.value is None:
            return
        count = int(part.low) if part.low is not None else None
        if stamp.slot.role == "subject":
            who = self.gatherer.person(
                record, mention_key(record.key, "relative", column, part.start), "relative", count
            )
        self.gatherer.relate(record, who, part.value, count, raw)

    def _relation(self, slot: Slot, cells: dict[str, str]) -> str | None:
        if slot.relation_column is None:
            return None
        read = kinship.parse_relation(cell_of(cells, slot.relation_column), language=self.source.language)
        return read.code if read else None

    def _facts(self, record: Record, cells: dict[str, str]) -> None:
        """When and how the record was told, where columns say so; `told` then holds for its claims."""
        facts: dict[str, str] = {}
        for header, entry in self._facts_columns:
            cell = cell_of(cells, header).strip()
            if cell and entry.property == "channel":
                facts["channel"] = cell
            elif cell:
                manner = manner_of(self.source, entry)
                read = dates.parse_date(cell, language=manner.language, order=manner.order, century=manner.century)
                if read:
                    facts[entry.property] = read.edtf
        record.told = facts.get("told", record.told)
        if facts:
            self._told.append((facts.get("told"), facts.get("received"), facts.get("channel"), record.row))


def _touched(db: sqlite3.Connection, source: str) -> Iterator[tuple]:
    """The touched records of a source, in order; read in pieces, so that rows may be written meanwhile."""
    last = 0
    look = (
        'SELECT r.id, r."key", r.content, r.state, r.told, r.file, r.notes FROM touched t JOIN records r ON r.id = t.record'
        ' WHERE t.record > ? AND r.source = (SELECT id FROM sources WHERE "key" = ?) ORDER BY t.record LIMIT ?'
    )
    while found := db.execute(look, (last, source, BATCH)).fetchall():
        yield from found
        last = found[-1][0]


def _former(db: sqlite3.Connection, record: int) -> list[tuple[int, str]]:
    """The former versions of a record, the latest first."""
    return db.execute("SELECT id, content FROM versions WHERE record = ? ORDER BY id DESC", (record,)).fetchall()
