"""Where someone lives as it is said by the way: "who sells shoes in Bishkek", "was in Japan, where she still lives"."""

from __future__ import annotations

from casebook.narratives.countries import HERE, Home, country_near
from casebook.narratives.people import SUBJECT, Person
from casebook.narratives.sentence import Sentence

OCCUPIED_REACH, WHERE_REACH = 8, 6


def find_occupied(sentence: Sentence) -> list[Home]:
    """ "who sells shoes in Bishkek", "I am an accountant in Lyon": what someone does today, in a country abroad."""
    found = []
    for index in sentence.where("in"):
        at = index + 1 + sentence.is_in(index + 1, "place_words")
        named = at < sentence.last and sentence.tokens[at].capital and not sentence.moment_at(at)
        person = _doing(sentence, index) if named or not sentence.lexicon.spaced else None
        place = country_near(sentence, index + 1) if person is not None else None
        if place is not None and place[0] != HERE:
            found.append(Home(person.meant, place[0], person.first, place[1], "occupied-in"))
    return found


def is_abroad(sentence: Sentence, person: Person) -> bool:
    """Whether the verb behind someone tells of today and of a country abroad: "she works as a cook in Norway"."""
    if not _in_present(sentence, person.last, person):
        return False
    for at in range(person.last + 1, person.last + OCCUPIED_REACH):
        if sentence.is_in(at, "barriers", "subordinators") or sentence.low(at) in (",", "") or sentence.person_at(at):
            return False
        place = country_near(sentence, at + 1) if sentence.is_in(at, "in") and at + 1 < sentence.last else None
        if place is not None:
            return place[0] != HERE
    return False


def _doing(sentence: Sentence, index: int) -> Person | None:
    """The relative, the source or the speaker whose verb in the present stands before the token at `index`."""
    for at in range(index - 1, max(sentence.first, index - OCCUPIED_REACH) - 1, -1):
        if sentence.is_in(at, "as_words"):
            continue
        if sentence.is_in(at, "barriers", "subordinators", "that_words", "was") or sentence.low(at) == ",":
            return None
        start = at
        while sentence.is_in(start - 1, "adverbs") and not sentence.is_in(start - 1, "be", "have"):
            start -= 1
        person = next((p for p in sentence.people if p.last == start), None)
        if person is not None and person.meant.sort in ("kin", "source", "pronoun") and person.who != SUBJECT:
            return person if _in_present(sentence, at, person) and not person.possessive else None
        if sentence.person_at(at) or sentence.is_in(at, "be", "have"):
            return None
    return None


def _in_present(sentence: Sentence, at: int, person: Person) -> bool:
    """Whether the verb at `at` tells of today: a form of "be" with a noun, or a verb in the present."""
    words = sentence.lexicon.words
    if any(hit.first in (at, at + 1) for hit in sentence.of("events", "says", "knows", "believes", "moved")):
        return False
    if sentence.is_in(at, "be"):
        participle = sentence.low(at + 1).endswith(tuple(words.get("participle_endings") or ("",)))
        return sentence.is_in(at, "be_present") and not participle
    if sentence.is_in(at, "have", "verbs") and not sentence.is_in(at, "present_verbs"):
        return False
    low, endings = sentence.low(at), tuple(words.get("present_endings") or ())
    ends = bool(endings) and low.endswith(endings) and not low.endswith(tuple(words.get("past_endings") or ("\0",)))
    return ends or sentence.is_in(at, "present_verbs") and (person.meant.plural or person.code in ("speaker", "we"))


def find_where(sentence: Sentence) -> list[Home]:
    """ "was then in Japan, where she still lives"."""
    found = []
    for index in sentence.where("where"):
        lives = any(sentence.is_in(at, "live_words") for at in range(index + 1, index + WHERE_REACH))
        person = sentence.person_at(index + 1)
        if lives and person is not None and sentence.low(index - 1) == ",":
            for first in range(max(sentence.first, index - WHERE_REACH), index - 1):
                place = country_near(sentence, first)
                end = place[1] + sentence.is_in(place[1], "adverbs") if place else -1  # "in Japan then, where"
                if place and end == index - 1:
                    found.append(Home(person.meant, place[0], first, index + 2, "where-lives"))
                    break
    return found
