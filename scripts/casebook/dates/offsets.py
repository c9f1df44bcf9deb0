"""How a distance in time is written in a claim: "after P7M", "before P2M/P3M", "ago P2Y~"; and read again.

The lengths are ISO 8601 durations; two of them are the least and the most, ".." where there is no most.
"""

import re

from casebook.dates.model import Offset

UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y"}
_NAMES = {letter: unit for unit, letter in UNITS.items()}
_FORM = re.compile(
    r"(?P<side>after|before|next|last|ago) P(?P<low>\d+)(?P<unit>[DWMY])(?:/(?:P(?P<high>\d+)[DWMY]|(?P<open>\.\.)))?"
    r"(?P<about>~?)"
)


def written(offset: Offset) -> str:
    """The distance as a claim keeps it; "next P1Y" and "last P1M" are whole units, "ago" counts from the telling."""
    letter = UNITS[offset.unit]
    side = "ago" if offset.anchor == "telling" and offset.direction == "before" else offset.direction
    if offset.calendar_unit:
        side = {"after": "next", "before": "last"}[offset.direction]
    most = ""
    if offset.maximum is None:
        most = "/.."
    elif offset.maximum != offset.minimum:
        most = f"/P{offset.maximum}{letter}"
    return f"{side} P{offset.minimum}{letter}{most}{'~' if offset.approximate else ''}"


def read(text: str) -> Offset | None:
    """The distance that `written` wrote, None for anything else."""
    match = _FORM.fullmatch(text)
    if match is None:
        return None
    low, high = int(match["low"]), match["high"]
    most = None if match["open"] else int(high) if high else low
    direction = {"next": "after", "last": "before", "ago": "before"}.get(match["side"], match["side"])
    whole, anchor = match["side"] in ("next", "last"), "telling" if match["side"] == "ago" else "event"
    return Offset(_NAMES[match["unit"]], low, most, direction, bool(match["about"]), whole, anchor)
