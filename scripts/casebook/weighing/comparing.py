"""Comparing: how two claims on one fact stand to each other, and which of somebody's claims cannot both hold."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations

from casebook import places_table, terms, vocabularies
from casebook.agreeing import Claim, meet, most

SAME, COMPATIBLE, OVERLAPPING, INCOMPATIBLE = "same", "compatible", "overlapping", "incompatible"
# Facts of which a person has one only; of an event that happens once in a spell of custody (`once` in events.yml), these.
OF_PERSON = ("birth", "birth_place", "sex", "ethnicity")
OF_EVENT = ("date", "place", "term")
PLACES = ("birth_place", "place")
DATES = ("birth", "date")

Bounds = tuple[str | None, str | None]


def how(name: str, a: Claim, b: Claim) -> str | None:
    """How two claims on a property stand to each other; None where nothing can be said of it.

    `same`; `compatible`, one says what the other says and more finely; `overlapping`, both can hold and neither has what
    the other says; `incompatible`, they cannot both hold. By the bounds of dates, what a place lies in, and the range of
    a term; codes are the same or not.
    """
    if name in DATES:
        return _dates(a, b) if a.edtf and b.edtf else None
    if not (a.value and b.value):
        return None
    if name in PLACES:
        return _places(a.value, b.value)
    if name == "term":
        return _terms(a, b)
    return SAME if a.value == b.value else INCOMPATIBLE


def _dates(a: Claim, b: Claim) -> str:
    if a.edtf == b.edtf:
        return SAME
    if not meet(a, b):
        return INCOMPATIBLE
    ours, theirs = (a.earliest, a.latest), (b.earliest, b.latest)
    return _nested(_within(ours, theirs), _within(theirs, ours))


def _within(inner: Bounds, outer: Bounds) -> bool:
    """Whether bounds lie inside others; an open side is the widest."""
    return (outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])) and (
        outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    )


def _nested(inside: bool, around: bool) -> str:
    if inside and around:
        return SAME
    return COMPATIBLE if inside or around else OVERLAPPING


def _places(a: str, b: str) -> str:
    """By their codes, which may follow "near"."""
    if a == b:
        return SAME
    (near_a, _, one), (near_b, _, other) = a.rpartition(" "), b.rpartition(" ")
    if one in places_table.containers(other) or other in places_table.containers(one):
        return OVERLAPPING if near_a or near_b else COMPATIBLE
    possible = places_table.can_lie_in(one, other) or places_table.can_lie_in(other, one)
    return OVERLAPPING if possible else INCOMPATIBLE


def _terms(a: Claim, b: Claim) -> str | None:
    if a.value != b.value:
        return INCOMPATIBLE if {a.value, b.value} <= set(terms.SENTENCES) else None
    (low, high), (least, greatest) = ((claim.low or 0, most(claim.high)) for claim in (a, b))
    if low > greatest or least > high:
        return INCOMPATIBLE
    return _nested(least <= low and high <= greatest, low <= least and greatest <= high)


def contradictions(claims: list[Claim]) -> Iterator[tuple[str, int, int, str]]:
    """(property, claim, claim, kind) for pairs of claims on one fact that overlap or cannot both hold.

    A second spell of custody never contradicts the first, nor one event another that the same teller tells beside it.
    """
    facts: dict[tuple[str, str | None, int | None], list[Claim]] = {}
    for claim in claims:
        if claim.property in (OF_EVENT if happens_once(claim.event) else () if claim.event else OF_PERSON):
            facts.setdefault((claim.property, claim.event, claim.spell), []).append(claim)
    for (name, _, _), said in facts.items():
        if len(said) > 1:
            yield from _apart(name, said)


def _apart(name: str, said: list[Claim]) -> Iterator[tuple[str, int, int, str]]:
    """The pairs among the claims on one fact, those of the same two values once."""
    tellers: dict[int | None, list[Claim]] = defaultdict(list)
    for claim in said:
        tellers[claim.mention].append(claim)
    seen = set()
    for a, b in combinations([claim for one in tellers.values() for claim in one], 2):
        kind = how(name, a, b)
        if kind not in (OVERLAPPING, INCOMPATIBLE):
            continue
        values = frozenset((_value(a), _value(b)))
        if values not in seen and not _told_apart(name, a, b, tellers):
            seen.add(values)
            yield name, a.id, b.id, kind


@cache
def happens_once(event: str | None) -> bool:
    """Whether an event of this kind happens once only in a spell of custody, or in a life."""
    return bool(event and vocabularies.load("events").get(event, {}).get("once"))


def _value(claim: Claim) -> tuple:
    return claim.value, claim.edtf, claim.earliest, claim.latest, claim.low, claim.high


def _told_apart(name: str, a: Claim, b: Claim, tellers: dict[int | None, list[Claim]]) -> bool:
    """Whether the two are on two events: one teller tells both, or another event of one teller is what the other means."""
    if a.mention == b.mention:
        return a.happening != b.happening
    return any(
        other.happening != theirs.happening and how(name, one, other) in (SAME, COMPATIBLE, OVERLAPPING)
        for one, theirs in ((a, b), (b, a))
        for other in tellers[theirs.mention]
    )
