"""Whether the words around a term make it a sentence passed on someone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from casebook.narratives import clauses, cues
from casebook.narratives.events import UNREAL, Event
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.sentenced import sentenced_people
from casebook.narratives.stretches import Stretch

VERB_REACH, UNMEASURED_REACH = 10, 3
ANY = ("strong", "affirm", "bare", "serving", "serving_noun", "changed")
RULES = {"serving": "serving", "serving_noun": "serving", "changed": "changed"}
BY_TERM = ("sentenced", "detained", "held", "placed")  # verbs that a term makes a sentence: "jailed for"


def find_sentences(
    sentence: Sentence, events: list[Event], goes_on: bool = False
) -> list[tuple[Event, Stretch | None]]:
    """Each term that is a sentence, as an event of kind sentenced, and those without a term; what a law allows or a
    threat says is UNREAL. `goes_on`: the sentence before told of one."""
    found = _elliptical(sentence) if goes_on and not events else []
    for stretch in sentence.terms:
        event = _each(sentence, found, stretch) or _sentenced(sentence, events, stretch)
        if event is not None and not any(event is known for known, _ in found):
            found.extend(_apiece(event, stretch))
    measured = [stretch for _, stretch in found if stretch is not None]
    return found + [(event, None) for event in _unmeasured(sentence, events, measured)]


def _elliptical(sentence: Sentence) -> list[tuple[Event, Stretch | None]]:
    """ "The brother 10 years.", "His wife: five years": a relative and a term, and nothing else, after a sentence told."""
    if len(sentence.terms) != 1 or len(sentence.people) != 1:
        return []
    stretch, person = sentence.terms[0], sentence.people[0]
    between = range(person.last, stretch.first)
    alone = person.first - sentence.first <= 1 and person.sort in ("kin", "name")
    bare = alone and all(sentence.low(at) in ",:–—-" for at in between) and sentence.low(stretch.last) in (".", "")
    return [(_gapped(Event("sentenced", person.first, stretch.last), person, stretch), stretch)] if bare else []


def _apiece(event: Event, stretch: Stretch) -> Iterator[tuple[Event, Stretch | None]]:
    """ "his sons were sentenced to 8, 10 and 12 years": a term for each of several; of one person nobody knows which."""
    if stretch.others and not (len(event.people) > 1 or any(person.plural for person in event.people)):
        yield event, None
        return
    yield event, stretch
    for term in stretch.others:
        yield replace(event), replace(stretch, term=term, others=())


def _unmeasured(sentence: Sentence, events: list[Event], measured: list[Stretch]) -> Iterator[Event]:
    """ "received a heavy sentence", "was given a prison term": a sentence whose length is not said."""
    verbs = [hit for hit in sentence.of("sentence_verbs") if hit.value in ("bare", "serving", "serving_noun")]
    for noun in sentence.of("sentence_nouns") if not measured else ():
        verb = next((hit for hit in verbs if 0 <= noun.first - hit.last <= UNMEASURED_REACH), None)
        if noun.value != "strong" or verb is None:
            continue
        article = sentence.is_in(verb.last, "articles") or sentence.is_in(verb.last - 1, "articles")
        if (article or RULES.get(verb.value) == "serving") and _near(sentence, verb.last, noun.first):
            event = _fresh(
                sentence,
                events,
                Stretch(noun.first, noun.last, None),
                (verb.first, verb.last, RULES.get(verb.value, "verb")),
            )
            if event is not None:
                yield event


def _each(sentence: Sentence, found: list[tuple[Event, Stretch | None]], stretch: Stretch) -> Event | None:
    """ "Memet received 12 years and Asiye 9 years": someone else and a term, by the verb before."""
    at = stretch.first
    while sentence.is_in(at - 1, "term_link", "articles", "of") or any(
        hit.first <= at - 1 < hit.last for hit in sentence.of("sentence_nouns")
    ):
        at -= 1  # "and Rustem a sentence of 8 years"
    person = next((one for one in sentence.people if one.last == at and one.sort in ("name", "kin")), None)
    if not found or person is None:
        return None
    floor = found[-1][1].last if found[-1][1] is not None else found[-1][0].last
    return _gapped(found[-1][0], person, stretch) if _is_next(sentence, person, floor) else None


def _is_next(sentence: Sentence, person: Person, floor: int) -> bool:
    """Whether someone stands behind a comma or an "and" after token `floor`, as the next in a row."""
    joined = sentence.is_in(person.first - 1, "coordinators") or sentence.low(person.first - 1) in (",", ";", "，")
    return person.first > floor and joined


def _gapped(event: Event, person: Person, stretch: Stretch) -> Event:
    return replace(event, kind="sentenced", first=person.first, last=stretch.last, people=[person], moment=None,
                   facility=None, rule="sentenced-gapped")  # fmt: skip


def _sentenced(sentence: Sentence, events: list[Event], stretch: Stretch) -> Event | None:
    if sentence.is_in(stretch.first - 1, "term_link") and sentence.is_in(stretch.first - 2, "contrast"):
        denied = next((one for one in reversed(events) if one.kind == "sentenced" and one.last <= stretch.first), None)
        if denied is not None and denied.polarity == cues.NEGATED:
            return replace(denied, polarity=cues.AFFIRMED, last=stretch.last, moment=None, rule="sentenced-instead")
    noted = (one for one in events if one.kind == "sentenced" and one.last + 1 == stretch.first)
    label = next((one for one in noted if sentence.low(one.last) in (":", "：")), None)
    if label is not None:
        return label  # "Sentenced: 13 years (2019)"
    verb = None if _is_short(sentence, stretch) else _governing(sentence, stretch)
    waiting = _waiting(sentence, events, stretch, verb)
    if waiting is not None or verb is None:
        return waiting
    known = next((e for e in events if e.kind in BY_TERM and e.first < verb[1] and verb[0] < e.last), None)
    gapped = next((p for p in sentence.people if p.last == stretch.first - 1 and _is_next(sentence, p, verb[1])), None)
    if known is not None and gapped is not None and sentence.is_in(stretch.first - 1, "term_link"):
        return _gapped(known, gapped, stretch)
    if known is not None and (known.kind == "sentenced" or verb[2] == "verb" and known.rule != "held-intransitive"):
        known.kind, known.facility = "sentenced", None  # "jailed for nine years"
        return known
    return _fresh(sentence, events, stretch, verb)


def _waiting(
    sentence: Sentence, events: list[Event], stretch: Stretch, verb: tuple[int, int, str] | None
) -> Event | None:
    """ "was sentenced by the court, on 5 May, to (a term of) nine years": the verb that still waits for its term."""
    first = stretch.first if verb is None else verb[0]
    event = next((one for one in reversed(events) if one.first < first), None)
    if event is None or event.kind != "sentenced" or event.last > first or any(
        one.first >= event.last and one.last <= stretch.first for one in sentence.terms
    ):  # fmt: skip
        return None
    linked = any(sentence.is_in(at, "term_link") for at in range(max(event.last, first - 2), stretch.first))
    return event if linked and _near(sentence, event.last, first) else None


def _fresh(sentence: Sentence, events: list[Event], stretch: Stretch, verb: tuple[int, int, str]) -> Event | None:
    """A sentence that no verb of the lexicon of events tells: "is serving 14 years", "his 17-year sentence"."""
    first, last = min(verb[0], stretch.first), max(stretch.last, verb[1] if verb[2] == "after" else 0)
    fresh = Event("sentenced", first, last, rule=f"sentenced-{verb[2]}")
    fresh.embedded = sentence.ends_in(verb[1] - 1, "embedded_endings")
    before = [event for event in events if event.last <= first]
    leading = next((event for event in events if event.first <= verb[0] < event.last and event.people), None)
    if leading is None and before and _hangs_on(sentence, before[-1], first):
        leading = before[-1]
    fresh.people = sentenced_people(sentence, stretch, verb, before[-1] if before else None)
    if leading is not None:
        fresh.people = fresh.people or leading.people
        fresh.polarity, fresh.certainty, fresh.attribution = leading.polarity, leading.certainty, leading.attribution
    else:
        floor = before[-1].last if before else sentence.first
        fresh.polarity = cues.polarity(sentence, clauses.group_start(sentence, verb[0]), verb[0], floor) or UNREAL
        fresh.certainty = cues.certainty(sentence, max(verb[0], stretch.first - 1), floor)
        fresh.attribution = cues.attribution(sentence, verb[0])
    if _general(sentence, stretch, verb):
        fresh.polarity = UNREAL
    return fresh if fresh.people else None


def _hangs_on(sentence: Sentence, event: Event, at: int) -> bool:
    """ "is believed to be in prison serving a 14-year sentence": no verb of its own since the event before it."""
    last = event.facility.last if event.facility is not None else event.last
    return last <= at and not any(
        sentence.is_in(index, "be", "have", "coordinators", "clause_starts") or sentence.person_at(index)
        or sentence.low(index) in ",;:" for index in range(last, at)
    )  # fmt: skip


def _governing(sentence: Sentence, stretch: Stretch) -> tuple[int, int, str] | None:
    """(first, last, rule) of the words that make the term a sentence: a verb before it, a noun beside it."""
    for hit in sentence.of("sentence_after"):
        if stretch.first <= hit.first and hit.first - stretch.last <= 3:
            return hit.first, hit.last, RULES.get(hit.value, "after")
    for hit in sentence.of("sentence_nouns"):
        colon = sentence.low(hit.last) == ":"
        if (hit.value == "strong" or colon) and _introduces(sentence, hit.last, stretch.first):
            return hit.first, hit.last, "noun"
        if 0 <= hit.first - stretch.last <= 1 and not sentence.is_in(stretch.last, "blockers"):
            verb = _verb_before(sentence, stretch, ANY, VERB_REACH)
            if hit.value == "strong":
                return verb or (stretch.first, hit.last, "noun")
            return verb
        if stretch.first <= hit.first < stretch.last:
            verb = _verb_before(sentence, stretch, ANY, VERB_REACH)
            return verb or ((stretch.first, hit.last, "noun") if hit.value == "strong" else None)
    verb = _verb_before(sentence, stretch, ("strong", "changed"), VERB_REACH)
    return verb or (_verb_before(sentence, stretch, ("bare", "serving"), 1) if _ends_there(sentence, stretch) else None)


def _introduces(sentence: Sentence, first: int, last: int) -> bool:
    """ "Sentence: nine years", "la sentencia, de ocho años", "verdict of 4 June: 8 years": a mark and small words, or a
    date, between the noun and its term."""
    between = [at for at in range(first, last) if not sentence.moment_at(at)]
    marks = [at for at in between if sentence.low(at) in ":,"]
    said = [hit for hit in sentence.of("happens") if first <= hit.first and hit.last <= last]
    small = all(
        sentence.is_in(at, "of", "date_prepositions", "articles", "directions")
        or any(hit.first <= at < hit.last for hit in said)
        for at in between
        if at not in marks
    )
    if not marks or not small:
        return False
    colon = sentence.low(marks[0]) == ":"
    dated = len(marks) == 2 and sentence.moment_at(marks[1] - 1) is not None
    return colon and (len(marks) == 1 or dated) or len(marks) == 1 and len(between) == last - first <= 2


def _is_short(sentence: Sentence, stretch: Stretch) -> bool:
    """ "was given 15 days of administrative detention": days are a sentence only where a verb of sentencing says so."""
    most = stretch.term.months_max
    short = stretch.term.kind == "term" and most is not None and most <= 1
    return short and _verb_before(sentence, stretch, ("strong",), VERB_REACH) is None


def _ends_there(sentence: Sentence, stretch: Stretch) -> bool:
    """ "He received 18 years.": years and nothing after them that could be what lasted so long."""
    low = sentence.low(stretch.last)
    long_enough = stretch.term.kind != "term" or (stretch.term.months_min or 0) >= 12
    return long_enough and (not low or not low[0].isalnum() or sentence.is_in(stretch.last, "after_term"))


def _verb_before(
    sentence: Sentence, stretch: Stretch, strengths: tuple[str, ...], reach: int
) -> tuple[int, int, str] | None:
    for hit in reversed(sentence.of("sentence_verbs")):
        if (
            hit.value in strengths
            and hit.first < stretch.first
            and hit.last < stretch.last  # "condamné à" and "à mort", "impuso una pena de" and "una pena de 20 años"
            and stretch.first - hit.last <= reach
            and _near(sentence, hit.last, stretch.first)
        ):
            return hit.first, hit.last, RULES.get(hit.value, "verb")
    return None


def _near(sentence: Sentence, first: int, last: int) -> bool:
    return not any(
        sentence.is_in(index, "blockers", "be", "have", "verbs") or sentence.low(index) in (";", ":")
        for index in range(first, last)
    )


def _general(sentence: Sentence, stretch: Stretch, verb: tuple[int, int, str]) -> bool:
    """What a law provides or someone risks is no sentence passed."""
    by = (one.first for one in sentence.people if one.sort == "authority" and sentence.low(one.first - 1) == ",")
    parted = max([sentence.first, *(first for first in by if first < verb[0])])  # "запросил восемь лет, суд назначил"
    near = range(max(parted, stretch.first - 8), min(sentence.last, stretch.last + 4))
    return any(sentence.is_in(index, "general") for index in near if not verb[0] <= index < verb[1])
