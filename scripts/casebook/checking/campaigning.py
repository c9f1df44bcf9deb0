"""Which face of each campaign enough people stood for: followed line by line, our own way."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .approvals import person
from .consenting import Line

Face = dict[str, Any]


@dataclass(frozen=True)
class Campaign:
    """A face that enough people stood for, and of its cases (keys) those that nobody took back since."""

    name: str
    face: Face
    since: int


def campaigns(live: Iterable[tuple[int, Line]], decisions: Path, audience: str) -> list[Campaign]:
    """The campaigns of the log, each line with its place in it; without those whose source is doubted."""
    found: dict[str, Campaign] = {}
    yes: dict[str, dict[str, list[tuple[int, str]]]] = {}
    doubted = {line["source"] for _, line in live if line["kind"] == "doubt"}
    for place, line in live:
        if line["kind"] != "campaign" or line["audience"] != audience or line["campaign"] in doubted:
            continue
        name, face = line["campaign"], _face(decisions, line["projection"], line["campaign"], audience)
        if face is None:
            continue
        mine = yes.setdefault(name, {}).setdefault(line["projection"], [])
        mine.append((place, person(line["by"])))
        one = name in found and _is_within(face, found[name].face)
        if len({by for _, by in mine}) >= (1 if one else 2):
            yes[name] = {line["projection"]: mine}
            last = sorted({by: at for at, by in mine}.values())
            found[name] = Campaign(name, face, last[-2] if len(last) > 1 else found[name].since)
    return list(found.values())


def _is_within(face: Face, before: Face) -> bool:
    """Does a face hold nothing that the one before did not?"""
    told = all(value is None or (before["told"].get(name) == value and before["naming"].get(name) == face["naming"].get(name))
               for name, value in face["told"].items())
    return told and bool(face["example"]) == bool(before["example"]) and all(
        one in before[part] for part in ("counts", "steps", "cases") for one in face[part])


def _face(decisions: Path, name: str, campaign: str, audience: str) -> Face | None:
    path = decisions / "projections" / f"{name}.json"
    body = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(body).hexdigest() != name:
        return None
    face = json.loads(body)
    return face if face["v"] == 2 and (face.get("campaign"), face["audience"]) == (campaign, audience) else None
