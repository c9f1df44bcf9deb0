"""People whom only what they do names: "his coach", "two of her students", "A well-known surgeon has been sentenced"."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.narratives.names import occupation
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

ADJECTIVES, LEAD_REACH = 2, 8


def others(sentence: Sentence) -> Iterator[Person]:
    """Those around somebody, who are nobody's relatives, and the one whom a report opens with."""
    yield from _lead(sentence)
    for hit in sentence.of("possessives"):
        at = hit.last
        while sentence.is_in(at, "kin_adjectives") and at - hit.last < ADJECTIVES:
            at += 1
        if _is_calling(sentence, at) and not sentence.is_in(at + 1, "possessive_marks", "of"):
            plural = sentence.ends_in(at, "plural_endings")
            person = Person(hit.first, at + 1, "people", plural=plural, head=at)
            if plural and sentence.is_in(hit.first - 1, "of"):  # "two of his assistants"
                person.count = sentence.lexicon.words.get("numbers", {}).get(sentence.low(hit.first - 2))
                person.first -= 2 if person.count or sentence.is_in(hit.first - 2, "some") else 0
            yield person


def _tells_itself(sentence: Sentence, index: int) -> bool:
    """ "A trader who shared his cell told us": whoever says so before any relative is named."""
    told = min((hit.first for hit in sentence.of("says", "knows", "believes")), default=sentence.last)
    return told < sentence.last and not any(index < hit.first < told for hit in sentence.of("kin"))


def _is_calling(sentence: Sentence, index: int) -> bool:
    low = sentence.low(index)
    if not low.isalpha() or sentence.tokens[index].capital:
        return False
    return sentence.is_in(index, "companions") or bool(occupation(low, sentence.lexicon.language))


def _lead(sentence: Sentence) -> Iterator[Person]:
    """ "A prominent Uyghur surgeon has been sentenced": whom the first sentence of a report is about."""
    if sentence.first or sentence.is_in(0, "definite") or not sentence.is_in(0, "articles"):
        return
    for index in range(1, min(LEAD_REACH, sentence.last)):
        who = any(hit.first == index for hit in sentence.of("relative_pronouns")) and not _tells_itself(sentence, index)
        if (who or sentence.is_in(index, "be", "have")) and _is_calling(sentence, index - 1):
            yield Person(0, index, "name", is_subject=True)
        if (
            sentence.low(index) != "-"
            and not sentence.low(index).isalpha()
            or sentence.is_in(index, "case_words", "be", "have", "of")
        ):
            return
