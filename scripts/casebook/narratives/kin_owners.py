"""Whose relative a kin word names: by what stands before it or after it, and by the form of the word itself."""

from __future__ import annotations

from casebook.narratives.forms import Noun
from casebook.narratives.lexicon import Hit
from casebook.narratives.names import Names
from casebook.narratives.people import LOOSE, Person
from casebook.narratives.sentence import Sentence

TITLE_REACH, GENITIVE_REACH = 5, 8


def phrase(sentence: Sentence, hit: Hit) -> str:
    """The words of a hit, folded."""
    return " ".join(sentence.low(index) for index in range(hit.first, hit.last))


def noun_of(sentence: Sentence, hit: Hit) -> Noun | None:
    """What the ending of a noun says of its owner, case and number, in languages where endings do."""
    return sentence.lexicon.nouns.get(phrase(sentence, hit)) if sentence.lexicon.nouns else None


def owner_before(sentence: Sentence, person: Person, found: list[Person], names: Names) -> None:
    """The owner named before the kin word: a possessive, a name or a relative with a possessive mark."""
    at = person.first - 1
    hit = next((hit for hit in sentence.of("possessives") if hit.last == at + 1), None)
    if hit:
        person.first, person.owner = hit.first, str(hit.value)
        return
    if (
        sentence.lexicon.words.get("bare_possession")
        and found
        and found[-1].last == person.first
        and found[-1].sort in ("pronoun", "name")
    ):
        owner = found.pop()
        person.first, person.owner = owner.first, owner.code if owner.sort == "pronoun" else owner
        return
    if not sentence.is_in(at, "possessive_marks"):
        if sentence.is_in(at, "articles"):
            person.first = at
        return
    owner = next((other for other in found if other.last == at and other.sort in ("kin", "name")), None)
    if owner is None:
        span = names.ending_at(sentence, at)
        if span is None:
            return
        owner = Person(span[0], span[1], "name", name=sentence.words(*span[:2]), is_subject=span[2])
    person.first, person.owner = owner.first, owner
    if owner in found:
        found.remove(owner)


def genitive_before(sentence: Sentence, person: Person, found: list[Person], names: Names) -> None:
    """ "Erbol'un Norveç'te yaşayan kızı", "annemin tek oğlu": whose, by the case of someone before the noun phrase."""
    if person.owner != "any":
        return
    for index in range(person.first - 1, max(sentence.first, person.first - GENITIVE_REACH) - 1, -1):
        if sentence.low(index) in (",", ";", ":") or sentence.is_in(index, "coordinators") or sentence.moment_at(index):
            return
        near = next((one for one in found if one.last == index + 1 and one.sort in ("kin", "pronoun")), None)
        if near is not None:
            person.owner = near if near.case == "genitive" else person.owner
            return
        span = names.ending_at(sentence, index) if sentence.is_in(index, "possessive_marks") else None
        if span is not None:
            person.owner = Person(span[0], span[1], "name", name=sentence.words(*span[:2]), is_subject=span[2])
            return


def owner_after(sentence: Sentence, person: Person, names: Names) -> None:
    """The owner named after the kin word: "the mother of Erbol", "la mère d'Erbol", "the father of his wife"."""
    at = person.last
    if sentence.lexicon.words.get("genitive_follows"):
        _genitive_after(sentence, person, names)
    if person.owner is not None or not sentence.is_in(at, "of"):
        return
    span = names.starting_at(sentence, at + 1)
    if span is not None:
        person.owner = Person(span[0], span[1], "name", name=sentence.words(*span[:2]), is_subject=span[2])
        person.last = span[1]
        kin = next((hit for hit in sentence.of("kin") if hit.first == span[1] + 1), None)
        if kin and sentence.is_in(span[1], "possessive_marks"):  # "the wife of Erbol's brother"
            person.owner = Person(span[0], kin.last, "kin", str(kin.value), owner=person.owner, head=kin.first)
            person.last = kin.last
    elif (victim := _subject_noun(sentence, at)) is not None:
        person.owner = Person(at + 1, victim + 1, "name", is_subject=True)
        person.last = victim + 1
    else:
        hit = next((hit for hit in sentence.of("possessives", "pronouns") if hit.first == at + 1), None)
        kin = next((hit for hit in sentence.of("kin") if at < hit.first <= at + 3), None)
        if hit and kin:
            person.owner = Person(hit.first, kin.last, "kin", str(kin.value), owner=str(hit.value), head=kin.first)
            person.last = kin.last
        elif kin and kin.value in LOOSE and all(sentence.is_in(i, "articles") for i in range(at + 1, kin.first)):
            person.last = kin.last
        elif kin and all(sentence.is_in(i, "articles") for i in range(at + 1, kin.first)):
            inner = Person(at + 1, kin.last, "kin", str(kin.value), head=kin.first)
            owner_after(sentence, inner, names)
            person.owner, person.last = inner, inner.last
        elif hit and (hit.type == "pronouns" or _stands_alone(sentence, hit)):
            person.owner, person.last = str(hit.value), hit.last
        else:
            person.owner = _stranger(sentence, at + 1, names)
            if person.owner is not None and person.owner.sort == "name":
                person.last = person.owner.last


def _genitive_after(sentence: Sentence, person: Person, names: Names) -> None:
    """ "сестра Эрбола", "жена его брата": whose, by the case of what follows; the subject's name is never a relative's."""
    at = person.last
    span = names.starting_at(sentence, at)
    if span is not None and span[2]:
        person.owner = Person(span[0], span[1], "name", name=sentence.words(*span[:2]), is_subject=True)
        person.last = span[1]
        return
    hit = next((hit for hit in sentence.of("possessives") if hit.first == at), None)
    kin = next((one for one in sentence.of("kin") if one.first == (hit.last if hit else at)), None)
    noun = noun_of(sentence, kin) if kin is not None else None
    if noun is not None and noun.case in ("genitive", "accusative") or noun is not None and hit and not noun.case:
        owner = Person(at, kin.last, "kin", str(kin.value), owner=str(hit.value) if hit else None, head=kin.first)
        _genitive_after(sentence, owner, names)
        person.owner, person.last = owner, owner.last


def _stands_alone(sentence: Sentence, hit: Hit) -> bool:
    """Whether a possessive owns nothing that follows: "a relative of hers", "a friend of his who"."""
    after = not sentence.low(hit.last)[:1].isalpha() or sentence.is_in(hit.last, "be", "have", "parenthesis", "in")
    return after or sentence.is_in(hit.first, "absolute_possessives")


def _stranger(sentence: Sentence, first: int, names: Names) -> Person | None:
    """ "the wife of a well-known poet": somebody else's, unless the poet's name follows and is the subject's; a number
    is no owner ("a cousin of 25")."""
    low = sentence.low(first)
    number = low in sentence.lexicon.words.get("numbers", {}) and not sentence.is_in(first, "articles")
    if low.isdecimal() or (number and not sentence.is_in(first + 1, "of")):
        return None
    for index in range(first, first + TITLE_REACH):
        aside = sentence.low(index) == ","  # "the wife of a baker, Omar, who"
        span = names.starting_at(sentence, index + aside)
        if span is not None and (span[2] or aside and sentence.low(span[1]) in (",", ".")):
            return Person(span[0], span[1], "name", name=sentence.words(*span[:2]), is_subject=span[2])
        new = sentence.is_in(index, "be", "have", "parenthesis") and not sentence.is_in(index, "articles")
        if aside or new or not sentence.low(index)[:1].isalpha():
            break
    return Person(first, first + 1, "people")


def _subject_noun(sentence: Sentence, of: int) -> int | None:
    """Where "victim" stands in "of the victim", "de la victime", "du détenu": the person whom the narrative is on."""
    at = of + 1 if sentence.is_in(of, "of_the") else of + 2 if sentence.is_in(of + 1, "definite") else of
    at += at > of and sentence.is_in(at, "noun_adjectives")
    return at if at > of and sentence.is_in(at, "subject_nouns") else None
