"""Who a pronoun or a relative is: the subject of the narrative, the speaker, a relative of the subject, or someone else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from casebook.kinship import compose
from casebook.narratives import clauses
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

SUBJECT, SPEAKER, OTHER = "subject", "speaker", "other"
# What the other end of a relation is called: the son of someone's mother is that someone.
INVERSE = {
    "MTH": "SONC DAUC CHILD", "FTH": "SONC DAUC CHILD", "PRN": "SONC DAUC CHILD",
    "SONC": "FTH MTH PRN", "DAUC": "FTH MTH PRN", "CHILD": "FTH MTH PRN",
    "HUSB": "WIFE SPS", "WIFE": "HUSB SPS", "SPS": "HUSB WIFE SPS",
    "BRO": "BRO SIS SIB", "SIS": "BRO SIS SIB", "SIB": "BRO SIS SIB",
    "UNCLE": "NEPHEW NIECE", "AUNT": "NEPHEW NIECE", "NEPHEW": "UNCLE AUNT", "NIECE": "UNCLE AUNT",
    "COUSN": "COUSN", "GRFTH": "GRNDSON GRNDDAU GRNDCHILD", "GRMTH": "GRNDSON GRNDDAU GRNDCHILD",
    "GRNDSON": "GRFTH GRMTH", "GRNDDAU": "GRFTH GRMTH", "FRND": "FRND", "NBOR": "NBOR",
    "BROINLAW": "BROINLAW SISINLAW", "SISINLAW": "BROINLAW SISINLAW", "FTHINLAW": "SONINLAW DAUINLAW",
    "MTHINLAW": "SONINLAW DAUINLAW", "SONINLAW": "FTHINLAW MTHINLAW", "DAUINLAW": "FTHINLAW MTHINLAW",
    "FAMMEMB": "FAMMEMB",
}  # fmt: skip


@dataclass(slots=True)
class Cast:
    """Who has been spoken of so far: the reading state from one sentence to the next."""

    gender: str = ""
    speaker_kin: str = ""
    focus: str = SUBJECT
    focus_gender: str = ""
    last: dict[str, str] = field(default_factory=dict)
    last_plural: str = ""
    group: list[Person] = field(default_factory=list)
    named: dict[str, str] = field(default_factory=dict)
    teller: dict[str, str] = field(default_factory=dict)
    speaker: Person | None = None
    last_teller: str = ""
    _sentence: Any = None

    def meet(self, sentences: list[Sentence]) -> None:
        """Learn from the whole narrative the subject's gender and, in the first person, whose relative the speaker is."""
        self.gender = subject_gender(sentences)
        people = [person for sentence in sentences for person in sentence.people if not person.quoted]
        self._meet_speaker(sentences)
        mine = [person for person in people if person.sort == "kin" and person.owner in ("speaker", "we")]
        ends = INVERSE.get(self.speaker.code, "").split() if self.speaker else []
        named = [person for person in mine if person.is_subject or person.code in ends]
        if named or (mine and not any(person.is_subject for person in people)):
            first = (named or mine)[0]
            self.speaker_kin = "" if first.plural else first.code

    def _meet_speaker(self, sentences: list[Sentence]) -> None:
        """ "I am Erbol's nephew": what the speaker is to the subject, in so many words."""
        for sentence in sentences:
            for one, two in zip(sentence.people, sentence.people[1:], strict=False):
                between = range(one.last, two.first)
                says = one.sort == "pronoun" and one.code == "speaker" and two.sort == "kin" and two.owner not in ("speaker", None)
                if says and len(between) <= 2 and any(sentence.is_in(index, "be") for index in between) and self.speaker is None:
                    self.speaker = two

    def resolve(self, sentence: Sentence) -> None:
        """Fill in `who` of everyone in the sentence, in order."""
        self._sentence = sentence
        for index, person in enumerate(sentence.people):
            person.who = self._who(person, sentence.people[:index])
            if person.sort == "pronoun" and person.code == "they" and person.who == OTHER and person.count is None:
                person.members = self.group
            self._remember(person)
            joined = clauses.people_at(sentence, person)
            if len(joined) > 1 and person.sort in ("kin", "name"):
                self.group = [one for one in joined if one.who != OTHER]
        for person in sentence.possessors:
            person.who = self._pronoun(person, [one for one in sentence.people if one.last <= person.first])

    def follow(self, sentence: Sentence, events: list[Any], tellers: list[Person]) -> None:
        """After a sentence: whom the next one's pronoun means. One who only tells, or lives somewhere, is not it."""
        telling = bool(tellers)
        for person in tellers:
            if person.who.startswith("relative:") and not person.plural:
                self.last_teller = person.who
                if person.gender:
                    self.teller[person.gender] = person.who
        first = events[0].people[0] if events and events[0].people else None
        if first is None and not telling:
            first = next((p for p in sentence.people if p.sort in ("kin", "name") and not p.possessive), None)
            if first and not sentence.is_in(first.last, "be", "have"):
                first = None
        if first is None or (telling and first.who != SUBJECT):
            self.focus = SUBJECT if telling or self.focus == SUBJECT else self.focus
        elif first.who == SUBJECT or (first.who.startswith("relative:") and not first.plural):
            if first.sort != "pronoun" or first.who == SUBJECT:
                self.focus, self.focus_gender = first.who, first.gender

    def _remember(self, person: Person) -> None:
        if person.sort == "kin" and person.who != SUBJECT:
            if person.plural:
                self.last_plural = person.who
            elif person.gender:
                self.last[person.gender] = person.who
            if person.name and not person.plural:
                self.named[person.name.split()[0].lower()] = person.who

    def _who(self, person: Person, before: list[Person]) -> str:
        if person.sort in ("pronoun", "clitic"):
            return self._pronoun(person, before)
        if person.sort == "kin":
            return self._kin(person, before)
        if person.sort == "name":
            if not person.is_subject:
                return self.named.get((person.name or "").split()[0].lower(), OTHER)
            return SUBJECT
        if person.sort == "who":
            near = before[-1] if before else None
            return near.who if near else OTHER
        return OTHER

    def _pronoun(self, person: Person, before: list[Person]) -> str:
        code = person.code
        if code in ("speaker", "we"):
            return self.last_teller or OTHER if person.quoted else SPEAKER
        if code == "they":
            if person.count == 1 or person.first < person.last - 1:
                return self.last_plural or OTHER
            near = next((one for one in reversed(before) if one.plural and one.sort in ("kin", "people")), None)
            return near.who if near else self.last_plural or OTHER
        told = self._teller(person, before) if self._tells(person) else ""
        if told:
            return told
        if code not in ("male", "female") or not self.gender or code == self.gender:
            return self._same_gender(person, before)
        near = next((one for one in reversed(before) if one.gender == code and one.who != SUBJECT), None)
        return near.who if near else self.last.get(code, OTHER)

    def _same_gender(self, person: Person, before: list[Person]) -> str:
        """A pronoun of the subject's own gender is the subject, unless what came last happened to such a relative."""
        code = person.code
        for one in reversed(before):
            if one.who == SUBJECT and one.sort != "pronoun":
                return SUBJECT
            if one.sort == "kin" and one.gender == code and self._acts(one, person):
                return one.who
        if self.focus != SUBJECT and self.focus_gender == code and not any(one.sort == "kin" for one in before):
            return self.focus
        return SUBJECT

    def _teller(self, person: Person, before: list[Person]) -> str:
        """Who "she says" means: the one quoted in this sentence, who told or lives abroad, or was named last; "" for none."""
        quoted = next((one for one in reversed(before) if one.sort == "kin" and one.gender == person.code), None)
        if quoted and self._sentence.any_between(quoted.last, person.first, "says"):
            return quoted.who
        return self.teller.get(person.code) or self.last.get(person.code, "")

    def _tells(self, person: Person) -> bool:
        """Whether the pronoun is the subject of a verb of telling, learning or living somewhere."""
        if any(hit.last == person.first for hit in self._sentence.of("according")):
            return True
        for hit in self._sentence.of("says", "knows", "believes", "residence"):
            if person.last <= hit.first and clauses.group_start(self._sentence, hit.first) <= person.last:
                return True
        return False

    def _acts(self, person: Person, pronoun: Person) -> bool:
        """Whether something happens to `person` between them and the pronoun, and they are not the one who tells."""
        sentence = self._sentence
        if sentence.any_between(person.last, pronoun.first, "says", "knows", "believes", "residence"):
            return False
        if any(hit.last <= person.first <= hit.last + 4 for hit in sentence.of("according")):
            return False
        return not person.possessive and sentence.any_between(person.last, pronoun.first, "events")

    def _kin(self, person: Person, before: list[Person]) -> str:
        owner = self._owner(person, before)
        if owner == SPEAKER:
            return self._of_speaker(person)
        if owner == SUBJECT:
            return f"relative:{person.code}"
        if owner.startswith("relative:"):
            if person.code in INVERSE.get(owner[9:], "").split() and not person.plural:
                return SUBJECT
            person.code = compose(owner[9:], person.code)
            return f"relative:{person.code}" if person.code != "EXT" else OTHER
        return OTHER

    def _of_speaker(self, person: Person) -> str:
        if person.is_subject or (self.speaker_kin == person.code and not person.plural):
            return SUBJECT
        return f"relative:{person.code}" if not self.speaker_kin else OTHER

    def _owner(self, person: Person, before: list[Person]) -> str:
        owner = person.owner
        if owner is None:
            return self._of_having(person)
        if isinstance(owner, Person):
            return self._who(owner, before)
        if owner in ("speaker", "we"):
            return self.last_teller or OTHER if person.quoted else SPEAKER
        if owner == "they":
            return SUBJECT
        if owner in ("male", "female") and self.gender and owner != self.gender:
            near = next((one for one in reversed(before) if one.gender == owner and one.who != SUBJECT), None)
            return near.who if near else self.last.get(owner, OTHER)
        return self._owner_same_gender(person, owner, before)

    def _of_having(self, person: Person) -> str:
        """ "his brother has two daughters": they are the brother's; a relative nobody owns is the subject's."""
        if self._sentence.is_in(person.first - 1, "have"):
            holder = clauses.subject_of(self._sentence, person.first - 1, self._sentence.first)
            if holder is not None and holder.who:
                return holder.who
        return SUBJECT

    def _owner_same_gender(self, person: Person, gender: str, before: list[Person]) -> str:
        """ "Erbol's father ... his son": the other end of a relation is the subject, or the relative would be nobody's."""
        relatives = (one for one in reversed(before) if one.who.startswith("relative:"))
        fitting = (one for one in relatives if gender in (one.gender, "any") or not one.gender)
        near = next((one for one in fitting if person.code in INVERSE.get(one.who[9:], "").split()), None)
        if near is None or person.plural:
            return SUBJECT
        twin = near.who[9:] in INVERSE[near.who[9:]].split()
        told = self._sentence.any_between(near.last, person.first, "says", "knows", "believes") or person.is_subject
        fits = not self.gender or not person.gender or person.gender == self.gender
        return near.who if fits and (not twin or told) else SUBJECT


def subject_gender(sentences: list[Sentence]) -> str:
    """ "male" or "female" as the pronouns that follow the subject's name say, "" when they do not agree.

    A pronoun counts only while no relative of its gender was named after the subject: else it may well mean the relative.
    """
    votes = {"male": 0, "female": 0}
    after_relative = {"male": False, "female": False}
    for sentence in sentences:
        for person in sorted([*sentence.people, *sentence.possessors], key=lambda one: one.first):
            if not person.quoted:
                _vote(person, votes, after_relative)
    if votes["male"] == votes["female"]:
        return ""
    return max(votes, key=lambda gender: votes[gender])


def _vote(person: Person, votes: dict[str, int], after_relative: dict[str, bool]) -> None:
    word = person.code if person.sort == "pronoun" else person.owner if isinstance(person.owner, str) else ""
    if word in votes and not after_relative[word]:
        votes[word] += 1
    owner = person.owner if isinstance(person.owner, Person) else person
    if owner.is_subject and owner.sort == "name":
        after_relative.update(male=False, female=False)
    if person.sort == "kin" and person.gender:
        if person.is_subject and isinstance(person.owner, str):
            votes[person.gender] += 2
        else:
            after_relative[person.gender] = True
