"""The place of custody that a verb names."""

from __future__ import annotations

from casebook.narratives.lexicon import Hit
from casebook.narratives.sentence import Sentence

FACILITY_REACH, LINK_REACH = 12, 6


def facility_after(sentence: Sentence, index: int) -> Hit | None:
    """The place of custody that the words after a verb name: "to an internment camp", "in police custody"."""
    if sentence.lexicon.words.get("facility_before"):
        return next((hit for hit in sentence.of("facilities") if 0 <= index - hit.last <= 4), None)
    for hit in sentence.of("facilities"):
        if index <= hit.first <= index + FACILITY_REACH:
            between = [at for at in range(index, hit.first) if not sentence.moment_at(at)]
            arrived = (
                hit.first == index
                or sentence.is_in(index - 1, "arrival")
                or any(sentence.is_in(at, "arrival") for at in between)
                or sentence.is_in(hit.first, "arrival")
            )
            if arrived and not _elsewhere(sentence, between) and not sentence.any_between(
                index, hit.first, "events", "staying"
            ):  # fmt: skip
                return hit
    return None


def facility_before(sentence: Sentence, index: int) -> Hit | None:
    """The place of custody that a relative clause is about: "the camp to which she had been sent"."""
    link = next((at for at in range(index - 1, index - LINK_REACH, -1) if sentence.is_in(at, "place_links")), None)
    if link is None:
        return None
    first = link - 1 if sentence.is_in(link - 1, "arrival") else link
    return next((hit for hit in sentence.of("facilities") if hit.last == first), None)


def _elsewhere(sentence: Sentence, between: list[int]) -> bool:
    """Whether another clause begins on the way to a place: a conjunction, or a comma that no date explains."""
    return any(
        sentence.is_in(at, "blockers", "coordinators", "have") or sentence.low(at) == ";"
        or sentence.low(at) == "," and not sentence.moment_at(at - 1) and not sentence.moment_at(at + 1)
        for at in between
    )  # fmt: skip
