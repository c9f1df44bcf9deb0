"""The events that a sentence tells, and the people they are told of."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.custody_places import facility_after, facility_before
from casebook.narratives.events import HOMECOMING, PLACED, STAYING, Event, the_subject
from casebook.narratives.lexicon import Hit
from casebook.narratives.notes import company, is_label, labelled, noted, told_of
from casebook.narratives.objects import object_of
from casebook.narratives.patients import owners, receivers, subjects
from casebook.narratives.sentence import Sentence
from casebook.narratives.stances import contradict, noted_polarity, take_stance, without_questions
from casebook.narratives.unreturned import take_unreturned
from casebook.narratives.voices import read_voice

IN_PLACE = (
    "placed",
    "staying",
    "detained",
    "held",
    "transferred",
    "forced_labour",
    "questioned",
    "seen",
    "died",
    "released",
)


def find_events(sentence: Sentence) -> list[Event]:
    """The events of the sentence in order, those only wished for among them (polarity UNREAL)."""
    found: list[Event] = []
    for hit in sentence.of("events", "placing", "staying"):
        kind, form = {"events": hit.value, "placing": (PLACED, hit.value), "staying": (STAYING, "intransitive")}[
            hit.type
        ]
        if any(event.first <= hit.first < event.last for event in found) or _hidden(sentence, hit):
            continue
        facility = facility_after(sentence, hit.last) if kind in IN_PLACE else None
        if kind == PLACED:
            facility = facility or facility_before(sentence, hit.first)
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
    found = without_questions(sentence, found)
    contradict(sentence, found)
    take_unreturned(sentence, found)
    for previous, event in zip([None, *found], found, strict=False):
        event.people = [*event.people, *company(sentence, event, previous)]
    return found


def _taken_by(sentence: Sentence, hit: Hit) -> bool:
    """ "was taken by the police", "the police took him": a detention though no place is named."""
    if "dative_endings" in sentence.lexicon.words:  # "evinden götürüldü": taken nowhere that is said
        taken = sentence.low(hit.first).startswith(tuple(sentence.lexicon.words["taken_words"]))
        return taken and not sentence.ends_in(hit.first - 1, "dative_endings")
    doer = sentence.person_at(hit.first - 1)
    if sentence.is_in(hit.first, "taking_words") and doer is not None:
        taken = object_of(sentence, hit.first, hit.last)
        whom = taken is not None and taken.sort in ("kin", "name", "pronoun")
        they = doer.sort == "pronoun" and doer.code == "they" and whom and _ends_or_dates(sentence, taken.last)
        return whom and (doer.sort == "authority" or they)
    passive = sentence.is_in(hit.first, "taken_words") and clauses.auxiliary(sentence, hit.first) == "be"
    if passive and _ends_or_dates(sentence, hit.last):
        return True
    agent = next((p for p in sentence.people if hit.last + 1 <= p.first <= hit.last + 3), None)
    return (
        sentence.is_in(hit.first, "taken_words")
        and sentence.is_in(hit.last, "agent_words")
        and agent is not None
        and agent.sort == "authority"
    )


def _ends_or_dates(sentence: Sentence, index: int) -> bool:
    """ "was taken.", "was taken in May 2017", "they took my father on 3 June": nothing but a date says where to."""
    index += sentence.is_in(index, "adverbs", "again_words")
    at = index
    while sentence.is_in(at, "date_prepositions", "articles", "date_left"):
        at += 1
    if sentence.moment_at(at) or sentence.moment_at(index):
        return True
    return not sentence.low(index)[:1].isalnum() or sentence.is_in(index, "coordinators")


def _hidden(sentence: Sentence, hit: Hit) -> bool:
    """A word inside the name of a place of custody ("detention" in "detention camp") or of someone ("the accused")."""
    person = sentence.person_at(hit.first)
    if person is not None and person.sort == "name":
        return True
    named = hit.type == "events" and hit.value[1] == "noun"
    if named and any(one.first <= hit.first < one.last and one.last - one.first > 1 for one in sentence.terms):
        return True  # "pena de muerte", but not "his death in 2019"
    if hit.value == ("seen", "transitive") and any(
        one.first < hit.first < one.last for one in sentence.of("sentence_verbs")
    ):
        return True  # "s'est vu infliger"
    if hit.type == "events" and hit.value[0] == HOMECOMING and sentence.is_in(hit.last, "elsewhere"):
        return True  # "вышел на пенсию"
    if hit.type == "events" and hit.value[0] == "seen" and _says_only_so(sentence, hit):
        return True
    return any(
        other.type == "facilities" and other.first <= hit.first and hit.last <= other.last for other in sentence.hits
    )


def _says_only_so(sentence: Sentence, hit: Hit) -> bool:
    """ "duruşma 2 Mart 2016'da görüldü": a verb that says of an event, named before its date, that it took place."""
    moment = sentence.moment_at(hit.first - 1)
    said = any(other.first == hit.first for other in sentence.of("happens"))
    return said and moment is not None and any(other.last == moment.first for other in sentence.of("events"))


def _event(sentence: Sentence, hit: Hit, kind: str, form: str, found: list[Event]) -> Event | None:
    previous = found[-1] if found else None
    event = Event(kind, hit.first, hit.last, rule=f"{kind}-{form}")
    event.embedded = sentence.ends_in(hit.last - 1, "embedded_endings")
    if form == "noun":
        event.people = owners(sentence, hit)
    elif given := receivers(sentence, event):
        event.people = given
    elif form == "intransitive":
        event.people = told_of(sentence, event) if event.embedded else subjects(sentence, event, previous)
        passed = event.people and event.kind == "tried" and all(one.sort == "authority" for one in event.people)
        event.people = [person for person in event.people if person.sort != "authority"]
        if passed and sentence.lexicon.words.get("drops_subject"):
            event.people = [the_subject(event.first)]  # "法院公开审理了此案"
    elif not read_voice(sentence, event, form, previous):
        event.people = []
    if form != "noun" and is_label(sentence, event):
        event.people = labelled(sentence, event)
    event.people = event.people or noted(sentence, event, form)
    if not event.people:
        return None
    take_stance(sentence, event, form, previous)
    if sentence.low(event.last) in (":", "："):
        event.polarity = noted_polarity(sentence, event)
    return event
