"""Correcting: what a claim reads as, and the columns of a claim that a person has read otherwise."""

import re
from contextlib import suppress
from typing import Any

from casebook import dates, places_table, vocabularies
from casebook.reading_values import COUNTED as COUNTED_FROM
from casebook.reading_values import READERS, Manner

# What a claim reads as, which is what a judgement on it has seen: the date, the value with its amounts, or the words.
READS = (
    "CASE WHEN edtf IS NOT NULL THEN edtf WHEN coalesce(amount_min, amount_max) IS NOT NULL THEN"
    " coalesce(value, property) || ' ' || coalesce(amount_min, '') || '..' || coalesce(amount_max, '')"
    " ELSE coalesce(value, raw) END"
)
AMOUNTS = re.compile(r"(?P<value>\S+) (?P<low>\d+(?:\.\d+)?)?\.\.(?P<high>\d+(?:\.\d+)?)?")
COUNTED = ("term", "age", "count")


def reads(name: str, columns: dict[str, Any]) -> str | None:
    """What the corrected columns of a claim on a property read as, in the words of READS."""
    if columns.get("edtf"):
        return columns["edtf"]
    low, high = (columns.get(side) for side in ("amount_min", "amount_max"))
    if low is None and high is None:
        return columns["value"]
    return f"{columns['value'] or name} {'' if low is None else low}..{'' if high is None else high}"


def columns(name: str, value: str) -> dict[str, Any]:
    """The columns of a claim on a property (of properties.yml) whose words say this value.

    A date is written in EDTF; a term, age or number as `term 204..204` (a side may be open); a place by its code, which
    "near" may precede; anything else as a code or text. Raises ValueError for a date that is not EDTF, and for a number
    that is none.
    """
    kind = vocabularies.load("properties")[name]["type"]
    if kind == "date":
        earliest, latest = (day.isoformat() if day else None for day in dates.bounds(value))
        return {"value": None, "edtf": value, "earliest": earliest, "latest": latest}
    if kind in COUNTED:
        return _amounts(value)
    if kind == "place":
        unit = places_table.units().get(value.rpartition(" ")[2])
        return {"value": value, "unit": unit.level if unit else None}
    return {"value": value}


def _amounts(value: str) -> dict[str, Any]:
    found = AMOUNTS.fullmatch(value)
    if found is None and any(letter.isdigit() for letter in value):
        raise ValueError(value)
    low, high = (float(found[side]) if found and found[side] else None for side in ("low", "high"))
    return {"value": found["value"] if found else value, "amount_min": low, "amount_max": high}


# Whether it was said at all, and whose name it is, is not corrected: such a claim stands or is struck out.
FIXED = ("occurred", "name")


def typed(name: str, text: str) -> str:
    """What a person types as the right value of a claim on a property, as a line of the log keeps it.

    It is read as a cell of a source is ("May 2017", "15 years", a place by any of its names); EDTF, and the codes of the
    vocabularies, are taken as they are. Raises ValueError where it is not understood, or allows several readings.
    """
    found = vocabularies.load("properties")[name]
    if name in FIXED:
        raise ValueError(text)
    with suppress(ValueError):
        if found["type"] == "date":
            return reads(name, columns(name, text)) or ""
    if _is_code(found, text):
        return text
    manner = Manner(language="en", vocabulary=found.get("vocabulary"))
    parts = READERS[found["type"]](text, manner) or []
    if len(parts) != 1 or parts[0].issue or parts[0].unit == COUNTED_FROM or parts[0].absence:
        raise ValueError(text)
    part = parts[0]
    amounts = {"amount_min": part.low, "amount_max": part.high}
    value = reads(name, {"value": part.value, "edtf": part.edtf} | amounts)
    if value is None:
        raise ValueError(text)
    return value


def _is_code(found: dict[str, Any], text: str) -> bool:
    if found["type"] == "place":
        return text.removeprefix("near ") in places_table.units()
    return found["type"] == "code" and text in vocabularies.load(found["vocabulary"])["codes"]
