"""Measures how well names are found and told apart: invented people spelled by hand in several scripts
(tests/accuracy/names.yml), in two halves by the hash of each part of a name.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from anyascii import anyascii

from accuracy_tables import half, table
from casebook.names import match_score, search_keys

SEED = 20170401
PEOPLE, CROWD = 60, 1540
COLUMNS = ("latin", "arabic", "cyrillic", "chinese")
PAIRS = (
    ("latin", "chinese"),
    ("chinese", "latin"),
    ("arabic", "chinese"),
    ("cyrillic", "chinese"),
    ("passport", "chinese"),
    ("passport", "latin"),
    ("arabic", "latin"),
    ("cyrillic", "latin"),
    ("latin", "latin"),
    ("chinese", "chinese"),
    ("latin by ear", "chinese by ear"),
    ("chinese by ear", "latin by ear"),
    ("latin by ear", "latin by ear"),
)
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


def ranks(people: str, side: str, asked: str, stored: str) -> Iterator[int]:
    """The rank of each person looked for among the crowd, 1 the first; a draw counts against it."""
    chooser = random.Random(f"{SEED} {people} {side} {asked} {stored}")
    persons = crowd(people, side, chooser)
    gallery = [spell(person, stored, chooser) for person in persons]
    for place, person in enumerate(persons[:PEOPLE]):
        query = spell(person[::-1] if place % 4 == 0 else person, asked, chooser)
        scores = [match_score(query, name) for name in gallery]
        yield sum(score >= scores[place] for score in scores)


def keys_shared(people: str, side: str, asked: str, stored: str) -> tuple[float, float, float]:
    """(share of the people that share a key with their other spelling, share of the crowd that does so, keys a name)."""
    chooser = random.Random(f"{SEED} {people} {side} {asked} {stored}")
    persons = crowd(people, side, chooser)
    gallery = [search_keys(spell(person, stored, chooser)) for person in persons]
    found = others = 0
    for place, person in enumerate(persons[:PEOPLE]):
        keys = search_keys(spell(person[::-1] if place % 4 == 0 else person, asked, chooser))
        found += bool(keys & gallery[place])
        others += sum(bool(keys & theirs) for theirs in gallery)
    return found / PEOPLE, others / PEOPLE / len(persons), sum(map(len, gallery)) / len(gallery)


def area(scored: list[tuple[float, bool]]) -> float:
    """The chance that a pair of the same person scores above a pair of two (the area under the ROC curve)."""
    same = [score for score, label in scored if label]
    other = [score for score, label in scored if not label]
    above = sum((one > two) + (one == two) / 2 for one in same for two in other)
    return above / len(same) / len(other)


REGISTERS = ("spanish", "slavic", "arabic", "english")
CHANGES = ("typo", "sound", "two", "accents", "middle", "initial", "family", "order", "joined")


def registered(register: str, chooser: random.Random) -> list[str]:
    """The parts of one invented name as the register writes it, in its order; a family name or two last."""
    said = table("names_registers")[register]
    given = chooser.sample(said["given"], 2 if register == "spanish" and chooser.random() < 0.6 else 1)
    family = chooser.sample(said["family"], 2 if register == "spanish" else 1)
    if register == "slavic":
        return [*family, *given, chooser.choice(said["middle"])]
    return [*given, *chooser.sample(said.get("middle", [""]), 1), *family]


def mistyped(word: str, chooser: random.Random) -> str:
    """One letter more, less, other or with its neighbour's place."""
    kind, place = chooser.choice(("more", "less", "other", "swapped")), chooser.randrange(1, len(word))
    letter = chooser.choice(table("names_registers")["letters"]["latin" if word[-1] < "\u0400" else "cyrillic"])
    if kind == "swapped":
        return word[: place - 1] + word[place] + word[place - 1].lower() + word[place + 1 :]
    return word[:place] + {"more": letter + word[place], "less": "", "other": letter}[kind] + word[place + 1 :]


def changed(name: list[str], how: str, chooser: random.Random) -> str:
    """The name as a later release writes it."""
    said = [word for word in name if word]
    place = chooser.randrange(len(said))
    if how == "typo":
        said[place] = mistyped(said[place], chooser)
    elif how == "two":
        said = [mistyped(word, chooser) if at < 2 else word for at, word in enumerate(said)]
    elif how == "sound":
        fit = [pair for pair in table("names_registers")["sounds"] if pair[0] in said[place][1:]]
        if fit:
            old, new = chooser.choice(fit)
            said[place] = said[place][0] + said[place][1:].replace(old, new, 1)
    elif how == "accents":
        said = [anyascii(word).upper() if word < "\u0400" else word.replace("ё", "е").upper() for word in said]
    elif how in ("middle", "initial") and len(said) > 2:
        said[1 if how == "middle" else -2] = "" if how == "middle" else said[-2][0] + "."
    elif how == "family":
        at = 0 if name[0] < "\uffff" and name[0] >= "\u0400" else -1
        said[at] = chooser.choice(["Sandoval", "Whitmore"]) if at else "Ермолаева"
    elif how == "order":
        said = [*said[1:], said[0]]
    elif how == "joined" and len(said) > 2:
        said[0:2] = [said[0] + said[1].lower()]
    return " ".join(filter(None, said))


def registers(side: str, each: int = 30, crowd_of: int = 1500) -> Iterator[tuple[str, str, str, str, list[str]]]:
    """(register, change, later name, first name, the names of the first release)."""
    for register in REGISTERS:
        chooser = random.Random(f"{SEED} {register} {side}")
        names = [registered(register, chooser) for _ in range(crowd_of)]
        first = [" ".join(filter(None, name)) for name in names]
        for number, how in enumerate(CHANGES):
            for name in range(number * each, (number + 1) * each):
                yield register, how, changed(names[name], how, chooser), first[name], first


def pairs(side: str) -> list[tuple[str, str, bool]]:
    """(a name, another, whether they are labelled as one person's)."""
    labelled = [(line.split(" | "), label == "same") for label, lines in table("names_pairs").items() for line in lines]
    return [(one, two, same) for (one, two), same in labelled if half(f"{one} | {two}") == side]


def best_accuracy(scored: list[tuple[float, bool]]) -> float:
    """The share of pairs told right by the threshold that tells most of them right."""
    return max(sum((score >= least) == label for score, label in scored) for least, _ in scored) / len(scored)
