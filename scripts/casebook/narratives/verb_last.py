"""Which event a date belongs to where dates stand before their verb, as in Chinese and Turkish."""

from __future__ import annotations

from casebook.narratives.calendar import Moment
from casebook.narratives.events import Event
from casebook.narratives.sentence import Sentence


def ahead(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """Where dates stand before their verb: the next event of the same clause, with no other verb or date on the way.

    Past the subject of the main clause stands what is told in it: "in 2019 his sister that he was sentenced learned".
    """
    if sentence.is_in(moment.first - 1, "cause_words"):
        return None
    later = [event for event in events if event.first >= moment.last]
    event = next((event for event in later if not _is_told_within(sentence, moment, event)), None)
    upon = moment.last
    skipped = range(later[0].first, event.first) if event is not None and event is not later[0] else ()
    for index in range(moment.last, event.first) if event is not None else ():
        if index in skipped or index < upon:
            continue
        upon = _upon(sentence, index)  # "回国后"
        if upon > index:
            continue
        if _ends_clause(sentence, moment.last, index):
            return None
        if sentence.moment_at(index) or sentence.is_in(index, "ahead_stops", "blockers", "verbs"):
            return None
        if any(hit.first == index for hit in sentence.of("says", "knows", "residence", "moved", "verb_phrases")):
            return None
    return event


def _is_told_within(sentence: Sentence, moment: Moment, event: Event) -> bool:
    """Whether the event is told in a clause of its own, and the subject of the main one stands before it."""
    if not event.embedded:
        return False
    if moment.date is None and any(event.last <= hit.first <= event.last + 1 for hit in sentence.of("knows")):
        return True  # "bir yıl sonra müebbet aldığını öğrendik"
    named = [*sentence.people, *sentence.possessors]
    people = [one for one in named if moment.last <= one.first < one.last <= event.first]
    return any(one.sort in ("kin", "name", "pronoun", "source") for one in people)


def _ends_clause(sentence: Sentence, first: int, index: int) -> bool:
    """Whether a mark or a conjunction at `index` ends a clause with something of its own said since the date."""
    if sentence.low(index) in (",", "，"):
        said = any(first <= term.first and term.last <= index for term in sentence.terms)
        if said and sentence.person_at(index + 1) is not None:
            return True  # "2018'de sekiz yıl, ağabeyi ise on iki yıl hapis cezasına çarptırıldı"
        return any(_is_said(sentence, at) for at in range(first, index))
    return sentence.is_in(index, "coordinators") and sentence.ends_in(index - 1, "finite_endings")


def _is_said(sentence: Sentence, index: int) -> bool:
    if sentence.lexicon.spaced:
        return sentence.ends_in(index, "finite_endings")
    return sentence.person_at(index) is None and not sentence.is_in(index, "adverbs", "date_prepositions")


def _upon(sentence: Sentence, index: int) -> int:
    """The end of a clause that says only upon what it happened, which begins at `index`; `index` for none."""
    said = next((hit for hit in sentence.of("verb_phrases") if hit.first == index), None)
    return said.last + 1 if said is not None and sentence.is_in(said.last, "upon_words") else index


def named_before(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "最后一次联系是在2018年5月": a date after its event where dates stand before, by a word that says so."""
    event = next((event for event in reversed(events) if event.last <= moment.first), None)
    if event is None:
        return None
    if event.last + 1 == moment.first and sentence.low(event.last) == ":":
        return event  # "Gözaltı tarihi: 27 Ağustos 2017"
    if event.rule.endswith("-noun") and any(
        moment.last <= hit.first <= moment.last + 1 for hit in sentence.of("happens")
    ):
        return event  # "Duruşma 4 Aralık 2018'de yapıldı"
    said = (hit for hit in sentence.of("happens") if hit.first == event.last)
    return event if any(hit.last == moment.first for hit in said) else None
