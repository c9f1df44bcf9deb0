"""Events and tellers turned into claims: one claim for each person, with the words that say it."""

from __future__ import annotations

from typing import Any

from casebook.narratives.claims import ProposedClaim
from casebook.narratives.custody import Custody
from casebook.narratives.events import UNREAL, Event
from casebook.narratives.people import LOOSE, OTHER, SPEAKER, SUBJECT, Person
from casebook.narratives.places_told import place_of
from casebook.narratives.sentence import Sentence

PLACED_KINDS = ("detained", "held", "camp", "transferred", "died", "seen", "birth", "went_missing")


def event_claims(events: list[tuple[Sentence, Event, Any]]) -> list[ProposedClaim]:
    """The claims of what happened; those only wished for or feared make none."""
    told = [(sentence, event, term) for sentence, event, term in events if event.polarity != UNREAL]
    custody = Custody(event for _, event, term in told if term is None)
    found = []
    for sentence, event, stretch in told:
        if event.kind == "charged":
            continue
        for person in (one for each in event.people for one in each.members or [each]):
            if person.sort == "authority" or not person.who or _is_unresolved(person):
                continue
            if event.kind == "last_contact" and _is_of_the_family(sentence, event):
                continue
            kind = custody.kind(event, person.who) if stretch is None else custody.serving(event, person.who)
            if kind is not None:
                found.append(_claim(sentence, event, stretch, kind, person))
    return found


def _is_unresolved(person: Person) -> bool:
    """ "They were released": of whom nobody knows."""
    return person.sort == "pronoun" and person.code == "they" and person.who == OTHER and person.count is None


def _is_of_the_family(sentence: Sentence, event: Event) -> bool:
    """ "we could not reach the family": nothing about the one the narrative is on."""
    lost = next((p for p in sentence.people if event.last <= p.first <= event.last + 1 and p.sort == "kin"), None)
    return lost is not None and lost.code in LOOSE and not any(person.who == SUBJECT for person in event.people)


def _claim(sentence: Sentence, event: Event, stretch: Any, kind: str, person: Any) -> ProposedClaim:
    spans = [(event.first, event.last)]
    moment = event.moment
    if moment is not None:
        spans.append((moment.first, moment.last))
    if stretch is not None:
        spans.append((stretch.first, stretch.last))
    if event.facility is not None and moment is None:
        spans.append((event.facility.first, event.facility.last))
    start, end = sentence.chars(min(first for first, _ in spans), max(last for _, last in spans))
    who, attribution = _told_of(sentence, event, kind, person)
    return ProposedClaim(
        kind, start, end, who=who, count=person.count,
        date=moment.date if moment and moment.role != "until" else None,
        until=_until(moment), offset=moment.offset if moment else None,
        place=place_of(sentence, event) if kind in PLACED_KINDS else None,
        term=stretch.term if stretch else None, facility=event.facility.value if event.facility else None,
        polarity=event.polarity, certainty=event.certainty, attribution=attribution,
        rule=event.rule + (f"+{moment.rule}" if moment else ""),
    )  # fmt: skip


def _told_of(sentence: Sentence, event: Event, kind: str, person: Person) -> tuple[str, str | None]:
    """Of whom, and who says so: the family that lost contact lost it with the subject, or with whom it is said."""
    who = person.who
    if kind != "last_contact" or not (who == SPEAKER or who.startswith("relative:") or person.sort == "people"):
        return who, event.attribution
    lost = next((p for p in sentence.people if event.last <= p.first <= event.last + 1 and p.sort == "kin"), None)
    of = lost.who if lost is not None else SUBJECT
    return of, event.attribution or ("speaker" if who == SPEAKER else None if person.sort == "people" else "family")


def _until(moment: Any) -> Any:
    if moment is None:
        return None
    return moment.date if moment.role == "until" else moment.until
