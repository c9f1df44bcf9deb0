"""Near matches: cases whose names may be those typed, written in another script or otherwise, with which words agree.

Words like those typed are looked up by how they sound, in the words of all names; then the cases that bear one for each
word typed; then these are ranked. Every step looks at so many at most, whatever is typed.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz, process

from casebook.finding_aids import BETWEEN
from casebook.names import keys_asked, match_score, name_words, normalise_search, romanise, search_query, search_terms
from casebook.names.searching import Term, phrase

MOST = 60  # near matches that are shown
MOST_TERMS = 6  # a longer query is no name
MOST_OF_A_KEY, MOST_WORDS, MOST_SCORED, MOST_ALIKE = 400, 1000, 40, 8
MOST_CANDIDATES = 120
ALIKE = 0.66  # the least score of a word
ALONE = 0.76  # ... and of a single word, or of all on average
SURE = 0.9  # words that come first where too many cases have one like those typed
PREFIX_LETTERS, PREFIX_KEY = 4, 2  # a beginning needs so many letters, and classes of consonants
ELSEWHERE = 0.95  # is taken of the score of a word that only another name of the case has
BEGINNING = 0.95  # is taken of the score of a word of which only the beginning was typed


class Pair(NamedTuple):
    """A word as typed, the word of a name that it is found by, and whether it was taken for the beginning of that."""

    typed: str
    found: str
    begins: bool = False


class Near(NamedTuple):
    """A case by its row number, how near (0..1), the words that agree otherwise than as typed, and the name."""

    row: int
    score: float
    pairs: tuple[Pair, ...]
    name: str


class Wanted(NamedTuple):
    """A word typed with the words like it: {word of a name: (score, whether typed was its beginning)}."""

    term: str
    typed: str
    open: bool
    alike: dict[str, tuple[float, bool]]


def near(db: sqlite3.Connection, text: str) -> list[Near]:
    """The near matches of a query, the nearest first; none of one that is quoted, empty, or longer than a name."""
    terms = search_terms(text)
    if not 0 < len(terms) <= MOST_TERMS or any(term.quoted for term in terms):
        return []
    wanted = [one for term in terms for one in _wanted(db, term)][:MOST_TERMS]
    if not any(one.alike for one in wanted):
        return []
    exact = search_query(text, as_typed=True)
    found = [best for row, names in _candidates(db, wanted, exact) if (best := _best(row, names, wanted))]
    return sorted(found, key=lambda one: (-one.score, one.row))[:MOST]


def _wanted(db: sqlite3.Connection, term: Term) -> Iterator[Wanted]:
    """The words of a term, each with the words of names that are like it."""
    words = name_words(term.typed)
    if not words:
        yield Wanted(term.words, term.typed, term.open, {})
    for place, word in enumerate(words, 1):
        is_open = term.open and place == len(words)
        typed = term.typed if len(words) == 1 else word
        yield Wanted(normalise_search(word), typed, is_open, _alike(db, word, is_open))


def _alike(db: sqlite3.Connection, word: str, is_open: bool) -> dict[str, tuple[float, bool]]:
    """The words of names that are like this one, but for those that are written alike, the likest first."""
    scored = {other: (_likeness(word, other), False) for other in _sounding(db, word)}
    if is_open and len(word) >= PREFIX_LETTERS:
        for other in _beginning(db, word):
            score = BEGINNING * _likeness(word, romanise(other)[: len(romanise(word))])
            if score > scored.get(other, (0, False))[0]:
                scored[other] = score, True
    plain = normalise_search(word)
    scored = {other: found for other, found in scored.items() if found[0] >= ALIKE and normalise_search(other) != plain}
    return dict(sorted(scored.items(), key=lambda pair: (-pair[1][0], pair[0]))[:MOST_ALIKE])


def _sounding(db: sqlite3.Connection, word: str) -> list[str]:
    look = f"SELECT word FROM name_sounds WHERE sound = ? LIMIT {MOST_OF_A_KEY}"
    found: dict[str, None] = {}
    for key in keys_asked(word):
        found.update((other, None) for (other,) in db.execute(look, (key,)))
        if len(found) >= MOST_WORDS:
            break
    return _closest(word, list(found)[:MOST_WORDS])


def _closest(word: str, others: list[str]) -> list[str]:
    """Of many words the few that are worth a closer look, by their plain Latin letters."""
    if len(others) <= MOST_SCORED:
        return others
    ranked = process.extract(_plain(word), list(map(_plain, others)), scorer=fuzz.ratio, processor=None, limit=MOST_SCORED)
    return [others[place] for _, _, place in ranked]


def _beginning(db: sqlite3.Connection, word: str) -> list[str]:
    look = f"SELECT DISTINCT word FROM name_sounds WHERE sound > ? AND sound < ? LIMIT {MOST_OF_A_KEY}"
    keys = [key for key in keys_asked(word) if key.isalpha() and len(key) >= PREFIX_KEY][:2]
    return _closest(word, [other for key in keys for (other,) in db.execute(look, (key, key + "~"))])


_likeness = lru_cache(maxsize=1 << 16)(match_score)
_plain = lru_cache(maxsize=1 << 17)(romanise)


def _candidates(db: sqlite3.Connection, wanted: list[Wanted], exact: str) -> Iterator[tuple[int, list[str]]]:
    """Cases that have each word typed, or one like it, but not all as typed; where they are many, those with the likest."""
    rows: dict[int, None] = {}
    for least in (ALIKE, SURE):
        groups = [_group(one, least) for one in wanted]
        query = f"({' AND '.join(groups)}) NOT ({exact})"
        look = f"SELECT rowid FROM search WHERE search MATCH ? LIMIT {MOST_CANDIDATES}"
        rows = dict.fromkeys(row for (row,) in db.execute(look, (query,))) | rows
        if len(rows) < MOST_CANDIDATES:
            break
    listed = ", ".join(map(str, rows))
    for row, names in db.execute(f"SELECT rowid, names FROM cases WHERE rowid IN ({listed})"):
        yield row, (names or "").split(BETWEEN)


def _group(one: Wanted, least: float) -> str:
    like = " OR ".join(phrase(normalise_search(word)) for word, (score, _) in one.alike.items() if score >= least)
    typed = phrase(one.term, one.open)
    return f"({typed} OR {like})" if like else typed


def _best(row: int, names: list[str], wanted: list[Wanted]) -> Near | None:
    """The name of a case that the words typed fit best, if they fit it well."""
    forms = {name: name_words(name) for name in names}
    every = {word for words in forms.values() for word in words}
    fits = [_fit(row, name, words, every, wanted) for name, words in forms.items()]
    best = max(fits, key=lambda fit: fit.score, default=None)
    return best if best and best.score >= ALONE and best.pairs else None


def _fit(row: int, name: str, words: Iterable[str], every: Iterable[str], wanted: list[Wanted]) -> Near:
    """How well one name fits: of each word typed the likest of its words, or of those of the other names of the case.

    A word that none of them is like stands as typed in something else that the case is found by, such as a place.
    """
    total, pairs = 0.0, []
    plain = {normalise_search(word) for word in words}
    for one in wanted:
        if one.term in plain or (one.open and any(word.startswith(one.term) for word in plain)):
            total += 1.0
            continue
        pair, score = _likest(one, words, 1.0)
        if pair is None:
            pair, score = _likest(one, every, ELSEWHERE)
        total += score
        pairs += [pair] if pair else []
    return Near(row, round(total / len(wanted), 4), tuple(pairs), name)


def _likest(one: Wanted, words: Iterable[str], share: float) -> tuple[Pair | None, float]:
    like = max(((*one.alike[word], word) for word in words if word in one.alike), default=None)
    return (Pair(one.typed, like[2], like[1]), like[0] * share) if like else (None, 1.0)
