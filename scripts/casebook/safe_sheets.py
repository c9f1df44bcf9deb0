"""Keeps numbers and addresses in the names and headings of sheets out of what is stored."""

from collections.abc import Iterator
from dataclasses import replace

from casebook import screening_words
from casebook.importers.shapes import Quarantined, Refused, Row, Sheet

FIX = "Save the file under a new name without it in the heading, and receive that one"


def safe(sheet: Sheet, file: str) -> Sheet:
    """The sheet with numbers and addresses masked in its name and in what is noted of it.

    Raises Refused for a heading that holds one: headings stand in every record.
    """
    for number, header in enumerate(sheet.headers, 1):
        if screening_words.reaches(header):
            words = f"the heading of column {number} of {file} holds a telephone number or an address"
            raise Refused("contact_in_heading", words, FIX)
    notes = {name: _noted(what) for name, what in sheet.notes.items()}
    name = screening_words.masked(sheet.name)
    if name == sheet.name:
        return replace(sheet, notes=notes)
    return replace(sheet, name=name, notes=notes, rows=_placed(sheet, name))


def _placed(sheet: Sheet, name: str) -> Iterator[Row | Quarantined]:
    """The rows, each said to stand in the sheet as it is called now."""
    for row in sheet.rows:
        found = row._replace(locator=row.locator.replace(sheet.name, name, 1))
        yield found._replace(words=row.words.replace(sheet.name, name)) if isinstance(row, Quarantined) else found


def _noted(what: object) -> object:
    if isinstance(what, (list, tuple)):
        return [_noted(one) for one in what]
    return screening_words.masked(what) if isinstance(what, str) else what
