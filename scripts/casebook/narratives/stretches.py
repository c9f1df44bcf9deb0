"""The terms in a sentence of a narrative: the longest words that casebook.terms reads whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from casebook.narratives.sentence import Sentence
from casebook.terms import parse_term

REACH_LEFT, REACH_RIGHT, MAX_TRIES = 7, 8, 40
RIGHTS_BEFORE, RIGHTS_AFTER = 7, 3
RIGHTS = "rights_loss"
ENDS = ("", ".", ",", ";", ":", ")", "。", "，")


@dataclass(slots=True)
class Stretch:
    """Tokens [first, last) that casebook.terms reads whole as `term`; `others`: those said before it in one list with
    the same unit, "10 and" of "10 and 12 years"."""

    first: int
    last: int
    term: Any
    others: tuple[Any, ...] = ()


@lru_cache(maxsize=20000)
def read(words: str, language: str) -> Any:
    """parse_term of the words, remembered."""
    return parse_term(words, language=language)


def find_terms(sentence: Sentence) -> list[Stretch]:
    """The terms of the sentence in order, each the longest words that are read whole."""
    found: list[Stretch] = []
    for index in sentence.where("term_units"):
        if _in_date(sentence, index) or (found and index < found[-1].last):
            continue
        stretch = _stretch(sentence, index, found[-1].last if found else sentence.first)
        if stretch:
            found.append(stretch)
    found.extend(_borrowed(sentence, found))
    return sorted(found, key=lambda stretch: stretch.first)


def _borrowed(sentence: Sentence, found: list[Stretch]) -> Iterator[Stretch]:
    """ "sentenced to nine years, reduced to seven on appeal": a number that has its unit from the term before it."""
    numbers = sentence.lexicon.words.get("numbers", {})
    passed = [hit.last for hit in sentence.of("sentence_verbs") if hit.value != "serving"]
    instead = [at + 2 for at in sentence.where("contrast") if sentence.is_in(at + 1, "term_link")]
    joined = [one.last + 1 for one in sentence.people if sentence.is_in(one.last, "term_link")] if found else ()
    for at in [*passed, *instead, *joined] if found else ():
        unit = next((one for one in reversed(found) if one.last <= at), None)
        counted = sentence.low(at) in numbers or (sentence.low(at).isdecimal() and len(sentence.low(at)) <= 2)
        free = sentence.low(at + 1) in ENDS or sentence.is_in(at + 1, "after_term")
        free = free and not any(sentence.is_in(at + ahead, "half_words") for ahead in (1, 2))
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
    floor = max([floor, *_links(sentence, index)])
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
            other = term.kind == RIGHTS or _is_age(sentence, end) or _is_of_rights(sentence, start, end)
            other = other or term.kind == "death" and _is_reprieved(sentence, end)
            return None if other else Stretch(start, end, term, _listed(sentence, start, index))
        if tries > MAX_TRIES:
            return None
    return None


def _listed(sentence: Sentence, first: int, unit: int) -> tuple[Any, ...]:
    """The terms before the one at `first` in a list that shares its unit: "8, 10 and 12 years"."""
    found, at = [], first
    numbers = sentence.lexicon.words.get("numbers", {})
    while sentence.is_in(at - 1, "coordinators") or sentence.low(at - 1) == ",":
        low = sentence.low(at - 2)
        counted = low.isdecimal() and len(low) <= 2 or low in numbers and not sentence.is_in(at - 2, "articles")
        term = read(f"{low} {sentence.low(unit)}", sentence.lexicon.language) if counted else None
        if term is None or sentence.moment_at(at - 2) is not None:
            break
        found.append(term)
        at -= 2
    return tuple(found)


def _is_reprieved(sentence: Sentence, index: int) -> bool:
    """ "death, with a stay of two years" that could not be read whole: not death."""
    return any(sentence.is_in(at, "reprieve_words") for at in range(index, index + 5))


def _links(sentence: Sentence, index: int) -> Iterator[int]:
    """Where a term can begin behind each verb before `index`: "sentenced to | 10 to 15 years"."""
    for hit in sentence.of("sentence_verbs"):
        if hit.value in ("strong", "changed") and hit.last <= index and sentence.is_in(hit.last - 1, "term_link"):
            link = next(at for at in range(hit.first, hit.last) if sentence.is_in(at, "term_link"))
            yield link + 1 - sentence.is_in(link + 1, "whole_terms")


def _is_of_rights(sentence: Sentence, first: int, last: int) -> bool:
    """ "and five years' deprivation of political rights", "with deprivation of political rights for five years": no time
    in prison."""
    for way in (range(last, last + RIGHTS_AFTER), range(first - 1, first - RIGHTS_BEFORE, -1)):
        for at in way:
            if sentence.is_in(at, "rights_words"):
                return not sentence.is_in(at + 2, "liberty_words")  # "privation de liberté"
            if sentence.low(at) in ENDS or sentence.is_in(at, "rights_parted"):
                break
    return False


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
