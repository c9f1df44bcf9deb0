"""Whether an event is said to be so, not so or not known, and how certain and by whom it is told."""

from __future__ import annotations

from casebook.narratives import clauses, cues
from casebook.narratives.events import UNREAL, Event
from casebook.narratives.sentence import Sentence

REASON_REACH, FOR_REACH = 3, 6


def take_stance(sentence: Sentence, event: Event, form: str, previous: Event | None) -> None:
    """Sets polarity, certainty and attribution of `event`; `previous` is the event before it in the sentence."""
    floor = previous.last if previous else sentence.first
    if previous is not None and event.rule.endswith("-joined") and not _new_clause(sentence, previous, event):
        event.polarity, event.certainty, event.attribution = previous.polarity, previous.certainty, previous.attribution
        _own_polarity(sentence, event)
        _by_ending(sentence, event)
        return
    start = clauses.group_start(sentence, event.first)
    event.polarity = cues.polarity(sentence, start, event.first, floor) or UNREAL
    if event.kind == "last_contact" and event.polarity == cues.NEGATED and sentence.is_in(event.first, "silences"):
        event.polarity = cues.AFFIRMED  # "n'a plus donné de nouvelles": the silence is what is told
    event.certainty = cues.certainty(sentence, event.first, floor)
    event.attribution = cues.attribution(sentence, event.first)
    _by_ending(sentence, event)
    if event.embedded:
        _told_behind(event, cues.behind(sentence, event.last))
    if event.certainty == "doubtful" and _is_given_a_reason(sentence, event):
        event.certainty = "certain"
    if event.kind == "detained" and form != "noun" and event.passive and _lasting(sentence, start, event):
        event.kind = "held"
    elif event.kind == "held" and event.passive and _for_a_time(sentence, event):
        event.rule = "held-for"


def noted_polarity(sentence: Sentence, event: Event) -> str:
    """ "Released: not known", "Sentenced: no": what a form answers."""
    at = event.last + 1
    said = {hit.type for hit in sentence.of("unknown", "negation") if hit.first == at}
    if "unknown" in said:
        return cues.UNKNOWN
    return cues.NEGATED if "negation" in said else event.polarity


def contradict(sentence: Sentence, found: list[Event]) -> None:
    """Denies what is refuted afterwards, "it was said that he had died, which is not true", and what was due and did not
    happen: "should have been released in 2022, but was not"."""
    for hit in sentence.of("refuted", "undone"):
        ends = not sentence.low(hit.last)[:1].isalnum()
        for event in found:
            due = event.polarity == UNREAL and ends
            if event.last <= hit.first and (hit.type == "refuted" or due):
                event.polarity = cues.NEGATED


def _by_ending(sentence: Sentence, event: Event) -> None:
    """What the ending of the verb denies ("çıkarılmadan", but not "çıkarılmadan önce") or tells as heard from others."""
    last = event.last - 1
    before = sentence.ends_in(last, "without_endings") and sentence.is_in(event.last, "subordinators")
    denied = sentence.ends_in(last, "negative_endings") and not before and event.kind != "last_contact"
    if denied and event.polarity in (cues.AFFIRMED, cues.NEGATED):
        event.polarity = cues.NEGATED
    elif sentence.ends_in(last, "finite_endings") and event.polarity == cues.NEGATED and event.rule.endswith("-joined"):
        event.polarity = cues.AFFIRMED  # "mahkemeye çıkarılmadan kampa gönderildi"
    if sentence.ends_in(last, "evidential_endings"):
        event.attribution = event.attribution or "hearsay"


def _for_a_time(sentence: Sentence, event: Event) -> bool:
    """ "was held for 15 days": a spell in custody from its beginning to its end."""
    near = range(event.last, min(sentence.last, event.last + FOR_REACH))
    return any(sentence.is_in(at, "purpose") and any(0 < one.first - at <= 2 for one in sentence.terms) for at in near)


def _is_given_a_reason(sentence: Sentence, event: Event) -> bool:
    """ "believes that he was arrested because he prayed": what is doubtful is why, not that he was."""
    if not any(hit.last <= event.first for hit in sentence.of("believes")):
        return False
    return any(event.last <= hit.first <= event.last + REASON_REACH for hit in sentence.of("reason_cues"))


def _told_behind(event: Event, said: set[str]) -> None:
    """ "nakledildiği sanılıyor": what stands behind a clause says whether it is so."""
    if said & {"unknown", "unreal"}:
        event.polarity = cues.UNKNOWN if "unknown" in said else UNREAL
    if "doubt" in said:
        event.certainty = "doubtful"
    if "hearsay" in said:
        event.attribution = event.attribution or "hearsay"


def _new_clause(sentence: Sentence, previous: Event, event: Event) -> bool:
    """ "没有被捕，只是被传唤": a comma that opens a clause with a stance of its own, where commas do."""
    between = range(previous.last, event.first)
    return any(sentence.low(at) in (",", "，") and sentence.is_in(at, "clause_starts") for at in between)


def _own_polarity(sentence: Sentence, event: Event) -> None:
    """ "was detained and has not been tried", "was not told why and was sentenced": an auxiliary or a negation of its
    own takes a joined verb out of the scope of the negation before it."""
    group = range(clauses.group_start(sentence, event.first), event.first)
    if event.polarity in (cues.AFFIRMED, cues.NEGATED):
        if any(hit.first in group for hit in sentence.of("negation")):
            event.polarity = cues.NEGATED
        elif any(sentence.is_in(index, "be", "have") for index in group):
            event.polarity = cues.AFFIRMED
    if any(hit.first in group for hit in sentence.of("doubt")):
        event.certainty = "doubtful"  # "avait été emmenée et aurait été condamnée"


def _lasting(sentence: Sentence, start: int, event: Event) -> bool:
    """ "is (now) detained", "is being held": a state today, not the day it began."""
    words = [sentence.low(index) for index in range(start, event.first)]
    lexicon = sentence.lexicon
    if any(word in lexicon.set("have") for word in words):
        return False
    return bool(words) and (
        words[0] in lexicon.set("be_present") or any(word in lexicon.set("still") for word in words)
    )


def without_questions(sentence: Sentence, found: list[Event]) -> list[Event]:
    """ "çarptırılıp çarptırılmadığı": a verb and its denial side by side ask whether it happened."""
    for event in found:
        if sentence.ends_in(event.last - 1, "converb_endings") and sentence.ends_in(event.last, "negative_endings"):
            event.polarity = cues.UNKNOWN  # "mahkemeye çıkarılıp çıkarılmadığı"
    asked = [
        (one, two)
        for one, two in zip(found, found[1:], strict=False)
        if one.kind == two.kind and two.first - one.last <= 1 and sentence.ends_in(two.last - 1, "negative_endings")
    ]
    for _, two in asked:
        two.polarity = cues.UNKNOWN
    return [event for event in found if not any(event is one for one, _ in asked)]
