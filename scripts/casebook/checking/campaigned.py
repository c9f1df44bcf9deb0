"""Campaigns of an edition: is every value one that two people approved, is every person listed one who wants it, and does
no text name anybody else?
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from .authorised import FULL, Compared, stranger
from .authority import Authority
from .campaigning import Campaign, Face
from .folding import fold
from .report import Findings
from .structure import Rows, columns, opened

NOBODY = "a value of a campaign that nobody approved"
LISTED = "somebody on the list of a campaign who may not stand there"
NAMED = "the name of somebody who is not one of the campaign's people"
LONGEST = 10
BOUNDS = ("earliest", "latest")
SUBJECTS = "SELECT DISTINCT n.text FROM names n JOIN mentions m ON m.id = n.mention"
# Columns before what is said; and what may never be told of a meeting with relatives, whatever a policy lists.
SKIPPED = {"campaign_counts": 3, "campaign_steps": 3}
OF_A_MEETING = {"kind", "date", *BOUNDS}


def compare(rows: Rows, authority: Authority, cases: Path, found: Compared, findings: Findings) -> None:
    """Compare every row of a campaign with the one face it may come from."""
    named = {row[1] for row in rows["cases"] if dict(zip(columns("cases"), row[1:], strict=True))["level"] == FULL}
    ids = authority.ids(authority.audience) or {}
    names = _subjects(cases) if rows["campaigns"] else set()
    for row in rows["campaigns"]:
        one = authority.campaign(row[1], row[2])
        face = one.face if one else {"told": {}, "naming": {}, "counts": [], "steps": [], "cases": [], "example": None}
        mine = [case[3] for case in rows["campaign_cases"] if case[2] == row[1]]
        keys = {ids.get(case) for case in mine if case in named and _may_stand(ids.get(case), one, authority)}
        for case in mine:
            if case not in named or (ids and ids.get(case) not in keys):
                stranger(found, findings, "campaign_cases", "case_id", case, LISTED)
        found.approved.append(("campaigns", "id", row[1], frozenset()))
        own = [name[3] for name in rows["case_names"] if name[2] in mine and name[3]]
        told = [*_told(row, face, keys, authority.rules, findings),
                *_entries("campaign_counts", rows, row[1], _counts(face, authority.rules)),
                *_entries("campaign_steps", rows, row[1], _steps(face, keys, authority.rules))]
        for table, column, value, good in told:
            _judge(table, column, value, good, own, names, found, findings)
    _ordered(rows, found, findings)


def _judge(table: str, column: str, value: Any, good: bool, own: list[str], names: set[tuple[str, ...]],
           found: Compared, findings: Findings) -> None:
    if not good:
        stranger(found, findings, table, column, value, NOBODY)
    elif isinstance(value, str):
        found.approved.append((table, column, value, frozenset("".join(fold(name)) for name in own)))
        if names_another(value, own, names):
            stranger(found, findings, table, column, value, NAMED)


def _may_stand(case: str | None, one: Campaign | None, authority: Authority) -> bool:
    return bool(one and case in one.face["cases"] and case in authority.acted_for
                and "name" not in authority.taken(case, one.since))


def _told(row: tuple, face: Face, keys: set[str], rules: dict[str, Any], findings: Findings) -> Iterator[tuple]:
    """(table, column, value, whether it is approved) of a campaign's own row."""
    values = dict(zip(columns("campaigns"), row[1:], strict=True))
    if not values["title"] or values["invented"] != int(bool(face["example"])) or face["example"] is None:
        findings.add("campaigns", "id", "a campaign that is not as it was approved")
    for column, value in values.items():
        if column not in ("id", "invented") and value is not None:
            good = column in rules.get("campaigns", {}).get("told", ()) and face["told"].get(column) == value
            yield "campaigns", column, value, good and keys >= set(face["naming"].get(column, ()))


def _entries(table: str, rows: Rows, identity: str, wanted: Iterable[tuple]) -> Iterator[tuple]:
    """The same of the rows of a list; each entry of the face accounts for one row."""
    left = Counter(wanted)
    for number, row in enumerate((row for row in rows[table] if row[2] == identity), 1):
        said = row[1 + SKIPPED[table]:]
        good = left[said] > 0 and row[3] == number
        left[said] -= 1
        yield from ((table, column, value, good) for column, value in
                    zip(columns(table)[SKIPPED[table]:], said, strict=True) if value is not None)


def _counts(face: Face, rules: dict[str, Any]) -> list[tuple]:
    wanted = _with_bounds(rules.get("campaigns", {}).get("counts", ()))
    return [tuple(int(one["former"]) if column == "former" else one.get(column) if column in wanted else None
                  for column in columns("campaign_counts")[3:]) for one in face["counts"]]


def _steps(face: Face, keys: set[str], rules: dict[str, Any]) -> list[tuple]:
    found = []
    for one in face["steps"]:
        wanted = _with_bounds(rules.get("campaigns", {}).get("steps", {}).get(one["kind"], ())) | {"kind"}
        if one["kind"] == "meeting":
            wanted &= OF_A_MEETING
        if not keys >= set(one["naming"]):
            wanted -= {"words", "to_whom"}
        found.append(tuple(one.get(column) if column in wanted else None for column in columns("campaign_steps")[3:]))
    return found


def _with_bounds(listed: Iterable[str]) -> set[str]:
    return {*listed, *(BOUNDS if "date" in listed else ())}


def _ordered(rows: Rows, found: Compared, findings: Findings) -> None:
    known = [row[1] for row in rows["campaigns"]]
    if known != sorted(set(known)):
        findings.add("campaigns", "id", "campaigns that are not in the order of their ids")
    for table in ("campaign_cases", *SKIPPED):
        for place, row in enumerate(rows[table], 1):
            if row[2] not in known or row[1] != place:
                stranger(found, findings, table, "campaign_id", row[2], "a row about no campaign, or out of order")


def names_another(text: str, own: Iterable[str], names: set[tuple[str, ...]]) -> bool:
    """Does a text hold the name of anybody but those whose names are `own`, in whatever order of its words?"""
    words = list(fold(text.replace("’s", " ").replace("'s", " ")))
    mine = {tuple(sorted(fold(name))) for name in own}
    for length in range(min(LONGEST, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            run = tuple(sorted(words[start : start + length]))
            if run in mine:
                words[start : start + length] = [""] * length
            elif run in names:
                return True
    return False


def _subjects(cases: Path) -> set[tuple[str, ...]]:
    """The bare names of everybody who is known by one."""
    db = opened(cases, immutable=False)
    try:
        return {tuple(sorted(fold(text))) for (text,) in db.execute(SUBJECTS) if text and fold(text)}
    finally:
        db.close()
