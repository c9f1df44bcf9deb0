"""Consents, withdrawals and holds: which fields of a case may leave, on a given day, for one audience."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from casebook.decisions import Decision
from casebook.policy import Policy

CAMPAIGN = "public campaign"
CONSENT = "consent"
ALL = "all"
Giver = tuple[str, str]
LAST_DAY = "9999-12-31"


@dataclass
class Standing:
    """The lines of one case that bear on publication, in the order of the log."""

    consents: list[Decision] = field(default_factory=list)
    withdrawals: list[Decision] = field(default_factory=list)
    holds: list[Decision] = field(default_factory=list)
    approvals: list[Decision] = field(default_factory=list)


def standings(log: Iterable[Decision]) -> dict[str, Standing]:
    """The live lines of each case, by case key."""
    found: dict[str, Standing] = defaultdict(Standing)
    for line in log:
        if line.live and line.kind in ("consent", "withdraw", "hold", "approve"):
            here = found[line["case"]]
            {"consent": here.consents, "withdraw": here.withdrawals, "hold": here.holds,
             "approve": here.approvals}[line.kind].append(line)
    return dict(found)


def allowed_fields(standing: Standing, policy: Policy, day: str) -> frozenset[str]:
    """The fields that may leave on `day` (ISO): what everyone who gave a consent allows, minus withdrawn and held ones.

    No consent is none, an expired one is none. Of one giver the latest word counts; a giver who consents to other
    purposes only does not consent to this audience.
    """
    voices = [_granted(consent, policy) for consent in _latest(standing.consents) if _is_good(consent, day)]
    granted = frozenset.intersection(*voices) if voices else frozenset()
    for line in standing.withdrawals:
        if not _renewed(line, standing.consents):
            granted -= _taken(line, policy)
    for line in standing.holds:
        granted -= _named(line.get("fields"), policy)
    return granted


def why_not(standing: Standing, policy: Policy, day: str) -> str:
    """Why a case may not be shown under its name, in words for a list of counts."""
    voices = _latest(standing.consents)
    if not voices:
        return "no consent"
    good = [consent for consent in voices if _is_good(consent, day)]
    if not good:
        return "consent expired"
    if not frozenset.intersection(*(_granted(consent, policy) for consent in good)) & {"name"}:
        return "no consent for this audience"
    taken = [_taken(line, policy) for line in standing.withdrawals if not _renewed(line, standing.consents)]
    return "withdrawn" if any("name" in fields for fields in taken) else "held"


def withdrawn(standing: Standing, policy: Policy, since: int, until: int | None = None) -> frozenset[str]:
    """The fields withdrawn between two places of the log: what was approved before does not outlive a withdrawal."""
    lines = (line for line in standing.withdrawals if line.place > since and (until is None or line.place < until))
    return frozenset().union(*(_taken(line, policy) for line in lines))


def last_day(standing: Standing, day: str) -> str:
    """The last day (ISO) on which all consents hold that hold on `day`; LAST_DAY where none of them ends."""
    return min((consent.get("until", LAST_DAY) for consent in _latest(standing.consents) if _is_good(consent, day)),
               default=LAST_DAY)


def basis(standing: Standing, day: str) -> str:
    """Whose word lets the case out: "public campaign" when that is all there is, else "consent"; '' without one."""
    bases = {consent["basis"] for consent in _latest(standing.consents) if _is_good(consent, day)}
    return "" if not bases else CAMPAIGN if bases == {CAMPAIGN} else CONSENT


def is_example(standing: Standing) -> bool:
    """Do all consents of the case come from the example that ships?"""
    return bool(standing.consents) and all(line.example for line in standing.consents)


def _giver(line: Decision) -> Giver:
    return line["giver"], line.get("mention", "")


def _latest(consents: Iterable[Decision]) -> list[Decision]:
    """The last word of each giver about the person the case is about."""
    return list({_giver(line): line for line in consents if "of" not in line.fields}.values())


def _is_good(consent: Decision, day: str) -> bool:
    return consent["given"] <= day <= consent.get("until", LAST_DAY)


def _granted(consent: Decision, policy: Policy) -> frozenset[str]:
    if not policy.purposes & set(consent["purposes"]):
        return frozenset()
    named = frozenset(consent["fields"])
    return (named & policy.fields) | (policy.ordinary if ALL in named else frozenset())


def _renewed(withdrawal: Decision, consents: Iterable[Decision]) -> bool:
    return any(_giver(line) == _giver(withdrawal) and line.place > withdrawal.place for line in consents)


def _taken(line: Decision, policy: Policy) -> frozenset[str]:
    if policy.audience not in line.get("audiences", [policy.audience]):
        return frozenset()
    return _named(line.get("fields"), policy)


def _named(fields: list[str] | None, policy: Policy) -> frozenset[str]:
    """The fields a hold or a withdrawal names: all of them when it names none, or a word this policy does not know."""
    if fields is None or ALL in fields or not policy.fields.issuperset(fields):
        return policy.fields
    return frozenset(fields)
