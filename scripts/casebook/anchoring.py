"""Claims that need more than their own cell: an age and the day it was said, a distance in time and what it counts
from, a date that a spreadsheet stored otherwise than it showed."""

import json

from casebook import dates
from casebook.dates import offsets
from casebook.narratives.ages import birth_between
from casebook.plans import Stamp
from casebook.reading_values import COUNTED

Day = tuple[str | None, str | None, str | None]


def aged(stamp: Stamp, told: str) -> Stamp:
    """A claim of an age with the day it was said, and the bounds it gives for the birth."""
    part, said = stamp.part, dates.PartialDate(told, *dates.bounds(told), "interval")
    born = birth_between(int(part.low), int(part.high), said) if part.low is not None else None
    earliest, latest = (born.earliest.isoformat(), born.latest.isoformat()) if born else (None, None)
    front = (*stamp.front[:7], earliest, latest, *stamp.front[9:])
    return stamp._replace(front=front, back=(*stamp.back[:-1], told))


def settled(stamp: Stamp, stored: str | None) -> Stamp:
    """A date whose words allow several readings, as the one that its spreadsheet cell holds, where it is among them."""
    if not stored or stored[:10] not in json.loads(stamp.part.value):
        return stamp
    day = stored[:10]
    return _dated(stamp, None, (day, day, day), "settled by the stored value")


def is_counted(stamp: Stamp) -> bool:
    """Whether a claim says a date only by its distance from something else."""
    return stamp.part.unit == COUNTED


def counts_from_telling(stamp: Stamp) -> bool:
    """Whether that something is the moment at which it was told."""
    offset = offsets.read(stamp.part.value)
    return offset is not None and offset.anchor == "telling"


def day_of(edtf: str | None) -> Day:
    """A date as claims and events keep it: EDTF and its two bounds as ISO days."""
    first, last = dates.bounds(edtf) if edtf else (None, None)
    return edtf, first and first.isoformat(), last and last.isoformat()


def counted(stamp: Stamp, anchor: Day) -> Stamp:
    """A distance in time as the date it gives from an anchor (EDTF, earliest, latest); unchanged where it gives none.

    The distance itself stays the claim's value.
    """
    edtf, *known = anchor
    if edtf is None or None in known:
        return stamp
    found = dates.resolve(offsets.read(stamp.part.value), dates.PartialDate(edtf, *dates.bounds(edtf), "interval"))
    if found is None:
        return stamp
    days = (day and day.isoformat() for day in (found.earliest, found.latest))
    return _dated(stamp, stamp.part.value, (found.edtf, *days), "counted from its anchor")


def _dated(stamp: Stamp, value: str | None, day: Day, how: str) -> Stamp:
    edtf, earliest, latest = day
    part = stamp.part._replace(value=value, edtf=edtf, earliest=earliest, latest=latest, issue=None,
                               rule=f"{stamp.part.rule}, {how}")  # fmt: skip
    front = (*stamp.front[:3], value, *stamp.front[4:6], edtf, earliest, latest, *stamp.front[9:])
    return stamp._replace(part=part, front=front, back=(*stamp.back[:2], part.rule, *stamp.back[3:]))
