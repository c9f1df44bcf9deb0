"""Those who were called to the police and did not come back: what was told as a summons was the arrest."""

from __future__ import annotations

from casebook.narratives.cues import AFFIRMED
from casebook.narratives.events import Event
from casebook.narratives.sentence import Sentence

ABOUT = ("kin", "source", "people")


def take_unreturned(sentence: Sentence, events: list[Event]) -> None:
    """ "was summoned by the police on 5 May and has not come back since": detained, unless it is another who did not."""
    for hit in sentence.of("not_back"):
        called = [event for event in events if event.kind == "questioned" and event.last <= hit.first]
        others = [one for one in sentence.people if called and called[-1].last <= one.first < hit.first]
        if called and called[-1].polarity == AFFIRMED and not any(one.sort in ABOUT for one in others):
            called[-1].kind, called[-1].rule = "detained", "called-unreturned"
