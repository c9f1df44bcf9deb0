"""What the words of everyone concerned allow of one case on a day, worked out in this program's own way."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .joining import Line, reached

ORDER = ("full", "partial", "anonymous")


@dataclass
class Case:
    """The lines of one case that are in force, in the order of the log, each with its place there.

    `younger` are those found to be about the same person, whose words limit this one; `is_younger` says that it is one.
    """

    lines: list[tuple[int, Line]] = field(default_factory=list)
    doubted: bool = False
    is_younger: bool = False
    younger: list["Case"] = field(default_factory=list)

    @property
    def every(self) -> list["Case"]:
        return [self, *self.younger]

    def of(self, kind: str) -> list[tuple[int, Line]]:
        return [(place, line) for place, line in self.lines if line["kind"] == kind]


@dataclass(frozen=True)
class Asked:
    """One question to a case: what may leave for this audience on this day, of somebody who may be a minor or may not.

    `known` has every field that a word can name for this audience.
    """

    case: Case
    rules: dict[str, Any]
    audience: str
    day: str
    known: frozenset[str]
    minor: bool = False

    @property
    def wanted(self) -> dict[str, Any]:
        return self.rules["audiences"][self.audience]

    @cached_property
    def fields(self) -> set[str]:
        """Every field that may leave: somebody allows it now, everybody who was asked did, and nobody objects."""
        words = [word for _, word in self._last()]
        if any(case.doubted for case in self.case.every) or not any(self._runs(word) for word in words):
            return set()
        against = [line for case in self.case.every for _, line in case.of("hold")
                   if case is self.case or line.get("auto") not in ("merge", "split")]
        against += [line for case in self.case.every for place, line in case.of("withdraw")
                    if "of" not in line and self._is_meant(line) and not self._again(case, place, line)]
        left = self.known.difference(*(self._named(line) for line in against))
        return {name for name in left if all(self._grants(word, name) for word in words)}

    def level(self) -> str | None:
        """The most that may be said of the person, as far as the audience has it."""
        least = max((ORDER.index(word.get("level", "full")) for _, word in self._last()), default=0)
        named = "name" in self.fields and (not self.minor or any(
            word["giver"] == "guardian" and self._runs(word) and self._grants(word, "name") for _, word in self._last()))
        return next((name for name in ORDER[max(least, 0 if named else 1):] if name in self.wanted["levels"]), None)

    def relatives(self) -> set[str]:
        """By digest, the relatives of whom something may be said."""
        if "relatives" not in self.fields or self.level() != "full":
            return set()
        mentions = {line["of"] for case in self.case.every for _, line in case.of("consent") if "of" in line}
        return {digest(self.case.lines[0][1]["case"], one) for one in mentions if self._allows(one)}

    def acts(self) -> bool:
        """Does everybody who was asked want readers to act for the person, or is it a campaign of their own?"""
        words = [word for _, word in self._last()]
        wanted = all("campaign" in word["purposes"] or word["basis"] == "public campaign" for word in words)
        return wanted and any(self._runs(word) for word in words)

    def taken(self, since: int, until: int | None = None) -> set[str]:
        """Fields that somebody took back after one place of the log and before another."""
        found: set[str] = set()
        for place, line in (told for case in self.case.every for told in case.of("withdraw")):
            if place > since and (until is None or place < until) and self._is_meant(line):
                found |= {"relatives"} if "of" in line else self._named(line)
        return found

    def _allows(self, mention: str) -> bool:
        words = [word for _, word in self._last(mention)]
        good = all(self._for_us(word) and {"all", "relatives"} & set(word["fields"]) for word in words)
        gone = any(self._is_meant(line) and line.get("of") == mention and not self._again(case, place, line)
                   for case in self.case.every for place, line in case.of("withdraw"))
        return good and not gone and any(self._runs(word) for word in words)

    def _last(self, mention: str | None = None) -> list[tuple[int, Line]]:
        return [word for case in self.case.every for word in _words(case, mention)]

    def _again(self, case: Case, place: int, line: Line) -> bool:
        """Has whoever took a word back given it again since, and does it hold?"""
        who = line["giver"], line.get("mention")
        return any(at > place and (word["giver"], word.get("mention")) == who and self._runs(word) and self._for_us(word)
                   for at, word in _words(case, line.get("of")))

    def _runs(self, word: Line) -> bool:
        return word["given"] <= self.day and not ("until" in word and word["until"] < self.day)

    def _for_us(self, word: Line) -> bool:
        return any(purpose in self.wanted["purposes"] for purpose in word["purposes"])

    def _grants(self, word: Line, name: str) -> bool:
        if not self._for_us(word):
            return False
        return name in word["fields"] or ("all" in word["fields"] and name not in ("relatives", *self.rules["guarded"]))

    def _is_meant(self, line: Line) -> bool:
        return self.audience in line.get("audiences", [self.audience])

    def _named(self, line: Line) -> frozenset[str]:
        named = frozenset(line.get("fields", ["all"]))
        return named if named <= self.known else self.known


def _words(case: Case, mention: str | None) -> list[tuple[int, Line]]:
    """The last word of everybody who was asked for one case, about its person or a relative."""
    found = {(line["giver"], line.get("mention")): (place, line) for place, line in case.of("consent")
             if line.get("of") == mention}
    return list(found.values())


def every(rules: dict[str, Any], wanted: dict[str, Any]) -> frozenset[str]:
    """Every field that a word can name for an audience."""
    columns = {name for level in wanted["levels"] for name in listed(wanted, level)}
    found = {rules["cases"][name]["field"] for name in columns} | {rules["events"]["field"]}
    return frozenset(found | {"relatives"} if "relatives" in wanted else found)


def listed(wanted: dict[str, Any], level: str) -> list[str]:
    """The columns an audience gets at a level; of those who are only counted, what they are counted by."""
    if level != "anonymous":
        return wanted["levels"][level].get("cases", [])
    topics = wanted.get("statistics", {}).get("topics", [])
    return [*topics, *(["arrest_earliest", "arrest_latest"] if "arrest" in topics else [])]


def digest(case: str, mention: str) -> str:
    """How a face names a relative."""
    return hashlib.sha256((case + "|" + mention).encode("utf-8")).hexdigest()[:16]


def doubted(live: list[Line]) -> set[str]:
    """The cases with a mention, or one that was ever judged the same as theirs, in a record of a source that is doubted."""
    sources = [line["source"] + ":" for line in live if line["kind"] == "doubt"]
    if not sources:
        return set()
    beside: dict[str, set[str]] = {}
    last = {frozenset((line["a"], line["b"])): line["choice"] for line in live if line["kind"] == "match"}
    for line in live:
        pairs = [(line["a"], line["b"])] if line["kind"] == "match" and last[frozenset((line["a"], line["b"]))] == "same" else (
            [(one, other) for one in line["members"] for other in line["members"][:1]] if line["kind"] == "case" else [])
        for one, other in pairs:
            beside.setdefault(one, set()).add(other)
            beside.setdefault(other, set()).add(one)
    return {line["case"] for line in live if line["kind"] == "case"
            and any(mention.startswith(tuple(sources)) for mention in reached(line["members"], beside))}
