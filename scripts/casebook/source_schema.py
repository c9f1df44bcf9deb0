"""What a source.yml or a preset may say, and the mistakes in one, each with its line."""

import difflib
import re
from typing import Any

from jsonschema import Draft202012Validator

from casebook import vocabularies
from casebook.marked_yaml import Mistake, Place

TEXT = {"type": "string", "minLength": 1}
WORDS = {"type": "array", "items": TEXT}
NUMBER = {"type": "integer", "minimum": 1}
ORDER = {"enum": ["DMY", "MDY", "YMD"]}
CENTURY = {"enum": [1900, 2000]}
LANGUAGE = {"type": "string", "pattern": "^[a-z]{2,3}$", "title": "a language code of two letters, such as en, zh, ug"}
REGION = {"type": "string", "pattern": "^[A-Z]{2}$", "title": "a country code of two capitals, such as CN"}
WHO_SAYS = {"enum": ["family", "authorities", "court", "media", "organisation", "person", "unknown"]}
UNIT = {"enum": ["years", "months", "weeks", "days"]}
SAYS = {"enum": ["is so", "is not so", "is not known", "doubtful"]}
POINTS = {"enum": ["no", "possibly", "yes"]}
OF = {
    "type": "string",
    "pattern": "^(subject|informant|intermediary|witness|relative(:[A-Z_]+)?)$",
    "title": "subject, informant, intermediary, witness, relative, or relative: with a code, such as relative:WIFE",
}


def _object(required: list[str] = (), **properties: Any) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}


ENTRY = _object(
    ["property"],
    property=TEXT, of=OF, relation_column=TEXT, script=TEXT, name_kind=TEXT, language=LANGUAGE, order=ORDER,
    century=CENTURY, region=REGION, when=_object(["column", "is"], column=TEXT, **{"is": WORDS}), otherwise=TEXT,
    says=SAYS, spell=NUMBER, split=TEXT, unit=UNIT, counts_from=TEXT,
)  # fmt: skip
SCHEMA = _object(
    ["title"],
    title=TEXT, publisher=TEXT, language=LANGUAGE, kind=TEXT, preset=TEXT, encoding=TEXT, delimiter=TEXT,
    sheets=WORDS, header_row=NUMBER, max_unpacked_megabytes=NUMBER, day_month_order=ORDER, century=CENTURY,
    region=REGION, consent=TEXT, example={"type": "boolean"}, warning=TEXT, asserted_by=WHO_SAYS,
    reported_by=WHO_SAYS,
    how_known={
        "enum": ["own eyes", "told inside", "told abroad", "document", "official answer", "public", "unknown"]
    },
    speaker=_object(role=TEXT, relation=TEXT, about=TEXT, points_to_source=POINTS),
    told=TEXT, received=TEXT, channel={"enum": ["meeting", "call", "message", "form", "letter", "published"]},
    key=TEXT,
    columns={"type": "object", "additionalProperties": {"type": "array", "items": ENTRY, "minItems": 1}},
    ignore=WORDS,
    absent=_object(withheld=WORDS, unknown=WORDS, none=WORDS),
    words={"type": "object", "additionalProperties": {"type": "object", "additionalProperties": TEXT}},
    expect=_object(rows={"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}),
)  # fmt: skip
SHAPES = {
    "array": "a list", "object": "a mapping", "integer": "a number", "string": "text", "boolean": "true or false"
}  # fmt: skip
PRESET = {**SCHEMA, "required": []}
VALIDATORS = {False: Draft202012Validator(SCHEMA), True: Draft202012Validator(PRESET)}
def shaped(content: Any, lines: dict[Place, int]) -> Any:
    """The content with numbers as numbers and every shorthand written out; `lines` learns the places made so."""
    if not isinstance(content, dict):
        return content
    found = dict(content)
    _change(found, ("header_row", "century", "max_unpacked_megabytes"), _number)
    _change(found, ("sheets", "ignore"), _list)
    _change(found, ("example",), lambda value: {"true": True, "false": False}.get(value, value))
    if isinstance(absent := found.get("absent"), dict):
        _change(absent, ("withheld", "unknown", "none"), _list)
    if isinstance(columns := found.get("columns"), dict):
        found["columns"] = {header: _entries(header, value, lines) for header, value in columns.items()}
    if isinstance(expect := found.get("expect"), dict) and "rows" in expect:
        rows = expect["rows"] if isinstance(expect["rows"], list) else [expect["rows"]] * 2
        expect["rows"] = [_number(row) for row in rows]
    return found


def mistakes(content: Any, lines: dict[Place, int], *, preset: bool = False) -> list[Mistake]:
    """Everything wrong with a shaped source.yml (or preset), in the order of its lines."""
    if not isinstance(content, dict):
        return [Mistake(1, "the file says nothing a source can use", "Write it as docs/source-yml.md shows")]
    found = [made for error in VALIDATORS[preset].iter_errors(content) for made in _from_schema(error, lines)]
    if not found:
        found = list(_unknown_properties(content, lines))
    return sorted(found, key=lambda mistake: mistake.line)


def _change(mapping: dict[str, Any], keys: tuple[str, ...], change: Any) -> None:
    for key in keys:
        if isinstance(value := mapping.get(key), str):
            mapping[key] = change(value)


def _number(value: Any) -> Any:
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value) else value


def _list(value: str) -> list[str]:
    return [value]


def _entries(header: str, value: Any, lines: dict[Place, int]) -> list[Any]:
    """The entries of a column as a list of mappings, whichever way they were written."""
    if not isinstance(value, list):
        for place, line in list(lines.items()):
            if place[:2] == ("columns", header):
                lines.setdefault(("columns", header, 0, *place[2:]), line)
        value = [value]
    entries = [{"property": entry} if isinstance(entry, str) else entry for entry in value]
    for entry in entries:
        if isinstance(entry, dict):
            _change(entry, ("century", "spell"), _number)
            if isinstance(when := entry.get("when"), dict):
                _change(when, ("is",), _list)
    return entries


def line_of(place: Place, lines: dict[Place, int]) -> int:
    """The line of that place, or of the nearest one around it."""
    while place not in lines:
        place = place[:-1]
    return lines[place]


def _from_schema(error: Any, lines: dict[Place, int]) -> list[Mistake]:
    place = tuple(error.absolute_path)
    where = next((key for key in reversed(place) if isinstance(key, str)), "the file")
    if error.validator == "additionalProperties":
        known = error.schema["properties"]
        unknown = [key for key in error.instance if key not in known]
        return [
            Mistake(line_of((*place, key), lines), f"{key!r} is not an option here", nearest(key, known))
            for key in unknown
        ]
    line = line_of(place, lines)
    if error.validator == "required":
        missing = next(key for key in error.validator_value if key not in error.instance)
        return [Mistake(line, f"{missing!r} is missing from {where}", f"Add `{missing}:`")]
    if error.validator == "enum":
        allowed = [str(value) for value in error.validator_value]
        return [Mistake(line, f"{error.instance!r} cannot stand for {where!r}", nearest(str(error.instance), allowed))]
    if error.validator == "pattern":
        return [Mistake(line, f"{error.instance!r} cannot stand for {where!r}", f"Write {error.schema['title']}")]
    wanted = SHAPES.get(error.schema.get("type"), "something else")
    return [Mistake(line, f"what stands at {where!r} does not fit", f"It must be {wanted}; see docs/source-yml.md")]


def nearest(word: str, known: Any) -> str:
    """Words that suggest the likeliest of the known ones, or list them."""
    known = list(known)
    close = difflib.get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else f"Known here: {', '.join(known)}"


def _unknown_properties(content: dict[str, Any], lines: dict[Place, int]) -> Any:
    """A mistake for each property or kind of event that no vocabulary knows."""
    for header, entries in content.get("columns", {}).items():
        for number, entry in enumerate(entries):
            for key in ("property", "otherwise"):
                if key in entry and (wrong := wrong_property(entry[key])):
                    yield Mistake(line_of(("columns", header, number, key), lines), *wrong)
            if (kind := entry.get("counts_from")) and kind not in (events := vocabularies.load("events")):
                place = ("columns", header, number, "counts_from")
                yield Mistake(line_of(place, lines), f"{kind!r} is not a kind of event", nearest(kind, events))
    for code in content.get("words", {}):
        if wrong := wrong_property(code, bare=True):
            yield Mistake(line_of(("words", code), lines), *wrong)


def wrong_property(code: str, *, bare: bool = False) -> tuple[str, str] | None:
    """What is wrong with "property" or "event.property", and the fix; None when both words are known.

    `bare` allows the property of an event without the event, where it stands for every kind.
    """
    properties, events = vocabularies.load("properties"), vocabularies.load("events")
    event, dot, name = code.rpartition(".")
    if dot and event not in events:
        return f"{event!r} is not a kind of event", nearest(event, events)
    if name not in properties:
        return f"{name!r} is not a property", nearest(name, properties)
    of_event = properties[name]["about"] == "event"
    if dot and not of_event:
        return f"{name!r} is not said of an event", f"Write `{name}`"
    if of_event and not dot and not bare:
        return f"{name!r} is said of an event", f"Name the event: `detention.{name}`, `sentence.{name}`"
    return None
