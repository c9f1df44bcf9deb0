"""Events and tellers turned into claims: one claim for each person, with the words that say it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from casebook.kinship import inverse
from casebook.narratives import informants, relatives
from casebook.narratives.cast import SPEAKER, SUBJECT, Cast
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.events import PLACED, UNREAL, Event
from casebook.narratives.informants import Teller
from casebook.narratives.people import LOOSE
from casebook.narratives.places_told import place_of
from casebook.narratives.residence import MOVED, Home
from casebook.narratives.sentence import Sentence

HERE = "CN"  # where the detained are held: the family there is not the family that tells
CUSTODY = ("camp", "prison", "detention_centre", "police")
PLACED_KINDS = ("detained", "held", "camp", "transferred", "died", "seen", "birth", "went_missing")
BY_FACILITY = {"forced_labour": "forced_labour", "hospital": "hospital", "home": "held"}


def event_claims(events: list[tuple[Sentence, Event, Any]]) -> list[ProposedClaim]:
    """The claims of what happened; those only wished for or feared make none."""
    told = [(sentence, event, term) for sentence, event, term in events if event.polarity != UNREAL]
    detained = {
        who for _, event, _ in told if event.kind == "detained" and event.polarity == "affirmed" for who in _whom(event)
    }
    found = []
    for sentence, event, stretch in told:
        if event.rule.endswith("-noun") and event.moment is None and event.polarity != "negated" and stretch is None:
            continue
        if event.kind == "charged":
            continue
        for person in (one for each in event.people for one in each.members or [each]):
            if person.sort == "authority" or not person.who:
                continue
            kind = _kind(event, person.who, detained)
            found.append(_claim(sentence, event, stretch, kind, person))
    return found


def _whom(event: Event) -> list[str]:
    return [person.who for person in event.people]


def _kind(event: Event, who: str, detained: set[str]) -> str:
    """Put in a place of custody: a detention if the narrative tells of no other, else a transfer."""
    if event.kind == PLACED:
        place = event.facility.value
        if place in CUSTODY:
            if who not in detained:
                detained.add(who)
                return "detained"
            return "transferred"
        return BY_FACILITY.get(place, "transferred")
    if event.kind == "held" and event.moment and event.moment.role in ("since", "from") and who not in detained:
        detained.add(who)
        return "detained"
    if event.kind == "held" and event.facility is not None and event.facility.value == "camp":
        return "camp"
    return event.kind


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
    who, attribution = _told_of(event, kind, person.who)
    return ProposedClaim(
        kind, start, end, who=who, count=person.count,
        date=moment.date if moment and moment.role != "until" else None,
        until=_until(moment), offset=moment.offset if moment else None,
        place=place_of(sentence, event) if kind in PLACED_KINDS else None,
        term=stretch.term if stretch else None, facility=event.facility.value if event.facility else None,
        polarity=event.polarity, certainty=event.certainty, attribution=attribution,
        rule=event.rule + (f"+{moment.rule}" if moment else ""),
    )  # fmt: skip


def _told_of(event: Event, kind: str, who: str) -> tuple[str, str | None]:
    """Of whom, and who says so: the family that lost contact lost it with the subject."""
    if kind != "last_contact" or not (who == SPEAKER or who.startswith("relative:")):
        return who, event.attribution
    return SUBJECT, event.attribution or ("speaker" if who == SPEAKER else "family")


def _until(moment: Any) -> Any:
    if moment is None:
        return None
    return moment.date if moment.role == "until" else moment.until


def informant_claims(
    tellers: list[tuple[Sentence, Teller]], homes: list[tuple[Sentence, Home]], cast: Cast
) -> list[ProposedClaim]:
    """Who tells, with the relation to the subject and the country they live in; and where people live."""
    found = [_residence(sentence, home) for sentence, home in homes]
    chosen = informants.choose([teller for _, teller in tellers])
    seen: set[Any] = set()
    for sentence, teller in tellers:
        if any(teller is one for one in chosen):
            claim = _informant(sentence, teller, homes, cast)
            known = {name for who, name in seen if who == claim.who}
            if not known or (claim.name and claim.name not in known and None not in known):
                seen.add((claim.who, claim.name))
                found.append(claim)
    return found


def speaker_claims(sentences: list[Sentence], homes: list[tuple[Sentence, Home]], cast: Cast) -> list[ProposedClaim]:
    """A narrative in the first person about "my father": the speaker is the informant."""
    if not cast.speaker_kin:
        return []
    for sentence in sentences:
        for person in sentence.people:
            if person.sort == "kin" and person.who == "subject" and person.owner in ("speaker", "we"):
                teller = Teller(
                    replace(person, who=SPEAKER, sort="pronoun", name=None, count=1),
                    informants.TELLS,
                    person.first,
                    person.last,
                    "speaker",
                )
                return [_informant(sentence, teller, homes, cast)]
    return []


def _residence(sentence: Sentence, home: Home) -> ProposedClaim:
    start, end = sentence.chars(home.first, home.last)
    return ProposedClaim("residence", start, end, who=home.who, country=home.country, rule=home.rule)


def _informant(sentence: Sentence, teller: Teller, homes: list[tuple[Sentence, Home]], cast: Cast) -> ProposedClaim:
    person = teller.person
    start, end = sentence.chars(person.first, person.last)
    own = [home for where, home in homes if home.who == person.who and _is_home_of(sentence, person, where, home)]
    countries = {home.country for home in own if home.rule != MOVED} or {home.country for home in own}
    if len(countries) > 1 or person.who[9:] in LOOSE:
        countries.discard(HERE)
    kin = _relation(sentence, person, cast)
    return ProposedClaim(
        "informant", start, end, who=person.who, relation=kin, name=person.name,
        count=person.count or (None if person.plural else 1),
        country=countries.pop() if len(countries) == 1 else None, rule=teller.rule,
    )  # fmt: skip


def _is_home_of(sentence: Sentence, person: Any, where: Sentence, home: Home) -> bool:
    """Whether the home is this person's: a relative's always, a source's when said in the same breath."""
    return person.who != "other" or where is sentence and 0 <= home.first - person.last <= 10


def _relation(sentence: Sentence, person: Any, cast: Cast) -> Any:
    """What the teller is to the subject; a speaker is the other end of "my brother"."""
    language = sentence.lexicon.language
    if person.sort == "kin":
        return relatives.relation(sentence, person)
    if person.who.startswith("relative:"):
        return relatives.by_code(person.who[9:], language)
    if person.who == SPEAKER and cast.speaker:
        return relatives.by_code(cast.speaker.code, language)
    if person.who == SPEAKER and cast.speaker_kin:
        mine = relatives.by_code(cast.speaker_kin, language)
        return inverse(mine) if mine is not None else None
    return None
