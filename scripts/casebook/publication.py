"""Publication: from cases.db and the log to an edition that was checked and is shown; and back, when one must go."""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from casebook import (
    alarms,
    attending,
    checking,
    consents,
    consents_approvals,
    consents_campaigns,
    consents_faces,
    decisions,
    editions,
    policy,
    projecting,
    projecting_campaigns,
    publication_copies,
    publishing,
    publishing_campaigns,
    schema,
    vocabularies,
)  # fmt: skip
from casebook.consents_approvals import Approved
from casebook.consents_faces import Face
from casebook.decisions import Decision
from casebook.folders import REPOSITORY, Folders
from casebook.policy import Policy
from casebook.publishing_candidates import Places, PublishError, Report, shown

# The repository whose press site the checker starts on every candidate, to look at what it really sends.
SITE: Path | None = REPOSITORY


@dataclass
class Waiting:
    """Cases that people could approve: those never shown yet, and those of which something else would be said now; then
    those of which something is kept back as not enough have said who else could have known it, and those that one person
    has corrected alone. `faces` has the hash of what would be said now of the first two; `campaigns` that of each campaign of
    which something would be said now that is not approved."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unanswered: dict[str, frozenset[str]] = field(default_factory=dict)
    alone: dict[str, Approved] = field(default_factory=dict)
    faces: dict[str, str] = field(default_factory=dict)
    campaigns: dict[str, str] = field(default_factory=dict)


def rules(folders: Folders, audience: str) -> Policy:
    """The policy of this Casebook, or the one that ships when it has none of its own."""
    path = folders.policy if folders.policy.exists() else REPOSITORY / "data" / "policy.yml"
    return policy.load(path, audience)


def places(folders: Folders) -> Places:
    return Places(folders.decisions, folders.editions, folders.keys, folders.build)


def candidate(folders: Folders, rule: Policy, case: str, day: str) -> tuple[Approved | None, Face | None]:
    """The face last approved of a case, and the one that policy and consent would let out today."""
    standing = consents.standings(decisions.read(folders.decisions)).get(case, consents.Standing())
    return _approved(folders, standing, rule), dict(_faces(folders, rule, {case: standing}, day)).get(case)


def shown_face(folders: Folders, rule: Policy, case: str, day: str) -> tuple[Face | None, str]:
    """What of the approved face of a case may be shown on a day, or None and the reason; no database is opened."""
    standing = consents.standings(decisions.read(folders.decisions)).get(case, consents.Standing())
    return shown(standing, rule, day, folders.decisions)


def waiting(folders: Folders, rule: Policy, day: str) -> Waiting:
    """Which cases wait for an approval: compared are what would be shown today and what was approved."""
    log = decisions.read(folders.decisions)
    standings, found = consents.standings(log), Waiting(campaigns=_campaigns(folders, rule, log))
    for case, face in _faces(folders, rule, standings, day):
        approved = _approved(folders, standings[case], rule)
        if approved is None:
            found.new.append(case)
            found.faces[case] = consents_faces.sha256(face)
            continue
        if face != approved.face or consents.withdrawn(standings[case], rule, approved.place):
            found.changed.append(case)
            found.faces[case] = consents_faces.sha256(face)
        if approved.asked:
            found.unanswered[case] = approved.asked
        if approved.agreed != approved.face:
            found.alone[case] = approved
    return found


def _faces(folders: Folders, rule: Policy, standings: dict[str, consents.Standing], day: str) -> Iterator[tuple[str, Face]]:
    """The face that policy and consent would let out today of each case of which they let out anything."""
    with closing(_cases(folders)) as db:
        young = projecting.minors(db, standings, day)
        permissions = {case: consents.permission(standing, rule, day, case in young) for case, standing in standings.items()}
        yield from projecting.faces(db, rule, permissions)


def campaign(
    folders: Folders, rule: Policy, log: list[Decision], name: str
) -> tuple[consents_campaigns.Approved | None, Face | None]:
    """The face last approved of a campaign (its source's name), and the one that policy would let out today."""
    said = consents_campaigns.lines(log).get(name, [])
    with closing(_cases(folders)) as db:
        face = projecting_campaigns.face(db, name, rule)
    return publishing_campaigns.approved(places(folders), rule, said), face


def _campaigns(folders: Folders, rule: Policy, log: list[Decision]) -> dict[str, str]:
    said, found = consents_campaigns.lines(log), {}
    with closing(_cases(folders)) as db:
        for name, face in projecting_campaigns.faces(db, rule):
            approved = publishing_campaigns.approved(places(folders), rule, said.get(name, []))
            if approved is None or approved.face != face:
                found[name] = consents_faces.sha256(face)
    return found


def untold(folders: Folders, case: str, face: Face) -> dict[str, set[str]]:
    """{"death": keys of claims, "release": ...} of which a face says nothing."""
    with closing(_cases(folders)) as db:
        return {name: alarms.untold(db, case, face, name) for name in alarms.NEWS}


def publish(folders: Folders, audience: str, day: str) -> tuple[Report, Waiting]:
    """Build the edition of a day (ISO), check it, show it. PublishError, PolicyError, EditionError or BrokenChain."""
    rule = rules(folders, audience)
    for path in (folders.cases, folders.contacts):
        if not path.exists():
            raise PublishError(f"{path}: it is missing, so nothing could be checked. Run import_sources.py first.")
    open_for = waiting(folders, rule, day)
    report = publishing.publish(places(folders), rule, day, lambda path: check(folders, path, day))
    _heard(folders, str(report.number))
    publication_copies.destroy_withdrawn(folders)
    return report, open_for


def check(folders: Folders, path: Path, day: str, pack: Path | None = None) -> dict:
    """The checker's result on a file, with the evidence of these folders; `pack` is the folder of the id key of one."""
    own = folders.policy if folders.policy.exists() else REPOSITORY / "data" / "policy.yml"
    log = folders.decisions or folders.data / "decisions"
    evidence = checking.Evidence(folders.cases, folders.contacts, own, log, vocabularies.folder(), pack or folders.keys, SITE,
                                 None if pack else folders.editions)
    return checking.check(path, evidence, day)


def take_back(folders: Folders, *cases: str) -> bool:
    """Show nothing from the next request on, and return when no server does, if one of the cases is in what is shown.

    True when it is, or was until that was closed.
    """
    shown = shut(folders, *cases)
    if shown:
        _heard(folders, attending.NOTHING)
    return shown


def shut(folders: Folders, *cases: str) -> bool:
    """The same without waiting for the servers."""
    with editions.changing(folders.editions):
        place = editions.shown(folders.editions)
        shown = place is not None and publication_copies.may_hold(folders, place, cases)
        if shown:
            editions.close(folders.editions, folders.build)
    return shown


def _heard(folders: Folders, shown: str) -> None:
    """Return only when no running server shows anything but that edition; PublishError names those that do not answer."""
    silent = attending.silent(folders.editions, shown)
    if silent:
        raise PublishError(f"the server with process number {', '.join(silent)} has not answered, and may still show"
                           " what it showed. Stop it, then run publish.py again.")


def told(report: Report, open_for: Waiting) -> list[str]:
    """What came of publishing, for people: counts only."""
    head = f"Edition {report.number}" + ("" if report.is_new else ", unchanged")
    lines = [f"{head}: {report.published} cases, checked; {report.added} added, {report.corrected} corrected,"
             f" {report.departed} gone since the one before."]
    lines += [f"  held back, {why}: {count}" for why, count in sorted(Counter(report.held_back).items())]
    if report.coarser:
        lines.append(f"  a coarser {report.coarser[0]} would let {report.coarser[1]} of those in that are too few alike")
    if report.counted:
        lines.append(f"  only counted, in rounded statistics: {report.counted}")
    if report.until < consents.LAST_DAY:
        lines.append(f"  a consent ends with {report.until}: nothing is shown after that day before `make build` was run")
    if open_for.new or open_for.changed:
        lines.append(f"  waiting for approval: {len(open_for.new)} new, {len(open_for.changed)} changed"
                     " (scripts/approve.py --list)")
    return lines


def _approved(folders: Folders, standing: consents.Standing, rule: Policy) -> Approved | None:
    if not folders.decisions:
        return None
    return consents_approvals.approved(standing, rule, lambda name: consents_faces.load(folders.decisions, name))


def _cases(folders: Folders):
    if not folders.cases.exists():
        raise PublishError(f"{folders.cases}: it is missing. Run import_sources.py first.")
    return schema.connect(folders.cases, readonly=True)
