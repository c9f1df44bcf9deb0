"""What people allowed: the decision log and the approved faces, read again here in this program's own way."""

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from .approvals import Face, faces, person
from .campaigning import Campaign, campaigns
from .consenting import Asked, Case, Line, doubted, every
from .joining import joined
from .report import CouldNotCheck


@dataclass(frozen=True)
class Authority:
    """The faces each case (by its key) may show, trimmed to what is allowed; without an id key they are found by name."""

    audience: str
    by_case: dict[str, list[Face]]
    policy: dict[str, Any]
    policy_sha256: str
    keys: Path | None
    acted_for: frozenset[str] = frozenset()  # the cases (by their keys) for which readers may be asked to act
    asked: dict[str, Asked] = field(default_factory=dict)
    campaigns: list[Campaign] = field(default_factory=list)

    @property
    def rules(self) -> dict[str, Any]:
        return self.policy["audiences"][self.audience]

    @cached_property
    def by_id(self) -> dict[str, list[Face]] | None:
        found = self.ids(self.audience)
        return {identity: self.by_case[case] for identity, case in found.items()} if found is not None else None

    @cached_property
    def by_name(self) -> dict[str, list[Face]]:
        found: dict[str, list[Face]] = {}
        for face in (face for told in self.by_case.values() for face in told):
            found.setdefault(face["columns"].get("name"), []).append(face)
        return found

    def faces(self, identity: str, name: str) -> list[Face]:
        return self.by_name.get(name, []) if self.by_id is None else self.by_id.get(identity, [])

    def ids(self, audience: str) -> dict[str, str] | None:
        """The case behind each id that an audience may see; None where there is no key of it."""
        key = _key(self.keys, audience)
        return None if key is None else {_identity(key, case): case for case in self.by_case}

    def campaign(self, identity: str, title: str) -> Campaign | None:
        """The campaign behind an id; without an id key the one with that title."""
        key = _key(self.keys, self.audience)
        return next((one for one in self.campaigns if (
            one.face["told"].get("title") == title if key is None else _identity(key, f"campaign:{one.name}") == identity)), None)

    def taken(self, case: str, since: int) -> set[str]:
        """Fields of a case that somebody took back after a place of the log."""
        return self.asked[case].taken(since)


def read(policy: Path, decisions: Path, keys: Path | None, audience: str, day: str,
         vocabularies: Path | None = None) -> Authority:
    """CouldNotCheck when the policy or the log cannot be read, or the log's chain is broken."""
    try:
        body = policy.read_bytes()
        rules = yaml.load(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        known = every(rules, rules["audiences"][audience])
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        raise CouldNotCheck(f"{policy} cannot be read, or does not know the audience of the edition") from None
    live = _live(decisions)
    asked = {name: Asked(case, rules, audience, day, known) for name, case in _cases(live).items()}
    found = {name: told for name, one in asked.items() if (told := faces(one, decisions, vocabularies))}
    return Authority(audience, found, rules, hashlib.sha256(body).hexdigest(), keys,
                     frozenset(name for name in found if asked[name].acts()), asked,
                     campaigns(live, decisions, audience))


def _key(keys: Path | None, audience: str) -> bytes | None:
    path = keys / f"{audience}.idkey" if keys else None
    return bytes.fromhex(path.read_text().strip()) if path and path.is_file() else None


def _identity(key: bytes, name: str) -> str:
    return base64.b32encode(hmac.new(key, name.encode(), hashlib.sha256).digest()).decode().lower()[:10]


def _live(folder: Path) -> list[tuple[int, Line]]:
    """The lines of the log that nobody took back, each with its place."""
    lines = [line for path in sorted(folder.glob("*.jsonl")) for line in _chain(path)]
    gone: dict[tuple[str, int], set[str]] = {}
    for line in lines:
        if line["kind"] == "undo":
            gone.setdefault((line.get("chain", line["file"]), line["undo"]), set()).add(person(line["by"]))
    return [(place, line) for place, line in enumerate(lines) if len(gone.get((line["file"], line["seq"]), ())) < (
        2 if line["kind"] in ("hold", "withdraw", "doubt") else 1)]


def _cases(live: list[tuple[int, Line]]) -> dict[str, Case]:
    """The live lines of every case that is open, whether somebody doubts a source that it rests on, and which are one."""
    found: dict[str, Case] = {}
    for place, line in live:
        if "case" in line:
            found.setdefault(line["case"], Case()).lines.append((place, line))
    for name in doubted([line for _, line in live]):
        found[name].doubted = True
    for name, older in joined([line for _, line in live]).items():
        found[name].is_younger = True
        found[older].younger.append(found[name])
    return {name: case for name, case in found.items() if case.of("case")}


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
