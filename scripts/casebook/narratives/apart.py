"""Dates that stand apart from their event, or beside one that is not theirs."""

from __future__ import annotations

from dataclasses import replace

from casebook.narratives import clauses
from casebook.narratives.calendar import Moment
from casebook.narratives.cues import AFFIRMED, NEGATED
from casebook.narratives.events import Event
from casebook.narratives.sentence import Sentence
from casebook.narratives.ways import clear, open_way, predicate_end, preposition

PRELUDE_REACH = 10
OF_VERBS = ("sentenced-transitive", "sentenced-past", "sentenced-intransitive")


def of_raid(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "The police came to his house on 5 May and took him away": the date of what only leads up to the event."""
    event = next((event for event in events if event.first >= moment.last), None)
    if event is None or event.passive or not (event.agent or event.rule.endswith("-past")):
        return None
    at = preposition(sentence, moment)
    came = next((i for i in range(at - 1, max(sentence.first, at - PRELUDE_REACH) - 1, -1)
                 if sentence.is_in(i, "prelude")), None)  # fmt: skip
    if came is None or not clear(sentence, came + 1, at):
        return None
    return event if open_way(sentence, moment.last, clauses.group_start(sentence, event.first), event) else None


def contrast(sentence: Sentence, events: list[Event], moment: Moment) -> list[Event]:
    """ "was not arrested in 2017, as first reported, but in January 2018": what is denied of one date is so of another."""
    at = preposition(sentence, moment)
    denied = next((event for event in reversed(events) if event.last <= at), None)
    if denied is None or denied.polarity != NEGATED or denied.moment is None or moment.date is None:
        return []
    if not sentence.is_in(at - 1, "contrast") or any(event.first >= moment.last for event in events):
        return []
    return [replace(denied, polarity=AFFIRMED, moment=moment, rule=f"{denied.rule}-instead")]


def is_served(sentence: Sentence, event: Event, moment: Moment) -> bool:
    """ "completed his 3-year sentence in August 2020", "14 years, beginning 7 August": not the date of the judgement."""
    if event.rule == "sentenced-serving" or any(sentence.is_in(moment.first - back, "run_words") for back in (0, 1, 2)):
        return True
    within = event.first <= moment.first < event.last
    return event.rule == "sentenced-noun" and not within and predicate_end(sentence, event) == event.last


def share(sentence: Sentence, events: list[Event]) -> None:
    """ "On 4 February the court found him guilty and sentenced him", "at his trial in May, where he got nine years": a
    date before both, or of the trial at which it was, is that of both."""
    for verdict, passed in zip(events, events[1:], strict=False):
        if (verdict.kind, passed.kind) != ("tried", "sentenced") or verdict.moment is None or passed.moment is not None:
            continue
        before = verdict.moment.last <= verdict.first and passed.rule.startswith(OF_VERBS)
        last = verdict.moment.last
        there = any(sentence.is_in(at, "place_links") for at in range(last, last + 3)) and passed.first - last <= 6
        if before or there:
            passed.moment = verdict.moment


def is_of_news(sentence: Sentence, event: Event) -> bool:
    """ "received confirmation of her arrest in August": the date is that of the news."""
    index = event.first - 1
    while event.rule.endswith("-noun") and index > event.first - 4 and not sentence.is_in(index, "of"):
        index -= 1
    return sentence.is_in(index, "of") and sentence.is_in(index - 1, "news_words")
