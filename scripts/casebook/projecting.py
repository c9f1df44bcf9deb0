"""Projecting: what policy and consent would let an edition say of each case, read from cases.db."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from casebook.coarsening import coarsen, coarsen_bound
from casebook.coarsening_values import leaving
from casebook.consents_faces import Face
from casebook.policy import Policy, check_columns
from casebook.projecting_events import merged

CHUNK = 500
# A claim leaves only when the source says it is so and still stands by it, a person and not a machine has read it out
# of running text, and it does not point to whoever passed it on.
CLAIM_LEAVES = """c.standing = 'stands' AND c.says = 'is so' AND c.absence IS NULL AND c.reading != 'by machine'
    AND coalesce(c.points_to_source, 'no') = 'no'"""
# The properties of which one has to be claimed, by a claim that may leave, for a field to leave.
SUPPORT = {
    "sex": {"sex"}, "birth": {"birth", "age"}, "ethnicity": {"ethnicity"}, "occupation": {"occupation"},
    "home": {"home"}, "arrest": {"date"}, "place": {"place", "facility"}, "sentence": {"term"},
    "reasons_official": {"reason_official", "charge"}, "reasons_believed": {"reason"},
}  # fmt: skip
OWN = "m.role = 'subject' AND m.person IN ({marks})"


def face(db: sqlite3.Connection, case_key: str, policy: Policy, fields: frozenset[str]) -> Face | None:
    """All that an edition would say of one case with these fields allowed; None when it would say nothing."""
    return next((found for _, found in faces(db, policy, {case_key: fields})), None)


def faces(db: sqlite3.Connection, policy: Policy,
          allowed: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, Face]]:
    """The face of each case in `allowed` (case key: fields that may leave), in the order of the keys.

    Raises PolicyError when cases.db has a column that the policy does not class. A case without its name is no face.
    """
    check_columns(policy, [row[1] for row in db.execute("PRAGMA table_info(cases)")])
    keys = iter(sorted(key for key, fields in allowed.items() if "name" in fields))
    while chunk := list(islice(keys, CHUNK)):
        cases = _rows(db, f"SELECT * FROM cases WHERE case_key IN ({_marks(chunk)})", chunk)
        people = [case["person"] for case in cases]
        names, events, claimed = _names(db, people), _events(db, policy, people), _claimed(db, people)
        for case in sorted(cases, key=lambda case: case["case_key"]):
            said = claimed.get(case["person"], set())
            fields = {name for name in allowed[case["case_key"]] if name not in SUPPORT or SUPPORT[name] & said}
            own = names.get(case["person"], [])
            if own:
                yield case["case_key"], _face(case, own, events.get(case["person"], []), policy, fields)


def _face(case: dict[str, Any], names: list[dict], events: list[dict], policy: Policy, fields: set[str]) -> Face:
    columns = {name: leaving(case[name], column) if column["field"] in fields else None
               for name, column in policy.columns.items()}
    texts = list(dict.fromkeys(name["text"] for name in names))
    columns |= {"name": case["name"] if case["name"] in texts else texts[0], "names": " · ".join(texts)}
    shown = [{column: name[column] if column in policy.name_columns else None for column in name} for name in names]
    return {
        "v": 1, "audience": policy.audience, "case": case["case_key"], "example": bool(case["example"]),
        "columns": columns, "names": shown, "events": events if policy.whole["events"]["field"] in fields else [],
    }


def _claimed(db: sqlite3.Connection, people: list[int]) -> dict[int, set[str]]:
    """The properties of each person of which a claim may leave."""
    found: dict[int, set[str]] = defaultdict(set)
    for person, prop in db.execute(f"""SELECT DISTINCT m.person, c.property FROM mentions m JOIN claims c
            ON c.mention = m.id WHERE m.person IN ({_marks(people)}) AND {CLAIM_LEAVES}""", people):
        found[person].add(prop)
    return found


def _names(db: sqlite3.Connection, people: list[int]) -> dict[int, list[dict]]:
    """The names of each person as subject of a record, one entry a text."""
    rows = _rows(db, f"""SELECT DISTINCT m.person, n.text, n.script, n.kind FROM mentions m
        JOIN names n ON n.mention = m.id LEFT JOIN claims c ON c.id = n.claim
        WHERE {OWN.format(marks=_marks(people))} AND (n.claim IS NULL OR ({CLAIM_LEAVES}))
        ORDER BY m.person, n.text, n.script, n.kind""", people)
    found: dict[int, dict[str, dict]] = defaultdict(dict)
    for row in rows:
        found[row.pop("person")].setdefault(row["text"], row)
    return {person: list(names.values()) for person, names in found.items()}


def _events(db: sqlite3.Connection, policy: Policy, people: list[int]) -> dict[int, list[dict]]:
    """The events of each person's own, with what claims that may leave say of them, merged."""
    if not policy.event_columns:
        return {}
    rows = _rows(db, f"""SELECT m.person, e.id, e.kind, e.edtf, e.earliest, e.latest, e.place, e.place_level,
        e.term_kind, e.months_min, e.months_max, c.property, c.value, c.edtf AS said FROM mentions m
        JOIN events e ON e.mention = m.id JOIN claims c ON c.event = e.id
        WHERE {OWN.format(marks=_marks(people))} AND {CLAIM_LEAVES} ORDER BY m.person, e.id""", people)
    told: dict[tuple[int, int], list[dict]] = defaultdict(list)
    for row in rows:
        told[row["person"], row["id"]].append(row)
    found: dict[int, list[dict]] = defaultdict(list)
    for (person, _), claims in told.items():
        if claims[0]["kind"] in policy.event_kinds:
            found[person].append(_event(claims, policy))
    return {person: merged(events) for person, events in found.items()}


def _event(claims: list[dict], policy: Policy) -> dict[str, Any]:
    """One event, each part of it only where a claim that may leave says so."""
    row, finest = claims[0], policy.event_precision
    dated = any(claim["said"] and claim["said"] == row["edtf"] for claim in claims)
    placed = any(claim["property"] == "place" and claim["value"] == row["place"] for claim in claims)
    sentenced = any(claim["property"] == "term" for claim in claims)
    event = {
        "kind": row["kind"],
        "edtf": coarsen(row["edtf"], finest) if dated else None,
        "earliest": coarsen_bound(row["earliest"], finest, "earliest") if dated else None,
        "latest": coarsen_bound(row["latest"], finest, "latest") if dated else None,
        "place": row["place"] if placed else None,
        "place_level": row["place_level"] if placed else None,
        "term_kind": row["term_kind"] if sentenced else None,
        "months_min": row["months_min"] if sentenced else None,
        "months_max": row["months_max"] if sentenced else None,
    }
    return {name: value if name in policy.event_columns else None for name, value in event.items()}


def _rows(db: sqlite3.Connection, sql: str, values: list[Any]) -> list[dict[str, Any]]:
    found = db.execute(sql, values)
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found]


def _marks(values: list[Any]) -> str:
    return ",".join("?" * len(values))
