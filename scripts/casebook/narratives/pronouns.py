"""Whom a pronoun or a possessive means."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.cast import Cast
from casebook.narratives.people import INVERSE, OTHER, SPEAKER, SUBJECT, Person
from casebook.narratives.speaker import MINE, is_named


def pronoun(cast: Cast, person: Person, before: list[Person]) -> str:
    code = person.code
    if code in MINE:
        return speaking(cast, person)
    if code == "they":
        if person.count == 1 or person.first < person.last - 1:
            return cast.last_plural or OTHER
        near = next((one for one in reversed(before) if one.plural and one.sort in ("kin", "people")), None)
        return near.who if near else cast.last_plural or OTHER
    told = _listener(cast, person, before) or (_teller(cast, person, before) if _tells(cast, person) else "")
    told = told or _mover(cast, person, before)
    if told:
        return told
    if code not in ("male", "female") or not cast.gender or code == cast.gender:
        return _same_gender(cast, person, before)
    near = next((one for one in reversed(before) if one.gender == code and one.who != SUBJECT), None)
    return near.who if near else cast.last.get(code, OTHER)


def speaking(cast: Cast, person: Person) -> str:
    if person.quoted:
        return cast.quoted
    return SUBJECT if cast.speaker.is_subject else SPEAKER


def _same_gender(cast: Cast, person: Person, before: list[Person]) -> str:
    """A pronoun of the subject's own gender is the subject, unless what came last happened to such a relative."""
    code = person.code
    for one in reversed(before):
        if one.who == SUBJECT and one.sort != "pronoun":
            return SUBJECT
        if one.sort == "kin" and one.gender == code and _acts(cast, one, person):
            return one.who
    if cast.focus != SUBJECT and cast.focus_gender == code and not any(one.sort == "kin" for one in before):
        return cast.focus
    return SUBJECT


def _teller(cast: Cast, person: Person, before: list[Person]) -> str:
    """Who "she says" means: the one quoted in this sentence, who told before, or was named last; "" for none."""
    quoted = next((one for one in reversed(before) if one.sort == "kin" and one.gender == person.code), None)
    if quoted and cast.sentence.any_between(quoted.last, person.first, "says"):
        return quoted.who
    return cast.teller.get(person.code) or cast.last.get(person.code, "")


def _tells(cast: Cast, person: Person) -> bool:
    """Whether the pronoun is the subject of a verb of telling, learning or living somewhere."""
    if any(hit.last == person.first for hit in cast.sentence.of("according")):
        return True
    for hit in cast.sentence.of("says", "knows", "believes", "residence"):
        if person.last <= hit.first and clauses.group_start(cast.sentence, hit.first) <= person.last:
            return True
    return False


def _listener(cast: Cast, person: Person, before: list[Person]) -> str:
    """Who "her" is in "her aunt told her": nobody in custody, but the one who told before; "" for none."""
    sentence = cast.sentence
    behind = (hit for hit in sentence.of("says") if sentence.is_in(hit.last - 1, "tell_verbs"))
    ahead = sentence.of("says", "knows") if sentence.is_in(person.first, "told_clitics") else ()
    clitic = any(clauses.group_start(sentence, hit.first) - 1 <= person.first < hit.first for hit in ahead)
    if not clitic and not any(hit.last == person.first for hit in behind):
        return ""
    telling = before[-1].who if before else ""
    known = (cast.teller.get(person.code), cast.last.get(person.code), cast.last_teller if clitic else "")
    return next((who for who in known if who and who != telling), "")


def _mover(cast: Cast, person: Person, before: list[Person]) -> str:
    """Who "he fled to Turkey" is after "his brother was 19 when": the relative, who can flee."""
    start = person.last
    while cast.sentence.is_in(start, "have", "adverbs"):
        start += 1
    if not any(hit.first == start for hit in cast.sentence.of("moved")):
        return ""
    near = (one for one in reversed(before) if one.sort == "kin" and one.gender == person.code and not one.possessive)
    return next((one.who for one in near), "")


def _acts(cast: Cast, person: Person, pronoun: Person) -> bool:
    """Whether something happens to `person` between them and the pronoun, and they are not the one who tells."""
    sentence = cast.sentence
    if sentence.any_between(person.last, pronoun.first, "says", "knows", "believes", "residence"):
        return False
    if any(hit.last <= person.first <= hit.last + 4 for hit in sentence.of("according")):
        return False
    return not person.possessive and sentence.any_between(person.last, pronoun.first, "events")


def possessor(cast: Cast, person: Person, before: list[Person]) -> str:
    """Whose relative `person` is, by a possessive or by nothing at all."""
    owner = person.owner
    if owner is None:
        return _of_having(cast, person)
    if owner in MINE:
        return speaking(cast, person)
    if owner == "they":
        return _of_several(person, before)
    if owner in ("male", "female") and cast.gender and owner != cast.gender:
        near = next((one for one in reversed(before) if one.gender == owner and one.who != SUBJECT), None)
        return near.who if near else cast.teller.get(owner) or cast.last.get(owner, OTHER)
    return _owner_same_gender(cast, person, owner, before)


def _of_several(person: Person, before: list[Person]) -> str:
    """ "her parents say that their daughter": the parents', whose daughter is the subject; else the subject's among
    others'."""
    several = (
        one for one in reversed(before) if one.who.startswith("relative:") and (one.plural or one.code == "they")
    )
    near = next((one for one in several if person.code in INVERSE.get(one.who[9:], "").split()), None)
    return near.who if near is not None and not person.plural else SUBJECT


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
    near = next((one for one in fitting if person.code in INVERSE.get(one.who[9:], "").split()), None)
    if near is None:
        return _householder(cast, person, fitting, before) or (OTHER if _viewed(cast, gender, before) else SUBJECT)
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
        lives = (one for one in fitting if cast.sentence.any_between(one.last, person.first, "residence", "moved"))
        person.household = next((one.who for one in lives), "")
    return person.household


def _joined(cast: Cast, one: Person, other: Person) -> bool:
    between = range(one.last, other.first)
    return all(cast.sentence.is_in(at, "joining") or cast.sentence.low(at) == "," for at in between)


def _viewed(cast: Cast, gender: str, before: list[Person]) -> bool:
    """Whether the narrative has just spoken of the subject as a relative of this gender sees them ("her mother was taken
    away. Her father ..."), so that the possessive may be either's."""
    named = any(one.who == SUBJECT and is_named(one) for one in before)
    return bool(cast.view) and gender in (cast.view, "any") and not named
