"""Who has been spoken of so far in a narrative: what the reader remembers from one sentence to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casebook.narratives.gender import subject_gender
from casebook.narratives.kin_phrases import adjectives
from casebook.narratives.people import GENDER_OF, LOOSE, OTHER, SPEAKER, SUBJECT, Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.speaker import Speaker, find_speaker, is_named

ABOUT = ("kin", "name", "pronoun")
EITHER = "either"  # a cousin, a friend, a child: he or she


def first_name(person: Person) -> str:
    """The first word of a name, folded; "" for none."""
    return (person.name or " ").split(" ")[0].lower()


@dataclass(slots=True)
class Cast:
    """Who has been spoken of so far: the reading state from one sentence to the next."""

    gender: str = ""
    speaker: Speaker = field(default_factory=Speaker)
    focus: str = SUBJECT
    focus_gender: str = ""
    last: dict[str, str] = field(default_factory=dict)
    last_plural: str = ""
    group: list[Person] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    teller: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    last_teller: str = ""
    quoted: str = OTHER
    mine: dict[str, str] = field(default_factory=dict)
    own: str = ""
    dead: set[str] = field(default_factory=set)
    view: str = ""
    topic: str = ""
    sentence: Any = None
    strangers: list[Person] = field(default_factory=list)
    called: dict[str, str] = field(default_factory=dict)  # by whom the subject was called a father or a mother
    told_now: dict[str, str] = field(default_factory=dict)

    def meet(self, sentences: list[Sentence]) -> None:
        """Learn from the whole narrative the subject's gender and, in the first person, who the speaker is."""
        self.gender = subject_gender(sentences)
        self.speaker = find_speaker(sentences)
        if self.speaker.name:
            self.named[self.speaker.name.split()[0].lower()] = SPEAKER

    def follow(self, sentence: Sentence, events: list[Any], tellers: list[Person]) -> None:
        """After a sentence: whom the next one's pronoun means. One who only tells, or lives somewhere, is not it."""
        telling = bool(tellers)
        if telling or any(p.is_subject for p in sentence.people if p.sort == "name"):
            self.told_now = {}
        together = next((event.people for event in reversed(events) if len(event.people) > 1), [])
        if together and all(person.who and person.who != OTHER and not person.plural for person in together):
            self.group, self.last_plural = list(together), ""
        for person in tellers:
            if person.who.startswith("relative:") and not person.plural:
                self.last_teller = person.who
                gender = person.gender or GENDER_OF.get(person.who[9:])
                if gender:
                    self.teller[gender] = self.told_now[gender] = person.who
        topic = next((p.who for p in sentence.people if p.sort in ABOUT and not p.possessive and not p.plural), "")
        self.topic = "" if topic in self.dead else topic
        opens = next((p for p in sentence.people if p.sort in ("kin", "name", "pronoun") and not p.possessive), None)
        if opens is not None and opens.sort == "name" and opens.who == SUBJECT and not opens.quoted:
            self.focus = SUBJECT
        first = events[0].people[0] if events and events[0].people else None
        if first is None and not telling:
            first = next((p for p in sentence.people if p.sort in ("kin", "name") and not p.possessive), None)
            if first and not sentence.is_in(first.last, "be", "have"):
                first = None
        if first is None or first.who in self.dead or (telling and first.who != SUBJECT):
            self.focus = SUBJECT if telling or self.focus == SUBJECT else self.focus
        elif first.who == SUBJECT or (
            first.who.startswith("relative:") and not first.plural and first.sort != "pronoun"
        ):
            self.focus, self.focus_gender = first.who, first.gender

    def remember(self, person: Person) -> None:
        """Keep a relative in mind by gender, by number and by name."""
        if person.sort == "name" and not person.possessive and person.who.startswith("relative:"):
            self.view = gender = GENDER_OF.get(person.who[9:], "")
            self.last[gender or EITHER] = person.who
        if person.sort == "people" and person.plural:
            self.last_plural, self.group = "", []
        if person.sort != "kin" or person.who == SUBJECT:
            return
        if any(self.sentence.is_in(at, "dead_words") for at in (person.head - 1, person.head + 1)):
            self.dead.add(person.who)
        if person.who not in self.dead:
            self.named.update((name.split()[0].lower(), person.who) for name in person.names)
            if person.plural:
                self.last_plural = person.who
            elif person.gender or (person.owner is not None and person.code not in LOOSE):
                self.last[person.gender or EITHER] = person.who
            if person.name and not person.plural:
                self.named[person.name.split()[0].lower()] = person.who
                self.names[person.who] = person.name, adjectives(self.sentence, person)

    def stranger(self) -> list[Person]:
        """All that names, so far, the one named last of whom nothing says what they are to the subject."""
        first = first_name(self.strangers[-1]) if self.strangers else ""
        return [person for person in self.strangers if first_name(person) == first]

    def name_subject(self, person: Person) -> None:
        """Once the subject is named again, a possessive is theirs again."""
        if self.view and is_named(person) and not person.quoted:
            self.view = ""

    def latest(self, gender: str) -> str:
        """The relative last spoken of whom a pronoun of this gender may mean, "" for none."""
        return self.last.get(gender) or self.last.get(EITHER, "")

    def recall(self, person: Person) -> None:
        """The name that "his brother" was given before: not to "another brother" nor to one told from others."""
        known = self.names.get(person.who)
        one = person.sort == "pronoun" or (person.sort == "kin" and person.count is None)
        if known and one and not person.plural and adjectives(self.sentence, person) <= known[1]:
            person.called = known[0]
