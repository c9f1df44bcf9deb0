"""Choosing: which claims on a fact are what is shown of it, and by which rule."""

from typing import NamedTuple

from casebook import agreeing
from casebook.agreeing import Claim
from casebook.weighing.comparing import DATES, OF_PERSON, how

CUSTODY = ("held", "detention", "detention_or_last_contact")


class Choice(NamedTuple):
    """The rows of the claims that are shown of a fact, and the rule: `only` (no other is made), `alike`, `finest` (the most
    exact of those that can all hold), `all` (each is shown, for they cannot all hold), `span` (from the least to the
    greatest), `listed` (each is shown in its words), `none` (they differ, and nothing is shown).
    """

    claims: frozenset[int]
    rule: str


def choose(claims: list[Claim], name: str, event: str | None) -> Choice:
    """What is shown of a fact, by all the claims of a person that count. Derived from what agreeing.py says of them."""
    said = [claim for claim in agreeing.of(claims, name, event) if claim.edtf or claim.value or claim.raw]
    if name in DATES:
        return _date(claims, [claim for claim in said if claim.edtf], name, event)
    if name == "term" and event == "sentence":
        return _term(claims, said)
    if name in ("place", "facility") and event in CUSTODY:
        first = next((kind for kind in CUSTODY if agreeing.of(claims, name, kind)), event)
        return _alike(said, "listed") if first == event else Choice(frozenset(), "none")
    if name == "status" or (name in OF_PERSON and event is None):
        return _alike(said, "none")
    return _alike(said, "listed")


def _date(claims: list[Claim], dated: list[Claim], name: str, event: str | None) -> Choice:
    shown = agreeing.date(claims, name, event)[0]
    if any(claim.edtf == shown for claim in dated):
        return _finest(dated, [claim for claim in dated if claim.edtf == shown])
    return _of(dated, "all" if dated else "none")


def _term(claims: list[Claim], said: list[Claim]) -> Choice:
    shown = agreeing.term(claims)
    if shown == agreeing.NOTHING:
        return Choice(frozenset(), "none")
    exact = [claim for claim in said if (claim.value, claim.low, claim.high) == shown]
    return _finest(said, exact) if exact else _of([claim for claim in said if claim.value == shown[0]], "span")


def _finest(said: list[Claim], chosen: list[Claim]) -> Choice:
    return _of(chosen, "only" if len(said) == 1 else "alike" if len(chosen) == len(said) else "finest")


def _alike(said: list[Claim], otherwise: str) -> Choice:
    """Where all say one thing it is shown; else by the rule `otherwise`."""
    if len({claim.value for claim in said if claim.value}) > 1:
        return Choice(frozenset(), "none") if otherwise == "none" else _of(said, otherwise)
    return _of(said, "only" if len(said) == 1 else "alike" if said else "none")


def _of(claims: list[Claim], rule: str) -> Choice:
    return Choice(frozenset(claim.id for claim in claims), rule)


def stands_to(name: str, claim: Claim, chosen: list[Claim]) -> str | None:
    """How a claim stands to those that are shown: as comparing.how says, the worst of all."""
    order = ("incompatible", "overlapping", "compatible", "same")
    found = {how(name, claim, other) for other in chosen}
    return next((kind for kind in order if kind in found), None)


def basis(asserted_by: str | None, reported_by: str | None, how_known: str | None) -> str:
    """What kind of ground a claim has: official, document, media or testimony."""
    if asserted_by == "authorities" and reported_by in (None, "authorities") or how_known == "official answer":
        return "official"
    if "court" in (asserted_by, reported_by) or how_known == "document":
        return "document"
    return "media" if "media" in (asserted_by, reported_by) or how_known == "public" else "testimony"
