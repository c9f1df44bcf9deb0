"""What people allowed: the decision log and the approved faces, read again here in this program's own way."""

import base64
import hashlib
import hmac
import json
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .report import CouldNotCheck

Face = dict[str, Any]
Line = dict[str, Any]
CODES = {"sex", "status", "facility_kind", "term_kind", "age_group"}


@dataclass
class Case:
    """The lines of one case that are in force, in the order of the log."""

    lines: list[tuple[int, Line]] = field(default_factory=list)

    def of(self, kind: str) -> list[tuple[int, Line]]:
        return [(place, line) for place, line in self.lines if line["kind"] == kind]


@dataclass(frozen=True)
class Authority:
    """The faces each id may show, trimmed to what is allowed; `by_name` finds them where there is no id key."""

    by_id: dict[str, list[Face]] | None
    by_name: dict[str, list[Face]]
    policy: dict[str, Any]
    policy_sha256: str

    def faces(self, identity: str, name: str) -> list[Face]:
        return (self.by_name.get(name, []) if self.by_id is None else self.by_id.get(identity, []))


def read(policy: Path, decisions: Path, keys: Path | None, audience: str, day: str) -> Authority:
    """CouldNotCheck when the policy or the log cannot be read, or the log's chain is broken."""
    try:
        body = policy.read_bytes()
        rules = yaml.safe_load(body)
        wanted = rules["audiences"][audience]
        wanted = wanted | wanted["levels"].get("full", {"cases": []})
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        raise CouldNotCheck(f"{policy} cannot be read, or does not know the audience of the edition") from None
    key = _key(keys, audience)
    by_id: dict[str, list[Face]] = {}
    by_name: dict[str, list[Face]] = {}
    for name, case in _cases(decisions).items():
        for face in _allowed(case, decisions, rules, wanted, audience, day):
            by_name.setdefault(face["columns"].get("name"), []).append(face)
            if key:
                digest = hmac.new(key, name.encode(), hashlib.sha256).digest()
                by_id.setdefault(base64.b32encode(digest).decode().lower()[:10], []).append(face)
    return Authority(by_id if key else None, by_name, rules, hashlib.sha256(body).hexdigest())


def _key(keys: Path | None, audience: str) -> bytes | None:
    path = keys / f"{audience}.idkey" if keys else None
    return bytes.fromhex(path.read_text().strip()) if path and path.is_file() else None


def _cases(folder: Path) -> dict[str, Case]:
    """The live lines of every case that is open."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in _chain(path)]
    gone: dict[tuple[str, int], set[str]] = {}
    for line in lines:
        if line["kind"] == "undo":
            gone.setdefault((line.get("chain", line["file"]), line["undo"]), set()).add(_person(line["by"]))
    found: dict[str, Case] = {}
    for place, line in enumerate(lines):
        needed = 2 if line["kind"] in ("hold", "withdraw") else 1
        if "case" in line and len(gone.get((line["file"], line["seq"]), ())) < needed:
            found.setdefault(line["case"], Case()).lines.append((place, line))
    return {name: case for name, case in found.items() if case.of("case")}


def _person(by: str) -> str:
    """Somebody's name bare: neither capitals nor what cannot be seen makes a second person of them."""
    plain = unicodedata.normalize("NFKC", by).casefold()
    return " ".join("".join(letter for letter in plain if unicodedata.category(letter) != "Cf").split())


def _chain(path: Path) -> list[Line]:
    before, found = "0" * 64, []
    for encoded in path.read_bytes().split(b"\n")[:-1]:
        try:
            line = json.loads(encoded)
            whole = line["prev"] == before and line["seq"] == len(found) + 1
        except (ValueError, KeyError, TypeError):
            whole = False
        if not whole:
            raise CouldNotCheck(f"{path.name}: its chain is broken at line {len(found) + 1}")
        before = hashlib.sha256(encoded).hexdigest()
        found.append(line | {"file": path.name})
    return found


def _allowed(case: Case, decisions: Path, rules: dict, wanted: dict, audience: str, day: str) -> list[Face]:
    fields = _fields(case, rules, wanted, audience, day)
    if "name" not in fields:
        return []
    found = []
    for face, place in _approved(case, decisions, audience):
        taken = [_named(line, _all_fields(rules, wanted)) for at, line in case.of("withdraw")
                 if at > place and audience in line.get("audiences", [audience])]
        left = fields.difference(*taken)
        if "name" in left:
            found.append(_trim(face, left, rules, wanted))
    return found


def _approved(case: Case, decisions: Path, audience: str) -> list[tuple[Face, int]]:
    """Faces with enough names under them, each with the place in the log from which it had them."""
    latest: dict[str, dict[str, int]] = {}
    campaign: set[str] = set()
    given = {(line["basis"], line.get("example")) for _, line in case.of("consent")}
    for place, line in case.of("approve"):
        if line["audience"] == audience:
            latest.setdefault(line["projection"], {})[_person(line["by"])] = place
            if line.get("example") and line["by"] == "casebook" and given == {("public campaign", True)}:
                campaign.add(line["projection"])
    faces = {name: _face(decisions, name) for name in latest}
    found: list[tuple[Face, int]] = []
    for name, places in sorted(latest.items(), key=lambda item: -len(item[1])):
        face, order = faces[name], sorted(places.values(), reverse=True)
        if face is None or face["case"] != case.lines[0][1]["case"] or face["audience"] != audience:
            continue
        if len(order) >= 2:
            found.append((face, order[1]))
        elif (name in campaign and face.get("example")) or any(_adds_nothing(face, other) for other, _ in found):
            found.append((face, order[0]))
    return found


def _adds_nothing(face: Face, other: Face) -> bool:
    for name, value in face["columns"].items():
        before = other["columns"].get(name)
        coarser = isinstance(value, str) and value[:4].isdigit() and str(before).startswith(value)
        if not (value is None or value == before or coarser or (name in CODES and before is not None)):
            return False
    return all(entry in other[key] for key in ("names", "events") for entry in face[key])


def _face(decisions: Path, name: str) -> Face | None:
    path = decisions / "projections" / f"{name}.json"
    body = path.read_bytes() if path.is_file() else b""
    return json.loads(body) if hashlib.sha256(body).hexdigest() == name else None


def _fields(case: Case, rules: dict, wanted: dict, audience: str, day: str) -> set[str]:
    every = _all_fields(rules, wanted)
    words = {(line["giver"], line.get("mention")): (place, line) for place, line in case.of("consent")
             if "of" not in line}
    good = [line for _, line in words.values() if line["given"] <= day <= line.get("until", "9999")]
    left = set(every) if good else set()
    for line in good:
        named = set(line["fields"])
        granted = named & every | (every - set(rules["guarded"]) if "all" in named else set())
        left &= granted if set(line["purposes"]) & set(wanted["purposes"]) else set()
    for place, line in case.of("withdraw"):
        again = words.get((line["giver"], line.get("mention")), (-1, None))[0] > place
        if audience in line.get("audiences", [audience]) and not again:
            left -= _named(line, every)
    for _, line in case.of("hold"):
        left -= _named(line, every)
    return left


def _all_fields(rules: dict, wanted: dict) -> set[str]:
    return {rules["cases"][name]["field"] for name in wanted["cases"]} | {rules["events"]["field"]}


def _named(line: Line, every: set[str]) -> set[str]:
    named = set(line.get("fields", ["all"]))
    return named if named <= every else every


def _trim(face: Face, fields: set[str], rules: dict, wanted: dict) -> Face:
    columns = {name: face["columns"].get(name) for name in wanted["cases"] if rules["cases"][name]["field"] in fields}
    events = face["events"] if rules["events"]["field"] in fields else []
    kinds = wanted.get("event_kinds", ())
    return face | {"columns": columns, "events": [event for event in events if event["kind"] in kinds]}
