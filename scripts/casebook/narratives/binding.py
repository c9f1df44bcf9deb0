"""Which event a date belongs to: the words between the two decide, and where they do not, it belongs to none."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.events import Event
from casebook.narratives.moments import Moment
from casebook.narratives.sentence import Sentence
from casebook.narratives.ways import clear, is_verb, open_way, preposition

FRONT_REACH = 40


def bind(sentence: Sentence, events: list[Event]) -> None:
    """Give each event of the sentence its moment, where the words tie one to it; no moment is given twice."""
    for moment in sentence.moments:
        if moment.date is None and moment.offset is None:
            continue
        event = _owner(sentence, events, moment)
        # "a year earlier, in 2016": the date says what the distance only counts.
        if event is not None and (event.moment is None or event.moment.date is None and moment.date is not None):
            event.moment = moment


def _owner(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    if sentence.lexicon.words.get("dates_before_verb"):
        ahead = _ahead(sentence, events, moment)
        if ahead is not None:
            return ahead
    if moment.offset is not None and sentence.is_in(moment.last - 1, "offset_anchors"):
        # "three days after he was taken away": what follows is counted from, not dated.
        return None if sentence.is_in(moment.first - 1, "purpose") else _before(sentence, events, moment)
    front = _front(sentence, events, moment) if _is_fronted(sentence, moment) else None
    inside = _inside(sentence, events, moment)
    before = _before(sentence, events, moment)
    return inside or before or front or _when(sentence, events, moment)


def _ahead(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """Where dates stand before their verb: the next event of the same clause, with no other verb or date on the way."""
    event = next((event for event in events if event.first >= moment.last), None)
    if event is None or sentence.is_in(moment.first - 1, "cause_words"):
        return None
    for index in range(moment.last, event.first):
        if sentence.moment_at(index) or sentence.is_in(index, "ahead_stops", "blockers", "verbs"):
            return None
        if any(hit.first == index for hit in sentence.of("says", "knows", "residence", "moved", "verb_phrases")):
            return None
    return event


def _before(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """The event just before the date, when only its place, its doer or its charge stand between."""
    near = [event for event in events if event.last <= moment.first]
    if not near:
        return None
    event = near[-1]
    others = [
        hit
        for hit in sentence.of("says", "knows", "residence", "moved")
        if event.last <= hit.first and hit.last <= moment.first
    ]
    if others or not clear(sentence, event.last, preposition(sentence, moment)):
        return None
    if sentence.low(moment.first - 1) in (",",) or sentence.low(preposition(sentence, moment) - 1) == ",":
        return None if _starts_clause(sentence, moment) else event
    return event


def _starts_clause(sentence: Sentence, moment: Moment) -> bool:
    """Whether a new clause with its own subject follows the date: ", in 2018 his wife ..."."""
    index = moment.last + (sentence.low(moment.last) == ",")
    person = sentence.person_at(index)
    return person is not None and person.sort != "who" and not person.possessive


def _is_fronted(sentence: Sentence, moment: Moment) -> bool:
    """Whether the date opens a clause: at the start, or after a comma, "and" or another opening."""
    index = preposition(sentence, moment)
    while sentence.is_in(index - 1, "openers"):
        index -= 1
        if sentence.is_in(index, "coordinators"):
            return True
    return (
        index <= sentence.first
        or sentence.low(index - 1) in (",", ";", ":", "(", "“")
        or sentence.is_in(index - 1, "coordinators", "that_words")
    )


def _front(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """The main verb of the clause a date opens; a verb outside the lexicon keeps the date for itself."""
    ahead = [event for event in events if event.first >= moment.last and event.first - moment.last < FRONT_REACH]
    for event in ahead:
        start = clauses.group_start(sentence, event.first)
        if open_way(sentence, moment.last, start, event):
            return event
        return None
    return None


def _inside(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "was, in May 2017, sentenced": a date between the auxiliary and the verb."""
    for event in events:
        if moment.last <= event.first <= moment.last + 2:
            start = clauses.group_start(sentence, event.first)
            if start < moment.first and sentence.is_in(start, "be", "have"):
                return event
    return None


def _when(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "in May 2017, when he was detained": the clause tells what happened then."""
    index = moment.last + (sentence.low(moment.last) == ",")
    if not sentence.is_in(index, "when"):
        return None
    for event in events:
        if event.first > index:
            start = clauses.group_start(sentence, event.first)
            return event if not any(is_verb(sentence, at) for at in range(index, start)) else None
    return None
