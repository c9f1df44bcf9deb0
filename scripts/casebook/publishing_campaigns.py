"""The rows of campaigns in an edition: their approved faces, and of their cases those that are shown beside them."""

from collections.abc import Iterable, Iterator
from typing import Any

from casebook import consents, consents_campaigns, consents_faces, decisions, signing
from casebook.consents_campaigns import PREFIX, Approved, Face
from casebook.decisions import Decision
from casebook.policy import Policy
from casebook.publishing_candidates import Places, is_hidden
from casebook.publishing_rows import Entry
from casebook.publishing_tables import CAMPAIGN_COLUMNS, COUNT_COLUMNS, STEP_COLUMNS

Rows = dict[str, list[tuple]]
TABLES = ("campaigns", "campaign_counts", "campaign_steps", "campaign_cases")
# A campaign as an edition has it: its id, its face with nothing but what may be shown, the ids of its cases.
Campaign = tuple[str, Face, list[str]]


def rows(campaigns: Iterable[Campaign]) -> Rows:
    """The rows of the tables of campaigns, in the order of the ids."""
    found: Rows = {table: [] for table in TABLES}
    for identity, face, cases in sorted(campaigns, key=lambda one: one[0]):
        found["campaigns"].append((identity, *map(face["told"].get, CAMPAIGN_COLUMNS), int(face["example"])))
        for number, one in enumerate(face["counts"], 1):
            _add(found["campaign_counts"], identity, number, *map(one.get, COUNT_COLUMNS), int(one["former"]))
        for number, one in enumerate(face["steps"], 1):
            _add(found["campaign_steps"], identity, number, *map(one.get, STEP_COLUMNS))
        for case in sorted(cases):
            _add(found["campaign_cases"], identity, case)
    return found


def shown(places: Places, policy: Policy, entries: Iterable[Entry]) -> Iterator[Campaign]:
    """The campaigns that enough people approved, each with those of these cases that are shown under their names and
    whose people want readers to act for them."""
    if not places.decisions or not policy.campaigns:
        return
    key, log = signing.id_key(places.keys, policy.audience), decisions.read(places.decisions)
    named = {entry.case: entry.id for entry in entries if entry.level == consents.FULL and entry.acts}
    standings = consents.standings(log)
    for name, said in consents_campaigns.lines(log).items():
        found = approved(places, policy, said)
        if found is None:
            continue
        cases = [case for case in named if consents_campaigns.may_be_listed(found, standings, policy, case)]
        left = consents_campaigns.trimmed(found.face, policy, cases)
        if left is not None and not hides_something(left):
            yield signing.published_id(key, PREFIX + name), left, [named[case] for case in cases]


def approved(places: Places, policy: Policy, said: Iterable[Decision]) -> Approved | None:
    """The face of a campaign that enough people approved."""
    return consents_campaigns.weighed(said, policy, lambda name: consents_faces.load(places.decisions, name))[0]


def hides_something(face: Face) -> bool:
    """Does any text of a face hold a character that its approvers could not see?"""
    return any(is_hidden(value) for entry in (face["told"], *face["counts"], *face["steps"]) for value in entry.values())


def _add(table: list[tuple], *values: Any) -> None:
    table.append((len(table) + 1, *values))
