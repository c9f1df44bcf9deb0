"""A number and the unit it counts, and whether the two may as well be a date."""

from typing import NamedTuple

from casebook.terms_words import Amount, Symbol, years

UNITS = ("years", "months", "weeks", "days")
_MOST = {"years": 99, "months": 1200, "weeks": 520, "days": 3660}


class Part(NamedTuple):
    """An amount being read: its symbols end at `end`; `number` alone when no unit has been said; `limit` from
    within."""

    amount: Amount | None
    number: float | int | None
    unit: str
    weak: bool
    about: bool
    limit: str
    end: int


def countable(symbol: Symbol) -> bool:
    return symbol.number is not None or symbol.amount is not None or bool({"article", "single"} & symbol.roles)


def part_of_amount(symbols: list[Symbol], at: int) -> Part:
    """A whole amount in one phrase (a decade, سنتين), with "and a half" of its unit after it."""
    symbol = symbols[at]
    unit = next(unit for unit, value in zip(("days", "months", "years"), reversed(symbol.amount), strict=True) if value)
    amount, end = symbol.amount, at + 1
    if end < len(symbols) and "half" in symbols[end].roles and unit == "years" and not symbol.about:
        amount, end = amount._replace(months=amount.months + 6), end + 1
    return Part(amount, None, unit, "weak" in symbol.roles, symbol.about, "", end)


def read_unit(symbols: list[Symbol], at: int) -> Part | None:
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
    elif {"plus", "least_after"} & symbols[end].roles and end + 1 < len(symbols) and unit_of(symbols[end + 1]):
        limit, end = "least", end + 1
    elif symbols[end].key == "-":
        end += 1
    unit = unit_of(symbols[end]) if end < len(symbols) else ""
    if not unit or number > _MOST[unit.removeprefix("weak_")]:
        return None
    return _with_half(symbols, end, number, unit, limit)


def _with_half(symbols: list[Symbol], end: int, number: float | int, unit: str, limit: str) -> Part | None:
    roles, key = symbols[end].roles, symbols[end].key
    alone = symbols[end].number is None and "single" in roles and limit == "alone"
    numbered = symbols[end - 1].key == "-" and "ordinal" in roles  # 5-ئاي is the month of May
    weak = alone or numbered or unit.startswith("weak_") or _may_be_date(number, key, symbols[end - 1].key)
    unit = unit.removeprefix("weak_")
    limit = limit.removeprefix("alone") or (
        "most" if "most_after" in roles else "least" if "least_after" in roles else ""
    )
    end += 1
    if end < len(symbols) and "half" in symbols[end].roles and number == int(number):
        number, end, weak = number + 0.5, end + 1, False
    amount = in_unit(number, unit)
    return Part(amount, number, unit, weak, False, limit, end) if amount else None


def unit_of(symbol: Symbol) -> str:
    """The unit that a word is of time, or ''; with "weak_" before it where it may be part of a date."""
    if "block" in symbol.roles:
        return ""  # yıldır, 年了: for years now
    return next((name for unit in UNITS for name in (unit, f"weak_{unit}") if name in symbol.roles), "")


def _may_be_date(number: float | int, unit: str, figures: str) -> bool:
    """17年 may be the year 2017, and "17 года" is of the year 17: such a length needs a word of prison beside it."""
    if unit == "年":
        return figures.isdecimal() and number >= 10
    if unit == "года":
        return number == int(number) and (number % 10 not in (1, 2, 3, 4) or number % 100 in (11, 12, 13, 14))
    return unit in ("году", "годы") and figures.isdecimal()


def in_unit(number: float | int, unit: str) -> Amount | None:
    """`number` of `unit` as years, months and days; None for fractions that are no whole days."""
    if unit == "years":
        return years(number)
    half = number - int(number)
    if unit == "months" and half in (0, 0.5):
        return Amount(0, int(number), 15 if half else 0)
    days = number * 7 if unit == "weeks" else number
    return Amount(days=int(days)) if unit in ("weeks", "days") and days == int(days) and days else None
