"""`parse_date`: a phrase read in the language given, or in every language whose words it is made of when they agree."""

from functools import lru_cache

from casebook.dates import spelled
from casebook.dates.atoms import Reading
from casebook.dates.building import coarse
from casebook.dates.folding import fold, has_extended_digits
from casebook.dates.lexicon import LANGUAGES, Token, languages_of, lexicon
from casebook.dates.literals import literal, spreadsheet
from casebook.dates.model import PartialDate
from casebook.dates.numeric import AmbiguousOrder
from casebook.dates.phrases import read
from casebook.dates.tokens import Raw, cut, tokenise

_LONGEST = 160
_ORDERS = ("DMY", "MDY", "YMD")
_EDGES = " \t\r\n.,;:!'’|*·•"


def parse_date(
    text: str, *, language: str | None = None, order: str | None = None, century: int | None = None
) -> PartialDate | None:
    """What a phrase says of a date, or None when any word or number of it is not understood.

    `language` is a hint (BCP 47; unknown ones are ignored): its words are tried first, then those of every other one.
    `order` is the source's declared order of day and month in digits (DMY, MDY, YMD). `century` is its declared rule
    for years of two digits: 20 or 2000 puts them in 2000-2099, 1930 in 1930-2029. Never raises on odd text.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    declared = str(order).upper()
    base_language = str(language or "").replace("_", "-").split("-")[0].lower()
    return _parse(text, base_language, declared if declared in _ORDERS else None, _base(century))


def _base(century: int | str | None) -> int | None:
    if century is None or not str(century).isdecimal():
        return None
    number = int(century)
    return number * 100 if number < 100 else number


@lru_cache(maxsize=50_000)
def _parse(text: str, language: str, order: str | None, century: int | None) -> PartialDate | None:
    stripped = text.strip(_EDGES)
    found = literal(text.strip()) or literal(stripped)
    if found:
        return found
    folded = fold(stripped).strip(_EDGES)
    damaged = spreadsheet(folded, century)
    if damaged:
        return damaged
    return _in_languages(cut(folded), language, has_extended_digits(text), order, century)


def _in_languages(
    raw: Raw, language: str, extended: bool, order: str | None, century: int | None
) -> PartialDate | None:
    """The reading in the language given, else the one on which all languages that know every word agree."""
    if language in LANGUAGES:
        found = _in_one(raw, language, extended, order, century)
        if found:
            return found
    words = [word for kind, word in raw if kind == "word" and word.isalpha() and word not in ("x", "xx")]
    without_words = frozenset(["fa" if extended else "en"])
    candidates = frozenset.intersection(*map(languages_of, words)) if words else without_words
    found = {r for c in candidates if (r := _in_one(raw, c, extended, order, century))}
    if not found and words and not candidates:
        found = {r for c in spelled.LANGUAGES if (r := _in_one(raw, c, extended, order, century))}
    if len(found) != 1:
        return None
    only = found.pop()
    # A year such as 1396 among words that are Arabic as well as Persian may be of either calendar.
    return None if only.calendar == "solar" and "ar" in candidates and not extended else only


def _in_one(raw: Raw, language: str, extended: bool, order: str | None, century: int | None) -> PartialDate | None:
    calendar = "solar" if language == "fa" or extended else None
    found = _read(tokenise(raw, lexicon(language)), calendar, order, century)
    if found is None and (figures := spelled.in_figures(raw, language)):
        found = _read(tokenise(figures, lexicon(language)), calendar, order, century)
    return found


def _read(
    tokens: list[Token] | None, calendar: str | None, order: str | None, century: int | None
) -> PartialDate | None:
    if not tokens:
        return None
    try:
        return read(tokens, Reading(order, century, calendar))
    except AmbiguousOrder:
        return _both_orders(tokens, century, calendar)


def _both_orders(tokens: list, century: int | None, calendar: str | None) -> PartialDate | None:
    """Both readings where day and month can be exchanged: what is stored spans them."""
    found = [read(tokens, Reading(order, century, calendar, tried=True)) for order in ("DMY", "MDY")]
    readings = tuple(sorted((r for r in found if r), key=lambda r: r.edtf))
    if len(readings) < 2 or readings[0].edtf == readings[1].edtf:
        return readings[0] if readings else None
    one, other = readings
    earliest = None if None in (one.earliest, other.earliest) else min(one.earliest, other.earliest)
    latest = None if None in (one.latest, other.latest) else max(one.latest, other.latest)
    if one.precision == other.precision == "day":
        edtf, precision = f"[{one.edtf},{other.edtf}]", "set"
    else:
        low = coarse(earliest, at_end=False) if earliest else ""
        high = coarse(latest, at_end=True) if latest else ""
        edtf, precision = f"[{low}..{high}]", one.precision
    return PartialDate(edtf, earliest, latest, precision, one.qualifier, "numeric_ambiguous", readings, one.calendar)
