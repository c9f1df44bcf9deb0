"""What happened, clause by clause: which verb, to whom, by whom, and whether it is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casebook.narratives import clauses, cues
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

UNREAL = "unreal"
PLACED, STAYING = "placed", "staying"
IN_PLACE = ("placed", "staying", "detained", "held", "transferred", "forced_labour", "questioned", "seen", "died", "released")
FACILITY_REACH = 12


@dataclass(slots=True)
class Event:
    """A verb of the lexicon with what it needs. `polarity` may be UNREAL: only wished, feared or supposed.

    `strong` is false where the words tell of being put in a place of custody, which is a detention or a transfer
    according to what else the narrative says. `people` are those it happened to.
    """

    kind: str
    first: int
    last: int
    people: list[Person] = field(default_factory=list)
    polarity: str = cues.AFFIRMED
    certainty: str = "certain"
    attribution: str | None = None
    passive: bool = False
    strong: bool = True
    facility: Any = None
    moment: Any = None
    agent: str = ""
    rule: str = ""


def find_events(sentence: Sentence) -> list[Event]:
    """The events of the sentence in order, those only wished for among them (polarity UNREAL)."""
    found: list[Event] = []
    for hit in sentence.of("events", "placing", "staying"):
        kind, form = {"events": hit.value, "placing": (PLACED, hit.value), "staying": (STAYING, "intransitive")}[hit.type]
        if any(event.first <= hit.first < event.last for event in found) or _hidden(sentence, hit):
            continue
        facility = facility_after(sentence, hit.last) if kind in IN_PLACE else None
        if kind == STAYING:
            if facility is None:
                continue
            kind = "held"
        if kind == PLACED and facility is None:
            if not _taken_by(sentence, hit):
                continue
            kind = "detained"
        event = _event(sentence, hit, kind, form, found)
        if event:
            event.facility = facility
            found.append(event)
    return found


def _taken_by(sentence: Sentence, hit: Hit) -> bool:
    """ "was taken by the police": a detention though no place is named."""
    agent = next((p for p in sentence.people if hit.last + 1 <= p.first <= hit.last + 3), None)
    return sentence.is_in(hit.first, "taken_words") and sentence.is_in(hit.last, "agent_words") and agent is not None and agent.sort == "authority"


def _hidden(sentence: Sentence, hit: Hit) -> bool:
    """A word inside a longer phrase of the same layer, or inside a place of custody ("detention" in "detention camp")."""
    return any(other.type == "facilities" and other.first <= hit.first and hit.last <= other.last for other in sentence.hits)


def facility_after(sentence: Sentence, index: int) -> Hit | None:
    """The place of custody that the words after a verb name: "to an internment camp", "in police custody"."""
    if sentence.lexicon.words.get("facility_before"):
        return next((hit for hit in sentence.of("facilities") if 0 <= index - hit.last <= 4), None)
    for hit in sentence.of("facilities"):
        if index <= hit.first <= index + FACILITY_REACH:
            between = [at for at in range(index, hit.first) if not sentence.moment_at(at)]
            arrived = hit.first == index or sentence.is_in(index - 1, "arrival") or any(sentence.is_in(at, "arrival") for at in between) or sentence.is_in(hit.first, "arrival")
            if arrived and not any(sentence.is_in(at, "blockers", "coordinators", "have") or sentence.low(at) == ";" for at in between):
                return hit
    return None


def _event(sentence: Sentence, hit: Hit, kind: str, form: str, found: list[Event]) -> Event | None:
    previous = found[-1] if found else None
    event = Event(kind, hit.first, hit.last, rule=f"{kind}-{form}")
    if form == "noun":
        event.people = _owners(sentence, hit)
    elif form == "intransitive":
        event.people = _subjects(sentence, event, previous)
    elif not _voice(sentence, event, form, previous):
        return None
    if not event.people:
        return None
    _state(sentence, event, form, previous)
    return event


def _state(sentence: Sentence, event: Event, form: str, previous: Event | None) -> None:
    floor = previous.last if previous else sentence.first
    inherited = previous is not None and event.rule.endswith("-joined")
    if inherited:
        event.polarity, event.certainty, event.attribution = previous.polarity, previous.certainty, previous.attribution
        return
    start = clauses.group_start(sentence, event.first)
    event.polarity = cues.polarity(sentence, start, event.first, floor) or UNREAL
    event.certainty = cues.certainty(sentence, event.first, floor)
    event.attribution = cues.attribution(sentence, event.first)
    if event.kind == "detained" and form != "noun" and event.passive and _lasting(sentence, start, event):
        event.kind = "held"


def _lasting(sentence: Sentence, start: int, event: Event) -> bool:
    """ "is (now) detained", "is being held": a state today, not the day it began."""
    words = [sentence.low(index) for index in range(start, event.first)]
    lexicon = sentence.lexicon
    if any(word in lexicon.set("have") for word in words):
        return False
    return bool(words) and (words[0] in lexicon.set("be_present") or any(word in lexicon.set("still") for word in words))


def _owners(sentence: Sentence, hit: Hit) -> list[Person]:
    """Whose: "his arrest", "Erbol's arrest", "the arrest of his wife"."""
    for person in sentence.people:
        if person.last == hit.first - 1 and sentence.is_in(hit.first - 1, "possessive_marks"):
            return [person]
        if person.first in (hit.last + 1, hit.last + 2) and sentence.is_in(hit.last, "of"):
            return clauses.joined_after(sentence, person)
    owner = next((p for p in sentence.possessors if p.last == hit.first), None)
    return [owner] if owner else []


def _subjects(sentence: Sentence, event: Event, previous: Event | None) -> list[Person]:
    """Who goes through it: the subject of the clause, else those of the verb it is joined to."""
    floor = previous.last if previous else sentence.first
    person = clauses.subject_of(sentence, event.first, floor)
    if person:
        return clauses.people_at(sentence, person)
    if previous and _joined(sentence, previous, event):
        event.rule += "-joined"
        return previous.people
    if previous and _only_links(sentence, previous.last, clauses.group_start(sentence, event.first)):
        return previous.people
    if previous is None:
        after = clauses.first_person_after(sentence, event.last)
        if after and not any(p.last <= event.first for p in sentence.people if p.sort != "authority"):
            return clauses.joined_after(sentence, after)
    return _dropped(sentence, event) if sentence.lexicon.words.get("drops_subject") else []


def _dropped(sentence: Sentence, event: Event) -> list[Person]:
    """A clause without a subject is about the subject of the narrative, unless unknown words stand where one would."""
    index = clauses.group_start(sentence, event.first)
    start = index
    while start > sentence.first and sentence.low(start - 1) not in "，,；;：:。":
        moment = sentence.moment_at(start - 1)
        start = moment.first if moment else start - 1
    known = start == index or sentence.moment_at(start) is not None or sentence.is_in(start, "clause_openers")
    if not sentence.subject_named:
        known = True
    if sentence.is_in(index - 1, "that_words", "coordinators"):
        start, known = index, True
    unnamed = not any(start <= person.first < index and person.sort != "authority" for person in sentence.people)
    if not unnamed or not (known or any(person.first == start for person in sentence.people)):
        return []
    return [Person(event.first, event.first, "name", is_subject=True, who="subject")]


def _only_links(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a subordinate verb without a subject follows: "went missing before being detained"."""
    linked = range(max(first, last - 3), last)
    return any(sentence.is_in(at, "subordinators", "coordinators") for at in linked)


def _joined(sentence: Sentence, previous: Event, event: Event) -> bool:
    """Whether the verb follows the one before by "and", "," or "then", with nobody named in between."""
    start = clauses.group_start(sentence, event.first)
    linked = sentence.is_in(start - 1, "coordinators") or sentence.low(start - 1) == ","
    return linked or sentence.is_in(event.first - 1, "coordinators")


def _voice(sentence: Sentence, event: Event, form: str, previous: Event | None) -> bool:
    """Fill in the patients; False when the words tell of nobody's detention ("released a statement")."""
    auxiliary = clauses.auxiliary(sentence, event.first)
    if form != "past" and auxiliary == "be":
        event.passive, event.people = True, _subjects(sentence, event, previous)
        event.agent = _agent_after(sentence, event)
        return True
    target = clauses.object_of(sentence, event.first, event.last)
    if form != "participle" and target and target.sort not in ("authority", "who"):
        doer = clauses.subject_of(sentence, event.first, sentence.first)
        event.people, event.agent = clauses.joined_after(sentence, target), _code(doer)
        return True
    return form != "past" and auxiliary == "" and _bare_participle(sentence, event, previous)


def _bare_participle(sentence: Sentence, event: Event, previous: Event | None) -> bool:
    """A participle without a form of "be": joined to a passive ("was arrested and sentenced"), or standing beside a person."""
    if previous and _joined(sentence, previous, event) and not _new_subject(sentence, previous, event):
        event.passive, event.people = previous.passive, previous.people
        event.rule += "-joined"
        return previous.passive or bool(previous.agent)
    passive = _passive_before(sentence, event)
    if passive is not None:
        event.passive, event.people = True, clauses.people_at(sentence, passive)
        return True
    person = next((p for p in sentence.people if p.last == event.first or (p.last == event.first - 1 and sentence.low(p.last) == ",")), None)
    agent = _agent_after(sentence, event)
    if person and person.sort == "people":
        among = next((at for at in range(person.first - 1, person.first - 5, -1) if sentence.is_in(at, "among")), None)
        person = clauses.subject_of(sentence, among, sentence.first) or person if among else person
    if person and person.sort in ("kin", "name", "people", "pronoun") and (agent or event.kind in ("detained", "sentenced")):
        event.passive, event.people, event.agent = True, [person], agent
        return True
    if event.first == sentence.first or sentence.is_in(event.first - 1, "adverbs"):
        after = clauses.first_person_after(sentence, event.last)
        event.passive, event.people = True, [after] if after else []
        return event.first == sentence.first and after is not None
    return False


def _passive_before(sentence: Sentence, event: Event) -> Person | None:
    """ "was dismissed and, the same day, taken away": the subject of a passive outside the lexicon that this one is joined to."""
    start = clauses.group_start(sentence, event.first)
    while sentence.low(start - 1) == "," or sentence.is_in(start - 1, "date_prepositions"):
        start -= 1
    if not sentence.is_in(start - 1, "coordinators"):
        return None
    for index in range(start - 2, max(sentence.first, start - 14), -1):
        if sentence.person_at(index) or sentence.is_in(index, "subordinators"):
            return None
        if sentence.is_in(index, "be"):
            ending = tuple(sentence.lexicon.words.get("participle_endings") or ())
            return clauses.subject_of(sentence, index, sentence.first) if ending and _has_ending(sentence, index, ending) else None
    return None


def _has_ending(sentence: Sentence, index: int, endings: tuple[str, ...]) -> bool:
    return any(sentence.low(at).endswith(endings) for at in (index + 1, index + 2))


def _new_subject(sentence: Sentence, previous: Event, event: Event) -> bool:
    person = clauses.subject_of(sentence, event.first, previous.last)
    return person is not None and person not in previous.people and person.sort != "authority"


def _agent_after(sentence: Sentence, event: Event) -> str:
    for person in sentence.people:
        if event.last <= person.first <= event.last + 5 and sentence.is_in(person.first - 1, "agent_words", "articles"):
            if person.sort == "authority":
                return person.code
    return ""


def _code(person: Person | None) -> str:
    return person.code if person and person.sort == "authority" else ""


def find_learning(sentence: Sentence) -> list[Event]:
    """Who learned something, as events of kind learned; `attribution`: who told them, where the words say it."""
    found = []
    for hit in sentence.of("knows"):
        person = clauses.teller_of(sentence, hit.first)
        if person and person.sort not in ("authority", "people"):
            teller = next((p for p in sentence.people if hit.last < p.first <= hit.last + 3 and sentence.is_in(p.first - 1, "from_whom", "articles")), None)
            found.append(Event("learned", hit.first, hit.last, clauses.people_at(sentence, person), rule="learned",
                               attribution=cues.speaker_class(teller) if teller else None))  # fmt: skip
    return found
