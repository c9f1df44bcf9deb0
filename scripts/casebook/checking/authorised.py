"""Is every value of an edition one that was approved for that very person?"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .authority import Authority, Face
from .folding import fold
from .report import Findings
from .structure import Rows, columns

NOBODY = "a value that nobody approved for this person"
BASES = ("consent", "public campaign", "invented example")
FULL, PARTIAL = "full", "partial"
NAME_COLUMNS = {("cases", "name"), ("cases", "names"), ("case_names", "text")}
NOT_FROM_FACE = ("id", "basis", "level", "last_confirmed")
_ID = re.compile(r"[a-z2-7]{10}")
# Tables of what is said of a case beside its row: how many columns stand before what is said, the part of the face.
PARTS = {"case_names": 2, "events": 3, "relatives": 2}
Told = dict[str, list[tuple]]


@dataclass
class Compared:
    """Texts that were approved, each with whose they are, and values that were not."""

    approved: list[tuple[str, str, str, frozenset[str]]] = field(default_factory=list)
    strangers: list[tuple[str, str, Any]] = field(default_factory=list)
    own: dict[int, frozenset[str]] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)


def compare(rows: Rows, authority: Authority, findings: Findings) -> Compared:
    """Compare every row with the faces that may be shown; what no face holds is a finding and a stranger."""
    found = Compared()
    told = {table: by_case(rows[table]) for table in PARTS}
    for row in rows["cases"]:
        _case(row, authority, {table: told[table].get(row[1], []) for table in PARTS}, found, findings)
    known = {row[1] for row in rows["cases"]}
    for table in (*PARTS, "actions", "changes"):
        for place, row in enumerate(rows[table], 1):
            if row[2] not in known or row[1] != place:
                stranger(found, findings, table, "case_id", row[2], "a row about nobody, or out of order")
    _numbered(rows["cases"], found, findings)
    return found


def by_case(rows: Iterable[tuple]) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for row in rows:
        found.setdefault(row[2], []).append(row)
    return found


def _case(row: tuple, authority: Authority, told: Told, found: Compared, findings: Findings) -> None:
    number, identity = row[0], row[1]
    values = dict(zip(columns("cases"), row[1:], strict=True))
    faces = authority.faces(identity, values["name"])
    if not faces or not _ID.fullmatch(str(identity)):
        findings.add("cases", "id", "a case without an approved face, or an id that is not made with the key")
    nobody = {"columns": {}, "names": [], "events": []}
    wrong, face = min(((_unlike(values, told, face), face) for face in faces or [nobody]), key=lambda pair: len(pair[0]))
    own = _own(face)
    found.own[number], found.words[number] = own, []
    for table, column, value in _values(values, told):
        if (table, column, value) in wrong or not isinstance(value, str):
            continue
        found.words[number].append(value)
        found.approved.append((table, column, value, own))
    for table, column, value in wrong:
        stranger(found, findings, table, column, value, NOBODY)


def _own(face: Face) -> frozenset[str]:
    """The bare names that are published of a person: each in both orders, and all in a row as the list shows them."""
    parts = [fold(name["text"] or "") for name in face["names"]]
    wholes = {"".join(order) for words in parts for order in (words, words[::-1])}
    return frozenset({*wholes, "".join("".join(words) for words in parts)})


def _values(values: dict[str, Any], told: Told) -> Iterable[tuple[str, str, Any]]:
    yield from (("cases", column, value) for column, value in values.items() if column not in NOT_FROM_FACE)
    for table, rows in told.items():
        for row in rows:
            yield from _pairs(table, row)


def _pairs(table: str, row: tuple) -> Iterable[tuple[str, str, Any]]:
    skipped = PARTS[table]
    return ((table, *pair) for pair in zip(columns(table)[skipped:], row[1 + skipped :], strict=True))


def _unlike(values: dict[str, Any], told: Told, face: Face) -> list[tuple[str, str, Any]]:
    """Every value of a case that is not what its face says, and every name of somebody who is not shown under one."""
    level = face.get("level", FULL)
    wrong = [("cases", column, value) for column, value in values.items() if value is not None
             and column not in NOT_FROM_FACE and not _same(value, face["columns"].get(column))]
    wrong += [("cases", column, values[column]) for column, known in
              (("basis", BASES), ("level", {FULL, PARTIAL} & {level}), ("last_confirmed", (None,)))
              if values[column] not in known]
    if level != FULL or values["level"] != FULL:
        wrong += [("cases", column, values[column]) for column in ("name", "names") if values[column] is not None]
        wrong += [pair for table in ("case_names", "relatives") for row in told[table] for pair in _pairs(table, row)]
    for table, rows in told.items():
        left = Counter(_entry(table, entry) for entry in face.get(table.removeprefix("case_"), ()))
        for number, row in enumerate(rows, 1):
            said = row[1 + PARTS[table] :]
            if left[said] < 1 or (table == "events" and row[3] != number):
                wrong += _pairs(table, row)
            left[said] -= 1
    return wrong


def _entry(table: str, entry: dict[str, Any]) -> tuple:
    return tuple(entry.get(column) for column in columns(table)[PARTS[table] :])


def _same(value: Any, other: Any) -> bool:
    return value == other and isinstance(value, str) == isinstance(other, str)


def _numbered(cases: list[tuple], found: Compared, findings: Findings) -> None:
    """Rows stand in the order of their ids and are numbered by it, so that no order of arrival shows."""
    ids = [row[1] for row in cases]
    if ids != sorted(set(ids)) or [row[0] for row in cases] != list(range(1, len(cases) + 1)):
        findings.add("cases", "id", "rows that are not in the order of their ids")


def stranger(found: Compared, findings: Findings, table: str, column: str, value: Any, kind: str) -> None:
    findings.add(table, column, kind)
    if value is not None:
        found.strangers.append((table, column, value))
