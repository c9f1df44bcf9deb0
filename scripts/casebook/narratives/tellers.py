"""Those who tell the story, and which of them are its informants: who tells, or failing that who learned or believes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from casebook.narratives.people import LOOSE, SPEAKER, Person

TELLS, LEARNED, BELIEVES = 3, 2, 1


@dataclass(slots=True, eq=False)
class Teller:
    """A person who tells or knows, how strongly the words say so, and where; `abroad` where they live in another
    country than the detained, `inside` where they live in none but that."""

    person: Person
    strength: int
    first: int
    last: int
    rule: str
    abroad: bool = False
    inside: bool = False


def choose(tellers: list[Teller]) -> list[Teller]:
    """The informants: those who tell; where nobody does, those who learned; else those who believe or worry.

    A relative named closely ("her cousin") stands for the family named loosely ("relatives"), one abroad for those
    inside, and whoever tells most, then first, for the others, unless they tell it together. A source counts where no
    relative tells it, if it is known where that source lives, else where nobody does.
    """
    sources = [t for t in tellers if t.strength and t.person.sort == "source"]
    for strength in (TELLS, LEARNED, BELIEVES):
        chosen = [t for t in tellers if t.strength == strength and _is_informant(t)]
        chosen = [t for t in chosen if not t.inside] or chosen
        relatives = [t for t in chosen if t.person.who.startswith("relative:")]
        close = [t for t in relatives if t.person.who[9:] not in LOOSE]
        found = close or relatives or [t for t in chosen if t.person.who == SPEAKER]
        found = found or [t for t in sources if t.strength == strength and t.abroad]
        if found:
            return _foremost(found)
    return _foremost([t for t in sources if t.strength == TELLS])


def _foremost(tellers: list[Teller]) -> list[Teller]:
    """What the first of those who tell most says, and what others say in the same words with them."""
    told = Counter(t.person.who for t in tellers)
    abroad = {t.person.who for t in tellers if t.abroad}
    best = max(tellers, key=lambda t: (t.person.who in abroad, told[t.person.who]), default=None)
    if best is None:
        return []
    together = {t.person.who for t in tellers if (t.last, t.rule) == (best.last, best.rule)}
    return [t for t in tellers if t.person.who in together]


def _is_informant(teller: Teller) -> bool:
    """The family at large counts when it tells or learned; that "her relatives hope" makes nobody an informant."""
    who = teller.person.who
    loose = who[9:] in LOOSE and teller.strength == BELIEVES and not teller.abroad
    return who == SPEAKER or (who.startswith("relative:") and not loose)
