"""What the form of a noun and the words beside it say: whether it can be a subject, whose it is, to whom it is told."""

from __future__ import annotations

from casebook.narratives.lexicon import Hit
from casebook.narratives.people import Person
from casebook.narratives.place_names import is_place
from casebook.narratives.sentence import Sentence


def unsaid_at(sentence: Sentence, at: int) -> Person | None:
    """Whom nothing but the form of the verb at token `at` names ("supe", "yaşıyorum")."""
    return next((one for one in sentence.people if one.first == one.last == at), None)


def is_no_subject(sentence: Sentence, person: Person) -> bool:
    """Whether someone is named in a form that no subject has."""
    inflected = is_genitive(sentence, person) or person.case in ("accusative", "oblique") or person.sort == "clitic"
    return inflected or sentence.is_in(person.first, "object_forms") or _is_emphatic(sentence, person)


def _is_emphatic(sentence: Sentence, person: Person) -> bool:
    """ "his lawyer was himself detained": the pronoun between the auxiliary and the verb names nobody new."""
    return sentence.is_in(person.first, "reflexives") and sentence.is_in(person.first - 1, "be", "have")


def is_genitive(sentence: Sentence, person: Person) -> bool:
    """Whether someone is named in the case of an owner, which is that of the subject of what is told too."""
    named = sentence.lexicon.words.get("genitive_subjects") and sentence.is_in(person.last, "possessive_marks")
    return named or person.case == "genitive"


def is_in_case(sentence: Sentence, person: Person) -> bool:
    """After a preposition, or before a word that stands behind its noun ("polis tarafından")."""
    if person.sort == "people" and any(sentence.is_in(at, "among") for at in range(person.first - 4, person.first)):
        return True  # "Erbol was among the first people to be detained"
    if sentence.is_in(person.first - 1, "case_words") or sentence.is_in(person.last, "case_after"):
        return True
    return person.sort == "name" and not person.is_subject and is_place(sentence, person.first, person.last)


def told_before(sentence: Sentence, at: int) -> Person | None:
    """The relative to whom it is told where verbs come last: "karısına ... söyledi"."""
    before = [one for one in sentence.people if one.last <= at]
    dative = (one for one in before if one.case == "oblique" and sentence.ends_in(one.last - 1, "dative_endings")
              or sentence.is_in(one.last, "dative_marks"))  # fmt: skip
    return next(dative, None)


def subject_behind(sentence: Sentence, hit: Hit) -> Person | None:
    """ "О деле рассказала её подруга": a subject behind its verb, where the case tells that it is one."""
    follows = bool(sentence.lexicon.words.get("subject_after"))
    last = hit.last
    while sentence.is_in(last, "about_it"):
        last += 1
    behind = (one for one in sentence.people if one.first == last and one.sort in ("kin", "name", "source")
              and (follows or one.case in ("nominative", "direct")))  # fmt: skip
    return next(behind, None) if hit.type == "says" else None
