"""Those whom a clause does not name as its subject: of notes without a verb, and who went through it with someone."""

from __future__ import annotations

from casebook.narratives import cases, clauses, objects
from casebook.narratives.events import Event, the_subject
from casebook.narratives.lexicon import Hit
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence
from casebook.narratives.ways import predicate_end

OPENING, STOPS = frozenset("([;:–—-•*\"“«„"), frozenset(";:()—")
COMPANY_REACH = 12
AFTER_VERB = ("date_prepositions", "arrival", "coordinators", "term_link")
ABOUT = ("kin", "name", "pronoun", "source")


def noted(sentence: Sentence, event: Event, form: str) -> list[Person]:
    """ "Detained 17.4.2018.", "Erbol (arrested in May 2017; sentenced to 8 years)", "Arrest: 17.4.2018", "No news since".

    The person before the bracket, else the one the narrative is on; nobody where a noun follows ("arrested men").
    """
    if event.kind == "last_contact":
        end = clauses.group_start(sentence, event.first)
        of = (one for one in sentence.people if one.last == end and sentence.is_in(one.first - 1, "of"))
        return [next(of, the_subject(event.first))]  # "del padre no se sabe nada"
    if form == "past":
        return _unsaid_object(sentence, event)
    if form == "noun":
        if _is_where(sentence, event):
            event.rule = "tried-at"
            return [the_subject(event.first)]
        alone = sentence.low(event.last) in (":", "：") or _happens_to_nobody_named(sentence, event)
        return [the_subject(event.first)] if alone or _is_the_one(sentence, event) else []
    before = event.first - 1
    if form not in ("transitive", "participle") or not (before < sentence.first or sentence.low(before) in OPENING):
        return []
    low, after = sentence.low(event.last), event.last
    links = ("date_prepositions", "agent_words", "term_link", "arrival", "date_left")
    if low[:1].isalpha() and not sentence.moment_at(after) and not sentence.is_in(after, *links):
        return []
    event.passive = True
    if (
        sentence.low(before) == ":" and sentence.person_at(before - 1) is not None
    ):  # "Her son Erbol: sentenced, 8 years"
        return [one for one in (sentence.person_at(before - 1),) if one.sort in ("kin", "name")]
    bracket = next((at for at in range(before, sentence.first - 1, -1) if sentence.low(at) in "()"), None)
    if bracket is None or sentence.low(bracket) == ")":
        return [the_subject(event.first)]
    person = sentence.person_at(bracket - 1)
    return [person] if person is not None and person.sort in ("kin", "name") else []


def is_label(sentence: Sentence, event: Event) -> bool:
    """ "Кто задержан: Эрбол", "gözaltına alınan: oğlu", "2018'de tutuklanan kardeşi": of what follows it is said."""
    before = "head_follows" in sentence.lexicon.words and sentence.ends_in(event.last - 1, "head_follows")
    return before or sentence.low(event.last) in (":", "：")


def labelled(sentence: Sentence, event: Event) -> list[Person]:
    """Who stands behind a label, or behind the participle that describes them."""
    at = event.last + (sentence.low(event.last) in (":", "："))
    while sentence.is_in(at, "kin_adjectives"):
        at += 1
    if at > event.last and sentence.moment_at(at) is not None:
        return [the_subject(event.first)]  # "Освобождена: 18 мая 2023 г."
    return [one for one in sentence.people if one.first < one.last and one.first <= at < one.last and one.sort in ABOUT]


def told_of(sentence: Sentence, event: Event) -> list[Person]:
    """ "kız kardeşi, babasının 15 yıla çarptırıldığını öğrendi": the owner-like subject of what is told, or the one it
    is on."""
    before = [one for one in sentence.people if one.last <= event.first and cases.is_genitive(sentence, one)]
    return before[-1:] or [the_subject(event.first)]


def _is_where(sentence: Sentence, event: Event) -> bool:
    """ "was sentenced after a closed trial", "at a mass trial": there was one."""
    if event.kind != "tried":
        return False
    near = range(event.first - 1, max(sentence.first, event.first - 4) - 1, -1)
    opened = next((at for at in near if sentence.is_in(at, "at_words")), None)
    others = [one for one in sentence.people if one.last <= event.first and one.sort in ("kin", "name")]
    denied = any(0 <= event.first - hit.last <= 3 for hit in sentence.of("negation"))
    named = bool(others) and not any(one.who == "subject" for one in others)
    return opened is not None and not denied and not named


def _is_the_one(sentence: Sentence, event: Event) -> bool:
    """ "he puts the arrest in the last days of February": the arrest that the narrative is about."""
    last = predicate_end(sentence, event)
    dated = sentence.moment_at(last) or sentence.is_in(last, "date_prepositions")
    alone = dated and not sentence.is_in(event.last, "of") and event.kind in ("detained", "went_missing")
    before = event.first - 1
    while sentence.is_in(before, "ordinals", "kin_adjectives"):
        before -= 1
    return bool(alone) and sentence.is_in(before, "definite")


def _happens_to_nobody_named(sentence: Sentence, event: Event) -> bool:
    """ "The trial took place on 3 May": the only trial there can be."""
    moment = sentence.moment_at(event.last)
    last = moment.last if moment is not None else event.last + 3
    said = any(event.last <= hit.first <= last for hit in sentence.of("happens"))
    opened = max((at for at in sentence.where("that_words") if at < event.first), default=sentence.first)
    others = any(
        one.sort in ("kin", "name", "people") and not one.is_subject and one.first >= opened for one in sentence.people
    )
    denied = any(0 <= event.first - hit.last <= 2 for hit in sentence.of("negation"))
    return event.kind == "tried" and said and not others and not denied


def _unsaid_object(sentence: Sentence, event: Event) -> list[Person]:
    """ "его остановили и увезли в лагерь": the object said before, or not at all, in languages that leave it out."""
    if not sentence.lexicon.words.get("drops_object"):
        return []
    low = sentence.low(event.last)
    if low[:1].isalpha() and not sentence.is_in(event.last, *AFTER_VERB):
        return []
    before = [one for one in sentence.people if one.last <= event.first and one.sort in ("clitic", "pronoun")]
    alone = [
        hit for hit in sentence.of("clitics") if sentence.person_at(hit.first) is None and _is_object(sentence, hit)
    ]
    before = before or [the_subject(hit.first) for hit in alone if hit.last <= event.first]
    doers = [one for one in sentence.people if one.last <= event.first and one.sort in ("kin", "name")]
    if not before and sentence.ends_in(event.last - 1, "impersonal_endings"):  # "Ивана задержали и отпустили"
        taken = [one for one in doers if one.case == "accusative" or not one.plural and one.case != "oblique"]
        together = clauses.people_at(sentence, doers[-1]) if taken else []  # "Ивана с женой задержали"
        together = together if taken and taken[-1] in together else taken[-1:]
        return together or ([] if doers else [the_subject(event.first)])
    return before[-1:] or ([] if doers else [the_subject(event.first)])


def _is_object(sentence: Sentence, hit: Hit) -> bool:
    """Whether "его" stands before a verb, and not before what is his."""
    at = hit.last
    while sentence.is_in(at, "adverbs", "negation"):
        at += 1
    verbs = sentence.of("events", "placing", "sentence_verbs", "says", "knows")
    return sentence.is_in(at, "verbs", "prelude") or any(verb.first == at for verb in verbs)


def company(sentence: Sentence, event: Event, previous: Event | None) -> list[Person]:
    """ "was arrested together with his father": those who went through it too."""
    if event.kind not in ("detained", "released", "went_missing", "transferred", "placed", "tried", "sentenced"):
        return []
    floor = previous.last if previous else sentence.first
    beside = [one for one in sentence.people if sentence.is_in(one.last, "company_after") and one.last <= event.first]
    if beside and one_of(beside[-1], floor, event):
        return beside[-1:]
    for hit in sentence.of("company"):
        person = next((one for one in sentence.people if one.first == hit.last and one.sort in ("kin", "name")), None)
        if person is None or person in event.people or person.possessive:
            continue
        behind = event.last <= hit.first <= event.last + COMPANY_REACH and _one_clause(sentence, event.last, hit.first)
        fronted = (
            hit.first in (floor, sentence.first) and person.last <= event.first and sentence.low(person.last) == ","
        )
        if behind or fronted:
            return objects.joined_after(sentence, person)
    return []


def one_of(person: Person, floor: int, event: Event) -> bool:
    """ "kocasıyla birlikte tutuklandı": a relative with whom it happened, told before the verb."""
    return person.first >= floor and person.case == "oblique" and person not in event.people


def _one_clause(sentence: Sentence, first: int, last: int) -> bool:
    return not any(
        sentence.is_in(at, "blockers", "coordinators", "verbs", "be", "have", "case_words") and not sentence.moment_at(at)
        and not sentence.is_in(at, "date_prepositions") or sentence.low(at) in STOPS or sentence.low(at) == ","
        for at in range(first, last)
    )  # fmt: skip
