"""The face of a case as a researcher decides on it: what readers would see, how it differs, and who has said yes to it."""

from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from casebook import (
    consents,
    consents_approvals,
    consents_faces,
    decisions,
    publication,
    publishing_tables,
    schema,
    signing,
)
from casebook.consents_faces import Face
from casebook.decisions import Decision, person
from casebook.folders import Folders
from casebook.policy import Policy
from casebook.publishing_candidates import entry, hides_something
from casebook.publishing_rows import rows

# Why nothing is written; the site has words for each.
CHANGED = "changed"
ANSWER = "unanswered"
HIDDEN = "a text holds characters that cannot be seen"
UNSUPPORTED = "no claim that may leave says it, or the person may be a minor whose guardian has not allowed the name"
GONE = "gone"
OPEN = "open"

Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Question:
    """What there is to approve of a case for an audience: `face` is None where nothing may be said, for the reason `why`.

    `before` is the face last approved, `voices` those whose yes to exactly this one counts and who have answered all it
    asks, `needed` how many it takes, `untold` the claims of a death or a release that it does not tell, by their alarm.
    `rows` and `rows_before` are the rows that an edition would have of both, by table, each a dict.
    """

    rule: Policy
    face: Face | None
    why: str = ""
    before: Face | None = None
    voices: tuple[str, ...] = ()
    needed: int = 2
    untold: dict[str, set[str]] = field(default_factory=dict)
    rows: Rows | None = None
    rows_before: Rows | None = None
    is_approved: bool = False

    @property
    def name(self) -> str:
        return consents_faces.sha256(self.face) if self.face else ""

    @property
    def seen(self) -> list[str]:
        """The keys of the claims that whoever approves is shown beside the face."""
        return sorted(set().union(*self.untold.values()))


def question(folders: Folders, log: list[Decision], case: str, audience: str, day: str) -> Question:
    """What the policy and the consents of a day (ISO) let out of a case. Raises PublishError or PolicyError."""
    rule = publication.rules(folders, audience)
    standing = consents.standings(log).get(case, consents.Standing())
    found, face = publication.candidate(folders, rule, case, day)
    before = found.face if found else None
    rows_before = _rows(folders, rule, case, before, standing, day)
    if face is None:
        why = UNSUPPORTED if consents.permission(standing, rule, day).level else consents.why_not(standing, rule, day)
        return Question(rule, None, why, before, rows_before=rows_before)
    needed = consents_approvals.still_needed(found, standing, rule, face)
    return Question(
        rule, face, HIDDEN if hides_something(face) else "", before, _voices(folders, standing, rule, face), needed,
        publication.untold(folders, case, face), _rows(folders, rule, case, face, standing, day), rows_before,
        is_approved=bool(found and found.face == face and needed == 1 and not found.asked),
    )  # fmt: skip


def keep(case: str, values: dict[str, Any], folders: Folders) -> str:
    """Keep the face that somebody approves, if it is still what would be said today; else why it is not."""
    day = date.today().isoformat()
    found = question(folders, decisions.read(folders.decisions), case, values["audience"], day)
    if found.face is None or found.why or (found.name, found.seen) != (values["projection"], values.get("seen", [])):
        return CHANGED
    if not set(found.face["asks"]) <= values.get("answers", {}).keys():
        return ANSWER
    consents_faces.save(folders.decisions, found.face)
    return ""


def _voices(folders: Folders, standing: consents.Standing, rule: Policy, face: Face) -> tuple[str, ...]:
    """Whose yes to a face counts, by the names they have typed, where they have answered all that it asks."""
    name = consents_faces.sha256(face)
    _, votes = consents_approvals.weighed(standing, rule, partial(consents_faces.load, folders.decisions))
    said = [line for line in standing.approvals if line["projection"] == name and person(line.by) in votes.get(name, ())]
    answered: dict[str, set[str]] = {}
    for line in said:
        answered.setdefault(person(line.by), set()).update(line.get("answers", {}))
    return tuple({person(line.by): line.by for line in said if answered[person(line.by)] >= set(face["asks"])}.values())


def is_open(member: str, folders: Folders) -> str:
    """Why no case can be opened on a person: there is one. '' where there is none."""
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        look = 'SELECT case_key FROM cases JOIN persons ON persons.id = cases.person WHERE persons."key" = ?'
        found = db.execute(look, (member,)).fetchone()
    return OPEN if found is None or found[0] else ""


def are_there(mentions: Iterable[str], folders: Folders) -> str:
    """Why nothing can be said of these mentions: one is not there. '' where all are."""
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        there = all(db.execute('SELECT 1 FROM mentions WHERE "key" = ?', (mention,)).fetchone() for mention in mentions)
    return "" if there else GONE


def _rows(folders: Folders, rule: Policy, case: str, face: Face | None, standing: consents.Standing,
          day: str) -> Rows | None:
    """The rows an edition would have of a face, by table; None without one."""
    if face is None:
        return None
    found = rows([entry(signing.id_key(folders.keys, rule.audience), case, face, standing, rule, day)])
    names = {table: [part.split()[0] for part in columns.split(", ")] for table, columns in publishing_tables.TABLES.items()}
    return {table: [dict(zip(names[table], row, strict=True)) for row in found.get(table, [])] for table in names}
