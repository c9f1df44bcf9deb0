"""To whom something happened: the subject of the verb, its owner, or those of the verb it is joined to."""

from __future__ import annotations

from casebook.narratives import cases, clauses, objects
from casebook.narratives.events import Event
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

CIRCUMSTANCES = ("adverbs", "clause_openers", "openers", "case_after")


def owners(sentence: Sentence, hit: Hit) -> list[Person]:
    """Whose: "his arrest", "Erbol's arrest", "the arrest of his wife"."""
    for person in sentence.people:
        if person.last == hit.first - 1 and sentence.is_in(hit.first - 1, "possessive_marks"):
            return [person]
        if person.first in (hit.last + 1, hit.last + 2) and sentence.is_in(hit.last, "of"):
            return objects.joined_after(sentence, person)
    owner = next((p for p in sentence.possessors if p.last == hit.first), None)
    if owner is None and sentence.is_in(hit.first - 1, "whose_words"):  # "Erbol, whose arrest"
        owner = next((p for p in sentence.people if p.last in (hit.first - 1, hit.first - 2)), None)
    if owner is None and sentence.lexicon.words.get("genitive_follows"):  # "арест Эрбола"
        owner = next((p for p in sentence.people if p.first == hit.last and p.sort in ("name", "kin", "pronoun")), None)
    return [owner] if owner else []


def subjects(sentence: Sentence, event: Event, previous: Event | None) -> list[Person]:
    """Who goes through it: the subject of the clause, else those of the verb it is joined to."""
    floor = previous.last if previous and not _is_inside(sentence, previous, event) else sentence.first
    drops = bool(sentence.lexicon.words.get("drops_subject"))
    person = clauses.subject_of(sentence, event.first, floor)
    person = person or _behind(sentence, event)
    if person:
        return clauses.people_at(sentence, person)
    if previous and joined(sentence, previous, event):
        event.rule += "-joined"
        return previous.people
    if previous and (_only_links(sentence, previous.last, event.first) or _follows(sentence, previous, event)):
        return previous.people
    if previous is None and clauses.is_fronted(sentence, event.first):
        after = clauses.first_person_after(sentence, event.last)
        close = not drops or after is not None and sentence.low(after.first - 1) == ","
        if after and close and not any(p.last <= event.first for p in sentence.people if p.sort != "authority"):
            return objects.joined_after(sentence, after)
    return _dropped(sentence, event) if drops else []


def _is_inside(sentence: Sentence, previous: Event, event: Event) -> bool:
    """ "Erbol, whose father is serving 12 years, was arrested": the event before is told in a clause between commas."""
    comma = clauses.group_start(sentence, event.first) - 1
    if sentence.low(comma) != "," or comma < previous.last:
        return False
    opened = clauses.before_parenthesis(sentence, comma)
    return opened < comma - 1 and opened < previous.first


def receivers(sentence: Sentence, event: Event) -> list[Person]:
    """ "oğluna 5 yıl ceza verildi": to whom something is given where verbs come last."""
    given = tuple(sentence.lexicon.words.get("given_words") or ())
    person = cases.told_before(sentence, event.first) if sentence.low(event.last - 1).startswith(given) else None
    return [person] if given and person is not None else []


def _behind(sentence: Sentence, event: Event) -> Person | None:
    """ "fueron detenidos también sus dos hermanos": a subject right behind its verb, in languages that allow it."""
    at = event.last
    while sentence.is_in(at, "adverbs"):
        at += 1
    allowed = sentence.lexicon.words.get("subject_after")
    return next((p for p in sentence.people if allowed and p.first == at and p.sort in ("kin", "name")), None)


def _goes_on(sentence: Sentence, previous: Event, event: Event) -> bool:
    """ "弟弟也被抓，关了八个月后获释": a clause of the same topic, behind a comma and with nobody named."""
    named = any(
        previous.last <= one.first and one.last <= event.first and one.sort != "authority" for one in sentence.people
    )
    return not named and any(sentence.low(at) == "，" for at in range(previous.last, event.first))


def _dropped(sentence: Sentence, event: Event) -> list[Person]:
    """A clause without a subject is about the subject of the narrative, unless unknown words stand where one would."""
    index = clauses.group_start(sentence, event.first)
    start = index
    while start > sentence.first and sentence.low(start - 1) not in "，,；;：:。" and not _ended(sentence, start - 1):
        moment = sentence.moment_at(start - 1)
        start = moment.first if moment else start - 1
    dated = start
    while sentence.is_in(dated, "date_prepositions", "articles") and dated < index:
        dated += 1
    known = start == index or sentence.moment_at(dated) is not None or sentence.is_in(start, "clause_openers")
    if "oblique_endings" in sentence.lexicon.words:
        known = only_circumstances(sentence, start, index)
    if not sentence.subject_named:
        known = True
    if sentence.is_in(index - 1, "that_words", "coordinators"):
        start, known = index, True
    unnamed = not any(
        start <= person.first < person.last <= index
        and person.sort != "authority"
        and not cases.is_in_case(sentence, person)
        for person in sentence.people
    )
    if not unnamed or not (known or any(person.first == start for person in sentence.people)):
        return []
    return [Person(event.first, event.first, "name", is_subject=True, who="subject")]


def _follows(sentence: Sentence, previous: Event, event: Event) -> bool:
    """ "tutuklandı ve mahkemeye çıkarılmadan kampa gönderildi": a verb of the same clause, or of the next one with nothing
    that can be its subject, where endings tell."""
    first = previous.last
    while sentence.is_in(first, "coordinators") or sentence.low(first) == ",":
        first += 1
    near = sentence.ends_in(previous.last - 1, "adverbial_endings") or first > previous.last
    return "oblique_endings" in sentence.lexicon.words and near and only_circumstances(sentence, first, event.first)


def _ended(sentence: Sentence, index: int) -> bool:
    """ "tutuklandı ve": a conjunction behind a verb that ends its clause, where endings tell."""
    return sentence.is_in(index, "coordinators") and sentence.ends_in(index - 1, "finite_endings")


def only_circumstances(sentence: Sentence, first: int, last: int) -> bool:
    """Whether no word before a verb can be its subject, where endings tell: "2019'da bir iplik fabrikasında"."""
    index, inside = last - 1, False
    while index >= first:
        whole = next((one for one in (*sentence.moments, *sentence.terms, *sentence.of("facilities"))
                      if one.first <= index < one.last), None)  # fmt: skip
        oblique = sentence.ends_in(index, "oblique_endings", "adverbial_endings")
        said = sentence.person_at(index) is not None or sentence.is_in(index, *CIRCUMSTANCES)
        opened = inside and any(sentence.is_in(at, "one_words") for at in range(max(first, index - 3), index + 1))
        if not (whole is not None or said or oblique or opened):
            return False
        inside = oblique or inside and not said or whole is not None
        index = (whole.first if whole is not None else index - sentence.is_in(index, "case_after")) - 1
    return True


def _only_links(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a verb without a subject follows, "went missing before being detained", and not one with a thing for a
    subject: "and her property was seized"."""
    start = clauses.group_start(sentence, last)
    within = any(sentence.is_in(at, "subordinators") for at in range(max(first, start), last))  # "a year before being"
    linked = range(max(first, start if within else start - 3), last)
    thing = any(one.first in linked for one in sentence.possessors) or any(
        sentence.is_in(at, "articles") and sentence.moment_at(at) is None for at in linked
    )
    return not thing and any(sentence.is_in(at, "subordinators", "coordinators") for at in linked)


def joined(sentence: Sentence, previous: Event, event: Event) -> bool:
    """Whether the verb follows the one before by "and", "," or "then", with nobody named in between."""
    start = clauses.group_start(sentence, event.first)
    linked = sentence.is_in(start - 1, "coordinators") or sentence.low(start - 1) in (",", "，")
    return linked or sentence.is_in(event.first - 1, "coordinators")


def passive_before(sentence: Sentence, event: Event) -> Person | None:
    """ "was dismissed and taken away": the subject of a passive outside the lexicon that this one is joined to.

    Fills `event.starts`, the place of the auxiliary that both share.
    """
    start = clauses.group_start(sentence, event.first)
    while sentence.low(start - 1) == "," or sentence.is_in(start - 1, "date_prepositions"):
        start -= 1
    if not sentence.is_in(start - 1, "coordinators"):
        return None
    for index in range(start - 2, max(sentence.first, start - 14), -1):
        if sentence.person_at(index) or sentence.is_in(index, "subordinators"):
            return None
        if sentence.is_in(index, "be"):
            if not any(sentence.ends_in(at, "participle_endings") for at in (index + 1, index + 2)):
                return None
            event.starts = index
            return clauses.subject_of(sentence, index, sentence.first)
    return None


def new_subject(sentence: Sentence, previous: Event, event: Event) -> bool:
    person = clauses.subject_of(sentence, event.first, previous.last)
    return person is not None and person not in previous.people and person.sort != "authority"
