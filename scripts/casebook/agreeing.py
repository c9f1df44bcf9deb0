"""Agreeing: what several claims on one fact come to."""

from datetime import date as day
from typing import NamedTuple

from casebook import terms

Dated = tuple[str | None, str | None, str | None]
Lasting = tuple[str | None, float | None, float | None]
NOTHING = (None, None, None)

# What an event says of where somebody is, where no source states a status.
STATUS = {
    "death": "deceased", "release": "released", "sentence": "sentenced", "camp": "camp", "held": "detained",
    "detention": "detained", "forced_labour": "forced_labour", "went_missing": "missing",
}  # fmt: skip

# In a spell of custody the first of these that happened says how it stands; outside of it, these do.
ENDING = ("release", "sentence", "camp", "held", "detention")
OUTSIDE = ("forced_labour", "went_missing")


class Claim(NamedTuple):
    """A claim that stands, as far as summing up needs it: `event` the kind of its event, `happening` that event's row,
    `spell` the number of its spell of custody, `mention` the row of whom a record speaks.
    """

    id: int
    person: int
    property: str
    event: str | None
    spell: int | None
    value: str | None
    raw: str | None
    edtf: str | None
    earliest: str | None
    latest: str | None
    low: float | None
    high: float | None
    unit: str | None
    asserted_by: str | None
    how_known: str | None
    told_on: str | None
    language: str | None
    mention: int | None
    happening: int | None


def of(claims: list[Claim], name: str, event: str | None = None) -> list[Claim]:
    """The claims on a property; where they are on events in custody, those of the present (the last) spell."""
    last = max((claim.spell for claim in claims if claim.spell), default=None)
    return [c for c in claims if c.property == name and c.event == event and c.spell in (None, last)]


def date(claims: list[Claim], name: str, event: str | None = None) -> Dated:
    """The date that all claims allow: the narrowest; where they exclude one another, a set of what was said."""
    dated = [claim for claim in of(claims, name, event) if claim.edtf]
    if not dated:
        return NOTHING
    narrowest = min(dated, key=_width)
    if all(meet(narrowest, other) for other in dated):
        return narrowest.edtf, narrowest.earliest, narrowest.latest
    texts = sorted({claim.edtf for claim in dated})
    plain = all(text.replace("-", "").isdigit() for text in texts)
    return f"[{','.join(texts)}]" if plain else None, _least(dated), _greatest(dated)


def _least(dated: list[Claim]) -> str | None:
    return None if any(claim.earliest is None for claim in dated) else min(claim.earliest for claim in dated)


def _greatest(dated: list[Claim]) -> str | None:
    return None if any(claim.latest is None for claim in dated) else max(claim.latest for claim in dated)


def _width(claim: Claim) -> tuple[int, str]:
    """Days between the bounds; an open side is wider than any."""
    if claim.earliest is None or claim.latest is None:
        return 10**7, claim.edtf
    return (day.fromisoformat(claim.latest) - day.fromisoformat(claim.earliest)).days, claim.edtf


def meet(a: Claim, b: Claim) -> bool:
    """Whether two dates can both hold."""
    return not (
        (a.latest and b.earliest and a.latest < b.earliest) or (b.latest and a.earliest and b.latest < a.earliest)
    )


def code(claims: list[Claim], name: str) -> str | None:
    """The one code all claims on a property agree on, or None."""
    found = {claim.value for claim in claims if claim.property == name and claim.value}
    return found.pop() if len(found) == 1 else None


def words(claims: list[Claim], *properties: str) -> str | None:
    """What was said on these properties, in its own words, each once."""
    said = dict.fromkeys(" ".join(claim.raw.split()) for claim in claims if claim.property in properties and claim.raw)
    return "; ".join(said) or None


def trade(claims: list[Claim]) -> str | None:
    """The occupations in words, one for each code, in English where a source says it so."""
    said = sorted((claim for claim in claims if claim.property == "occupation" and claim.raw), key=_foreign)
    return "; ".join({claim.value or claim.raw: claim.raw for claim in reversed(said)}.values()) or None


def _foreign(claim: Claim) -> bool:
    return claim.language != "en"


def place(claims: list[Claim], *events: str | None, name: str = "place") -> tuple[str | None, str | None, str | None]:
    """(code, level, words) of the place said of the first of these events of which a place is said.

    The code is there where all claims agree in one; the words are those of the claims, for a place no rule reads.
    """
    for event in events:
        said = of(claims, name, event)
        if said:
            found = {(claim.value, claim.unit) for claim in said if claim.value}
            code, level = found.pop() if len(found) == 1 else (None, None)
            return code, level, words(said, name)
    return None, None, None


def term(claims: list[Claim]) -> Lasting:
    """(kind, least and greatest months) of the sentence where all claims agree or one is the narrower."""
    said = [c for c in of(claims, "term", "sentence") if c.value in terms.SENTENCES]
    found = {(claim.value, claim.low, claim.high) for claim in said}
    if len({kind for kind, _, _ in found}) != 1:
        return NOTHING
    narrowest = min(found, key=lambda one: most(one[2]) - (one[1] or 0))
    if all((narrowest[1] or 0) <= most(high) and (low or 0) <= most(narrowest[2]) for _, low, high in found):
        return narrowest
    return narrowest[0], min(low or 0 for _, low, _ in found), max(most(high) for _, _, high in found)


def most(high: float | None) -> float:
    """The greatest number of months, which an open end leaves without bound."""
    return 10_000.0 if high is None else high


def end(arrest: Dated, sentence: Dated, lasting: Lasting) -> tuple[str | None, str | None]:
    """Between which days a prison term ends, whether or not the time held before the sentence is credited; a side is
    open where its day is not known. When it was told is no bound: an end that is published must not give that away."""
    kind, low, high = lasting
    if kind != "term":
        return None, None
    held, sentenced = ([day.fromisoformat(text) if text else None for text in said[1:]] for said in (arrest, sentence))
    months = [int(amount) if amount is not None else None for amount in (low, high)]
    found = terms.end_window(held, sentenced, terms.Term(kind, *months))
    return tuple(one.isoformat() if one else None for one in found)


def age_group(birth: Dated, arrest: Dated) -> str | None:
    """The ten years of age in which the arrest fell, where the bounds leave only one."""
    if None in (*birth[1:], *arrest[1:]):
        return None
    least, greatest = _age(birth[2], arrest[1]), _age(birth[1], arrest[2])
    if least < 0 or least // 10 != greatest // 10:
        return None
    return f"{least // 10 * 10}-{least // 10 * 10 + 9}"


def _age(born: str, on: str) -> int:
    return int(on[:4]) - int(born[:4]) - (on[5:] < born[5:])


def status(claims: list[Claim]) -> tuple[str | None, str | None]:
    """(status, its date as EDTF): the one that sources state, else what the events say; None where sources differ."""
    stated = {claim.value for claim in claims if claim.property == "status" and claim.value}
    if len(stated) > 1:
        return None, None
    event = _last_event(claims)
    told = stated.pop() if stated else STATUS.get(event)
    return told, date(claims, "date", event)[0] if event and STATUS.get(event) == told else None


def _last_event(claims: list[Claim]) -> str | None:
    """The kind of event that says where a person is now: a death, else what ends the last spell, unless something
    outside custody is dated after it."""
    last = max((claim.spell for claim in claims if claim.spell), default=None)
    kinds = {claim.event for claim in claims if claim.spell in (None, last)}
    if "death" in kinds:
        return "death"
    inside = next((kind for kind in ENDING if kind in {c.event for c in claims if c.spell == last and last}), None)
    outside = [kind for kind in OUTSIDE if kind in kinds]
    if inside is None:
        return outside[0] if outside else None
    since = _latest(claims, *ENDING)
    after = [kind for kind in outside if since and (_latest(claims, kind) or "") > since]
    return after[0] if after else inside


def _latest(claims: list[Claim], *kinds: str) -> str | None:
    return max((claim.earliest for claim in claims if claim.event in kinds and claim.earliest), default=None)
