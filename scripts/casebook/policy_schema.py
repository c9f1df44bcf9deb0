"""What data/policy.yml may say at all: its shape, and what a shape cannot tell, each mistake named with its place."""

from collections.abc import Iterable
from typing import Any

from casebook import schema, vocabularies

MAY_LEAVE = ("identity", "fact", "reason", "text")
NEVER_LEAVE = ("internal", "source", "lag", "health", "relative", "contact")
# What may be said of somebody who is not named: neither a name nor anything in words of its own.
WITHOUT_NAME = ("fact",)
# Precisions from coarse to fine; a place finer than the gazetteer's counties, such as a village, has none.
DATES = ("year", "month", "day")
PLACES = ("region", "prefecture", "county")
CASE_NAME_COLUMNS = ("text", "script", "kind")
EVENT_COLUMNS = ("kind", "edtf", "earliest", "latest", "place", "place_level", "term_kind", "months_min", "months_max")
RELATIVE_COLUMNS = ("class", "count", "outcome")
# Kinds that tell of relatives, of health, or of how the news came out: no audience gets them, whatever the file says.
PRIVATE_EVENTS = ("hospital", "ill_treatment", "body_returned", "last_contact", "police_run_contact", "news_received",
                  "letter", "pressure_on_relatives", "sighting")
# What may be counted, with the columns it is counted by: an arrest by its year.
TOPICS = {topic: (topic,) for topic in ("status", "sex", "ethnicity", "occupation", "age_group", "home", "place",
                                        "facility_kind", "term_kind")} | {
    "arrest": ("arrest", "arrest_earliest", "arrest_latest")}
# What may be told of a campaign: of itself, of each count of signatures, and of each kind of step. Of a meeting with relatives
# never whom, nor in which words.
CAMPAIGN = {
    "told": ("title", "organisation", "started", "demand", "addressed", "intervention"),
    "counts": ("date", "country", "place", "count", "says", "words", "said_by"),
    "steps": {"delivery": ("date", "to_whom", "words", "intervention", "response", "impact", "status"), "meeting": ("date",),
              "outcome": ("date", "words", "response", "impact", "status")},
}
# A crowd is never smaller than this, nor a count rounded to less, whatever the file says.
LEAST = 5

_WORD = {"type": "string", "pattern": "^[a-z_]+$"}
_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_CROWD = {"type": "integer", "minimum": LEAST}


def _mapping(needed: dict[str, Any], allowed: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"type": "object", "properties": needed | (allowed or {}), "required": list(needed),
            "additionalProperties": False}


_COLUMN = _mapping(
    {"class": {"enum": [*MAY_LEAVE, *NEVER_LEAVE]}},
    {"field": _WORD, "finest": {"enum": [*DATES, *PLACES]}, "bound": {"enum": ["earliest", "latest"]},
     "known": {"enum": ["sex", "ethnicities", "occupations", "statuses", "places", "charges"]},
     "size_of": _WORD, "years": {"const": 10}, "also": _WORD},
)
_FINEST = {"date": {"enum": list(DATES)}, "place": {"enum": list(PLACES)}}
_EVENTS = {"events": _WORDS, "event_kinds": _WORDS}
_LEVELS = _mapping({}, {
    "full": _mapping({"cases": _WORDS}, {"case_names": _WORDS, "finest": _mapping({}, _FINEST), **_EVENTS}),
    "partial": _mapping({"cases": _WORDS, "finest": _mapping(_FINEST), "quasi": _WORDS | {"minItems": 1}, "k": _CROWD,
                         "sensitive": _WORDS, "l": {"type": "integer", "minimum": 2}}, _EVENTS),
    "anonymous": _mapping({}),
})  # fmt: skip


def _some(listed: Iterable[str]) -> dict[str, Any]:
    return {"type": "array", "items": {"enum": list(listed)}, "uniqueItems": True}


_CAMPAIGNS = _mapping({"told": _some(CAMPAIGN["told"]), "counts": _some(CAMPAIGN["counts"]), "finest": _mapping({
    "date": _FINEST["date"]}), "steps": _mapping({}, {kind: _some(listed) for kind, listed in CAMPAIGN["steps"].items()})})
_AUDIENCE = _mapping(
    {"title": {"type": "string"}, "purposes": _WORDS, "levels": _LEVELS | {"minProperties": 1}},
    {"relatives": {"type": "array", "items": {"enum": list(RELATIVE_COLUMNS)}, "minItems": 1, "uniqueItems": True},
     "campaigns": _CAMPAIGNS,
     "release": _mapping({"batch": {"type": "integer", "minimum": 2}, "every": {"const": "month"}}),
     "statistics": _mapping({"topics": {"type": "array", "items": {"enum": list(TOPICS)}, "uniqueItems": True},
                             "round": _CROWD})},
)
SCHEMA = _mapping(
    {"cases": {"type": "object", "additionalProperties": _COLUMN},
     "audiences": {"type": "object", "additionalProperties": _AUDIENCE, "propertyNames": {"pattern": "^[a-z]+$"}},
     "guarded": _WORDS, "events": _mapping({"field": _WORD, "finest": _mapping({"date": _FINEST["date"]})},
                                           {"also": {"type": "object", "additionalProperties": _WORD}})},
)


def faults(whole: dict[str, Any]) -> Iterable[str]:
    """What is wrong with a policy of the right shape: the place in the file, what is wrong there and the fix."""
    yield from _column_faults(whole["cases"])
    for audience, rules in whole["audiences"].items():
        for level, wanted in rules["levels"].items():
            yield from _level_faults(whole["cases"], f"audiences/{audience}/levels/{level}", level, wanted)
        yield from (f"audiences/{audience}: {fault}" for fault in _audience_faults(rules))


def _column_faults(cases: dict[str, Any]) -> Iterable[str]:
    for name in schema.names_of("cases"):
        if name not in cases:
            yield f"cases: the column {name} of the case list is not classed. Add it with its class."
    for name, column in cases.items():
        leaves = column["class"] in MAY_LEAVE
        if leaves and "field" not in column:
            yield f"cases/{name}: it names no field of a consent. Add `field`."
        if leaves and _is_contact(name):
            yield f"cases/{name}: a contact cannot be allowed. Class it as contact."
        if leaves and name not in schema.names_of("cases"):
            yield f"cases/{name}: no edition has such a column. Class it as internal."
        precisions = PLACES if column.get("known") == "places" else DATES
        if column.get("finest", precisions[0]) not in precisions:
            yield f"cases/{name}: `finest` is one of {', '.join(precisions)} here."
        if "also" in column and column["also"] not in {one.get("field") for one in cases.values()}:
            yield f"cases/{name}: `also` names no field of a column."
        if column.get("size_of", name) not in cases:
            yield f"cases/{name}: `size_of` names no column of places."


def _level_faults(cases: dict[str, Any], where: str, level: str, wanted: dict[str, Any]) -> Iterable[str]:
    allowed = MAY_LEAVE if level == "full" else WITHOUT_NAME
    for name in wanted.get("cases", ()):
        if cases.get(name, {}).get("class") not in allowed:
            yield f"{where}/cases: {name} is not of a class that may leave. Remove it."
    for key, known in (("case_names", CASE_NAME_COLUMNS), ("events", EVENT_COLUMNS), ("event_kinds", _kinds())):
        for name in wanted.get(key, ()):
            if name not in known:
                yield f"{where}/{key}: {name} cannot leave. Remove it."
    if level == "partial":
        counted = [*wanted["quasi"], *wanted["sensitive"]]
        for name in sorted(set(wanted["cases"]) ^ set(counted)):
            yield f"{where}: {name} has to be under `cases` and under one of `quasi` and `sensitive`, or under none."
        if len(set(counted)) < len(counted):
            yield f"{where}: a column is named twice under `quasi` and `sensitive`."


def _audience_faults(rules: dict[str, Any]) -> Iterable[str]:
    levels = rules["levels"]
    if levels.keys() & {"partial", "anonymous"} and not {"release", "statistics"} <= rules.keys():
        yield "cases that are not named need `release` and `statistics`. Add both."
    if "relatives" in rules and "partial" not in levels:
        yield "`relatives` leave only in the crowd of levels/partial (k, l). Add that level."


def _kinds() -> frozenset[str]:
    return frozenset(vocabularies.load("events")) - frozenset(PRIVATE_EVENTS)


def _is_contact(name: str) -> bool:
    """Is this a column of the database of contacts, or a property that is kept there alone?"""
    private = {prop for prop, about in vocabularies.load("properties").items() if about.get("private")}
    kept = {column for spec in schema.CONTACTS.values() for column in schema.columns(spec)}
    return bool(set(name.split("_")) & private) or name in private or name in kept - set(schema.names_of("cases"))
