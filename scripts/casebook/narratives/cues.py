"""Whether something is said to be so, not so, not known, doubtful, or only wished for, and who says it."""

from __future__ import annotations

from casebook.narratives.clauses import auxiliary, group_start, is_of_nobody, subject_of
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

AFFIRMED, NEGATED, UNKNOWN = "affirmed", "negated", "unknown"


def clause_start(sentence: Sentence, at: int, previous: int) -> int:
    """The first token that can still govern the verb at `at`: the last mark, subordinator or other verb before it."""
    for index in range(at - 1, previous - 1, -1):
        if sentence.low(index) in (";", ":", "—") or sentence.is_in(index, "clause_starts"):
            return index
    return max(previous, sentence.first)


def polarity(sentence: Sentence, first: int, at: int, previous: int) -> str | None:
    """affirmed, negated or unknown for the verb whose group begins at `first`; None for what did not happen yet."""
    start = clause_start(sentence, first, previous)
    scope = [hit for hit in sentence.hits if start <= hit.first < at and not sentence.moment_at(hit.first)]
    if _governed(sentence, "unknown", start, "whether") or _asked_first(sentence, start):
        return UNKNOWN
    if any(hit.type == "unreal" for hit in scope):
        return None
    if _governed(sentence, "unreal", start, "unreal_governs"):
        return None
    if any(hit.type == "unknown" for hit in scope):
        return UNKNOWN
    near = group_start(sentence, first)
    if any(hit.type == "negation" and (hit.first >= near or at - hit.last <= 2) for hit in scope):
        return NEGATED
    if any(hit.type == "negation" and _is_of_the_subject(sentence, hit, start) for hit in scope):
        return NEGATED
    return AFFIRMED


def _governed(sentence: Sentence, type_: str, start: int, linking: str) -> bool:
    """Whether a cue governs the clause that opens with the linking word at `start`: "not known if", "hopes that"."""
    if not sentence.is_in(start, linking):
        return False
    return any(
        hit.type == type_ and hit.first < start <= hit.last + 4 and not _parted(sentence, hit.last, start)
        and not (type_ == "unknown" and _is_so(sentence, hit, start))
        for hit in sentence.hits
    )


def _is_so(sentence: Sentence, hit: Hit, start: int) -> bool:
    """ "had not known that he was in prison": he was."""
    return hit.last == start and sentence.is_in(start, "that_words") and sentence.is_in(start - 1, "know_words")


def _is_of_the_subject(sentence: Sentence, hit: Hit, start: int) -> bool:
    """ "no court has tried him": the clause opens with a negation and its noun; not "Camp No. 4"."""
    opens = hit.first in (start, start + 1) or hit.first == sentence.first
    return opens and sentence.is_in(hit.first, "negative_articles") and sentence.low(hit.last)[:1].isalpha()


def _asked_first(sentence: Sentence, start: int) -> bool:
    """ "Whether she was tried, we do not know"."""
    opened = start <= sentence.first and sentence.is_in(start, "whether")
    return opened and any(hit.first > start + 1 for hit in sentence.of("unknown"))


def _parted(sentence: Sentence, first: int, last: int) -> bool:
    """ "was unknown until 2020, when she was ...": a comma ends what the cue governs, unless it comes right after."""
    return any(sentence.low(at) in (",", ";") for at in range(first + 1, last))


def certainty(sentence: Sentence, at: int, previous: int) -> str:
    """certain, or doubtful when a word of doubt stands in the clause or governs it."""
    start = clause_start(sentence, at, previous)
    doubts = sentence.of("doubt")
    if any(start <= hit.first and hit.last <= at + 1 for hit in doubts) or _governed(
        sentence, "doubt", start, "unreal_governs"
    ):
        return "doubtful"
    return "certain"


def behind(sentence: Sentence, index: int) -> set[str]:
    """The kinds of cues between token `index` and the next mark or conjunction: what is told there governs a clause
    that stands before it."""
    last = index
    while sentence.low(last)[:1].isalnum() and not sentence.is_in(last, "coordinators"):
        last += 1
    return {hit.type for hit in sentence.hits if index <= hit.first < last}


def speaker_class(person: Person) -> str | None:
    """Who someone who tells is: family, speaker, source, or the kind of an authority."""
    if person.sort == "authority":
        return person.code
    if person.sort == "source":
        return "source"
    if person.sort == "pronoun" and person.who == "speaker":
        return "speaker"
    if person.who.startswith("relative:"):
        return "family"
    return "subject" if person.who == "subject" else None


def attribution(sentence: Sentence, at: int) -> str | None:
    """Who says what the verb at `at` tells: the nearest "X said" before it, else an "according to X"."""
    for hit in sorted(sentence.of("says", "knows", "believes"), key=lambda hit: -hit.first):
        over = hit.type != "says" and any(sentence.low(index) == ";" for index in range(hit.last, at))
        passive = hit.type == "says" and _is_passive_told(sentence, hit.first) or is_of_nobody(sentence, hit)
        if hit.last <= at and not over and not passive:
            person = subject_of(sentence, hit.first, sentence.first)
            if person and person.sort != "people" and (hit.type == "says" or person.who != "subject"):
                return speaker_class(person)
    for hit in sentence.of("according"):
        person = next((p for p in sentence.people if hit.last <= p.first <= hit.last + 4), None)
        if person and any(sentence.low(at) == "," for at in range(hit.last, person.first)):
            continue  # "according to the list, Erbol"
        if person and not sentence.is_in(person.first, "nominative_only"):
            return speaker_class(person)
    if any(hit.type == "hearsay" and hit.last <= at for hit in sentence.hits):
        return "hearsay"
    return None


def _is_passive_told(sentence: Sentence, at: int) -> bool:
    """ "was (verbally) informed": who is told, not who tells."""
    return auxiliary(sentence, at) == "be"
