"""Dates that need what was told before: "that year", "the same day", "on 29 January"; and distances in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from casebook.dates import parse_offset
from casebook.narratives.calendar import Calendar, Moment
from casebook.narratives.date_words import cluster_start, is_month, read, with_year
from casebook.narratives.lexicon import Hit
from casebook.narratives.sentence import Sentence


def same_days(sentence: Sentence, found: list[Moment], earlier: Calendar, number: int) -> list[Moment]:
    """ "on the same day": the day named last, in this sentence or the one before; of its month where that is all."""
    same = []
    for hit in sentence.of("same_day"):
        calendar = earlier.before(found, hit.first, number)
        date = calendar.date if number - calendar.sentence <= 1 else None
        if date is not None and date.precision in ("day", "month", "third", "season", "set"):
            same.append(Moment(hit.first, hit.last, date, rule="same-day"))
    return same


def that_year(sentence: Sentence, found: list[Moment], earlier: Calendar, number: int) -> Iterator[Moment]:
    """ "in the spring of that year", "that summer", "the following spring": counted from where the story is."""
    for hit in sentence.of("same_year", "same_season", "next_season"):
        calendar = earlier.before(found, hit.first, number)
        year = calendar.that_year(number)
        if year is None or any(moment.first <= hit.first < moment.last for moment in found):
            continue
        first = cluster_start(sentence, hit.first) if hit.type == "same_year" else hit.first
        words = sentence.words(first, hit.first) if hit.type == "same_year" else hit.value
        date = (_next if hit.type == "next_season" else _in_year)(sentence, words, year, calendar)
        if date is not None:
            yield Moment(first, hit.last, date, rule="date-year-from-context")


def that_month(sentence: Sentence, found: list[Moment], earlier: Calendar, number: int) -> Iterator[Moment]:
    """ "on the 20th of the same month": a day of the month named last, in this sentence or the one before."""
    for hit in sentence.of("same_month"):
        calendar, at = earlier.before(found, hit.first, number), hit.first - 1
        last = calendar.date if number - calendar.sentence <= 1 else None
        while sentence.is_in(at, "day_suffixes"):
            at -= 1
        day = sentence.low(at)
        if last is None or last.precision not in ("day", "month") or not day.isdecimal() or len(day) > 2:
            continue
        date = read(f"{last.earliest:%Y-%m}-{int(day):02d}", sentence.lexicon.language)
        if date is not None and date.latest >= last.earliest:
            yield Moment(at, hit.last, date, rule="date-month-from-context")


def _in_year(sentence: Sentence, words: str, year: int, calendar: Calendar) -> Any:
    form = sentence.lexicon.words.get("year_form", "{date} {year}")
    return read(form.format(date=words, year=year), sentence.lexicon.language) if words else None


def _next(sentence: Sentence, words: str, year: int, calendar: Calendar) -> Any:
    """The first such season or month after the last date told."""
    date = _in_year(sentence, words, year, calendar)
    later = date is not None and date.earliest is not None and date.earliest > calendar.date.latest
    return date if later else _in_year(sentence, words, year + 1, calendar)


def without_year(sentence: Sentence, first: int, index: int, calendar: Calendar, number: int) -> Moment | None:
    """ "on 29 January", "in August of that year", "the following March": dated only when the year is certain."""
    if not is_month(sentence, index):
        return None
    if sentence.is_in(index - 1, "following_words", "that_month"):
        return _named_by_the_last(sentence, index, calendar, number)
    last = index + 1
    if sentence.low(last).isdecimal() and len(sentence.low(last)) <= 2:
        last += 1
    has_day = last > index + 1 or sentence.low(index - 1).isdecimal() or sentence.is_in(index - 1, "ordinals", "of")
    if calendar.sentence == number and _is_told(sentence, index, calendar):
        return None  # "in January 2018 they told me that she had been arrested at the end of August"
    same = sentence.of("same_year")
    that_year = next((hit for hit in same if last <= hit.first <= last + 1 or hit.last == index), None)
    if not (has_day or that_year or sentence.is_in(first - 1, "date_prepositions")) and first == index:
        return None
    year = calendar.that_year(number) if that_year else calendar.year_meant(number)
    if year is None:
        return None
    month = _in_year(sentence, sentence.words(index, index + 1), year, calendar)
    if month is None or month.earliest is None or (not that_year and month.earliest.month < calendar.month):
        return None
    for start in range(first, index + 1):
        date = read(with_year(sentence, start, last, year), sentence.lexicon.language)
        if date is not None and sentence.tokens[start].text[0].isalnum():
            said = that_year or Hit(start, last, "", None)
            first, last = min(start, said.first), max(last, said.last)
            return Moment(first, last, date, rule="date-year-from-context")
    return None


def _is_told(sentence: Sentence, index: int, calendar: Calendar) -> bool:
    """Whether the last date is that of hearing what has the month at token `index`, and the month is another one."""
    told = any(hit.last <= index and calendar.at <= hit.first for hit in sentence.of("says", "knows"))
    last = calendar.date
    if not told or last is None or last.precision not in ("day", "month"):
        return told
    month = read(f"{sentence.words(index, index + 1)} {last.earliest.year}", sentence.lexicon.language)
    return month is None or month.earliest is None or month.earliest.month != last.earliest.month


def _named_by_the_last(sentence: Sentence, index: int, calendar: Calendar, number: int) -> Moment | None:
    """ "that December", "the following March": of the year of the last date, or the first one after it."""
    year, word = calendar.that_year(number), sentence.words(index, index + 1)
    if year is None:
        return None
    following = sentence.is_in(index - 1, "following_words")
    date = (_next if following else _in_year)(sentence, word, year, calendar)
    if date is None or date.earliest is None or (not following and date.latest < calendar.date.earliest):
        return None
    return Moment(index - 1, index + 1, date, rule="date-year-from-context")


def offsets(sentence: Sentence) -> Iterator[Moment]:
    """Distances in time: "two days before", "a year later", "the following year"."""
    units, tokens = tuple(sentence.lexicon.words.get("offset_units") or ()), sentence.tokens
    counts = sentence.where("offsets")
    for index in range(sentence.first, sentence.last) if counts else ():
        if tokens[index].low.startswith(units):
            moment = _offset(sentence, index)
            if moment is not None:
                yield moment


def _offset(sentence: Sentence, unit: int) -> Moment | None:
    """The longest distance in time around the word of a unit at token `unit`."""
    for first in range(max(sentence.first, unit - 4), unit + 1):
        if not sentence.low(first)[0].isalnum():
            continue
        for last in (unit + 3, unit + 2, unit + 1):
            if last > sentence.last or not sentence.tokens[last - 1].text[-1].isalnum():
                continue
            if any(sentence.is_in(at, "offsets") for at in (last - 1, first, first + 1)):
                if sentence.is_in(first, "offset_anchors") and sentence.is_in(last, "of", "arrival"):
                    return None  # "after eleven months of schooling": how long something lasted
                if sentence.is_in(last, "of") and is_month(sentence, last + 1):
                    return None  # "in the same week of March 2018"
                offset = parse_offset(sentence.words(first, last), language=sentence.lexicon.language)
                if offset is not None:
                    return Moment(first, last, offset=offset, rule="offset")
    return None
