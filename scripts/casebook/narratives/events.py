"""What happened to whom: an event as it is read from a clause."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casebook.narratives import cues
from casebook.narratives.people import Person

UNREAL = "unreal"
PLACED, STAYING, HOMECOMING = "placed", "staying", "homecoming"


@dataclass(slots=True, eq=False)
class Event:
    """A verb of the lexicon with what it needs. `polarity` may be UNREAL: only wished, feared or supposed.

    `strong` is false where the words tell of being put in a place of custody, which is a detention or a transfer
    according to what else the narrative says. `people` are those it happened to. `embedded`: told within another
    clause, by a form of the verb that says so. `starts`: where the auxiliary stands that it shares with a verb outside
    the lexicon ("was dismissed and arrested"), -1 for none.
    """

    kind: str
    first: int
    last: int
    people: list[Person] = field(default_factory=list)
    polarity: str = cues.AFFIRMED
    certainty: str = "certain"
    attribution: str | None = None
    passive: bool = False
    strong: bool = True
    facility: Any = None
    moment: Any = None
    agent: str = ""
    embedded: bool = False
    starts: int = -1
    rule: str = ""


def the_subject(at: int) -> Person:
    """The person the narrative is on, where the words at token `at` leave out who is meant."""
    return Person(at, at, "name", is_subject=True, who="subject")
