"""A sheet that comes back: what was filled in, and whether every row still is about whom it was about."""

import csv
import io
from dataclasses import dataclass
from typing import Any

from casebook import persons
from casebook.decisions import Decision, person
from casebook.harmless import original
from casebook.matches.worksheet import BOM, CHECK, CHOICE, FIRST, REASON, SECOND, SEEN, check, said
from casebook.persons import Judged

WORDS = {choice: choice for choice in (persons.SAME, persons.DIFFERENT, persons.UNSURE)}
WORDS |= {choice[0]: choice for choice in WORDS}
NEEDED = (CHOICE, REASON, FIRST, SECOND, SEEN, CHECK)
MOST_TOLD = 50
FIX = "Write same, different or unsure, or leave the cell empty."


class WorksheetError(Exception):
    """A sheet of which nothing was taken; a line of the message a fault: file, row, column, the rule and the fix."""


@dataclass(frozen=True)
class Answer:
    """What one row says: the pair, how many lines on it there were when the sheet was made, and the judgement."""

    row: int
    a: str
    b: str
    seen: int
    choice: str
    reason: str


def read(content: bytes, file: str) -> list[Answer]:
    """The rows that were filled in. Raises WorksheetError, with every fault that was found."""
    rows = _cells(content, file)
    headings = [cell.strip() for cell in rows[0]] if rows else []
    missing = [name for name in NEEDED if headings.count(name) != 1]
    if missing:
        raise WorksheetError(f"{file}, row 1: no column “{missing[0]}”. Keep the headings as they were written.")
    found, faults = [], []
    for number, row in enumerate(rows[1:], 2):
        cells = dict(zip(headings, [original(cell.strip()) for cell in row], strict=False))
        if any(cells.values()):
            fault = _fault(cells)
            if fault:
                faults.append(f"{file}, row {number}, column “{fault[0]}”: {fault[1]}")
            elif cells[CHOICE]:
                choice = WORDS[cells[CHOICE].casefold()]
                found.append(Answer(number, cells[FIRST], cells[SECOND], int(cells[SEEN]), choice, cells[REASON]))
    faults += _twice(found, file)
    if faults:
        raise WorksheetError("\n".join(faults[:MOST_TOLD]))
    return found


def _cells(content: bytes, file: str) -> list[list[str]]:
    """Cells of CSV, parted by whatever the heading is parted by: spreadsheets write what their country uses."""
    try:
        text = content.decode("utf-8").removeprefix(BOM)
    except UnicodeDecodeError:
        raise WorksheetError(f"{file}: it is not UTF-8. Save it as “CSV UTF-8”.") from None
    parted = max(",;\t", key=text.partition("\n")[0].count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True))
    except csv.Error:
        raise WorksheetError(f"{file}: it is no CSV. Save it as “CSV UTF-8”.") from None


def _fault(cells: dict[str, str]) -> tuple[str, str] | None:
    """(column, what is wrong with it); None where the row can be taken."""
    if any(name not in cells for name in NEEDED):
        return CHECK, "the row ends too early. Take it from the sheet as it was written."
    if not cells[SEEN].isdecimal() or cells[CHECK] != check(cells[FIRST], cells[SECOND], int(cells[SEEN])):
        column = next((name for name in (FIRST, SECOND, SEEN, CHECK) if not cells[name]), FIRST)
        return column, "the row is not about the pair it was written for. Take its last four cells from the sheet as it was."
    if cells[CHOICE] and cells[CHOICE].casefold() not in WORDS:
        return CHOICE, f"this is no choice. {FIX}"
    if cells[REASON] and not cells[CHOICE]:
        return CHOICE, f"there is a reason and no choice. {FIX}"
    return None


def _twice(found: list[Answer], file: str) -> list[str]:
    """What is wrong with rows that say something else than an earlier one of the same pair."""
    first: dict[tuple[str, str], Answer] = {}
    faults = []
    for one in found:
        before = first.setdefault((one.a, one.b), one)
        if (before.choice, before.reason) != (one.choice, one.reason):
            faults.append(f"{file}, row {one.row}, column “{CHOICE}”: row {before.row} says something else of the same pair."
                          " Leave one of them.")  # fmt: skip
    return faults


def news(found: list[Answer], log: list[Decision], known: Judged, by: str) -> tuple[list[dict[str, Any]], list[Answer]]:
    """(lines to be written, answers on which somebody else has decided since): what the log says already is no news."""
    on, lines, overtaken = said(log), {}, []
    for one in found:
        choice, line = known.pairs.get((one.a, one.b), ("", None))
        if choice == one.choice and line.kind == "match" and one.reason in ("", line.reason):
            continue
        if any(person(other.by) != person(by) for other in on.get((one.a, one.b), [])[one.seen:]):
            overtaken.append(one)
            continue
        lines[one.a, one.b] = {"kind": "match", "by": by, "a": one.a, "b": one.b, "choice": one.choice, "reason": one.reason}
    return list(lines.values()), overtaken
