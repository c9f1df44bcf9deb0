"""The timelines of two persons on one axis: each event as wide as the doubt about its date."""

from datetime import date
from typing import Any

from casebook.pages import labels
from casebook.pages.words import capital, describe_edtf, describe_term, describe_window
from casebook.speaking import say

WIDTH = 1000  # units of the drawing from the first year to the last
NARROWEST = 4
EXACT = 31  # days: what is known to the month is drawn as sure


def axis(*sides: list[dict[str, Any]]) -> dict[str, Any]:
    """{years: (first, last), ticks: places of the years between, sides: for each its events, undated: those without a date}.

    An event has `label`, `when`, `more`, `x` and `width` of WIDTH, and `doubt` where its day is not known to the month, a
    side of it is open, or it is doubtful whether it happened. Events are rows of `events`.
    """
    days = [int(event[side][:4]) for events in sides for event in events for side in ("earliest", "latest") if event[side]]
    first, last = (min(days), max(days)) if days else (0, 0)
    start, end = date(first or 1, 1, 1).toordinal(), date(last or 1, 12, 31).toordinal()
    return {
        "years": (first, last),
        "ticks": [round((date(year, 1, 1).toordinal() - start) / (end - start) * WIDTH) for year in range(first + 1, last + 1)],
        "sides": [_told(event | _place(event, start, end) for event in events if _dated(event)) for events in sides],
        "undated": [_told(event for event in events if not _dated(event)) for events in sides],
    }


def _dated(event: dict[str, Any]) -> bool:
    return bool(event["earliest"] or event["latest"])


def _place(event: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    since = date.fromisoformat(event["earliest"]).toordinal() if event["earliest"] else start
    until = date.fromisoformat(event["latest"]).toordinal() if event["latest"] else end
    x = round((since - start) / (end - start) * WIDTH)
    width = max(NARROWEST, round((until - since) / (end - start) * WIDTH))
    is_open = not event["earliest"] or not event["latest"]
    return {"x": min(x, WIDTH - NARROWEST), "width": width, "doubt": is_open or until - since > EXACT or not event["sure"]}


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
