"""The dates of a sentence: the longest words that casebook.dates reads whole, and how they are tied to an event."""

from __future__ import annotations

from dataclasses import replace

from casebook.narratives.calendar import Calendar, Moment
from casebook.narratives.context_dates import offsets, same_days, that_month, that_year, without_year
from casebook.narratives.date_words import (
    cluster_end,
    cluster_start,
    is_month,
    is_seed,
    parted,
    read,
    windows,
    with_year,
)
from casebook.narratives.lexicon import SEEDS
from casebook.narratives.pattern_dates import pattern_moments
from casebook.narratives.sentence import Sentence

LIMITS = ("before", "after", "by", "between")
BLURRED = ("day", "month", "year", "season")


def find_moments(sentence: Sentence, calendar: Calendar, number: int) -> list[Moment]:
    """Every date of the sentence in order; one without a year gets it only where what came before is certain."""
    if "date_pattern" in sentence.lexicon.words:
        return pattern_moments(sentence, calendar, number)
    found: list[Moment] = []
    free, earlier = sentence.first, replace(calendar)
    for index in sentence.where(SEEDS):
        if index < free or not is_seed(sentence, index):
            continue
        moment = _moment(sentence, index, calendar, number, found)
        if moment:
            found.append(moment)
            calendar.note(found, number)
            free = moment.last
    found.extend(same_days(sentence, found, earlier, number))
    found.extend(that_year(sentence, found, earlier, number))
    found.extend(that_month(sentence, found, earlier, number))
    found.extend(one for one in offsets(sentence) if not any(m.first < one.last and one.first < m.last for m in found))
    found.sort(key=lambda moment: moment.first)
    return found


def _moment(sentence: Sentence, index: int, calendar: Calendar, number: int, found: list[Moment]) -> Moment | None:
    first, last = cluster_start(sentence, index), cluster_end(sentence, index)
    if found:
        first = max(first, found[-1].last)
    for start, end in windows(sentence, first, index, last):
        moment = _read_window(sentence, start, end)
        if moment:
            return _unless_limited(sentence, moment, first) if _stands_as_date(sentence, moment) else None
    return without_year(sentence, first, index, calendar, number)


def _unless_limited(sentence: Sentence, moment: Moment, first: int) -> Moment | None:
    """The moment, "~" where a word that blurs it could not be read with it, None where one that limits it could not."""
    left = range(first, moment.first)
    bounds = sentence.lexicon.words["date_bounds"]
    if not moment.role and any(bounds.get(sentence.low(at)) in LIMITS for at in left):
        return moment if moment.date.precision == "open" else None
    if _is_one_of_several(sentence, moment.first):
        return None
    if not any(sentence.is_in(at, "blurs") for at in left) or moment.date.qualifier:
        return moment
    if moment.date.precision not in BLURRED:
        return None
    return replace(moment, date=replace(moment.date, edtf=f"{moment.date.edtf}~", qualifier="~"))


def _is_one_of_several(sentence: Sentence, first: int) -> bool:
    """ "on 1 and 2 July": the date that is read says only the last of them."""
    before = sentence.low(first - 2)
    counted = before.isdecimal() and len(before) <= 2 or is_month(sentence, first - 2)
    return sentence.is_in(first - 1, "coordinators") and counted


def _read_window(sentence: Sentence, start: int, end: int) -> Moment | None:
    bound = sentence.lexicon.words.get("date_bounds", {}).get(sentence.low(start))
    if bound in ("since", "from", "until"):
        return _bounded(sentence, start, end, bound)
    date = read(sentence.words(start, end), sentence.lexicon.language)
    if date is None:
        return None
    while sentence.is_in(start, "date_prepositions", "articles") and end - start > 1:
        start += 1
    first, role, until = parted(date, sentence.lexicon.language)
    return Moment(start, end, first, role, until, rule=f"date-{role}" if role else "date")


def _bounded(sentence: Sentence, start: int, end: int, bound: str) -> Moment | None:
    """ "since 2018" is the day it began; "from March to December 2018" is a beginning and an end."""
    language = sentence.lexicon.language
    if bound == "from":
        for middle in range(start + 2, end - 1):
            if sentence.is_in(middle, "date_to"):
                closing = read(sentence.words(middle + 1, end), language)
                opening = read(sentence.words(start + 1, middle), language)
                if opening is None and closing is not None and closing.earliest is not None:
                    opening = read(with_year(sentence, start + 1, middle, closing.earliest.year), language)
                if opening is not None and closing is not None:
                    return Moment(start + 1, end, opening, "from", closing, rule="date-from-to")
    date = read(sentence.words(start + 1, end), language)
    if sentence.is_in(start, "of"):  # French "du 12 mai" is no beginning
        return Moment(start + 1, end, date) if date is not None else None
    return Moment(start + 1, end, date, bound, rule=f"date-{bound}") if date is not None else None


def _stands_as_date(sentence: Sentence, moment: Moment) -> bool:
    """A lone number is a year only where a date can stand: after a preposition, a date word, a bracket or a comma."""
    if moment.last - moment.first > 1 or moment.role:
        return True
    if any(hit.first == moment.last for hit in sentence.of("happens")):
        return True  # "son konuşması 2018 yılındaydı"
    at = moment.first - 1
    if sentence.low(at) in ("(", ",", "[", "") or sentence.is_in(at, "date_prepositions", "date_left"):
        return not sentence.is_in(moment.last, "kin_adjectives") and not any(
            person.first <= moment.last < person.last and person.sort == "people" for person in sentence.people
        )
    return False
