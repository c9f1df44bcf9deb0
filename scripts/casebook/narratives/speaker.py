"""Who speaks in a narrative in the first person, and what they are to the one it is on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from casebook.kinship import Relation, compose, inverse
from casebook.narratives.kin_phrases import adjectives
from casebook.narratives.people import INVERSE, SUBJECT, Person
from casebook.narratives.relatives import by_code
from casebook.narratives.sentence import Sentence

MINE = ("speaker", "we")
NAMED_REACH = 3
GENDER_BY_SPOUSE = {"HUSB": "female", "WIFE": "male"}
SUFFERED = ("detained", "sentenced", "held", "released", "tried", "transferred")
# Relatives of a relative on whom HL7 is silent, since they may be half or step relatives, taken as full ones.
FULL = {
    ("CHILD", "BRO"): "SONC", ("CHILD", "SIS"): "DAUC", ("CHILD", "SIB"): "CHILD",
    ("SIB", "BRO"): "BRO", ("SIB", "SIS"): "SIS", ("SIB", "SIB"): "SIB",
    ("SIB", "FTH"): "FTH", ("SIB", "MTH"): "MTH", ("SIB", "PRN"): "PRN",
    ("SPS", "SONC"): "SONC", ("SPS", "DAUC"): "DAUC", ("SPS", "CHILD"): "CHILD",
}  # fmt: skip
CLASS = {
    "SONC": "CHILD",
    "DAUC": "CHILD",
    "BRO": "SIB",
    "SIS": "SIB",
    "HUSB": "SPS",
    "WIFE": "SPS",
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """`kin`: what the subject is to the speaker ("my father": FTH), with the adjectives it was said with;
    `relation`: what the speaker is to the subject; `is_subject`: the narrative is told by the one it is on."""

    kin: str = ""
    adjectives: frozenset[str] = frozenset()
    relation: Relation | None = None
    is_subject: bool = False

    def relative(self, code: str) -> str:
        """What "my brother" is to the subject, "" where that is not certain."""
        if self.is_subject:
            return code
        if self.relation is None:
            return ""
        own = self.relation.code
        found = FULL.get((CLASS.get(own, own), code)) or compose(own, code)
        return "" if found == "EXT" else found


def chain(person: Person) -> tuple[str, str]:
    """(whose, code) of a relative of a relative: "my husband's brother" is ("speaker", "BROINLAW")."""
    owner = person.owner
    if not isinstance(owner, Person):
        return owner or "", person.code
    if owner.sort == "kin":
        whose, code = chain(owner)
        return whose, compose(code, person.code)
    return SUBJECT if owner.is_subject else "", person.code


def find_speaker(sentences: list[Sentence]) -> Speaker:
    """The speaker as the whole narrative shows them."""
    told = [(sentence, person) for sentence in sentences for person in sentence.people if not person.quoted]
    mine = [(sentence, person) for sentence, person in told if person.sort == "kin" and chain(person)[0] in MINE]
    own = next((code for sentence in sentences for code in _called(sentence)), "")
    if not mine and not own:
        return Speaker(is_subject=_suffers(sentences))
    where, person = _subject_among(sentences, told, mine, own)
    kin = chain(person)[1] if person is not None else ""
    if not kin and not own and _suffers(sentences):
        return Speaker(is_subject=True)
    language = sentences[0].lexicon.language
    relation = by_code(own, language) if own else None
    if relation is None and kin:
        relation = _turned(kin, mine, language)
    return Speaker(kin, adjectives(where, person) if where and person else frozenset(), relation)


def _turned(kin: str, mine: list[tuple[Sentence, Person]], language: str) -> Relation | None:
    """What the one whose father is the subject is to him; a husband or a wife spoken of tells the speaker's sex."""
    spouses = (GENDER_BY_SPOUSE.get(one.code) for _, person in mine for one in _steps(person) if one.owner in MINE)
    relation = by_code(kin, language)
    return inverse(relation, next(filter(None, spouses), None)) if relation is not None else None


def _steps(person: Person) -> Iterator[Person]:
    yield person
    if isinstance(person.owner, Person):
        yield from _steps(person.owner)


def _subject_among(
    sentences: list[Sentence], told: list[Any], mine: list[tuple[Sentence, Person]], own: str
) -> tuple[Sentence | None, Person | None]:
    """Which of "my ..." is the subject: named so, said to be so, the other end of "I am her niece", else the first of
    a narrative that names nobody."""
    ends = INVERSE.get(own, "").split()
    copula = {id(person) for sentence in sentences for person in _is_mine(sentence)}
    for fits in (lambda one: one.is_subject, lambda one: id(one) in copula, lambda one: one.code in ends):
        found = next(((sentence, one) for sentence, one in mine if fits(one) and not one.plural), None)
        if found:
            return found
    if mine and not any(person.is_subject for _, person in told):
        return next(((sentence, one) for sentence, one in mine[:1] if not one.plural), (None, None))
    return None, None


def _is_mine(sentence: Sentence) -> Iterator[Person]:
    """ "Erbol is my husband's brother"."""
    for one, two in zip(sentence.people, sentence.people[1:], strict=False):
        named = one.is_subject and one.sort == "name"
        if named and two.sort == "kin" and chain(two)[0] in MINE and _linked(sentence, one, two):
            yield two


def _called(sentence: Sentence) -> Iterator[str]:
    """What the speaker is to the subject in so many words: "I am Erbol's nephew"."""
    for one, two in zip(sentence.people, sentence.people[1:], strict=False):
        if one.quoted or not (one.sort == "pronoun" and one.code == "speaker") or two.sort != "kin":
            continue
        whose, code = chain(two)
        if whose and whose not in MINE and _linked(sentence, one, two):
            yield code


def _linked(sentence: Sentence, one: Person, two: Person) -> bool:
    between = range(one.last, two.first)
    return len(between) <= 2 and any(sentence.is_in(index, "be") for index in between)


def _suffers(sentences: list[Sentence]) -> bool:
    """Whether it is the speaker who was detained, in a narrative that speaks of its subject as nobody else."""
    if any(_another(sentence, person) for sentence in sentences for person in sentence.people):
        return False
    for sentence in sentences:
        for hit in sentence.of("events"):
            person = next((p for p in reversed(sentence.people) if p.last <= hit.first), None)
            if (
                person is not None
                and hit.value[0] in SUFFERED
                and hit.value[1] in ("transitive", "participle")
                and person.sort == "pronoun" and person.code == "speaker" and not person.quoted
                and sentence.is_in(person.last, "be", "have")
            ):  # fmt: skip
                return True
    return False


def _another(sentence: Sentence, person: Person) -> bool:
    """Whether the subject is named otherwise than in "I, Erbol, ..." or "my name is Erbol"."""
    near = range(person.first - NAMED_REACH, person.first)
    speaking = any(hit.value == "speaker" and hit.first in near for hit in sentence.of("pronouns", "possessives"))
    return person.is_subject and not person.quoted and not speaking
