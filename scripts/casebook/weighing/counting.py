"""Counting: how many sources of one fact are independent, by who heard it from whom."""

from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple


class Voice(NamedTuple):
    """One record that speaks of somebody: its key, its source, the record it was made from (a transcript, a translation),
    who told it there (keys of persons, or relations to whom it is about), and whom or what they had it from.
    """

    record: str
    source: str
    derived_from: str | None = None
    tellers: frozenset[str] = frozenset()
    heard_from: frozenset[str] = frozenset()


class Group(NamedTuple):
    """Records that are counted as one source, and why: (record, record, reason), a reason one of REASONS."""

    records: tuple[str, ...]
    why: tuple[tuple[str, str, str], ...]


REASONS = ("derived", "heard", "teller", "source")


def independent(voices: Iterable[Voice]) -> list[Group]:
    """The records in groups of which each is one source: what may be one voice is counted once.

    Two are one where one is made from the other; where one had it from the other, or both from the same; where the same
    person tells both, or somebody of the same relation, who may be the same; and where both are of one source that does
    not say who told them. So three articles that quote one uncle are one source, and the uncle's own letter is the same.
    """
    listed = sorted({voice.record: voice for voice in voices}.values())
    home = {voice.record: voice.record for voice in listed}
    links: list[tuple[str, str, str]] = []
    for a, b in combinations(listed, 2):
        reason = _reason(a, b)
        if reason and home[a.record] != home[b.record]:
            links.append((a.record, b.record, reason))
            old, new = home[b.record], home[a.record]
            home = {record: new if one == old else one for record, one in home.items()}
    return [
        Group(tuple(record for record in home if home[record] == first), tuple(link for link in links if home[link[0]] == first))
        for first in dict.fromkeys(home.values())
    ]


def _reason(a: Voice, b: Voice) -> str:
    """Why two records are one source, the surest reason first; '' where nothing says so."""
    if a.record == b.derived_from or b.record == a.derived_from or (a.derived_from and a.derived_from == b.derived_from):
        return "derived"
    if a.heard_from & (b.heard_from | b.tellers | {b.source, b.record}) or b.heard_from & (a.tellers | {a.source, a.record}):
        return "heard"
    if a.tellers & b.tellers:
        return "teller"
    return "source" if a.source == b.source and not (a.tellers and b.tellers) else ""
