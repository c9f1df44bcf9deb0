"""Consents, withdrawals and holds: which fields of a case may leave, on a given day, for one audience, at which level."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from casebook import consents_doubts, persons
from casebook.decisions import Decision
from casebook.decisions_schemas import LEVELS
from casebook.policy import NAME, RELATIVES, Policy

CAMPAIGN = "public campaign"
ACT = "campaign"  # the purpose of a consent
CONSENT = "consent"
ALL = "all"
GUARDIAN = "guardian"
FULL, PARTIAL, ANONYMOUS = LEVELS
Giver = tuple[str, str]
LAST_DAY = "9999-12-31"


@dataclass
class Standing:
    """The lines of one case that bear on publication, in the order of the log.

    `older` is the key of the case that was found to be about the same person, under which alone something is shown;
    `younger` are the lines of those for which this is that case: whoever limits one of them limits this one.
    """

    consents: list[Decision] = field(default_factory=list)
    withdrawals: list[Decision] = field(default_factory=list)
    holds: list[Decision] = field(default_factory=list)
    approvals: list[Decision] = field(default_factory=list)
    older: str = ""
    younger: list["Standing"] = field(default_factory=list)

    @property
    def holds_on_all(self) -> list[Decision]:
        """The holds, with those on younger cases that Casebook did not write because they came together or apart."""
        told = [one for other in self.younger for one in other.holds if one.get("auto") not in ("merge", "split")]
        return sorted({(one.file, one.seq): one for one in (*self.holds, *told)}.values(), key=lambda one: one.place)

    @property
    def withdrawals_on_all(self) -> list[Decision]:
        return sorted((one for each in (self, *self.younger) for one in each.withdrawals), key=lambda one: one.place)


@dataclass(frozen=True)
class Permission:
    """What may leave of a case: at which level ('' for none), which fields, and of which relatives (their mentions)."""

    level: str = ""
    fields: frozenset[str] = frozenset()
    relatives: frozenset[str] = frozenset()
    minor: bool = False


def standings(log: Iterable[Decision]) -> dict[str, Standing]:
    """The live lines of each case, by case key; a doubt about a source holds every case that rests on it.

    Where two cases were found to be one person, the older is limited by the word of all, and the younger is not shown.
    """
    lines = list(log)
    found: dict[str, Standing] = defaultdict(Standing)
    for line in lines:
        if line.live and line.kind in ("consent", "withdraw", "hold", "approve"):
            here = found[line["case"]]
            {"consent": here.consents, "withdraw": here.withdrawals, "hold": here.holds,
             "approve": here.approvals}[line.kind].append(line)
    for case, doubt in consents_doubts.doubted(lines):
        found[case].holds.append(doubt)
    for case, older in persons.joined_cases(lines, persons.judged(lines)).items():
        found[case].older = older
        found[older].younger.append(found[case])
    return dict(found)


def permission(standing: Standing, policy: Policy, day: str, minor: bool = False) -> Permission:
    """All that may leave on `day` (ISO) of a person who is, or is not, possibly `minor` on it.

    The level is the least that anybody allows, partial at most where the name may not leave; where the audience has no
    such level, the next lower one it has. A minor's name leaves only by a good consent of a guardian that covers it.
    """
    fields = allowed_fields(standing, policy, day)
    if minor and not _guarded(standing, policy, day):
        fields -= {NAME}
    levels = [voice.get("level", FULL) for voice in _voices(standing)]
    most = max([*levels, FULL if NAME in fields else PARTIAL], key=LEVELS.index)
    level = next((one for one in LEVELS[LEVELS.index(most):] if one in policy.levels), "")
    if not fields or not level:
        return Permission(minor=minor)
    if level != FULL:
        fields -= {NAME, RELATIVES}
    return Permission(level, fields, _relatives(standing, policy, day) if RELATIVES in fields else frozenset(), minor)


def allowed_fields(standing: Standing, policy: Policy, day: str) -> frozenset[str]:
    """The fields that may leave on `day` (ISO): what everyone who was asked allows, minus withdrawn and held ones.

    No consent is none. Of one giver the latest word counts, and it counts for ever: one that has expired, or has not
    begun, grants nothing and limits all the same, so that no passing of days lets more out. A giver who consents to
    other purposes only does not consent to this audience.
    """
    granted = _granted_by_all(standing, policy, day)
    for line in _lost(standing, policy, day):
        granted -= _taken(line, policy)
    for line in standing.holds_on_all:
        granted -= _named(line.get("fields"), policy)
    return granted


def why_not(standing: Standing, policy: Policy, day: str, minor: bool = False) -> str:
    """Why a case may not be shown, in words for a list of counts."""
    voices, allowed = _voices(standing), allowed_fields(standing, policy, day)
    wanted = policy.fields if PARTIAL in policy.levels else {NAME}
    if not voices:
        return "no consent"
    if not any(_is_good(voice, day) for voice in voices):
        return "consent expired"
    if not _granted_by_all(standing, policy, day) & wanted:
        return "no consent for this audience"
    if not allowed & wanted:
        lost = _lost(standing, policy, day)
        return "withdrawn" if any(_taken(line, policy) & wanted for line in lost) else "held"
    return "a minor without a guardian's consent" if minor and not _guarded(standing, policy, day) else (
        "no consent at a level of this audience")


def withdrawn(standing: Standing, policy: Policy, since: int, until: int | None = None) -> frozenset[str]:
    """The fields withdrawn between two places of the log: what was approved before does not outlive a withdrawal."""
    lines = (line for line in standing.withdrawals_on_all if line.place > since and (until is None or line.place < until))
    return frozenset().union(*({RELATIVES} if "of" in line.fields else _taken(line, policy) for line in lines))


def last_day(standing: Standing, day: str) -> str:
    """The last day (ISO) on which all consents hold that hold on `day`; LAST_DAY where none of them ends."""
    voices = [voice for of in _subjects(standing) for voice in _voices(standing, of)]
    return min((voice.get("until", LAST_DAY) for voice in voices if _is_good(voice, day)), default=LAST_DAY)


def basis(standing: Standing, day: str) -> str:
    """Whose word lets the case out: "public campaign" when that is all there is, else "consent"; '' without one."""
    bases = {voice["basis"] for voice in _voices(standing) if _is_good(voice, day)}
    return "" if not bases else CAMPAIGN if bases == {CAMPAIGN} else CONSENT


def asks_to_act(standing: Standing, day: str) -> bool:
    """Do all who were asked want readers to act for the person, one of them in force on `day`? Its own campaign does."""
    voices = _voices(standing)
    wanted = all(ACT in voice["purposes"] or voice["basis"] == CAMPAIGN for voice in voices)
    return wanted and any(_is_good(voice, day) for voice in voices)


def is_example(standing: Standing) -> bool:
    """Do all consents of the case come from the example that ships?"""
    return bool(standing.consents) and all(line.example for line in standing.consents)


def _giver(line: Decision) -> Giver:
    return line["giver"], line.get("mention", "")


def _subjects(standing: Standing) -> set[str]:
    """Of whom somebody gave a word: '' for the person the case is about, else the mention of a relative."""
    return {line.get("of", "") for each in (standing, *standing.younger) for line in each.consents}


def _voices(standing: Standing, of: str = "") -> list[Decision]:
    """The last word of each giver about the person the case is about, or about the relative `of`.

    The giver of a younger case is somebody else, though the same word stands for them: neither speaks over the other.
    """
    return [voice for each in (standing, *standing.younger) for voice in _own_voices(each, of)]


def _own_voices(standing: Standing, of: str) -> list[Decision]:
    return list({_giver(line): line for line in standing.consents if line.get("of", "") == of}.values())


def _is_good(consent: Decision, day: str) -> bool:
    return consent["given"] <= day <= consent.get("until", LAST_DAY)


def _granted_by_all(standing: Standing, policy: Policy, day: str) -> frozenset[str]:
    voices = _voices(standing)
    good = any(_is_good(voice, day) for voice in voices)
    return frozenset.intersection(*(_granted(voice, policy) for voice in voices)) if good else frozenset()


def _granted(consent: Decision, policy: Policy) -> frozenset[str]:
    if not policy.purposes & set(consent["purposes"]):
        return frozenset()
    named = frozenset(consent["fields"])
    return (named & policy.fields) | (policy.ordinary if ALL in named else frozenset())


def _guarded(standing: Standing, policy: Policy, day: str) -> bool:
    """Does a guardian allow, on this day, that a minor is named?"""
    return any(voice["giver"] == GUARDIAN and _is_good(voice, day) and NAME in _granted(voice, policy)
               for voice in _voices(standing))


def _relatives(standing: Standing, policy: Policy, day: str) -> frozenset[str]:
    """The relatives of whom something may be said: everyone who gave a word about them allows it, and one does now."""
    found = set()
    for of in _subjects(standing) - {""}:
        voices = _voices(standing, of)
        allow = all(policy.purposes & set(voice["purposes"]) and {ALL, RELATIVES} & set(voice["fields"])
                    for voice in voices)
        taken = any(_taken(line, policy) for line in _lost(standing, policy, day, of))
        if allow and not taken and any(_is_good(voice, day) for voice in voices):
            found.add(of)
    return frozenset(found)


def _lost(standing: Standing, policy: Policy, day: str, of: str = "") -> list[Decision]:
    """The withdrawals in force about the person the case is about, or about the relative `of`."""
    return [line for each in (standing, *standing.younger) for line in each.withdrawals
            if line.get("of", "") == of and not _renewed(line, each, policy, day)]


def _renewed(withdrawal: Decision, standing: Standing, policy: Policy, day: str) -> bool:
    """Has the same giver consented again since, about the same person, for this audience, by a word good on this day?"""
    return any(_giver(voice) == _giver(withdrawal) and voice.place > withdrawal.place and _is_good(voice, day)
               and policy.purposes & set(voice["purposes"]) for voice in _own_voices(standing, withdrawal.get("of", "")))


def _taken(line: Decision, policy: Policy) -> frozenset[str]:
    if policy.audience not in line.get("audiences", [policy.audience]):
        return frozenset()
    return _named(line.get("fields"), policy)


def _named(fields: list[str] | None, policy: Policy) -> frozenset[str]:
    """The fields a hold or a withdrawal names: all of them when it names none, or a word this policy does not know."""
    if fields is None or ALL in fields or not policy.fields.issuperset(fields):
        return policy.fields
    return frozenset(fields)
