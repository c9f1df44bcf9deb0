"""Who a pronoun or a relative is: the subject of the narrative, the speaker, a relative of the subject, or another."""

from __future__ import annotations

from casebook.kinship import compose, inverse
from casebook.narratives import clauses
from casebook.narratives.cast import Cast
from casebook.narratives.kin_phrases import adjectives
from casebook.narratives.people import GENDER_OF, INVERSE, OTHER, SPEAKER, SUBJECT, Person
from casebook.narratives.possessors import possessor
from casebook.narratives.pronouns import pronoun
from casebook.narratives.relatives import by_code
from casebook.narratives.sentence import Sentence
from casebook.narratives.speaker import MINE, chain, is_named, said_of, through
from casebook.narratives.strangers import is_stranger, is_strangers, other_parent, relative_who_says

SIBLINGS = ("BRO", "SIS", "SIB")
SPOUSES = ("HUSB", "WIFE", "SPS")


def resolve(cast: Cast, sentence: Sentence) -> None:
    """Fill in `who` of everyone in the sentence, in order."""
    cast.sentence = sentence
    cast.quoted = _quoted(cast, sentence)
    for index, person in enumerate(sentence.people):
        before = sentence.people[:index]
        cast.name_subject(person)
        again = _again(cast, person, before) if person.sort == "kin" and before else ""
        person.who = again or _who(cast, person, before)
        if person.sort == "pronoun" and person.code == "they" and person.who == OTHER and person.count is None:
            person.members = cast.group
        if person.sort == "kin" and person.who.startswith("relative:"):
            _call(cast, person)
            _name(cast, person, before)
        if person.sort == "who":
            person.stands_for = _antecedent(sentence, before, person)
        if is_stranger(sentence, person):
            cast.strangers.append(person)
        cast.recall(person)
        cast.remember(person)
        joined = clauses.people_at(sentence, person) if index and person.sort in ("kin", "name") else ()
        if len(joined) > 1:
            cast.group = [one for one in joined if one.who != OTHER]
            cast.last_plural = "" if len(cast.group) > 1 else cast.last_plural
    for person in sentence.possessors:
        person.who = pronoun(cast, person, [one for one in sentence.people if one.last <= person.first])


def _call(cast: Cast, person: Person) -> None:
    """ "my sister, who is his wife": what the speaker's sister is to the subject."""
    one = said_of(cast.sentence, person)
    mine = one.stands_for if one is not None and one.sort == "who" else None
    if mine is not None and mine.sort == "kin" and mine.who == OTHER and mine.owner in MINE:
        mine.who = cast.mine[mine.code] = person.who


def _name(cast: Cast, person: Person, before: list[Person]) -> None:
    """ "Aida, the daughter of Erbol, lives", "Aida Omar (daughter)": the name before is that relative's."""
    one, sentence = before[-1] if before else None, cast.sentence
    if one is None or one.sort not in ("name", "source") or one.is_subject or one.who != OTHER or person.plural:
        return
    if one.sort == "source" and one.last == person.first - 1 and sentence.low(one.last) == ",":
        one.who, one.sort, one.code, one.head, one.owner = person.who, "kin", person.code, person.head, person.owner
        return
    if person.name or one.sort == "source":
        return
    opened = sentence.low(person.first - 1)
    closes = (",", ".", "", ";", ":") if opened == "," else (")", ",") if opened == "(" else ()
    if one.last == person.first - 1 and sentence.low(person.last) in closes and not one.possessive:
        one.who, person.name = person.who, one.name
        cast.named[(one.name or "").split()[0].lower()] = person.who


def _again(cast: Cast, person: Person, before: list[Person]) -> str:
    """Who "Erbol's wife" is in "his daughter, Erbol's wife, was", or "our mother" in "his wife, our mother, was": the one
    named right before; "" for anyone else."""
    one, sentence = before[-1], cast.sentence
    beside = sentence.low(one.last) == "," and person.first == one.last + 1 and sentence.low(person.last) in (",", ".")
    if one.sort != "kin" or not beside or one.plural or person.plural:
        return ""
    if person.owner in MINE:
        return one.who if one.who.startswith("relative:") else ""
    if not isinstance(person.owner, Person) or isinstance(one.owner, Person) == is_named(person):
        return ""
    if is_named(person):  # the closer word is the one that says whose
        one.who = _who(cast, person, before[:-1])
        one.code = person.code
    person.code = one.code
    return one.who


def _quoted(cast: Cast, sentence: Sentence) -> str:
    """Who speaks between the quotation marks of this sentence: the relative who says so beside them, else the last one
    who told something."""
    if sentence.quotes and sentence.of("says"):
        teller = next((p for p in sentence.people if p.sort in ("kin", "name") and not p.quoted), None)
        who = _who(cast, teller, []) if teller is not None else ""
        if who == OTHER and teller.sort == "name" and teller.name:
            who = relative_who_says(cast, sentence, teller)
        if who.startswith("relative:"):
            return who
    return cast.last_teller or OTHER


def _who(cast: Cast, person: Person, before: list[Person]) -> str:
    if person.sort in ("pronoun", "clitic"):
        return pronoun(cast, person, before)
    if person.sort == "kin":
        return _kin(cast, person, before)
    if person.sort == "name":
        if _is_speaker(cast.sentence, person, before):
            person.is_subject = False
            return _who(cast, before[-1], before[:-1])
        if not person.is_subject:
            return cast.named.get((person.name or "").split()[0].lower(), OTHER)
        return SUBJECT
    if person.sort == "who":
        near = _antecedent(cast.sentence, before, person)
        return near.who if near is not None else OTHER
    return OTHER


def _is_speaker(sentence: Sentence, person: Person, before: list[Person]) -> bool:
    """ "I, Nurgul Turghun, declare": the name is the speaker's, though the subject may share a part of it."""
    one = before[-1] if before else None
    beside = one is not None and one.last == person.first - 1 and sentence.low(one.last) == ","
    return bool(beside) and one.sort == "pronoun" and one.code == "speaker" and sentence.low(person.last) == ","


def _antecedent(sentence: Sentence, before: list[Person], who: Person) -> Person | None:
    """Whom "who" takes up: the last one named, places left out ("his sister, a nurse in Oslo, who"); None after a word
    for somebody not known ("gave money to a man who was")."""
    if _is_of_somebody(sentence, before, who):
        return None
    person = next((one for one in reversed(before) if not _is_beside(sentence, one)), None)
    return person.nearest if person is not None else None


def _is_of_somebody(sentence: Sentence, before: list[Person], who: Person) -> bool:
    noun = next((hit for hit in sentence.of("person_nouns") if hit.last == who.first), None)
    if noun is None or any(one.first <= noun.first < one.last for one in before):
        return False
    article = sentence.is_in(noun.first - 1, "articles") and not sentence.is_in(noun.first - 1, "definite")
    return article and sentence.low(noun.first - 2) != ","


def _is_beside(sentence: Sentence, person: Person) -> bool:
    """A place or a calling between someone and "who": "his sister, a journalist in Oslo, who"."""
    if person.sort == "name":
        return sentence.is_in(person.first - 1, "place_before") and not person.is_subject
    return (
        person.sort == "authority"
        and sentence.low(person.first - 2) == ","
        and sentence.is_in(person.first - 1, "articles")
    )


def _kin(cast: Cast, person: Person, before: list[Person]) -> str:
    if person is cast.speaker.says_so:
        return SPEAKER
    if _is_speakers_subject(cast, person) or _is_own(cast, person, before) or is_strangers(cast, person):
        return SUBJECT
    owner = _owner(cast, person, before)
    if owner == SPEAKER:
        code = cast.speaker.relative(person.code)
        return f"relative:{code}" if code else cast.mine.get(person.code, OTHER)
    if owner == SUBJECT:
        return f"relative:{person.code}"
    if owner.startswith("relative:"):
        if person.code in INVERSE.get(owner[9:], "").split() and not person.plural:
            if _tells_of_subject(cast.sentence, person):
                return OTHER
            gender = cast.gender or cast.called.setdefault(owner, person.gender)
            if gender and person.gender and person.gender != gender:
                return other_parent(person, owner)
            cast.view = GENDER_OF.get(owner[9:], "") if isinstance(person.owner, str) else ""
            return SUBJECT
        near = person.code in SIBLINGS or (person.code in SPOUSES and not person.plural)
        child = near and through(owner[9:], person.code)  # the brother of a daughter is a son
        person.code = child or compose(owner[9:], person.code)
        return f"relative:{person.code}" if person.code != "EXT" else OTHER
    return SUBJECT if owner == OTHER and person.code == cast.own and not person.plural else OTHER


def _tells_of_subject(sentence: Sentence, person: Person) -> bool:
    """Whether someone is not the subject since they speak of the subject by name: "her mother said that Erbol was"."""
    named = (one for one in sentence.people if one.is_subject and one.sort == "name" and one.first > person.last)
    return not person.is_subject and any(sentence.any_between(person.last, one.first, "says") for one in named)


def _is_own(cast: Cast, person: Person, before: list[Person]) -> bool:
    """Whether the subject is said to be somebody's relative ("Erbol is the father of Rushan"): Rushan is his child."""
    owner = person.owner
    if not isinstance(owner, Person) or owner.is_subject or owner.sort not in ("name", "people"):
        return False
    beside = before and before[-1].last == person.first - 1 and cast.sentence.low(person.first - 1) == ","
    one = before[-1] if beside else said_of(cast.sentence, person)
    relation = by_code(person.code, cast.sentence.lexicon.language)
    other = inverse(relation) if relation is not None else None
    if one is None or one.who != SUBJECT or one.sort not in ("name", "pronoun") or other is None:
        return False
    if owner.name:
        owner.who = cast.named[owner.name.split()[0].lower()] = f"relative:{other.code}"
    cast.own = person.code
    return True


def _is_speakers_subject(cast: Cast, person: Person) -> bool:
    """Whether "my uncle" is the one the narrative is on: not "my uncles", nor "my younger uncle, Omar"."""
    whose, code = chain(person)
    if whose not in MINE or person.quoted or person.plural:
        return False
    alone = person.name is None and adjectives(cast.sentence, person) <= cast.speaker.adjectives
    return person.is_subject or (code == cast.speaker.kin and alone)


def _owner(cast: Cast, person: Person, before: list[Person]) -> str:
    return _who(cast, person.owner, before) if isinstance(person.owner, Person) else possessor(cast, person, before)
