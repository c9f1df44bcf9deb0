"""Understood: of the cells of each column that were read for a meaning, how many were, and some that were not."""

import random
import sqlite3
from dataclasses import dataclass

# A cell's claims are of its column and record; a narrative's are of passages, and say nothing of the whole cell.
_CELLS = """
    SELECT s."key" AS source, c."column" AS name, max(c.rule <> 'not_understood') AS known, min(c.raw) AS words
    FROM claims c JOIN records r ON r.id = c.record JOIN sources s ON s.id = r.source
    WHERE c.rule NOT LIKE 'narrative%' AND c.standing = 'stands'
    GROUP BY s.id, c."column", c.record
"""


@dataclass(frozen=True)
class Column:
    """One column of a source: cells read for a meaning (blank ones are not), and how many of them were understood."""

    source: str
    name: str
    cells: int
    understood: int

    @property
    def share(self) -> float:
        return self.understood / self.cells


def columns(db: sqlite3.Connection) -> list[Column]:
    """Every column that made claims, by source and heading."""
    counted = f"SELECT source, name, count(*), sum(known) FROM ({_CELLS}) GROUP BY source, name ORDER BY source, name"
    return [Column(*row) for row in db.execute(counted)]


def declined(db: sqlite3.Connection, number: int, seed: int = 1) -> list[tuple[str, str, str]]:
    """Up to `number` different cells that were not understood, drawn by the seed: (source, column, words)."""
    unknown = f"SELECT DISTINCT source, name, words FROM ({_CELLS}) WHERE NOT known ORDER BY source, name, words"
    found = db.execute(unknown).fetchall()
    return sorted(random.Random(seed).sample(found, min(number, len(found))))
