"""Which face of a case enough people stood for, and what is left of it on a day: followed line by line, our own way."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from .consenting import ORDER, Asked, Line, listed
from .placing import lies_in

Face = dict[str, Any]
CODES = {"sex", "status", "facility_kind", "term_kind", "age_group", "place_level"}
WHERE = {"home", "place"}
DOWN, UP = ("earliest", "min"), ("latest", "max")
# What a list of a face holds, and the parts of an entry that have to be the same in the one it comes from.
LISTS = {"names": {"text"}, "events": {"kind"}, "relatives": {"class", "count", "of"}}


@dataclass(frozen=True)
class Stood:
    """A face that people stood for, since a place of the log; `open` are the fields it asks about without an answer."""

    face: Face
    since: int
    open: set[str]


def faces(asked: Asked, decisions: Path, vocabularies: Path | None) -> list[Face]:
    """What may be shown of a case: its one face with what may leave of it, or nothing; of two found to be one, the older's."""
    stood = None if asked.case.is_younger else _follow(asked, decisions, vocabularies)
    if stood is None:
        return []
    asked = replace(asked, minor=bool(stood.face["minor"]))
    level = asked.level()
    if level is None or not asked.fields or ORDER.index(stood.face["level"]) < ORDER.index(level):
        return []
    left = asked.fields - asked.taken(stood.since) - stood.open
    trimmed = _trim(stood.face, left, asked, asked.relatives())
    return [trimmed] if trimmed else []


def person(by: str) -> str:
    """Somebody's name bare: neither capitals nor what cannot be seen makes a second person of them."""
    plain = unicodedata.normalize("NFKC", by).casefold()
    return " ".join("".join(letter for letter in plain if unicodedata.category(letter) != "Cf").split())


def _follow(asked: Asked, decisions: Path, vocabularies: Path | None) -> Stood | None:
    """Go through the approvals as they were written, and keep what was shown after the last of them."""
    stood, yes = None, {}
    for place, line in asked.case.of("approve"):
        name, face = line["projection"], _face(decisions, line["projection"])
        if line["audience"] != asked.audience or face is None:
            continue
        if (face.get("case"), face["audience"]) != (line["case"], asked.audience):
            continue
        still = _trim(stood.face, asked.known - asked.taken(stood.since, place) - stood.open,
                      asked) if stood else None
        one = _is_of_a_campaign(line, face, asked) or (still is not None and _adds_nothing(face, still, vocabularies))
        mine = yes[name] = [(at, word) for at, word in yes.get(name, []) if not asked.taken(at, place)] + [(place, line)]
        needed = 1 if one else 2
        if len({person(word["by"]) for _, word in mine}) >= needed:
            yes = {name: mine}
            unanswered = {name for name in face["asks"] if len(
                {person(word["by"]) for _, word in mine if name in word.get("answers", {})}) < needed}
            stood = Stood(face, min(at for at, _ in mine), unanswered)
    return stood


def _is_of_a_campaign(line: Line, face: Face, asked: Asked) -> bool:
    given = {(word["basis"], word.get("example")) for _, word in asked.case.of("consent")}
    written = line.get("example") and line["by"] == "casebook" and line.get("basis") == "public campaign"
    return bool(written and face.get("example") and given == {("public campaign", True)})


@lru_cache(maxsize=16)
def _face(decisions: Path, name: str) -> Face | None:
    path = decisions / "projections" / f"{name}.json"
    body = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(body).hexdigest() != name:
        return None
    face = json.loads(body)
    return {"level": "full", "minor": False, "relatives": [], "asks": []} | face if face["v"] in (1, 2) else None


def _trim(face: Face, left: set[str], asked: Asked, kin: set[str] | None = None) -> Face | None:
    """A face with these fields alone; what was written about all of it does not outlive any part of it."""
    rules, wanted = asked.rules, asked.wanted["levels"].get(face["level"])
    if wanted is None or (face["level"] == "full" and "name" not in left):
        return None
    columns = {}
    for name in listed(asked.wanted, face["level"]):
        column = rules["cases"][name]
        columns[name] = face["columns"].get(name) if {column["field"], column.get("also", column["field"])} <= left else None
    events = [event for told in face["events"] if (event := _event(told, left, rules, wanted))]
    relatives = [one for one in face["relatives"] if "relatives" in left and (kin is None or kin >= set(one["of"]))]
    allowed = {*asked.wanted.get("relatives", ()), "of"}
    relatives = [{name: value if name in allowed else None for name, value in one.items()} for one in relatives]
    lost = events != face["events"] or relatives != face["relatives"] or any(
        columns.get(name) != value for name, value in face["columns"].items() if value is not None)
    if lost:
        columns |= {name: None for name in columns if rules["cases"][name]["class"] == "text"}
    said = events or any(value is not None for value in columns.values())
    return face | {"columns": columns, "events": events, "relatives": relatives} if said else None


def _event(event: dict[str, Any], left: set[str], rules: dict[str, Any], wanted: dict[str, Any]) -> dict[str, Any] | None:
    own, also = rules["events"]["field"], rules["events"].get("also", {})
    if event["kind"] not in wanted.get("event_kinds", ()) or own not in left or also.get(event["kind"], own) not in left:
        return None
    return {name: value if name in wanted.get("events", ()) and also.get(name, own) in left else None
            for name, value in event.items()}


def _adds_nothing(face: Face, other: Face, vocabularies: Path | None) -> bool:
    """Does a face say nothing but what another says, or something coarser, or another code in the place of a code?"""
    if ORDER.index(face["level"]) < ORDER.index(other["level"]) or (other["minor"] and not face["minor"]):
        return False
    if not all(_is_within(name, value, other["columns"].get(name), vocabularies) for name, value in face["columns"].items()):
        return False
    return all(any(_entry_is_within(entry, old, same, vocabularies) for old in other[part])
               for part, same in LISTS.items() for entry in face[part])


def _entry_is_within(entry: dict[str, Any], old: dict[str, Any], same: set[str], vocabularies: Path | None) -> bool:
    return all(old.get(name) == value if name in same else _is_within(name, value, old.get(name), vocabularies)
               for name, value in entry.items())


def _is_within(name: str, value: Any, before: Any, vocabularies: Path | None) -> bool:
    if value is None or value == before:
        return True
    if before is None or type(value) is not type(before):
        return False
    if name in CODES:
        return True
    if name in WHERE:
        return vocabularies is not None and lies_in(vocabularies, before, value)
    for ends, good in ((DOWN, value <= before), (UP, value >= before)):
        if name.endswith(ends):
            return good
    return isinstance(value, str) and value[:4].isdigit() and before.startswith(value)
