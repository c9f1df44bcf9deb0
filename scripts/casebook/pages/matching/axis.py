"""The timelines of two persons on one axis: each event as wide as the doubt about its date."""

from datetime import date
from typing import Any

from casebook.pages import labels
from casebook.pages.axis import Place, Span, lay
from casebook.pages.words import capital, describe_edtf, describe_term, describe_window
from casebook.speaking import say

NARROWEST = 4
EXACT = 31  # days: what is known to the month is drawn as sure


def axis(*sides: list[dict[str, Any]]) -> dict[str, Any]:
    """{years: (first, last), ticks: places of the years between, sides: for each its events, undated: those without a date}.

    An event has `label`, `when`, `more`, `x` and `width` of WIDTH, and `doubt` where its day is not known to the month, a
    side of it is open, or it is doubtful whether it happened. Events are rows of `events`.
    """
    found = lay([_span(event) for events in sides for event in events], NARROWEST)
    places = iter(found.places if found else [])
    drawn = [[event | _drawn(event, next(places)) for event in events] for events in sides] if found else sides
    return {
        "years": found.years if found else (0, 0),
        "ticks": found.ticks if found else [],
        "sides": [_told(event for event in events if any(_span(event))) for events in drawn],
        "undated": [_told(event for event in events if not any(_span(event))) for events in drawn],
    }


def _span(event: dict[str, Any]) -> Span:
    return event["earliest"], event["latest"]


def _drawn(event: dict[str, Any], place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    days = 0 if place.fades else (date.fromisoformat(event["latest"]) - date.fromisoformat(event["earliest"])).days
    return {"x": place.x, "width": place.width, "doubt": bool(place.fades) or days > EXACT or not event["sure"]}


def _told(events: Any) -> list[dict[str, Any]]:
    """The events in words, each once."""
    found: dict[tuple, dict[str, Any]] = {}
    for event in events:
        when = describe_edtf(event["edtf"]) or describe_window(event["earliest"], event["latest"]) or ""
        more = [describe_term(event["term_kind"], event["months_min"], event["months_max"]), labels.place(event["place"]),
                labels.label("facilities", event["facility"]), "" if event["sure"] else say("doubtful")]  # fmt: skip
        one = {"label": labels.label("events", event["kind"]), "when": capital(when), "more": ", ".join(filter(None, more))}
        found.setdefault(tuple(one.values()), one | {name: event[name] for name in ("x", "width", "doubt") if name in event})
    return list(found.values())
