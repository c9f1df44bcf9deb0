"""Dates that stand apart from their event, or beside one that is not theirs."""

from __future__ import annotations

from dataclasses import replace

from casebook.narratives import clauses
from casebook.narratives.calendar import Moment
from casebook.narratives.cues import AFFIRMED, NEGATED
from casebook.narratives.events import Event
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.verbs import is_verb
from casebook.narratives.ways import clear, open_way, predicate_end, preposition

PRELUDE_REACH, HEARD_REACH = 10, 6
OF_ONE_DAY = (("tried", "sentenced"), ("questioned", "detained"))
OF_VERBS = ("sentenced-transitive", "sentenced-past", "sentenced-intransitive")


def of_raid(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "The police came to his house on 5 May and took him away": the date of what only leads up to the event."""
    event = next((event for event in events if event.first >= moment.last), None)
    at = preposition(sentence, moment)
    if event is not None and 0 <= event.starts < moment.first:  # "was stopped at a road block on 8 March and arrested"
        return event if clear(sentence, event.starts + 2, at) and _joins(sentence, moment.last, event) else None
    if event is None or event.passive or not (event.agent or event.rule.endswith("-past")):
        return None
    came = next((i for i in range(at - 1, max(sentence.first, at - PRELUDE_REACH) - 1, -1)
                 if sentence.is_in(i, "prelude")), None)  # fmt: skip
    if came is None or not clear(sentence, came + 1, at):
        return None
    return event if open_way(sentence, moment.last, clauses.group_start(sentence, event.first), event) else None


def _joins(sentence: Sentence, index: int, event: Event) -> bool:
    return sentence.is_in(index, "coordinators") and clauses.group_start(sentence, event.first) == index + 1


def gapped(sentence: Sentence, events: list[Event], moment: Moment) -> list[Event]:
    """ "His father was arrested in June and his mother in July", "were detained: Omar, in April, and Ali, in May": the
    event before, of somebody else and another time."""
    event = next((one for one in reversed(events) if one.last <= moment.first), None)
    person = next_in_a_row(sentence, event, moment) if event is not None else None
    if person is None:
        return []
    return [replace(event, first=person.first, last=moment.last, people=[person], moment=moment, facility=None,
                    rule=f"{event.rule}-gapped")]  # fmt: skip


def next_in_a_row(sentence: Sentence, event: Event, moment: Moment) -> Person | None:
    """Who stands between the event and a date of their own, with nothing more said of them."""
    at = preposition(sentence, moment)
    at -= sentence.low(at - 1) == ","
    person = next((one for one in sentence.people if one.last == at and one.sort in ("kin", "name")), None)
    if person is None or person.first < event.last or person.possessive or person in event.people:
        return None
    ends = not sentence.low(moment.last)[:1].isalnum() or sentence.is_in(moment.last, "coordinators")
    joined = sentence.is_in(person.first - 1, "coordinators") or sentence.low(person.first - 1) in (",", ";", ":")
    verbs = (is_verb(sentence, index) for index in range(event.last, person.first) if not sentence.moment_at(index))
    told = sentence.any_between(event.last, person.first, "says", "knows", "company")
    return person if ends and joined and not any(verbs) and not told else None


def contrast(sentence: Sentence, events: list[Event], moment: Moment) -> list[Event]:
    """ "was not arrested in 2017, as first reported, but in January 2018": what is denied of one date is so of another."""
    at = preposition(sentence, moment)
    denied = next((event for event in reversed(events) if event.last <= at), None)
    if denied is None or denied.polarity != NEGATED or denied.moment is None or moment.date is None:
        return []
    if not sentence.is_in(at - 1, "contrast") or any(event.first >= moment.last for event in events):
        return []
    return [replace(denied, polarity=AFFIRMED, moment=moment, rule=f"{denied.rule}-instead")]


def of_judgement(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "A verdict of 27 November 2018 sentences him": the date of the paper that passes the sentence."""
    at = preposition(sentence, moment)
    named = any(sentence.is_in(index, "judgement_words") for index in (at - 1, at))
    event = next((event for event in events if event.first >= moment.last), None) if named else None
    return event if event is not None and event.kind == "sentenced" else None


def of_the_day(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "until 1 August 2019, the day of her release"."""
    index = moment.last + 1
    if sentence.low(moment.last) != "," or not any(sentence.is_in(at, "day_words") for at in (index, index + 1)):
        return None
    return next((one for one in events if index <= one.first <= index + 4 and one.rule.endswith("-noun")), None)


def is_served(sentence: Sentence, event: Event, moment: Moment) -> bool:
    """ "completed his 3-year sentence in August 2020", "14 years, beginning 7 August": not the date of the judgement."""
    if event.rule == "sentenced-serving" or any(sentence.is_in(moment.first - back, "run_words") for back in (0, 1, 2)):
        return True
    within = event.first <= moment.first < event.last
    return event.rule == "sentenced-noun" and not within and predicate_end(sentence, event) == event.last


def share(sentence: Sentence, events: list[Event]) -> None:
    """ "On 4 February the court found him guilty and sentenced him", "was summoned in May and arrested", "at his trial in
    May, where he got nine years": a date before both, of the first of two joined, or of the trial, is that of both."""
    for verdict, passed in zip(events, events[1:], strict=False):
        if (verdict.kind, passed.kind) not in OF_ONE_DAY or verdict.moment is None or passed.moment is not None:
            continue
        if any(sentence.is_in(at, "ordinals") for at in range(verdict.moment.last, passed.first)):
            continue  # "tried in March, and on the 21st sentenced"
        start = clauses.group_start(sentence, passed.first)
        while (near := sentence.person_at(start - 1)) is not None and near.sort == "clitic":
            start -= 1
        apart = range(verdict.moment.last, start)
        joined = sentence.is_in(start - 1, "coordinators") and not any(sentence.low(at) in ";:" for at in apart)
        before = verdict.moment.last <= verdict.first and passed.rule.startswith(OF_VERBS) or joined
        last = verdict.moment.last
        there = any(sentence.is_in(at, "place_links") for at in range(last, last + 3)) and passed.first - last <= 6
        if before or there:
            passed.moment = verdict.moment


def hears_of(sentence: Sentence, event: Event) -> Hit | None:
    """ "was informed of his death", "did not hear of her arrest": the verb of learning that governs the noun."""
    small = ("of", "about_it", "number_openers", "articles", "kin_adjectives", "possessive_marks", "case_words")
    for hit in sentence.of("knows", "says"):
        between = range(hit.last, event.first)
        if (
            hit.last <= event.first
            and len(between) <= HEARD_REACH
            and all(sentence.is_in(at, *small) or _is_owner(sentence, at) for at in between)
        ):
            return hit
    return None


def _is_owner(sentence: Sentence, index: int) -> bool:
    return sentence.person_at(index) is not None or any(one.first <= index < one.last for one in sentence.possessors)


def is_of_news(sentence: Sentence, event: Event, moment: Moment) -> bool:
    """ "received confirmation of her arrest in August", "his arrest came to light in March": the date is that of the
    news."""
    if not event.rule.endswith("-noun"):
        return False
    index = event.first - 1
    while index > event.first - 4 and not sentence.is_in(index, "of"):
        index -= 1
    told = any(sentence.is_in(at, "news_verbs") for at in range(event.last, moment.first))
    told = told or hears_of(sentence, event) is not None
    return told or sentence.is_in(index, "of") and sentence.is_in(index - 1, "news_words")
