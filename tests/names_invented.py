"""Invented people whose names were spelled by hand in several scripts (tests/accuracy/names.yml), in two halves by the
hash of each part of a name, and their namesakes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from anyascii import anyascii

from accuracy_tables import half, table

SEED = 20170401
PEOPLE, CROWD = 25, 1575  # looked for, and others, of each people
COLUMNS = ("latin", "arabic", "cyrillic", "chinese")
PEOPLES = ("uyghur", "kazakh")


@dataclass(frozen=True, eq=False)
class Part:
    """One part of a name and its spellings, a column each."""

    spellings: dict[str, tuple[str, ...]]


@cache
def parts(people: str, side: str) -> tuple[Part, ...]:
    found = []
    for line in table("names")[people]:
        columns = [tuple(column.split()) for column in line.split("|")]
        if half(columns[0][0]) == side:
            found.append(Part(dict(zip(COLUMNS, columns, strict=True))))
    return tuple(found)


def spell(person: tuple[Part, ...], form: str, chooser: random.Random) -> str:
    """The name in one form, each part in one of its spellings; in passports, pinyin of the Chinese, words run together."""
    if form == "passport":
        written = [chooser.choice(part.spellings["chinese"]) for part in person]
        return " ".join("".join(map(anyascii, word)).capitalize() for word in written)
    form, heard = form.removesuffix(" by ear"), form.endswith(" by ear")
    written = [chooser.choice(part.spellings[form]) for part in person]
    if heard:
        written = [by_ear(word, form, chooser) for word in written]
    return ("·" if form == "chinese" else " ").join(written)


@cache
def _homophones() -> dict[str, str]:
    """The common Chinese characters by their pinyin."""
    found: dict[str, str] = {}
    for high, low in product(range(0xB0, 0xD8), range(0xA1, 0xFF)):
        character = bytes((high, low)).decode("gb2312", "ignore")
        found[anyascii(character).lower()] = found.get(anyascii(character).lower(), "") + character
    return found


def by_ear(word: str, form: str, chooser: random.Random) -> str:
    """A word as somebody spells it who has only heard it: another vowel or letter, another character of the same
    syllable, a weak one left out, an ending of endearment or of a father's name more or less."""
    if form == "chinese":
        word = "".join(
            chooser.choice(_homophones().get(anyascii(sign).lower(), sign)) if chooser.random() < 0.12 else sign
            for sign in word
        )
        weak = [place for place, sign in enumerate(word) if sign in "尔力提木克斯" and place]
        if len(word) > 2 and weak and chooser.random() < 0.12:
            place = chooser.choice(weak)
            word = word[:place] + word[place + 1 :]
        return word
    for old, new in chooser.sample(table("names")["by_ear"], 14):
        if old in word[1:] and chooser.random() < 0.35:
            place = word.rindex(old)
            word = word[:place] + new + word[place + len(old) :]
            break
    if chooser.random() < 0.15:
        ending = next((one for one in ("jan", "zhan", "gul", "bek", "khan") if word.endswith(one)), "")
        word = (
            word.removesuffix(ending)
            if ending and len(word) > len(ending) + 3
            else word + chooser.choice(["uly", "jan", "kizi"])
        )
    return word


def crowd(people: str, side: str, chooser: random.Random) -> list[tuple[Part, ...]]:
    """Namesakes: the people looked for first, and then many more of the same parts, no two parts together twice."""
    found: list[tuple[Part, ...]] = []
    for name in dict.fromkeys((people, *PEOPLES)):
        every = list(combinations(parts(name, side), 2))
        found += [tuple(chooser.sample(pair, 2)) for pair in chooser.sample(every, len(every))]
    return found[: PEOPLE + CROWD]
