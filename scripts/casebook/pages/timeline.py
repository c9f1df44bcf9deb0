"""The events of a case in order, each with its date in words; what several records say alike is told once."""

from casebook.pages import labels
from casebook.pages.words import capital, describe_edtf, describe_term, describe_window

_LAST = "9999-12-31"
_TOLD = ("when", "place", "facility", "term", "repeats")


def timeline(events: list[dict]) -> list[dict]:
    """Rows of `events` (kind, edtf, earliest, latest, place, facility, term...) as pages show them, undated ones last.

    An event that says nothing beyond another of its kind is told with it; `records` counts the records that tell it.
    """
    told: list[dict] = []
    for event in sorted(map(_shown, events), key=lambda one: -sum(bool(one[part]) for part in _TOLD)):
        fuller = next((other for other in told if _says_no_more(event, other)), None)
        if fuller:
            fuller["told_in"] |= event["told_in"]
        else:
            told.append(event)
    for event in told:
        event["records"] = len(event.pop("told_in"))
    return sorted(told, key=lambda event: (event["earliest"], event["latest"], event["label"]))


def _says_no_more(event: dict, other: dict) -> bool:
    return event["kind"] == other["kind"] and all(event[part] in ("", other[part]) for part in _TOLD)


def _shown(event: dict) -> dict:
    when = describe_edtf(event.get("edtf")) or describe_window(event.get("earliest"), event.get("latest"))
    return {
        "kind": event.get("kind") or "",
        "label": labels.label("events", event.get("kind")),
        "when": capital(when) or "",
        "place": labels.place(event.get("place")),
        "facility": labels.label("facilities", event.get("facility")),
        "term": capital(describe_term(event.get("term_kind"), event.get("months_min"), event.get("months_max"))) or "",
        "repeats": event.get("repeats") or "",
        "earliest": event.get("earliest") or event.get("latest") or _LAST,
        "latest": event.get("latest") or _LAST,
        "told_in": {event["record"]} if event.get("record") else set(),
    }
