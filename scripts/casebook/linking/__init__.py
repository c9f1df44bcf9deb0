"""Link: pairs of mentions that may be one person, suggested with probability and reasons; nothing is merged here."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from casebook.database import Writer
from casebook.linking import blocks, candidates, model, reasons, scoring, tables
from casebook.linking.facts import Known, forms
from casebook.linking.model import Model
from casebook.linking.reading import known
from casebook.linking.tables import Database

TICK = 1000
MANY = 2000  # records from which on it is quicker to look for all pairs at once


def link(writer: Writer, fresh: bool, tick: Callable[[int], None]) -> int:
    """Suggest matches for the mentions of the touched records, or of all; returns how many suggestions are new.

    A suggestion depends on its two mentions, the model, and the size of the collection, of which there are few: files may
    come in any order, at once or one by one. A collection that has grown to another size is linked anew.
    """
    db = writer.cases
    if _outgrown(db) or (fresh and db.execute("SELECT count(*) FROM records").fetchone()[0] >= MANY):
        return link_all(writer, tick)
    return _link_new(db, _rules(db), tick)


def is_due(db: sqlite3.Connection) -> bool:
    """Whether mentions went away that made room for suggestions between others."""
    return _outgrown(db) or db.execute("SELECT 1 FROM thinned LIMIT 1").fetchone() is not None


def _size(db: sqlite3.Connection) -> int:
    return model.load().size(db.execute("SELECT count(*) FROM mentions").fetchone()[0])


def _outgrown(db: sqlite3.Connection) -> bool:
    """Whether the collection was of another size when its pairs were weighed."""
    before = db.execute("SELECT size FROM linked").fetchone()
    return before is not None and before[0] != _size(db)


def _rules(db: sqlite3.Connection) -> Model:
    """The model for a collection of the size that it is now, which is kept."""
    size = _size(db)
    db.execute("DELETE FROM linked")
    db.execute("INSERT INTO linked VALUES (?)", (size,))
    return model.load().among(size)


def folder_of(db: sqlite3.Connection) -> Path:
    """The folder that a database lies in: there, and nowhere else, may names lie for a while."""
    return Path(db.execute("PRAGMA database_list").fetchall()[0][2]).parent


def link_all(writer: Writer, tick: Callable[[int], None], *, spark: bool = False) -> int:
    """Suggest matches anew for all mentions, in DuckDB or in Spark; returns how many."""
    db, rules = writer.cases, _rules(writer.cases)
    candidates.forget(db)
    db.execute("DELETE FROM matches WHERE score IS NOT NULL")
    records = (row for (row,) in db.execute("SELECT id FROM records ORDER BY id").fetchall())
    with _database(db, spark) as compared:
        loader = tables.Loader(compared, {"forms": tables.FORMS, "blocks": tables.BLOCKS})
        for one in _ticked(known(db, records), tick):
            loader.add("forms", forms(one, rules))
            loader.add("blocks", ((key, one.mention) for key in blocks.keys(one, rules)))
        loader.close()
        candidates.keep(db, compared, rules)
        scoring.pair(compared, rules)
        return _suggest(db, compared, rules)


def _database(db: sqlite3.Connection, spark: bool) -> AbstractContextManager[Database]:
    if spark:
        from casebook.linking import cluster

        return cluster.spark(folder_of(db))
    from casebook.linking import engine

    return engine.duck(folder_of(db))


def _link_new(db: sqlite3.Connection, rules: Model, tick: Callable[[int], None]) -> int:
    touched = [row for (row,) in db.execute("SELECT record FROM touched ORDER BY record").fetchall()]
    new = {one.mention: set(blocks.keys(one, rules)) for one in known(db, touched)}
    affected = candidates.affected(db, rules, new)
    _forget(db, affected)
    pairs = candidates.pairs(db, affected)
    return _compare(db, rules, pairs, tick) if pairs else 0


def _compare(db: sqlite3.Connection, rules: Model, pairs: list[tuple[int, int]], tick: Callable[[int], None]) -> int:
    wanted = {mention for pair in pairs for mention in pair}
    found = _ticked(known(db, candidates.records_of(db, wanted)), tick)
    with _database(db, spark=False) as duck:
        duck.load("pairs", tables.PAIRS, pairs)
        duck.load("forms", tables.FORMS, (form for one in found if one.mention in wanted for form in forms(one, rules)))
        return _suggest(db, duck, rules)


def _ticked(found: Iterable[Known], tick: Callable[[int], None]) -> Iterator[Known]:
    for number, one in enumerate(found, 1):
        if number % TICK == 0:
            tick(TICK)
        yield one


def _forget(db: sqlite3.Connection, mentions: set[int]) -> None:
    """Remove what was suggested of these mentions; what people chose is in the log."""
    keys = [row for one in mentions for row in db.execute('SELECT "key" FROM mentions WHERE id = ?', (one,))]
    db.executemany("DELETE FROM matches WHERE a = ?", keys)
    db.executemany("DELETE FROM matches WHERE b = ?", keys)


def _suggest(db: sqlite3.Connection, duck: Database, rules: Model) -> int:
    """Write the pairs worth a person's look; the smaller key comes first."""
    keys = _Keys(db)
    made = 0
    for one in scoring.score(duck, rules, rules.thresholds["suggest"]):
        (a, role), (b, other) = keys[one.a], keys[one.b]
        if a > b:
            one, a, b = one.turned(), b, a
        kind = reasons.RELATIVE if (role == "relative") != (other == "relative") else reasons.SAME
        if one.score < rules.thresholds["suggest"]:
            kind = reasons.REFERENCE
        db.execute(
            "INSERT INTO matches (a, b, score, reasons, choice, kind) VALUES (?,?,?,?,'suggested',?)",
            (a, b, reasons.score_of(one), reasons.told(one, rules), kind),
        )
        made += 1
    return made


class _Keys(dict):
    """mention: (its key, its role), looked up when first asked for."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __missing__(self, mention: int) -> tuple[str, str]:
        self[mention] = self.db.execute('SELECT "key", role FROM mentions WHERE id = ?', (mention,)).fetchone()
        return self[mention]
