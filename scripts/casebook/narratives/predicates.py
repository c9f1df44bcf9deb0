"""Kin words that say what somebody is ("a loving husband and father") and name no relative."""

from __future__ import annotations

from casebook.narratives.names import Names
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

REACH = 6
NEW_PHRASE = ("events", "says", "knows", "believes", "possessives", "pronouns", "sources", "authorities")


def is_predicate(sentence: Sentence, person: Person, names: Names) -> bool:
    """ "is a loving husband and father", "as a mother", "Erbol, a father of small children": a relative whom nobody owns,
    said of the subject."""
    if person.plural or person.name or person.owner is not None:
        return False
    at, joined = person.head - 1, False
    while person.head - at <= REACH and _describes(sentence, at):
        joined = joined or sentence.is_in(at, "coordinators") or sentence.low(at) == ","
        if sentence.low(at) == "," and _is_subject(sentence, at, names):
            return True
        at -= 1
    if joined and not _closes(sentence, person.last):
        return False
    if sentence.is_in(at, "as_words"):
        return True
    is_so = False
    while sentence.is_in(at, "be", "have", "adverbs", "negation"):
        is_so = is_so or sentence.is_in(at, "be")
        at -= 1
    cleft = any(hit.first > person.last for hit in sentence.of("relative_pronouns"))  # "c'est un oncle qui a raconté"
    return is_so and (_is_subject(sentence, at + 1, names) or (sentence.is_in(at, "it_words") and not cleft))


def one_of_several(sentence: Sentence, person: Person) -> bool:
    """ "is the youngest of five children", "one of four sisters": they are counted with the subject."""
    if person.owner is not None:
        return False
    numbers = sentence.lexicon.words.get("numbers", {})
    of = person.first + 1 if sentence.is_in(person.first + 1, "of") else person.first - 1
    counted = sentence.low(of + 1) in numbers and not sentence.is_in(of + 1, "articles")
    among = sentence.low(of - 1) in numbers or sentence.is_in(of - 1, "kin_adjectives")
    return sentence.is_in(of, "of") and counted and among


def _describes(sentence: Sentence, at: int) -> bool:
    """An article, an adjective or a noun of the lexicon, or a word it does not know; none that makes a new phrase."""
    if not sentence.low(at)[:1].isalpha() and sentence.low(at) not in (",", "-"):
        return False
    if sentence.is_in(at, "articles", "kin_adjectives", "coordinators", "noun_adjectives"):
        return True
    if sentence.moment_at(at) or any(hit.first <= at < hit.last for hit in sentence.of(*NEW_PHRASE)):
        return False
    return not sentence.tokens[at].lists and not sentence.tokens[at].capital


def _closes(sentence: Sentence, at: int) -> bool:
    low = sentence.low(at)
    return not low[:1].isalpha() or sentence.is_in(at, "coordinators", "of", "parenthesis")


def _is_subject(sentence: Sentence, at: int, names: Names) -> bool:
    """Whether the words that end before `at` mean the subject: the name, "he", "she" or "who"."""
    words = sentence.of("pronouns", "relative_pronouns")
    if any(hit.last == at and hit.value in ("male", "female", None) for hit in words):
        return True
    span = names.ending_at(sentence, at)
    return span is not None and span[2]
