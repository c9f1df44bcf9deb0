"""What invented sources say of invented people: one script or another, dates of all precisions, gaps and slips."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from casebook import names
from casebook.linking.facts import NOTHING, Bounds, Known
from casebook.linking.misspelling import respelled
from casebook.linking.population import COUNTIES, PREFECTURES, PROVINCES, Person, Population, told

LATIN, OTHER_LATIN, CYRILLIC, ARABIC, CHINESE = range(5)
SCRIPTS = {"Cyrillic": CYRILLIC, "Arabic": ARABIC, "Chinese": CHINESE}
RECORDS = (1, 1, 2, 2, 2, 3, 4)  # that speak of one person


def tell(seed: int, people: int) -> Iterator[tuple[int, Known]]:
    """(number of the person, what one record says) for a population of that size, in the order it is made."""
    pick = random.Random(seed + 1)
    mention = 0
    for family in Population(seed).families(people):
        for person in family:
            for _ in range(pick.choice(RECORDS)):
                mention += 1
                yield person.number, _record(person, mention, pick)


def _record(person: Person, mention: int, pick: random.Random) -> Known:
    scripts = person.kind["scripts"]
    script = pick.choices(list(scripts), list(scripts.values()))[0]
    codes = _codes(person, pick)
    kin = [one for one in person.kin if pick.random() < 0.5] if pick.random() < 0.5 else []
    return Known(
        mention, mention, (written(person, script, pick),),
        born=_said(person.born, pick, 0.2), sex=_sex(person, pick),
        provinces=codes[0], prefectures=codes[1], counties=codes[2],
        address=_address(person, pick), taken=_said(person.taken, pick, 0.15) if person.taken else NOTHING,
        died=_said(person.died, pick, 0.15) if person.died else NOTHING,
        kin=tuple(written(one, script, pick) for one in kin), numbers=_number(person, pick),
    )  # fmt: skip


def _codes(person: Person, pick: random.Random) -> list[frozenset[str]]:
    """The units of home, and now and then of birth, by level; a few people have moved or are placed wrongly."""
    homes = [person.home]
    if pick.random() < 0.08:
        sizes = (PROVINCES, PREFECTURES, COUNTIES)
        homes = [(*person.home[:2], pick.randrange(COUNTIES)) if pick.random() < 0.6 else tuple(map(pick.randrange, sizes))]
    if pick.random() < 0.2:
        homes = [*homes, person.birth_place] if pick.random() < 0.8 else [person.birth_place]
    depth = pick.choices((0, 1, 2, 3), (0.2, 0.1, 0.15, 0.55))[0]
    return [
        frozenset({".".join(map(str, home[:level])) for home in homes} if depth >= level else ()) for level in (1, 2, 3)
    ]


def written(person: Person, script: str, pick: random.Random) -> str:
    """The person's name as one source writes it."""
    parts = [_part(person, part, script, pick) for part in person.kind["shape"]]
    if person.sex == "female" and person.kind["shape"][-1] == "family" and pick.random() < 0.04:
        parts[-1] = "".join(pick.sample(parts[-1], len(parts[-1])))
    if len(parts) == 3 and pick.random() < 0.12:
        parts.pop()
    if pick.random() < 0.08 and script != "Chinese":
        parts.reverse()
    if pick.random() < 0.03:  # a nickname, or another name altogether
        parts[pick.randrange(len(parts))] = "".join(pick.choices(told()["nicknames"], k=1))
    if pick.random() < 0.16:
        at = pick.randrange(len(parts))
        parts[at] = respelled(parts[at], pick, pick.choice((1, 1, 1, 2)))
    joint = "" if script == "Chinese" and "characters" in person.kind else "·" if script == "Chinese" else " "
    return joint.join(filter(None, parts))


def _part(person: Person, part: str, script: str, pick: random.Random) -> str:
    spellings = person.name[part]
    if "characters" in person.kind or person.kind["shape"][-1] == "patronymic":
        text = _russian(person, part, spellings[0]) if person.kind["shape"][-1] == "patronymic" else spellings[0]
        return names.romanise(text).title() if script == "Latin" else text
    if len(spellings) == 1:
        return spellings[0]
    if script == "Pinyin":
        return names.romanise(spellings[CHINESE]).capitalize()
    return spellings[SCRIPTS[script]] if script in SCRIPTS else spellings[pick.choice((LATIN, LATIN, OTHER_LATIN))]


def _russian(person: Person, part: str, text: str) -> str:
    woman = person.sex == "female"
    if part == "family":
        return text + person.kind["family_of_a_woman"] if woman and text[-1] in "вн" else text
    if part == "given":
        return text
    forms = person.kind["patronymic"]
    for end, (man, of_woman) in forms["without"].items():
        if text.endswith(end):
            return text.removesuffix(end) + (of_woman if woman else man)
    return text + (forms["woman"] if woman else forms["man"])


def _said(day: date, pick: random.Random, silent: float) -> Bounds:
    """A date as one source says it: not at all, as a day, a month, a year, or as an age, and now and then wrong."""
    if pick.random() < silent:
        return NOTHING
    wrong = pick.random()
    if wrong < 0.02:
        day = day.replace(year=day.year + pick.choice((-1, 1)), day=min(day.day, 28))
    elif wrong < 0.032:
        day += timedelta(days=pick.randrange(-9000, 9000))
    elif wrong < 0.047:
        day = day.replace(day=pick.randrange(1, 29))
    elif wrong < 0.062:
        day = day.replace(month=day.day, day=day.month) if day.day <= 12 else day.replace(day=1, month=1)
    how = pick.choices(("day", "month", "year", "age"), (0.55, 0.08, 0.27, 0.1))[0]
    if how == "day":
        return day.isoformat(), day.isoformat()
    if how == "month":
        end = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)
        return day.replace(day=1).isoformat(), end.isoformat()
    if how == "year":
        return f"{day.year}-01-01", f"{day.year}-12-31"
    first = day - timedelta(days=pick.randrange(0, 366))
    return first.isoformat(), (first + timedelta(days=365)).isoformat()


def _sex(person: Person, pick: random.Random) -> str:
    if pick.random() < 0.3:
        return ""
    return person.sex if pick.random() < 0.99 else {"male": "female", "female": "male"}[person.sex]


def _address(person: Person, pick: random.Random) -> str:
    if pick.random() < 0.7:
        return ""
    words = person.address.split()
    how = pick.random()
    if how < 0.1 and words[0].isdigit():
        words[0] = str(pick.randrange(200))
    elif how < 0.2:
        words = words[2:] + words[:2]
    elif how < 0.3:
        words = words[-2:]
    elif how < 0.34:
        words = pick.choices(told()["streets"], k=2)
    return respelled(" ".join(words), pick, pick.choice((0, 0, 0, 1, 2, 3)))


def _number(person: Person, pick: random.Random) -> frozenset[str]:
    """A number some sources know people by; others number as they please, now and then alike."""
    how = pick.random()
    if how < 0.7:
        return frozenset()
    return frozenset({str(10_000 + (person.number if how < 0.8 else pick.randrange(20_000)))})
