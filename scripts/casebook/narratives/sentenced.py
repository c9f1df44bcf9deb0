"""On whom a sentence was passed: its owner, the object or the subject of the verb, or the one the narrative is on."""

from __future__ import annotations

from casebook.narratives import clauses, objects
from casebook.narratives.events import Event, the_subject
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.stretches import Stretch

OWNER_REACH = 3


def sentenced_people(
    sentence: Sentence, stretch: Stretch, verb: tuple[int, int, str], previous: Event | None
) -> list[Person]:
    """Those whom the term `stretch` is for; `verb`: first and last token and rule of the words that pass it."""
    first, last, rule = verb
    if rule == "changed":
        return _changed(sentence, first, previous)
    noun = rule == "noun" or any(hit.first == first for hit in sentence.of("sentence_nouns"))
    owner = _owner(sentence, stretch.first) or (_owner(sentence, first) if noun else None)
    if owner:
        return [owner]
    target = objects.object_of(sentence, first, last) if rule != "noun" else None
    if target and target.sort in ("clitic", "pronoun", "name", "kin"):
        return objects.joined_after(sentence, target)
    person = clauses.subject_of(sentence, first, previous.last if previous else sentence.first)
    if person and person.sort != "authority":
        told = person.who != "subject" and noun and _is_told(sentence, person, first)
        return [the_subject(first)] if told else clauses.people_at(sentence, person)
    upon = next((one for one in sentence.people if one.first == stretch.last + 1), None)
    if person and upon and upon.sort in ("name", "kin") and sentence.is_in(stretch.last, "passed_upon"):
        return objects.joined_after(sentence, upon)  # "the court imposed nine years on Erbol"
    if previous and (noun or not _is_named(sentence, first)):
        return previous.people
    dropped = noun or bool(sentence.lexicon.words.get("drops_subject")) and not _is_one_of(sentence, first)
    unsaid = dropped if person is None else not _others(sentence, last)  # "the court imposed a sentence of 20 years"
    return [the_subject(first)] if unsaid else []


def _changed(sentence: Sentence, first: int, previous: Event | None) -> list[Person]:
    """ "reduced to seven years on appeal", "her husband's sentence was commuted to life"."""
    nouns = [hit for hit in sentence.of("sentence_nouns") if hit.last <= first]
    owner = _owner(sentence, nouns[-1].first) if nouns else None
    return [owner] if owner else previous.people if previous else [the_subject(first)]


def _is_named(sentence: Sentence, at: int) -> bool:
    """ "; his deputy was given twenty years": someone stands before the verb whom the vocabulary does not know."""
    before = clauses.group_start(sentence, at) - 1
    known = sentence.is_in(before, "coordinators", "subordinators", "clause_starts", "articles", "time_words")
    known = known or sentence.moment_at(before) is not None
    verb = any(hit.first <= before < hit.last for hit in sentence.of("events", "placing"))
    return sentence.low(before)[:1].isalpha() and not known and not verb


def _is_one_of(sentence: Sentence, at: int) -> bool:
    """ "el menor recibió doce años", "младший получил": one of several, told from the others by an adjective alone."""
    return sentence.is_in(clauses.group_start(sentence, at) - 1, "kin_adjectives")


def _others(sentence: Sentence, index: int) -> bool:
    """Whether someone else is named after token `index`, on whom it may have been passed."""
    return any(one.first >= index and one.sort in ("name", "kin", "people") for one in sentence.people)


def _owner(sentence: Sentence, index: int) -> Person | None:
    """Whose sentence it is: "his 17-year sentence", "Erbol's sentence of 17 years"."""
    for person in [*sentence.possessors, *(one for one in sentence.people if one.possessive)]:
        between = range(person.last, index)
        if len(between) <= OWNER_REACH and person.last <= index and not any(
            sentence.is_in(at, "be", "have", "verbs", "blockers") for at in between
        ):  # fmt: skip
            return person
    return None


def _is_told(sentence: Sentence, person: Person, at: int) -> bool:
    """ "her husband was notified of a 17-year sentence": a relative hears of the sentence of another."""
    return sentence.any_between(person.last, at, "knows") or sentence.any_between(person.last, at, "says")
