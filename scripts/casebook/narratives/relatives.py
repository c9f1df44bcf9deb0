"""Relatives a narrative names: the relation with its number and the name beside it, and references to other cases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from casebook.kinship import Relation, parse_relation
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.forms import forms
from casebook.narratives.kin_phrases import adjectives
from casebook.narratives.lexicon import lexicon
from casebook.narratives.people import INVERSE, LOOSE, OUTSIDERS, Person
from casebook.narratives.sentence import Sentence

PARENTS = (("parent_words", "child_word"), ("grandparent_words", "grandchild_word"))
LINK = re.compile(r"\[([^\]\n]{1,80})\]\(\s*#?(?:case[-_ ]?)?([A-Za-z]{0,6}-?\d{1,8})\s*\)")
NUMBER = re.compile(r"\s*[:#№]?\s*(?:no\.?|nr\.?|n°|№)?\s*#?\s*([A-Z]{0,4}-?\d{1,6})\b(?!\s*[%/.,]\d)")


@lru_cache(maxsize=5000)
def relation_of(words: str, language: str) -> Any:
    """The relation of a kin word, remembered; None for one the kinship vocabulary does not know."""
    return parse_relation(words, language=language)


def relation(sentence: Sentence, person: Person) -> Any:
    """The relation a kin word names, with its adjectives where they are read whole."""
    language = sentence.lexicon.language
    head = next((hit for hit in sentence.of("kin") if hit.first == person.head), None)
    if head is not None and head.value != person.code:
        return by_code(person.code, language)
    first, last = _adjectives(sentence, person.head), _head_end(sentence, person)
    after = last
    while sentence.lexicon.words.get("adjectives_after") and sentence.is_in(after, "kin_adjectives"):
        after += 1
    for words in ((first, after), (first, last), (person.head, last)):
        found = relation_of(sentence.words(*words), language)
        if found is not None:
            return found
    return by_code(person.code, language)


def _adjectives(sentence: Sentence, head: int) -> int:
    while sentence.is_in(head - 1, "kin_adjectives"):
        head -= 1
    return head


def _head_end(sentence: Sentence, person: Person) -> int:
    return next((hit.last for hit in sentence.of("kin") if hit.first == person.head), person.head + 1)


def relative_claims(sentences: list[Sentence]) -> Iterable[ProposedClaim]:
    """One claim for each relative of the subject that the narrative names, and one for each other case it points to."""
    said: dict[str, list[tuple[Person, frozenset[str]]]] = {}
    for sentence in sentences:
        for person in sentence.people:
            if _is_relative(person) and not _is_again(sentence, person, said.setdefault(person.who, [])):
                start, end = sentence.chars(person.first, person.last)
                yield ProposedClaim(
                    "relation", start, end, who=person.who, relation=relation(sentence, person), name=person.name,
                    count=person.count or (None if person.plural else 1), rule="relative",
                )  # fmt: skip
        for words, child in PARENTS:
            yield from _children_of(sentence, words, child)
        yield from _references(sentence)


def _is_relative(person: Person) -> bool:
    """A relative of the subject: not the family at large, nor "a friend" of nobody knows whom."""
    if person.sort != "kin" or not person.who.startswith("relative:"):
        return False
    loose = person.code in LOOSE and not person.name and (person.count or 0) < 2
    return not loose and not (person.code in OUTSIDERS and person.owner is None)


def _is_again(sentence: Sentence, person: Person, before: list[tuple[Person, frozenset[str]]]) -> bool:
    """Whether "his brother", "the aunt" is one spoken of before, about whom nothing more is said here."""
    words = adjectives(sentence, person)
    part = sentence.is_in(person.first + 1, "of") and person.name is None  # "one of the sons"
    again = any(
        part
        and one.plural
        or person.plural == one.plural
        and person.name in (None, one.name)
        and person.count in (None, one.count)
        and not (person.count and person.owner is None)
        and words <= known
        for one, known in before
    )
    before.append((person, words))
    return again


def _children_of(sentence: Sentence, parents: str, child: str) -> Iterable[ProposedClaim]:
    """ "a father of three": the number of the subject's children; "a grandmother of five": of grandchildren."""
    numbers = sentence.lexicon.words.get("numbers", {})
    for index in sentence.where(parents):
        if sentence.is_in(index + 1, "of"):
            low = sentence.low(index + 2)
            count = numbers.get(low) or (int(low) if low.isdecimal() and len(low) < 3 else None)
            named = sentence.person_at(index + 2) is not None  # "three children" is a claim of its own
            if count and not named and low not in sentence.lexicon.set("articles"):
                start, end = sentence.chars(index, index + 3)
                kin = relation_of(sentence.lexicon.words[child], sentence.lexicon.language)
                yield ProposedClaim(
                    "relation", start, end, who=f"relative:{kin.code}", relation=kin, count=count, rule="parent-of"
                )


def _references(sentence: Sentence) -> Iterable[ProposedClaim]:
    base, until = sentence.chars(sentence.first, sentence.last)
    for match in LINK.finditer(sentence.text, base, until):
        person = _person_over(sentence, match.start(), match.end())
        yield ProposedClaim("reference", match.start(), match.end(), who=person.who if person else "other",
                            name=match.group(1).strip(), reference=match.group(2), rule="link")  # fmt: skip
    for hit in sentence.of("references"):
        start, end = sentence.chars(hit.first, hit.last)
        match = NUMBER.match(sentence.text, end, until)
        if match and not sentence.moment_at(hit.last):
            yield ProposedClaim(
                "reference", start, match.end(), who="other", reference=match.group(1), rule="case-number"
            )


def _person_over(sentence: Sentence, start: int, end: int) -> Person | None:
    """The relative whose words stand on or right before the link."""
    near = [p for p in sentence.people if p.sort == "kin" and sentence.tokens[p.first].start < end]
    inside = [p for p in near if sentence.tokens[p.last - 1].end >= start - 3]
    return inside[-1] if inside else None


def by_code(code: str, language: str) -> Any:
    """The relation of a RoleCode, by the first word the vocabulary has for it; None where it has none."""
    known = lexicon(language)
    found = known if known is not None and code in known.words.get("kin", {}) else lexicon("en")
    word = next((form for phrase in found.words["kin"].get(code, ()) for form, _ in forms(phrase, found.words)), None)
    return relation_of(word, found.language) if word else Relation(code) if code in INVERSE else None
