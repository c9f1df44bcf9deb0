"""Whether the one a narrative is on is a man or a woman, as the whole of it shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from casebook.narratives.people import INVERSE, LOOSE, Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.speaker import is_named

SPOUSES = {"HUSB": "female", "WIFE": "male"}
NOUNS = {"male": "male_nouns", "female": "female_nouns"}
SURE, CERTAIN, FIRST, LIKELY = 20, 4, 4, 2


@dataclass(slots=True)
class Votes:
    """What has been counted so far; `weights`: what a pronoun of each gender counts now; `relatives`: the codes of the
    subject's relatives met; `named`: the gender of relatives by their name."""

    votes: dict[str, int] = field(default_factory=lambda: {"male": 0, "female": 0})
    weights: dict[str, int] = field(default_factory=lambda: {"male": FIRST, "female": FIRST})
    relatives: set[str] = field(default_factory=set)
    named: dict[str, str] = field(default_factory=dict)


def subject_gender(sentences: list[Sentence]) -> str:
    """ "male" or "female" as pronouns and relatives say, "" when they do not agree.

    A pronoun counts fully while no relative of its gender was named at all, once after the subject was named again, and
    not at all right after such a relative: then it may mean the relative. What a relative calls the subject ("her
    brother", after "Erbol's sister") and a husband or a wife count too.
    """
    count = Votes()
    for sentence in sentences:
        _vote_of_nouns(sentence, count)
        for person in sorted([*sentence.people, *sentence.possessors], key=lambda one: one.first):
            if not person.quoted:
                _vote(person, count)
            if person in sentence.people[:1] and person.sort == "name" and not (person.is_subject or person.possessive):
                count.weights.update(male=0, female=0)  # the sentence is about somebody else
    votes = count.votes
    if votes["male"] == votes["female"]:
        return ""
    return max(votes, key=lambda gender: votes[gender])


def _vote(person: Person, count: Votes) -> None:
    weights = count.weights
    word = person.code if person.sort == "pronoun" else person.owner if isinstance(person.owner, str) else ""
    if word in count.votes:
        count.votes[word] += weights[word]
    owner = person.owner if isinstance(person.owner, Person) else person
    if owner.is_subject and owner.sort == "name":
        weights.update({gender: max(weight, 1) for gender, weight in weights.items()})
    if owner.sort == "name" and owner.name and not owner.is_subject:
        gender = count.named.get(owner.name.split()[0].lower())
        weights.update({gender: 0} if gender else {})
    if person.sort == "kin":
        _vote_of_relative(person, owner, count)


def _vote_of_nouns(sentence: Sentence, count: Votes) -> None:
    """ "Erbol is a kind man", "a mother of two", "Erbol is the father of Rushan": said of nobody but the subject."""
    for gender, nouns in NOUNS.items():
        for index in sentence.where(nouns):
            before = [one for one in sentence.people if one.last <= index]
            person = sentence.person_at(index)
            own = isinstance(person.owner, Person) and not is_named(person) if person is not None else True
            if own and before and not before[-1].possessive and _is_said(sentence, before[-1].last, index):
                said = count.weights[gender] if before[-1].sort == "pronoun" and before[-1].code == gender else 0
                count.votes[gender] += SURE if before[-1].is_subject else said


def _is_said(sentence: Sentence, first: int, last: int) -> bool:
    return any(sentence.is_in(at, "be") or sentence.low(at) == "," for at in range(first, last))


def _vote_of_relative(person: Person, owner: Person, count: Votes) -> None:
    if person.is_subject and isinstance(person.owner, str) and person.gender:
        count.votes[person.gender] += CERTAIN
        return
    owned = owner is not person and owner.is_subject
    if owned and person.code in SPOUSES:
        count.votes[SPOUSES[person.code]] += CERTAIN
    if isinstance(person.owner, str) and person.gender and not person.plural and not person.name:
        ends = {code for relative in count.relatives for code in INVERSE.get(relative, "").split()}
        count.votes[person.gender] += LIKELY if person.code in ends else 0
    if owned or person.owner == "any" or count.weights.get(str(person.owner)):  # not of a relative spoken of just now
        count.relatives.add(person.code)
    if person.plural:
        return
    if not person.gender and person.code not in LOOSE:  # a cousin, whom "he" or "she" may mean from now on
        count.weights.update({gender: min(weight, 1) for gender, weight in count.weights.items()})
    if person.gender:
        count.weights[person.gender] = 0
        if person.name:
            count.named[person.name.split()[0].lower()] = person.gender
