"""Projecting: what policy and consent would let an edition say of each case, read from cases.db."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from casebook import consents_faces
from casebook.coarsening_values import leaving
from casebook.consents import FULL, Permission
from casebook.consents_faces import VERSIONS, Face
from casebook.policy import NAME, Policy, check_columns
from casebook.projecting_events import seen, told_events
from casebook.projecting_minors import may_be_a_minor
from casebook.projecting_relatives import relatives
from casebook.projecting_support import COUNTS, FREE, Support, support

CHUNK = 500


def minors(db: sqlite3.Connection, keys: Iterable[str], day: str) -> frozenset[str]:
    """Which of these cases (keys) are of somebody who may be under 18 on a day (ISO)."""
    wanted = iter(sorted(keys))
    found: set[str] = set()
    while chunk := list(islice(wanted, CHUNK)):
        cases = _rows(db, "SELECT person, case_key, birth_earliest, birth_latest FROM cases WHERE case_key IN"
                          f" ({_marks(chunk)})", chunk)
        found |= {case["case_key"] for case in cases if may_be_a_minor(db, case, day)}
    return frozenset(found)


def face(db: sqlite3.Connection, case_key: str, policy: Policy, permission: Permission) -> Face | None:
    """All that an edition would say of one case with this permission; None when it would say nothing."""
    return next((found for _, found in faces(db, policy, {case_key: permission})), None)


def faces(db: sqlite3.Connection, policy: Policy, allowed: Mapping[str, Permission]) -> Iterator[tuple[str, Face]]:
    """The face of each case in `allowed` (case key: what may leave of it), in the order of the keys.

    Raises PolicyError when cases.db has a column that the policy does not class. Of whom nothing may be said there is
    no face, nor of somebody to be shown under a name that no claim supports.
    """
    check_columns(policy, [row[1] for row in db.execute("PRAGMA table_info(cases)")])
    keys = iter(sorted(key for key, permission in allowed.items() if permission.level))
    while chunk := list(islice(keys, CHUNK)):
        cases = _rows(db, f"SELECT * FROM cases WHERE case_key IN ({_marks(chunk)})", chunk)
        people = [case["person"] for case in cases]
        names, events, rests_on = _names(db, people), told_events(db, people), support(db, people)
        for case in sorted(cases, key=lambda case: case["case_key"]):
            person, permission = case["person"], allowed[case["case_key"]]
            kin = relatives(db, case, permission.relatives) if permission.relatives else []
            made = _face(case, names.get(person, {}), events.get(person, {}), rests_on[person], kin, policy, permission)
            if made:
                yield case["case_key"], made


def _face(case: dict[str, Any], names: dict[bool, list], events: dict[bool, list], rests_on: Support, kin: list[dict],
          policy: Policy, permission: Permission) -> Face | None:
    """The face, and which of its fields ask who else could have known them; `names` and `events` by whether they do not."""
    rule = policy.at(permission.level)
    own, free = names.get(True) or names.get(False, []), seen(events.get(True, []), rule)
    whole = {
        "v": VERSIONS[-1], "audience": policy.audience, "case": case["case_key"], "example": bool(case["example"]),
        "level": permission.level, "minor": permission.minor,
        "columns": _columns(case, rests_on, rule), "names": [], "events": free or seen(events.get(False, []), rule),
        "relatives": kin, "asks": [],
    }  # fmt: skip
    if permission.level == FULL:
        texts = list(dict.fromkeys(name["text"] for name in own))
        if not texts:
            return None
        whole["columns"] |= {"name": case["name"] if case["name"] in texts else texts[0], "names": " · ".join(texts)}
        whole["names"] = [{column: name[column] if column in rule.name_columns else None for column in name} for name in own]
    left = consents_faces.cut(whole, permission.fields, policy)
    if left is None:
        return None
    asked = {NAME: True not in names, policy.whole["events"]["field"]: not free}
    asked |= dict.fromkeys(rests_on.pointing - rests_on.free, True)
    return left | {"asks": sorted(name for name, asks in asked.items() if asks and name in _said(left, policy))}


def _columns(case: dict[str, Any], rests_on: Support, rule: Policy) -> dict[str, Any]:
    """The columns of a case, each from claims that point to nobody where there are such, and none without a claim."""
    found = {}
    for name, column in rule.columns.items():
        values = rests_on.values if consents_faces.needed(column) & rests_on.mixed else case
        found[name] = leaving(values[name], column) if rests_on.has(column["field"]) else None
    return found


def _said(face: Face, policy: Policy) -> set[str]:
    """The fields of which a face says anything."""
    said = {policy.whole["cases"][name]["field"] for name, value in face["columns"].items() if value is not None}
    return said | ({policy.whole["events"]["field"]} if face["events"] else set())


def _names(db: sqlite3.Connection, people: list[int]) -> dict[int, dict[bool, list[dict]]]:
    """The names of each person as subject of a record, one entry a text, by whether what they rest on points to nobody."""
    rows = _rows(db, f"""SELECT DISTINCT m.person, n.text, n.script, n.kind, c.id IS NULL OR {FREE} AS free
        FROM mentions m JOIN names n ON n.mention = m.id LEFT JOIN claims c ON c.id = n.claim
        WHERE m.role = 'subject' AND m.person IN ({_marks(people)}) AND (n.claim IS NULL OR ({COUNTS}))
        ORDER BY m.person, n.text, n.script, n.kind""", people)
    found: dict[int, dict[bool, dict[str, dict]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        found[row.pop("person")][bool(row.pop("free"))].setdefault(row["text"], row)
    return {person: {free: list(names.values()) for free, names in both.items()} for person, both in found.items()}


def _rows(db: sqlite3.Connection, sql: str, values: list[Any]) -> list[dict[str, Any]]:
    found = db.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _marks(values: list[Any]) -> str:
    return ",".join("?" * len(values))
