"""The people a sentence speaks of: pronouns, relatives with their owner and number, names, authorities, groups."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casebook.narratives.lexicon import Hit
from casebook.narratives.names import Names
from casebook.narratives.sentence import Sentence

GENDERS = {
    "female": "MTH WIFE DAUC SIS GRMTH GRNDDAU AUNT MAUNT PAUNT NIECE MTHINLAW SISINLAW DAUINLAW STPMTH STPDAU STPSIS",
    "male": "FTH HUSB SONC BRO GRFTH GRNDSON UNCLE MUNCLE PUNCLE NEPHEW FTHINLAW BROINLAW SONINLAW STPFTH STPSON STPBRO",
}
LOOSE = ("FAMMEMB", "EXT")
GENDER_OF = {code: gender for gender, codes in GENDERS.items() for code in codes.split()}


@dataclass(slots=True)
class Person:
    """Tokens [first, last) naming someone; `who` is filled in once the sentence is read in its place.

    `sort`: pronoun, kin, name, who (a relative pronoun), authority, source, people. `code`: RoleCode of a relative,
    gender of a pronoun, kind of an authority. `owner`: gender word of the possessive, a Person, or None.
    `head`: token index of the kin word.
    """

    first: int
    last: int
    sort: str
    code: str = ""
    owner: Any = None
    head: int = -1
    plural: bool = False
    count: int | None = None
    name: str | None = None
    is_subject: bool = False
    possessive: bool = False
    who: str = ""
    members: list[Person] = field(default_factory=list)
    quoted: bool = False

    @property
    def gender(self) -> str:
        if self.sort == "pronoun":
            return self.code
        return GENDER_OF.get(self.code, "")


def find_people(sentence: Sentence, names: Names) -> list[Person]:
    """Everyone named in the sentence, in order, relatives with the owner of the relation where it is said."""
    found: list[Person] = []
    simple = {"pronouns": "pronoun", "relative_pronouns": "who", "authorities": "authority", "sources": "source"}
    for hit in sentence.hits if sentence.lexicon.spaced else sorted([*names.han(sentence), *sentence.hits], key=lambda hit: hit.first):
        if hit.type == "relative_pronouns" and any(verb.last == hit.first for verb in sentence.of("says", "knows", "believes")):
            continue
        if hit.type == "pronouns" and hit.value == "they" and sentence.is_in(hit.first - 1, "of"):
            _append(found, _one_of(sentence, hit))
        elif hit.type in simple:
            _append(found, Person(hit.first, hit.last, simple[hit.type], str(hit.value or "")))
        elif hit.type == "person_nouns":
            if not any(person.last > hit.first for person in found) and (first := _definite(sentence, hit.first)) is not None:
                _append(found, Person(first, hit.last, "name", is_subject=True))
        elif hit.type == "name":
            _append(found, Person(hit.first, hit.last, "name", name=sentence.words(hit.first, hit.last), is_subject=True))
        elif hit.type == "people_words":
            _append(found, _group(sentence, hit))
        elif hit.type == "possessives" and _is_object(sentence, hit):
            _append(found, Person(hit.first, hit.last, "pronoun", str(hit.value)))
        elif hit.type == "clitics" and _before_verb(sentence, hit.last):
            _append(found, Person(hit.first, hit.last, "clitic", str(hit.value)))
        elif hit.type == "kin":
            person = _relative(sentence, hit, found, names)
            if person.owner is not None or person.count or not sentence.is_in(hit.first, "kin_needs_owner"):
                _append(found, person)
    for first, last, is_subject in names.find(sentence):
        if not any(person.first < last and first < person.last for person in found):
            found.append(Person(first, last, "name", name=sentence.words(first, last), is_subject=is_subject))
    if sentence.is_in(sentence.first, "both_words") and not any(person.first == sentence.first for person in found):
        found.append(Person(sentence.first, sentence.first + 1, "pronoun", "they", plural=True))
    found.sort(key=lambda person: (person.first, person.last))
    for person in found:
        person.quoted = any(first < person.first < last for first, last in sentence.quotes)
    _link_owners(sentence, found)
    sentence.possessors = [
        Person(hit.first, hit.last, "pronoun", str(hit.value))
        for hit in sentence.of("possessives")
        if not any(person.first <= hit.first < person.last for person in found)
    ]
    return found


def _before_verb(sentence: Sentence, index: int) -> bool:
    """Whether a clitic stands before a verb: an auxiliary of the list, or a verb whose doer is not its patient."""
    if sentence.is_in(index, "clitic_before"):
        return True
    return any(hit.first == index and hit.value[1] in ("past", "transitive") for hit in sentence.of("events"))


def _is_object(sentence: Sentence, hit: Hit) -> bool:
    """English "her" is an object where no noun can follow: before a mark, a preposition, a date, or at the end."""
    if not sentence.is_in(hit.first, "possessive_objects"):
        return False
    low = sentence.low(hit.last)
    return not low or not low[0].isalpha() or sentence.is_in(hit.last, "after_object") or sentence.moment_at(hit.last) is not None


def _append(found: list[Person], person: Person) -> None:
    """Add a person; a longer noun phrase swallows what it covers (the pronoun in "members of her family")."""
    while found and found[-1].first >= person.first:
        found.pop()
    if found and found[-1].last > person.first:
        return
    found.append(person)


def _definite(sentence: Sentence, index: int) -> int | None:
    """The article of "the singer", "the 78-year-old woman": someone known already, the subject; None for "a singer"."""
    at = index - 1
    while index - at <= 5 and (sentence.low(at) == "-" or sentence.low(at).isdecimal() or sentence.is_in(at, "age_words", "term_units", "noun_adjectives")):
        at -= 1
    return at if sentence.is_in(at, "definite") and not sentence.is_in(at - 1, "case_words") else None


def _one_of(sentence: Sentence, hit: Hit) -> Person:
    """ "one of them": one out of those last spoken of."""
    number = sentence.lexicon.words.get("numbers", {}).get(sentence.low(hit.first - 2))
    first = hit.first - 2 if number else hit.first
    return Person(first, hit.last, "pronoun", "they", count=number, plural=number != 1)


def _group(sentence: Sentence, hit: Hit) -> Person:
    first, count = _number_before(sentence, hit.first)
    return Person(first, hit.last, "people", plural=True, count=count, head=hit.first)


def _number_before(sentence: Sentence, index: int) -> tuple[int, int | None]:
    """(first token, number) of a number standing right before `index`, adjectives skipped."""
    at = _skip_adjectives(sentence, index - 1)
    low = sentence.low(at)
    number = sentence.lexicon.words.get("numbers", {}).get(low)
    if number is None and low.isdecimal() and len(low) < 6 and not sentence.moment_at(at):
        number = int(low)
    return (at, number) if number is not None else (at + 1, None)


def _skip_adjectives(sentence: Sentence, at: int) -> int:
    while sentence.is_in(at, "kin_adjectives") or (sentence.low(at) == "-" and sentence.is_in(at - 1, "kin_adjectives")):
        at -= 1
    return at


def _relative(sentence: Sentence, hit: Hit, found: list[Person], names: Names) -> Person:
    plural = sentence.words(hit.first, hit.last).lower().replace("’", "'") in sentence.lexicon.set("kin_plural")
    first, count = _number_before(sentence, hit.first)
    person = Person(first, hit.last, "kin", str(hit.value), head=hit.first, plural=plural, count=count)
    _owner_before(sentence, person, found, names)
    while sentence.lexicon.words.get("adjectives_after") and sentence.is_in(person.last, "kin_adjectives"):
        person.last += 1
    if person.owner is None:
        _owner_after(sentence, person, names)
    if person.owner is None and sentence.lexicon.words.get("inherent_possession"):
        word = sentence.words(hit.first, hit.last).lower()
        person.owner = "speaker" if word in sentence.lexicon.set("speaker_kin") else "any"
    _count_of(sentence, person)
    if sentence.is_in(person.last, "possessive_marks"):
        person.possessive = True
    else:
        _name_after(sentence, person, names)
    return person


def _owner_before(sentence: Sentence, person: Person, found: list[Person], names: Names) -> None:
    """The owner named before the kin word: a possessive, a name or a relative with a possessive mark."""
    at = person.first - 1
    hit = next((hit for hit in sentence.of("possessives") if hit.last == at + 1), None)
    if hit:
        person.first, person.owner = hit.first, str(hit.value)
        return
    if sentence.lexicon.words.get("bare_possession") and found and found[-1].last == person.first and found[-1].sort in ("pronoun", "name"):
        owner = found.pop()
        person.first, person.owner = owner.first, owner.code if owner.sort == "pronoun" else owner
        return
    if not sentence.is_in(at, "possessive_marks"):
        if sentence.is_in(at, "articles"):
            person.first = at
        return
    owner = next((other for other in found if other.last == at and other.sort == "kin"), None)
    if owner is None:
        span = names.ending_at(sentence, at)
        if span is None:
            return
        owner = Person(span[0], span[1], "name", name=sentence.words(*span[:2]), is_subject=span[2])
    person.first, person.owner = owner.first, owner
    if owner in found:
        found.remove(owner)


def _owner_after(sentence: Sentence, person: Person, names: Names) -> None:
    """The owner named after the kin word: "the mother of Erbol", "la mère d'Erbol", "the father of his wife"."""
    at = person.last
    if not sentence.is_in(at, "of"):
        return
    span = names.starting_at(sentence, at + 1)
    if span is not None:
        person.owner = Person(span[0], span[1], "name", name=sentence.words(*span[:2]), is_subject=span[2])
        person.last = span[1]
    else:
        hit = next((hit for hit in sentence.of("possessives", "pronouns") if hit.first == at + 1), None)
        kin = next((hit for hit in sentence.of("kin") if at < hit.first <= at + 3), None)
        if hit and kin:
            person.owner = Person(hit.first, kin.last, "kin", str(kin.value), owner=str(hit.value), head=kin.first)
            person.last = kin.last
        elif kin and kin.value in LOOSE and all(sentence.is_in(i, "articles") for i in range(at + 1, kin.first)):
            person.last = kin.last
        elif hit and hit.type == "pronouns":
            person.owner, person.last = str(hit.value), hit.last


def _count_of(sentence: Sentence, person: Person) -> None:
    """ "one of her sisters", "another of Erbol's brothers", "two of his sons": how many, out of a plural."""
    if not (person.plural and sentence.is_in(person.first - 1, "of")):
        return
    low = sentence.low(person.first - 2)
    number = sentence.lexicon.words.get("numbers", {}).get(low) or (int(low) if low.isdecimal() and len(low) < 4 else None)
    if number is not None or sentence.is_in(person.first - 2, "some"):
        person.first, person.count, person.plural = person.first - 2, number, number != 1


def _name_after(sentence: Sentence, person: Person, names: Names) -> None:
    """The name that stands beside the kin word: "her son Erbol", "his brother, Omar Ali, who"."""
    at = person.last
    if sentence.low(at) in (",", "[", "("):
        at += 1
    span = names.starting_at(sentence, at)
    if span is None or sentence.is_in(span[1], "possessive_marks") and at != person.last:
        return
    if at != person.last and (sentence.low(at - 1) == "," and span[2] or sentence.low(span[1]) not in (",", "]", ")")):
        return
    if person.plural and not span[2]:
        return
    person.name, person.is_subject, person.last = sentence.words(*span[:2]), span[2], span[1]


def _link_owners(sentence: Sentence, people: list[Person]) -> None:
    """ "his wife and daughters": a relative without an owner, joined to the one before, shares the owner."""
    for one, two in zip(people, people[1:], strict=False):
        if two.sort == "kin" and two.owner is None and one.sort == "kin":
            between = range(one.last, two.first)
            if all(sentence.is_in(index, "coordinators") or sentence.low(index) == "," for index in between) and between:
                two.owner = one.owner
    for person in people:
        if person.sort == "name" and sentence.is_in(person.last, "possessive_marks"):
            person.possessive = "genitive_endings" not in sentence.lexicon.words
