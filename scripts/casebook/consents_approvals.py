"""Approvals: which face of a case was approved by enough people, and how many a change of it needs."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from casebook import consents
from casebook.consents import CAMPAIGN, Standing
from casebook.consents_faces import Face, as_now, trimmed
from casebook.decisions import Decision, person
from casebook.policy import Policy
from casebook.saying_more import says_more

# Who writes the lines of the example on real people, whose facts a campaign has published.
EXAMPLE_CLERK = "casebook"
FaceOf = Callable[[str], Face | None]


@dataclass(frozen=True)
class Approved:
    """A face that may be shown: its hash, itself, and the earliest line of the log that its approval rests on.

    `by` are those who approved it, as they typed their names, `asked` the fields that it asks about and not enough of
    them answered, `seen` the claims of a death or a release they were shown, `agreed` the last face that two stood for.
    """

    projection: str
    face: Face
    place: int
    by: tuple[str, ...]
    asked: frozenset[str]
    seen: frozenset[str]
    agreed: Face | None


def approved(standing: Standing, policy: Policy, face_of: FaceOf) -> Approved | None:
    """The face last approved by enough people, None when there is none. `face_of` gives a face by its hash."""
    return weighed(standing, policy, face_of)[0]


def weighed(standing: Standing, policy: Policy, face_of: FaceOf) -> tuple[Approved | None, dict[str, set[str]]]:
    """The face last approved, and for each face (its hash) those who have said yes to it and whose word still counts.

    A yes counts for the face that is shown, or until another face is; and never across a withdrawal.
    """
    current: Approved | None = None
    votes: dict[str, list[Decision]] = defaultdict(list)
    lines = [line for line in standing.approvals if line["audience"] == policy.audience]
    faces = {name: face_of(name) for name in {line["projection"] for line in lines}}
    for line in lines:
        name, face = line["projection"], faces[line["projection"]]
        if face is None or (face.get("case"), face.get("audience")) != (line["case"], policy.audience):
            continue
        before = _before(current, standing, policy, line)
        here = votes[name] = [*_since_withdrawal(votes[name], standing, policy, line), line]
        needed = voices_needed(before, as_now(face), line, standing)
        if len(_people(here)) >= needed:
            votes = defaultdict(list, {name: here})
            current = _approved(name, as_now(face), here, needed, current)
    return current, {name: _people(_since_withdrawal(here, standing, policy)) for name, here in votes.items()}


def audiences(log: Iterable[Decision], policies: Iterable[Policy], face_of: FaceOf) -> dict[str, str]:
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


def still_needed(found: Approved | None, standing: Standing, policy: Policy, face: Face) -> int:
    """How many different people have to approve a face that would be written down now."""
    before = _before(found, standing, policy)
    return 2 if before is None or says_more(before, face) else 1


def as_shown(found: Approved, fields: frozenset[str], policy: Policy, relatives: frozenset[str] | None = None) -> Face | None:
    """What is left of an approved face with these fields, but for what it asks and was not answered by enough."""
    return trimmed(found.face, fields - found.asked, policy, relatives)


def _approved(name: str, face: Face, here: list[Decision], needed: int, current: Approved | None) -> Approved:
    answered = {field for field in face["asks"]
                if len({person(line.by) for line in here if field in line.get("answers", {})}) >= needed}
    agreed = face if len(_people(here)) > 1 or current is None else current.agreed
    seen = frozenset(key for line in here for key in line.get("seen", ()))
    names = tuple({person(line.by): line.by for line in here}.values())
    return Approved(name, face, min(line.place for line in here), names, frozenset(face["asks"]) - answered, seen, agreed)


def _before(current: Approved | None, standing: Standing, policy: Policy, line: Decision | None = None) -> Face | None:
    """What the last approved face still said when a line was written (by default: now), withdrawals since taken off."""
    if current is None:
        return None
    gone = consents.withdrawn(standing, policy, current.place, line.place if line else None)
    return as_shown(current, policy.fields - gone, policy)


def _since_withdrawal(
    here: list[Decision], standing: Standing, policy: Policy, line: Decision | None = None
) -> list[Decision]:
    until = line.place if line else None
    return [one for one in here if not consents.withdrawn(standing, policy, one.place, until)]


def _people(here: list[Decision]) -> set[str]:
    return {person(line.by) for line in here}


def _is_campaign_example(face: Face, line: Decision, standing: Standing) -> bool:
    """Docs/decisions.md: only in the example that ships, only of facts that a public campaign published."""
    written = line.example and line.by == EXAMPLE_CLERK and line.get("basis") == CAMPAIGN
    given = consents.is_example(standing) and {one["basis"] for one in standing.consents} == {CAMPAIGN}
    return bool(written and given and face.get("example"))
