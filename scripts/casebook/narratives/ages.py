"""Ages as a narrative says them ("about 50", "in his late sixties"), and the births that they leave possible."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache, lru_cache
from typing import Any

from casebook.dates import PartialDate
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.lexicon import Lexicon
from casebook.narratives.sentence import Sentence

OLDEST = 120
ABOUT_WIDTH = 2  # "about 50" is read as 48 to 52
NEAR_LEFT, NEAR_RIGHT = 4, 5


def birth_between(age_min: int, age_max: int, as_of: PartialDate) -> PartialDate | None:
    """The days of birth that `age_min` to `age_max` completed years on a day within `as_of` leave possible.

    None where `as_of` is open on a side.
    """
    if as_of.earliest is None or as_of.latest is None:
        return None
    first, last = _years_before(as_of.earliest, age_max + 1), _years_before(as_of.latest, age_min)
    first = date.fromordinal(first.toordinal() + 1)
    return PartialDate(f"[{first.isoformat()}..{last.isoformat()}]", first, last, "set", "", "birth-from-age")


def _years_before(day: date, years: int) -> date:
    year = day.year - years
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap_day and not _is_leap(year) else date(year, day.month, day.day)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@cache
def _patterns(lexicon: Lexicon) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(what a text must hold for it, pattern) pairs."""
    groups = lexicon.words.get("age_patterns") or {}
    return tuple((needs, re.compile(pattern, re.IGNORECASE)) for needs, group in groups.items() for pattern in group)


@lru_cache(maxsize=4)
def _seen(lexicon: Lexicon, text: str) -> tuple[re.Pattern[str], ...]:
    """The patterns that a narrative has anywhere, so that each sentence is searched for those alone."""
    low = text.lower()
    return tuple(pattern for needs, pattern in _patterns(lexicon) if needs in low and pattern.search(text))


def age_claims(sentence: Sentence) -> Iterable[ProposedClaim]:
    """The ages said of the subject or of a relative named beside them, as they were when the narrative was told."""
    start, end = sentence.chars(sentence.first, sentence.last)
    taken: list[tuple[int, int]] = []
    for pattern in _seen(sentence.lexicon, sentence.text):
        for match in pattern.finditer(sentence.text, start, end):
            if any(first < match.end() and match.start() < last for first, last in taken):
                continue
            ages = _ages(sentence.lexicon, match)
            who = _whose(sentence, match.start(), match.end())
            if ages and who:
                taken.append(match.span())
                yield ProposedClaim("age", *match.span(), who=who, age_min=ages[0], age_max=ages[1], rule="age")


def _ages(lexicon: Lexicon, match: re.Match[str]) -> tuple[int, int] | None:
    found = match.groupdict()
    words = lexicon.words.get("ages", {})
    if found.get("decade"):
        first = words["decades"].get(found["decade"].lower())
        part = words["parts"].get((found.get("part") or "").lower().strip("- "), [0, 9])
        return None if first is None else (first + part[0], first + part[1])
    low = _number(lexicon, found["age"])
    high = _number(lexicon, found["to"]) if found.get("to") else low
    if low is None or high is None or not 0 < low <= high < OLDEST:
        return None
    return (max(0, low - ABOUT_WIDTH), high + ABOUT_WIDTH) if found.get("about") else (low, high)


def _number(lexicon: Lexicon, word: str) -> int | None:
    return int(word) if word.isdecimal() else lexicon.words.get("numbers", {}).get(word.lower())


def _whose(sentence: Sentence, start: int, end: int) -> str | None:
    """The person whose words hold the age, or who stands closest beside it; None where nobody near is known."""
    tokens = sentence.tokens
    near: list[tuple[int, Any]] = []
    for person in sentence.people:
        first, last = tokens[person.first].start, tokens[person.last - 1].end
        if person.sort not in ("kin", "name", "pronoun"):
            continue
        if first < end and start < last:
            return person.who
        between = sentence.text[min(last, end) : max(start, first)]
        distance = len(re.findall(r"\w+", between))
        if distance <= (NEAR_LEFT if last <= start else NEAR_RIGHT):
            near.append((distance, person))
    if not near:
        return None
    who = min(near, key=lambda pair: pair[0])[1].who
    return who if who != "other" else None
