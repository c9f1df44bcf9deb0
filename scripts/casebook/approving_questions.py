"""The face of a case as a researcher decides on it: what readers would see, how it differs, and who has said yes to it."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from casebook import consents, consents_faces, publication, publishing_tables, schema, signing
from casebook.consents_faces import Face
from casebook.decisions import Decision, person
from casebook.folders import Folders
from casebook.policy import Policy
from casebook.publishing_candidates import entry, hides_something
from casebook.publishing_rows import rows
from casebook.saying_more import says_more

CHANGED = "What readers would see is not what this page showed any more. Look at it again: nothing was written."
ANSWER = "Say who else could have known it, in each box: without that it cannot be shown."
OPEN = "A case was opened on this person meanwhile. Load the page again."


@dataclass(frozen=True)
class Question:
    """What there is to approve of a case for an audience: `face` is None where nothing may be said, for the reason `why`.

    `before` is the face last approved, `voices` the accounts that have approved exactly this one, `needed` how many it
    takes. `rows` and `rows_before` are those that an edition would have, by table, each a dict.
    """

    rule: Policy
    face: Face | None
    why: str = ""
    before: Face | None = None
    voices: tuple[str, ...] = ()
    needed: int = 2
    rows: dict[str, list[dict[str, Any]]] | None = None
    rows_before: dict[str, list[dict[str, Any]]] | None = None

    @property
    def name(self) -> str:
        return consents_faces.sha256(self.face) if self.face else ""

    @property
    def is_approved(self) -> bool:
        return self.face is not None and self.face == self.before and len(self.voices) >= 1


def question(folders: Folders, log: list[Decision], case: str, audience: str, day: str) -> Question:
    """What the policy and the consents of a day (ISO) let out of a case. Raises PublishError or PolicyError."""
    rule = publication.rules(folders, audience)
    standing = consents.standings(log).get(case, consents.Standing())
    approved, face = publication.candidate(folders, rule, case, day)
    before = approved.face if approved else None
    if face is None:
        why = consents.why_not(standing, rule, day)
        return Question(rule, None, why, before, rows_before=_rows(folders, rule, case, before, standing, day))
    name = consents_faces.sha256(face)
    voices = {person(line.by): line.by for line in standing.approvals if line["projection"] == name}
    needed = 2 if before is None or says_more(before, face) else 1
    return Question(
        rule, face, "hidden characters" if hides_something(face) else "", before, tuple(voices.values()), needed,
        _rows(folders, rule, case, face, standing, day), _rows(folders, rule, case, before, standing, day),
    )  # fmt: skip


def keep(case: str, values: dict[str, Any], folders: Folders) -> str:
    """Keep the face that somebody approves, if it is still what would be said today; else why it is not."""
    day = date.today().isoformat()
    _, face = publication.candidate(folders, publication.rules(folders, values["audience"]), case, day)
    if face is None or hides_something(face) or consents_faces.sha256(face) != values["projection"]:
        return CHANGED
    if not set(face.get("asks", ())) <= values.get("answers", {}).keys():
        return ANSWER
    consents_faces.save(folders.decisions, face)
    return ""


def is_open(member: str, folders: Folders) -> str:
    """Why no case can be opened on a person: there is one. '' where there is none."""
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        look = 'SELECT case_key FROM cases JOIN persons ON persons.id = cases.person WHERE persons."key" = ?'
        found = db.execute(look, (member,)).fetchone()
    return OPEN if found is None or found[0] else ""


def _rows(folders: Folders, rule: Policy, case: str, face: Face | None, standing: consents.Standing, day: str):
    """The rows an edition would have of a face, by table; None without one."""
    if face is None:
        return None
    found = rows([entry(signing.id_key(folders.keys, rule.audience), case, face, standing, rule, day)])
    names = {table: [part.split()[0] for part in columns.split(", ")] for table, columns in publishing_tables.TABLES.items()}
    return {table: [dict(zip(names[table], row, strict=True)) for row in found.get(table, [])] for table in names}
