"""Approvals: which face of a case was approved by enough people, and how many a change of it needs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from casebook import consents
from casebook.consents import CAMPAIGN, Standing
from casebook.consents_faces import Face, trimmed
from casebook.decisions import Decision, person
from casebook.policy import Policy

# Who writes the lines of the example on real people, whose facts a campaign has published.
EXAMPLE_CLERK = "casebook"
# Columns whose every value is a code no finer than another: a corrected one says no more than before.
CODED = ("sex", "status", "facility_kind", "term_kind", "age_group")


@dataclass(frozen=True)
class Approved:
    """A face that may be shown: its hash, itself, and the earliest line of the log that its approval rests on."""

    projection: str
    face: Face
    place: int


def approved(standing: Standing, policy: Policy, face_of: Callable[[str], Face | None]) -> Approved | None:
    """The face last approved by enough people, None when there is none. `face_of` gives a face by its hash."""
    current: Approved | None = None
    votes: dict[str, dict[str, int]] = defaultdict(dict)
    named = {line["projection"] for line in standing.approvals if line["audience"] == policy.audience}
    faces = {name: face_of(name) for name in named}
    for line in standing.approvals:
        face = faces.get(line["projection"]) if line["audience"] == policy.audience else None
        if face is None or (face.get("case"), face.get("audience")) != (line["case"], policy.audience):
            continue
        here = votes[line["projection"]]
        here[person(line.by)] = line.place
        if len(here) >= voices_needed(_before(current, standing, policy, line), face, line, standing):
            current = Approved(line["projection"], face, min(here.values()))
            votes.clear()
    return current


def audiences(log: Iterable[Decision], policies: Iterable[Policy],
              face_of: Callable[[str], Face | None]) -> dict[str, str]:
    """case key: the audiences for which a face of it is approved, in words ("journalists, public")."""
    rules, found = list(policies), {}
    for case, standing in consents.standings(log).items():
        names = [rule.audience for rule in rules if approved(standing, rule, face_of)]
        if names:
            found[case] = ", ".join(sorted(names))
    return found


def voices_needed(before: Face | None, face: Face, line: Decision, standing: Standing) -> int:
    """How many different people have to approve a face that would follow `before` (None: the first)."""
    if _is_campaign_example(face, line, standing):
        return 1
    return 2 if before is None or says_more(before, face) else 1


def says_more(before: Face, after: Face) -> bool:
    """Does a face say anything that the one before did not: a value, a name, an event, a text or a finer date?"""
    if any(not _is_no_finer(name, before["columns"].get(name), value) for name, value in after["columns"].items()):
        return True
    lists = ((before[key], after[key]) for key in ("names", "events"))
    return any(entry not in olds for olds, news in lists for entry in news)


def _before(current: Approved | None, standing: Standing, policy: Policy, line: Decision) -> Face | None:
    """What the last approved face still said when this line was written, withdrawals since taken off."""
    if current is None:
        return None
    gone = consents.withdrawn(standing, policy, current.place, line.place)
    return trimmed(current.face, policy.fields - gone, policy)


def _is_campaign_example(face: Face, line: Decision, standing: Standing) -> bool:
    """Docs/decisions.md: only in the example that ships, only of facts that a public campaign published."""
    written = line.example and line.by == EXAMPLE_CLERK and line.get("basis") == CAMPAIGN
    given = consents.is_example(standing) and {one["basis"] for one in standing.consents} == {CAMPAIGN}
    return bool(written and given and face.get("example"))


def _is_no_finer(name: str, before: Any, after: Any) -> bool:
    if after is None or after == before:
        return True
    if before is None:
        return False
    if name in CODED:
        return True
    dates = isinstance(before, str) and isinstance(after, str) and before[:4].isdigit() and after[:4].isdigit()
    return dates and len(after) < len(before) and before.startswith(after)
