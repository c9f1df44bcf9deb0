"""data/policy.yml read strictly: which columns, events and precisions may leave, for whom, by which consent."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import jsonschema
import yaml

from casebook import schema, vocabularies

MAY_LEAVE = ("identity", "fact", "reason", "text")
NEVER_LEAVE = ("internal", "source", "lag", "health", "relative", "contact")
PRECISIONS = ("year", "month", "day")
CASE_NAME_COLUMNS = ("text", "script", "kind")
EVENT_COLUMNS = ("kind", "edtf", "earliest", "latest", "place", "place_level", "term_kind", "months_min", "months_max")
# Kinds that tell of relatives, of health, or of how the news came out: no audience gets them, whatever the file says.
PRIVATE_EVENTS = ("hospital", "ill_treatment", "body_returned", "last_contact", "police_run_contact", "news_received",
                  "letter", "pressure_on_relatives", "sighting")

_WORD = {"type": "string", "pattern": "^[a-z_]+$"}
_WORDS = {"type": "array", "items": {"type": "string", "minLength": 1}}
_DATE = {"enum": list(PRECISIONS)}


def _mapping(needed: dict[str, Any], allowed: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": needed | allowed, "required": list(needed), "additionalProperties": False}


_COLUMN = _mapping(
    {"class": {"enum": [*MAY_LEAVE, *NEVER_LEAVE]}},
    {"field": _WORD, "finest": _DATE, "bound": {"enum": ["earliest", "latest"]},
     "known": {"enum": ["sex", "ethnicities", "occupations", "statuses", "places", "charges"]}},
)
_AUDIENCE = _mapping(
    {"title": {"type": "string"}, "purposes": _WORDS, "level": {"const": "full"}, "cases": _WORDS},
    {"case_names": _WORDS, "events": _WORDS, "event_kinds": _WORDS},
)
SCHEMA = _mapping(
    {"cases": {"type": "object", "additionalProperties": _COLUMN},
     "audiences": {"type": "object", "additionalProperties": _AUDIENCE, "propertyNames": {"pattern": "^[a-z]+$"}},
     "guarded": _WORDS, "events": _mapping({"field": _WORD, "finest": _mapping({"date": _DATE}, {})}, {})},
    {},
)


class PolicyError(Exception):
    """The policy cannot be used, so nothing is built; the message names the file, the place in it and the fix."""


@dataclass(frozen=True)
class Policy:
    """The rules for one audience. `sha256` is that of the whole file."""

    audience: str
    sha256: str
    whole: dict[str, Any]

    @property
    def rules(self) -> dict[str, Any]:
        return self.whole["audiences"][self.audience]

    @property
    def purposes(self) -> frozenset[str]:
        return frozenset(self.rules["purposes"])

    @cached_property
    def columns(self) -> dict[str, dict[str, str]]:
        """The columns of a case that may leave, with their class, field and precision."""
        return {name: self.whole["cases"][name] for name in self.rules["cases"]}

    @property
    def name_columns(self) -> tuple[str, ...]:
        return tuple(self.rules.get("case_names", ()))

    @property
    def event_columns(self) -> tuple[str, ...]:
        return tuple(self.rules.get("events", ()))

    @property
    def event_kinds(self) -> frozenset[str]:
        return frozenset(self.rules.get("event_kinds", ()))

    @property
    def event_precision(self) -> str:
        return self.whole["events"]["finest"]["date"]

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every word a consent can name."""
        return frozenset(column["field"] for column in self.columns.values()) | {self.whole["events"]["field"]}

    @cached_property
    def ordinary(self) -> frozenset[str]:
        """The fields that a consent to "all" covers."""
        return self.fields - frozenset(self.whole["guarded"])


def load(path: Path, audience: str = "journalists") -> Policy:
    """The rules for an audience; PolicyError when the file says anything that may not be, or not all that must be."""
    body = path.read_bytes() if path.is_file() else b""
    try:
        whole = yaml.load(body, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        jsonschema.validate(whole, SCHEMA)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise PolicyError(f"{path}{line}: it cannot be read as YAML. Fix the indentation or quote the value.") from None
    except jsonschema.ValidationError as error:
        place = "/".join(map(str, error.absolute_path)) or "the file"
        raise PolicyError(f"{path}, {place}: {error.message}. docs/publishing.md explains each word.") from None
    for fault in (*_column_faults(whole), *_audience_faults(whole)):
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


def _column_faults(whole: dict[str, Any]) -> Iterable[str]:
    known = schema.names_of("cases")
    for name in known:
        if name not in whole["cases"]:
            yield f"cases: the column {name} of the case list is not classed. Add it with its class."
    for name, column in whole["cases"].items():
        if column["class"] in MAY_LEAVE and "field" not in column:
            yield f"cases/{name}: it names no field of a consent. Add `field`."
        if column["class"] in MAY_LEAVE and _is_contact(name):
            yield f"cases/{name}: a contact cannot be allowed. Class it as contact."


def _audience_faults(whole: dict[str, Any]) -> Iterable[str]:
    for audience, rules in whole["audiences"].items():
        for name in rules["cases"]:
            if whole["cases"].get(name, {}).get("class") not in MAY_LEAVE:
                yield f"audiences/{audience}/cases: {name} is not of a class that may leave. Remove it."
        for key, known in (("case_names", CASE_NAME_COLUMNS), ("events", EVENT_COLUMNS), ("event_kinds", _kinds())):
            for name in rules.get(key, ()):
                if name not in known:
                    yield f"audiences/{audience}/{key}: {name} cannot leave. Remove it."


def _kinds() -> frozenset[str]:
    return frozenset(vocabularies.load("events")) - frozenset(PRIVATE_EVENTS)


def _is_contact(name: str) -> bool:
    """Is this a column of contacts.db, or a property that is kept there alone?"""
    private = {prop for prop, about in vocabularies.load("properties").items() if about.get("private")}
    kept = {column for spec in schema.CONTACTS.values() for column in schema.columns(spec)}
    return bool(set(name.split("_")) & private) or name in private or name in kept - set(schema.names_of("cases"))
