"""Finding aids of a list of cases: how many have each value, and the words of names with the keys of how they sound."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from casebook.names import keys_kept, name_words, normalise_search

FACETS = ("status", "place", "ethnicity", "sex", "term_kind")
FIGURE = "figure"  # stands in place of a facet for what the first page tells of all cases together
BETWEEN = " · "  # parts the names of a case from one another
_ARREST = ("arrest", "arrest_earliest", "arrest_latest", "end_earliest", "end_latest")
Count = tuple[str, str]  # facet and value


def counted(case: Mapping[str, Any]) -> Iterator[Count]:
    """Under which facets, values and figures a case counts."""
    for facet in FACETS:
        if case.get(facet):
            yield facet, str(case[facet])
    figures = {
        "cases": True,
        "arrest": case.get("arrest") is not None,
        "arrest_day": case.get("arrest") is not None and case.get("arrest_earliest") == case.get("arrest_latest"),
        "sentenced": case.get("term_kind") is not None,
        "end": case.get("end_earliest") is not None or case.get("end_latest") is not None,
        "differs": bool(case.get("differs")),
    }
    yield from ((FIGURE, name) for name, holds in figures.items() if holds)


def count_rows(cases: Iterable[Mapping[str, Any]]) -> list[tuple[int, str, str, int]]:
    """The rows of `facet_counts` for these cases: number, facet, value, cases."""
    found = Counter(count for case in cases for count in counted(case))
    return [(number, *count, cases) for number, (count, cases) in enumerate(sorted(found.items()), 1)]


def sound_rows(names: Iterable[str]) -> list[tuple[int, str, str]]:
    """The rows of `name_sounds` for these names: number, sound, word; each word once with each of its keys."""
    words = sorted({word for name in names for word in name_words(name)})
    return [(number, *row) for number, row in enumerate(((key, word) for word in words for key in keys_kept(word)), 1)]


class Aids:
    """The finding aids of cases.db, kept up to date while rows of cases are written anew."""

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
        columns = ("names", "differs", *FACETS, *_ARREST)
        rows = self._db.execute(f"SELECT {', '.join(columns)} FROM cases WHERE {which}").fetchall()
        counts = Counter(count for row in rows for count in counted(dict(zip(columns, row, strict=True))))
        return counts, {word for names, *_ in rows for name in (names or "").split(BETWEEN) for word in name_words(name)}

    def _is_borne(self, word: str) -> bool:
        """Whether a case still has a name with this word."""
        holds = "SELECT names FROM cases WHERE id IN (SELECT rowid FROM search WHERE search MATCH ?)"
        rows = self._db.execute(holds, (f'names : "{normalise_search(word)}"',))
        return any(word in name_words(name) for (names,) in rows for name in (names or "").split(BETWEEN))
