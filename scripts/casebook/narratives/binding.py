"""Which event a date belongs to: the words between the two decide, and where they do not, it belongs to none."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.events import Event
from casebook.narratives.moments import Moment
from casebook.narratives.sentence import Sentence

FRONT_REACH = 40


def bind(sentence: Sentence, events: list[Event]) -> None:
    """Give each event of the sentence its moment, where the words tie one to it; no moment is given twice."""
    for moment in sentence.moments:
        if moment.date is None and moment.offset is None:
            continue
        event = _owner(sentence, events, moment)
        # "a year earlier, in 2016": the date says what the distance only counts.
        if event is not None and (event.moment is None or event.moment.date is None and moment.date is not None):
            event.moment = moment


def _owner(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    if sentence.lexicon.words.get("dates_before_verb"):
        ahead = _ahead(sentence, events, moment)
        if ahead is not None:
            return ahead
    if moment.offset is not None and sentence.is_in(moment.last - 1, "offset_anchors"):
        # "three days after he was taken away": what follows is counted from, not dated.
        return None if sentence.is_in(moment.first - 1, "purpose") else _before(sentence, events, moment)
    front = _front(sentence, events, moment) if _is_fronted(sentence, moment) else None
    inside = _inside(sentence, events, moment)
    before = _before(sentence, events, moment)
    return inside or before or front or _when(sentence, events, moment)


def _ahead(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """Where dates stand before their verb: the next event of the same clause, with no other verb or date on the way."""
    event = next((event for event in events if event.first >= moment.last), None)
    if event is None or sentence.is_in(moment.first - 1, "cause_words"):
        return None
    for index in range(moment.last, event.first):
        if sentence.moment_at(index) or sentence.is_in(index, "ahead_stops", "blockers", "verbs"):
            return None
        if any(hit.first == index for hit in sentence.of("says", "knows", "residence", "moved", "verb_phrases")):
            return None
    return event


def _before(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """The event just before the date, when only its place, its doer or its charge stand between."""
    near = [event for event in events if event.last <= moment.first]
    if not near:
        return None
    event = near[-1]
    others = [
        hit
        for hit in sentence.of("says", "knows", "residence", "moved")
        if event.last <= hit.first and hit.last <= moment.first
    ]
    if others or not _clear(sentence, event.last, _preposition(sentence, moment)):
        return None
    if sentence.low(moment.first - 1) in (",",) or sentence.low(_preposition(sentence, moment) - 1) == ",":
        return None if _starts_clause(sentence, moment) else event
    return event


def _preposition(sentence: Sentence, moment: Moment) -> int:
    """The index of the first preposition or article before the date."""
    index = moment.first
    while sentence.is_in(index - 1, "date_prepositions", "articles", "about_words") or sentence.low(
        index - 1
    ) in sentence.lexicon.words.get("date_bounds", {}):
        index -= 1
    return index


def _starts_clause(sentence: Sentence, moment: Moment) -> bool:
    """Whether a new clause with its own subject follows the date: ", in 2018 his wife ..."."""
    index = moment.last + (sentence.low(moment.last) == ",")
    person = sentence.person_at(index)
    return person is not None and person.sort != "who" and not person.possessive


def _clear(sentence: Sentence, first: int, last: int) -> bool:
    """Whether tokens [first, last) hold no verb or clause of their own that could own the date."""
    index, simultaneous = first, False
    while index < last:
        low = sentence.low(index)
        between = sentence.moment_at(index)
        if between is not None and between.date is None and between.last < last:
            index = between.last
            continue
        if between is not None:
            return False
        if sentence.is_in(index, "simultaneous") and not simultaneous and not _is_place_on(sentence, index):
            simultaneous = True
        elif (
            sentence.is_in(index, "blockers")
            or sentence.is_in(index, "coordinators")
            and not _joins_people(sentence, index)
            or sentence.is_in(index, "purpose")
            and not _is_charge(sentence, index, last)
            or not simultaneous
            and _is_verb(sentence, index)
            or low in (";", ":", "—", ".")
        ):
            return False
        index += 1
    return True


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
    if any(sentence.is_in(at, "time_words") for at in range(index + 2, min(last, index + 4))):
        return True
    doer = sentence.person_at(index + 1) or sentence.person_at(index + 2)
    if doer is not None and doer.sort == "authority":
        return True
    units = tuple(sentence.lexicon.words.get("offset_units") or ())
    return any(sentence.low(at).startswith(units) for at in range(index + 2, min(last, index + 5)) if sentence.low(at))


def _is_verb(sentence: Sentence, index: int) -> bool:
    """Whether a word looks like a verb: of the list, or by its ending unless it is a known noun or adjective."""
    token = sentence.tokens[index]
    if not token.text.isalpha() or token.capital:
        return False
    if sentence.is_in(index, "verbs", "be", "have"):
        return True
    endings = tuple(sentence.lexicon.words.get("verb_endings") or ())
    if endings and token.low.endswith(endings):
        return not sentence.is_in(index, "not_verbs") and not sentence.any_between(index, index + 1, "facilities")
    return False


def _is_fronted(sentence: Sentence, moment: Moment) -> bool:
    """Whether the date opens a clause: at the start, or after a comma, "and" or another opening."""
    index = _preposition(sentence, moment)
    while sentence.is_in(index - 1, "openers"):
        index -= 1
        if sentence.is_in(index, "coordinators"):
            return True
    return (
        index <= sentence.first
        or sentence.low(index - 1) in (",", ";", ":", "(", "“")
        or sentence.is_in(index - 1, "coordinators", "that_words")
    )


def _front(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """The main verb of the clause a date opens; a verb outside the lexicon keeps the date for itself."""
    ahead = [event for event in events if event.first >= moment.last and event.first - moment.last < FRONT_REACH]
    for event in ahead:
        start = clauses.group_start(sentence, event.first)
        if _open_way(sentence, moment.last, start, event):
            return event
        return None
    return None


def _open_way(sentence: Sentence, first: int, last: int, event: Event) -> bool:
    """Whether the way from a fronted date to a verb crosses no other main verb and no clause that hides the verb."""
    index = first
    while index < last:
        if sentence.is_in(index, "subordinators") and not sentence.is_in(index, "relatives_inside"):
            end = _clause_end(sentence, index, last)
            if end is None:
                return False
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
        if any(hit.first == index for hit in sentence.of("says", "knows", "residence", "moved", "believes")):
            return False
        if _is_verb(sentence, index) and not _is_prelude(sentence, index, event):
            return False
        index += 1
    return True


def _clause_end(sentence: Sentence, index: int, last: int) -> int | None:
    """The comma that closes a clause opened inside the way, or None when the verb is inside that clause."""
    return next((at + 1 for at in range(index + 1, last) if sentence.low(at) == ","), None)


def _is_prelude(sentence: Sentence, index: int, event: Event) -> bool:
    """ "the police came to his house and took him away": a verb that only leads up to the event."""
    return bool(event.agent) and sentence.is_in(index, "prelude")


def _inside(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "was, in May 2017, sentenced": a date between the auxiliary and the verb."""
    for event in events:
        if moment.last <= event.first <= moment.last + 2:
            start = clauses.group_start(sentence, event.first)
            if start < moment.first and sentence.is_in(start, "be", "have"):
                return event
    return None


def _when(sentence: Sentence, events: list[Event], moment: Moment) -> Event | None:
    """ "in May 2017, when he was detained": the clause tells what happened then."""
    index = moment.last + (sentence.low(moment.last) == ",")
    if not sentence.is_in(index, "when"):
        return None
    for event in events:
        if event.first > index:
            start = clauses.group_start(sentence, event.first)
            return event if not any(_is_verb(sentence, at) for at in range(index, start)) else None
    return None
