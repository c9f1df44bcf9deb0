"""Dates and lengths of a face in the words of a draft; what is not understood is left out, never guessed."""

import re
from datetime import date
from typing import Any

from babel.dates import format_date
from babel.units import format_unit

LOCALES = {"en": "en_GB", "fr": "fr_FR"}
MONTHS = range(1, 13)
_POINT = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d))?(?:-(\d\d))?([?~%]?)")
_SPAN = re.compile(r"\d{4}(?:-\d\d)?(?:-\d\d)?")


def when(edtf: str | None, said: dict[str, str], language: str) -> str | None:
    """An EDTF date as it follows a verb, by the words `said` of a language: `2017-05?` is "perhaps in May 2017"."""
    if not edtf:
        return None
    if edtf[0] == "[" and edtf[-1] == "]":
        parts = [when(part, said, language) for part in edtf[1:-1].split(",")] if ".." not in edtf else [None]
        *most, last = parts
        return None if None in parts else said["or"].format(", ".join(most), last) if most else last
    return _span(edtf, said, language) if "/" in edtf else _point(edtf, said, language)


def _span(edtf: str, said: dict[str, str], language: str) -> str | None:
    ends = [_bare(part, language) if _SPAN.fullmatch(part) else "" if part in ("", "..") else None for part in edtf.split("/")]
    start, end = ends
    if None in ends or not (start or end):
        return None
    return said["before"].format(end) if not start else said["after"].format(start) if not end else (
        said["between"].format(start, end))


def _point(edtf: str, said: dict[str, str], language: str) -> str | None:
    match = _POINT.fullmatch(edtf)
    if not match:
        return None
    year, month, day, sure = match.groups()
    if year.endswith("X"):
        return None if month or sure or year.endswith("XX") else said["decade"].format(year.replace("X", "0"))
    if month and int(month) not in MONTHS:
        plain = None if day or month not in said else said[month].format(year)
        return plain if not sure else said["?"].format(plain) if plain and sure == "?" else None
    bare = _bare(edtf.rstrip("?~%"), language)
    if sure in ("~", "%"):
        return bare and said[sure].format(bare)
    plain = bare and said["day" if day else "month" if month else "year"].format(bare)
    return said["?"].format(plain) if plain and sure else plain


def _bare(text: str, language: str) -> str | None:
    """A year, a month and its year, or a day, in words; None for what is no such thing."""
    parts = [int(part) for part in text.split("-")]
    try:
        shown = date(*parts, *[1] * (3 - len(parts)))
    except ValueError:
        return None
    return text if len(parts) == 1 else format_date(shown, "MMMM y" if len(parts) == 2 else "d MMMM y", locale=LOCALES[language])


def length(least: float | None, most: float | None, said: dict[str, str], language: str) -> str | None:
    """A length between two numbers of months, in years and months; None without one, or where it is of no whole month."""
    ends = [_months(value, said, language) for value in (least, most)]
    if any(value is not None and not end for value, end in zip((least, most), ends, strict=True)):
        return None
    start, end = ends
    if start and end:
        return start if start == end else said["between"].format(start, end)
    return said["least"].format(start) if start else said["most"].format(end) if end else None


def _months(months: Any, said: dict[str, str], language: str) -> str | None:
    if months is None or months != int(months) or months <= 0:
        return None
    amounts = ((int(months) // 12, "duration-year"), (int(months) % 12, "duration-month"))
    words = [format_unit(number, unit, locale=LOCALES[language]).replace("\u00a0", " ") for number, unit in amounts if number]
    return words[0] if len(words) == 1 else said["and"].format(*words)
