"""The dates of a sentence: the longest words that casebook.dates reads whole, and how they are tied to an event."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from casebook.dates import parse_offset
from casebook.narratives.date_words import cluster_end, cluster_start, is_month, is_seed, read, windows, with_year
from casebook.narratives.lexicon import Lexicon
from casebook.narratives.sentence import Sentence


@dataclass(slots=True)
class Moment:
    """Tokens [first, last) that say when. `role`: "", since, until, from; `until`: the end of "from ... to ...".

    `offset` is set, and `date` None, for a distance in time ("two days before", "a year later").
    """

    first: int
    last: int
    date: Any = None
    role: str = ""
    until: Any = None
    offset: Any = None
    rule: str = "date"


@dataclass(slots=True)
class Calendar:
    """The year the narrative is in, while it is certain: that of the dates of this sentence or the one before."""

    year: int | None = None
    month: int = 1
    sentence: int = -2
    date: Any = None

    def note(self, moments: list[Moment], sentence: int) -> None:
        """Remember the year when all dates of the sentence agree on it; a sentence without dates makes it older."""
        dates = [moment.date for moment in moments if moment.date is not None and moment.role != "until"]
        bounds = [(date.earliest, date.latest) for date in dates]
        if not bounds:
            return
        if (
            any(low is None or high is None for low, high in bounds)
            or len({day.year for pair in bounds for day in pair}) != 1
        ):
            self.year = None
            return
        self.year, self.sentence = bounds[-1][0].year, sentence
        self.date = dates[-1]
        self.month = bounds[-1][0].month if dates[-1].precision in ("day", "month") else 1


def find_moments(sentence: Sentence, calendar: Calendar, number: int) -> list[Moment]:
    """Every date of the sentence in order; one without a year gets it only where what came before is certain."""
    found: list[Moment] = _by_pattern(sentence)
    if found or "date_pattern" in sentence.lexicon.words:
        calendar.note(found, number)
        return found
    index = sentence.first
    while index < sentence.last:
        moment = _moment(sentence, index, calendar, number, found) if is_seed(sentence, index) else None
        if moment:
            found.append(moment)
            calendar.note(found, number)
        index = moment.last if moment else index + 1
    found.extend(_same_days(sentence, found, calendar, number))
    found.extend(offset for offset in _offsets(sentence) if not any(m.first <= offset.first < m.last for m in found))
    found.sort(key=lambda moment: moment.first)
    return found


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str] | None:
    words = lexicon.words.get("date_pattern")
    return re.compile(words) if words else None


def _by_pattern(sentence: Sentence) -> list[Moment]:
    """The dates of a script without spaces: what the pattern of the vocabulary finds and casebook.dates reads whole."""
    pattern, found = _pattern(sentence.lexicon), []
    if pattern is None:
        return found
    places = {sentence.tokens[index].start: index for index in range(sentence.first, sentence.last)}
    ends = {sentence.tokens[index].end: index + 1 for index in range(sentence.first, sentence.last)}
    for match in pattern.finditer(sentence.text, *sentence.chars(sentence.first, sentence.last)):
        date = read(match["date"], sentence.lexicon.language)
        first, last = places.get(match.start("date")), ends.get(match.end("date"))
        if date is not None and first is not None and last is not None:
            role = "since" if match.groupdict().get("since") else ""
            found.append(Moment(first, last, date, role, rule="date-since" if role else "date"))
    return found


def _same_days(sentence: Sentence, found: list[Moment], calendar: Calendar, number: int) -> list[Moment]:
    """ "on the same day": the day named last, in this sentence or the one before."""
    same = []
    for hit in sentence.of("same_day"):
        before = [moment.date for moment in found if moment.date is not None and moment.last <= hit.first]
        date = before[-1] if before else calendar.date if number - calendar.sentence <= 1 else None
        if date is not None and date.precision == "day":
            same.append(Moment(hit.first, hit.last, date, rule="same-day"))
    return same


def _moment(sentence: Sentence, index: int, calendar: Calendar, number: int, found: list[Moment]) -> Moment | None:
    first, last = cluster_start(sentence, index), cluster_end(sentence, index)
    if found:
        first = max(first, found[-1].last)
    for start, end in windows(sentence, first, index, last):
        moment = _read_window(sentence, start, end)
        if moment:
            return moment if _stands_as_date(sentence, moment) else None
    return _without_year(sentence, first, index, calendar, number)


def _read_window(sentence: Sentence, start: int, end: int) -> Moment | None:
    bound = sentence.lexicon.words.get("date_bounds", {}).get(sentence.low(start))
    if bound in ("since", "from", "until"):
        return _bounded(sentence, start, end, bound)
    date = read(sentence.words(start, end), sentence.lexicon.language)
    if date is None:
        return None
    while sentence.is_in(start, "date_prepositions", "articles") and end - start > 1:
        start += 1
    return Moment(start, end, date)


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
    at = moment.first - 1
    if sentence.low(at) in ("(", ",", "[", "") or sentence.is_in(at, "date_prepositions", "date_left"):
        return not sentence.is_in(moment.last, "kin_adjectives") and not any(
            person.first <= moment.last < person.last and person.sort == "people" for person in sentence.people
        )
    return False


def _without_year(sentence: Sentence, first: int, index: int, calendar: Calendar, number: int) -> Moment | None:
    """ "on 29 January", "in August of that year": dated only when the year is certain, else left without a date."""
    if not is_month(sentence, index):
        return None
    last = index + 1
    if sentence.low(last).isdecimal() and len(sentence.low(last)) <= 2:
        last += 1
    has_day = last > index + 1 or sentence.low(index - 1).isdecimal() or sentence.is_in(index - 1, "ordinals", "of")
    if not has_day and not sentence.is_in(first - 1, "date_prepositions") and first == index:
        return None
    that_year = next((hit for hit in sentence.of("same_year") if last <= hit.first <= last + 1), None)
    certain = calendar.year is not None and number - calendar.sentence <= 1
    if not certain:
        return None
    month = read(with_year(sentence, index, index + 1, calendar.year), sentence.lexicon.language)
    if month is None or month.earliest is None or (not that_year and month.earliest.month < calendar.month):
        return None
    for start in range(first, index + 1):
        date = read(with_year(sentence, start, last, calendar.year), sentence.lexicon.language)
        if date is not None and sentence.tokens[start].text[0].isalnum():
            return Moment(start, that_year.last if that_year else last, date, rule="date-year-from-context")
    return None


def _offsets(sentence: Sentence) -> Iterator[Moment]:
    """Distances in time: "two days before", "a year later", "the following year"."""
    language = sentence.lexicon.language
    units = tuple(sentence.lexicon.words.get("offset_units") or ())
    for index in range(sentence.first, sentence.last):
        if not sentence.low(index).startswith(units):
            continue
        for first in range(max(sentence.first, index - 4), index + 1):
            for last in (index + 2, index + 1):
                if last <= sentence.last and (
                    sentence.is_in(last - 1, "offsets")
                    or sentence.is_in(first, "offsets")
                    or sentence.is_in(first + 1, "offsets")
                ):
                    offset = parse_offset(sentence.words(first, last), language=language)
                    if offset is not None:
                        yield Moment(first, last, offset=offset, rule="offset")
                        break
            else:
                continue
            break
