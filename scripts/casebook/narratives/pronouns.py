"""Whom a pronoun means."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.cast import Cast
from casebook.narratives.occupied import is_abroad
from casebook.narratives.people import GENDER_OF, OTHER, SPEAKER, SUBJECT, Person
from casebook.narratives.speaker import MINE
from casebook.narratives.verbs import is_verb

CITIZEN_REACH = 6


def pronoun(cast: Cast, person: Person, before: list[Person]) -> str:
    code = person.code
    if code in MINE:
        return speaking(cast, person)
    if code == "they":
        if person.count == 1 or person.first < person.last - 1:
            return cast.last_plural or OTHER
        near = next((one for one in reversed(before) if one.plural and one.sort in ("kin", "people")), None)
        return near.who if near else cast.last_plural or OTHER
    twice = _doubled(cast, person, before)
    if twice:
        return twice
    told = _listener(cast, person, before) or (_teller(cast, person, before) if _tells(cast, person) else "")
    told = told or _mover(cast, person, before) or _settled(cast, person, before)
    if told:
        return told
    if code not in ("male", "female") or not cast.gender or code == cast.gender:
        return _same_gender(cast, person, before)
    near = next((one for one in reversed(before) if one.gender == code and one.who != SUBJECT), None)
    return near.who if near else cast.latest(code) or OTHER


def _doubled(cast: Cast, person: Person, before: list[Person]) -> str:
    """Who "le" is in "al marido le impusieron": the one named right before the verb, in the same case."""
    one = before[-1] if before and person.sort == "clitic" else None
    if one is None or not cast.sentence.is_in(one.first - 1, "doubling") or one.who == OTHER:
        return ""
    apart = any(is_verb(cast.sentence, at) or cast.sentence.low(at) in ",;" for at in range(one.last, person.first))
    return "" if apart else one.who


def speaking(cast: Cast, person: Person) -> str:
    if person.quoted:
        return cast.quoted
    return SUBJECT if cast.speaker.is_subject else SPEAKER


def _same_gender(cast: Cast, person: Person, before: list[Person]) -> str:
    """A pronoun of the subject's own gender is the subject, unless what came last happened to such a relative."""
    code = person.code
    if _is_of_another(cast, person, before):
        return OTHER
    if _is_taken_up(cast, person, before):
        return before[-1].who
    for one in reversed(before):
        if one.who == SUBJECT and one.sort != "pronoun":
            return SUBJECT
        if one.sort == "kin" and one.gender == code and _acts(cast, one, person):
            return one.who
    about = cast.topic if not cast.gender and GENDER_OF.get(cast.topic[9:]) == code else ""
    if about and not before:
        return about
    if cast.focus != SUBJECT and cast.focus_gender == code and not any(one.sort == "kin" for one in before):
        return cast.focus
    return SUBJECT


def _is_taken_up(cast: Cast, person: Person, before: list[Person]) -> bool:
    """ "As for his brother, he was sentenced": the one whom the sentence is about."""
    sentence, one = cast.sentence, before[-1] if before else None
    if one is None or one.sort != "kin" or one.gender != person.code or one.last != person.first - 1:
        return False
    opened = sentence.is_in(sentence.first, "topic_openers") and sentence.is_in(sentence.first + 1, "topic_links")
    return opened and one.first - sentence.first <= 2


def _is_of_another(cast: Cast, person: Person, before: list[Person]) -> bool:
    """ "His producer was less fortunate: he is serving nine years": of the one whom the sentence opened with."""
    first = before[0] if before else None
    named = first is not None and (first.sort == "source" or first.sort == "people" and first.head >= 0)
    if not named or first.plural:
        return False
    parted = any(cast.sentence.low(at) in (":", ";", "–", "—") for at in range(first.last, person.first))
    return parted and not cast.sentence.any_between(first.last, person.first, "says", "knows", "believes")


def _teller(cast: Cast, person: Person, before: list[Person]) -> str:
    """Who "she says" means: the one quoted in this sentence, who told before, or was named last; "" for none."""
    if person.code == "any":
        return _told_before(cast, before)
    quoted = next((one for one in reversed(before) if one.sort == "kin" and one.gender == person.code), None)
    if quoted and cast.sentence.any_between(quoted.last, person.first, "says"):
        return quoted.who
    return cast.teller.get(person.code) or cast.latest(person.code)


def _told_before(cast: Cast, before: list[Person]) -> str:
    """Whom a word for he or she, or none, means as the one who tells: a relative named before in the sentence, or first
    in the one before, or who told last."""
    named = (one.who for one in before if one.sort == "kin" and one.case in ("", "nominative"))
    return next((who for who in (*named, cast.topic, cast.last_teller) if who.startswith("relative:")), "")


def _tells(cast: Cast, person: Person) -> bool:
    """Whether the pronoun is the subject of a verb of telling, learning or living somewhere."""
    if any(hit.first < person.first < hit.last or hit.last == person.first for hit in cast.sentence.of("according")):
        return True
    if cast.sentence.is_in(person.first - 1, "us_words") and person.case != "oblique":
        return True  # "bize o gönderdi"
    for hit in cast.sentence.of("says", "knows", "believes", "residence"):
        if hit.type == "says" and cast.sentence.is_in(hit.first - 1, "be"):
            continue  # "she is said to"
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
    known = (cast.teller.get(person.code), cast.latest(person.code), cast.last_teller if clitic else "")
    return next((who for who in known if who and who != telling), "")


def _settled(cast: Cast, person: Person, before: list[Person]) -> str:
    """Who "she is a nurse in Norway", "she moved to Norway" means right after her sister told something: the sister, who
    is free to live abroad; "" for none."""
    sentence, start = cast.sentence, person.last
    teller = "" if before else cast.told_now.get(person.code, "")
    if before and sentence.low(person.first - 1) in (";", ":", "–", "—"):
        near = before[-1]
        teller = near.who if near.sort == "kin" and near.gender == person.code and not near.possessive else ""
    if not teller or person.last >= sentence.last:
        return ""
    while sentence.is_in(start, "have", "adverbs"):
        start += 1
    moves = any(hit.first in (start, person.last) for hit in sentence.of("moved"))
    citizen = any(0 < at - person.last <= CITIZEN_REACH for at in sentence.where("citizen"))
    return teller if moves or citizen or is_abroad(sentence, person) else ""


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
