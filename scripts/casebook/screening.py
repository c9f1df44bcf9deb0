"""Screening: which cells of a row are private, and what in its other cells is a number, an address or an account."""

from operator import itemgetter
from typing import Any

from casebook import phones, screening_words
from casebook.masking import Contact, mask
from casebook.masking_names import Names
from casebook.slots import SUBJECT, is_private, kind_of, slots, who
from casebook.sources import Entry, Source

# Cells of these types hold no telephone number, whatever digits stand in them.
SAFE = {"identifier", "reference", "sex", "age", "count"}

Notes = dict[str, dict[str, Any]]


class Screen:
    """How the rows under these headers are screened; made once a sheet, used for every row."""

    def __init__(self, source: Source, headers: tuple[str, ...]) -> None:
        columns = [source.column(header) for header in headers]
        found = [column.entries if column else () for column in columns]
        self._headers = headers
        self._slots = slots(source)
        self._region = source.region
        self._private = {n: entry for n, many in enumerate(found) for entry in filter(is_private, many)}
        self._free = [n for n, many in enumerate(found) if n not in self._private and _is_free(many)]
        self._pick = itemgetter(*self._free) if len(self._free) > 1 else None

    def hide(self, record: str, values: tuple[str, ...]) -> tuple[list[str], list[Contact]] | None:
        """The masked cells and what was masked in them, or None where a row holds nothing private (most rows)."""
        contacts = [found for n in self._private if values[n].strip() for found in self._whole(record, n, values[n])]
        if not contacts and not self._suspect(values):
            return None
        names = Names(found.raw for found in contacts if found.kind == "name")
        cells = [mask(cell, [(0, len(cell))]) if n in self._private else cell for n, cell in enumerate(values)]
        for n in self._free:
            contacts += (inside := self._inside(record, n, values[n]))
            spans = [(found.start, found.end) for found in inside]
            if names:
                spans += names.spans(values[n])
            cells[n] = mask(values[n], spans) if spans else values[n]
        return (cells, contacts) if contacts else None

    def hide_notes(self, notes: Notes) -> tuple[Notes, bool]:
        """What stands beside the cells (stored values, comments), without what is private; and whether any was."""
        private = {self._headers[n] for n in self._private}
        kept = {header: {"masked": True} if header in private else self._bare(said) for header, said in notes.items()}
        return kept, kept != notes

    def _bare(self, said: dict[str, Any]) -> dict[str, Any]:
        return {name: self._without_contacts(text) if isinstance(text, str) else text for name, text in said.items()}

    def _without_contacts(self, text: str) -> str:
        found = screening_words.find(text, self._region)
        return mask(text, ((one.start, one.end) for one in found)) if found else text

    def _suspect(self, values: tuple[str, ...]) -> bool:
        if self._pick:
            return screening_words.suspect("\n".join(self._pick(values)))
        return any(screening_words.suspect(values[n]) for n in self._free)

    def _whole(self, record: str, n: int, cell: str) -> list[Contact]:
        entry: Entry = self._private[n]
        mention = self._slots[who(entry)].key(record)
        kind = "name" if entry.property == "name" else entry.property
        found = phones.find_phones(cell, region=entry.region or self._region) if kind == "phone" else []
        value = next((number for _, _, number, _ in found if number), cell.strip())
        return [Contact(kind, value, cell.strip(), self._headers[n], 0, len(cell), mention)]

    def _inside(self, record: str, n: int, cell: str) -> list[Contact]:
        if not screening_words.suspect(cell):
            return []
        mention = self._slots[SUBJECT].key(record)
        return [
            Contact(found.kind, found.e164 or found.raw, found.raw, self._headers[n], found.start, found.end, mention)
            for found in screening_words.find(cell, self._region)
        ]


def _is_free(entries: tuple[Entry, ...]) -> bool:
    """Whether people may have written anything in this cell; unmapped columns are the freest of all."""
    return not entries or any(kind_of(entry) not in SAFE for entry in entries)
