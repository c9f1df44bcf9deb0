"""The people a sentence speaks of: pronouns, relatives with their owner and number, names, authorities, groups."""

from __future__ import annotations

from casebook.narratives.countries import country_at
from casebook.narratives.kin_names import link_listed, link_names
from casebook.narratives.kin_phrases import link_owners, number_before, relative
from casebook.narratives.lexicon import Hit
from casebook.narratives.names import Names
from casebook.narratives.others import others
from casebook.narratives.people import Person
from casebook.narratives.place_names import read
from casebook.narratives.predicates import is_predicate, one_of_several
from casebook.narratives.sentence import Sentence
from casebook.narratives.unsaid import speakers

SIMPLE = {"pronouns": "pronoun", "relative_pronouns": "who", "authorities": "authority", "sources": "source"}


NAMING = ("kin", "pronouns", "clitics", "possessives", "authorities", "sources", "people_words", "relative_pronouns",
          "person_nouns")  # fmt: skip


def find_people(sentence: Sentence, names: Names) -> list[Person]:
    """Everyone named in the sentence, in order, relatives with the owner of the relation where it is said.

    Fills `sentence.possessors` too: possessives that own something other than a relative ("his arrest").
    """
    found: list[Person] = []
    hits = sentence.of(*NAMING)
    if not sentence.lexicon.spaced:
        hits = sorted([*names.han(sentence), *hits], key=lambda hit: hit.first)
    for hit in hits:
        person = _person(sentence, hit, found, names)
        if person is not None:
            _append(found, person)
    _add_names(sentence, found, names)
    found.extend(speakers(sentence))
    found.sort(key=lambda person: (person.first, person.last))
    found.extend(person for person in others(sentence) if not any(_overlap(person, one) for one in found))
    found.sort(key=lambda person: (person.first, person.last))
    for person in found if sentence.quotes else ():
        person.quoted = any(first < person.first < last for first, last in sentence.quotes)
    found = _with_owners(sentence, found)
    link_owners(sentence, found)
    link_names(sentence, found)
    link_listed(sentence, found)
    sentence.possessors = [
        Person(hit.first, hit.last, "pronoun", str(hit.value))
        for hit in sentence.of("possessives")
        if not any(person.first <= hit.first < person.last for person in found)
    ]
    return found


def _person(sentence: Sentence, hit: Hit, found: list[Person], names: Names) -> Person | None:
    """The person a word of the lexicon names, None for a word that names nobody here."""
    reported = hit.type == "relative_pronouns" and any(
        verb.last == hit.first for verb in sentence.of("says", "knows", "believes")
    )
    if hit.type == "pronouns" and _is_initials(sentence, hit.first):
        return None
    if hit.type == "pronouns" and hit.value == "they" and sentence.is_in(hit.first - 1, "of"):
        return _one_of(sentence, hit)
    emphatic = hit.type == "pronouns" and sentence.is_in(hit.first - 1, "have", "be")
    if emphatic and sentence.is_in(hit.last, "emphatic_after"):  # "a lui aussi été arrêté"
        return None
    if hit.type == "pronouns" and sentence.low(hit.first - 1) == sentence.low(hit.last) == ",":  # "sa tante, elle, dit"
        return None
    if hit.type in SIMPLE:
        return None if reported else Person(hit.first, hit.last, SIMPLE[hit.type], str(hit.value or ""))
    if hit.type == "kin" and _parent_of(sentence, hit):
        return None
    if hit.type == "kin":
        person = relative(sentence, hit, found, names)
        the = sentence.is_in(hit.first - 1, "definite")
        the_family = the and (sentence.is_in(hit.first, "kin_definite") or names.met(person))
        owned = person.owner is not None or person.count or not sentence.is_in(hit.first, "kin_needs_owner")
        owned = owned or the_family or sentence.is_in(person.first - 1, "have")
        owned = owned and not one_of_several(sentence, person)
        return person if owned and not is_predicate(sentence, person, names) else None
    return _other(sentence, hit, found)


def _overlap(one: Person, other: Person) -> bool:
    return one.first < other.last and other.first < one.last


def _is_initials(sentence: Sentence, index: int) -> bool:
    """ "a US citizen" is none of us."""
    text = sentence.tokens[index].text
    shouting = index + 1 < sentence.last and sentence.tokens[index + 1].text.isupper()
    return len(text) > 1 and text.isalpha() and text.isupper() and not shouting


def _parent_of(sentence: Sentence, hit: Hit) -> bool:
    """ "a mother of five": nobody's mother here, but the subject."""
    number = sentence.low(hit.last + 1)
    counted = number.isdecimal() or number in sentence.lexicon.words.get("numbers", {})
    if sentence.is_in(hit.last + 1, "articles"):  # "a mother of a boy", not "the mother of a colleague"
        counted = any(other.first == hit.last + 2 for other in sentence.of("kin"))
    parent = sentence.is_in(hit.first, "parent_words", "grandparent_words")
    return parent and sentence.is_in(hit.last, "of") and counted


def _other(sentence: Sentence, hit: Hit, found: list[Person]) -> Person | None:
    if hit.type == "person_nouns":
        first = None if any(person.last > hit.first for person in found) else _definite(sentence, hit.first)
        return Person(first, hit.last, "name", is_subject=True) if first is not None else None
    if hit.type == "name":
        return Person(hit.first, hit.last, "name", name=sentence.words(hit.first, hit.last), is_subject=True)
    if hit.type == "people_words":
        return None if sentence.is_in(hit.first - 1, "be") else _group(sentence, hit)
    if hit.type == "possessives" and _is_object(sentence, hit):
        return Person(hit.first, hit.last, "pronoun", str(hit.value))
    if hit.type == "clitics" and _before_verb(sentence, hit.last):
        return Person(hit.first, hit.last, "clitic", str(hit.value))
    return None


def _add_names(sentence: Sentence, found: list[Person], names: Names) -> None:
    """Names that are nobody's so far, and "Both" at the head of a sentence."""
    for first, last, is_subject in names.find(sentence):
        if not is_subject and _is_placed(sentence, first):
            continue
        if not any(person.first < last and first < person.last for person in found):
            found.append(Person(first, last, "name", name=sentence.words(first, last), is_subject=is_subject))
    if sentence.is_in(sentence.first, "both_words") and not any(person.first == sentence.first for person in found):
        found.append(Person(sentence.first, sentence.first + 1, "pronoun", "they", plural=True))


def _with_owners(sentence: Sentence, found: list[Person]) -> list[Person]:
    """ "a colleague of Erbol who lives in Japan": the name says whose colleague, and is nobody new."""
    owned = []
    for one, two in zip(found, found[1:], strict=False):
        if one.sort == "source" and two.sort == "name" and one.last + 1 == two.first and sentence.is_in(one.last, "of"):
            one.last = two.last
            owned.append(two)
    return [person for person in found if not any(person is one for one in owned)]


def _is_placed(sentence: Sentence, first: int) -> bool:
    """Whether a run of capitals names a place: "l'Altaï", "the Gobi", "en Corée du Sud", the second half of "Pays-Bas"."""
    if sentence.is_in(first - 1, "place_articles") or sentence.low(first - 1) == "-" or _is_demonym(sentence, first):
        return True
    return sentence.is_in(first - 1, "place_before") and country_at(sentence, first) is not None


def _is_demonym(sentence: Sentence, index: int) -> bool:
    """ "Kaşgarlı bir marangoz": where someone is from, by the ending of the place's name."""
    word = sentence.tokens[index]
    ending = next((end for end in sentence.lexicon.endings("demonym_endings") if word.low.endswith(end)), "")
    return bool(ending) and read(word.text[: -len(ending)], sentence.lexicon.language) is not None


def _before_verb(sentence: Sentence, index: int) -> bool:
    """Whether a clitic stands before a verb: an auxiliary of the list, or a verb whose doer is not its patient."""
    if sentence.is_in(index, "clitic_before"):
        return True
    if any(hit.first < index <= hit.last for hit in sentence.of("events", "sentence_verbs")):
        return True  # "se la llevaron", "le impusieron"
    return any(hit.first == index and hit.value[1] in ("past", "transitive") for hit in sentence.of("events"))


def _is_object(sentence: Sentence, hit: Hit) -> bool:
    """English "her" is an object where no noun can follow: before a mark, a preposition, a date, or at the end."""
    if not sentence.is_in(hit.first, "possessive_objects"):
        return False
    low = sentence.low(hit.last)
    return (
        not low
        or not low[0].isalpha()
        or sentence.is_in(hit.last, "after_object")
        or sentence.moment_at(hit.last) is not None
    )


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
    while index - at <= 5 and (
        sentence.low(at) == "-"
        or sentence.low(at).isdecimal()
        or sentence.is_in(at, "age_words", "term_units", "noun_adjectives")
    ):
        at -= 1
    return at if sentence.is_in(at, "definite") and not sentence.is_in(at - 1, "case_words") else None


def _one_of(sentence: Sentence, hit: Hit) -> Person:
    """ "one of them": one out of those last spoken of."""
    number = sentence.lexicon.words.get("numbers", {}).get(sentence.low(hit.first - 2))
    first = hit.first - 2 if number else hit.first
    return Person(first, hit.last, "pronoun", "they", count=number, plural=number != 1)


def _group(sentence: Sentence, hit: Hit) -> Person:
    first, count = number_before(sentence, hit.first)
    return Person(first, hit.last, "people", plural=True, count=count, head=hit.first)
