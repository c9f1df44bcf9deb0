"""Events told by several sources made one, so that an edition never shows how many sources there are."""

from typing import Any

Event = dict[str, Any]
DATE = ("edtf", "earliest", "latest")


def merged(events: list[Event]) -> list[Event]:
    """The events in order of time, each told once: of two that can both be meant, the finer date and every known part.

    Two that disagree stay two. Events without a date come last.
    """
    told: list[Event] = []
    for event in sorted(events, key=_finest_first):
        at = next((place for place, one in enumerate(told) if _can_be_one(one, event)), None)
        if at is None:
            told.append(event)
        else:
            told[at] = _joined(told[at], event)
    return sorted(told, key=lambda event: (event["earliest"] or "9999", _text(event)))


def _can_be_one(one: Event, other: Event) -> bool:
    """The same kind, one date inside the other, and nothing else that differs."""
    if one["kind"] != other["kind"] or not _dates_agree(one, other):
        return False
    rest = [name for name in one if name not in DATE]
    return all(None in (one[name], other[name]) or one[name] == other[name] for name in rest)


def _dates_agree(one: Event, other: Event) -> bool:
    if None in (one["edtf"], other["edtf"]) or one["edtf"] == other["edtf"]:
        return True
    bounds = (one["earliest"], one["latest"], other["earliest"], other["latest"])
    return None not in bounds and bounds[2] <= bounds[0] and bounds[1] <= bounds[3]


def _joined(one: Event, other: Event) -> Event:
    """What both say together; the date is that of the first, which is never the coarser one."""
    dates = one if one["edtf"] is not None else other
    return {name: dates[name] if name in DATE else value if value is not None else other[name]
            for name, value in one.items()}


def _finest_first(event: Event) -> tuple:
    return (event["edtf"] is None, _span(event), _text(event))


def _span(event: Event) -> tuple:
    """How long the time is within which it happened, as years and months; open times are the longest."""
    if event["earliest"] is None or event["latest"] is None:
        return (9999, 0)
    start, end = (tuple(map(int, event[name].split("-"))) for name in ("earliest", "latest"))
    months = (end[0] - start[0]) * 12 + end[1] - start[1]
    return (months, end[2] - start[2])


def _text(event: Event) -> str:
    return "|".join("" if value is None else str(value) for _, value in sorted(event.items()))
