"""Which event a date belongs to: the words between the two decide, and where they do not, it belongs to none."""

from __future__ import annotations

from dataclasses import replace

from casebook.narratives import clauses
from casebook.narratives.apart import (
    contrast,
    gapped,
    hears_of,
    is_of_news,
    is_served,
    next_in_a_row,
    of_judgement,
    of_raid,
    of_the_day,
    share,
)
from casebook.narratives.calendar import Moment
from casebook.narratives.cues import AFFIRMED, NEGATED
from casebook.narratives.events import Event
from casebook.narratives.sentence import Sentence
from casebook.narratives.verb_last import ahead, named_before
from casebook.narratives.verbs import is_verb
from casebook.narratives.ways import clear, counts_on, open_way, predicate_end, preposition

FRONT_REACH = 40


def bind(sentence: Sentence, events: list[Event]) -> list[Event]:
    """Give each event its moment, where the words tie one to it; the events, with those told by contrast.

    No moment is given twice, but for a verdict and its sentence ("tried and sentenced") and for what a clause with
    "when" says of the same time.
    """
    contrasts = []
    for moment in sentence.moments:
        if moment.date is None and (moment.offset is None or sentence.is_in(moment.first - 1, "term_link")):
            continue  # "to two years after a trial" counts from nothing
        event = _owner(sentence, events, moment) if not _is_of_birth(sentence, moment) else None
        if event is not None and event.kind == "sentenced" and (moment.role or is_served(sentence, event, moment)):
            continue  # "14 years, from 2017 to 2031": when it is served
        together = [one for one in (event, _when(sentence, events, moment)) if one is not None]
        for one in together:
            # "a year earlier, in 2016": the date says what the distance only counts.
            if one.moment is None or one.moment.date is None and moment.date is not None:
                one.moment = moment
            if one.moment is moment and moment.role == "until" and one.polarity == NEGATED:
                one.moment, one.polarity = replace(moment, role=""), AFFIRMED  # "was not released until May 2019"
        if not together:
            contrasts.extend(contrast(sentence, events, moment) or gapped(sentence, events, moment))
    share(sentence, events)
    return sorted([*events, *contrasts], key=lambda event: event.first) if contrasts else events


def _is_of_birth(sentence: Sentence, moment: Moment) -> bool:
    """ "1901 г.р.": a year of birth."""
    return any(sentence.is_in(at, "birth_marks") for at in range(moment.last, moment.last + 4))


def _owner(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    said = of_judgement(sentence, events, moment) or of_the_day(sentence, events, moment)
    if said is not None:
        return said
    around = next((event for event in events if event.first < moment.first and moment.last <= event.last), None)
    if around is not None:
        return around  # "en son 11 Ocak 2018'de haber aldı"
    if sentence.lexicon.words.get("dates_before_verb"):
        return ahead(sentence, events, moment) or named_before(sentence, events, moment)
    before = _before(sentence, events, moment)
    if moment.offset is not None and counts_on(sentence, moment):
        # "three days after he was taken away": what follows is counted from, not dated.
        return (
            None if sentence.is_in(moment.first - 1, "purpose") else before or _after_anchor(sentence, events, moment)
        )
    if before is None and _between_two(sentence, events, moment):
        return None
    front = (
        _front(sentence, events, moment)
        if _is_fronted(sentence, moment)
        else _in_fronted_clause(sentence, events, moment)
    )
    return (
        _inside(sentence, events, moment)
        or before
        or front
        or _cleft(sentence, events, moment)
        or of_raid(sentence, events, moment)
        or _right_before(sentence, events, moment)
    )


def _in_fronted_clause(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "When he returned in September 2017 to renew his passport, he was detained": at one time."""
    opened = next((at for at in range(sentence.first, moment.first) if sentence.low(at)[:1].isalpha()), None)
    dated = opened is not None and _is_date_word(sentence, opened) and opened >= preposition(sentence, moment)
    if opened is None or dated or not sentence.is_in(opened, "simultaneous"):
        return None
    comma = next((at for at in range(moment.last, sentence.last) if sentence.low(at) == ","), None)
    if comma is None or any(event.first < comma for event in events):
        return None
    return _main_verb(sentence, events, comma + 1)


def _is_date_word(sentence: Sentence, index: int) -> bool:
    return sentence.is_in(index, "date_prepositions")


def _between_two(sentence: Sentence, events: list[Event], moment: Moment) -> bool:
    """ "After her husband's arrest, in June 2017, she was taken away": of the arrest or of what followed, who knows."""
    index = preposition(sentence, moment)
    if sentence.low(index - 1) != "," or sentence.low(moment.last) != ",":
        return False
    named = next((event for event in reversed(events) if event.last <= index), None)
    if named is None or not named.rule.endswith("-noun") or _is_since(sentence, named):
        return False
    return clear(sentence, named.last, index - 1)


def _is_since(sentence: Sentence, event: Event) -> bool:
    """ "Since her release, in August 2018, she suffers": what lasts until today has no date of its own."""
    bounds = sentence.lexicon.words.get("date_bounds", {})
    near = range(event.first - 3, event.first)
    return event.rule.endswith("-noun") and any(bounds.get(sentence.low(at)) == "since" for at in near)


def _after_anchor(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "Two months after her husband's arrest, she was taken away": the main verb behind the comma."""
    if not _is_fronted(sentence, moment):
        return None
    comma = next((at for at in range(moment.last, sentence.last) if sentence.low(at) == ","), None)
    return None if comma is None else _main_verb(sentence, events, comma + 1)


def _cleft(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "It was in May 2017 that he was taken away." """
    before = preposition(sentence, moment) - 1
    said = sentence.is_in(before, "be", "contrast") and sentence.is_in(moment.last, "that_words")
    return _main_verb(sentence, events, moment.last + 1) if said else None


def _before(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """The event just before the date, when only its place, its doer or its charge stand between."""
    near = [event for event in events if event.last <= moment.first]
    if not near:
        return None
    event = near[-1]
    if next_in_a_row(sentence, event, moment) is not None:
        return None
    if is_of_news(sentence, event, moment):
        heard = hears_of(sentence, event)
        return next((one for one in near if heard and one.kind == "learned" and one.first == heard.first), None)
    others = [
        hit
        for hit in sentence.of("says", "knows", "residence", "moved")
        if event.last <= hit.first and hit.last <= moment.first
    ]
    if others or not clear(sentence, predicate_end(sentence, event), preposition(sentence, moment)):
        return None
    if sentence.low(moment.first - 1) in (",",) or sentence.low(preposition(sentence, moment) - 1) == ",":
        own = _starts_clause(sentence, moment) or _leads_on(sentence, events, moment)
        return None if own and not _is_since(sentence, event) else event
    return event


def _leads_on(sentence: Sentence, events: list[Event], moment: Moment) -> bool:
    """Whether the date behind a comma is that of the next verb: "got nine years, in 2019 the term was cut to three"."""
    event = next((event for event in events if event.first >= moment.last), None)
    between = range(moment.last, event.first) if event is not None else ()
    return event is not None and not any(
        sentence.low(at) in ",;:" or sentence.is_in(at, "coordinators", "subordinators") for at in between
    )


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
    return _main_verb(sentence, events, moment.last)


def _main_verb(sentence: Sentence, events: list[Event], index: int) -> Event | None:
    """The first event at or after `index`, when no other verb and no clause that hides it stands on the way.

    A trial that is only said to have come before ("in May, after a closed trial, he was") is not it.
    """
    ahead_of = [event for event in events if index <= event.first < index + FRONT_REACH]
    event = next((event for event in ahead_of if event.rule != "tried-at"), next(iter(ahead_of), None))
    if event is None:
        return None
    start = event.starts if event.starts >= index else clauses.group_start(sentence, event.first)
    return event if open_way(sentence, index, start, event) else None


def _inside(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "was, in May 2017, sentenced": a date between the auxiliary and the verb."""
    for event in events:
        if moment.last <= event.first <= moment.last + 2:
            start = clauses.group_start(sentence, event.first)
            if start < moment.first and sentence.is_in(start, "be", "have"):
                return event
    return None


def _right_before(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "2 мая 1930 г. приговорён": a date that only the dot of an abbreviation parts from its verb."""
    event = next((event for event in events if event.first >= moment.last), None)
    free = event is not None and event.moment is None and clauses.group_start(sentence, event.first) <= moment.last + 1
    return event if free and all(sentence.low(at) == "." for at in range(moment.last, event.first)) else None


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
