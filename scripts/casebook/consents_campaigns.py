"""Campaigns before readers: the face of a campaign, which of its faces enough people approved, and what is left of it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from casebook import consents
from casebook.consents import Standing
from casebook.decisions import Decision, person
from casebook.policy import NAME, Policy

# {"v": 2, "audience", "campaign": its source, "example", "told": {column: value or None}, "naming": {column: [case key]},
#  "counts": [{date, country, count, ...}], "steps": [{kind, date, ..., naming}], "cases": [case key]}: kept beside the
# faces of cases (consents_faces). `naming` are the cases whose names a text holds: it is shown only with all of them.
Face = dict[str, Any]
FaceOf = Callable[[str], Face | None]
DATES = ("date", "earliest", "latest")
PREFIX = "campaign:"  # before the source's name where a campaign stands among the keys of cases


@dataclass(frozen=True)
class Approved:
    """A face that may be shown: its hash, itself, since which place of the log two people stand for it, and who they are."""

    projection: str
    face: Face
    place: int
    by: tuple[str, ...]


def lines(log: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The live approvals of each campaign, by its source; none of one whose source somebody doubts."""
    found, doubted = defaultdict(list), set()
    for line in log:
        if line.live and line.kind == "campaign":
            found[line["campaign"]].append(line)
        elif line.live and line.kind == "doubt":
            doubted.add(line["source"])
    return {name: said for name, said in found.items() if name not in doubted}


def weighed(said: Iterable[Decision], policy: Policy, face_of: FaceOf) -> tuple[Approved | None, dict[str, dict[str, str]]]:
    """The face last approved by enough people, and for each face who has said yes to it: {who: as they typed it}.

    The first face takes two different people, and so does one with anything in it that the last had not.
    """
    current, votes = None, defaultdict(list)
    for line in said:
        name, face = line["projection"], face_of(line["projection"])
        if line["audience"] != policy.audience or face is None:
            continue
        if (face.get("campaign"), face["audience"]) != (line["campaign"], policy.audience):
            continue
        votes[name].append(line)
        by = {person(one.by): one.by for one in votes[name]}
        if len(by) >= needed(current, face):
            votes = defaultdict(list, {name: votes[name]})
            current = Approved(name, face, _rests_on(votes[name], current), tuple(by.values()))
    return current, {name: {person(one.by): one.by for one in here} for name, here in votes.items()}


def _rests_on(here: list[Decision], before: Approved | None) -> int:
    """Since which place two people stand for what a face says: where one alone took something off, since they did before."""
    last = sorted({person(one.by): one.place for one in here}.values(), reverse=True)
    return last[1] if len(last) > 1 else before.place if before else last[0]


def needed(before: Approved | None, face: Face) -> int:
    """How many different people have to approve a face that follows another."""
    return 2 if before is None or says_more(before.face, face) else 1


def says_more(before: Face, after: Face) -> bool:
    """Is there anything in a face that was not in the one before: a value, a count, a step, a case?"""
    told = any(value is not None and (value, after["naming"].get(name)) != (before["told"].get(name), before["naming"].get(name))
               for name, value in after["told"].items())
    lists = any(entry not in before[part] for part in ("counts", "steps", "cases") for entry in after[part])
    return told or lists or bool(before["example"]) != bool(after["example"])


def trimmed(face: Face, policy: Policy, listed: Iterable[str]) -> Face | None:
    """What of a face may be shown beside these cases (by their keys), as the policy is today; None without its title."""
    rules, shown = policy.campaigns, set(listed)
    told = {name: value if name in rules.get("told", ()) and shown.issuperset(face["naming"].get(name, ())) else None
            for name, value in face["told"].items()}
    if not told.get("title"):
        return None
    counts = [_only(entry, rules.get("counts", ()), ("former",)) for entry in face["counts"]] if rules.get("counts") else []
    steps = [_only(entry, rules["steps"][entry["kind"]], ("kind", "naming"), shown) for entry in face["steps"]
             if entry["kind"] in rules.get("steps", {})]
    return face | {"told": told, "counts": counts, "steps": steps, "cases": [one for one in face["cases"] if one in shown]}


def _only(entry: dict[str, Any], columns: Iterable[str], kept: tuple[str, ...], shown: set[str] | None = None) -> dict[str, Any]:
    """An entry with these columns alone; with a date go its bounds, and words that name somebody who is not shown go."""
    wanted = {*columns, *kept, *(DATES if "date" in columns else ())}
    if shown is not None and not shown.issuperset(entry.get("naming", ())):
        wanted -= {"words", "to_whom"}
    return {name: value if name in wanted else None for name, value in entry.items()}


def may_be_listed(found: Approved, standings: Mapping[str, Standing], policy: Policy, case: str) -> bool:
    """Whether a case of an approved face was not withdrawn since: what was taken back takes two people again."""
    standing = standings.get(case, Standing())
    return case in found.face["cases"] and NAME not in consents.withdrawn(standing, policy, found.place)
