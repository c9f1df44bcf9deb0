"""Dates, terms and spans of time in the reader's words, which claim no more than was said."""

import re
from collections.abc import Iterable
from datetime import date

from babel.dates import format_date

from casebook.speaking import N_, count, language, locale, say

# What EDTF writes in place of a month: seasons (also by hemisphere), quarters, thirds and halves of a year.
GROUPS = {21: N_("spring {year}"), 22: N_("summer {year}"), 23: N_("autumn {year}"), 24: N_("winter {year}")}
GROUPS |= {n + 4: words for n, words in GROUPS.items()} | {n + 8: words for n, words in GROUPS.items()}
GROUPS |= {
    33: N_("the first quarter of {year}"),
    34: N_("the second quarter of {year}"),
    35: N_("the third quarter of {year}"),
    36: N_("the last quarter of {year}"),
    37: N_("early {year}"),
    38: N_("mid {year}"),
    39: N_("late {year}"),
    40: N_("the first half of {year}"),
    41: N_("the second half of {year}"),
}
DOUBT = {"~": N_("about {date}"), "?": N_("perhaps {date}"), "%": N_("perhaps about {date}")}
FIRST_OF_MONTH = {"fr": "1er"}  # what stands in place of the 1, where a language does not write that
_PLAIN = re.compile(r"(-?\d{2}(?:\d\d|\dX|XX)|XXXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?")


def describe_edtf(edtf: str | None) -> str | None:
    """An EDTF date (level 2, as casebook.dates writes it) in the reader's words; None for what is not understood."""
    if not edtf:
        return None
    if edtf[0] in "[{" and edtf[-1] in "]}":
        return _choice(edtf)
    if "/" in edtf:
        return _interval(edtf)
    return _point(edtf)


def _point(edtf: str) -> str | None:
    marks = set(edtf) & set("~?%")
    match = _PLAIN.fullmatch(re.sub("[~?%]", "", edtf))
    words = _date(*match.groups()) if match else None
    doubt = "%" if marks >= {"~", "?"} or "%" in marks else next(iter(marks), "")
    return say(DOUBT[doubt], date=words) if words and doubt else words


def _date(year: str, month: str | None, day: str | None) -> str | None:
    if year == "XXXX":
        known = month and day and "XX" not in (month, day)
        words = _formatted("2000", month, day, "d MMMM") if known else None
        return say("{day}, year unknown", day=words) if words else None
    if year.endswith("X"):
        return None if month else say("the {year}s", year=year.replace("XX", "00").replace("X", "0"))
    if month in (None, "XX"):
        return year if day in (None, "XX") else say("day {day} of an unknown month in {year}", day=int(day), year=year)
    if int(month) in GROUPS and day is None:
        return say(GROUPS[int(month)], year=year)
    whole = day not in (None, "XX")
    return _formatted(year, month, day if whole else "01", "d MMMM y" if whole else "MMMM y")


def _formatted(year: str, month: str, day: str, form: str) -> str | None:
    """A day, or a month, in the form that the reader's language gives it; None for no day there is."""
    try:
        return _written(date(int(year), int(month), int(day)), form)
    except ValueError:
        return None


def _written(day: date, form: str) -> str:
    words = format_date(day, form, locale=locale())
    first = FIRST_OF_MONTH.get(language())
    return first + words[1:] if first and day.day == 1 and form.startswith("d") else words


def _interval(edtf: str) -> str | None:
    start, _, end = edtf.partition("/")
    first, last = (_point(part) if part not in ("", "..") else "" for part in (start, end))
    if first is None or last is None or not (first or last):
        return None
    if not first:
        return say("in or before {date}", date=last)
    if not last:
        return say("in or after {date}", date=first)
    return say("between {first} and {last}", first=first, last=last)


def _choice(edtf: str) -> str | None:
    """One of several dates (`[a,b]`), or all of them (`{a,b}`); `a..b` and `..b` in it are spans."""
    words = [_interval(part.replace("..", "/")) if ".." in part else _point(part) for part in edtf[1:-1].split(",")]
    if None in words:
        return None
    *most, last = words
    if not most:
        return last
    joint = N_("{first} and {last}") if edtf[0] == "{" else N_("{first} or {last}")
    return say(joint, first=", ".join(most), last=last)


def together(words: Iterable[str]) -> str:
    """Words as a list: "one, two and three"."""
    *most, last = list(words) or [""]
    return say("{first} and {last}", first=", ".join(most), last=last) if most else last


def capital(text: str | None) -> str | None:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:] if text else text


def describe_day(iso: str | None) -> str | None:
    """An ISO day in words."""
    try:
        return _written(date.fromisoformat(iso or ""), "d MMMM y")
    except ValueError:
        return None


def describe_window(earliest: str | None, latest: str | None) -> str | None:
    """Between which days something falls, when only bounds are known."""
    first, last = describe_day(earliest), describe_day(latest)
    if first and last:
        return say("on {day}", day=first) if first == last else say("between {first} and {last}", "days", first=first, last=last)
    return say("not before {day}", day=first) if first else say("not after {day}", day=last) if last else None


def describe_months(months: float) -> str:
    """A number of months as years, months and days (of thirty to a month)."""
    whole = int(months)
    years, rest, days = whole // 12, whole % 12, round((months - whole) * 30)
    amounts = [
        count("{n} year", "{n} years", years) if years else "",
        count("{n} month", "{n} months", rest) if rest or not (years or days) else "",
        count("{n} day", "{n} days", days) if days else "",
    ]
    *most, last = filter(None, amounts)
    return say("{first} and {last}", first=", ".join(most), last=last) if most else last


def describe_term(kind: str | None, least: float | None, most: float | None) -> str | None:
    """A sentence in words: its length or the range of what was said, or its kind where it has no length."""
    fixed = {"life": N_("life imprisonment"), "death": N_("death"), "death_reprieve": N_("death with reprieve")}.get(kind or "")
    if fixed:
        return say(fixed)
    length = _length(least, most)
    if kind != "suspended":
        return length
    return say("{length}, suspended", length=length) if length else say("suspended")


def _length(least: float | None, most: float | None) -> str | None:
    if least is None or most is None:
        if least is None and most is None:
            return None
        form = N_("at most {length}") if least is None else N_("at least {length}")
        return say(form, length=describe_months(most if least is None else least))
    if least == most:
        return describe_months(least)
    if not least % 12 and not most % 12:
        return say("{least} to {most} years", least=int(least) // 12, most=int(most) // 12)
    return say("{first} to {last}", first=describe_months(least), last=describe_months(most))
