"""Where an event happened: the place named right behind the verb, as casebook.places reads it whole."""

from __future__ import annotations

from typing import Any

from casebook.narratives.events import Event
from casebook.narratives.place_names import read
from casebook.narratives.sentence import Sentence
from casebook.vocabularies import load

REACH, LONGEST = 12, 7


def place_of(sentence: Sentence, event: Event) -> Any:
    """The place of an event, None where none is named before the next verb, clause or comma."""
    if not sentence.lexicon.spaced:
        return None
    for index in range(event.last, min(sentence.last - 1, event.last + REACH)):
        if sentence.is_in(index, "blockers", "coordinators") or sentence.low(index) in (",", ";"):
            return None
        if any(hit.first == index for hit in sentence.of("events", "says", "knows", "residence")):
            return None
        if sentence.is_in(index, "in") and sentence.tokens[index + 1].capital and sentence.moment_at(index + 1) is None:
            return _longest(sentence, index)
    return None


def _longest(sentence: Sentence, before: int) -> Any:
    """The longest place behind the preposition at `before`, which may say that it is only near."""
    first = last = before + 1
    while last < min(sentence.last, first + LONGEST) and (
        sentence.tokens[last].capital or sentence.low(last) in ("-", "(", ")", "'")
    ):
        last += 1
    near = sentence.low(before) in load("places")["near"]
    for end in range(last, first, -1):
        place = read(sentence.words(before if near else first, end), sentence.lexicon.language)
        if place is not None:
            return place
    return None
