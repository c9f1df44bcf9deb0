"""What else a sentence says: charges, reasons, ages, no lawyer, no trial, whereabouts not known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from casebook.charges import parse_charge
from casebook.narratives.ages import age_claims
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.cues import NEGATED, UNKNOWN, attribution, certainty
from casebook.narratives.events import UNREAL, Event
from casebook.narratives.lexicon import Hit
from casebook.narratives.sentence import Sentence

REASON_REACH, CHARGE_REACH = 30, 16
REASON_GAP = 8
DENIED_REACH = 6
REASONED = ("detained", "sentenced", "tried", "held", "camp", "transferred", "placed", "fine", "died", "released")
OPENING, CLOSING = "“‘«\"'„「《", "”’»\"'“」》"


@lru_cache(maxsize=5000)
def read_charge(words: str, language: str) -> Any:
    """parse_charge of the words, remembered."""
    return parse_charge(words, language=language)


def detail_claims(sentence: Sentence, events: list[Event]) -> Iterable[ProposedClaim]:
    """Every other claim of the sentence; `events` are those of the sentence."""
    yield from age_claims(sentence)
    yield from _charges(sentence, events)
    yield from _reasons(sentence, events)
    yield from _denied(sentence, events)


def _event_before(events: list[Event], index: int) -> Event | None:
    return next((event for event in reversed(events) if event.first <= index), None)


def _charges(sentence: Sentence, events: list[Event]) -> Iterable[ProposedClaim]:
    for hit in sentence.of("charge_cues"):
        event = _event_before(events, hit.first)
        if event and event.polarity == UNREAL:
            continue
        last = _quote_end(sentence, hit.last) or _phrase_end(sentence, hit.last, CHARGE_REACH)
        first = hit.last + (sentence.low(hit.last) in OPENING or sentence.is_in(hit.last, "articles"))
        if last <= first:
            continue
        words = sentence.words(first, last)
        start, end = sentence.chars(first, last)
        yield ProposedClaim(
            "charge", start, end, who=_who(event), charge=read_charge(words, sentence.lexicon.language),
            polarity=event.polarity if event else "affirmed",
            attribution=attribution(sentence, hit.first), rule="charge-cue",
        )  # fmt: skip


def _quote_end(sentence: Sentence, index: int) -> int | None:
    """The end of a quotation that opens at `index`, its closing mark left out."""
    if not sentence.low(index) or sentence.low(index) not in OPENING:
        return None
    return next((at for at in range(index + 1, min(sentence.last, index + 20)) if sentence.low(at) in CLOSING), None)


def _phrase_end(sentence: Sentence, index: int, reach: int) -> int:
    """Where a phrase stops: at a mark, a date, a term, a relative clause or the next event."""
    events = {hit.first for hit in sentence.of("events", "sentence_verbs")}
    at = index
    while at < min(sentence.last, index + reach):
        low = sentence.low(at)
        if low in ",;.:!?()。，；" or at in events or sentence.moment_at(at) or sentence.is_in(at, "phrase_ends"):
            break
        at += 1
    while at > index and (sentence.is_in(at - 1, "coordinators", "date_prepositions", "be", "have", "articles")):
        at -= 1
    return at


def _reasons(sentence: Sentence, events: list[Event]) -> Iterable[ProposedClaim]:
    """Why, as those who speak believe: "because he prayed"; only after an event of the sentence."""
    for hit in sentence.of("reason_cues"):
        event = _event_before([event for event in events if event.kind in REASONED], hit.first)
        if event is None or event.polarity == UNREAL or not event.people:
            continue
        if not _follows(sentence, event, hit.first) or sentence.low(hit.last) in OPENING:
            continue
        last = _quote_end(sentence, hit.last) or _phrase_end(sentence, hit.last, REASON_REACH)
        if last > hit.last and not any(term.first < last and hit.last < term.last for term in sentence.terms):
            start, end = sentence.chars(hit.last, last)
            yield ProposedClaim("reason", start, end, who=_who(event), certainty=event.certainty,
                                attribution=attribution(sentence, hit.first), rule="reason-cue")  # fmt: skip


def _follows(sentence: Sentence, event: Event, index: int) -> bool:
    """Whether the cue comes right after the event, its date, place and term: nothing else happens in between."""
    parts = [event.moment, event.facility, *(term for term in sentence.terms if term.first >= event.first)]
    last = max([event.last, *(part.last for part in parts if part is not None and part.last <= index)])
    return index - last <= REASON_GAP and not sentence.any_between(last, index, "events", "says", "knows")


def _denied(sentence: Sentence, events: list[Event]) -> Iterable[ProposedClaim]:
    """ "had no lawyer", "without trial", "no trial is known", "nobody was told where he is"."""
    trials = [hit for hit in sentence.of("events") if hit.value == ("tried", "noun")] + sentence.of("no_trial")
    for kind, hits in (("lawyer", sentence.of("no_lawyer")), ("tried", trials)):
        for hit in hits:
            behind = [one for one in sentence.of("absent", "known") if 0 <= one.first - hit.last <= 2]
            absent = next((one for one in behind if one.type == "absent"), None)
            negation = absent or _negation_of(sentence, hit)
            if negation:
                known = next((one for one in behind if one.type == "known"), None)
                last = max([hit.last, *(one.last for one in behind)])
                start, end = sentence.chars(min(negation.first, hit.first), last)
                yield ProposedClaim(
                    kind, start, end, who=_who(_event_before(events, hit.first)), rule="denied",
                    polarity=UNKNOWN if known else NEGATED, attribution=attribution(sentence, negation.first),
                    certainty=certainty(sentence, negation.first, sentence.first),
                )  # fmt: skip
            elif sentence.of("unknown") and any(sentence.is_in(hit.first - back, "asking_words") for back in (1, 2)):
                start, end = sentence.chars(hit.first, hit.last)  # "неизвестно, был ли суд"
                yield ProposedClaim(kind, start, end, polarity=UNKNOWN, rule="not-known")
    for hit in sentence.of("whereabouts"):
        if sentence.of("unknown") or _untold(sentence, hit):
            start, end = sentence.chars(hit.first, hit.last)
            yield ProposedClaim(
                "whereabouts", start, end, who=_who(_event_before(events, hit.last)), polarity=UNKNOWN, rule="not-known"
            )


def _negation_of(sentence: Sentence, hit: Hit) -> Hit | None:
    """The negation that a noun is in the scope of: "not been allowed to meet a lawyer"."""
    for negation in sentence.of("negation"):
        between = range(negation.last, hit.first)
        if 0 <= len(between) <= DENIED_REACH and not any(
            sentence.low(at) in ",;:" or sentence.is_in(at, "blockers", "coordinators") for at in between
        ):
            other = sentence.any_between(negation.last, hit.first, "events") or _at_it(sentence, negation.last, hit)
            return None if other else negation
    return None


def _at_it(sentence: Sentence, first: int, hit: Hit) -> bool:
    """ "nobody was allowed to attend the trial": what is denied happened at a trial that there was."""
    index = hit.first
    while index > first and sentence.is_in(index - 1, "articles"):
        index -= 1
    trial = hit.type == "no_trial" or hit.value == ("tried", "noun")
    at = sentence.is_in(index - 1, "attending", "date_prepositions", "case_words") and not sentence.is_in(
        index - 1, "of"
    )
    return trial and (index > first and at or _only_told_of(sentence, first, hit.first))


def _only_told_of(sentence: Sentence, first: int, last: int) -> bool:
    """ "was not informed of the trial", "did not say when the trial was": what is denied is that it was told."""
    told = sentence.any_between(first - 1, last, "says", "knows", "believes")
    return told or any(sentence.is_in(at, "tell_verbs", "clause_starts") for at in range(first, last))


def _untold(sentence: Sentence, hit: Hit) -> bool:
    """ "neither his family nor the consulate has been told where he is"."""
    told = [one for one in sentence.of("knows", "says") if 0 <= hit.first - one.last <= 2]
    return any(negation.last <= one.first for one in told for negation in sentence.of("negation"))


def _who(event: Event | None) -> str:
    return event.people[0].who if event and event.people and event.people[0].who else "subject"
