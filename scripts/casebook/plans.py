"""Plans: for the headings of a source, how each distinct cell becomes ready-made claims, worked out once a cell."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from casebook import dates, names, vocabularies
from casebook.keys import SEPARATOR
from casebook.reading import NOT_UNDERSTOOD, Part, parse_name, read_cell
from casebook.slots import Slot, Who, is_private, kind_of, properties, who
from casebook.sources import Column, Entry, Source
from casebook.wordings import Wordings

# Distinct cells remembered a column; beyond it the memory is emptied, so that a file of any size fits.
REMEMBERED = 50_000

# Whoever stands in these roles is pointed to by whatever is said of them.
SOURCES_OF_NEWS = ("informant", "intermediary")


class NameForm(NamedTuple):
    """One written form of a name, as a row of `names` after its claim."""

    text: str
    script: str
    kind: str
    folded: str
    skeleton: str


class Stamp(NamedTuple):
    """A claim as far as the cell alone decides it. `tail` ends the text its key is the hash of; `front` and `back` are
    the columns of `claims` before and after the record's number; `event` is (kind, number of the spell)."""

    slot: Slot
    event: tuple[str, int | None] | None
    tail: bytes
    front: tuple
    back: tuple
    points: str
    property: str
    part: Part
    names: tuple[NameForm, ...]


class ColumnPlan:
    """The reading of one column: `stamps(cell, cells)` gives the claims it makes, from memory where it can."""

    def __init__(
        self, source: Source, wordings: Wordings, people: dict[Who, Slot], header: str, column: Column
    ) -> None:
        self.header, self.source, self._wordings, self._slots = header, source, wordings, people
        self.private = any(map(is_private, column.entries))
        self.kinds = {kind_of(entry) for entry in column.entries}
        self._entries = [entry for entry in column.entries if not is_private(entry) and not of_record(entry)]
        self._conditions = [entry.when for entry in self._entries if entry.when]
        self._memory: dict = {}

    def stamps(self, cell: str, cells: dict[str, str]) -> tuple[Stamp, ...]:
        """The claims of a cell; `cells` are the row's, for columns whose meaning depends on another."""
        key = cell
        if self._conditions:
            truth = tuple(when.holds(cell_of(cells, when.column)) for when in self._conditions)
            key = (cell, truth)
        found = self._memory.get(key)
        if found is None:
            if len(self._memory) >= REMEMBERED:
                self._memory.clear()
            found = self._memory[key] = tuple(self._read(cell, cells))
        return found

    def _read(self, cell: str, cells: dict[str, str]) -> Iterator[Stamp]:
        """Each entry that understands the cell makes its claims; when none does, the first says so."""
        readings = [
            (entry, part)
            for asked in self._entries
            if (entry := _meant(asked, cells))
            for part in read_cell(self.source, self._wordings, entry, cell)
        ]
        understood = [reading for reading in readings if reading[1].issue != NOT_UNDERSTOOD]
        for entry, part in understood or readings[:1]:
            yield self._stamp(entry, part, cell)

    def _stamp(self, entry: Entry, part: Part, cell: str) -> Stamp:
        raw = cell[part.start : part.end]
        source = self.source
        says = entry.says if part.says == "is so" else part.says
        tail = SEPARATOR.join(("", entry.property, self.header, str(part.start), str(part.end), raw))
        front = (entry.property, raw, self.header, part.value, says, part.absence, part.edtf, part.earliest, part.latest,
                 part.low, part.high, part.unit, entry.language or source.language)  # fmt: skip
        back = (part.start, part.end, part.rule, source.asserted_by, source.reported_by, None, source.how_known, None)
        speaker = source.speaker.points_to_source if source.speaker else None
        points = "yes" if entry.of in SOURCES_OF_NEWS else speaker or "no"
        event = (entry.event, entry.spell) if entry.event else None
        forms = tuple(name_forms(raw, entry)) if kind_of(entry) == "name" and not part.absence else ()
        return Stamp(self._slots[who(entry)], event, tail.encode(), front, back, points, entry.property, part, forms)


def name_forms(raw: str, entry: Entry) -> Iterator[NameForm]:
    """The forms of a name as written: the name, the variants given with it, its nicknames."""
    read = parse_name(raw)
    kinds = [(read.form or raw, entry.name_kind or "given in source")]
    kinds += [(text, "variant") for text in read.variants] + [(text, "nickname") for text in read.nicknames]
    for text, kind in kinds:
        script = names.script_of(text)
        yield NameForm(text, script, kind, fold(text), names.skeleton(text))


def fold(name: str) -> str:
    """A name for exact comparison: normalised as for search, its words in one order."""
    return " ".join(sorted(names.normalise_search(name).split()))


def aged(stamp: Stamp, told: str) -> Stamp:
    """A claim of an age with the day it was said, and the bounds it gives for the birth."""
    part, (said_from, said_until) = stamp.part, dates.bounds(told)
    born = (None, None)
    if part.low is not None and said_from and said_until:
        born = _years_before(said_from, part.high + 1) + timedelta(1), _years_before(said_until, part.low)
    earliest, latest = (day and day.isoformat() for day in born)
    front = (*stamp.front[:7], earliest, latest, *stamp.front[9:])
    return stamp._replace(front=front, back=(*stamp.back[:-1], told))


def settled(stamp: Stamp, stored: str | None) -> Stamp:
    """A date whose words allow several readings, as the one that its spreadsheet cell holds, where it is among them."""
    if not stored or stored[:10] not in json.loads(stamp.part.value):
        return stamp
    day = stored[:10]
    part = stamp.part._replace(value=None, edtf=day, earliest=day, latest=day, issue=None,
                               rule=f"{stamp.part.rule}, settled by the stored value")  # fmt: skip
    front = (*stamp.front[:3], None, *stamp.front[4:6], day, day, day, *stamp.front[9:])
    back = (*stamp.back[:2], part.rule, *stamp.back[3:])
    return stamp._replace(part=part, front=front, back=back)


def _years_before(day: date, years: float) -> date:
    try:
        return day.replace(year=day.year - int(years))
    except ValueError:  # the 29th of February
        return day.replace(year=day.year - int(years), day=28)


@cache
def is_custody(kind: str) -> bool:
    """Whether an event of this kind belongs to a spell of custody."""
    return bool(vocabularies.load("events")[kind].get("custody"))


def of_record(entry: Entry) -> bool:
    """Whether an entry speaks of the record itself (when it was told, its text) and not of a person."""
    return properties()[entry.property]["about"] == "record"


def _meant(entry: Entry, cells: dict[str, str]) -> Entry | None:
    if entry.when is None or entry.when.holds(cell_of(cells, entry.when.column)):
        return entry
    return entry.otherwise


def cell_of(cells: dict[str, str], header: str) -> str:
    """The cell under a heading, spaces around it aside; '' where the row has none."""
    if header in cells:
        return cells[header]
    return next((cell for name, cell in cells.items() if name.strip() == header.strip()), "")
