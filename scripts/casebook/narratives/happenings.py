"""The events of a sentence, clause by clause."""

from __future__ import annotations

from casebook.narratives import clauses, cues
from casebook.narratives.events import PLACED, STAYING, UNREAL, Event, the_subject
from casebook.narratives.lexicon import Hit
from casebook.narratives.notes import company, noted, told_of
from casebook.narratives.objects import object_of
from casebook.narratives.patients import owners, subjects
from casebook.narratives.sentence import Sentence
from casebook.narratives.voices import read_voice

IN_PLACE = (
    "placed",
    "staying",
    "detained",
    "held",
    "transferred",
    "forced_labour",
    "questioned",
    "seen",
    "died",
    "released",
)
FACILITY_REACH, LINK_REACH, REASON_REACH = 12, 6, 3


def find_events(sentence: Sentence) -> list[Event]:
    """The events of the sentence in order, those only wished for among them (polarity UNREAL)."""
    found: list[Event] = []
    for hit in sentence.of("events", "placing", "staying"):
        kind, form = {"events": hit.value, "placing": (PLACED, hit.value), "staying": (STAYING, "intransitive")}[
            hit.type
        ]
        if any(event.first <= hit.first < event.last for event in found) or _hidden(sentence, hit):
            continue
        facility = facility_after(sentence, hit.last) if kind in IN_PLACE else None
        if kind == PLACED:
            facility = facility or facility_before(sentence, hit.first)
        if kind == STAYING:
            if facility is None:
                continue
            kind = "held"
        if kind == PLACED and facility is None:
            if not _taken_by(sentence, hit):
                continue
            kind = "detained"
        event = _event(sentence, hit, kind, form, found)
        if event:
            event.facility = facility
            found.append(event)
    found = _whether(sentence, found)
    for hit in sentence.of("refuted"):  # "it was said that he had died, which is not true"
        for event in found:
            event.polarity = cues.NEGATED if event.last <= hit.first else event.polarity
    for previous, event in zip([None, *found], found, strict=False):
        event.people = [*event.people, *company(sentence, event, previous)]
    return found


def _whether(sentence: Sentence, found: list[Event]) -> list[Event]:
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


def _taken_by(sentence: Sentence, hit: Hit) -> bool:
    """ "was taken by the police", "the police took him": a detention though no place is named."""
    if "dative_endings" in sentence.lexicon.words:  # "evinden götürüldü": taken nowhere that is said
        taken = sentence.low(hit.first).startswith(tuple(sentence.lexicon.words["taken_words"]))
        return taken and not sentence.ends_in(hit.first - 1, "dative_endings")
    doer = sentence.person_at(hit.first - 1)
    if sentence.is_in(hit.first, "taking_words") and doer is not None and doer.sort == "authority":
        taken = object_of(sentence, hit.first, hit.last)
        return taken is not None and taken.sort in ("kin", "name", "pronoun")
    agent = next((p for p in sentence.people if hit.last + 1 <= p.first <= hit.last + 3), None)
    return (
        sentence.is_in(hit.first, "taken_words")
        and sentence.is_in(hit.last, "agent_words")
        and agent is not None
        and agent.sort == "authority"
    )


def _hidden(sentence: Sentence, hit: Hit) -> bool:
    """A word inside the name of a place of custody ("detention" in "detention camp") or of someone ("the accused")."""
    person = sentence.person_at(hit.first)
    if person is not None and person.sort == "name":
        return True
    if hit.value == ("seen", "transitive") and any(
        one.first < hit.first < one.last for one in sentence.of("sentence_verbs")
    ):
        return True  # "s'est vu infliger"
    if hit.type == "events" and hit.value[0] == "seen" and _says_only_so(sentence, hit):
        return True
    return any(
        other.type == "facilities" and other.first <= hit.first and hit.last <= other.last for other in sentence.hits
    )


def _says_only_so(sentence: Sentence, hit: Hit) -> bool:
    """ "duruşma 2 Mart 2016'da görüldü": a verb that says of an event, named before its date, that it took place."""
    moment = sentence.moment_at(hit.first - 1)
    said = any(other.first == hit.first for other in sentence.of("happens"))
    return said and moment is not None and any(other.last == moment.first for other in sentence.of("events"))


def facility_after(sentence: Sentence, index: int) -> Hit | None:
    """The place of custody that the words after a verb name: "to an internment camp", "in police custody"."""
    if sentence.lexicon.words.get("facility_before"):
        return next((hit for hit in sentence.of("facilities") if 0 <= index - hit.last <= 4), None)
    for hit in sentence.of("facilities"):
        if index <= hit.first <= index + FACILITY_REACH:
            between = [at for at in range(index, hit.first) if not sentence.moment_at(at)]
            arrived = (
                hit.first == index
                or sentence.is_in(index - 1, "arrival")
                or any(sentence.is_in(at, "arrival") for at in between)
                or sentence.is_in(hit.first, "arrival")
            )
            if arrived and not _elsewhere(sentence, between) and not sentence.any_between(
                index, hit.first, "events", "staying"
            ):  # fmt: skip
                return hit
    return None


def facility_before(sentence: Sentence, index: int) -> Hit | None:
    """The place of custody that a relative clause is about: "the camp to which she had been sent"."""
    link = next((at for at in range(index - 1, index - LINK_REACH, -1) if sentence.is_in(at, "place_links")), None)
    if link is None:
        return None
    first = link - 1 if sentence.is_in(link - 1, "arrival") else link
    return next((hit for hit in sentence.of("facilities") if hit.last == first), None)


def _elsewhere(sentence: Sentence, between: list[int]) -> bool:
    """Whether another clause begins on the way to a place: a conjunction, or a comma that no date explains."""
    return any(
        sentence.is_in(at, "blockers", "coordinators", "have") or sentence.low(at) == ";"
        or sentence.low(at) == "," and not sentence.moment_at(at - 1) and not sentence.moment_at(at + 1)
        for at in between
    )  # fmt: skip


def _event(sentence: Sentence, hit: Hit, kind: str, form: str, found: list[Event]) -> Event | None:
    previous = found[-1] if found else None
    event = Event(kind, hit.first, hit.last, rule=f"{kind}-{form}")
    event.embedded = sentence.ends_in(hit.last - 1, "embedded_endings")
    if form == "noun":
        event.people = owners(sentence, hit)
    elif form == "intransitive":
        event.people = told_of(sentence, event) if event.embedded else subjects(sentence, event, previous)
        passed = event.people and event.kind == "tried" and all(one.sort == "authority" for one in event.people)
        event.people = [person for person in event.people if person.sort != "authority"]
        if passed and sentence.lexicon.words.get("drops_subject"):
            event.people = [the_subject(event.first)]  # "法院公开审理了此案"
    elif not read_voice(sentence, event, form, previous):
        event.people = []
    event.people = event.people or noted(sentence, event, form)
    if not event.people:
        return None
    _state(sentence, event, form, previous)
    return event


def _state(sentence: Sentence, event: Event, form: str, previous: Event | None) -> None:
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
