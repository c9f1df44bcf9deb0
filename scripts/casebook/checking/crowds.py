"""Cases without a name: is each one of a crowd that every edition on this disk tells alike, and did they come in batches?"""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .authority import Authority
from .report import CouldNotCheck, Findings
from .structure import Rows, columns, query

ALONE = "a case without a name that fewer than k cases are told like, in this edition and those before it"
ALIKE = "a crowd of cases without a name of whom all the same is told where that may not be"
BATCH = "new cases without a name that are fewer than a batch, or a second batch of the month"
FAMILY = "what is said of relatives of somebody is said of those of fewer than k others"
RISEN = "a rounded figure that has risen twice in a month"
OWN = ("id", "level", "name", "names")


@dataclass(frozen=True)
class Kept:
    """An edition of before whose file is still there: `told` has what it says of each id, all told but sensitive columns
    first; `figures` what it told of who is only counted."""

    audience: str
    told: dict[str, tuple[Any, tuple[Any, ...]]]
    figures: dict[tuple[str, str], int]


def examine(rows: Rows, authority: Authority, editions: Path | None, findings: Findings) -> None:
    """Look at the edition alone and, where `editions` is given, joined with what was said in every earlier one."""
    number, date = rows["edition"][0][1:3]
    before = {place: json.loads((place / "manifest.json").read_bytes()) for place in _before(editions, number)}
    own = [place for place, manifest in before.items() if manifest["audience"] == authority.audience]
    sensitive = authority.rules["levels"].get("partial", {}).get("sensitive", [])
    kept = {place: _kept(place, manifest["audience"], sensitive) for place, manifest in before.items()
            if (place / "published.db").exists()}
    nameless = _nameless(rows, sensitive)
    if nameless:
        _crowds(nameless, authority, list(kept.values()), findings)
    _kin(rows, authority, findings)
    if editions is None or (own and own[-1] not in kept):  # who was there before can no longer be told
        return
    last = kept[own[-1]] if own else None
    released = any(before[place].get("release", "") >= str(date)[:7] for place in own)
    _batches(rows, nameless.keys() - (last.told.keys() if last else ()), last, released, authority, findings)


def _crowds(nameless: dict[str, tuple], authority: Authority, kept: list[Kept], findings: Findings) -> None:
    """Join the editions case by case, as somebody could who has them all, and look at who can be told apart then."""
    rule = authority.rules["levels"]["partial"]
    ids = {audience: _ids_in(authority, audience) for audience in {edition.audience for edition in kept}}
    joined: dict[str, list[list[tuple]]] = defaultdict(list)
    for identity, said in nameless.items():
        told = [said]
        told += [edition.told.get(ids[edition.audience].get(identity, identity), (None, ())) for edition in kept]
        joined[repr([about for about, _ in told])].append([hidden for _, hidden in told])
    for group in joined.values():
        if len(group) < rule["k"]:
            findings.add("cases", "level", ALONE)
        for place in range(len(group[0])):
            for values in zip(*(member[place] for member in group), strict=True):
                different = {value for value in values if value is not None}
                if 0 < len(different) < rule["l"]:
                    findings.add("cases", "level", ALIKE)


def _kin(rows: Rows, authority: Authority, findings: Findings) -> None:
    """What is said of the relatives of those who are named is said of the relatives of enough others too."""
    rule = authority.rules["levels"].get("partial", {"k": 0, "l": 0})
    families: dict[str, list[tuple]] = defaultdict(list)
    for row in rows["relatives"]:
        families[row[2]].append(row[3:])
    alike: dict[str, list[list]] = defaultdict(list)
    for family in families.values():
        ordered = sorted(family, key=lambda one: tuple(map(str, one)))
        alike[repr([one[:2] for one in ordered])].append([one[2] for one in ordered])
    for outcomes in alike.values():
        if len(outcomes) < rule["k"]:
            findings.add("relatives", "case_id", FAMILY)
        for values in zip(*outcomes, strict=True):
            if 0 < len({value for value in values if value is not None}) < rule["l"]:
                findings.add("relatives", "outcome", ALIKE)


def _batches(rows: Rows, new: set[str], last: Kept | None, released: bool, authority: Authority, findings: Findings) -> None:
    if new and (released or len(new) < authority.rules.get("release", {}).get("batch", 0)):
        findings.add("cases", "level", BATCH)
    for _, _, topic, code, cases, scope in rows["statistics"]:
        if released and scope == "others" and cases > (last.figures.get((topic, code), 0) if last else 0):
            findings.add("statistics", "cases", RISEN)


def _ids_in(authority: Authority, audience: str) -> dict[str, str]:
    """The id that another audience sees in the place of each of this one."""
    if audience == authority.audience:
        return {}
    here, there = authority.ids(authority.audience), authority.ids(audience)
    if here is None or there is None:
        raise CouldNotCheck(f"an id key is missing, so that the editions for {audience} cannot be joined with this one")
    by_case = {case: identity for identity, case in there.items()}
    return {identity: by_case[case] for identity, case in here.items()}


def _before(editions: Path | None, number: int) -> list[Path]:
    """The folders of the editions before this one, in order."""
    found = editions.glob("[0-9]*") if editions else ()
    wanted = [place for place in found if place.name.isdigit() and int(place.name) < number and not place.is_symlink()]
    return sorted(wanted, key=lambda place: int(place.name))


def _nameless(rows: Rows, sensitive: list[str]) -> dict[str, tuple]:
    """What this edition says of each case that is not shown in full."""
    names = columns("cases")
    events: dict[str, list[tuple]] = {}
    for row in rows["events"]:
        events.setdefault(row[2], []).append(row[3:])
    cases = (dict(zip(names, row[1:], strict=True)) for row in rows["cases"])
    return {case["id"]: _parted(case, events.get(case["id"], []), sensitive) for case in cases if case["level"] != "full"}


def _kept(place: Path, audience: str, sensitive: list[str]) -> Kept:
    """Read an edition of before; one that told a case under its name has told it apart from every other."""
    path, names = place / "published.db", columns("cases")
    events: dict[str, list[tuple]] = {}
    for row in query(path, "SELECT * FROM events ORDER BY id"):
        events.setdefault(row[1], []).append(row[2:])
    told = {}
    for row in query(path, f"SELECT {', '.join(names)} FROM cases"):
        case = dict(zip(names, row, strict=True))
        named = case["level"] == "full" or case["name"] is not None
        told[case["id"]] = (case["id"], ()) if named else _parted(case, events.get(case["id"], []), sensitive)
    figures = {(row[1], row[2]): row[3] for row in query(path, "SELECT * FROM statistics") if row[4:] == ("others",)}
    return Kept(audience, told, figures)


def _parted(case: dict[str, Any], events: list[tuple], sensitive: list[str]) -> tuple:
    about = [(name, value) for name, value in sorted(case.items()) if name not in (*OWN, *sensitive)]
    return (about, events), tuple(case[name] for name in sensitive)
