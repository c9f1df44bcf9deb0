"""Where a date may stand in a sentence: months, years and figures with the small words around them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from casebook.dates import parse_date
from casebook.narratives.sentence import Sentence

REACH_LEFT, REACH_RIGHT = 6, 8


@lru_cache(maxsize=20000)
def read(words: str, language: str) -> Any:
    """parse_date of the words, remembered."""
    return parse_date(words, language=language)


def is_month(sentence: Sentence, index: int) -> bool:
    if not sentence.is_in(index, "months"):
        return False
    return not sentence.lexicon.words.get("capital_months") or sentence.tokens[index].capital


def is_year(sentence: Sentence, index: int) -> bool:
    low = sentence.low(index)
    return len(low) == 4 and low.isdecimal() and low[:2] in ("19", "20")


def is_small(sentence: Sentence, index: int) -> bool:
    """A number of one or two digits, such as that of a day."""
    low = sentence.low(index)
    return low.isdecimal() and len(low) <= 2


def is_seed(sentence: Sentence, index: int) -> bool:
    token = sentence.tokens[index]
    if not token.text[0].isdigit():
        return "months" in token.lists and is_month(sentence, index)
    return is_month(sentence, index) or is_year(sentence, index) or _is_figures(sentence, index)


def _is_figures(sentence: Sentence, index: int) -> bool:
    """Digits, a mark, digits, the same mark, digits: a date in figures; or a month and its year, "02/2018"."""
    mark = sentence.low(index + 1)
    if mark in ("/", ".") and len(sentence.low(index)) <= 2 and is_year(sentence, index + 2):
        return sentence.low(index - 1) != mark and sentence.low(index + 3) != mark
    return (
        mark in (".", "/", "-")
        and sentence.low(index + 3) == mark
        and all(sentence.low(at).isdecimal() for at in (index, index + 2, index + 4))
    )


def cluster_end(sentence: Sentence, index: int) -> int:
    """The end of the run of months, years, small numbers and the small words between them."""
    last, at = index + 1, index + 1
    while at < min(sentence.last, last + 5) and at - index < REACH_RIGHT + 4:
        low = sentence.low(at)
        number = is_small(sentence, at) and not sentence.is_in(at + 1, "term_units")  # "Mart ayında 13 yıl"
        if number or is_month(sentence, at) or is_year(sentence, at) or sentence.is_in(at, "date_tail"):
            last = at + 1
        elif low not in sentence.lexicon.set("date_glue"):
            break
        at += 1
    return last


def cluster_start(sentence: Sentence, index: int) -> int:
    """The start of the words before a date that belong to it: its day, "early", "the end of", "between"."""
    first, ranged = index, False
    for at in range(index - 1, max(sentence.first, index - REACH_LEFT) - 1, -1):
        low = sentence.low(at)
        if sentence.is_in(at, "date_to") and is_small(sentence, at + 1) and is_small(sentence, at - 1):
            ranged = True  # "12 to 13 March"
        elif is_small(sentence, at) or sentence.is_in(at, "ordinals", "date_left", *(("night_words",) if ranged else ())):
            first = at
        elif low in sentence.lexicon.words.get("date_bounds", {}):
            first = at
            break
        elif not (sentence.is_in(at, "coordinators") and _opened(sentence, at)):
            break
    return first


def _opened(sentence: Sentence, index: int) -> bool:
    """Whether the "and" at `index` joins the two ends of "between 2 and 8 July"."""
    bounds = sentence.lexicon.words.get("date_bounds", {})
    at = index - 1
    while sentence.low(at).isdecimal() or is_month(sentence, at) or sentence.is_in(at, "ordinals", "articles"):
        at -= 1
    return at < index - 1 and bounds.get(sentence.low(at)) == "between"


def windows(sentence: Sentence, first: int, seed: int, last: int) -> Iterator[tuple[int, int]]:
    """Windows around the seed, the longest first; a window never ends in a mark or begins with one."""
    for end in range(last, seed, -1):
        if not sentence.tokens[end - 1].text[-1].isalnum():
            continue
        for start in range(first, seed + 1):
            if sentence.tokens[start].text[0].isalnum():
                yield start, end


def parted(date: Any, language: str) -> tuple[Any, str, Any]:
    """(date, role, until) of a date read whole: an interval is a beginning and an end, or one that has no end."""
    opening, _, closing = date.edtf.partition("/")
    if date.precision not in ("interval", "open") or not opening or not closing:
        return date, "", None
    first, last = read(opening, language), None if closing == ".." else read(closing, language)
    if first is None or (last is None and closing != ".."):
        return date, "", None
    return first, "since" if last is None else "from", last


def with_year(sentence: Sentence, first: int, last: int, year: int) -> str:
    form = sentence.lexicon.words.get("year_form", "{date} {year}")
    return form.format(date=sentence.words(first, last), year=year)
