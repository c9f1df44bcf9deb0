"""The records a person is spoken of in, as received, with the words that claims on this person were read from marked."""

import json
import sqlite3
from collections import defaultdict
from typing import Any

from casebook.matches.sides import Side
from casebook.pages.shown import highlighted
from casebook.pages.words import describe_edtf


def records(db: sqlite3.Connection, side: Side) -> list[dict[str, Any]]:
    """Each record of a side: its source, where it stands, when it was told, and its cells as (column, words)."""
    spans = _spans(db, side)
    return [
        {"title": row["source_title"] or "", "publisher": row["publisher"] or "", "where": row["locator"] or "",
         "told": describe_edtf(row["told"]) or "", "state": "" if row["state"] in (None, "current") else row["state"],
         "cells": [(name, highlighted(str(text), spans[row["id"], name])) for name, text in _cells(row["content"]).items()
                   if str(text).strip()]}
        for row in side.records
    ]  # fmt: skip


def _cells(content: str | None) -> dict[str, Any]:
    try:
        return json.loads(content or "{}")
    except ValueError:
        return {"": content}


def _spans(db: sqlite3.Connection, side: Side) -> dict[tuple[int, str], list[tuple[int, int]]]:
    """(record, column): the passages that claims on this person were read from."""
    marked = ", ".join(map(str, side.mentions))
    look = f'SELECT record, "column", span_start, span_end FROM claims WHERE mention IN ({marked}) AND span_end IS NOT NULL'
    found = defaultdict(list)
    for record, column, start, end in db.execute(look):
        found[record, column or ""].append((start or 0, end))
    return found
