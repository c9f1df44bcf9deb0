"""What holds a case by itself: a death or a release that its approved face does not tell, or that it is about others now."""

import sqlite3
from collections.abc import Iterable
from functools import partial
from typing import Any

from casebook import consents, consents_faces, decisions, policy
from casebook.alarms_changes import Changes
from casebook.consents_approvals import EXAMPLE_CLERK, FaceOf, approved
from casebook.consents_faces import Face
from casebook.decisions import Decision
from casebook.folders import Folders
from casebook.policy import Policy

# alarm: the statuses and the kinds of events that say it.
NEWS = {"death": (("deceased",), ("death", "death_listed", "body_returned")), "release": (("released",), ("release",))}
# Whoever reads it out of running text, and whether or not it is doubted: that somebody has died or is free is never small news.
SAID = """SELECT c."key", e.earliest, e.latest FROM claims c JOIN mentions m ON m.id = c.mention
    JOIN cases ON cases.person = m.person LEFT JOIN events e ON e.id = c.event
    WHERE cases.case_key = ? AND c.standing = 'stands' AND c.says IN ('is so', 'doubtful') AND c.absence IS NULL
    AND (e.kind IN ({kinds}) OR (c.property = 'status' AND c.value IN ({statuses})))"""


class _Overtaken(Exception):
    """Somebody decided something while it was worked out what is due."""


def sound(folders: Folders, db: sqlite3.Connection | None) -> list[Decision]:
    """Write the holds that are due by the log and, where `db` (cases.db) is given, by the claims in it; returns them."""
    if folders.decisions is None or not folders.policy.exists():
        return []
    rules = [policy.load(folders.policy, name) for name in policy.load(folders.policy).whole["audiences"]]
    while True:
        log = decisions.read(folders.decisions)
        lines = due(log, rules, partial(consents_faces.load, folders.decisions), db)
        try:
            return decisions.append_all(folders.decisions, lines, check=partial(_still, folders, len(log))) if lines else []
        except _Overtaken:
            continue


def _still(folders: Folders, lines: int) -> None:
    if len(decisions.read(folders.decisions)) != lines:
        raise _Overtaken


def due(log: list[Decision], rules: Iterable[Policy], face_of: FaceOf, db: sqlite3.Connection | None) -> list[dict[str, Any]]:
    """The hold lines to be written now, each cause once; without `db` (cases.db) no claim is looked at."""
    policies, changes, found = list(rules), Changes(log), []
    held = [line for line in log if line.kind == "hold" and "auto" in line.fields]
    for case, standing in consents.standings(log).items():
        shown = [one for rule in policies if (one := approved(standing, rule, face_of))]
        if not shown:
            continue
        since = min(one.place for one in shown)
        causes = changes.since(case, since)
        for name in NEWS if db else ():
            causes[name] = set().union(*(untold(db, case, one.face, name) - one.seen for one in shown))
        for name, keys in causes.items():
            new = keys.difference(*(line.get("causes", ()) for line in held if (line["case"], line["auto"]) == (case, name)
                                    and (line.place > since or name in NEWS)))
            if new:
                found.append({"kind": "hold", "by": EXAMPLE_CLERK, "case": case, "auto": name, "causes": sorted(new)})
    return found


def untold(db: sqlite3.Connection, case: str, face: Face, name: str) -> set[str]:
    """The keys of the claims of a death or a release (`name`) of which a face says nothing."""
    statuses, kinds = NEWS[name]
    if face["columns"].get("status") in statuses:
        return set()
    told = [(event["earliest"], event["latest"]) for event in face["events"] if event["kind"] in kinds]
    sql = SAID.format(kinds=",".join("?" * len(kinds)), statuses=",".join("?" * len(statuses)))
    return {key for key, *days in db.execute(sql, (case, *kinds, *statuses)) if not any(_meet(days, other) for other in told)}


def _meet(one: Iterable[str | None], other: Iterable[str | None]) -> bool:
    """Can two events, each between two days (ISO; None: not known), be the same?"""
    (start, end), (first, last) = one, other
    return not ((end and first and end < first) or (start and last and last < start))
