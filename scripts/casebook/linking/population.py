"""An invented population by which the model is trained: people, with their families, homes and names."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from casebook import vocabularies

PROVINCES, PREFECTURES, COUNTIES = 14, 8, 10
VILLAGES = 20  # of a county
FIRST_YEAR, LAST_YEAR = 1930, 2001


@dataclass
class Person:
    """One invented person: `name` are the parts, each in the spellings of its row, by the shape of the kind."""

    number: int
    kind: dict[str, Any]
    name: dict[str, list[str]]
    sex: str
    born: date
    home: tuple[int, int, int]
    address: str
    taken: date | None
    died: date | None
    birth_place: tuple[int, int, int]
    kin: list["Person"] = field(default_factory=list)


@cache
def told() -> dict[str, Any]:
    return vocabularies.load("linking/population")


class Population:
    """People made one after the other from a seed; the same seed makes the same people."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0

    def families(self, size: int) -> Iterator[list[Person]]:
        """Families of one to five, who share a home and names, until `size` people are made."""
        while self.count < size:
            kind = self.random.choices(told()["kinds"], [one["share"] for one in told()["kinds"]])[0]
            first = self._person(kind, None)
            family = [first, *(self._person(kind, first) for _ in range(self.random.choice((0, 0, 1, 1, 2, 3, 4))))]
            for one in family:
                one.kin = [other for other in family if other is not one]
            yield family

    def _person(self, kind: dict[str, Any], elder: Person | None) -> Person:
        pick, sex = self.random, self.random.choice(("male", "male", "female"))
        born = date(FIRST_YEAR, 1, 1) + timedelta(days=pick.randrange((LAST_YEAR - FIRST_YEAR) * 365))
        self.count += 1
        home = elder.home if elder else self._place()
        return Person(
            self.count, kind, self._name(kind, sex, elder), sex, born,
            home, elder.address if elder else self._address(home),
            date(2016, 1, 1) + timedelta(days=pick.randrange(2200)) if pick.random() < 0.6 else None,
            date(2016, 1, 1) + timedelta(days=pick.randrange(2200)) if pick.random() < 0.3 else None, self._place(),
        )  # fmt: skip

    def _place(self) -> tuple[int, int, int]:
        return tuple(int(self.random.paretovariate(1)) % size for size in (PROVINCES, PREFECTURES, COUNTIES))

    def _name(self, kind: dict[str, Any], sex: str, elder: Person | None) -> dict[str, list[str]]:
        made: dict[str, list[str]] = {}
        for part in kind["shape"]:
            if part == "given":
                made[part] = self._given(kind, sex)
            elif elder and part in elder.name:
                made[part] = elder.name[part] if self.random.random() < 0.8 else elder.name["given"]
            elif part == "family":
                made[part] = self._family(kind)
            elif part == "father":
                made[part] = self._given(kind, "male")
            else:
                made[part] = self._given(kind, "male")
        return made

    def _given(self, kind: dict[str, Any], sex: str) -> list[str]:
        if "characters" in kind:
            return ["".join(self._common(kind["characters"]) for _ in range(self.random.choice((1, 2, 2))))]
        if kind["shape"] == ["given", "father"] and self.random.random() < 0.35:
            return self._invented()
        found = self._common(kind["men" if sex == "male" else "women"])
        return found if isinstance(found, list) else [found]

    def _family(self, kind: dict[str, Any]) -> list[str]:
        if "stems" in kind and self.random.random() < 0.6:
            return ["".join(self.random.choice(kind[part]) for part in ("stems", "middles", "ends"))]
        return [self._common(kind["families"])]

    def _invented(self) -> list[str]:
        parts = [self.random.choice(told()["syllables"]) for _ in range(self.random.choice((2, 2, 3)))]
        latin, cyrillic, arabic, chinese = ("".join(part[script] for part in parts) for script in range(4))
        other = latin.replace("kh", "h").replace("q", "k")
        return [latin.capitalize(), other.capitalize(), cyrillic.capitalize(), arabic, chinese]

    def _common(self, listed: list[Any]) -> Any:
        """One of a list, the first ones oftener (by one over their place)."""
        return self.random.choices(listed, [1 / (place + 2) for place in range(len(listed))])[0]

    def _address(self, home: tuple[int, int, int]) -> str:
        """A village of the home county, with a street and a number for every other family."""
        village = random.Random(repr((*home, self.random.randrange(VILLAGES))))
        words = village.choices(told()["streets"], k=village.choice((1, 1, 2)))
        if self.random.random() < 0.5:
            street = self.random.choices(told()["streets"], k=self.random.choice((1, 2)))
            return " ".join([str(self.random.randrange(1, 200)), *street, self.random.choice(told()["kinds_of_street"]), *words])
        return " ".join([*words, "village"])
