"""Terms of imprisonment, and whether the words make one a sentence passed on someone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from casebook.narratives import clauses, cues
from casebook.narratives.events import UNREAL, Event
from casebook.narratives.sentence import Sentence
from casebook.narratives.sentenced import sentenced_people
from casebook.terms import parse_term

REACH_LEFT, REACH_RIGHT, MAX_TRIES = 7, 8, 14
VERB_REACH = 10
BY_TERM = ("sentenced", "detained", "held", "placed")  # verbs that a term makes a sentence: "jailed for"


@dataclass(slots=True)
class Stretch:
    """Tokens [first, last) that casebook.terms reads whole as `term`."""

    first: int
    last: int
    term: Any


@lru_cache(maxsize=20000)
def read(words: str, language: str) -> Any:
    """parse_term of the words, remembered."""
    return parse_term(words, language=language)


def find_terms(sentence: Sentence) -> list[Stretch]:
    """The terms of the sentence in order, each the longest words that are read whole."""
    found: list[Stretch] = []
    for index in range(sentence.first, sentence.last):
        if _in_date(sentence, index) or (found and index < found[-1].last):
            continue
        if _is_unit(sentence, index):
            stretch = _stretch(sentence, index, found[-1].last if found else sentence.first)
            if stretch:
                found.append(stretch)
    found.extend(_borrowed(sentence, found))
    return sorted(found, key=lambda stretch: stretch.first)


def _borrowed(sentence: Sentence, found: list[Stretch]) -> Iterator[Stretch]:
    """ "sentenced to nine years, reduced to seven on appeal": a number that has its unit from the term before it."""
    numbers = sentence.lexicon.words.get("numbers", {})
    for hit in sentence.of("sentence_verbs") if found else ():
        at, unit = hit.last, next((one for one in reversed(found) if one.last <= hit.first), None)
        counted = sentence.low(at) in numbers or (sentence.low(at).isdecimal() and len(sentence.low(at)) <= 2)
        free = not sentence.low(at + 1)[:1].isalnum() or sentence.is_in(at + 1, "after_term")
        if unit is None or not counted or not free or any(one.first <= at < one.last for one in found):
            continue
        word = next((i for i in range(unit.first, unit.last) if sentence.is_in(i, "term_units")), None)
        term = word and read(f"{sentence.low(at)} {sentence.low(word)}", sentence.lexicon.language)
        if term:
            yield Stretch(at, at + 1, term)


def _in_date(sentence: Sentence, index: int) -> bool:
    moment = sentence.moment_at(index)
    if moment is None or moment.date is not None:
        return moment is not None
    return not sentence.is_in(moment.last - 1, "offset_anchors")  # "to two years after a trial" may be a term


def _is_unit(sentence: Sentence, index: int) -> bool:
    return sentence.is_in(index, "term_units")


def _stretch(sentence: Sentence, index: int, floor: int) -> Stretch | None:
    first = index
    while first > max(floor, index - REACH_LEFT) and _belongs(sentence, first - 1):
        first -= 1
    last = index + 1
    while last < min(sentence.last, index + REACH_RIGHT) and _belongs(sentence, last):
        last += 1
    for tries, (start, end) in enumerate(_windows(sentence, first, index, last)):
        form = sentence.lexicon.words.get("term_form", "{term}")
        words = sentence.words(start, end)
        term = read(words, sentence.lexicon.language) or read(form.format(term=words), sentence.lexicon.language)
        if term is not None:
            return None if _is_age(sentence, end) else Stretch(start, end, term)
        if tries > MAX_TRIES:
            return None
    return None


def _is_age(sentence: Sentence, index: int) -> bool:
    """ "the 78-year-old": years that are an age."""
    return sentence.is_in(index + (sentence.low(index) == "-"), "age_words")


def _belongs(sentence: Sentence, index: int) -> bool:
    low = sentence.low(index)
    numbers = sentence.lexicon.words.get("numbers", {})
    return (low.isdecimal() and len(low) <= 2) or low in numbers or sentence.is_in(index, "term_words", "term_units")


def _windows(sentence: Sentence, first: int, unit: int, last: int) -> Iterator[tuple[int, int]]:
    for end in range(last, unit, -1):
        if sentence.tokens[end - 1].text[-1].isalnum() and not sentence.is_in(end - 1, "term_inner"):
            for start in range(first, unit + 1):
                whole = sentence.is_in(start + 1, "whole_terms")  # the "à" of "condamné à mort" belongs to the term
                if sentence.tokens[start].text[0].isalnum() and (whole or not sentence.is_in(start, "term_inner")):
                    yield start, end


def find_sentences(sentence: Sentence, events: list[Event]) -> list[tuple[Event, Stretch]]:
    """Each term that is a sentence, as an event of kind sentenced; what a law allows or a threat says is UNREAL."""
    found = []
    for stretch in sentence.terms:
        event = _sentenced(sentence, events, stretch)
        if event is not None and not any(event is known for known, _ in found):
            found.append((event, stretch))
    return found


def _sentenced(sentence: Sentence, events: list[Event], stretch: Stretch) -> Event | None:
    verb = _governing(sentence, stretch)
    if verb is None:
        return None
    known = next((e for e in events if e.kind in BY_TERM and e.first < verb[1] and verb[0] < e.last), None)
    gapped = next((p for p in sentence.people if p.last == stretch.first - 1 and p.first >= verb[1]), None)
    if known is not None and gapped is not None and sentence.is_in(stretch.first - 1, "term_link"):
        return replace(known, kind="sentenced", first=gapped.first, last=stretch.last, people=[gapped], moment=None,
                       facility=None, rule="sentenced-gapped")  # fmt: skip
    if known is not None and (known.kind == "sentenced" or verb[2] == "verb"):
        known.kind, known.facility = "sentenced", None  # "jailed for nine years"
        return known
    return _fresh(sentence, events, stretch, verb)


def _fresh(sentence: Sentence, events: list[Event], stretch: Stretch, verb: tuple[int, int, str]) -> Event | None:
    """A sentence that no verb of the lexicon of events tells: "is serving 14 years", "his 17-year sentence"."""
    first, last = min(verb[0], stretch.first), max(stretch.last, verb[1] if verb[2] == "after" else 0)
    fresh = Event("sentenced", first, last, rule=f"sentenced-{verb[2]}")
    before = [event for event in events if event.last <= first]
    fresh.people = sentenced_people(sentence, stretch, verb, before[-1] if before else None)
    if before and _hangs_on(sentence, before[-1], first):
        leading = before[-1]
        fresh.polarity, fresh.certainty, fresh.attribution = leading.polarity, leading.certainty, leading.attribution
    else:
        floor = before[-1].last if before else sentence.first
        fresh.polarity = cues.polarity(sentence, clauses.group_start(sentence, verb[0]), verb[0], floor) or UNREAL
        fresh.certainty = cues.certainty(sentence, max(verb[0], stretch.first - 1), floor)
        fresh.attribution = cues.attribution(sentence, verb[0])
    if _general(sentence, stretch):
        fresh.polarity = UNREAL
    return fresh if fresh.people else None


def _hangs_on(sentence: Sentence, event: Event, at: int) -> bool:
    """ "is believed to be in prison serving a 14-year sentence": no verb of its own since the event before it."""
    last = event.facility.last if event.facility is not None else event.last
    return last <= at and not any(
        sentence.is_in(index, "be", "have", "coordinators", "clause_starts") or sentence.person_at(index)
        or sentence.low(index) in ",;:" for index in range(last, at)
    )  # fmt: skip


def _governing(sentence: Sentence, stretch: Stretch) -> tuple[int, int, str] | None:
    """(first, last, rule) of the words that make the term a sentence: a verb before it, a noun beside it."""
    for hit in sentence.of("sentence_after"):
        if stretch.first <= hit.first and hit.first - stretch.last <= 3:
            return hit.first, hit.last, "after"
    for hit in sentence.of("sentence_nouns"):
        if hit.value == "strong" and hit.last + 1 == stretch.first and sentence.low(hit.last) == ":":
            return hit.first, hit.last, "noun"
        if 0 <= hit.first - stretch.last <= 1 and not sentence.is_in(stretch.last, "blockers"):
            verb = _verb_before(sentence, stretch, ("strong", "affirm", "bare"), VERB_REACH)
            if hit.value == "strong":
                return verb or (stretch.first, hit.last, "noun")
            return verb
        if stretch.first <= hit.first < stretch.last:
            verb = _verb_before(sentence, stretch, ("strong", "affirm", "bare"), VERB_REACH)
            return verb or ((stretch.first, hit.last, "noun") if hit.value == "strong" else None)
    verb = _verb_before(sentence, stretch, ("strong",), VERB_REACH)
    return verb or (_verb_before(sentence, stretch, ("bare",), 1) if _ends_there(sentence, stretch) else None)


def _ends_there(sentence: Sentence, stretch: Stretch) -> bool:
    """ "He received 18 years.": years and nothing after them that could be what lasted so long."""
    low = sentence.low(stretch.last)
    long_enough = stretch.term.kind != "term" or (stretch.term.months_min or 0) >= 12
    return long_enough and (not low or not low[0].isalnum() or sentence.is_in(stretch.last, "after_term"))


def _verb_before(
    sentence: Sentence, stretch: Stretch, strengths: tuple[str, ...], reach: int
) -> tuple[int, int, str] | None:
    for hit in reversed(sentence.of("sentence_verbs")):
        if (
            hit.value in strengths
            and hit.first < stretch.first
            and -1 <= stretch.first - hit.last <= reach  # "condamné à" and "à mort" share a word
            and _near(sentence, hit.last, stretch.first)
        ):
            return hit.first, hit.last, "verb"
    return None


def _near(sentence: Sentence, first: int, last: int) -> bool:
    return not any(
        sentence.is_in(index, "blockers", "be", "have", "verbs") or sentence.low(index) in (";", ":")
        for index in range(first, last)
    )


def _general(sentence: Sentence, stretch: Stretch) -> bool:
    """What a law provides or someone risks is no sentence passed."""
    near = range(max(sentence.first, stretch.first - 8), min(sentence.last, stretch.last + 4))
    return any(sentence.is_in(index, "general") for index in near)
