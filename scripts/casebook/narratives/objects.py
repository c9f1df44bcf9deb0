"""The object of a verb, and those joined to it."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

OBJECT_REACH = 4
MARKED_REACH = 8  # 把 萨比尔 从家中 带走


def object_of(sentence: Sentence, first: int, last: int) -> Person | None:
    """The person who is the object: a clitic before the verb, inside a separable verb, or right after it."""
    start = clauses.group_start(sentence, first)
    for person in sentence.people:
        if person.sort == "clitic" and (person.last in (start, first) or first <= person.first < last):
            return person
        between = range(person.last, first)
        if not 0 <= len(between) <= MARKED_REACH or person.last > first:
            continue
        marks = any(sentence.low(at) in "，,；;：:" for at in between)
        if sentence.is_in(person.first - 1, "object_markers") and not marks and not any(
            sentence.person_at(at) for at in between
        ):  # fmt: skip
            return person
        marked = person.case == "accusative" and not sentence.is_in(person.first - 1, "case_words")
        if (marked or sentence.is_in(person.last, "accusative_marks")) and not marks:
            return person
    for person in sentence.people:
        if first < person.first and person.last <= last and person.sort != "authority":
            return person
    for person in sentence.people:
        near = last <= person.first <= last + OBJECT_REACH and not person.possessive
        if near and all(_may_stand_before(sentence, index, person) for index in range(last, person.first)):
            return person
    if sentence.lexicon.words.get("object_first"):
        end = clauses.before_parenthesis(sentence, start - 1) + 1 if sentence.low(start - 1) == "," else start
        near = (p for p in sentence.people if p.last in (first, end) and p.sort in ("name", "kin"))
        return next((p for p in near if not sentence.is_in(p.first - 1, "case_words")), None)
    return None


def _may_stand_before(sentence: Sentence, index: int, person: Person) -> bool:
    """Articles and numbers before an object; "about" only of a number ("about 20 men", not "about his wife")."""
    if sentence.is_in(index, "number_openers") and person.count is None:
        return False
    return sentence.is_in(index, "object_gap") or sentence.low(index).isdecimal()


def joined_after(sentence: Sentence, person: Person) -> list[Person]:
    """The person with those joined to it on the right: "detained him and his wife"."""
    joined = [person]
    for right in sentence.people[sentence.people.index(person) + 1 :]:
        between = [sentence.low(at) for at in range(joined[-1].last, right.first)]
        listed = between == [","] and _is_listed(sentence, right)
        if (
            not between
            or not (listed or all(word in sentence.lexicon.set("joining") for word in between))
            or right.sort not in ("kin", "name", "pronoun", "people")
        ):
            break
        if sentence.any_between(right.last, min(sentence.last, right.last + 3), "events") or sentence.is_in(
            right.last, "be", "have"
        ):
            break
        joined.append(right)
    return joined


def _is_listed(sentence: Sentence, person: Person) -> bool:
    """Whether someone behind a comma is followed by the last of a list: "detained Erbol, his wife and his son"."""
    return sentence.is_in(person.last, "coordinators") and sentence.person_at(person.last + 1) is not None
