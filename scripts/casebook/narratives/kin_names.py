"""The names that stand beside words of kinship: "her son Erbol", "his sons, Omar and Ali", "his cousin in Oslo, Omar"."""

from __future__ import annotations

from casebook.narratives.names import Names
from casebook.narratives.people import Person
from casebook.narratives.place_names import is_place
from casebook.narratives.sentence import Sentence

NAME_REACH, TITLE_REACH = 7, 5


def name_after(sentence: Sentence, person: Person, names: Names) -> None:
    """The name that stands beside the kin word: "her son Erbol", "his brother, Omar Ali, who"."""
    at = person.last
    if sentence.low(at) in (",", "[", "("):
        at += 1
    span = names.starting_at(sentence, at) or _titled(sentence, at, names)
    if span is None or sentence.is_in(span[1], "possessive_marks") and at != person.last:
        return
    if person.case and sentence.is_in(span[1], "case_after") and is_place(sentence, *span[:2]):
        return  # "torunu İngiltere'de"
    if at != person.last and not _enclosed(sentence, person, at, span):
        return
    person.name, person.is_subject, person.last = sentence.words(*span[:2]), span[2], span[1]


def _titled(sentence: Sentence, at: int, names: Names) -> tuple[int, int, bool] | None:
    """ "her father, the historian Erbol": the subject's name behind what they do."""
    if sentence.low(at - 1) != "," or not sentence.is_in(at, "definite"):
        return None
    spans = (names.starting_at(sentence, index) for index in range(at + 2, at + TITLE_REACH))
    span = next((span for span in spans if span is not None), None)
    words = range(at + 1, span[0]) if span is not None else ()
    return span if span and span[2] and all(sentence.low(index).isalpha() for index in words) else None


def names_after(sentence: Sentence, person: Person, names: Names) -> None:
    """The names of several relatives: "his sons, Omar and Ali, who"; none where one is the subject's."""
    at = first = person.last + (sentence.low(person.last) in (",", ":", "("))
    found, last = [], person.last
    while (span := names.starting_at(sentence, at)) is not None and not span[2]:
        found.append(sentence.words(*span[:2]))
        at = last = span[1]
        while sentence.low(at) == "," or sentence.is_in(at, "coordinators"):
            at += 1
    closed = first == person.last or sentence.low(last) in (",", ")", ".", ";")
    if len(found) > 1 and span is None and closed:
        person.names, person.last = tuple(found), last
        person.count = person.count or len(found)


def _enclosed(sentence: Sentence, person: Person, at: int, span: tuple[int, int, bool]) -> bool:
    """Whether marks close the name beside a relative: not the subject's in "according to his brother, Erbol, a cook"."""
    quoted = sentence.low(at - 1) == "," and any(hit.last == person.first for hit in sentence.of("according"))
    after = sentence.low(span[1])
    return after in (",", "]", ")") and not (quoted and span[2]) or (after == "." and not quoted)


def link_names(sentence: Sentence, people: list[Person]) -> None:
    """ "his cousin in Belgium, Omar, says": the name that stands after the place is the relative's."""
    for kin in people:
        if kin.sort == "kin" and not (kin.plural or kin.name or kin.possessive) and sentence.is_in(kin.last, "in"):
            for name in people:
                other = name.sort == "name" and not name.is_subject and kin.last < name.first <= kin.last + NAME_REACH
                closed = sentence.low(name.first - 1) == "," and sentence.low(name.last) in (",", ".")
                if other and closed and all(_is_placing(sentence, at) for at in range(kin.last, name.first)):
                    kin.name = name.name


def link_listed(sentence: Sentence, people: list[Person]) -> None:
    """ "Two of her sons were detained before her: Ehmet, in April 2017, and Sultan, in June": the names listed behind a
    mark are those of the relatives counted before it."""
    for kin in people:
        if kin.sort != "kin" or not kin.plural or kin.names or kin.possessive:
            continue
        mark = next((at for at in range(kin.last, sentence.last) if sentence.low(at) in (":", "–", "—")), None)
        after = [one for one in people if mark is not None and one.first > mark]
        names = [one for one in after if one.sort == "name" and not one.is_subject and not one.possessive]
        others = any(one.sort in ("kin", "pronoun") for one in after)
        if names and names[0].first == mark + 1 and not others and len(names) in (kin.count, kin.count or len(names)):
            kin.names = tuple(one.name for one in names if one.name)


def _is_placing(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].capital or sentence.low(at) == "," or sentence.is_in(at, "in", "place_words", "articles")
