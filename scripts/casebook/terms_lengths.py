"""Lengths of time in a phrase about a sentence: figures or words with their unit, limits and ranges."""

from typing import NamedTuple

from casebook.terms_words import Amount, Symbol, years

_UNITS = ("years", "months", "weeks", "days")
_MOST = {"years": 99, "months": 1200, "weeks": 520, "days": 3660}


class Length(NamedTuple):
    """A length and how it is limited: `low` or `high` is None where open; `weak`: may as well be a date or an age."""

    low: Amount | None
    high: Amount | None
    about: bool
    weak: bool
    rule: str


class _Part(NamedTuple):
    """An amount being read: its symbols end at `end`; `number` alone when no unit has been said; `limit` from
    within."""

    amount: Amount | None
    number: float | int | None
    unit: str
    weak: bool
    about: bool
    limit: str
    end: int


def read_length(symbols: list[Symbol], at: int, unit: str = "") -> tuple[Length, int] | None:
    """(length, index of the next symbol) of the length that begins at symbol `at`, or None. `unit` is what a bare
    number counts."""
    limit, start = _limit_before(symbols, at)
    between = start < len(symbols) and "between" in symbols[start].roles and _countable_at(symbols, start + 1)
    found = _read_range(symbols, start + 1, True, unit) if between else None
    if found is None and "between" in symbols[at].roles and limit:
        found = _read_range(symbols, at + 1, True, unit)
        limit = "" if found else limit
    found = found or _read_range(symbols, start, False, unit) or _read_single(symbols, start, unit)
    if found is None:
        return None
    length, end = found
    length = _limited(length, limit) if limit else length
    if length and end < len(symbols) and length.rule in ("length", "range") and not _adds(symbols, end):
        after = _limit_after(symbols[end], length)
        length, end = (_limited(length, after), end + 1) if after else (length, end)
    return (length, end) if length else None


def _countable_at(symbols: list[Symbol], at: int) -> bool:
    """Whether a number, or an article that may stand for one, is at `at`."""
    return at < len(symbols) and _countable(symbols[at])


def _adds(symbols: list[Symbol], at: int) -> bool:
    """Whether a plus stands at `at` that adds a second length, not one that says "or more"."""
    return "plus" in symbols[at].roles and at + 1 < len(symbols) and symbols[at + 1].number is not None


def _limit_before(symbols: list[Symbol], at: int) -> tuple[str, int]:
    """A word that limits the length after it: (about, least or most, or nothing; where the length begins)."""
    if at >= len(symbols):
        return "", at
    roles = symbols[at].roles
    begins = at + 1 < len(symbols) and (
        _countable(symbols[at + 1]) or bool({"between", "about"} & symbols[at + 1].roles)
    )
    for limit in ("least", "most", "about"):
        if limit in roles and begins and symbols[at].number is None:
            skip = at + 2 if limit != "about" and "about" in symbols[at + 1].roles and at + 2 < len(symbols) else at + 1
            return limit, skip
    return "", at


def _countable(symbol: Symbol) -> bool:
    return symbol.number is not None or symbol.amount is not None or bool({"article", "single"} & symbol.roles)


def _limit_after(symbol: Symbol, length: Length) -> str:
    for limit, role in (
        ("least", "least_after"),
        ("most", "most_after"),
        ("about", "about_after"),
        ("", "between_after"),
    ):
        if role in symbol.roles and symbol.number is None:
            return limit or ("range" if length.rule == "range" else "")
    return ""


def _limited(length: Length, limit: str) -> Length | None:
    """The length with its limit applied; a range that is also limited is not understood."""
    if limit == "range":
        return length
    if limit == "about":
        return length._replace(about=True, rule="about")
    if length.low != length.high:
        return None
    weak = length.weak and length.rule != "length"
    return (
        length._replace(high=None, weak=weak, rule="at least")
        if limit == "least"
        else length._replace(low=None, weak=weak, rule="at most")
    )


def _read_single(symbols: list[Symbol], at: int, unit: str) -> tuple[Length, int] | None:
    part = _read_part(symbols, at, unit)
    if part is None or part.amount is None:
        return None
    if part.limit == "teens":
        low, high = (Amount(**{part.unit: int(part.number) + extra}) for extra in (1, 9))
        return Length(low, high, False, False, "range"), part.end
    length = Length(part.amount, part.amount, part.about, part.weak, "about" if part.about else "length")
    return (_limited(length, part.limit), part.end) if part.limit else (length, part.end)


def _read_range(symbols: list[Symbol], at: int, between: bool, unit: str) -> tuple[Length, int] | None:
    """from A to B, A to B, between A and B, A-B: A smaller than B, and taking its unit from B if it has none."""
    low = _read_part(symbols, at, "")
    if low is None or low.limit or low.end >= len(symbols):
        return None
    hyphened = symbols[low.end].key == "-" and low.end + 2 < len(symbols) and "to" in symbols[low.end + 1].roles
    middle = low.end + 1 if hyphened else low.end
    roles = symbols[middle].roles
    if not ("to" in roles or between and "and" in roles):
        return None
    after = middle + (2 if hyphened and symbols[middle + 1].key == "-" else 1)
    high = _read_part(symbols, after, unit)
    if high is None or high.amount is None or high.limit == "teens":
        return None
    amount = low.amount or (_in_unit(low.number, high.unit) if low.number is not None and high.unit in _UNITS else None)
    if amount is None or amount.size >= high.amount.size:
        return None
    return Length(amount, high.amount, low.about or high.about, low.weak or high.weak, "range"), high.end


def _read_part(symbols: list[Symbol], at: int, unit: str) -> _Part | None:
    """An amount with its units, largest first ("two years and six months"), or a bare number."""
    if at >= len(symbols) or not _countable(symbols[at]):
        return None
    symbol = symbols[at]
    if symbol.amount is not None:
        last = next(
            unit for unit, value in zip(("days", "months", "years"), reversed(symbol.amount), strict=True) if value
        )
        part = _Part(symbol.amount, None, last, "weak" in symbol.roles, symbol.about, "", at + 1)
        return part if symbol.about else _more(symbols, part)
    first = _read_unit(symbols, at)
    if first is None:
        if symbol.number is None or symbol.number <= 0:
            return None
        amount = _in_unit(symbol.number, unit) if unit else None
        return _Part(amount, symbol.number, unit, False, False, "", at + 1)
    return first if first.amount is None or first.limit else _more(symbols, first)


def _more(symbols: list[Symbol], part: _Part) -> _Part:
    """`part` with the smaller units that follow it, over "and" or a comma."""
    while part.end < len(symbols):
        at = part.end
        if symbols[at].key in (",", "و") or "and" in symbols[at].roles:
            at += 1
        following = _read_unit(symbols, at) if at < len(symbols) else None
        if following is None or following.amount is None or _UNITS.index(following.unit) <= _UNITS.index(part.unit):
            return part
        total = Amount(*(one + other for one, other in zip(part.amount, following.amount, strict=True)))
        day_of_month = part.weak and part.unit == "months" and following.unit == "days"  # 5月15日
        part = following._replace(amount=total, weak=day_of_month or following.weak and part.unit == "years")
        if part.limit:
            return part
    return part


def _read_unit(symbols: list[Symbol], at: int) -> _Part | None:
    """A number and its unit: "six-year", "17 ans", a year, 10+ years, 十几年; with "and a half" after it."""
    symbol = symbols[at]
    number, end, limit = symbol.number, at + 1, ""
    if number is None and "single" in symbol.roles and (at == 0 or symbols[at - 1].number is None):
        number, end, limit = 1, at, "alone"
    elif number is None and "article" in symbol.roles:
        number = 1
    if number is None or number <= 0 or end >= len(symbols):
        return None
    if "unsaid" in symbols[end].roles and number in (10, 20, 30, 40, 50):
        limit, end = "teens", end + 1
    elif {"plus", "least_after"} & symbols[end].roles and end + 1 < len(symbols) and _unit(symbols[end + 1]):
        limit, end = "least", end + 1
    elif symbols[end].key == "-":
        end += 1
    unit = _unit(symbols[end]) if end < len(symbols) else ""
    if not unit or number > _MOST[unit.removeprefix("weak_")]:
        return None
    return _with_half(symbols, end, number, unit, limit)


def _with_half(symbols: list[Symbol], end: int, number: float | int, unit: str, limit: str) -> _Part | None:
    roles, key = symbols[end].roles, symbols[end].key
    alone = symbols[end].number is None and "single" in roles and limit == "alone"
    weak = alone or unit.startswith("weak_") or _may_be_date(number, key, symbols[end - 1].key)
    unit = unit.removeprefix("weak_")
    limit = limit.removeprefix("alone") or (
        "most" if "most_after" in roles else "least" if "least_after" in roles else ""
    )
    end += 1
    if end < len(symbols) and "half" in symbols[end].roles and number == int(number):
        number, end, weak = number + 0.5, end + 1, False
    amount = _in_unit(number, unit)
    return _Part(amount, number, unit, weak, False, limit, end) if amount else None


def _unit(symbol: Symbol) -> str:
    return next((name for unit in _UNITS for name in (unit, f"weak_{unit}") if name in symbol.roles), "")


def _may_be_date(number: float | int, unit: str, figures: str) -> bool:
    """17年 may be the year 2017, and "17 года" is of the year 17: such a length needs a word of prison beside it."""
    if unit == "年":
        return figures.isdecimal() and number >= 10
    if unit == "года":
        return number == int(number) and (number % 10 not in (1, 2, 3, 4) or number % 100 in (11, 12, 13, 14))
    return unit in ("году", "годы") and figures.isdecimal()


def _in_unit(number: float | int, unit: str) -> Amount | None:
    """`number` of `unit` as years, months and days; None for fractions that are no whole days."""
    if unit == "years":
        return years(number)
    half = number - int(number)
    if unit == "months" and half in (0, 0.5):
        return Amount(0, int(number), 15 if half else 0)
    days = number * 7 if unit == "weeks" else number
    return Amount(days=int(days)) if unit in ("weeks", "days") and days == int(days) and days else None
