"""data/policy.yml read strictly: which columns, events and precisions may leave, for whom, by which consent."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from casebook.decisions_schemas import LEVELS
from casebook.policy_schema import (
    CASE_NAME_COLUMNS,
    DATES,
    EVENT_COLUMNS,
    NEVER_LEAVE,
    PLACES,
    PRIVATE_EVENTS,
    SCHEMA,
    TOPICS,
    faults,
)

__all__ = ["LEVELS", "NAME", "NEVER_LEAVE", "PRIVATE_EVENTS", "RELATIVES", "Policy", "PolicyError", "check_columns", "load"]

# Fields with rules of their own: without the first no case is shown in full, and the second is never part of "all".
NAME, RELATIVES = "name", "relatives"
FULL, PARTIAL, ANONYMOUS = LEVELS
# How coarse what is only counted is at least, where the audience has nobody who is shown in part.
COUNTED = {"date": "year", "place": "prefecture"}
_SHAPE = jsonschema.Draft202012Validator(SCHEMA)


class PolicyError(Exception):
    """The policy cannot be used, so nothing is built; the message names the file, the place in it and the fix."""


@dataclass(frozen=True)
class Policy:
    """The rules for one audience, of all its levels together or (see `at`) of one. `sha256` is that of the whole file."""

    audience: str
    sha256: str
    whole: dict[str, Any]
    level: str = ""

    @property
    def rules(self) -> dict[str, Any]:
        return self.whole["audiences"][self.audience]

    @cached_property
    def purposes(self) -> frozenset[str]:
        return frozenset(self.rules["purposes"])

    @cached_property
    def levels(self) -> tuple[str, ...]:
        """At which levels cases may be in an edition for this audience, from the most that is said to the least."""
        return tuple(level for level in LEVELS if level in self.rules["levels"])

    def at(self, level: str) -> "Policy":
        """The rules for cases of one level: what may be said of them, dates and places as coarse as it says."""
        return self._each[level]

    @cached_property
    def _each(self) -> dict[str, "Policy"]:
        return {level: replace(self, level=level) for level in self.levels}

    @cached_property
    def columns(self) -> dict[str, dict[str, Any]]:
        """The columns of a case that may leave, with their class, field and precision."""
        wanted = {name for level in self._here for name in self._cases(level)}
        return {name: self._lowered(column) for name, column in self.whole["cases"].items() if name in wanted}

    @cached_property
    def name_columns(self) -> tuple[str, ...]:
        return self._listed("case_names", CASE_NAME_COLUMNS)

    @cached_property
    def event_columns(self) -> tuple[str, ...]:
        return self._listed("events", EVENT_COLUMNS)

    @cached_property
    def event_kinds(self) -> frozenset[str]:
        return frozenset(kind for level in self._here for kind in self.rules["levels"][level].get("event_kinds", ()))

    @cached_property
    def event_precision(self) -> str:
        return coarser(DATES, self.whole["events"]["finest"]["date"], self._finest.get("date"))

    @cached_property
    def place_precision(self) -> str | None:
        """How exact a place may be at this level (region, prefecture, county); None for as exact as it is kept."""
        return self._finest.get("place")

    @property
    def relatives(self) -> tuple[str, ...]:
        """What an edition may say of the relatives of somebody it names, where the audience gets anything of them."""
        return tuple(self.rules.get("relatives", ())) if self.level in ("", FULL) else ()

    @property
    def crowd(self) -> dict[str, Any]:
        """The columns `quasi` and `sensitive`, and `k` and `l`, of cases that are shown in part."""
        return self.rules["levels"][PARTIAL]

    @property
    def campaigns(self) -> dict[str, Any]:
        """What may be told of a campaign (`told`), of each count and of each kind of step; {} where nothing may."""
        return self.rules.get("campaigns", {})

    @property
    def topics(self) -> tuple[str, ...]:
        """What is counted: columns of cases, and `arrest` for its year."""
        return tuple(self.rules.get("statistics", {}).get("topics", ()))

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every word a consent can name, at any level."""
        of_columns = {self.whole["cases"][name]["field"] for level in self.levels for name in self._cases(level)}
        return frozenset(of_columns | {self.whole["events"]["field"]} | ({RELATIVES} if "relatives" in self.rules else set()))

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """The fields that a consent to "all" covers."""
        return self.fields - frozenset(self.whole["guarded"]) - {RELATIVES}

    @property
    def _here(self) -> tuple[str, ...]:
        return (self.level,) if self.level else self.levels

    @property
    def _finest(self) -> dict[str, str]:
        levels = self.rules["levels"]
        if self.level == ANONYMOUS:
            return levels.get(PARTIAL, {}).get("finest", COUNTED)
        return levels[self.level].get("finest", {}) if self.level else {}

    def _cases(self, level: str) -> Sequence[str]:
        """The columns listed at a level; for those who are only counted, what is counted."""
        if level == ANONYMOUS:
            return [name for topic in self.topics for name in TOPICS[topic]]
        return self.rules["levels"][level]["cases"]

    def _listed(self, key: str, order: Iterable[str]) -> tuple[str, ...]:
        wanted = {name for level in self._here for name in self.rules["levels"][level].get(key, ())}
        return tuple(name for name in order if name in wanted)

    def _lowered(self, column: dict[str, Any]) -> dict[str, Any]:
        """A column's rules with the precision of this level; how large a place is, is no finer than the place."""
        place = self.whole["cases"].get(column.get("size_of", ""), column)
        if place.get("known") == "places":
            finest = coarser(PLACES, place.get("finest"), self._finest.get("place"))
        else:
            finest = coarser(DATES, column["finest"], self._finest.get("date")) if "finest" in column else None
        return column | {"finest": finest} if finest else column


def coarser(order: Sequence[str], one: str | None, other: str | None) -> str | None:
    """The coarser of two precisions of which either may be left out."""
    return min(filter(None, (one, other)), key=order.index, default=None)


def load(path: Path, audience: str = "journalists") -> Policy:
    """The rules for an audience; PolicyError when the file says anything that may not be, or not all that must be."""
    body = path.read_bytes() if path.is_file() else b""
    try:
        whole = yaml.load(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        faulty = jsonschema.exceptions.best_match(_SHAPE.iter_errors(whole))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise PolicyError(f"{path}{line}: it cannot be read as YAML. Fix the indentation or quote the value.") from None
    if faulty:
        place = "/".join(map(str, faulty.absolute_path)) or "the file"
        raise PolicyError(f"{path}, {place}: {faulty.message}. docs/publishing.md explains each word.")
    for fault in faults(whole):
        raise PolicyError(f"{path}, {fault}")
    if audience not in whole["audiences"]:
        raise PolicyError(f"{path}: there is no audience {audience!r}; it knows {', '.join(whole['audiences'])}.")
    return Policy(audience, hashlib.sha256(body).hexdigest(), whole)


def check_columns(policy: Policy, columns: Iterable[str]) -> None:
    """Stop the build when the case list has a column that the policy does not class."""
    new = sorted(set(columns) - set(policy.whole["cases"]))
    if new:
        raise PolicyError(f"the policy does not class the column {', '.join(new)} of the case list, so nothing is"
                          " built. Add it under `cases` with its class.")
