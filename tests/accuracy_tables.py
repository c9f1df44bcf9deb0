"""The labelled phrases and narratives of tests/accuracy, in two halves, and what reading one of them amounts to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from casebook.charges import parse_charge
from casebook.codes import parse_occupation, parse_status
from casebook.dates import parse_date
from casebook.kinship import parse_relation
from casebook.narratives import propose_claims
from casebook.places import parse_place
from casebook.terms import parse_term

TABLES = Path(__file__).parent / "accuracy"
KINDS = ("dates", "terms", "relations", "places", "status", "occupation", "charge")
HALVES = ("open", "held out")
NOBODY = ("informant", "learned", "last_contact")  # claims whose `who` the labels leave open


@dataclass(frozen=True)
class Phrase:
    """One labelled phrase; `expected` in the notation of its table, "none" for what must be declined."""

    kind: str
    language: str
    text: str
    expected: str


@dataclass(frozen=True)
class Claim:
    """One claim of a narrative, as labelled or as proposed; None where nothing is said."""

    kind: str
    who: str = "subject"
    date: str | None = None
    term: str | None = None
    relation: str | None = None
    country: str | None = None
    stance: str | None = None

    def agrees(self, label: Claim) -> bool:
        """True if this says no more than the label and nothing else."""
        said = (self.date, self.term, self.relation, self.country)
        labelled = (label.date, label.term, label.relation, label.country)
        same = (self.kind, self.who, self.stance) == (label.kind, label.who, label.stance)
        return same and all(one in (None, other) for one, other in zip(said, labelled, strict=True))


@dataclass(frozen=True)
class Narrative:
    language: str
    subject: str
    text: str
    claims: tuple[Claim, ...]
    studied: bool = False

    @property
    def half(self) -> str:
        """Where its figures count: a text that was studied whole is of the open half whatever its hash."""
        return HALVES[0] if self.studied else half(self.text)


def half(text: str) -> str:
    """Rules may be written on the open half; of the other only totals are looked at."""
    return HALVES[sha256(text.encode()).digest()[0] % 2]


@cache
def table(name: str) -> dict[str, Any]:
    with (TABLES / f"{name}.yml").open(encoding="utf-8") as stream:
        return yaml.safe_load(stream)


def phrases() -> Iterator[Phrase]:
    """Every labelled phrase, kind by kind."""
    for name in ("dates", "terms", "relations", "places"):
        for language, labels in table(name)["phrases"].items():
            for expected, texts in labels.items():
                yield from (Phrase(name, language, text, str(expected)) for text in str(texts).split(" | "))
    for language, labels in table("codes")["phrases"].items():
        for label, texts in labels.items():
            kind, expected = label.split(" ")
            yield from (Phrase(kind, language, text, expected) for text in str(texts).split(" | "))


def outcome(phrase: Phrase) -> str:
    """right, declined or wrong; what must be declined and is, is right."""
    said = SAY[phrase.kind](phrase.text, phrase.language)
    if said is None:
        return "right" if phrase.expected == "none" else "declined"
    return "right" if _same(phrase, said) else "wrong"


def _same(phrase: Phrase, said: str) -> bool:
    if phrase.kind == "dates":
        return said == f"{phrase.expected} {table('dates')['bounds'].get(phrase.expected)}"
    words, wanted = set(said.split()), set(phrase.expected.split())
    if "*" in wanted:
        return wanted - {"*"} <= words
    if not any(word.startswith("x") for word in wanted):
        words = {word for word in words if not word.startswith("x") or word[1:].isalpha()}
    return words == wanted


def say_date(text: str, language: str) -> str | None:
    found = parse_date(text, language=language)
    if found is None:
        return None
    edtf = found.edtf
    if found.qualifier and found.precision in ("day", "month", "year", "season") and edtf[-1] not in "~?%":
        edtf += found.qualifier
    return f"{edtf} {found.earliest or '-'} {found.latest or '-'}"


def say_term(text: str, language: str) -> str | None:
    found = parse_term(text, language=language)
    if found is None:
        return None
    words = [] if found.kind == "term" else [found.kind]
    low, high = found.months_min, found.months_max
    if found.iso and found.iso.endswith("D"):
        words.append(found.iso)
    elif low is not None or high is not None:
        words.append(
            f"{low}+" if high is None else f"-{high}" if low is None else str(low) if low == high else f"{low}-{high}"
        )
    words += [f"{name}={most}" for name, _, most in found.additional]
    return " ".join(words + ([f"reprieve={found.reprieve_months}"] if found.reprieve_months else []))


def say_relation(text: str, language: str) -> str | None:
    found = parse_relation(text, language=language)
    if found is None:
        return None
    return " ".join(filter(None, [found.code, found.side, found.seniority, f"x{found.count}" if found.count else None]))


def say_place(text: str, language: str) -> str | None:
    found = parse_place(text, language=language)
    return found and (found.code if found.relation == "in" else f"near {found.code}")


def say_charge(text: str, language: str) -> str | None:
    found = parse_charge(text, language=language)
    return found and found.code


SAY = {
    "dates": say_date,
    "terms": say_term,
    "relations": say_relation,
    "places": say_place,
    "status": lambda text, language: parse_status(text, language=language),
    "occupation": lambda text, language: parse_occupation(text, language=language),
    "charge": say_charge,
}


def narratives() -> Iterator[Narrative]:
    for name in ("narratives", "narratives_long", "narratives_cases", "narratives_told"):
        for language, told in table(name)["narratives"].items():
            for subject, text, claims in told:
                yield Narrative(language, subject, text, tuple(map(labelled, claims)), table(name).get("half") == "open")


def labelled(line: str) -> Claim:
    """A claim in the notation of narratives.yml."""
    kind, *rest = line.split()
    said: dict[str, str] = {}
    for word in rest:
        if word in ("speaker", "other") or word.startswith("relative:"):
            said["who"] = word
        elif word in ("negated", "unknown", "doubtful"):
            said["stance"] = word
        else:
            field = {"@": "date", "=": "term", "/": "country"}.get(word[0], "relation")
            said[field] = word if field == "relation" else word[1:]
    return _settled(Claim(kind, **said))


def proposed(told: Narrative) -> list[Claim]:
    """The claims that the machine proposes, of the kinds that are labelled, each once."""
    found = []
    for claim in propose_claims(told.text, language=told.language, subject=told.subject):
        if claim.kind in table("narratives")["kinds"]:
            stance = (
                claim.polarity
                if claim.polarity != "affirmed"
                else "doubtful"
                if claim.certainty == "doubtful"
                else None
            )
            date = "/".join(moment.edtf for moment in (claim.date, claim.until) if moment) or None
            term = claim.term and (claim.term.iso or claim.term.kind)
            relation = claim.relation and claim.relation.code
            found.append(_settled(Claim(claim.kind, claim.who, date, term, relation, claim.country, stance)))
    return list(dict.fromkeys(found))


def _settled(claim: Claim) -> Claim:
    who = "" if claim.kind in NOBODY else claim.who
    return Claim(claim.kind, who, claim.date, claim.term, claim.relation, claim.country, claim.stance)


def confront(told: Narrative) -> list[tuple[str, str]]:
    """(kind, whole | part | missed | wrong) of every label and of every claim that no label supports."""
    claims = proposed(told)
    results = []
    for label in told.claims:
        whole, part = label in claims, any(claim.agrees(label) for claim in claims)
        results.append((label.kind, "whole" if whole else "part" if part else "missed"))
    wrong = [claim for claim in claims if not any(claim.agrees(label) for label in told.claims)]
    return results + [(claim.kind, "wrong") for claim in wrong]
