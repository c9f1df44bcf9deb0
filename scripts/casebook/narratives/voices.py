"""Whether a verb is passive or active, and so who did it to whom."""

from __future__ import annotations

from casebook.narratives import clauses, objects
from casebook.narratives.events import Event
from casebook.narratives.patients import joined, new_subject, passive_before, subjects
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence


def read_voice(sentence: Sentence, event: Event, form: str, previous: Event | None) -> bool:
    """Fill in the patients; False when the words tell of nobody's detention ("released a statement")."""
    auxiliary = clauses.auxiliary(sentence, event.first)
    if form != "past" and auxiliary == "be":
        event.passive, event.people = True, subjects(sentence, event, previous)
        event.agent = agent_after(sentence, event)
        return True
    target = objects.object_of(sentence, event.first, event.last)
    inside = target is not None and (event.first < target.first < event.last or target.sort == "clitic")
    taken = auxiliary == "have" and inside  # "had taken her from", "l'avaient conduite"
    if (form != "participle" or taken) and target and target.sort not in ("authority", "who"):
        doer = clauses.subject_of(sentence, event.first, sentence.first)
        event.people, event.agent = objects.joined_after(sentence, target), _code(doer)
        return True
    return form != "past" and auxiliary == "" and _bare_participle(sentence, event, previous)


def _bare_participle(sentence: Sentence, event: Event, previous: Event | None) -> bool:
    """A participle without a form of "be": joined to a passive ("was arrested and sentenced"), or beside a person."""
    shared = previous is not None and previous.passive and _is_beyond_a_clause(sentence, previous, event)
    if previous and joined(sentence, previous, event) and (shared or not new_subject(sentence, previous, event)):
        event.passive, event.people = previous.passive, previous.people
        event.rule += "-joined"
        return previous.passive or bool(previous.agent)
    passive = passive_before(sentence, event)
    if passive is not None:
        event.passive, event.people = True, clauses.people_at(sentence, passive)
        return True
    if _beside(sentence, event):
        return True
    if event.first == sentence.first:
        after = clauses.first_person_after(sentence, event.last)
        event.passive, event.people = True, [after] if after else []
        return after is not None
    return False


def _is_beyond_a_clause(sentence: Sentence, previous: Event, event: Event) -> bool:
    """ "had been arrested because his sons were abroad, and sentenced": the participle shares the auxiliary of the event
    before, not that of the clause in between."""
    opened = any(sentence.is_in(at, "subordinators") for at in range(previous.last, event.first))
    return opened and sentence.is_in(event.first - 1, "coordinators")


def _beside(sentence: Sentence, event: Event) -> bool:
    """ "Erbol, arrested in 2017", "dozens of men arrested by the police": a participle right after a person."""
    near = (
        p
        for p in sentence.people
        if p.last == event.first or (p.last == event.first - 1 and sentence.low(p.last) == ",")
    )
    person = next(near, None)
    agent = agent_after(sentence, event)
    among = None
    if person and person.sort == "people":
        among = next((at for at in range(person.first - 1, person.first - 5, -1) if sentence.is_in(at, "among")), None)
        person = clauses.subject_of(sentence, among, sentence.first) or person if among else person
    fits = person is not None and person.sort in ("kin", "name", "people", "pronoun")
    if not fits or not (agent or among or event.kind in ("detained", "sentenced")):
        return False
    event.passive, event.people, event.agent = True, [person], agent
    return True


def agent_after(sentence: Sentence, event: Event) -> str:
    """The authority that did it, by kind: "by the police"; "" where none is named."""
    for person in sentence.people:
        named = event.last <= person.first <= event.last + 5 and sentence.is_in(
            person.first - 1, "agent_words", "articles"
        )
        if named and person.sort == "authority":
            return person.code
    return ""


def _code(person: Person | None) -> str:
    return person.code if person and person.sort == "authority" else ""
