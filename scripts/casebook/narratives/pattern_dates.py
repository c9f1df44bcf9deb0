"""The dates of a script without spaces: what the patterns of its vocabulary find and casebook.dates reads whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from casebook.dates import parse_offset
from casebook.narratives.calendar import Calendar, Moment
from casebook.narratives.date_words import parted, read
from casebook.narratives.lexicon import Lexicon
from casebook.narratives.sentence import Sentence

PATTERNS = ("date_pattern", "date_pattern_short", "offset_pattern")


def pattern_moments(sentence: Sentence, calendar: Calendar, number: int) -> list[Moment]:
    """Every date of the sentence in order, those without a year where what came before is certain, and distances."""
    places = {sentence.tokens[index].start: index for index in range(sentence.first, sentence.last)}
    ends = {sentence.tokens[index].end: index + 1 for index in range(sentence.first, sentence.last)}
    found: list[Moment] = []
    for match in _matches(sentence):
        span = match.span("date") if "date" in match.groupdict() else match.span()
        if span[0] not in places or span[1] not in ends:
            continue
        moment = _moment(sentence, match, calendar, number, places[span[0]], ends[span[1]])
        if moment is not None:
            found.append(moment)
            calendar.note(found, number)
    return found


@cache
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(lexicon.words[name]) for name in PATTERNS if name in lexicon.words)


def _matches(sentence: Sentence) -> Iterator[re.Match[str]]:
    """The matches of all patterns in order of the text, those that overlap an earlier one left out."""
    span, done = sentence.chars(sentence.first, sentence.last), -1
    found = [match for pattern in _patterns(sentence.lexicon) for match in pattern.finditer(sentence.text, *span)]
    for match in sorted(found, key=lambda match: (match.start(), -match.end())):
        if match.start() >= done:
            done = match.end()
            yield match


def _moment(
    sentence: Sentence, match: re.Match[str], calendar: Calendar, number: int, first: int, last: int
) -> Moment | None:
    said, language = match.groupdict(), sentence.lexicon.language
    if "date" not in said:
        offset = parse_offset(match.group(), language=language)
        return Moment(first, last, offset=offset, rule="offset") if offset is not None else None
    if "month" not in said:
        date = read(said["date"], language)
        if date is None:
            return None
        date, role, until = parted(date, language)
        role = role or ("since" if said.get("since") else "")
        return Moment(first, last, date, role, until, rule=f"date-{role}" if role else "date")
    date = _in_context(sentence, said, calendar, number)
    return Moment(first, last, date, rule="date-year-from-context") if date is not None else None


def _in_context(sentence: Sentence, said: dict[str, str | None], calendar: Calendar, number: int) -> Any:
    """A month without its year: of "the same year", of "the next year", or of the only year that can be meant; a day of
    "the same month"."""
    form = sentence.lexicon.words["year_form"]
    if said.get("day"):
        last = calendar.date if number - calendar.sentence <= 1 else None
        if last is None or last.precision not in ("day", "month"):
            return None
        day = sentence.lexicon.words["day_form"].format(month=last.earliest.month, day=said["day"])
        date = read(form.format(date=day, year=last.earliest.year), sentence.lexicon.language)
        return date if date is not None and date.latest >= last.earliest else None
    year = calendar.that_year(number) if said.get("same") or said.get("next") else calendar.year_meant(number)
    if year is None:
        return None
    year += bool(said.get("next"))
    date = read(form.format(date=said["month"], year=year), sentence.lexicon.language)
    unsaid = not said.get("same") and not said.get("next")
    return None if date is None or (unsaid and date.earliest.month < calendar.month) else date
