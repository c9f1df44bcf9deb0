"""The keys of mentions as cases.db keeps them, so that new mentions find theirs without looking through all."""

import sqlite3
from collections.abc import Iterable

from casebook.linking.model import Model
from casebook.linking.tables import Database


def forget(db: sqlite3.Connection) -> None:
    """Remove all keys."""
    for table in ("blocks", "crowded", "thinned"):
        db.execute(f"DELETE FROM {table}")


def keep(db: sqlite3.Connection, duck: Database, model: Model) -> None:
    """Keep the keys that were just loaded, and which of them too many mentions share."""
    db.executemany(
        "INSERT OR IGNORE INTO blocks (block, mention) VALUES (?,?)",
        duck.rows("SELECT block, mention FROM blocks ORDER BY block, mention"),
    )
    db.executemany(
        "INSERT INTO crowded (block) VALUES (?)",
        duck.rows(f"SELECT block FROM blocks GROUP BY block HAVING count(*) > {model.largest} ORDER BY block"),
    )


def affected(db: sqlite3.Connection, model: Model, new: dict[int, set[int]]) -> set[int]:
    """The mentions whose pairs may have changed: the `new` ones (with their keys, which are kept from now on), and all
    that share a key which too many share now and did not before, or the other way round.
    """
    db.executemany("DELETE FROM blocks WHERE mention = ?", ((mention,) for mention in new))
    db.executemany(
        "INSERT INTO blocks (block, mention) VALUES (?,?)",
        [(key, mention) for mention, keys in new.items() for key in keys],
    )
    found = set(new)
    changed = {key for keys in new.values() for key in keys} | {key for (key,) in db.execute("SELECT block FROM thinned")}
    bearing = f"SELECT mention FROM blocks WHERE block = ? LIMIT {model.largest + 1}"
    for key in changed:
        bearers = {mention for (mention,) in db.execute(bearing, (key,))}
        before = db.execute("SELECT 1 FROM crowded WHERE block = ?", (key,)).fetchone() is not None
        now = len(bearers) > model.largest
        if now and not before:
            db.execute("INSERT INTO crowded (block) VALUES (?)", (key,))
            found |= {mention for (mention,) in db.execute("SELECT mention FROM blocks WHERE block = ?", (key,))}
        elif before and not now:
            db.execute("DELETE FROM crowded WHERE block = ?", (key,))
            found |= bearers
    db.execute("DELETE FROM thinned")
    return found


def pairs(db: sqlite3.Connection, mentions: Iterable[int]) -> list[tuple[int, int]]:
    """The pairs of mentions of two records that share a key which is not too common, one of them among `mentions`."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS looked (mention INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM looked")
    db.executemany("INSERT INTO looked VALUES (?)", ((mention,) for mention in mentions))
    found = db.execute(
        "SELECT DISTINCT min(a.mention, b.mention), max(a.mention, b.mention) FROM looked"
        " CROSS JOIN blocks a ON a.mention = looked.mention CROSS JOIN blocks b ON b.block = a.block"
        " CROSS JOIN mentions m ON m.id = a.mention CROSS JOIN mentions n ON n.id = b.mention"
        " WHERE a.block NOT IN (SELECT block FROM crowded) AND m.record <> n.record"
    ).fetchall()
    db.execute("DELETE FROM looked")
    return found


def records_of(db: sqlite3.Connection, mentions: Iterable[int]) -> list[int]:
    """The records of these mentions, in their order."""
    look = "SELECT record FROM mentions WHERE id = ?"
    return sorted({record for mention in mentions for (record,) in db.execute(look, (mention,))})
