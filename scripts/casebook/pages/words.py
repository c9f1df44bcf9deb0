"""Dates, terms and spans of time in words that claim no more than was said."""

import re
from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# What EDTF writes in place of a month: seasons (also by hemisphere), quarters, thirds and halves of a year.
GROUPS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
GROUPS |= {n + 4: name for n, name in GROUPS.items()} | {n + 8: name for n, name in GROUPS.items()}
GROUPS |= {
    33: "the first quarter of",
    34: "the second quarter of",
    35: "the third quarter of",
    36: "the last quarter of",
}
GROUPS |= {37: "early", 38: "mid", 39: "late", 40: "the first half of", 41: "the second half of"}
DOUBT = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_PLAIN = re.compile(r"(-?\d{2}(?:\d\d|\dX|XX)|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?")


def describe_edtf(edtf: str | None) -> str | None:
    """An EDTF date (level 2, as casebook.dates writes it) in English words; None for what is not understood."""
    if not edtf:
        return None
    if edtf[0] in "[{" and edtf[-1] in "]}":
        return _choice(edtf)
    if "/" in edtf:
        return _interval(edtf)
    return _point(edtf)


def _point(edtf: str) -> str | None:
    marks = set(edtf) & set("~?%")
    plain = re.sub("[~?%]", "", edtf)
    match = _PLAIN.fullmatch(plain)
    words = _date(*match.groups()) if match else None
    doubt = "%" if marks >= {"~", "?"} or "%" in marks else next(iter(marks), "")
    return DOUBT.get(doubt, "") + words if words else None


def _date(year: str, month: str | None, day: str | None) -> str | None:
    if year == "XXXX":
        known = month and day and "XX" not in (month, day) and 1 <= int(month) <= 12
        return f"{int(day)} {MONTHS[int(month) - 1]}, year unknown" if known else None
    if year.endswith("X"):
        return None if month else f"the {year.replace('XX', '00').replace('X', '0')}s"
    if month in (None, "XX"):
        return year if day in (None, "XX") else f"day {int(day)} of an unknown month in {year}"
    if int(month) in GROUPS and day is None:
        return f"{GROUPS[int(month)]} {year}"
    if not 1 <= int(month) <= 12:
        return None
    named = f"{MONTHS[int(month) - 1]} {year}"
    return named if day in (None, "XX") else f"{int(day)} {named}"


def _interval(edtf: str) -> str | None:
    start, _, end = edtf.partition("/")
    first, last = (_point(part) if part not in ("", "..") else "" for part in (start, end))
    if first is None or last is None or not (first or last):
        return None
    if not first:
        return f"in or before {last}"
    if not last:
        return f"in or after {first}"
    return f"between {first} and {last}"


def _choice(edtf: str) -> str | None:
    """One of several dates (`[a,b]`), or all of them (`{a,b}`); `a..b` and `..b` in it are spans."""
    words = [_interval(part.replace("..", "/")) if ".." in part else _point(part) for part in edtf[1:-1].split(",")]
    if None in words:
        return None
    *most, last = words
    joint = " and " if edtf[0] == "{" else " or "
    return ", ".join(most) + joint + last if most else last


def capital(text: str | None) -> str | None:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:] if text else text


def describe_day(iso: str | None) -> str | None:
    """An ISO day in words."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return None
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def describe_window(earliest: str | None, latest: str | None) -> str | None:
    """Between which days something falls, when only bounds are known."""
    first, last = describe_day(earliest), describe_day(latest)
    if first and last:
        return f"on {first}" if first == last else f"between {first} and {last}"
    return f"not before {first}" if first else f"not after {last}" if last else None


def describe_months(months: float) -> str:
    """A number of months as years, months and days (of thirty to a month)."""
    whole = int(months)
    amounts = ((whole // 12, "year"), (whole % 12, "month"), (round((months - whole) * 30), "day"))
    *most, last = [_count(number, unit) for number, unit in amounts if number] or ["0 months"]
    return f"{', '.join(most)} and {last}" if most else last


def describe_term(kind: str | None, least: float | None, most: float | None) -> str | None:
    """A sentence in words: its length or the range of what was said, or its kind where it has no length."""
    fixed = {"life": "life imprisonment", "death": "death", "death_reprieve": "death with reprieve"}.get(kind or "")
    if fixed:
        return fixed
    suffix = ", suspended" if kind == "suspended" else ""
    if least is None and most is None:
        return "suspended" if suffix else None
    if least is None:
        return f"at most {describe_months(most)}{suffix}"
    if most is None:
        return f"at least {describe_months(least)}{suffix}"
    if least == most:
        return describe_months(least) + suffix
    if not least % 12 and not most % 12:
        return f"{int(least) // 12} to {int(most) // 12} years{suffix}"
    return f"{describe_months(least)} to {describe_months(most)}{suffix}"


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"
