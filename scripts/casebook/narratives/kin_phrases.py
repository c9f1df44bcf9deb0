"""Noun phrases of kinship: "two of Erbol's brothers", "his wife, Sanem", "the mother of Erbol"."""

from __future__ import annotations

from casebook.narratives.kin_names import name_after, names_after
from casebook.narratives.kin_owners import genitive_before, noun_of, owner_after, owner_before, phrase
from casebook.narratives.lexicon import Hit
from casebook.narratives.names import Names
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence


def number_before(sentence: Sentence, index: int) -> tuple[int, int | None]:
    """(first token, number) of a number standing right before `index`, adjectives skipped."""
    at = _skip_adjectives(sentence, index - 1)
    low = sentence.low(at)
    number = sentence.lexicon.words.get("numbers", {}).get(low)
    if number is None and low.isdecimal() and len(low) < 6 and not sentence.moment_at(at):
        number = int(low)
    return (at, number) if number is not None else (at + 1, None)


def _skip_adjectives(sentence: Sentence, at: int) -> int:
    while True:
        if sentence.is_in(at, "based_suffix") and sentence.low(at - 1) == "-":  # "his Turkey-based brother"
            at -= 2
        elif not sentence.is_in(at, "kin_adjectives") and not (
            sentence.low(at) == "-" and sentence.is_in(at - 1, "kin_adjectives", "based_suffix")
        ):
            return at
        at -= 1


def adjectives(sentence: Sentence, person: Person) -> frozenset[str]:
    """The words beside a kin word that tell one of several from the others: "elder", "other"."""
    near = (index for index in range(person.first, person.last) if sentence.is_in(index, "kin_adjectives"))
    return frozenset(sentence.low(index) for index in near)


def relative(sentence: Sentence, hit: Hit, found: list[Person], names: Names) -> Person:
    noun = noun_of(sentence, hit)
    plural = phrase(sentence, hit) in sentence.lexicon.set("kin_plural") or noun is not None and noun.plural
    first, count = number_before(sentence, hit.first)
    person = Person(first, hit.last, "kin", str(hit.value), head=hit.first, plural=plural, count=count)
    person.case = noun.case if noun is not None else ""
    if person.case == "genitive" and sentence.is_in(person.last, "reflexives"):  # "oğlunun kendisi": he himself
        person.last, person.case = person.last + 1, "nominative"
    owner_before(sentence, person, found, names)
    if person.owner is None and noun is not None and noun.owner:
        person.owner = noun.owner
        genitive_before(sentence, person, found, names)
    while sentence.lexicon.words.get("adjectives_after") and sentence.is_in(person.last, "kin_adjectives"):
        person.last += 1
    if person.owner is None:
        owner_after(sentence, person, names)
    if sentence.is_in(person.first, "plural_determiners") or (person.count or 1) > 1:  # "ses fils", "quatre fils"
        person.plural = True
    _count_of(sentence, person)
    if sentence.is_in(person.last, "possessive_marks"):
        person.possessive = True
    elif noun is not None and noun.owner and person.case != "nominative":
        return person  # "karısına Kadir'in": no name beside an inflected noun is its own
    elif person.plural:
        names_after(sentence, person, names)
    else:
        name_after(sentence, person, names)
    return person


def _count_of(sentence: Sentence, person: Person) -> None:
    """ "one of her sisters", "another of Erbol's brothers", "two of his sons": how many, out of a plural."""
    if not (person.plural and sentence.is_in(person.first - 1, "of")):
        return
    low = sentence.low(person.first - 2)
    number = sentence.lexicon.words.get("numbers", {}).get(low) or (
        int(low) if low.isdecimal() and len(low) < 4 else None
    )
    if number is not None or sentence.is_in(person.first - 2, "some"):
        number = person.count if number is None and sentence.is_in(person.first - 2, "all_words") else number
        person.first, person.count, person.plural = person.first - 2, number, number != 1


def link_owners(sentence: Sentence, people: list[Person]) -> None:
    """ "his wife and daughters": a relative without an owner, joined to the one before, shares the owner."""
    for one, two in zip(people, people[1:], strict=False):
        if two.sort == "kin" and two.owner is None and one.sort == "kin":
            between = range(one.last, two.first)
            if (
                all(sentence.is_in(index, "coordinators") or sentence.low(index) == "," for index in between)
                and between
            ):
                two.owner = one.owner
    for person in people:
        if person.sort == "name" and sentence.is_in(person.last, "possessive_marks"):
            person.possessive = not sentence.lexicon.words.get("genitive_subjects")
