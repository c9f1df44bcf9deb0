"""Lengths of time in a phrase about a sentence: figures or words with their unit, limits and ranges."""

from typing import NamedTuple

from casebook.terms_units import UNITS, Part, countable, in_unit, part_of_amount, read_unit
from casebook.terms_words import Amount, Symbol


class Length(NamedTuple):
    """A length and how it is limited: `low` or `high` is None where open; `weak`: may as well be a date or an age."""

    low: Amount | None
    high: Amount | None
    about: bool
    weak: bool
    rule: str


def read_length(symbols: list[Symbol], at: int, unit: str = "") -> tuple[Length, int] | None:
    """(length, index of the next symbol) of the length that begins at symbol `at`, or None. `unit` is what a bare
    number counts."""
    limit, start = _limit_before(symbols, at)
    start += limit != "" and _is_article(symbols, start)
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
    return at < len(symbols) and countable(symbols[at])


def _is_article(symbols: list[Symbol], at: int) -> bool:
    """Whether an article stands before a number: at least an eight-year sentence."""
    number = symbols[at + 1].number if at + 1 < len(symbols) else None
    return "article" in symbols[at].roles and symbols[at].number is None and number is not None


def _adds(symbols: list[Symbol], at: int) -> bool:
    """Whether a plus stands at `at` that adds something, not one that says "or more" of what a prison word follows."""
    after = symbols[at + 1].roles if at + 1 < len(symbols) else {"custody"}
    return "plus" in symbols[at].roles and "custody" not in after


def _limit_before(symbols: list[Symbol], at: int) -> tuple[str, int]:
    """A word that limits the length after it: (about, least or most, or nothing; where the length begins)."""
    if at >= len(symbols):
        return "", at
    roles = symbols[at].roles
    begins = at + 1 < len(symbols) and (
        countable(symbols[at + 1]) or bool({"between", "about"} & symbols[at + 1].roles)
    )
    for limit in ("least", "most", "about"):
        if limit in roles and begins and symbols[at].number is None:
            skip = at + 2 if limit != "about" and "about" in symbols[at + 1].roles and at + 2 < len(symbols) else at + 1
            return limit, skip
    return "", at


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
    amount = low.amount or (in_unit(low.number, high.unit) if low.number is not None and high.unit in UNITS else None)
    if amount is None or amount.size >= high.amount.size:
        return None
    return Length(amount, high.amount, low.about or high.about, low.weak or high.weak, "range"), high.end


def _read_part(symbols: list[Symbol], at: int, unit: str) -> Part | None:
    """An amount with its units, largest first ("two years and six months"), or a bare number."""
    if at >= len(symbols) or not countable(symbols[at]):
        return None
    symbol = symbols[at]
    if symbol.amount is not None:
        part = part_of_amount(symbols, at)
        return part if symbol.about else _more(symbols, part)
    first = read_unit(symbols, at)
    if first is None:
        if symbol.number is None or symbol.number <= 0:
            return None
        amount = in_unit(symbol.number, unit) if unit else None
        return Part(amount, symbol.number, unit, False, False, "", at + 1)
    return first if first.amount is None or first.limit else _more(symbols, first)


def _smaller(symbols: list[Symbol], at: int) -> Part | None:
    """What may follow a larger unit: a number with its unit, or an amount in one word (شهرين)."""
    return part_of_amount(symbols, at) if symbols[at].amount and not symbols[at].about else read_unit(symbols, at)


def _more(symbols: list[Symbol], part: Part) -> Part:
    """`part` with the smaller units that follow it, over "and" or a comma."""
    while part.end < len(symbols):
        at = part.end
        if symbols[at].key in (",", "و") or "and" in symbols[at].roles:
            at += 1
        following = _smaller(symbols, at) if at < len(symbols) else None
        if following is None or following.amount is None or UNITS.index(following.unit) <= UNITS.index(part.unit):
            return part
        total = Amount(*(one + other for one, other in zip(part.amount, following.amount, strict=True)))
        day_of_month = part.weak and part.unit == "months" and following.unit == "days"  # 5月15日
        part = following._replace(amount=total, weak=day_of_month or following.weak and part.unit == "years")
        if part.limit:
            return part
    return part
