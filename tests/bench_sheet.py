"""A generated campaign sheet for `make bench`: invented people, sixteen columns, repeated as real sheets repeat."""

import csv
import random
from pathlib import Path

HEADERS = (
    "case_no", "name", "name_zh", "sex", "birth", "ethnicity", "occupation", "home", "detained_on", "detained_at",
    "held_in", "sentence", "reason_official", "reason_believed", "family", "summary",
)  # fmt: skip

SOURCE = """\
title: Generated campaign sheet
language: en
day_month_order: DMY
key: case_no
asserted_by: family
how_known: told abroad
columns:
  case_no: source_id
  name: name
  name_zh: {property: name, name_kind: Chinese transcription}
  sex: sex
  birth: birth
  ethnicity: ethnicity
  occupation: occupation
  home: home
  detained_on: detention.date
  detained_at: detention.place
  held_in: held.facility
  sentence: sentence.term
  reason_official: sentence.reason_official
  reason_believed: sentence.reason
  family: relation
  summary: text
"""

BEGIN = [
    "Ab", "Al", "Ay", "Ba", "Bu", "Da", "Di", "El", "Er", "Ga", "Gu", "Ha", "Ib", "Is", "Ka", "Ma", "Me", "Mu",
    "Na", "Nu", "Pa", "Qe", "Ra", "Re", "Sa", "Sh", "Ta", "Tu", "Ub", "Ye", "Za", "Zu",
]  # fmt: skip
MIDDLE = [
    "bdu", "kra", "ldi", "msi", "nga", "pti", "qsu", "rha", "shi", "tlu", "wze", "xma", "yli", "zro", "dil", "gul",
    "han", "jan", "man", "nur",
]  # fmt: skip
END = [
    "lah", "mat", "bek", "jan", "gul", "xan", "din", "ray", "nem", "sun", "tay", "yar", "zat", "met", "li",
]  # fmt: skip
HAN = "阿艾巴巴布达迪尔尕古哈依卡麦买木娜努帕热赛提吐乌肖亚再祖拉里曼克江汗别丽孜".strip()
PLACES = [
    "Kashgar",
    "Hotan",
    "Aksu",
    "Ghulja",
    "Urumqi",
    "Karakash",
    "Yarkand",
    "Artush",
    "Korla",
    "Turpan",
    "Kumul",
    "Altay",
]
MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
JOBS = [
    "baker",
    "farmer",
    "teacher",
    "imam",
    "driver",
    "trader",
    "student",
    "doctor",
    "engineer",
    "tailor",
    "cook",
    "nurse",
]
HELD = ["prison", "internment camp", "detention centre", "police station", "Unknown"]
OFFICIAL = ["Unknown", "terrorism", "disturbing social order", "extremism", "separatism", "Not given"]
BELIEVED = ["praying", "travel abroad", "relatives abroad", "teaching religion", "owning books", "wearing a headscarf"]
KIN = ["wife", "husband", "two sons", "three daughters", "mother", "father", "brother", "sister", "son", "daughter"]
TOLD = [
    "The family was told by neighbours that {} was taken at night.", "Nobody has heard from {} since.",
    "A relative abroad says that {} is held far from home.", "{} was in good health before.",
]  # fmt: skip


# People a row: the same come in several testimonies, now and then spelled otherwise, the oftener the larger the sheet.
PEOPLE, LATER_PEOPLE, EARLY = 0.45, 0.28, 100_000


def write(path: Path, rows: int, people: int | None = None, seed: int = 20261124, first: int = 1) -> None:
    """Write a sheet of so many rows about so many people; the same seed gives the same rows, whatever follows them."""
    spoken_of = people or default_people(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(HEADERS)
        for number in range(first, first + rows):
            sheet.writerow(row(number, spoken_of, seed))


def default_people(rows: int) -> int:
    """How many people so many rows speak of."""
    return max(1, int(min(rows, EARLY) * PEOPLE + max(0, rows - EARLY) * LATER_PEOPLE))


def row(number: int, people: int, seed: int) -> tuple[str, ...]:
    """What one testimony says of one invented person."""
    dice = random.Random(seed * 1_000_003 + number)
    person = random.Random(seed * 7_000_003 + dice.randrange(people))
    name, han, sex, birth = (
        f"{_word(person)} {_word(person)}",
        _han(person),
        person.choice(("male", "female")),
        _birth(person),
    )
    ethnicity, job, home = (
        person.choice(("Uyghur", "Uyghur", "Kazakh", "Hui")),
        person.choice(JOBS),
        person.choice(PLACES),
    )
    if dice.random() < 0.25:
        name = f"{name[:-1]}{dice.choice('aeinrt')}"
    return (
        f"G{number:07d}", name, han, sex, birth, ethnicity, job, home, _date(person, person.randint(2016, 2021)),
        person.choice(PLACES), dice.choice(HELD), _sentence(person), dice.choice(OFFICIAL), dice.choice(BELIEVED),
        dice.choice(KIN), " ".join(text.format(name) for text in dice.sample(TOLD, 2)),
    )  # fmt: skip


def _word(dice: random.Random) -> str:
    """A name; a few are borne by many, most by few."""
    if dice.random() < 0.4:
        return BEGIN[min(int(dice.expovariate(0.3)), 31)] + END[min(int(dice.expovariate(0.5)), 14)]
    return dice.choice(BEGIN) + dice.choice(MIDDLE) + dice.choice(END)


def _han(dice: random.Random) -> str:
    first, last = ("".join(dice.choices(HAN, k=dice.randint(2, 4))) for _ in range(2))
    return f"{first}·{last}"


def _birth(dice: random.Random) -> str:
    year = dice.randint(1940, 2000)
    kind = dice.random()
    if kind < 0.4:
        return str(year)
    if kind < 0.6:
        return f"{dice.choice(MONTHS)} {year}"
    return f"{dice.randint(1, 28)} {dice.choice(MONTHS)} {year}"


def _date(dice: random.Random, year: int) -> str:
    kind, month = dice.random(), dice.choice(MONTHS)
    if kind < 0.4:
        return f"{month} {year}"
    if kind < 0.5:
        return str(year)
    if kind < 0.6:
        return f"{dice.choice(('early', 'late'))} {year}"
    if kind < 0.62:
        return "some time after the holidays"
    return f"{dice.randint(1, 28)} {month} {year}"


def _sentence(dice: random.Random) -> str:
    kind = dice.random()
    if kind < 0.1:
        return "Unknown"
    if kind < 0.12:
        return "life imprisonment"
    return f"{dice.randint(2, 20)} years" + (" in prison" if kind < 0.5 else "")
