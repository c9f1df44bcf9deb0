"""What cases.db says of each mention, gathered record by record for comparing."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice

from casebook import names, places
from casebook.linking.facts import Bounds, Known, merged
from casebook.places_table import containers, level_of

AT_ONCE = 4000  # records
ROLES = ("subject", "relative", "co-detainee", "witness", "other")  # who are compared: those named for themselves
TAKEN, DIED = "detention", "death"
LEVELS = {"province": "provinces", "prefecture": "prefectures", "city": "counties", "county": "counties",
          "district": "counties"}  # fmt: skip
SHORTEST_NUMBER = 5  # a shorter one is likely a place in a list
NEAR = "near "

_MENTIONS = (
    'SELECT m.id, m.record, m.role, r."key", s."key" FROM some CROSS JOIN mentions m ON m.record = some.record'
    " JOIN records r ON r.id = m.record JOIN sources s ON s.id = r.source ORDER BY m.record, m.id"
)
_OF = "FROM some CROSS JOIN mentions m ON m.record = some.record CROSS JOIN"
_NAMES = f"SELECT n.mention, n.text {_OF} names n ON n.mention = m.id ORDER BY n.mention, n.id"
_NUMBERS = f"SELECT i.mention, i.value {_OF} identifiers i ON i.mention = m.id WHERE i.kind = 'source_id'"
_CLAIMS = (
    f"SELECT c.mention, c.property, c.value, c.raw, c.earliest, c.latest {_OF} claims c ON c.mention = m.id"
    " WHERE c.property IN ('birth', 'sex', 'home', 'birth_place', 'place', 'reference') AND c.says = 'is so'"
    " AND c.standing <> 'rejected'"
)
_EVENTS = (
    f"SELECT e.mention, e.kind, e.earliest, e.latest {_OF} events e ON e.mention = m.id"
    f" WHERE e.kind IN ('{TAKEN}', '{DIED}') AND (e.earliest IS NOT NULL OR e.latest IS NOT NULL)"
    " ORDER BY e.mention, e.earliest, e.latest"
)


def known(db: sqlite3.Connection, records: Iterable[int]) -> Iterator[Known]:
    """The mentions of these records that are compared, with what is said of each."""
    db.execute("CREATE TEMP TABLE IF NOT EXISTS some (record INTEGER PRIMARY KEY)")
    waiting = iter(records)
    while some := list(islice(waiting, AT_ONCE)):
        db.execute("DELETE FROM some")
        db.executemany("INSERT OR IGNORE INTO some VALUES (?)", ((record,) for record in some))
        yield from _gathered(db)
    db.execute("DELETE FROM some")


def _gathered(db: sqlite3.Connection) -> Iterator[Known]:
    found: dict[int, Known] = {}
    together: dict[int, list[Known]] = defaultdict(list)
    source_of: dict[int, str] = {}
    for mention, record, role, key, source in db.execute(_MENTIONS):
        one = found[mention] = Known(mention, record, role=role, own=frozenset({key}) if role == "subject" else frozenset())
        together[record].append(one)
        source_of[mention] = source
    for mention, text in db.execute(_NAMES):
        if text not in found[mention].names:
            found[mention].names += (text,)
    for mention, value in db.execute(_NUMBERS):
        if len(value) >= SHORTEST_NUMBER:
            found[mention].numbers |= {value.casefold()}
    _claims(db, found, source_of)
    for mention, kind, earliest, latest in db.execute(_EVENTS):
        name = "taken" if kind == TAKEN else "died"
        if not any(getattr(found[mention], name)):
            setattr(found[mention], name, (earliest, latest))
    for group in together.values():
        named = [one for one in group if one.names and one.role in ROLES]
        for one in named:
            one.kin = tuple(other.names[0] for other in named if other is not one)
        yield from named


def _claims(db: sqlite3.Connection, found: dict[int, Known], source_of: dict[int, str]) -> None:
    births: dict[int, list[Bounds]] = defaultdict(list)
    finer: dict[int, set[str]] = defaultdict(set)
    for mention, kind, value, raw, earliest, latest in db.execute(_CLAIMS):
        one = found[mention]
        if kind == "birth":
            births[mention].append((earliest, latest))
        elif kind == "sex":
            one.sex = min(filter(None, (one.sex, value or "")), default="")
        elif kind == "reference":
            one.refs |= {f"{source_of[mention]}:{(value or raw).strip()}"}
        else:
            for level, codes in _around(value or ""):
                setattr(one, level, getattr(one, level) | codes)
            if kind != "place" and (words := _finer(raw)):
                finer[mention].add(words)
    for mention, said in births.items():
        found[mention].born = merged(said)
    for mention, words in finer.items():
        found[mention].address = " ".join(sorted(words))


@lru_cache(maxsize=1 << 16)
def _around(value: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """The units of each level that a place lies in, by the level's column."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code in containers(value.removeprefix(NEAR)) if value else ():
        if level := LEVELS.get(level_of(code)):
            codes[level].add(code)
    return tuple((level, frozenset(some)) for level, some in codes.items())


@lru_cache(maxsize=1 << 16)
def _finer(raw: str) -> str:
    """The words of a place below what the gazetteer knows of it, in plain Latin letters."""
    place = places.parse_place(raw)
    return names.romanise(raw if place is None else place.finer)
