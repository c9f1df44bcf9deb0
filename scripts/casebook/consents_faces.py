"""Faces (projections): all that an edition would say of one person to one audience, as canonical JSON named by hash."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from casebook import chains
from casebook.decisions_schemas import LEVELS
from casebook.policy import NAME, RELATIVES, Policy

FULL = LEVELS[0]

# {"v": 2, "audience", "case", "example", "level": full | partial | anonymous, "minor": may be under 18,
#  "columns": {column: value or None}, "names": [{text, script, kind}], "events": [{kind, edtf, ...}],
#  "relatives": [{class, count, outcome, of}], "asks": [field]}: values as they will be read, dates and places already as
# coarse as the policy says. `of` are digests by which a relative is known again; `asks` the fields that only claims
# support which point to their source.
Face = dict[str, Any]
VERSIONS = (1, 2)
LATER = {"level": FULL, "minor": False, "relatives": [], "asks": []}


def as_now(face: Face) -> Face:
    """A face as this version writes it: one of version 1 was of somebody named, and said nothing of relatives."""
    return LATER | face | {"v": VERSIONS[-1]}


def digest(case: str, mention: str) -> str:
    """How a face remembers of whom it says something, without naming a mention."""
    return hashlib.sha256(f"{case}|{mention}".encode()).hexdigest()[:16]


def sha256(face: Face) -> str:
    """The name of a face: SHA-256 in hex of its canonical JSON."""
    return hashlib.sha256(chains.canonical(face)).hexdigest()


def save(folder: Path, face: Face) -> str:
    """Keep a face in `folder`/projections for ever, on the disk when this returns; returns its hash."""
    name = sha256(face)
    path = folder / "projections" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        new = path.with_suffix(".new")
        with new.open("wb") as file:
            file.write(chains.canonical(face))
            file.flush()
            os.fsync(file.fileno())
        new.rename(path)
    return name


def load(folder: Path, name: str) -> Face | None:
    """The face of that hash, None when it is not kept or its bytes are not those that were approved."""
    path = folder / "projections" / f"{name}.json"
    body = path.read_bytes() if path.is_file() else b""
    return json_of(body) if hashlib.sha256(body).hexdigest() == name else None


def json_of(body: bytes) -> Face | None:
    try:
        face = json.loads(body)
    except ValueError:
        return None
    return face if isinstance(face, dict) and face.get("v") in VERSIONS else None


def cut(face: Face, fields: frozenset[str], policy: Policy, relatives: frozenset[str] | None = None) -> Face | None:
    """The face with nothing but these fields and, where `relatives` (mentions) are given, these relatives.

    None without the name of somebody shown under it, where the audience has no such level, and where nothing is left.
    """
    if face["level"] not in policy.levels or (face["level"] == FULL and NAME not in fields):
        return None
    rule = policy.at(face["level"])
    columns = {name: face["columns"].get(name) if needed(column) <= fields else None for name, column in rule.columns.items()}
    events = [left for event in face["events"] if (left := _event(event, fields, rule))]
    kept = {digest(face["case"], mention) for mention in relatives or ()}
    kin = [{name: value if name in (*rule.relatives, "of") else None for name, value in one.items()}
           for one in face["relatives"] if RELATIVES in fields and (relatives is None or kept.issuperset(one["of"]))]
    told = [event for place, event in enumerate(events) if event not in events[:place]]
    if not told and all(value is None for value in columns.values()):
        return None
    return face | {"columns": columns, "events": told, "relatives": kin}


def needed(column: dict[str, Any]) -> set[str]:
    """The fields without which a column of the policy does not leave."""
    return {column["field"], column.get("also", column["field"])}


def trimmed(face: Face, fields: frozenset[str], policy: Policy, relatives: frozenset[str] | None = None) -> Face | None:
    """What is left of an approved face, cut; its texts were written of all it said, and go with whatever goes."""
    left = cut(face, fields, policy, relatives)
    return left if left is None or says_as_much(left, face) else without_texts(left, policy)


def says_as_much(left: Face, face: Face) -> bool:
    """Does what is left of a face still say all that it said?"""
    kept = all(left["columns"].get(name) == value for name, value in face["columns"].items() if value is not None)
    return kept and (left["events"], left["relatives"]) == (face["events"], face["relatives"])


def without_texts(face: Face, policy: Policy) -> Face:
    """A face without what was written for publication."""
    texts = {name for name, column in policy.columns.items() if column["class"] == "text"}
    return face | {"columns": {name: None if name in texts else value for name, value in face["columns"].items()}}


def _event(event: dict[str, Any], fields: frozenset[str], rule: Policy) -> dict[str, Any] | None:
    """An event with the parts of it that may be told; None when it may not be told at all."""
    own = rule.whole["events"]["field"]
    also = rule.whole["events"].get("also", {})
    if event["kind"] not in rule.event_kinds or not {own, also.get(event["kind"], own)} <= fields:
        return None
    return {name: value if also.get(name, own) in fields and name in rule.event_columns else None
            for name, value in event.items()}
