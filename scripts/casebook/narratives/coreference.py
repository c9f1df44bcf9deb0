"""Who a pronoun or a relative is: the subject of the narrative, the speaker, a relative of the subject, or another."""

from __future__ import annotations

from casebook.kinship import compose
from casebook.narratives import clauses
from casebook.narratives.cast import Cast
from casebook.narratives.kin_phrases import adjectives
from casebook.narratives.people import INVERSE, OTHER, SPEAKER, SUBJECT, Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.speaker import MINE, chain


def resolve(cast: Cast, sentence: Sentence) -> None:
    """Fill in `who` of everyone in the sentence, in order."""
    cast.sentence = sentence
    cast.quoted = _quoted(cast, sentence)
    for index, person in enumerate(sentence.people):
        person.who = _who(cast, person, sentence.people[:index])
        if person.sort == "pronoun" and person.code == "they" and person.who == OTHER and person.count is None:
            person.members = cast.group
        if person.sort == "who":
            person.stands_for = _antecedent(sentence, sentence.people[:index])
        cast.recall(person)
        cast.remember(person)
        joined = clauses.people_at(sentence, person)
        if len(joined) > 1 and person.sort in ("kin", "name"):
            cast.group = [one for one in joined if one.who != OTHER]
    for person in sentence.possessors:
        person.who = _pronoun(cast, person, [one for one in sentence.people if one.last <= person.first])


def _quoted(cast: Cast, sentence: Sentence) -> str:
    """Who speaks between the quotation marks of this sentence: the relative who says so beside them, else the last one
    who told something."""
    if sentence.quotes and sentence.of("says"):
        teller = next((p for p in sentence.people if p.sort in ("kin", "name") and not p.quoted), None)
        who = _who(cast, teller, []) if teller is not None else ""
        if who.startswith("relative:"):
            return who
    return cast.last_teller or OTHER


def _who(cast: Cast, person: Person, before: list[Person]) -> str:
    if person.sort in ("pronoun", "clitic"):
        return _pronoun(cast, person, before)
    if person.sort == "kin":
        return _kin(cast, person, before)
    if person.sort == "name":
        if not person.is_subject:
            return cast.named.get((person.name or "").split()[0].lower(), OTHER)
        return SUBJECT
    if person.sort == "who":
        near = _antecedent(cast.sentence, before)
        return near.who if near is not None else OTHER
    return OTHER


def _antecedent(sentence: Sentence, before: list[Person]) -> Person | None:
    """Whom "who" takes up: the last one named, places left out ("his sister, a nurse in Oslo, who")."""
    near = (one for one in reversed(before) if not sentence.is_in(one.first - 1, "place_before") or one.sort != "name")
    return next(near, None)


def _pronoun(cast: Cast, person: Person, before: list[Person]) -> str:
    code = person.code
    if code in MINE:
        return _speaking(cast, person)
    if code == "they":
        if person.count == 1 or person.first < person.last - 1:
            return cast.last_plural or OTHER
        near = next((one for one in reversed(before) if one.plural and one.sort in ("kin", "people")), None)
        return near.who if near else cast.last_plural or OTHER
    told = _teller(cast, person, before) if _tells(cast, person) else ""
    if told:
        return told
    if code not in ("male", "female") or not cast.gender or code == cast.gender:
        return _same_gender(cast, person, before)
    near = next((one for one in reversed(before) if one.gender == code and one.who != SUBJECT), None)
    return near.who if near else cast.last.get(code, OTHER)


def _speaking(cast: Cast, person: Person) -> str:
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


def _acts(cast: Cast, person: Person, pronoun: Person) -> bool:
    """Whether something happens to `person` between them and the pronoun, and they are not the one who tells."""
    sentence = cast.sentence
    if sentence.any_between(person.last, pronoun.first, "says", "knows", "believes", "residence"):
        return False
    if any(hit.last <= person.first <= hit.last + 4 for hit in sentence.of("according")):
        return False
    return not person.possessive and sentence.any_between(person.last, pronoun.first, "events")


def _kin(cast: Cast, person: Person, before: list[Person]) -> str:
    if person is cast.speaker.says_so:
        return SPEAKER
    if _is_speakers_subject(cast, person):
        return SUBJECT
    owner = _owner(cast, person, before)
    if owner == SPEAKER:
        code = cast.speaker.relative(person.code)
        return f"relative:{code}" if code else OTHER
    if owner == SUBJECT:
        return f"relative:{person.code}"
    if owner.startswith("relative:"):
        if person.code in INVERSE.get(owner[9:], "").split() and not person.plural:
            return SUBJECT
        person.code = compose(owner[9:], person.code)
        return f"relative:{person.code}" if person.code != "EXT" else OTHER
    return OTHER


def _is_speakers_subject(cast: Cast, person: Person) -> bool:
    """Whether "my uncle" is the one the narrative is on: not "my uncles", nor "my younger uncle, Omar"."""
    whose, code = chain(person)
    if whose not in MINE or person.quoted or person.plural:
        return False
    alone = person.name is None and adjectives(cast.sentence, person) <= cast.speaker.adjectives
    return person.is_subject or (code == cast.speaker.kin and alone)


def _owner(cast: Cast, person: Person, before: list[Person]) -> str:
    owner = person.owner
    if owner is None:
        return _of_having(cast, person)
    if isinstance(owner, Person):
        return _who(cast, owner, before)
    if owner in MINE:
        return _speaking(cast, person)
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
    """ "Erbol's father ... his son": the other end of a relation is the subject, or the relative would be nobody's."""
    relatives = (one for one in reversed(before) if one.who.startswith("relative:"))
    fitting = (one for one in relatives if gender in (one.gender, "any") or not one.gender)
    near = next((one for one in fitting if person.code in INVERSE.get(one.who[9:], "").split()), None)
    if near is None:
        return SUBJECT
    if person.plural:  # "his father died without having seen his sons"
        return OTHER if _does(cast, near, person) else SUBJECT
    twin = near.who[9:] in INVERSE[near.who[9:]].split()
    told = cast.sentence.any_between(near.last, person.first, "says", "knows", "believes") or person.is_subject
    fits = not cast.gender or not person.gender or person.gender == cast.gender
    return near.who if fits and (not twin or told) else SUBJECT


def _does(cast: Cast, one: Person, other: Person) -> bool:
    return cast.sentence.any_between(one.last, other.first, "says", "knows", "believes", "events")
