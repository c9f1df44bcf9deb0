"""The events of a case in order, each with its date in words; what several records say alike is told once."""

from casebook.pages import labels
from casebook.pages.words import capital, describe_edtf, describe_term, describe_window

_LAST = "9999-12-31"


def timeline(events: list[dict]) -> list[dict]:
    """Rows of `events` (kind, edtf, earliest, latest, place, facility, term...) as a page shows them, undated ones last."""
    told: dict[tuple, dict] = {}
    for event in events:
        shown = _shown(event)
        key = tuple(shown[part] for part in ("kind", "when", "place", "facility", "term", "repeats"))
        kept = told.setdefault(key, shown)
        kept["records"] += event.get("records") or 1
    return sorted(told.values(), key=lambda event: (event["earliest"], event["latest"], event["label"]))


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
        "records": 0,
    }
