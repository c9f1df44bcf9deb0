"""Whose relative a possessive, or nothing at all, makes someone."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.cast import Cast
from casebook.narratives.people import GENDER_OF, INVERSE, OTHER, SUBJECT, Person
from casebook.narratives.pronouns import speaking
from casebook.narratives.speaker import MINE, is_named

SPOUSES = {"HUSB": "female", "WIFE": "male"}
CHILDREN, SIBLINGS = ("SONC", "DAUC", "CHILD"), ("BRO", "SIS", "SIB")


def possessor(cast: Cast, person: Person, before: list[Person]) -> str:
    """Whose relative `person` is, by a possessive or by nothing at all."""
    owner = person.owner
    if owner is None:
        return _of_having(cast, person)
    if owner in MINE:
        return speaking(cast, person)
    if owner == "they":
        return _of_several(cast, person, before)
    if owner in ("male", "female") and cast.gender and owner != cast.gender:
        near = next((one for one in reversed(before) if one.gender == owner and one.who != SUBJECT), None)
        return near.who if near else cast.teller.get(owner) or cast.latest(owner) or OTHER
    return _owner_same_gender(cast, person, owner, before)


def _of_several(cast: Cast, person: Person, before: list[Person]) -> str:
    """Whose "their" means: "her parents say that their daughter" the parents', whose daughter is the subject; "her children
    and their grandmother" the children's; else the subject's among others'."""
    for one in reversed(before):
        if one.who == SUBJECT:
            return SUBJECT
        if one.who.startswith("relative:") and (one.plural or one.code == "they"):
            return OTHER if person.plural and _is_inverse(person, one.who) else one.who
    if cast.last_plural[9:] in CHILDREN and person.code in SIBLINGS and not before:
        return cast.last_plural
    if cast.last_plural[9:] in CHILDREN and _is_inverse(person, cast.last_plural) and not person.plural:
        fits = not cast.gender or not person.gender or person.gender == cast.gender
        return cast.last_plural if fits else OTHER
    return SUBJECT


def _is_inverse(person: Person, who: str) -> bool:
    return person.code in INVERSE.get(who[9:], "").split()


def _of_having(cast: Cast, person: Person) -> str:
    """ "his brother has two daughters": they are the brother's; a relative nobody owns is the subject's."""
    if cast.sentence.is_in(person.first - 1, "have"):
        holder = clauses.subject_of(cast.sentence, person.first - 1, cast.sentence.first)
        if holder is not None and holder.who:
            return holder.who
    return SUBJECT


def _owner_same_gender(cast: Cast, person: Person, gender: str, before: list[Person]) -> str:
    """Whose "his" means where the subject and a relative are both men: "Erbol's father ... his son" is Erbol, or the
    relative would be nobody's; "his brother lives in Sweden with his wife" and their children are the brother's."""
    relatives = [one for one in reversed(before) if one.who.startswith("relative:")]
    fitting = [one for one in relatives if gender in (one.gender, "any") or not one.gender]
    near = next((one for one in fitting if _is_inverse(person, one.who)), None)
    last = before[-1] if before else None
    if near is None and last in fitting and last.sort == "who" and GENDER_OF.get(last.who[9:]) == gender:
        return last.who  # "a daughter who is with her grandmother"
    if near is None and not relatives and not person.plural and _of_topic(cast, person, gender):
        return cast.topic
    if near is None:
        viewed = OTHER if _viewed(cast, person, gender, before) else SUBJECT
        return _householder(cast, person, fitting, before) or _topic(cast, gender, before) or viewed
    if person.plural:  # "his father died without having seen his sons"
        return OTHER if _does(cast, near, person) else SUBJECT
    twin = near.who[9:] in INVERSE[near.who[9:]].split()
    told = cast.sentence.any_between(near.last, person.first, "says", "knows", "believes") or person.is_subject
    fits = not cast.gender or not person.gender or person.gender == cast.gender
    return near.who if fits and (not twin or told) else SUBJECT


def _does(cast: Cast, one: Person, other: Person) -> bool:
    return cast.sentence.any_between(one.last, other.first, "says", "knows", "believes", "events")


def _householder(cast: Cast, person: Person, fitting: list[Person], before: list[Person]) -> str:
    """Of whom it is told that they live somewhere with their own: "lives in Sweden with his wife and two children"."""
    last = before[-1] if before else None
    if last is not None and last.sort == "kin" and last.household and _joined(cast, last, person):
        person.household = last.household
    elif cast.sentence.is_in(person.first - 1, "with_words"):
        lives = [hit for hit in cast.sentence.of("residence", "moved") if hit.last <= person.first]
        clear = lives and not cast.sentence.any_between(lives[-1].last, person.first, "events", "says", "knows")
        person.household = next((one.who for one in fitting if clear and one.last <= lives[-1].first), "")
    return person.household


def _joined(cast: Cast, one: Person, other: Person) -> bool:
    between = range(one.last, other.first)
    return all(cast.sentence.is_in(at, "joining") or cast.sentence.low(at) == "," for at in between)


def _topic(cast: Cast, gender: str, before: list[Person]) -> str:
    """The relative whom the sentence names first, as long as it does not speak of the subject: "Arzu cannot call her
    parents" are Arzu's."""
    first = cast.sentence.people[0]
    named = first.sort == "name" and first.who.startswith("relative:") and not first.possessive
    fits = named and GENDER_OF.get(first.who[9:], gender) == gender
    return first.who if fits and not any(one.who == SUBJECT for one in before) else ""


def _of_topic(cast: Cast, person: Person, gender: str) -> bool:
    """Whether "his grandmother" is the grandmother of the grandson whom the sentence before is about: the subject."""
    code = cast.topic[9:]
    twin = code in INVERSE.get(code, "").split()
    fits = not cast.gender or not person.gender or person.gender == cast.gender
    agrees = gender == "any" or GENDER_OF.get(code, gender) in (gender, "")
    return _is_inverse(person, cast.topic) and not twin and fits and agrees


def _viewed(cast: Cast, person: Person, gender: str, before: list[Person]) -> bool:
    """Whether the narrative has just spoken of the subject as a relative of this gender sees them ("her mother was taken
    away. Her father ..."), so that the possessive may be either's."""
    named = any(one.who == SUBJECT and is_named(one) for one in before)
    again = f"relative:{person.code}" in (cast.last_teller, *cast.last.values())  # "kızı annesinin ... kızı"
    if again or SPOUSES.get(person.code, cast.view) != cast.view:
        return False
    return bool(cast.view) and gender in (cast.view, "any") and not named
