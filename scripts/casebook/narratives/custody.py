"""What an event amounts to by what was told of the same person before: a detention, a transfer, a homecoming."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from casebook.narratives.cues import AFFIRMED
from casebook.narratives.events import HOMECOMING, PLACED, Event

CUSTODY = ("camp", "prison", "detention_centre", "police")
BY_FACILITY = {"forced_labour": "forced_labour", "hospital": "hospital", "home": "held"}
INSIDE = ("detained", "camp", "transferred")
NAMED_ALONE = ("detained", "went_missing", "died")  # what a noun says by itself: "since her arrest"


class Custody:
    """Who is inside and who came out, as far as the narrative has told."""

    def __init__(self, events: Iterable[Event]) -> None:
        affirmed = [event for event in events if event.polarity == AFFIRMED]
        told = [event for event in affirmed if not _is_bare_noun(event)]
        self.named = {(event.kind, who) for event in told for who in _whom(event)}
        self.placed = {who for event in told if event.kind == PLACED for who in _whom(event)}
        self.dated = [(who, event.moment.date) for event in told if event.kind == "detained" and event.moment
                      for who in _whom(event)]  # fmt: skip
        self.inside: dict[str, Any] = {}
        self.held: set[str] = set()
        self.outside: set[str] = set()

    def kind(self, event: Event, who: str) -> str | None:
        """The kind of claim the event makes of this person, None for none."""
        kind = self._kind(event, who)
        if event.polarity == AFFIRMED and kind in (*INSIDE, "held"):
            self.held.add(who)
        if event.polarity == AFFIRMED and kind in INSIDE:
            self.inside[who] = _earlier(self.inside.get(who), event.moment.date if event.moment else None)
            self.outside.discard(who)
        elif event.polarity == AFFIRMED and kind == "released":
            self.outside.add(who)
            self.inside.pop(who, None)
            self.held.discard(who)
        return kind

    def serving(self, event: Event, who: str) -> str:
        """The kind of a sentence: whoever it was passed on is held until they come home."""
        if event.polarity == AFFIRMED:
            self.held.add(who)
        return event.kind

    def _kind(self, event: Event, who: str) -> str | None:
        if _is_bare_noun(event):
            known = (event.kind, who) in self.named or event.kind == "detained" and who in self.placed
            return event.kind if event.kind in NAMED_ALONE and not known else None
        if event.kind == HOMECOMING:
            return "released" if who in self.held and event.polarity == AFFIRMED else None
        place = event.facility.value if event.facility is not None else ""
        if event.kind == "transferred" and place == "forced_labour":
            return place
        if event.kind == PLACED:
            return ("detained" if self._free(event, who) else "transferred") if place in CUSTODY else _by_place(place)
        if event.kind == "held" and event.moment and event.moment.role in ("since", "from") and self._free(event, who):
            return "detained"
        if event.rule == "held-for" and event.moment and event.moment.role != "until" and self._free(event, who):
            return "detained"
        return "camp" if event.kind == "held" and place == "camp" else event.kind

    def _free(self, event: Event, who: str) -> bool:
        """Whether the narrative told of no detention before, nor tells elsewhere the day of one that was before."""
        if who in self.outside:
            return True
        date = event.moment.date if event.moment is not None else None
        before = (one for whose, one in self.dated if whose == who)
        if who in self.inside:  # inside since a later day: told of an earlier time, or by another
            return self.inside[who] is not None and date is not None and not _may_precede(self.inside[who], date)
        return date is None or not any(_may_precede(one, date) for one in before)


def _earlier(one: Any, other: Any) -> Any:
    """The date that is certainly the earlier of two, else the first."""
    return other if one is not None and other is not None and not _may_precede(one, other) else one or other


def _may_precede(one: Any, other: Any) -> bool:
    """Whether a date can lie before another, as far as both are known."""
    bounds = one.earliest if one is not None else None, other.latest if other is not None else None
    return None in bounds or bounds[0] <= bounds[1]


def _by_place(place: str) -> str:
    return BY_FACILITY.get(place, "transferred")


def _is_bare_noun(event: Event) -> bool:
    """ "after her arrest": a name of an event, without its date."""
    return event.rule.endswith("-noun") and event.moment is None and event.polarity == AFFIRMED


def _whom(event: Event) -> list[str]:
    return [person.who for person in event.people]
