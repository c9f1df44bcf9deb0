"""`parse_date`: a phrase read in the language given, or in every language whose words it is made of when they agree."""

import re
from functools import lru_cache

from casebook.dates import spelled
from casebook.dates.atoms import Reading
from casebook.dates.edtf import bounds
from casebook.dates.folding import fold, has_extended_digits
from casebook.dates.lexicon import LANGUAGES, Token, languages_of, lexicon, months_everywhere
from casebook.dates.model import PartialDate
from casebook.dates.numeric import AmbiguousOrder
from casebook.dates.phrases import coarse, read
from casebook.dates.policy import SPREADSHEET_WINDOW, plausible
from casebook.dates.tokens import Raw, cut, tokenise

_LONGEST = 160
_CLOCK = re.compile(
    r"""(?<=[\w])(?:t|(?<=[日号])|[\s,]+)(?:(?:at|a|a\ las|a\ la|um|saat|в|上午|下午|晚上|早上|凌晨|中午)\s*)?
    (\d{1,2})\s?(?:(?::(\d\d)(?::(\d\d)(?:\.\d+)?)?|[h时点])\s?(?:\d\d)?分?)
    \s*(?:[ap]\.?m\.?|uhr|h|hs|hrs)?\s*(?:z|utc|gmt|[+-]\d\d:?\d\d)?$""",
    re.VERBOSE,
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_EDTF_LIKE = re.compile(r"[\[{\dX?~%.][\dX?~%./,\[\]{}-]*", re.ASCII)
_DAMAGED = re.compile(r"([^\W\d_]+)\.?-(\d\d)")
_DECIMAL = re.compile(r"((?:19|20)\d\d)\.1")
_YEAR_SPAN = re.compile(r"((?:1[5-9]|20)\d\d)\s?[-–/]\s?(\d\d)")
_EDGES = " \t\r\n.,;:!'’|*·•"


def parse_date(
    text: str, *, language: str | None = None, order: str | None = None, century: int | None = None
) -> PartialDate | None:
    """What a phrase says of a date, or None when any word or number of it is not understood.

    `language` is a hint (BCP 47; unknown ones are ignored): its words are tried first, then those of every other
    language.
    `order` is the source's declared order of day and month in digits (DMY, MDY, YMD). `century` is its declared
    rule for
    years of two digits: 20 or 2000 puts them in 2000-2099, 1930 in 1930-2029. Never raises on odd text.
    """
    if not isinstance(text, str) or len(text) > _LONGEST:
        return None
    return _parse(text, (language or "").replace("_", "-").split("-")[0].lower(), order, _base(century))


def _base(century: int | str | None) -> int | None:
    if century is None or not str(century).isdigit():
        return None
    number = int(century)
    return number * 100 if number < 100 else number


@lru_cache(maxsize=50_000)
def _parse(text: str, language: str, order: str | None, century: int | None) -> PartialDate | None:
    order = order.upper() if isinstance(order, str) and order.upper() in ("DMY", "MDY", "YMD") else None
    stripped = text.strip(_EDGES)
    literal = _literal(text.strip()) or _literal(stripped)
    if literal:
        return literal
    folded = fold(stripped).strip(_EDGES)
    clock = _CLOCK.search(folded)
    if clock:
        hour, minute, second = (int(part or 0) for part in clock.groups())
        if hour > 24 or minute > 59 or second > 60:
            return None
        folded = folded[: clock.start()]
    damaged = _spreadsheet(folded, century)
    if damaged:
        return damaged
    readings = _in_languages(cut(folded), language, has_extended_digits(text), order, century)
    if clock and readings and readings.precision != "day" and readings.rule not in ("numeric_ambiguous", "hijri"):
        return None
    return readings


def _literal(text: str) -> PartialDate | None:
    """ISO 8601 days and months, and EDTF that can mean nothing else (2017-22 may be the years 2017 to 2022)."""
    iso = _ISO.fullmatch(text)
    if not iso and not _EDTF_LIKE.fullmatch(text):
        return None
    try:
        earliest, latest = bounds(text)
    except ValueError:
        return None
    years = [int(y) for y in re.findall(r"(?<![\d-])\d{4}", text)]
    if (
        re.search(r"\d{4}-(?:1[3-9]|[2-9]\d)(?!\d)", text)
        or not all(map(plausible, years))
        or text.strip("/X.") == ""
        or "/" in (text[0], text[-1])
    ):
        return None
    if iso:
        precision = ("year", "month", "day")[sum(part is not None for part in iso.groups()[1:])]
        rule = "year" if precision == "year" else "iso"
        return PartialDate(text, earliest, latest, precision, "", rule)
    marks = "".join(m for m in "?~%" if m in text)
    qualifier = "" if not marks else marks if len(marks) == 1 else "%"
    return PartialDate(text, earliest, latest, _precision(text, earliest, latest), qualifier, "edtf")


def _precision(text: str, earliest, latest) -> str:
    if earliest is None or latest is None:
        return "open"
    if "/" in text:
        return "interval"
    if text[0] in "[{":
        return "set"
    plain = re.sub("[?~%]", "", text)
    if "X" not in plain:
        return {4: "year", 7: "month"}.get(len(plain), "day")
    known = plain.replace("-XX", "")
    return (
        {4: "year", 7: "month"}.get(len(known), "set")
        if "X" not in known
        else "decade"
        if len(known) == 4 and known[2] != "X"
        else "set"
    )


def _spreadsheet(text: str, century: int | None) -> PartialDate | None:
    """Mar-17: what a spreadsheet shows for March 2017, and what a person types for 17 March; 2017.1 for January or
    October."""
    damaged = _DAMAGED.fullmatch(text)
    month = months_everywhere().get(damaged[1]) if damaged else None
    if month:
        base = SPREADSHEET_WINDOW if century is None else century
        digits = int(damaged[2])
        if not digits:
            return None
        year = base + (digits - base) % 100
        first = _month(year, month, "spreadsheet")
        other = PartialDate(f"XXXX-{month:02}-{digits:02}", None, None, "day", "", "spreadsheet")
        others = (other,) if digits <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31) else ()
        return PartialDate(first.edtf, first.earliest, first.latest, "month", "?", "spreadsheet", (first, *others))
    decimal = _DECIMAL.fullmatch(text)
    if decimal:
        both = tuple(_month(int(decimal[1]), m, "spreadsheet_decimal") for m in (1, 10))
        edtf = f"[{both[0].edtf},{both[1].edtf}]"
        return PartialDate(edtf, both[0].earliest, both[1].latest, "set", "?", "spreadsheet_decimal", both)
    span = _YEAR_SPAN.fullmatch(text)
    if span and int(span[2]) > 12:
        first, end = int(span[1]), int(span[1]) // 100 * 100 + int(span[2])
        if end > first and not (end - first > 1 and 21 <= int(span[2]) <= 41):
            edtf = f"{first}/{end}"
            return PartialDate(edtf, *bounds(edtf), "interval", "", "interval")
    return None


def _month(year: int, month: int, rule: str) -> PartialDate:
    text = f"{year:04}-{month:02}"
    return PartialDate(text, *bounds(text), "month", "", rule)


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
    found = [read(tokens, Reading(order, century, calendar)) for order in ("DMY", "MDY")]
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
