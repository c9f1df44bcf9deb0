"""Those whom a narrative names before it says what they are to its subject, and the other parent of a child of theirs."""

from __future__ import annotations

from casebook.kinship import inverse
from casebook.narratives.cast import Cast, first_name
from casebook.narratives.people import GENDER_OF, INVERSE, OTHER, Person
from casebook.narratives.place_names import is_place
from casebook.narratives.relatives import by_code
from casebook.narratives.sentence import Sentence
from casebook.narratives.speaker import MINE, SUFFERED

SAID_REACH = 6
CHILDREN = ("SONC", "DAUC", "CHILD")


def is_strangers(cast: Cast, person: Person) -> bool:
    """Whether "his brother Erbol" is the brother of somebody named before, who is so a relative of the subject."""
    if not person.is_subject or person.owner not in ("male", "female", "any") or person.plural:
        return False
    known = cast.stranger()
    relation = by_code(person.code, cast.sentence.lexicon.language)
    other = inverse(relation) if relation is not None and known else None
    if other is None or other.code == "EXT":
        return False
    codes = INVERSE.get(person.code, "").split()
    code = next((code for code in codes if GENDER_OF.get(code) == person.owner), other.code)
    cast.strangers.clear()
    for one in known:
        one.who = cast.named[first_name(one)] = f"relative:{code}"
    for one in cast.sentence.people:  # those that stand for the name
        if one.stands_for is not None and one.stands_for in known:
            one.who = one.stands_for.who
    return True


def relative_who_says(cast: Cast, sentence: Sentence, teller: Person) -> str:
    """Who the stranger is that says "They came for my brother", where nothing tells of another brother; "" for nobody.

    That the one on whom the narrative is was taken, and no relative spoken of so far, is what makes "my brother" them.
    """
    spoken = [one for one in sentence.people if one.quoted and one.sort == "kin"]
    mine = [one for one in spoken if one.owner in MINE and not one.plural and not one.name]
    suffered = [hit for hit in sentence.of("events", "placing") if hit.type == "placing" or hit.value[0] in SUFFERED]
    told = cast.speaker.relation is not None or cast.last or len(spoken) != 1 or not mine
    if told or not any(abs(hit.first - mine[0].head) <= SAID_REACH for hit in suffered):
        return ""
    if cast.gender and mine[0].gender not in ("", None, cast.gender):
        return ""
    relation = by_code(mine[0].code, sentence.lexicon.language)
    other = inverse(relation) if relation is not None else None
    if other is None or other.code == "EXT":
        return ""
    own = next((str(hit.value) for hit in sentence.of("possessives") if hit.first >= teller.last), "")
    codes = INVERSE.get(mine[0].code, "").split()
    code = next((code for code in codes if GENDER_OF.get(code) == own), other.code)
    teller.who = cast.named[first_name(teller)] = f"relative:{code}"
    return teller.who


def is_stranger(sentence: Sentence, person: Person) -> bool:
    """Whether a name is that of somebody of whom nothing says what they are to the subject."""
    named = person.sort == "name" and person.who == OTHER and not person.possessive
    return (
        named
        and not sentence.is_in(person.first - 1, "place_before")
        and not is_place(sentence, person.first, person.last)
    )


def other_parent(person: Person, owner: str) -> str:
    """Who "Aigul's mother" is where Aigul is the daughter of a man: his wife, if they are parents, else nobody known."""
    spouse = {"MTH": "WIFE", "FTH": "HUSB"}.get(person.code) if owner[9:] in CHILDREN else None
    if spouse is None:
        return OTHER
    person.code = spouse
    return f"relative:{spouse}"
