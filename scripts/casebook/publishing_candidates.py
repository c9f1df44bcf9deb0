"""Who is in an edition, and with what: the approved faces of the log, minus what is not allowed on that day."""

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook import consents, consents_approvals, consents_faces, decisions, signing
from casebook.coarsening_events import coarse_event
from casebook.coarsening_values import leaving
from casebook.consents_faces import Face
from casebook.decisions_schemas import LEVELS
from casebook.policy import NAME, Policy
from casebook.publishing_rows import Entry

# Joiners that some scripts need inside a word; every other invisible character could hide something from an approver.
JOINERS = "\u200c\u200d"


class PublishError(Exception):
    """Nothing new is published; the message says why and what to do."""


@dataclass(frozen=True)
class Places:
    """The folders publishing needs: the log, the editions, the keys, and where published.db is linked for servers."""

    decisions: Path | None
    editions: Path
    keys: Path
    build: Path


@dataclass
class Report:
    """What came of it, in numbers: no name and no id. After the day `until` (ISO) a consent it rests on has ended.

    `counted` are the cases in rounded statistics only; `coarser` is the field that keeps most of them from being rows,
    and how many. `release` is the month (ISO) when cases without a name were added; `fewer` says that a figure fell.
    """

    number: int = 0
    is_new: bool = False
    published: int = 0
    counted: int = 0
    coarser: tuple[str, int] | None = None
    release: str = ""
    fewer: bool = False
    held_back: Counter[str] = field(default_factory=Counter)
    added: int = 0
    corrected: int = 0
    departed: int = 0
    until: str = consents.LAST_DAY


def entries(places: Places, policy: Policy, day: str, report: Report) -> list[Entry]:
    """The cases of which something may be said on this day; why nothing may of others is counted in `report`."""
    if not places.decisions:
        return []
    key, log = signing.id_key(places.keys, policy.audience), decisions.read(places.decisions)
    opened = {line["case"] for line in log if line.live and line.kind == "case"}
    found = []
    for case_key, standing in consents.standings(log).items():
        face, why = shown(standing, policy, day, places.decisions)
        made = entry(key, case_key, face, standing, policy, day) if face else None
        if case_key not in opened:
            made, why = None, "case not open"
        if made is None:
            report.held_back[why] += 1
            continue
        found.append(made)
    if len({one.id for one in found}) < len(found):
        raise PublishError("two cases have the same published id. Make a new id key for this audience.")
    return found


def entry(key: bytes, case_key: str, face: Face, standing: consents.Standing, policy: Policy, day: str) -> Entry:
    """A case as an edition of this day has it; `key` is that of the audience."""
    name = signing.published_id(key, case_key)
    acts = face["level"] == consents.FULL and consents.asks_to_act(standing, day)
    return Entry(name, case_key, face, _basis(standing, face, day), consents.last_day(standing, day), acts)


def shown(standing: consents.Standing, policy: Policy, day: str, folder: Path) -> tuple[Face | None, str]:
    """What may be shown of a case on a day, or None and the reason: its approved face minus what is not allowed."""
    if standing.older:
        return None, "the same person as an older case"
    approved = consents_approvals.approved(standing, policy, lambda name: consents_faces.load(folder, name))
    minor = bool(approved and approved.face["minor"])
    may = consents.permission(standing, policy, day, minor)
    if not may.level:
        return None, consents.why_not(standing, policy, day, minor)
    if approved is None:
        return None, "not approved yet"
    if LEVELS.index(approved.face["level"]) < LEVELS.index(may.level):
        return None, "approved with more than is allowed now"
    fields = may.fields - consents.withdrawn(standing, policy, approved.place)
    face = consents_approvals.as_shown(approved, fields, policy, may.relatives)
    if face is None:
        unanswered = "nobody has answered who else could have known it"
        return None, unanswered if NAME in approved.asked else "withdrawn, to be approved again"
    return (None, "hidden characters") if hides_something(face) else (tightened(face, policy), "")


def tightened(face: Face, policy: Policy) -> Face:
    """A face without the values that a policy made stricter since its approval would no longer let out as they are."""
    rule = policy.at(face["level"])
    columns = {name: value if leaving(value, rule.columns[name]) == value else None
               for name, value in face["columns"].items()}
    left = face | {"columns": columns, "events": [event for event in face["events"] if coarse_event(event, rule) == event]}
    return left if consents_faces.says_as_much(left, face) else consents_faces.without_texts(left, policy)


def _basis(standing: consents.Standing, face: Face, day: str) -> str:
    basis = consents.basis(standing, day)
    return "invented example" if basis == consents.CONSENT and face.get("example") else basis


def hides_something(face: Face) -> bool:
    """Does any text of a face hold a character that its approvers could not see?"""
    entries = (face["columns"], *face["names"], *face["events"], *face.get("relatives", ()))
    return any(is_hidden(value) for entry in entries for value in entry.values())


def is_hidden(value: Any) -> bool:
    """Is a value a text with a character that cannot be seen, other than the joiners some scripts need?"""
    if not isinstance(value, str) or value.isprintable():
        return False
    return any(unicodedata.category(letter)[0] == "C" and letter not in JOINERS for letter in value)
