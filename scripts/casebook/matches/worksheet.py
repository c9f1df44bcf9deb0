"""The queue of matches as a sheet for those who work offline: a row a pair, both sides' facts, and two cells to fill in."""

import hashlib
import sqlite3
from collections.abc import Iterator
from typing import Any

from casebook import wording
from casebook.decisions import Decision
from casebook.harmless import csv_lines
from casebook.matches import queue, reasons
from casebook.matches.queue import Match
from casebook.matches.sides import Side, sides
from casebook.persons import Judged, pair

CHOICE, REASON = "choice", "reason"
FIRST, SECOND, SEEN, CHECK = "first key", "second key", "seen", "check"
BOM = "\ufeff"  # by which spreadsheets know UTF-8


def write(db: sqlite3.Connection, log: list[Decision], known: Judged, most: int) -> str:
    """The first pairs of the queue as CSV (UTF-8 with its mark, RFC 4180), no cell of which is a formula."""
    return BOM + csv_lines([HEADINGS, *_rows(db, log, known, most)])


def _rows(db: sqlite3.Connection, log: list[Decision], known: Judged, most: int) -> Iterator[list[Any]]:
    seen = said(log)
    for match in queue.waiting(db, known, most):
        found = sides(db, match.a, match.b)
        if found:
            lines = len(seen.get((match.a, match.b), ()))
            yield [*_facts(match, *found), match.a, match.b, lines, check(match.a, match.b, lines)]


def said(log: list[Decision]) -> dict[tuple[str, str], list[Decision]]:
    """The lines on each pair, those among them that take one back."""
    found: dict[tuple[str, str], list[Decision]] = {}
    of: dict[tuple[str, int], tuple[str, str]] = {}
    for line in log:
        if line.kind == "match":
            of[line.file, line.seq] = pair(line["a"], line["b"])
        meant = (line.get("chain", line.file), line["undo"]) if line.kind == "undo" else (line.file, line.seq)
        if meant in of:
            found.setdefault(of[meant], []).append(line)
    return found


def check(a: str, b: str, seen: int) -> str:
    """By what it is known that a row still is about whom it was about; no spreadsheet takes it for a number."""
    return "k" + hashlib.sha256(f"{a}\0{b}\0{seen}".encode()).hexdigest()[:12]


def _facts(match: Match, one: Side, other: Side) -> list[Any]:
    pro, contra = reasons.told(match.reasons)
    why = "; ".join(pro) + (f"; against: {'; '.join(contra)}" if contra else "")
    said = zip(_side(one), _side(other), strict=True)
    return ["", "", None if match.score is None else round(match.score, 3), why, *(cell for both in said for cell in both)]


def _side(side: Side) -> list[str]:
    row = side.row
    months = [row["term_months_min"], row["term_months_max"]]
    term = f"{months[0]:g} to {months[1]:g} months" if None not in months else row["term_kind"] or ""
    kin = [f"{one['code'] or ''} {one['name']}".strip() for one in side.relatives if one["name"]]
    return [
        " · ".join(one["text"] for one in side.names), row["birth"] or "", row["sex"] or "", row["home"] or "",
        row["occupation"] or "", row["arrest"] or "", row["place"] or "", term, wording.label("statuses", row["status"]) or "",
        "; ".join(dict.fromkeys(kin)), "; ".join(f"{one['source_title']}, {one['locator']}" for one in side.records),
    ]  # fmt: skip


_OF_A_SIDE = ("names", "born", "sex", "home", "occupation", "detained", "place", "sentence", "status", "relatives", "sources")
HEADINGS = [
    CHOICE, REASON, "probability", "why", *(f"{side}: {fact}" for fact in _OF_A_SIDE for side in ("first", "second")),
    FIRST, SECOND, SEEN, CHECK,
]  # fmt: skip
