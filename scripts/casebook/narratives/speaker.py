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
NAMED_REACH, SAID_REACH = 3, 8
BESIDE_KIN = ("kin_adjectives", "adverbs", "noun_adjectives")
SUFFERED = ("detained", "sentenced", "held", "released", "tried", "transferred")
# Relatives of a relative on whom HL7 is silent, since they may be half or step relatives, taken as full ones.
FULL = {
    ("CHILD", "BRO"): "SONC", ("CHILD", "SIS"): "DAUC", ("CHILD", "SIB"): "CHILD",
    ("SIB", "BRO"): "BRO", ("SIB", "SIS"): "SIS", ("SIB", "SIB"): "SIB",
    ("CHILD", "FTH"): "HUSB", ("CHILD", "MTH"): "WIFE",  # the subject is the other parent
    ("DAUINLAW", "HUSB"): "SONC", ("SONINLAW", "WIFE"): "DAUC", ("AUNT", "HUSB"): "UNCLE", ("UNCLE", "WIFE"): "AUNT",
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
    `relation`: what the speaker is to the subject; `is_subject`: the narrative is told by the one it is on;
    `says_so`: the words that say in so many words what the speaker is ("I am *Erbol's nephew*"); `name`: theirs."""

    kin: str = ""
    adjectives: frozenset[str] = frozenset()
    relation: Relation | None = None
    is_subject: bool = False
    says_so: Person | None = None
    name: str | None = None

    def relative(self, code: str) -> str:
        """What "my brother" is to the subject, "" where that is not certain."""
        if self.is_subject:
            return code
        if self.relation is None:
            return ""
        return through(self.relation.code, code)


def through(own: str, code: str) -> str:
    """What the `code` of somebody's `own` is to them, brothers and sisters taken as full ones; "" where HL7 has none."""
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
    if not mine and not any(person.code in MINE or person.case == "said" for _, person in told):
        return Speaker()
    own = next((found for sentence in sentences for found in _called(sentence)), None)
    own = own or (_noted(sentences[0]) if mine else None)
    mine += _taken_as_own(told, INVERSE.get(own[1], "").split() if own else [])
    if not mine and not own:
        return Speaker(is_subject=_suffers(sentences))
    where, person = _subject_among(sentences, told, mine, own[1] if own else "")
    kin = chain(person)[1] if person is not None else ""
    if not kin and not own and _suffers(sentences):
        return Speaker(is_subject=True)
    _taken_as_own(told, [kin])
    language = sentences[0].lexicon.language
    relation = by_code(own[1], language) if own else None
    subject = by_code(kin, language) if kin else None
    if relation is None and subject is not None:
        relation = inverse(subject)
        relation = relation if relation is not None and relation.code != "EXT" else None
    said = adjectives(where, person) if where and person else frozenset()
    return Speaker(kin, said, relation, False, own[0] if own else None, next(_own_names(sentences), None))


def _taken_as_own(told: list[tuple[Sentence, Person]], codes: list[str]) -> list[tuple[Sentence, Person]]:
    """ "Моя мать ... мать осудили": where nouns have no article, the relative that the subject is needs no "my" again."""
    bare = [(sentence, person) for sentence, person in told if person.sort == "kin" and person.owner is None]
    own = [one for one in bare if one[1].code in codes and not one[0].lexicon.words.get("articles")]
    for _, person in own:
        person.owner = "speaker"
    return own


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
    follows = next(((where, one) for where, one in mine if _is_named_next(sentences, where, one)), None)
    if follows:
        return follows
    if mine and not any(is_named(person) for _, person in told):
        return next(((sentence, one) for sentence, one in mine[:1] if not one.plural), (None, None))
    return None, None


def _is_named_next(sentences: list[Sentence], where: Sentence, person: Person) -> bool:
    """ "Please help my brother. Erbol was arrested": the sentence after the first one begins with the subject."""
    if where is not sentences[0] or len(sentences) < 2 or person.plural or person is not where.people[-1]:
        return False
    first = sentences[1].people[:1]
    return bool(first) and is_named(first[0]) and not any(is_named(one) for one in where.people)


def _is_mine(sentence: Sentence) -> Iterator[Person]:
    """ "Erbol is my husband's brother"."""
    for person in sentence.people:
        if person.sort == "kin" and chain(person)[0] in MINE:
            one = said_of(sentence, person)
            if one is not None and one.is_subject and one.sort == "name":
                yield person


def _called(sentence: Sentence) -> Iterator[tuple[Person, str]]:
    """What the speaker is to the subject in so many words: "I am a nurse and Erbol's niece", "we are his sons"."""
    for person in sentence.people:
        whose, code = chain(person) if person.sort == "kin" and not person.quoted else ("", "")
        if person.case == "said" or whose and whose not in MINE and _beside_speaker(sentence, person):
            yield person, code
        elif whose and whose not in MINE:
            one = said_of(sentence, person)
            if one is not None and one.sort == "pronoun" and one.code in MINE:
                yield person, code


def _noted(sentence: Sentence) -> tuple[Person, str] | None:
    """ "As told by Erbol's younger brother: The police took my brother": who says "my"."""
    for hit in sentence.of("according"):
        person = next((one for one in sentence.people if hit.last <= one.first <= hit.last + 1), None)
        if person is not None and person.sort == "kin" and is_named(person) and not person.plural:
            colon = next((at for at in range(person.last, sentence.last) if sentence.low(at) == ":"), None)
            if colon is not None and not any(person.last <= one.first < colon for one in sentence.people):
                return person, chain(person)[1]
    return None


def _beside_speaker(sentence: Sentence, person: Person) -> bool:
    """ "We, his sons, ask": what the speaker is, between commas."""
    if sentence.low(person.first - 1) != ",":
        return False
    return any(one.last == person.first - 1 and one.code in MINE and one.sort == "pronoun" for one in sentence.people)


def _own_names(sentences: list[Sentence]) -> Iterator[str]:
    """ "My name is Gulnar", "I, Gulnar Omar, am": what the speaker is called."""
    for sentence in sentences:
        for person in sentence.people:
            if person.sort == "name" and not person.quoted and person.name:
                start = person.first
                while sentence.is_in(start - 1, "be", "name_words") or sentence.low(start - 1) == ",":
                    start -= 1
                words = sentence.of("pronouns", "possessives", "clitics")
                if any(hit.last == start and hit.value == "speaker" for hit in words):
                    yield person.name


def said_of(sentence: Sentence, person: Person) -> Person | None:
    """The person that `person` is said to be: the subject of "is", with nobody and no other verb in between, nor a word
    like "sure" or "afraid"."""
    bare = joined = False
    if sentence.lexicon.words.get("zero_copula"):  # "я его племянница", "Ерлан — мой брат"
        before = person.first - sentence.is_in(person.first - 1, "dashes")
        return next((one for one in sentence.people if one.last == before and one.first < before), None)
    for index in range(person.first - 1, max(sentence.first, person.first - SAID_REACH) - 1, -1):
        as_one = sentence.is_in(index, "as_words") and not bare and not joined
        if as_one and (one := next((p for p in sentence.people if p.last <= index and p.code in MINE), None)):
            return one  # "les escribo como yerno de"
        if sentence.is_in(index, "be", "copulas"):
            before = [one for one in sentence.people if one.last <= index]
            near = bool(before) and index - before[-1].last <= SAID_REACH
            return before[-1] if near and not bare else None
        cased = not joined and sentence.is_in(index, "case_words")
        if cased or sentence.person_at(index) or sentence.is_in(index, "have", "subordinators", "that_words"):
            return None
        joined = joined or sentence.is_in(index, "coordinators")
        bare = not joined and not sentence.is_in(index, "articles") and (bare or not sentence.is_in(index, *BESIDE_KIN))
    return None


def is_named(person: Person) -> bool:
    """Whether the subject is named, as someone or as the owner of a relative."""
    return person.is_subject or (isinstance(person.owner, Person) and is_named(person.owner))


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
