"""Plans: for the headings of a source, how each distinct cell becomes ready-made claims, worked out once a cell."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from casebook import names, vocabularies
from casebook.keys import SEPARATOR
from casebook.reading import NOT_UNDERSTOOD, CellReader
from casebook.reading_values import Part, parse_name
from casebook.slots import Slot, Who, is_private, kind_of, properties, who
from casebook.sources import Column, Entry, Source
from casebook.wordings import Wordings

# Distinct cells remembered a column, so that a file of any size fits; a column is tried for so many cells, and is
# remembered on when one in ten of them had come before.
REMEMBERED = 250_000
TRIAL, WORTHWHILE = 20_000, 0.1

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
    the columns of `claims` before and after the record's number; `event` is (kind, number of the spell); `counts_from`
    the kind of event from which a distance in time counts, where the source says so."""

    slot: Slot
    event: tuple[str, int | None] | None
    tail: bytes
    front: tuple
    back: tuple
    points: str
    property: str
    part: Part
    names: tuple[NameForm, ...]
    counts_from: str | None = None


class EntryPlan:
    """One entry of a column's mapping, with all that does not change from cell to cell worked out."""

    def __init__(
        self, source: Source, wordings: Wordings, people: dict[Who, Slot], header: str, entry: Entry
    ) -> None:
        self.entry, self._header = entry, header
        self.read = CellReader(source, wordings, entry)
        self._slot = people[who(entry)]
        self._event = (entry.event, entry.spell) if entry.event else None
        self._named = kind_of(entry) == "name"
        self._language = entry.language or source.language
        self._said_by = (source.asserted_by, source.reported_by, source.how_known, None)
        speaker = source.speaker.points_to_source if source.speaker else None
        self._points = "yes" if entry.of in SOURCES_OF_NEWS else speaker or "no"
        self.otherwise = (
            EntryPlan(source, wordings, people, header, entry.otherwise) if entry.otherwise is not None else None
        )

    def meant(self, cells: dict[str, str]) -> "EntryPlan | None":
        """This entry where its condition on the rest of the row holds, else the one that stands for it otherwise."""
        when = self.entry.when
        return self if when is None or when.holds(cell_of(cells, when.column)) else self.otherwise

    def stamp(self, part: Part, cell: str) -> Stamp:
        """A part of a cell as a claim that lacks only its record."""
        entry, header, raw = self.entry, self._header, cell[part.start : part.end]
        says = entry.says if part.says == "is so" else part.says
        tail = f"{SEPARATOR}{entry.property}{SEPARATOR}{header}{SEPARATOR}{part.start}{SEPARATOR}{part.end}{SEPARATOR}{raw}"
        front = (entry.property, raw, header, part.value, says, part.absence, part.edtf, part.earliest, part.latest,
                 part.low, part.high, part.unit, self._language)  # fmt: skip
        back = (part.start, part.end, part.rule, *self._said_by)
        forms = tuple(name_forms(raw, entry)) if self._named and not part.absence else ()
        return Stamp(self._slot, self._event, tail.encode(), front, back, self._points, entry.property, part, forms,
                     entry.counts_from)  # fmt: skip


class ColumnPlan:
    """The reading of one column: `stamps(cell, cells)` gives the claims it makes, from memory where it can."""

    def __init__(
        self, source: Source, wordings: Wordings, people: dict[Who, Slot], header: str, column: Column
    ) -> None:
        self.header = header
        self.private = any(map(is_private, column.entries))
        self.kinds = {kind_of(entry) for entry in column.entries}
        read = [entry for entry in column.entries if not is_private(entry) and not of_record(entry)]
        self._entries = [EntryPlan(source, wordings, people, header, entry) for entry in read]
        self._conditions = [entry.when for entry in read if entry.when]
        self._memory: dict = {}
        self._misses = self._hits = 0

    def stamps(self, cell: str, cells: dict[str, str]) -> tuple[Stamp, ...]:
        """The claims of a cell; `cells` are the row's, for columns whose meaning depends on another."""
        if not self._entries:
            return ()
        key = cell
        if self._conditions:
            key = (cell, tuple(when.holds(cell_of(cells, when.column)) for when in self._conditions))
        found = self._memory.get(key)
        if found is None:
            found = tuple(self._read(cell, cells))
            self._remember(key, found)
        else:
            self._hits += 1
        return found

    def _remember(self, key: object, found: tuple[Stamp, ...]) -> None:
        """Keep what was worked out, unless the column hardly ever says a thing twice, or too much is kept already."""
        self._misses += 1
        if self._misses > TRIAL and self._hits < self._misses * WORTHWHILE:
            self._memory.clear()
        elif len(self._memory) < REMEMBERED:
            self._memory[key] = found

    def _read(self, cell: str, cells: dict[str, str]) -> Iterator[Stamp]:
        """Each entry that understands the cell makes its claims; when none does, the first says so."""
        meant = (entry.meant(cells) for entry in self._entries)
        readings = [(entry, part) for entry in meant if entry for part in entry.read(cell)]
        understood = [reading for reading in readings if reading[1].issue != NOT_UNDERSTOOD]
        for entry, part in understood or readings[:1]:
            yield entry.stamp(part, cell)


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


@cache
def is_custody(kind: str) -> bool:
    """Whether an event of this kind belongs to a spell of custody."""
    return bool(vocabularies.load("events")[kind].get("custody"))


def of_record(entry: Entry) -> bool:
    """Whether an entry speaks of the record itself (when it was told, its text) and not of a person."""
    return properties()[entry.property]["about"] == "record"


def cell_of(cells: dict[str, str], header: str) -> str:
    """The cell under a heading, spaces around it aside; '' where the row has none."""
    if header in cells:
        return cells[header]
    return next((cell for name, cell in cells.items() if name.strip() == header.strip()), "")
