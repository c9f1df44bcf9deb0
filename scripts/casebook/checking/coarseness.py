"""Is what an edition says of a case without a name as coarse as the policy wants it, read from the values themselves?"""

import re
from collections.abc import Iterator
from typing import Any

from .authority import Authority
from .report import Findings
from .structure import Rows, columns

FINER = "a value of a case without a name that is finer than its level allows"
EXTRA = "a value of a case without a name that its level does not have"
ALWAYS = ("id", "basis", "level")
DATED, PLACED = ("edtf", "earliest", "latest"), ("home", "place")
# Levels of the gazetteer that are finer than each precision.
FINE_PLACES = {"region": ("prefecture", "city", "county", "district"), "prefecture": ("city", "county", "district"),
               "county": ()}
_DAY, _MONTH = re.compile(r"\d{4}-[\dX]{2}-[\dX]{2}"), re.compile(r"\d{4}-[\dX]{2}")
_BOUNDS = {("year", "earliest"): r"\d{4}-01-01", ("year", "latest"): r"\d{4}-12-31",
           ("month", "earliest"): r"\d{4}-\d\d-01", ("month", "latest"): r"\d{4}-\d\d-(28|29|30|31)"}
_DECADE = re.compile(r"\d{1,2}0-\d{0,2}9")
_PLACE = re.compile(r"(?:near )?([0-9]{6}|GN[0-9]+|[A-Z]{2}(?:-[A-Z0-9]{1,5})?)")


def examine(rows: Rows, authority: Authority, levels: dict[str, str], findings: Findings) -> None:
    """Add a finding for each value that is too fine; `levels` has the level of every place of the gazetteers by code."""
    rule = authority.rules["levels"].get("partial", {"cases": [], "finest": {"date": "year", "place": "prefecture"}})
    known = authority.policy["cases"]
    nameless = set()
    for row in rows["cases"]:
        case = dict(zip(columns("cases"), row[1:], strict=True))
        if case["level"] == "full":
            continue
        nameless.add(case["id"])
        for name, value in case.items():
            if value is None or name in ALWAYS:
                continue
            if name not in rule["cases"]:
                findings.add("cases", name, EXTRA)
            elif not _is_coarse(name, value, known[name], rule["finest"], levels):
                findings.add("cases", name, FINER)
    for name, value, kind in _of_events(rows, nameless, rule):
        if kind or not _is_coarse(name, value, {}, rule["finest"], levels):
            findings.add("events", name, kind or FINER)


def _of_events(rows: Rows, nameless: set[str], rule: dict[str, Any]) -> Iterator[tuple[str, Any, str]]:
    for row in rows["events"]:
        if row[2] in nameless:
            event = dict(zip(columns("events")[3:], row[4:], strict=True))
            for name, value in event.items():
                if value is not None:
                    listed = name in rule.get("events", ()) and event["kind"] in rule.get("event_kinds", ())
                    yield name, value, "" if listed else EXTRA


def _is_coarse(name: str, value: Any, column: dict[str, Any], finest: dict[str, str], levels: dict[str, str]) -> bool:
    end = column.get("bound") or (name if name in ("earliest", "latest") else "")
    if end:
        return finest["date"] == "day" or re.fullmatch(_BOUNDS[finest["date"], end], str(value)) is not None
    if name in PLACED:
        return all(_is_large(part, finest["place"], levels) for part in str(value).split("; "))
    if "finest" in column or name in DATED:
        finer = {"year": _MONTH, "month": _DAY}.get(finest["date"])
        return finer is None or not finer.search(str(value))
    if "size_of" in column or name == "place_level":
        return value not in FINE_PLACES[finest["place"]]
    return name != "age_group" or _DECADE.fullmatch(str(value)) is not None


def _is_large(part: str, finest: str, levels: dict[str, str]) -> bool:
    found = _PLACE.fullmatch(part)
    return found is not None and levels.get(found[1], "country") not in FINE_PLACES[finest]
