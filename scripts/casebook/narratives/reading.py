"""A narrative read from its first sentence to its last, and what it says given as claims."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casebook.narratives import informants, residence
from casebook.narratives.anchors import Clock
from casebook.narratives.binding import bind
from casebook.narratives.cast import Cast
from casebook.narratives.claiming import event_claims
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.coreference import resolve
from casebook.narratives.details import detail_claims
from casebook.narratives.events import Event
from casebook.narratives.happenings import find_events
from casebook.narratives.informing import informant_claims, residence_claims
from casebook.narratives.learning import find_learning
from casebook.narratives.lexicon import Hit, Lexicon, lexicon
from casebook.narratives.mentions import find_people
from casebook.narratives.moments import Calendar, find_moments
from casebook.narratives.names import Names
from casebook.narratives.relatives import relative_claims
from casebook.narratives.sentence import Sentence
from casebook.narratives.sentencing import find_sentences
from casebook.narratives.stretches import find_terms
from casebook.narratives.tokens import sentences, tokenise
from casebook.narratives.unsaid import tellers

SPEECH = ("says", "knows", "believes")
CUES = ("negation", "unknown", "doubt", "hearsay", "unreal")


@dataclass(slots=True)
class Story:
    """What has been read so far."""

    sentences: list[Sentence] = field(default_factory=list)
    tellers: list[tuple[Sentence, informants.Teller]] = field(default_factory=list)
    homes: list[tuple[Sentence, residence.Home]] = field(default_factory=list)
    cast: Cast = field(default_factory=Cast)
    clock: Clock = field(default_factory=Clock)
    events: list[tuple[Sentence, Event, Any]] = field(default_factory=list)


def propose_claims(text: str, *, language: str, subject: str | None = None) -> list[ProposedClaim]:
    """What the narrative says of its subject and of others, in order; [] for a language without a vocabulary.

    `language`: ISO 639-1 code, a region is ignored. `subject`: the name of the person it is on, as the text writes it;
    without it the person named most often is taken. Never raises on odd text. See ProposedClaim for the shapes.
    """
    words = lexicon(language.replace("_", "-").split("-")[0].lower())
    if words is None or not text.strip():
        return []
    story = _scan(text, words, subject)
    story.cast.meet(story.sentences)
    for sentence in story.sentences:
        _read(sentence, story)
    found = [*event_claims(story.events), *residence_claims(story.homes)]
    found.extend(informant_claims(story.sentences, story.tellers, story.homes, story.cast))
    found.extend(relative_claims(story.sentences))
    events: dict[int, list[Event]] = {}
    for sentence, event, _ in story.events:
        events.setdefault(id(sentence), []).append(event)
    for sentence in story.sentences:
        found.extend(detail_claims(sentence, events.get(id(sentence), [])))
    return sorted(dict.fromkeys(found), key=lambda claim: (claim.start, claim.end, claim.kind))


def _scan(text: str, words: Lexicon, subject: str | None) -> Story:
    """The sentences with their words, dates, people and terms, before anyone knows who is who."""
    tokens = tokenise(text, words.apostrophe)
    places = words.places(tokens)
    ranges = sentences(text, tokens, words.abbreviations, words.openers)
    names = Names(words, tokens, {first for first, _ in ranges}, subject)
    story, calendar = Story(), Calendar()
    for number, (first, last) in enumerate(ranges):
        sentence = Sentence(text, tokens, first, last, words, words.find(tokens, first, last), places, names.known)
        sentence.moments = find_moments(sentence, calendar, number)
        sentence.people = find_people(sentence, names)
        covered = [hit for hit in sentence.of(*SPEECH, *CUES) if _covered(sentence, hit)]
        if covered:
            sentence.hits = [hit for hit in sentence.hits if hit not in covered]
        sentence.terms = find_terms(sentence)
        sentence.people = sorted([*sentence.people, *tellers(sentence)], key=lambda one: (one.first, one.last))
        story.sentences.append(sentence)
    return story


def _covered(sentence: Sentence, hit: Hit) -> bool:
    """A verb of telling inside a name ("state security"), a cue inside a date ("May" the month)."""
    if hit.type in SPEECH:
        return sentence.person_at(hit.first) is not None
    return hit.type in CUES and sentence.moment_at(hit.first) is not None


def _read(sentence: Sentence, story: Story) -> None:
    """Who is who in the sentence, what happened to them, when; who tells and where they live."""
    resolve(story.cast, sentence)
    events = find_events(sentence)
    goes_on = bool(story.events) and story.events[-1][1].kind == "sentenced"
    passed = find_sentences(sentence, events, goes_on)
    known = [event for event, _ in passed if event not in events]
    events = sorted([*events, *known, *find_learning(sentence, events)], key=lambda event: event.first)
    events = bind(sentence, events)
    story.clock.settle(sentence, events)
    terms = {id(event): stretch for event, stretch in passed}
    story.events.extend((sentence, event, terms.get(id(event))) for event in events)
    told = informants.find_tellers(sentence)
    homes = residence.find_homes(sentence)
    story.tellers.extend((sentence, teller) for teller in told)
    story.homes.extend((sentence, home) for home in homes)
    story.cast.follow(sentence, events, [*(teller.person for teller in told), *(home.person for home in homes)])
