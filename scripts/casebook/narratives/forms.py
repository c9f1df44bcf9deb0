"""The forms of one word that a phrase of a vocabulary stands for, by the endings that its marks name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

PIECE = re.compile(r"\((.)\)|(.)")


@dataclass(frozen=True, slots=True)
class Noun:
    """What the ending of a noun says: `owner`, the word of possession it stands for ("any": somebody's); `case`:
    nominative, genitive, accusative, oblique, or "said" of the speaker ("kızıyım", I am the daughter)."""

    owner: str
    case: str
    plural: bool


def forms(phrase: str, words: dict[str, Any]) -> Iterator[tuple[str, Noun | None]]:
    """The phrase with each ending that its mark stands for in the vocabulary `words`, and what that says of a noun.

    "arrêté~" is arrêté, arrêtée, arrêtés ...; a phrase without a mark is its own only form.
    """
    endings, harmony = words.get("endings") or {}, words.get("harmony") or {}
    mark = next((mark for mark in endings if mark in phrase), None)
    if mark is None:
        yield from _of_noun(phrase, words, harmony)
    for ending in endings.get(mark, ()):
        yield _joined(phrase.split(mark), ending, harmony), None


def _of_noun(phrase: str, words: dict[str, Any], harmony: dict[str, Any]) -> Iterator[tuple[str, Noun | None]]:
    """ "kız^": kızı, kızının, kızına, kızları of somebody; kızım, kızımın of the speaker."""
    if "^" not in phrase:
        yield phrase, None
        return
    for owner, (singular, plural) in words["possessed"].items():
        for case, endings in words["cases"][owner].items():
            for ending in endings:
                for suffix in (singular, plural):
                    yield _joined(phrase.split("^"), suffix + ending, harmony), Noun(owner, case, suffix is plural)


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
