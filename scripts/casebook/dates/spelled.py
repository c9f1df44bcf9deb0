"""Numbers in words inside a date, put into figures: "two thousand and eighteen", "le douze mai"."""

from functools import lru_cache

from casebook.dates.lexicon import lexicon
from casebook.dates.tokens import Raw
from casebook.numbers import parse_number

LANGUAGES = ("en", "fr", "es", "de", "tr", "kk", "ug")
_LONGEST = 9
# Articles as well as numbers: "un mai" is no day.
_ARTICLES = frozenset(("a", "an", "un", "une", "una", "ein", "eine", "einem", "einen", "einer", "bir", "бір", "بىر"))
_PAIRED_CENTURIES = range(15, 21)


def in_figures(raw: Raw, language: str) -> Raw | None:
    """`raw` with each run of number words as one number, or None when there is none."""
    if language not in LANGUAGES or not any(kind == "word" and _is_number_word(word, language) for kind, word in raw):
        return None
    found: Raw = []
    position = 0
    while position < len(raw):
        known = lexicon(language).match(raw, position)  # "twenty-first" is a word of dates already
        length, value = (0, 0) if known else _run(raw, position, language)
        if length and _counts_months(raw, position + length, language):
            return None
        found.extend([("number", str(value))] if length else raw[position : position + max(known, 1)])
        position += length or max(known, 1)
    return found


def text_in_figures(text: str, language: str) -> str:
    """`text` with its first run of number words as one number: "twenty-five days later"."""
    words = text.casefold().replace("-", " - ").split()
    for start in range(len(words)):
        if not _is_number_word(words[start], language):
            continue
        for end in range(min(len(words), start + _LONGEST), start, -1):
            if not _is_number_word(words[end - 1], language):
                continue
            number = _whole(" ".join(words[start:end]).replace(" - ", "-"), language)
            if number is not None:
                return " ".join([*words[:start], str(number), *words[end:]])
    return text


def _counts_months(raw: Raw, following: int, language: str) -> bool:
    """Whether a number in words stands before "month": two months, where the month itself is the second or 2."""
    known = lexicon(language).match(raw, following) if following < len(raw) else 0
    words = tuple(word for _, word in raw[following : following + known])
    return bool(known) and lexicon(language).words[words][0][:1] == ("k",)


def _run(raw: Raw, start: int, language: str) -> tuple[int, int]:
    """How many tokens from `start` are one whole number, the longest run first, and its value; 0 when none is."""
    kind, word = raw[start]
    if kind != "word" or word in _ARTICLES or not _is_number_word(word, language):
        return 0, 0
    for length in range(min(_LONGEST, len(raw) - start), 0, -1):
        words = [w for _, w in raw[start : start + length]]
        if not _is_number_word(words[-1], language):
            continue
        value = _value(" ".join(words).replace(" - ", "-"), language)
        if value is not None:
            return length, value
    return 0, 0


@lru_cache(maxsize=4096)
def _whole(words: str, language: str) -> int | None:
    number = parse_number(words, language=language)
    return number if isinstance(number, int) else None


@lru_cache(maxsize=4096)
def _value(words: str, language: str) -> int | None:
    """A whole number up to four figures, years in English by pairs too (nineteen ninety-nine)."""
    number = parse_number(words, language=language)
    if isinstance(number, int):
        return number if 0 < number <= 9999 else None
    first, _, rest = words.partition(" ")
    if language != "en" or not rest:
        return None
    hundreds, units = parse_number(first, language="en"), parse_number(rest, language="en")
    pair = isinstance(hundreds, int) and isinstance(units, int) and hundreds in _PAIRED_CENTURIES and 10 <= units <= 99
    return hundreds * 100 + units if pair else None


@lru_cache(maxsize=20_000)
def _is_number_word(word: str, language: str) -> bool:
    return word.isalpha() and parse_number(word, language=language) is not None
