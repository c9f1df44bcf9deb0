"""Who may be under 18: nobody is named who may be, unless a guardian allows it."""

import sqlite3
from typing import Any

GROWN = 18
# What may say how old somebody is, where no date of birth was read by people: even what a machine read, or is doubted.
AGES = """SELECT c.property, c.earliest, c.latest, c.amount_min FROM claims c JOIN mentions m ON m.id = c.mention
    WHERE m.person = ? AND c.property IN ('birth', 'age') AND c.standing = 'stands' AND c.says IN ('is so', 'doubtful')
    AND c.absence IS NULL"""


def may_be_a_minor(db: sqlite3.Connection, case: dict[str, Any], day: str) -> bool:
    """By the bounds of a birth in a row of `cases` (person, birth_earliest, birth_latest), else by any claim on it."""
    if case["birth_latest"] or case["birth_earliest"]:
        return _is_young(case["birth_latest"], day)
    return any(_is_young(latest, day) if latest or earliest else prop == "age" and low is not None and low < GROWN
               for prop, earliest, latest, low in db.execute(AGES, (case["person"],)))


def _is_young(latest: str | None, day: str) -> bool:
    """Born on `latest` (ISO; None: nobody knows how late) at the latest, is somebody perhaps not yet 18 on a day?"""
    return latest is None or f"{int(latest[:4]) + GROWN:04}{latest[4:]}" > day
