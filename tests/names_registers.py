"""Invented names as a register writes them, and as a later release of it writes the same people."""

from __future__ import annotations

import random
from collections.abc import Iterator

from anyascii import anyascii

from accuracy_tables import table
from names_invented import SEED

REGISTERS = ("spanish", "slavic", "arabic", "english")
CHANGES = {
    "typo": "a letter mistyped",
    "two": "a letter in each of two words",
    "sound": "another letter of the same sound",
    "accents": "accents, capitals",
    "middle": "a name left out",
    "initial": "an initial for a name",
    "order": "the other order",
    "joined": "two words run together",
    "family": "another family name",
}


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


def registers(side: str, each: int = 18, crowd_of: int = 1500) -> Iterator[tuple[str, str, str, str, list[str]]]:
    """(register, change, later name, first name, the names of the first release)."""
    for register in REGISTERS:
        chooser = random.Random(f"{SEED} {register} {side}")
        names = [registered(register, chooser) for _ in range(crowd_of)]
        first = [" ".join(filter(None, name)) for name in names]
        for number, how in enumerate(CHANGES):
            for name in range(number * each, (number + 1) * each):
                yield register, how, changed(names[name], how, chooser), first[name], first
