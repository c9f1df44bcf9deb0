"""What each kind of line of the decision log holds, as JSON Schemas, and the quick check made from them."""

import re
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

TEXT = {"type": "string"}
WORDS = {"type": "string", "minLength": 1}
DAY = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
TIME = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$"}
SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
CASE = {"type": "string", "pattern": "^[0-9a-f]{32}$"}
NUMBER = {"type": "integer", "minimum": 1}
LIST = {"type": "array", "items": WORDS, "minItems": 1}
TEXTS = {"type": "object", "additionalProperties": WORDS, "minProperties": 1}
AUDIENCE = {"type": "string", "pattern": "^[a-z]+$"}
GIVERS = ["person", "family", "representative", "guardian", "testifier", "campaign"]
PURPOSES = ["keep", "researchers", "journalists", "public", "photograph", "quote", "UN", "campaign", "press contact"]
BASES = ["consent", "public campaign"]
# How much of a person leaves, from most to least: under the name, without it, only as a part of rounded counts.
LEVELS = ("full", "partial", "anonymous")
# Why Casebook holds a case by itself.
ALARMS = ("death", "release", "merge", "split")

# What readers and researchers send for somebody, or for a campaign.
SENT = ("post", "message", "letter", "other")

# Every line has these; `example` marks a line that ships with the project and speaks of nobody's real judgement.
COMMON = {
    "v": {"const": 1}, "seq": NUMBER, "prev": SHA256, "at": TIME, "by": WORDS, "kind": WORDS, "reason": TEXT,
    "example": {"const": True},
}


def choice(*words: str) -> dict[str, Any]:
    return {"enum": list(words)}


# kind: (fields it must have, fields it may have)
KINDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "match": ({"a": WORDS, "b": WORDS, "choice": choice("same", "different", "unsure")}, {}),
    "claim": ({"claim": WORDS, "choice": choice("accept", "reject"), "seen": TEXT}, {}),
    "correct": ({"claim": WORDS, "seen": TEXT, "value": TEXT}, {}),
    "differ": ({"a": WORDS, "b": WORDS, "seen_a": TEXT, "seen_b": TEXT}, {}),
    "case": ({"case": CASE, "members": LIST}, {}),
    "consent": (
        {"case": CASE, "giver": choice(*GIVERS), "fields": LIST, "given": DAY, "how": WORDS, "basis": choice(*BASES),
         "purposes": {"type": "array", "items": choice(*PURPOSES), "minItems": 1}},
        {"mention": WORDS, "of": WORDS, "until": DAY, "evidence": TEXT, "level": choice(*LEVELS), "speaks_for": WORDS},
    ),
    "withdraw": (
        {"case": CASE, "giver": choice(*GIVERS)}, {"mention": WORDS, "of": WORDS, "fields": LIST, "audiences": LIST},
    ),
    "hold": ({"case": CASE}, {"fields": LIST, "auto": choice(*ALARMS), "causes": LIST}),
    "doubt": ({"source": WORDS}, {}),
    "summary": ({"case": CASE, "language": choice("en", "fr"), "text": WORDS}, {}),
    "approve": (
        {"case": CASE, "audience": AUDIENCE, "projection": SHA256},
        {"basis": choice(*BASES), "answers": TEXTS, "seen": LIST},
    ),
    "step": (
        {"case": CASE, "step": WORDS},
        {"to": WORDS, "date": TEXT, "answer": TEXT, "stance": TEXT, "next": TEXT, "due": DAY, "owner": WORDS},
    ),
    "campaign": ({"campaign": WORDS, "audience": AUDIENCE, "projection": SHA256}, {}),
    "sent": (
        {"what": choice(*SENT)},
        {"case": CASE, "campaign": WORDS, "to": WORDS, "date": TEXT, "words": WORDS, "response": WORDS, "impact": WORDS,
         "after": WORDS},
    ),
    "edition": ({"number": NUMBER, "audience": AUDIENCE, "sha256": SHA256}, {}),
    "undo": ({"undo": NUMBER}, {"chain": {"type": "string", "pattern": r"^[\w.-]+\.jsonl$"}}),
}


@cache
def schema(kind: str) -> dict[str, Any]:
    """The JSON Schema of a whole line of this kind; KeyError when there is no such kind."""
    needed, allowed = KINDS[kind]
    properties = COMMON | needed | allowed | {"kind": {"const": kind}}
    required = [name for name in COMMON if name != "example"] + list(needed)
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


@cache
def _validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(schema(kind))


def fault(line: dict[str, Any]) -> str:
    """What is wrong with a line in the words of the rule it breaks, or '' when nothing is; never its values."""
    kind = line.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        return "the kind of the line is none of " + ", ".join(KINDS)
    if _quick(kind)(line):
        return ""
    errors = sorted(_validator(kind).iter_errors(line), key=lambda error: list(map(str, error.path)))
    if not errors:
        return ""
    at = "/".join(map(str, errors[0].path))
    if errors[0].validator in ("required", "additionalProperties"):
        wanted = set(schema(kind)["required"]) - line.keys()
        extra = line.keys() - schema(kind)["properties"].keys()
        return f"fields missing: {sorted(wanted)}" if wanted else f"{len(extra)} unknown fields"
    return f"{at} breaks the rule {errors[0].validator} {errors[0].validator_value!r}"


@cache
def _quick(kind: str):
    """A test that says yes to almost every good line a hundred times faster than a schema does; a no is looked into."""
    required = frozenset(schema(kind)["required"])
    tests = {name: _test(rule) for name, rule in schema(kind)["properties"].items()}
    known = frozenset(tests)

    def good(line: dict[str, Any]) -> bool:
        keys = line.keys()
        return required <= keys <= known and all(tests[name](value) for name, value in line.items())

    return good


def _test(rule: dict[str, Any]):
    if "const" in rule:
        return lambda value: type(value) is type(rule["const"]) and value == rule["const"]
    if "enum" in rule:
        return lambda value: isinstance(value, str) and value in rule["enum"]
    if rule["type"] == "integer":
        return lambda value: type(value) is int and value >= rule["minimum"]
    if rule["type"] == "array":
        item = _test(rule["items"])
        return lambda value: isinstance(value, list) and bool(value) and all(map(item, value))
    if rule["type"] == "object":
        item = _test(rule["additionalProperties"])
        return lambda value: isinstance(value, dict) and bool(value) and all(map(item, value.values()))
    pattern = re.compile(rule.get("pattern", r"").rstrip("$") or ("." if "minLength" in rule else ""), re.DOTALL)
    whole = pattern.fullmatch if "pattern" in rule else pattern.match
    return lambda value: isinstance(value, str) and whole(value) is not None
