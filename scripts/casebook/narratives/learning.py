"""Who learned something, and from whom, where the words say it."""

from __future__ import annotations

from casebook.narratives import cases, clauses, cues
from casebook.narratives.events import Event
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import LOOSE, SPEAKER, Person
from casebook.narratives.sentence import Sentence


def find_learning(sentence: Sentence, events: list[Event]) -> list[Event]:
    """Who learned something, as events of kind learned; `attribution`: who told them, where the words say it.

    A word that is one of the `events` already ("saw her") teaches nothing besides.
    """
    found = []
    for hit in sentence.of("knows", "says"):
        if any(event.first < hit.last and hit.first < event.last for event in [*events, *found]):
            continue
        person, teller = _taught(sentence, hit) if hit.type == "knows" else _told(sentence, hit)
        if person and person.sort not in ("authority", "people"):
            people = clauses.people_at(sentence, person) if person in sentence.people else [person]
            found.append(Event("learned", hit.first, hit.last, people, rule="learned",
                               attribution=cues.speaker_class(teller) if teller else None))  # fmt: skip
    return found


def _taught(sentence: Sentence, hit: Hit) -> tuple[Person | None, Person | None]:
    """Who "learned", and from whom, where that follows; "lui a appris" is who was taught."""
    group = range(clauses.group_start(sentence, hit.first) - 1, hit.first)
    clitic = next((p for p in sentence.people if p.first in group and sentence.is_in(p.first, "told_clitics")), None)
    if clitic is not None:
        return clitic, clauses.teller_of(sentence, hit.first)
    near = (p for p in sentence.people if hit.last < p.first <= hit.last + 3)
    teller = next((p for p in near if sentence.is_in(p.first - 1, "from_whom", "articles")), None)
    return clauses.teller_of(sentence, hit.first), teller


def _told(sentence: Sentence, hit: Hit) -> tuple[Person | None, Person | None]:
    """ "a neighbour told his sister that": whom, and who; nobody where it is not said to a relative."""
    told = cases.told_before(sentence, hit.first)
    if told is not None and told.who.startswith("relative:"):
        return told, clauses.teller_of(sentence, hit.first)
    before = clauses.group_start(sentence, hit.first) - 1
    if sentence.is_in(before, "told_me"):  # "me dijeron que"
        return Person(before, before + 1, "pronoun", "speaker", who=SPEAKER), None
    last = hit.last
    while sentence.is_in(last, "dative_words", "articles"):
        last += 1
    told = next((p for p in sentence.people if hit.last <= p.first <= last and p.who.startswith("relative:")), None)
    told = None if told is not None and told.who[9:] in LOOSE else told
    if told is not None and told.case == "nominative":
        return None, None  # "рассказала его подруга"
    if told is None or not sentence.is_in(hit.first, "tell_verbs") or clauses.auxiliary(sentence, hit.first) == "be":
        return None, None
    return told, clauses.teller_of(sentence, hit.first)
