"""Events of a person as claims that may leave tell them, those told by several sources made one, so that an edition
never shows how many sources there are."""

import sqlite3
from collections import defaultdict
from typing import Any

from casebook.coarsening_events import coarse_event
from casebook.policy import Policy
from casebook.projecting_support import COUNTS, FREE

Event = dict[str, Any]
DATE = ("edtf", "earliest", "latest")
PARTS = ("kind", *DATE, "place", "place_level", "term_kind", "months_min", "months_max")


def told_events(db: sqlite3.Connection, people: list[int]) -> dict[int, dict[bool, list[Event]]]:
    """The events of each person's own, by whether claims tell them that point to nobody, each with what these say of it.

    An event of which only some claims point to their source is told by the others alone.
    """
    rows = db.execute(f"""SELECT m.person, e.id, {FREE}, e.{", e.".join(PARTS)}, c.property, c.value, c.edtf
        FROM mentions m JOIN events e ON e.mention = m.id JOIN claims c ON c.event = e.id
        WHERE m.role = 'subject' AND m.person IN ({",".join("?" * len(people))}) AND {COUNTS}
        ORDER BY m.person, e.id""", people)
    told: dict[tuple[int, int, bool], list[tuple]] = defaultdict(list)
    for person, number, free, *rest in rows:
        told[person, number, bool(free)].append(rest)
    found: dict[int, dict[bool, list[Event]]] = defaultdict(lambda: defaultdict(list))
    for (person, _, free), claims in told.items():
        found[person][free].append(_event(claims))
    return found


def _event(claims: list[list[Any]]) -> Event:
    """One event, each part of it only where one of these claims says so."""
    event = dict(zip(PARTS, claims[0], strict=False))
    said = [claim[len(PARTS):] for claim in claims]
    without = set()
    if not any(edtf and edtf == event["edtf"] for _, _, edtf in said):
        without |= {*DATE}
    if not any(prop == "place" and value == event["place"] for prop, value, _ in said):
        without |= {"place", "place_level"}
    if not any(prop == "term" for prop, _, _ in said):
        without |= {"term_kind", "months_min", "months_max"}
    return {name: None if name in without else value for name, value in event.items()}


def seen(events: list[Event], rule: Policy) -> list[Event]:
    """Events as the policy of one level lets them out: of kinds it lists, as coarse as it says, each once."""
    return merged([coarse_event(event, rule) for event in events if event["kind"] in rule.event_kinds])


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
