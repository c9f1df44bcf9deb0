"""What may stand between a date and the event it belongs to: places, doers and charges, but no other verb or clause."""

from __future__ import annotations

from casebook.narratives.calendar import Moment
from casebook.narratives.events import Event
from casebook.narratives.sentence import Sentence
from casebook.narratives.verbs import is_verb

PREDICATE_REACH = 8


def preposition(sentence: Sentence, moment: Moment) -> int:
    """The index of the first preposition or article before the date."""
    index = moment.first
    while (
        sentence.is_in(index - 1, "date_prepositions", "articles", "about_words", "only_words")
        or sentence.low(index - 1) in sentence.lexicon.words.get("date_bounds", {})
        or (sentence.low(index - 1).isdecimal() and sentence.is_in(index, "clock_words"))
    ):
        index -= 1
    return index


def predicate_end(sentence: Sentence, event: Event) -> int:
    """ "The trial of Erbol took place", "Trial:": where what merely says that it happened ends, else the event's end."""
    if sentence.low(event.last) in (":", "："):
        return event.last + 1
    if not event.rule.endswith("-noun"):
        return event.last
    if sentence.low(event.last) == "," and sentence.is_in(event.last + 1, "parenthesis", "place_links", "case_words"):
        close = next((at for at in range(event.last + 1, sentence.last) if sentence.low(at) == ","), sentence.last)
        return next((hit.last for hit in sentence.of("happens") if hit.first == close + 1), event.last)
    said = (hit for hit in sentence.of("happens") if event.last <= hit.first <= event.last + PREDICATE_REACH)
    return next(
        (hit.last for hit in said if clear(sentence, event.last, _relative_start(sentence, hit.first))), event.last
    )


def _relative_start(sentence: Sentence, index: int) -> int:
    """ ", which began": the comma before a relative pronoun at `index` - 1, else `index`."""
    relative = sentence.low(index - 2) == "," and sentence.is_in(index - 1, "relative_links")
    return index - 2 if relative else index


def counts_on(sentence: Sentence, moment: Moment) -> bool:
    """Whether a distance is counted from what follows it ("two days after his arrest"), not from what was told."""
    if not sentence.is_in(moment.last - 1, "offset_anchors") or not sentence.low(moment.last)[:1].isalnum():
        return False
    return "anchor_links" not in sentence.lexicon.words or sentence.is_in(moment.last, "anchor_links")


def clear(sentence: Sentence, first: int, last: int) -> bool:
    """Whether tokens [first, last) hold no verb or clause of their own that could own the date."""
    index, simultaneous = first, False
    while index < last:
        low = sentence.low(index)
        past = _past_noun(sentence, index, last)
        if past:
            index = past
            continue
        between = sentence.moment_at(index)
        if between is not None and between.date is None and between.last < last:
            index = between.last
            continue
        if between is not None:
            return False
        gerund = sentence.is_in(index, "gerund_openers") and is_verb(sentence, index + 1)  # "en rentrant du travail"
        if gerund or (sentence.is_in(index, "simultaneous") and not simultaneous and not _is_place_on(sentence, index)):
            simultaneous = True
        elif (
            sentence.is_in(index, "blockers")
            or sentence.is_in(index, "coordinators")
            and not _joins_people(sentence, index)
            or sentence.is_in(index, "purpose")
            and not _is_charge(sentence, index, last)
            or not simultaneous
            and is_verb(sentence, index)
            or low in (";", ":", "—", ".")
        ):
            return False
        index += 1
    return True


def _past_noun(sentence: Sentence, index: int, last: int) -> int:
    """The end of a place of custody, a quotation, or one or more terms, that begins at `index`; 0 for none."""
    place = next((hit for hit in sentence.of("facilities") if hit.first == index and hit.last <= last), None)
    quoted = next((end + 1 for start, end in sentence.quotes if start == index and end < last), 0)
    if place is not None or quoted:
        return place.last if place is not None else quoted
    term = next((one for one in sentence.terms if one.first == index and one.last <= last), None)
    if term is None:
        return 0
    further = sentence.is_in(term.last, "coordinators") and _past_noun(sentence, term.last + 1, last)
    return further or term.last


def _is_place_on(sentence: Sentence, index: int) -> bool:
    """ "on" before a place or a date is no "when"."""
    return sentence.low(index) in sentence.lexicon.set("date_prepositions")


def _joins_people(sentence: Sentence, index: int) -> bool:
    left, right = sentence.person_at(index - 1), sentence.person_at(index + 1)
    return (left is not None and right is not None) or (
        sentence.tokens[index - 1].capital and sentence.tokens[index + 1].capital
    )


def _is_charge(sentence: Sentence, index: int, last: int) -> bool:
    """ "for 'separatism'", "for six months": a quoted charge or a length of time, not a deed with a date of its own."""
    if sentence.low(index + 1) in ('"', "'", "“", "‘", "«") or any(
        term.first in (index + 1, index + 2) for term in sentence.terms
    ):
        return True
    if any(sentence.is_in(at, "time_words") for at in range(index + 1, min(last, index + 4))):
        return True
    doer = sentence.person_at(index + 1) or sentence.person_at(index + 2)
    if doer is not None and doer.sort == "authority":
        return True
    units = tuple(sentence.lexicon.words.get("offset_units") or ())
    return any(sentence.low(at).startswith(units) for at in range(index + 2, min(last, index + 5)) if sentence.low(at))


def open_way(sentence: Sentence, first: int, last: int, event: Event) -> bool:
    """Whether the way from a fronted date to a verb crosses no other main verb and no clause that hides the verb."""
    index = first
    while index < last:
        if sentence.is_in(index, "subordinators") and not sentence.is_in(index, "relatives_inside"):
            end = _clause_end(sentence, index, last)
            if end is None:  # "stormed the bakery where he was working and arrested him"
                return _by_authority(sentence, first) and sentence.is_in(last - 1, "coordinators")
            index = end
            continue
        if (
            sentence.is_in(index, "parenthesis")
            and sentence.low(index - 1) == ","
            and sentence.person_at(index)
            and sentence.person_at(index).sort == "who"
        ):
            end = _clause_end(sentence, index, last)
            if end is None:
                return False
            index = end
            continue
        if sentence.low(index) in (";", "；"):
            return False
        told = any(hit.first == index for hit in sentence.of("says", "knows", "residence", "moved", "believes"))
        leads = (
            _is_prelude(sentence, index, event) or sentence.is_in(index, "prelude") and _by_authority(sentence, first)
        )
        if (told or is_verb(sentence, index)) and not leads:
            return False
        index += 1
    return True


def _by_authority(sentence: Sentence, first: int) -> bool:
    """Whether the police, or another authority, are the first that are named from token `first` on."""
    person = next((one for one in sentence.people if one.first >= first), None)
    return person is not None and person.sort == "authority"


def _clause_end(sentence: Sentence, index: int, last: int) -> int | None:
    """The comma that closes a clause opened inside the way, or None when the verb is inside that clause."""
    return next((at + 1 for at in range(index + 1, last) if sentence.low(at) == ","), None)


def _is_prelude(sentence: Sentence, index: int, event: Event) -> bool:
    """ "the police came to his house and took him away", "two men got out of a car and": a verb that only leads up to
    the event."""
    if not sentence.is_in(index, "prelude"):
        return False
    doer = next((one for one in reversed(sentence.people) if one.last <= index), None)
    some = doer is not None and doer.sort == "people" and not event.passive
    return bool(event.agent) or some and sentence.is_in(event.first, "taking_words")
