"""What policy lets an edition say of a campaign, read from cases.db: nothing that names somebody who is not of its cases."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from casebook.coarsening import coarsen, coarsen_bound
from casebook.consents_campaigns import DATES, Face
from casebook.consents_faces import VERSIONS
from casebook.names import normalise_search
from casebook.policy import Policy

MOST_WORDS = 10  # of a name; each Chinese character is one
CHUNK = 500
STANDS = "stands"
TELLS_OF = {"mention": "mentions.key = c.raw", "record": "records.key = c.raw AND mentions.role = 'subject'"}
_CASES = """SELECT DISTINCT cases.case_key FROM campaign_cases c JOIN mentions JOIN records ON records.id = mentions.record
JOIN cases ON cases.person = mentions.person
WHERE c.campaign = ? AND c.kind = ? AND c.standing = ? AND cases.case_key IS NOT NULL AND {}"""
_BEARERS = """SELECT n.folded, cases.case_key FROM names n JOIN mentions m ON m.id = n.mention
LEFT JOIN cases ON cases.person = m.person WHERE n.folded IN ({})"""
Words = tuple[str, ...]


def face(db: sqlite3.Connection, name: str, policy: Policy) -> Face | None:
    """The face of a campaign (its source's name); None where there is none, or where its title may not be told."""
    found = [made for key, made in faces(db, policy, [name]) if key == name]
    return found[0] if found else None


def faces(db: sqlite3.Connection, policy: Policy, names: Iterable[str] | None = None) -> Iterator[tuple[str, Face]]:
    """The face of each campaign (or of those that are named) of which anything may be told, in the order of their names."""
    if not policy.campaigns:
        return
    wanted = None if names is None else set(names)
    rows = _rows(db, 'SELECT campaigns.*, sources.example FROM campaigns JOIN records ON records.id = campaigns.record'
                     ' JOIN sources ON sources.id = records.source WHERE campaigns.standing = ? ORDER BY campaigns."key"', STANDS)
    for row in rows:
        if wanted is None or row["key"] in wanted:
            made = _face(db, row, policy)
            if made["told"]["title"]:
                yield row["key"], made


def _face(db: sqlite3.Connection, row: dict[str, Any], policy: Policy) -> Face:
    name, rules = row["key"], policy.campaigns
    cases = sorted({case for kind, tells in TELLS_OF.items()
                    for (case,) in db.execute(_CASES.format(tells), (name, kind, STANDS))})
    reader = _Reader(db, cases)
    told = {column: _own(row).get(column) for column in rules["told"]}
    naming = {column: reader.naming(text) for column, text in told.items() if column not in ("started", "intervention")}
    made = {
        "v": VERSIONS[-1], "audience": policy.audience, "campaign": name, "example": bool(row["example"]), "cases": cases,
        "told": {column: None if naming.get(column, ()) is None else text for column, text in told.items()},
        "naming": {column: keys for column, keys in naming.items() if keys},
    }  # fmt: skip
    rows = "SELECT * FROM campaign_{} WHERE campaign = ? ORDER BY coalesce(earliest, '9999'), id"
    counts = [_count(one, rules["counts"], reader) for one in _rows(db, rows.format("counts"), name)]
    steps = [_step(one, rules["steps"][one["kind"]], policy, reader) for one in _rows(db, rows.format("steps"), name)
             if one["kind"] in rules["steps"] and one["standing"] == STANDS]
    return made | {"counts": _each_once(counts) if rules["counts"] else [], "steps": _each_once(steps)}


def _own(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"started": row["edtf"]}


def _count(row: dict[str, Any], columns: list[str], reader: "_Reader") -> dict[str, Any]:
    """A count as it was said, of the country as it was written where no code is known; `words` where it is no plain number."""
    plain = row["says"] == "exactly" and row["amount"] is not None
    said = {"date": row["edtf"], "country": row["country"], "place": None if row["country"] else row["place"],
            "count": row["amount"], "says": row["says"], "words": None if plain else row["raw"], "said_by": row["said_by"],
            "former": row["standing"] != STANDS}  # fmt: skip
    for column in ("place", "words", "said_by"):
        if reader.naming(said[column]) != []:
            said[column] = None
    return _listed(said, columns, ("former",)) | _bounds(row, columns, None)


def _step(row: dict[str, Any], columns: list[str], policy: Policy, reader: "_Reader") -> dict[str, Any]:
    finest, naming = policy.campaigns["finest"]["date"], set()
    said = row | {"date": coarsen(row["edtf"], finest)}
    for column in ("to_whom", "words"):
        named = reader.naming(said[column]) if column in columns else []
        said[column] = None if named is None else said[column]
        naming |= {*(named or ())}
    return _listed(said, columns, ("kind",)) | _bounds(row, columns, finest) | {"naming": sorted(naming)}


def _listed(said: dict[str, Any], columns: Iterable[str], also: Iterable[str]) -> dict[str, Any]:
    return {column: said[column] for column in (*columns, *also)}


def _bounds(row: dict[str, Any], columns: list[str], finest: str | None) -> dict[str, Any]:
    """The first and the last day of a date that may be told."""
    if "date" not in columns:
        return {}
    return {bound: coarsen_bound(row[bound], finest, bound) if finest else row[bound] for bound in DATES[1:]}


def _each_once(entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [one for place, one in enumerate(entries) if one not in entries[:place]]


class _Reader:
    """Finds whom a text names among everybody that cases.db knows by name."""

    def __init__(self, db: sqlite3.Connection, cases: Iterable[str]) -> None:
        self._db, self._cases = db, set(cases)

    def naming(self, text: str | None) -> list[str] | None:
        """The cases of the campaign whose names stand in a text; None where it names anybody else."""
        words = tuple(normalise_search((text or "").replace("’s", " ").replace("'s", " ")).split())
        known = self._bearers({_in_order(words[start:end]) for start, end in _windows(words)})
        found, covered = set(), [False] * len(words)
        for start, end in _windows(words):
            bearers = known.get(_in_order(words[start:end]))
            if bearers is None or all(covered[start:end]):
                continue
            if not bearers & self._cases:
                return None
            found |= bearers & self._cases
            covered[start:end] = [True] * (end - start)
        return sorted(found)

    def _bearers(self, names: set[str]) -> dict[str, set[str | None]]:
        found, listed = defaultdict(set), sorted(names)
        for start in range(0, len(listed), CHUNK):
            some = listed[start : start + CHUNK]
            for folded, case in self._db.execute(_BEARERS.format(",".join("?" * len(some))), some):
                found[folded].add(case)
        return found


def _windows(words: Words) -> Iterator[tuple[int, int]]:
    """The places at which a name may stand, the longest first."""
    for length in range(min(MOST_WORDS, len(words)), 0, -1):
        yield from ((start, start + length) for start in range(len(words) - length + 1))


def _in_order(words: Words) -> str:
    """Some words as names.folded keeps those of a name."""
    return " ".join(sorted(words))


def _rows(db: sqlite3.Connection, sql: str, *values: Any) -> list[dict[str, Any]]:
    found = db.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]
