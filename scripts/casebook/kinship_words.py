"""The words of a relation: what each can be, from data/vocabularies/kinship.yml."""

import re
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from casebook import lexing, numbers, vocabularies

_SENIORITY = ("elder", "younger")
_SIDES = ("paternal", "maternal")
_SEXES = ("male", "female")
_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")


@dataclass(frozen=True)
class Kin:
    """One reading of a word of kinship: `codes` it may be; `homograph`: also a woman, a girl...; `owned`: a relative
    only where it is said whose; `collective`: a whole family."""

    codes: tuple[str, ...]
    seniority: str | None = None
    side: str | None = None
    sex: str | None = None
    count: int | None = None
    homograph: bool = False
    ambiguous: bool = False
    collective: bool = False
    owned: bool = False


class Symbol(NamedTuple):
    """A word or phrase of tokens `at:end`: its readings as kin, its roles, number, and the groups of its ending."""

    kin: tuple[Kin, ...]
    roles: frozenset[str]
    number: int | None
    parts: dict[str, str | None]
    at: int
    end: int
    key: str


@cache
def _kin(heading: str) -> Kin:
    """A heading of the vocabulary, `BRO|SIB elder ambiguous`, as what it says."""
    codes, *marks = heading.split()
    count = next((int(mark) for mark in marks if mark.isdecimal()), None)
    pick = [next((mark for mark in marks if mark in group), None) for group in (_SENIORITY, _SIDES, _SEXES)]
    options = tuple(codes.split("|"))
    marked = {mark: mark in marks for mark in ("homograph", "collective", "owned")}
    return Kin(options, *pick, count, ambiguous="ambiguous" in marks or len(options) > 1, **marked)


@cache
def lexicon(language: str) -> lexing.Lexicon:
    """Every phrase of the language; a meaning is a Kin or the name of a role."""
    rules = vocabularies.load("kinship")[language]
    given = [(phrase, _kin(heading)) for heading, words in rules["relations"].items() for phrase in words]
    given += [(phrase, role) for role, words in rules["words"].items() for phrase in words]
    phrases = dict.fromkeys((spelling, meaning) for phrase, meaning in given for spelling in spellings(phrase))
    return lexing.Lexicon(phrases, language, rules.get("endings", ""), rules.get("prefixes", ()))


def spellings(phrase: str) -> list[str]:
    """What a phrase of the vocabulary stands for: `half (-|) brother` is written with a hyphen and without."""
    parts = _CHOICE.split(phrase)
    choices = [[part] if place % 2 == 0 else part.split("|") for place, part in enumerate(parts)]
    return [" ".join("".join(chosen).split()) for chosen in product(*choices)]


@cache
def name_endings(language: str) -> tuple[str, ...]:
    """The endings of a name that owns what follows it: Ақбардың, Dilnazning."""
    return tuple(vocabularies.load("kinship")[language].get("name_endings", ()))


@cache
def order(language: str) -> str:
    """Who comes first in a chain: `head` (the relative), `owner` (whose relative), or `both`."""
    return vocabularies.load("kinship")[language]["order"]


def sex_of(code: str) -> str | None:
    """male or female, where the code tells; None for others and for codes not known."""
    return vocabularies.load("kinship")["codes"].get(code, {}).get("sex")


def symbols(words: list[lexing.Token], language: str) -> list[Symbol]:
    """All tokens as symbols; what the vocabulary does not know has no kin, role or number."""
    found: list[Symbol] = []
    at = 0
    while at < len(words):
        found.append(_symbol(words, at, language))
        at = found[-1].end
    return found


def _symbol(words: list[lexing.Token], at: int, language: str) -> Symbol:
    match = lexicon(language).read(words, at)
    number = numbers.read_number(words, at, language)
    if number and (match is None or number[0] >= match.length) and isinstance(number[1], int):
        roles = _roles(match) if match and match.length == number[0] else frozenset()
        return Symbol((), roles, number[1], {}, at, at + number[0], words[at].key)
    if match is None:
        return Symbol((), frozenset(), None, {}, at, at + 1, words[at].key)
    kin = tuple(dict.fromkeys(meaning for meaning in match.meaning if isinstance(meaning, Kin)))
    return Symbol(kin, _roles(match), None, match.parts, at, at + match.length, words[at].key)


def _roles(match: lexing.Match) -> frozenset[str]:
    return frozenset(meaning for meaning in match.meaning if isinstance(meaning, str))
