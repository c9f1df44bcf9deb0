"""Reading: what one cell says under its heading, as parts of claims, or that it is not understood."""

from casebook.masking import BLOCK
from casebook.reading_values import READERS, Manner, Part
from casebook.slots import kind_of, properties
from casebook.sources import Entry, Source
from casebook.wordings import BLANK, Wordings

NOT_UNDERSTOOD = "not_understood"


class CellReader:
    """How the cells of one column are read under one entry of a source's mapping."""

    def __init__(self, source: Source, wordings: Wordings, entry: Entry) -> None:
        self._wordings, self._entry = wordings, entry
        self._manner = manner_of(source, entry)
        self._read = READERS[kind_of(entry)]

    def __call__(self, cell: str) -> tuple[Part, ...]:
        """The parts that a cell says, () where it is blank or masked.

        What is not understood is one part with an issue and no value.
        """
        if self._entry.split:
            return tuple(part for start, end in _pieces(cell, self._entry.split) for part in self._piece(cell, start, end))
        bare = cell.strip()
        start = cell.index(bare)
        return self._piece(cell, start, start + len(bare))

    def _piece(self, cell: str, start: int, end: int) -> tuple[Part, ...]:
        piece = cell[start:end]
        absence = self._wordings.absence(piece)
        if absence == BLANK or BLOCK in piece and not piece.strip(f"{BLOCK} "):
            return ()
        if absence:
            says = "is not known" if absence == "unknown" else "is so"
            return (Part(start, end, "absence", says=says, absence=absence),)
        wording = self._wordings.meant(self._entry.code, piece)
        found = self._read(wording, self._manner)
        if found is None:
            return (Part(start, end, NOT_UNDERSTOOD, issue=NOT_UNDERSTOOD),)
        if start == 0 and wording is piece:
            return tuple(found)
        return tuple(_placed(part, start, end, wording is not piece) for part in found)


def manner_of(source: Source, entry: Entry) -> Manner:
    """How a column is to be read: what its entry declares, else what its source does."""
    return Manner(
        entry.language or source.language,
        entry.order or source.day_month_order,
        entry.century or source.century,
        properties()[entry.property].get("vocabulary"),
        entry.unit,
    )


def _placed(part: Part, start: int, end: int, reworded: bool) -> Part:
    if reworded:
        return part._replace(start=start, end=end, rule=f"source wording, {part.rule}")
    return part._replace(start=start + part.start, end=start + part.end)


def _pieces(cell: str, split: str) -> list[tuple[int, int]]:
    """Where the pieces of a cell stand, without the space around them."""
    spans, at = [], 0
    for piece in cell.split(split):
        bare = piece.strip()
        if bare:
            start = at + piece.index(bare)
            spans.append((start, start + len(bare)))
        at += len(piece) + len(split)
    return spans
