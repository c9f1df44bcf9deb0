"""Invented persons in any number, each the same however often it is asked for, for the benches."""

import itertools
import random
from bisect import bisect

GIVEN, FAMILY = 900, 2500
COMMON = 5
LATIN = ["ba", "de", "gi", "ka", "lo", "mi", "nu", "pe", "qa", "ra", "si", "tu", "xe", "ya", "zu", "shi", "che", "ghu"]
ENDS = ["", "n", "r", "m", "sh", "l", "t", "jan", "gul", "bek"]
CHINESE = "阿艾巴达迪尔古海吉卡克拉里买木纳努帕热赛斯塔吐吾西亚伊玉扎"
STATUSES = ["detained", "sentenced", "released", "deceased", "missing"]
PLACES = [f"{650000 + number}" for number in range(100, 190)]


def _chance(number: int, salt: int, most: int) -> int:
    """One of so many numbers, the same for the same person."""
    return hash((number, salt)) % most


def _shares(most: int) -> list[float]:
    """Up to which share of the people each word is borne, the first by one in twenty-five, the last by few."""
    weights = [1 / (rank + COMMON) for rank in range(most)]
    return [total / sum(weights) for total in itertools.accumulate(weights)]


class Crowd:
    """So many invented persons, each the same however often it is asked for."""

    def __init__(self, persons: int) -> None:
        self.persons = persons
        chance = random.Random(20240601)
        self.given = self._words(chance, GIVEN)
        self.family = self._words(chance, FAMILY)
        self._shares = {most: _shares(most) for most in (GIVEN, FAMILY)}

    @staticmethod
    def _words(chance: random.Random, n: int) -> list[tuple[str, str]]:
        """Words in Latin and in Chinese letters."""
        found = {}
        while len(found) < n:
            latin = "".join(chance.choices(LATIN, k=chance.choice((2, 2, 3)))) + chance.choice(ENDS)
            found.setdefault(latin.capitalize(), "".join(chance.choices(CHINESE, k=chance.choice((2, 3, 4)))))
        return list(found.items())

    def names(self, number: int) -> tuple[str, str]:
        """The two names of a person; a few words are borne by many, as it is among people."""
        given = self.given[bisect(self._shares[GIVEN], _chance(number, 1, 1 << 40) / (1 << 40))]
        family = self.family[bisect(self._shares[FAMILY], _chance(number, 2, 1 << 40) / (1 << 40))]
        return f"{given[0]} {family[0]}", f"{given[1]}·{family[1]}"

    def case(self, number: int) -> dict[str, object]:
        """What is said of a person, by the columns of `cases`."""
        latin, chinese = self.names(number)
        year, term = 2014 + _chance(number, 3, 9), _chance(number, 4, 10) < 4
        return {
            "name": latin, "names": f"{latin} · {chinese}", "sex": ("male", "female")[_chance(number, 5, 2)],
            "birth": str(1930 + _chance(number, 6, 76)), "status": STATUSES[_chance(number, 7, len(STATUSES))],
            "ethnicity": ("Uyghur", "Kazakh", "Hui", "Kyrgyz")[_chance(number, 8, 4)], "arrest": str(year),
            "arrest_earliest": f"{year}-01-01", "arrest_latest": f"{year}-12-31",
            "place": PLACES[_chance(number, 9, len(PLACES))], "term_kind": "term" if term else None,
            "term_months_min": 12.0 * (1 + _chance(number, 10, 20)) if term else None, "level": "full",
            "summary_en": "Taken from home at night; the family was told nothing for a year.",
        }  # fmt: skip
