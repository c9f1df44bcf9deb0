"""In which country a person of the narrative lives today, where the words say so."""

from __future__ import annotations

from casebook.narratives import clauses
from casebook.narratives.countries import HERE, MOVED, Home, after_city, country_at, country_before, country_near
from casebook.narratives.occupied import find_occupied, find_where
from casebook.narratives.people import SPEAKER, Person
from casebook.narratives.sentence import Sentence

CITIZEN_REACH = 4
RELATIVE_REACH = 10
FACILITY_REACH, CLITIC_REACH, APART_REACH, FROM_REACH, NOTED_REACH = 4, 6, 5, 4, 4


def find_homes(sentence: Sentence) -> list[Home]:
    """Who lives where, as the sentence says: "lives in", "a citizen of", "his sister in Turkey", moved and stayed."""
    found: list[Home] = []
    for hit in sentence.of("residence"):
        if any(hit.last <= inside.first <= hit.last + FACILITY_REACH for inside in sentence.of("facilities")):
            continue  # "currently in a prison in"
        place = country_near(sentence, hit.last) or country_before(sentence, hit.first)
        person = _head_after(sentence, max(hit.last, place[1])) if place else None
        person = person or _resident(sentence, hit.first)
        if place and place[0] == HERE and sentence.is_in(hit.last - 1, "from_words"):
            continue  # where someone comes from is not where they live
        if place and person and not _past(sentence, hit.first) and not _negated(sentence, hit.first):
            several = person.meant if person.sort == "who" and _is_of_several(sentence, person.last) else person
            together = clauses.people_at(sentence, several) if several in sentence.people else [several]
            each = [one for several in together for one in several.members or [several.meant]]
            found.extend(Home(one, place[0], hit.first, place[1], "lives-in") for one in each)
    for hit in sentence.of("moved"):
        home = _moved(sentence, hit.first, hit.last)
        if home:
            found.append(home)
    for find in (_beside, _citizens, _reporting, find_occupied, find_where):
        for home in find(sentence):
            if not any((home.who, home.country) == (one.who, one.country) for one in found):
                found.append(home)
    return found


def _is_of_several(sentence: Sentence, at: int) -> bool:
    """Whether the verb after "who" is said of several: "his sister and her husband, who both live in Vienna"."""
    return sentence.is_in(at, "both_words", "plural_verbs")


def _place_after(sentence: Sentence, person: Person) -> int | None:
    """Where a place may begin after someone: "his sister in Turkey", "her daughter, a nurse in London", "son fils,
    ingénieur en Allemagne", "his cousin Omar, from Almaty"."""
    at = person.last
    if sentence.low(at) == "," and sentence.low(at + 1).isdecimal():  # "his grandson Erlan, 25, from Almaty"
        at += 2 + sentence.is_in(at + 2, "term_units")
    if sentence.is_in(at, "in"):
        return at + 1
    if _is_noted(sentence, person):
        return at + 1 + sentence.is_in(at + 1, "in")
    if sentence.is_in(at, "from_words") and person.owner is not None:
        return at + 1
    if person.sort == "source" and sentence.is_in(at, "from_words", "of"):  # "his colleague from the ministry, now in"
        at = next((end for end in range(at, at + APART_REACH) if sentence.low(end) == ","), at)
    if sentence.low(at) != ",":
        return None
    at += sentence.is_in(at + 1, "now", "both_words")
    if sentence.is_in(at + 1, "in", "from_words"):
        return at + 2
    if not (sentence.is_in(at + 1, "articles") or sentence.lexicon.words.get("bare_appositions")):
        return None
    for index in range(at + 1, min(sentence.last, at + 7)):
        if sentence.low(index) == "," or sentence.person_at(index) or sentence.is_in(index, "be", "have", "verbs"):
            return None
        if index > at + 1 and sentence.is_in(index, "in", "from_words"):
            return index + 1
        studies = sentence.is_in(index, "institutions") and sentence.is_in(index + 1, "of")
        if studies and any(sentence.is_in(index - back, "at_words") for back in (1, 2)):
            return index + 2
    return None


def _is_noted(sentence: Sentence, person: Person) -> bool:
    """ "his sister (Kazakhstan)", "Source: brother, Kazakhstan": a country as notes give it."""
    place = country_at(sentence, person.last + 1 + sentence.is_in(person.last + 1, "in"))
    if place is None:
        return False
    mark, after = sentence.low(person.last), sentence.low(place[1])
    label = sentence.low(person.first - 1) in (":", "：")
    inside = after == ")" and any(sentence.low(at) == "(" for at in range(person.first - NOTED_REACH, person.first))
    return mark == "(" and after in (")", ",") or mark == "," and (inside or label and not after[:1].isalnum())


def _head_after(sentence: Sentence, index: int) -> Person | None:
    """Where the clause stands before its noun: the relative or source that follows ("住在土耳其的姐姐")."""
    if not sentence.lexicon.words.get("clause_before_noun") or not (
        sentence.is_in(index, "of") or sentence.is_in(index - 1, "participles")
    ):
        return None
    return next((p for p in sentence.people if index <= p.first <= index + 2 and p.sort in ("kin", "source")), None)


def _resident(sentence: Sentence, index: int) -> Person | None:
    """The person right before "living in", else the subject of "lives in"."""
    at = clauses.group_start(sentence, index)
    while sentence.is_in(at - 1, "now") or sentence.low(at - 1) == ",":
        at -= 1
        if sentence.low(at) == "," and clauses.before_parenthesis(sentence, at) != at - 1:
            return clauses.subject_of(sentence, index, sentence.first)
    before = next((p.nearest for p in sentence.people if p.last == at and not p.possessive), None)
    if before and before.sort == "who":
        return before
    person = before or clauses.subject_of(sentence, index, sentence.first)
    if person is None and clauses.is_fronted(sentence, index):
        person = clauses.first_person_after(sentence, index)
    if person is not None and person.sort == "name" and person.who == "other":
        person = _near_relative(sentence, person.first) or person
    if person is None or person.sort == "authority":
        near = _near_relative(sentence, index)
        between = [sentence.low(at) for at in range(near.last, index - 1)] if near else []
        person = near if near and not set(between) & {",", ";"} else None
    return person.nearest if person is not None else None


def _near_relative(sentence: Sentence, index: int) -> Person | None:
    """The last relative or source named not far before `index`, with no verb in between."""
    near = [p for p in sentence.people if p.last <= index and p.sort in ("kin", "source") and not p.possessive]
    if not near or index - near[-1].last > RELATIVE_REACH:
        return None
    verbs = any(sentence.is_in(at, "be", "have", "verbs") for at in range(near[-1].last, index))
    return None if verbs else near[-1]


def _past(sentence: Sentence, index: int) -> bool:
    """A stay that is over, or not told as today's."""
    index -= sentence.is_in(index - 1, "articles")  # "was a student in"
    return any(hit.type == "past_stay" and 0 <= index - hit.last <= 2 for hit in sentence.hits) or sentence.is_in(
        index - 1, "was"
    )


def _negated(sentence: Sentence, index: int) -> bool:
    return any(hit.type in ("negation", "unreal") and 0 <= index - hit.last <= 2 for hit in sentence.hits)


def _moved(sentence: Sentence, first: int, last: int) -> Home | None:
    """ "moved to X, where she now lives": a move alone is no residence today."""
    place = country_near(sentence, last)
    if not place:
        return None
    ahead = range(place[1], min(sentence.last, place[1] + 10))
    stays = any(sentence.is_in(at, "where", "there") for at in ahead) and any(
        sentence.is_in(at, "live_words") for at in ahead
    )
    person = _resident(sentence, first)
    if person is None or (
        not stays and (_past(sentence, first) or any(sentence.is_in(at, "returned") for at in ahead))
    ):
        return None
    return Home(person, place[0], first, place[1], "moved-and-stayed" if stays else MOVED)


def _beside(sentence: Sentence) -> list[Home]:
    """ "his sister in Turkey", "her Turkey-based brother"."""
    found = []
    for person in sentence.people:
        if person.sort not in ("kin", "source") or person.possessive:
            continue
        start = _noun_start(sentence, person)
        if sentence.lexicon.words.get("clause_before_noun") and sentence.is_in(start - 1, "of", "participles"):
            place = country_before(sentence, start - 1)
            if place:
                found.append(Home(person, place[0], person.first, person.last, "relative-in"))
        start = _place_after(sentence, person)
        place = (country_at(sentence, start) or after_city(sentence, start)) if start is not None else None
        if place and not (place[0] == HERE and sentence.is_in(start - 1, "from_words")):
            both = person.owner == "they" or sentence.is_in(person.last + 1, "both_words")
            together = clauses.people_at(sentence, person) if both else [person]
            found.extend(Home(one, place[0], person.first, place[1], "relative-in") for one in together)
    for index in sentence.where("based_suffix"):
        person = sentence.person_at(index) if sentence.low(index - 1) == "-" else None
        place = country_at(sentence, index - 2) if person is not None and person.sort in ("kin", "source") else None
        if place and not person.possessive:
            found.append(Home(person, place[0], person.first, person.last, "country-based"))
    return found


def _noun_start(sentence: Sentence, person: Person) -> int:
    """Where the adjectives and numbers before the noun itself begin: "Kazakistan'daki | güvenilir bir kaynak"."""
    start = person.head if person.head >= 0 else person.first
    while sentence.is_in(start - 1, "kin_adjectives", "articles"):
        start -= 1
    return start


def _citizens(sentence: Sentence) -> list[Home]:
    """ "his brother, a Norwegian citizen": the country of a demonym before "citizen"."""
    found = []
    demonyms = sentence.lexicon.words.get("demonyms", {})
    for index in sentence.where("citizen"):
        near = [at for at in (index - 1, index - 2, index + 1) if sentence.low(at) in demonyms]
        place = country_at(sentence, index - 1)
        person = _appositive(sentence, index)
        if person is None or _past(sentence, index - 1) or _negated(sentence, index - 1):
            continue
        if near:
            first, last = min(near[0], index), max(near[0], index) + 1
            found.append(Home(person, demonyms[sentence.low(near[0])], first, last, "citizen"))
        elif place and place[1] == index:
            found.append(Home(person, place[0], index - 1, index + 1, "citizen"))
    return found


def _appositive(sentence: Sentence, index: int) -> Person | None:
    for person in reversed(sentence.people):
        near = index - person.last <= CITIZEN_REACH or _has_become(sentence, person.last, index)
        if person.last < index and near and person.sort != "authority":
            return person
    return None


def _has_become(sentence: Sentence, first: int, last: int) -> bool:
    """ "her uncle, a trader, has since become a Kazakh citizen": nothing on the way but a verb that says so."""
    small = ("have", "be", "adverbs", "articles", "as_words")
    between, demonyms = range(first, last), sentence.lexicon.words.get("demonyms") or {}
    return len(between) <= RELATIVE_REACH and all(
        sentence.is_in(at, *small) or sentence.low(at) == "," or sentence.low(at) in demonyms for at in between
    )


def _reporting(sentence: Sentence) -> list[Home]:
    """ "reported from Germany that", "phoned us from Tashkent": where someone is who tells."""
    found = []
    verbs = [(hit.first, hit.last) for hit in sentence.of("says")]
    verbs += [(us, at) for us in sentence.where("us_words") for at in range(us + 1, us + 1 + CLITIC_REACH)]
    for first, last in verbs:
        stated = next((at for at in range(last, last + FROM_REACH) if sentence.is_in(at, "from_words")), None)
        place = country_near(sentence, stated + 1) if stated else country_before(sentence, first)
        person = clauses.teller_of(sentence, first) if place and place[0] != HERE else None
        if place and person is not None and (person.meant.sort in ("kin", "source") or person.who == SPEAKER):
            found.append(Home(person.meant, place[0], first, place[1], "reports-from"))
    return found
