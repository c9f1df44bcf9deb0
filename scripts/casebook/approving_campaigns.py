"""The face of a campaign as a researcher decides on it: what readers would see of it, and who has said yes to it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from casebook import (
    consents_campaigns,
    consents_faces,
    decisions,
    publication,
    publishing_campaigns,
    publishing_candidates,
    publishing_tables,
    signing,
)
from casebook.approving_questions import CHANGED, HIDDEN
from casebook.consents_campaigns import PREFIX, Face
from casebook.decisions import Decision
from casebook.folders import Folders
from casebook.policy import Policy
from casebook.publishing_candidates import Report
from casebook.publishing_rows import FULL, Entry

NOTHING = "its title names somebody who is none of its cases, or the policy lets nothing of a campaign out"
Rows = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Question:
    """What there is to approve of a campaign: `face` is None where nothing may be said, for the reason `why`.

    `voices` are those whose yes to exactly this one counts, `needed` how many it takes. `rows` are those that an edition
    would have of it today, by table, None where nothing would be shown; `rows_before` those of the face approved last;
    `listed` are the cases that would stand on its page.
    """

    rule: Policy
    face: Face | None
    why: str = ""
    before: Face | None = None
    voices: tuple[str, ...] = ()
    needed: int = 2
    rows: Rows | None = None
    rows_before: Rows | None = None
    doubts: list[Decision] = field(default_factory=list)
    listed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return consents_faces.sha256(self.face) if self.face else ""

    @property
    def is_approved(self) -> bool:
        return self.face is not None and self.face == self.before


def question(folders: Folders, log: list[Decision], name: str, audience: str, day: str) -> Question:
    """What the policy lets out of a campaign (its source's name) on a day. Raises PublishError or PolicyError."""
    rule = publication.rules(folders, audience)
    approved, face = publication.campaign(folders, rule, log, name)
    said = consents_campaigns.lines(log).get(name, [])
    doubts = [one for one in log if one.live and one.kind == "doubt" and one["source"] == name]
    before = approved.face if approved else None
    why = NOTHING if face is None else HIDDEN if publishing_campaigns.hides_something(face) else ""
    _, votes = consents_campaigns.weighed(said, rule, lambda one: consents_faces.load(folders.decisions, one))
    voices = votes.get(consents_faces.sha256(face), {}) if face else {}
    needed = consents_campaigns.needed(approved, face) if face else 2
    entries = publishing_candidates.entries(publication.places(folders), rule, day, Report())
    rows, rows_before = (_rows(folders, rule, name, one, _listed(one, entries)) for one in (face, before))
    listed = tuple(one.case for one in _listed(face, entries))
    return Question(rule, face, why, before, tuple(voices.values()), needed, rows, rows_before, doubts, listed)


def keep(values: dict[str, Any], folders: Folders) -> str:
    """Keep the face that somebody approves, if it is still what would be said today; else why it is not."""
    found = question(folders, decisions.read(folders.decisions), values["campaign"], values["audience"], date.today().isoformat())
    if found.face is None or found.why or found.name != values["projection"]:
        return CHANGED
    consents_faces.save(folders.decisions, found.face)
    return ""


def _listed(face: Face | None, entries: list[Entry]) -> list[Entry]:
    """The cases of a face that are shown under their names today, and whose people want readers to act for them."""
    return [one for one in entries if one.acts and one.level == FULL and face and one.case in face["cases"]]


def _rows(folders: Folders, rule: Policy, name: str, face: Face | None, listed: list[Entry]) -> Rows | None:
    """The rows that an edition would have of a face once it is approved, and those of its cases; None without any."""
    left = consents_campaigns.trimmed(face, rule, [one.case for one in listed]) if face else None
    if left is None:
        return None
    identity = signing.published_id(signing.id_key(folders.keys, rule.audience), PREFIX + name)
    found = publishing_campaigns.rows([(identity, left, [one.id for one in listed])])
    names = {table: [part.split()[0] for part in publishing_tables.TABLES[table].split(", ")] for table in found}
    rows = {table: [dict(zip(names[table], row, strict=True)) for row in found[table]] for table in found}
    return rows | {"cases": [one.columns | {"id": one.id} for one in listed]}
