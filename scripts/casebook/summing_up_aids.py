"""The finding aids of cases.db, kept up to date while cases are written anew or removed."""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from casebook.finding_aids import BETWEEN, COUNTED, Count, counted
from casebook.names import keys_kept, name_words, normalise_search


class Aids:
    """What changes of them; written by `save`, in the transaction of whoever changes the cases."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._counts: Counter[Count] = Counter()
        self._gone: set[str] = set()
        self._come: set[str] = set()

    @contextmanager
    def changing(self, which: str) -> Iterator[None]:
        """While cases are written anew or removed: those of which a condition in SQL holds before or after."""
        before, gone = self._of(which)
        yield
        after, come = self._of(which)
        self._counts.update(after)
        self._counts.subtract(before)
        self._gone |= gone
        self._come |= come

    def save(self) -> None:
        """Write what has changed."""
        db = self._db
        for (facet, value), more in self._counts.items():
            if more:
                changed = db.execute("UPDATE facet_counts SET cases = cases + ? WHERE facet = ? AND value = ?",
                                     (more, facet, value)).rowcount  # fmt: skip
                if not changed:
                    db.execute("INSERT INTO facet_counts (facet, value, cases) VALUES (?,?,?)", (facet, value, more))
        db.execute("DELETE FROM facet_counts WHERE cases < 1")
        known = "SELECT 1 FROM name_sounds WHERE word = ?"
        new = [word for word in sorted(self._come) if not db.execute(known, (word,)).fetchone()]
        db.executemany("INSERT INTO name_sounds (sound, word) VALUES (?,?)",
                       ((key, word) for word in new for key in keys_kept(word)))  # fmt: skip
        for word in sorted(self._gone - self._come):
            if not self._is_borne(word):
                db.execute("DELETE FROM name_sounds WHERE word = ?", (word,))

    def _of(self, which: str) -> tuple[Counter[Count], set[str]]:
        columns = ("names", *COUNTED)
        rows = self._db.execute(f"SELECT {', '.join(columns)} FROM cases WHERE {which}").fetchall()
        counts = Counter(count for row in rows for count in counted(dict(zip(columns, row, strict=True))))
        return counts, {word for names, *_ in rows for name in (names or "").split(BETWEEN) for word in name_words(name)}

    def _is_borne(self, word: str) -> bool:
        """Whether a case still has a name with this word."""
        holds = "SELECT names FROM cases WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?)"
        rows = self._db.execute(holds, (f'names : "{normalise_search(word)}"',))
        return any(word in name_words(name) for (names,) in rows for name in (names or "").split(BETWEEN))
