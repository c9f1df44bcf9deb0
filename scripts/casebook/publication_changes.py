"""What a decision on a case means for what is shown now: does the current edition say more of it than may be said?"""

from casebook import (
    consents,
    consents_doubts,
    decisions,
    editions,
    publication,
    publishing,
    publishing_campaigns,
    publishing_candidates,
    publishing_file,
    signing,
)
from casebook.consents_campaigns import PREFIX
from casebook.decisions import Decision
from casebook.editions import Edition
from casebook.folders import Folders
from casebook.policy import PolicyError
from casebook.publishing_candidates import PublishError, Report, entry, shown
from casebook.publishing_rows import rows
from casebook.publishing_statistics import OTHERS
from casebook.publishing_tables import CAMPAIGN_COLUMNS, COUNT_COLUMNS, STEP_COLUMNS

# Lines that take something back, whatever else is decided.
AT_ONCE = ("hold", "withdraw", "doubt")
# Of each table of campaigns the columns that say something, that of the campaign's id first.
OF_CAMPAIGNS = {
    "campaigns": ("id", *CAMPAIGN_COLUMNS, "invented"),
    "campaign_counts": ("campaign_id", "number", *COUNT_COLUMNS, "former"),
    "campaign_steps": ("campaign_id", "number", *STEP_COLUMNS), "campaign_cases": ("campaign_id", "case_id"),
}  # fmt: skip


def cases_of(folders: Folders, line: Decision) -> list[str]:
    """The keys of the cases and the campaign a line is about, of an undo those of the line it undoes; none when it is about
    neither."""
    if line.kind == "doubt":
        log = decisions.read(folders.decisions)
        found = [case for case, doubt in consents_doubts.doubted(log) if (doubt.file, doubt.seq) == (line.file, line.seq)]
        is_campaign = any(one.kind == "campaign" and one["campaign"] == line["source"] for one in log)
        return [*found, PREFIX + line["source"]] if is_campaign else found
    if line.kind == "undo":
        at = (line.get("chain", line.file), line["undo"])
        line = next((one for one in decisions.read(folders.decisions) if (one.file, one.seq) == at), line)
    if line.kind == "campaign":
        return [PREFIX + line["campaign"]]
    return of_one_person(folders, line["case"]) if "case" in line.fields else []


def of_one_person(folders: Folders, case: str) -> list[str]:
    """A case, and the older one that was found to be about the same person and is limited by what limits this one."""
    standing = consents.standings(decisions.read(folders.decisions)).get(case, consents.Standing())
    return [case, *filter(None, [standing.older])]


def shows_too_much(folders: Folders, case: str, audience: str, day: str) -> bool:
    """Does the current edition say anything of a case that one made now would not? What cannot be told counts as yes."""
    try:
        edition = editions.current(folders.editions, folders.keys)
        if edition is None:
            return False
        name = signing.published_id(signing.id_key(folders.keys, audience), case)
        if case.startswith(PREFIX):
            return not _campaign_said(edition, name) <= _campaign_allowed(folders, edition, audience, name)
        said = publishing.said(edition.path).get(name, [])
        return bool(said) and not _parts(said) <= _parts(_allowed(folders, case, audience, day).get(name, []))
    except (PolicyError, PublishError, editions.EditionError, OSError):
        return True


def counts_too_much(folders: Folders, case: str, audience: str, day: str, line: Decision) -> bool:
    """Do the rounded figures of the current edition rest on a case without a row, of which a line takes something back?"""
    try:
        edition = editions.current(folders.editions, folders.keys)
        if edition is None or not any(one[-1] == OTHERS for one in publishing_file.read(edition.path, "statistics", ["*"])):
            return False
        log = decisions.read(folders.decisions)
        approved = any(one.kind == "approve" and one["case"] == case and one["audience"] == audience for one in log)
        name = signing.published_id(signing.id_key(folders.keys, audience), case)
        if not approved or name in publishing.said(edition.path):
            return False
        return line.kind in AT_ONCE or not _allowed(folders, case, audience, day)
    except (PolicyError, PublishError, editions.EditionError, OSError):
        return True


def _campaign_said(edition: Edition, name: str) -> set[tuple]:
    """All that an edition says of a campaign (its id)."""
    return {(table, *row) for table, columns in OF_CAMPAIGNS.items()
            for row in publishing_file.read(edition.path, table, columns) if row[0] == name}


def _campaign_allowed(folders: Folders, edition: Edition, audience: str, name: str) -> set[tuple]:
    """The same as the log would have it now, beside the cases of that edition."""
    rule = publication.rules(folders, audience)
    listed = {case for _, case in publishing_file.read(edition.path, "campaign_cases", OF_CAMPAIGNS["campaign_cases"])}
    there = publishing_candidates.entries(publication.places(folders), rule, edition.manifest["date"], Report())
    shown = publishing_campaigns.shown(publication.places(folders), rule, [one for one in there if one.id in listed])
    found = publishing_campaigns.rows(shown)
    return {(table, *(row if table == "campaigns" else row[1:])) for table in OF_CAMPAIGNS for row in found[table] if name in row}


def _allowed(folders: Folders, case: str, audience: str, day: str) -> dict[str, list[tuple]]:
    rule, log = publication.rules(folders, audience), decisions.read(folders.decisions)
    is_open = any(line.live and line.kind == "case" and line["case"] == case for line in log)
    standing = consents.standings(log).get(case, consents.Standing())
    face, _ = shown(standing, rule, day, folders.decisions) if is_open else (None, "")
    if face is None:
        return {}
    key = signing.id_key(folders.keys, audience)
    return publishing.said_in(rows([entry(key, case, face, standing, rule, day)]))


def _parts(said: list[tuple]) -> set[tuple]:
    """The pieces of all that is said of a case: each column of its row, each name, each event without its number."""
    first, *others = said or [()]
    return {(place, value) for place, value in enumerate(first) if value is not None} | {
        row[1:] if isinstance(row[0], int) else row for row in others}
