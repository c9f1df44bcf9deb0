"""Comparing: what an uploaded file would bring, found out by a rehearsal of taking it in: cell by cell, masked as stored."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import Any

from casebook import pipeline, receipts, rehearsing, schema, sources
from casebook.folders import Folders
from casebook.inbox import choosing, taking
from casebook.inbox.drafts import Draft
from casebook.summary import Summary
from casebook.tally import Taken

LISTED = 200  # rows of each kind that are shown
LONGEST = 600  # characters of a cell that are shown
_NEW = """SELECT r."key", r.locator, r.content FROM records r WHERE r.file = ? AND r.state = 'current' ORDER BY r.id LIMIT ?"""
_OF_KEY = 'SELECT "key", locator, content FROM records WHERE "key" = ?'
# Everything to look at that names the file, or a record as this file has it.
_TO_LOOK_AT = """
SELECT coalesce(nullif(i.locator, ''), r.locator, '') AS locator, coalesce(i."column", '') AS "column", i.code,
       coalesce(i.words, '') AS words, i.rule, i.fix
FROM issues i LEFT JOIN records r ON r.id = i.record WHERE i.file = :file OR r.file = :file ORDER BY r.id, i.id"""


def compare(folders: Folders, draft: Draft) -> dict[str, Any]:
    """What taking the draft in as chosen would do. Raises what a run raises, and Refused.

    {"of": the state it rests on, "source", "title", "file", "replaces", "text": the source.yml of a new source, "counts",
    "refused": why, and rows by what would become of them}.
    """
    chosen = dict(draft.chosen or {})
    of = taking.state(folders.sources, chosen)
    if chosen.get("guessed"):
        chosen["replaces"] = receipts.effective(folders.sources / chosen["source"])[-1].file
    text = "" if chosen.get("source") else choosing.source_text(draft.file, chosen)
    found = _rehearsed(folders, draft, chosen, text)
    if chosen.get("guessed") and not found["counts"]["changed"] + found["counts"]["unchanged"]:
        found = _rehearsed(folders, draft, chosen | {"replaces": ""}, text)  # it holds nothing of what it was to replace
    return found | {"of": of, "text": text}


def _rehearsed(folders: Folders, draft: Draft, chosen: dict[str, Any], text: str) -> dict[str, Any]:
    with rehearsing.rehearsal(folders) as place:
        source, receipt = taking.receive(place.sources, draft, chosen, text, draft.by)
        summary = pipeline.run(place)
        name = f"{source}/{receipt.file}"
        with closing(schema.connect(place.cases, readonly=True)) as after, _before(folders) as before:
            title, file = after.execute(
                'SELECT s.title, f.id FROM files f JOIN sources s ON s.id = f.source WHERE f."key" = ?', (name,)
            ).fetchone()
            rows = _rows(before, after, summary, summary.files.get(name, Taken()), file)
        said = sources.load(place.sources / source)
    read_as = {name: getattr(said.options, name) for name in ("encoding", "delimiter", "header_row", "sheets")}
    head = {"source": source, "title": title, "file": receipt.file, "replaces": receipt.replaces or "",
            "read_as": read_as | {"kind": said.kind}}  # fmt: skip
    return head | {"refused": summary.refused.get(name, "")} | rows


def _rows(before: sqlite3.Connection, after: sqlite3.Connection, summary: Summary, taken: Taken, file: int) -> dict[str, Any]:
    said: dict[str, list[str]] = {"changed": [], "gone": [], "set aside": []}
    for what, words in taken.details:
        said[what].append(words)
    changed, gone = [words.partition(" (")[0] for words in said["changed"]], set(said["gone"])
    doubtful = [pair for pair in dict.fromkeys(summary.doubtful) if pair[0] in gone]
    look = after.execute(_TO_LOOK_AT, {"file": file}).fetchall()
    return {
        "counts": {"rows": taken.rows, "new": taken.new, "changed": taken.changed, "unchanged": taken.unchanged,
                   "gone": taken.absent, "aside": taken.quarantined, "doubtful": len(doubtful), "look": len(look)},
        "new": [_row(*one) for one in after.execute(_NEW, (file, LISTED))],
        "changed": list(_pairs(before, after, ((key, key) for key in changed[:LISTED]))),
        "gone": [_row(*one) for key in said["gone"][:LISTED] for one in after.execute(_OF_KEY, (key,))],
        "doubtful": list(_pairs(after, after, doubtful[:LISTED])),
        "aside": said["set aside"][:LISTED],
        "look": [dict(zip(("locator", "column", "code", "words", "rule", "fix"), one, strict=True)) for one in look],
    }  # fmt: skip


def _pairs(one: sqlite3.Connection, other: sqlite3.Connection, keys: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """Two rows that are or may be of one person: where they stand, and each cell that is not the same in both.

    Without any such cell it is one that is kept apart in contacts.db.
    """
    for first, second in keys:
        was, now = one.execute(_OF_KEY, (first,)).fetchone(), other.execute(_OF_KEY, (second,)).fetchone()
        if was and now:
            old, new = json.loads(was[2]), json.loads(now[2])
            other_cells = [header for header in {**new, **old} if old.get(header) != new.get(header)]
            cells = [(header, _short(old.get(header)), _short(new.get(header))) for header in other_cells]
            yield {"locator": now[1], "was": was[1], "name": _name(new), "cells": cells}


def _row(key: str, locator: str, content: str) -> dict[str, Any]:
    cells = [(header, _short(cell)) for header, cell in json.loads(content).items() if cell.strip()]
    return {"locator": locator, "cells": cells}


def _name(cells: dict[str, str]) -> str:
    """The first cells of a row, by which somebody knows it again."""
    return " · ".join([_short(cell) for cell in cells.values() if cell.strip()][:2])


def _short(cell: str | None) -> str:
    text = cell or ""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def _before(folders: Folders) -> closing[sqlite3.Connection]:
    """cases.db as it is now; where there is none yet, one without a record."""
    if folders.cases.exists():
        return closing(schema.connect(folders.cases, readonly=True))
    db = sqlite3.connect(":memory:")
    schema.create_tables(db, {"records": schema.CASES["records"]})
    return closing(db)

