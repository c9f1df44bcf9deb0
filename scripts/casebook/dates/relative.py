"""Dates counted from another event: "seven months later", "the following year"; a length, and the date it gives
from an anchor."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache, lru_cache

from casebook.dates.building import coarse
from casebook.dates.edtf import bounds
from casebook.dates.folding import fold
from casebook.dates.model import Offset, PartialDate
from casebook.dates.policy import last_day
from casebook.vocabularies import load

_LONGEST = 80
_DIRECTIONS = {"after": ("after", "event"), "before": ("before", "event"), "ago": ("before", "telling")}
_WEEK = timedelta(days=7)
_HALF_WEEK = timedelta(days=3)


def parse_offset(text: str, *, language: str | None = None) -> Offset | None:
    """The distance that a phrase says from an event or from the telling, or None. Never raises on odd text.

    Languages as in `parse_date`; without one, all that read the phrase must agree.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    return _parse(fold(text).strip(" .,;:"), str(language or "").replace("_", "-").split("-")[0].lower())


@lru_cache(maxsize=20_000)
def _parse(text: str, language: str) -> Offset | None:
    table = load("dates_relative")
    if language in table and (found := _in_language(text, language)):
        return found
    answers = {found for name in table if (found := _in_language(text, name))}
    return answers.pop() if len(answers) == 1 else None


def _in_language(text: str, language: str) -> Offset | None:
    whole = _whole(language).get(text)
    if whole:
        return whole
    match = _pattern(language).fullmatch(text)
    if not match:
        return None
    said = match.groupdict()
    sides = [name for name in ("after", "before", "ago") if said.get(f"{name}_pre") or said.get(f"{name}_post")]
    if len(sides) != 1:
        return None
    unit, low, high = _length(said, language)
    if low is None or (high is not None and high < low):
        return None
    if said["more"] or said["late_more"]:
        high = None
    if said["less"] or said["late_less"]:
        low = 0
    direction, anchor = _DIRECTIONS[sides[0]]
    approximate = any(said[name] for name in ("approx", "late_approx", "approx_post"))
    return Offset(unit, low, high, direction, approximate, False, anchor)


def _length(said: dict[str, str | None], language: str) -> tuple[str, int | None, int | None]:
    names = _names(language)
    if said["fixed"]:
        unit, count = names["fixed"][said["fixed"]]
        return unit, count, count
    low, high = _number(said["low"], names)
    if said["high"]:
        high = _number(said["high"], names)[1]
    return names["units"][said["unit"]], low, high


def _number(word: str, names: dict) -> tuple[int, int | None]:
    if word.isdigit():
        return int(word), int(word)
    return names["numbers"][word]


@cache
def _names(language: str) -> dict[str, dict]:
    """Folded words of a language: units, numbers as (low, high), and fixed lengths as (unit, count)."""
    said = load("dates_relative")[language]
    numbers = {fold(w): (n, n) for n, words in said["numbers"].items() for w in words}
    numbers |= {fold(w): (low, high) for w, (low, high) in said["ranges"].items()}
    return {
        "units": {fold(w): unit for unit, words in said["units"].items() for w in words},
        "numbers": numbers,
        "fixed": {fold(w): (unit, n) for unit, by in said["fixed"].items() for n, words in by.items() for w in words},
    }


@cache
def _whole(language: str) -> dict[str, Offset]:
    """Phrases that name a whole unit, such as "the following year", as offsets."""
    table = load("dates_relative")[language].get("whole", {})
    return {
        fold(phrase): Offset(unit, abs(step), abs(step), "before" if step < 0 else "after", False, True)
        for unit, steps in table.items()
        for step, phrases in steps.items()
        for phrase in phrases
    }


def _any(words: Iterable[str]) -> str:
    folded = sorted({fold(w) for w in words}, key=len, reverse=True)
    return "|".join(map(re.escape, folded)) or r"(?!)"


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """approx? more-or-less? before-word? (number (or number)? unit | fixed length) after-word? as one pattern."""
    said, names = load("dates_relative")[language], _names(language)
    gap = r"\s*" if language == "zh" else r"(?:\s+|\b)"
    edge = "" if language == "zh" else r"(?![^\W_])"
    number = rf"\d{{1,2}}|{_any(names['numbers'])}"

    def group(name: str, words: Iterable[str]) -> str:
        return rf"(?:(?P<{name}>{_any(words)}){edge}{gap})?"

    pre = "".join(group(f"{side}_pre", said.get(f"{side}_pre", [])) for side in ("after", "before", "ago"))
    post = "|".join(f"(?P<{side}_post>{_any(said.get(f'{side}_post', []))})" for side in ("after", "before", "ago"))
    length = (
        rf"(?:(?P<low>{number}){edge}{gap}(?:(?:{_any(said['join'])}){gap}(?P<high>{number}){edge}{gap})?"
        rf"(?P<unit>{_any(names['units'])})|(?P<fixed>{_any(names['fixed'])}))"
    )
    doubt = group("approx", said["approx"]) + group("more", said["more"]) + group("less", said["less"])
    later = doubt.replace("?P<", "?P<late_")
    after = rf"(?:{gap}(?P<approx_post>{_any(said['approx'])}))?"
    return re.compile(rf"(?:{doubt}){pre}(?:{later}){length}{edge}{after}(?:{gap}(?:{post}))?")


def resolve(offset: Offset | None, anchor: PartialDate | None) -> PartialDate | None:
    """The date that lies `offset` from `anchor`, or None where the anchor has no two bounds.

    Counted from both ends of the anchor and widened to whole units: seven months after some day of May 2017 is
    2017-12~,
    a year after it is 2018~. The qualifier is '~', because nobody counts to the day; it is never finer than the unit.
    """
    if offset is None or anchor is None or anchor.earliest is None or anchor.latest is None:
        return None
    near, far = offset.minimum, offset.maximum
    try:
        if offset.direction == "after":
            first = _shift(anchor.earliest, offset.unit, near)
            last = None if far is None else _shift(anchor.latest, offset.unit, far)
        else:
            first = None if far is None else _shift(anchor.earliest, offset.unit, -far)
            last = _shift(anchor.latest, offset.unit, -near)
        first = first and _widen(first, offset.unit, to_end=False)
        last = last and _widen(last, offset.unit, to_end=True)
    except (ValueError, OverflowError):
        return None
    return _stored(first, last, anchor.calendar)


def _shift(day: date, unit: str, count: int) -> date:
    if unit == "day":
        return day + timedelta(days=count)
    if unit == "week":
        return day + count * _WEEK
    months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(day.day, last_day(year, month)))


def _widen(day: date, unit: str, to_end: bool) -> date:
    if unit == "day":
        return day
    if unit == "week":
        return day + _HALF_WEEK if to_end else day - _HALF_WEEK
    if unit == "month":
        return day.replace(day=last_day(day.year, day.month) if to_end else 1)
    return date(day.year, 12, 31) if to_end else date(day.year, 1, 1)


def _stored(first: date | None, last: date | None, calendar: str) -> PartialDate:
    """One year, month or day where the bounds are exactly that, else a set between them."""
    for text, precision in _names_of(first):
        if first and last and bounds(text) == (first, last):
            return PartialDate(f"{text}~", first, last, precision, "~", "relative", (), calendar)
    low = coarse(first, at_end=False) if first else ""
    high = coarse(last, at_end=True) if last else ""
    precision = "set" if first and last else "open"
    return PartialDate(f"[{low}..{high}]", first, last, precision, "~", "relative", (), calendar)


def _names_of(day: date | None) -> list[tuple[str, str]]:
    if day is None:
        return []
    iso = day.isoformat()
    return [(iso[:4], "year"), (iso[:7], "month"), (iso, "day")]
