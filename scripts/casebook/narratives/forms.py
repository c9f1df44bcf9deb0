"""The forms of one word that a phrase of a vocabulary stands for, by the endings that its marks name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PIECE = re.compile(r"\((.)\)|(.)")
OWNERS = ("any", "speaker", "we")


@dataclass(frozen=True, slots=True)
class Noun:
    """What the form of a noun says: `owner`, the word of possession it stands for ("any": somebody's), "" for none;
    `case`: nominative, genitive, accusative, oblique, "direct" for nominative or accusative, "said" of the speaker
    ("kızıyım", I am the daughter), "" where it may be the nominative or any other."""

    owner: str = ""
    case: str = ""
    plural: bool = False

    def merged(self, other: Noun | None) -> Noun:
        """What a form says that is this one or another: "брата" is genitive and accusative, either the object."""
        if other is None or other.case == self.case:
            return other or self
        cases = {self.case, other.case}
        either = "" if "" in cases or "nominative" in cases else "accusative" if "accusative" in cases else "oblique"
        either = "direct" if cases == {"nominative", "accusative"} else either
        return Noun(self.owner, either, self.plural and other.plural)


def forms(phrase: str, words: dict[str, Any]) -> Iterator[tuple[str, Noun | None]]:
    """The phrase with each ending that its mark stands for in the vocabulary `words`, and what that says of a noun.

    "arrêté~" is arrêté, arrêtée, arrêtés ...; a phrase without a mark is its own only form.
    """
    harmony = words.get("harmony") or {}
    verb = next((mark for mark in words.get("endings") or () if mark in phrase), None)
    noun = next((mark for mark in words.get("nouns") or () if mark in phrase), None)
    if verb is not None:
        yield from ((_joined(phrase.split(verb), ending, harmony), None) for ending in words["endings"][verb])
    elif noun is not None:
        for said, cases in words["nouns"][noun].items():
            owner = said.split()[0]
            for case, endings in cases.items():
                what = Noun(owner if owner in OWNERS else "", case, "plural" in said)
                yield from ((_joined(phrase.split(noun), ending, harmony), what) for ending in endings)
    else:
        yield phrase, None


def _joined(parts: list[str], ending: str, harmony: dict[str, Any]) -> str:
    """The parts with the ending after each but the last, its letters as those before them call for.

    `harmony`: of a letter in capitals, what it becomes after the last letter that has a say, "" for the very last
    whatever it is; a letter in brackets stands only where it parts two vowels or two consonants.
    """
    word = parts[0]
    for part in parts[1:]:
        for bracketed, plain in PIECE.findall(ending) if harmony else ():
            letter = bracketed or plain
            if not bracketed or _is_vowel(letter, harmony) != _is_vowel(word[-1], harmony):
                word += _sound(word, letter, harmony)
        word += part if harmony else ending + part
    return word


def _is_vowel(letter: str, harmony: dict[str, Any]) -> bool:
    return any(letter in table or letter == key for key, table in harmony.items() if "" not in table)


def _sound(word: str, letter: str, harmony: dict[str, Any]) -> str:
    table = harmony.get(letter)
    if table is None:
        return letter
    if "" in table:
        return table.get(word[-1], table[""])
    return next((table[before] for before in reversed(word) if before in table), letter)
