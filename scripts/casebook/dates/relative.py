"""Dates counted from another event or from the telling: "seven months later", "the following year", as a distance."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from casebook.dates.folding import fold
from casebook.dates.model import Offset
from casebook.dates.spelled import text_in_figures
from casebook.vocabularies import load

_LONGEST = 80
_EDGES = " .,;:"
_DIRECTIONS = {"after": ("after", "event"), "before": ("before", "event"), "ago": ("before", "telling")}


def parse_offset(text: str, *, language: str | None = None) -> Offset | None:
    """The distance that a phrase says from an event or from the telling, or None. Never raises on odd text.

    Languages as in `parse_date`; without one, all that read the phrase must agree.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    return _parse(text, str(language or "").replace("_", "-").split("-")[0].lower())


@lru_cache(maxsize=20_000)
def _parse(text: str, language: str) -> Offset | None:
    table = load("dates_relative")
    if language in table and (found := _read(text, language)):
        return found
    answers = {found for name in table if (found := _read(text, name))}
    return answers.pop() if len(answers) == 1 else None


def _read(text: str, language: str) -> Offset | None:
    """The distance in one language, its number in figures or in any words that numbers have there."""
    said = fold(text).strip(_EDGES)
    found = _in_language(said, language)
    if found is None and (figures := fold(text_in_figures(text, language)).strip(_EDGES)) != said:
        found = _in_language(figures, language)
    return found


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
    if said["more"] or said["late_more"] or said["more_post"]:
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
    gap = r"\s*" if language == "zh" else r"(?:\s+|\b|(?<='))"
    edge = "" if language == "zh" else r"(?:(?![^\W_])|(?<='))"
    number = rf"\d{{1,3}}|{_any(names['numbers'])}"

    def group(name: str, words: Iterable[str]) -> str:
        return rf"(?:(?P<{name}>{_any(words)}){edge}{gap})?"

    pre = "".join(group(f"{side}_pre", said.get(f"{side}_pre", [])) for side in ("after", "before", "ago"))
    post = "|".join(f"(?P<{side}_post>{_any(said.get(f'{side}_post', []))})" for side in ("after", "before", "ago"))
    length = (
        rf"(?:(?P<low>{number}){edge}{gap}(?:(?:{_any(said['join'])}){gap}(?P<high>{number}){edge}{gap})?"
        rf"(?P<unit>{_any(names['units'])})(?P<more_post>{_any(said.get('more_post', []))})?|(?P<fixed>{_any(names['fixed'])}))"
    )
    doubt = group("approx", said["approx"]) + group("more", said["more"]) + group("less", said["less"])
    later = doubt.replace("?P<", "?P<late_")
    after = rf"(?:{gap}(?P<approx_post>{_any(said['approx'])}))?"
    return re.compile(rf"(?:{doubt}){pre}(?:{later}){length}{edge}{after}(?:{gap}(?:{post}))?")
