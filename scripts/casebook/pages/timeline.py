"""The events of a case in order, each with its date in words; what several records say alike is told once."""

from casebook.pages import labels
from casebook.pages.words import capital, describe_edtf, describe_term, describe_window

_LAST = "9999-12-31"
_TOLD = ("when", "place", "facility", "term", "repeats")


def timeline(events: list[dict], case: dict | None = None) -> list[dict]:
    """Rows of `events` (kind, edtf, earliest, latest, place, facility, term...) as pages show them, undated ones last.

    An event that says nothing beyond another of its kind is told with it; `records` counts the records that tell it.
    Accounts of one arrest or one sentence, as the row of `cases` has summed them up, are told as one event.
    """
    told: list[dict] = []
    joined = [*_one_account(events, case or {})]
    for event in sorted(map(_shown, joined), key=_fullest_first):
        fuller = next((other for other in told if _says_no_more(event, other)), None)
        if fuller:
            fuller["told_in"] |= event["told_in"]
            fuller["doubtful"] &= event["doubtful"]
        else:
            told.append(event)
    for event in told:
        event["records"] = len(event.pop("told_in"))
    return sorted(told, key=lambda event: (event["earliest"], event["latest"], event["label"]))


def _fullest_first(event: dict) -> tuple[int, int]:
    return -sum(bool(event[part]) for part in _TOLD), -len(labels.around(event["where"]))


def _one_account(events: list[dict], case: dict) -> list[dict]:
    """The events, with those that are differing accounts of the case's arrest or of its sentence put together."""
    arrest = case.get("arrest") or ""
    dates = set(arrest[1:-1].split(",")) if arrest.startswith("[") else set()
    of_arrest = [event for event in events if event.get("kind") == "detention" and event.get("edtf") in dates]
    of_term = [event for event in events if _is_of_term(event, case)]
    rest = [event for event in events if event not in of_arrest and event not in of_term]
    days = {"edtf": arrest, "earliest": case.get("arrest_earliest"), "latest": case.get("arrest_latest")}
    months = {"months_min": case.get("term_months_min"), "months_max": case.get("term_months_max")}
    return rest + _put_together(of_arrest, days) + _put_together(of_term, months)


def _is_of_term(event: dict, case: dict) -> bool:
    """Does this undated sentence lie within the case's, or the case's within it?"""
    least, most = event.get("months_min"), event.get("months_max")
    low, high = case.get("term_months_min"), case.get("term_months_max")
    if event.get("kind") != "sentence" or event.get("edtf") or None in (least, most, low, high):
        return False
    nested = low <= least <= most <= high or least <= low <= high <= most
    return nested and event.get("term_kind") == case.get("term_kind")


def _put_together(events: list[dict], whole: dict) -> list[dict]:
    if len(events) < 2:
        return events
    same = {part: events[0].get(part) for part in ("place", "facility") if len({one.get(part) for one in events}) == 1}
    differ = not any(all(event.get(part) == value for part, value in whole.items()) for event in events)
    records = {event["record"] for event in events if event.get("record")}
    sure = any(event.get("sure", 1) for event in events)
    return [{"kind": events[0]["kind"], "term_kind": events[0].get("term_kind"), "differ": differ, "records": records,
             "sure": sure} | whole | same]


def _says_no_more(event: dict, other: dict) -> bool:
    return event["kind"] == other["kind"] and all(
        event[part] in ("", other[part]) or (part == "place" and event["where"] in labels.around(other["where"]))
        for part in _TOLD
    )


def _shown(event: dict) -> dict:
    when = describe_edtf(event.get("edtf")) or describe_window(event.get("earliest"), event.get("latest"))
    return {
        "kind": event.get("kind") or "",
        "label": labels.label("events", event.get("kind")),
        "when": capital(when) or "",
        "place": labels.place(event.get("place")),
        "where": event.get("place") or "",
        "facility": labels.label("facilities", event.get("facility")),
        "term": capital(describe_term(event.get("term_kind"), event.get("months_min"), event.get("months_max"))) or "",
        "repeats": event.get("repeats") or "",
        "span": (event.get("earliest"), event.get("latest")),
        "earliest": event.get("earliest") or event.get("latest") or _LAST,
        "latest": event.get("latest") or _LAST,
        "differ": event.get("differ", False),
        "doubtful": not event.get("sure", 1),
        "told_in": event.get("records") or ({event["record"]} if event.get("record") else set()),
    }
