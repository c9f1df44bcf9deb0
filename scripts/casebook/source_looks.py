"""Looks at a file for the first time: its first rows, in which of them the headings stand, and what is set aside."""

from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

from casebook import importers
from casebook.guessing import Column
from casebook.importers import fields
from casebook.importers.shapes import Options, Quarantined, Refused

LOOKED_AT = 5000
# Headings further down than this are not looked for.
DEEPEST = 12
MISPLACED = {"empty_header", "duplicate_header", "unclear_delimiter"}


@dataclass
class Look:
    """What the first rows of a file hold, its sheets laid together, and what was set aside of them."""

    kind: str
    options: Options
    columns: list[Column] = field(default_factory=list)
    rows: int = 0
    set_aside: int = 0
    sheets: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def look(path: Path, kind: str | None, options: Options, header_row: int | None = None) -> Look:
    """Read the first rows of a file; raises Refused when it cannot be read, with the question to answer.

    Without a `header_row` the headings are looked for under titles, where the first row does not fit the others.
    """
    kind = kind or (fields.__name__.rpartition(".")[2] if fields.recognises(path) else importers.kind_of(path))
    try:
        found = _look(path, kind, replace(options, header_row=header_row or 1))
    except Refused as refusal:
        below = _below(path, kind, options) if header_row is None and refusal.code in MISPLACED else None
        if below is None:
            raise
        return below
    if header_row is None and found.set_aside > found.rows:
        return _below(path, kind, options) or found
    return found


def _below(path: Path, kind: str, options: Options) -> Look | None:
    """The file as read from the first row further down that most rows fit, with two headings at least."""
    for row in range(2, DEEPEST + 1):
        try:
            found = _look(path, kind, replace(options, header_row=row))
        except Refused:
            continue
        if found.rows > found.set_aside and len(found.columns) > 1:
            return found
    return None


def _look(path: Path, kind: str, options: Options) -> Look:
    found = Look(kind, options)
    by_header: dict[str, Column] = {}
    for sheet in importers.find(kind).read(path, options):
        found.sheets += [sheet.name] if sheet.name else []
        place = f" ({sheet.name})" if sheet.name else ""
        found.notes += [f"{name}{place}" for name, what in sheet.notes.items() if what]
        columns = [by_header.setdefault(header, Column(header)) for header in sheet.headers]
        for row in islice(sheet.rows, LOOKED_AT):
            if isinstance(row, Quarantined):
                found.set_aside += 1
                continue
            found.rows += 1
            for column, value in zip(columns, row.values, strict=True):
                if value.strip():
                    column.values.append(value)
    found.columns = list(by_header.values())
    return found
