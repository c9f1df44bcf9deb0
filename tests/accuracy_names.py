"""Measures how well names are found and told apart, for docs/accuracy.md."""

from __future__ import annotations

import random
from collections.abc import Iterator

from accuracy_tables import HALVES, half, table
from casebook.names import match_score, search_keys
from names_invented import CROWD, PEOPLE, PEOPLES, SEED, crowd, spell
from names_registers import CHANGES, registers

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
    ("latin by ear", "latin by ear"),
)
OPENING = """
## Names

Invented people of Uyghur and Kazakh names, spelled by hand in several scripts as relatives, reporters and passports
vary them ([tests/accuracy/names.yml](../tests/accuracy/names.yml)); *by ear* is spelled by somebody who has only heard
the name: another letter or character, an ending more or less. Each is looked for among {crowd:,} namesakes made of the
same parts, every fourth in the other order. *First* and *first ten*: the right one has that rank by `match_score`, a
draw counting against it; *key*: the two spellings share one of `search_keys`, *narrow*: one other than that of a single
word.
"""
LABELLED = """
Pairs of names in the manner of international lists, labelled by hand: titles, initials, what people are called, names
left out, other order and scripts, and other people of like names. *Area*: the chance that two spellings of one name
score above two names; *told right*: the share by the threshold that tells most pairs right.
"""
REGISTERED = """
Names of registers in Spanish, Russian, Arabic and English, and what a later release writes of the same people, among
1,500 of the same register (every third looked for by `match_score`). A family name that is another altogether is told
by no name: dates and places decide.
"""


def ranks(people: str, side: str, asked: str, stored: str) -> Iterator[int]:
    """The rank of each person looked for among the crowd, 1 the first; a draw counts against it."""
    chooser = random.Random(f"{SEED} {people} {side} {asked} {stored}")
    persons = crowd(people, side, chooser)
    gallery = [spell(person, stored, chooser) for person in persons]
    for place, person in enumerate(persons[:PEOPLE]):
        query = spell(person[::-1] if place % 4 == 0 else person, asked, chooser)
        scores = [match_score(query, name) for name in gallery]
        yield sum(score >= scores[place] for score in scores)


def keys_shared(people: str, side: str, asked: str, stored: str) -> Iterator[set[str]]:
    """The kinds of keys that each person looked for shares with their other spelling."""
    chooser = random.Random(f"{SEED} {people} {side} {asked} {stored}")
    persons = crowd(people, side, chooser)
    gallery = [spell(person, stored, chooser) for person in persons]
    for place, person in enumerate(persons[:PEOPLE]):
        keys = search_keys(spell(person[::-1] if place % 4 == 0 else person, asked, chooser))
        yield {key[0] for key in keys & search_keys(gallery[place])}


def area(scored: list[tuple[float, bool]]) -> float:
    """The chance that a pair of the same person scores above a pair of two (the area under the ROC curve)."""
    same = [score for score, label in scored if label]
    other = [score for score, label in scored if not label]
    above = sum((one > two) + (one == two) / 2 for one in same for two in other)
    return above / len(same) / len(other)


def pairs(side: str) -> list[tuple[str, str, bool]]:
    """(a name, another, whether they are labelled as one person's)."""
    labelled = [(line.split(" | "), label == "same") for label, lines in table("names_pairs").items() for line in lines]
    return [(one, two, same) for (one, two), same in labelled if half(f"{one} | {two}") == side]


def best_accuracy(scored: list[tuple[float, bool]]) -> float:
    """The share of pairs told right by the threshold that tells most of them right."""
    return max(sum((score >= least) == label for score, label in scored) for least, _ in scored) / len(scored)


def _row(*cells: object) -> str:
    return "| " + " | ".join(map(str, cells)) + " |"


def _share(those: int, all_of: int) -> str:
    return f"{100 * those / all_of:.0f} %"


def sections() -> list[str]:
    """The lines of the page."""
    return [
        OPENING.format(crowd=PEOPLE + CROWD),
        *found_table(),
        LABELLED,
        *pairs_table(),
        REGISTERED,
        *register_table(),
    ]


def found_table() -> list[str]:
    heads = ("first", "first ten", "key", "narrow")
    lines = [
        _row(
            "looked for",
            "among",
            *(f"{side}: {head}" if head == heads[0] else head for side in HALVES for head in heads),
        )
    ]
    lines.append(_row("---", "---", *["---:"] * 8))
    for asked, stored in PAIRS:
        cells: list[str] = []
        for side in HALVES:
            placed = [rank for people in PEOPLES for rank in ranks(people, side, asked, stored)]
            keyed = [kinds for people in PEOPLES for kinds in keys_shared(people, side, asked, stored)]
            counts = (
                sum(rank == 1 for rank in placed),
                sum(rank <= 10 for rank in placed),
                sum(map(bool, keyed)),
                sum(bool(kinds - {"w"}) for kinds in keyed),
            )
            cells += [_share(count, len(placed)) for count in counts]
        lines.append(_row(asked, stored, *cells))
    return lines


def pairs_table() -> list[str]:
    lines = [_row("half", "pairs", "area", "told right"), _row("---", "---:", "---:", "---:")]
    for side in HALVES:
        scored = [(match_score(one, two), same) for one, two, same in pairs(side)]
        lines.append(_row(side, len(scored), f"{area(scored):.3f}", f"{100 * best_accuracy(scored):.0f} %"))
    return lines


def register_table() -> list[str]:
    found: dict[str, list[tuple[int | None, bool]]] = {how: [] for how in CHANGES}
    for number, (_, how, later, first, names) in enumerate(registers(HALVES[1])):
        rank = None
        if number % 3 == 0:
            score = match_score(later, first)
            rank = 1 + sum(match_score(later, name) > score for name in set(names))
        found[how].append((rank, bool(search_keys(later) & search_keys(first))))
    lines = [_row("what is written otherwise", "first", "first ten", "key"), _row("---", *["---:"] * 3)]
    for how, those in found.items():
        placed = [rank for rank, _ in those if rank]
        first, ten = (_share(sum(rank <= most for rank in placed), len(placed)) for most in (1, 10))
        lines.append(_row(CHANGES[how], first, ten, _share(sum(key for _, key in those), len(those))))
    return lines
