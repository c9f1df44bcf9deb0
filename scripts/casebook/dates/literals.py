"""Dates that need no words: ISO 8601 and EDTF as they stand, and what spreadsheets make of months and years."""

import re

from casebook.dates.edtf import bounds
from casebook.dates.lexicon import months_everywhere
from casebook.dates.model import PartialDate
from casebook.dates.policy import SPREADSHEET_WINDOW, plausible

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_EDTF_LIKE = re.compile(r"[\[{\dX?~%.][\dX?~%./,\[\]{}-]*", re.ASCII)
_MARKED_YEAR = re.compile(r"([?~%])(\d{4})\Z", re.ASCII)  # ~2017 says what 2017~ says
_DAMAGED = re.compile(r"([^\W\d_]+)\.?-(\d\d)")
_DECIMAL = re.compile(r"((?:19|20)\d\d)\.1")


def literal(text: str) -> PartialDate | None:
    """ISO 8601 days and months, and EDTF that can mean nothing else (2017-22 may be the years 2017 to 2022)."""
    text = _MARKED_YEAR.sub(r"\2\1", text)
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


def spreadsheet(text: str, century: int | None) -> PartialDate | None:
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
    return None


def _month(year: int, month: int, rule: str) -> PartialDate:
    text = f"{year:04}-{month:02}"
    return PartialDate(text, *bounds(text), "month", "", rule)
