"""In which country a person of the narrative lives today, where the words say so."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casebook.narratives import clauses
from casebook.narratives.lexicon import lexicon
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence
from casebook.places import parse_country, parse_place

COUNTRY_WORDS = 5
CITIZEN_REACH = 4
RELATIVE_REACH = 10
FILLER_REACH = 9  # "lives in exile in", "lives with her husband and two sons in"
MOVED = "moved"  # a move to a country, said without a word on today: counts where nothing else does


@dataclass(slots=True)
class Home:
    """`person` lives in `country` (ISO 3166 alpha-2), says text tokens [first, last)."""

    person: Person
    country: str
    first: int
    last: int
    rule: str

    @property
    def who(self) -> str:
        return self.person.who


@lru_cache(maxsize=20000)
def country_of(words: str, language: str) -> str | None:
    """The country of a country's or a city's name, None for anything else."""
    forms = lexicon(language).words.get("country_forms") or {}
    code = forms.get(words.lower()) or parse_country(words, language=language)
    if code is not None:
        return code
    place = parse_place(words, language=language)
    if place is None or place.relation != "in" or place.finer not in ("", words):
        return None
    return place.country


def country_at(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """(country, end) of the longest country or city name that begins at token `index`, an article skipped."""
    first = index
    while first < index + 3 and sentence.is_in(first, "place_words"):
        first += 1
    if first >= sentence.last or (sentence.lexicon.spaced and not sentence.tokens[first].capital):
        return None
    end = first
    while end < min(sentence.last, first + COUNTRY_WORDS) and _can_name(sentence, end):
        end += 1
    for last in range(end, first, -1):
        if sentence.tokens[last - 1].text[-1].isalnum():
            code = country_of(sentence.words(first, last), sentence.lexicon.language)
            if code is not None:
                return code, last
    return None


def _can_name(sentence: Sentence, index: int) -> bool:
    """Whether a token may be inside the name of a country or a city: a capital, or a small word between capitals."""
    if not sentence.lexicon.spaced:
        return True
    return sentence.tokens[index].capital or sentence.low(index) == "-" or sentence.is_in(index, "place_words", "of", "coordinators")


def find_homes(sentence: Sentence) -> list[Home]:
    """Who lives where, as the sentence says: lives in, based in, a citizen of, "his sister in Turkey", moved and stayed."""
    found: list[Home] = []
    for hit in sentence.of("residence"):
        place = _country_near(sentence, hit.last) or _country_before(sentence, hit.first)
        person = _head_after(sentence, max(hit.last, place[1])) if place else None
        person = person or _resident(sentence, hit.first)
        if place and person and not _past(sentence, hit.first) and not _negated(sentence, hit.first):
            found.append(Home(person, place[0], hit.first, place[1], "lives-in"))
    for hit in sentence.of("moved"):
        home = _moved(sentence, hit.first, hit.last)
        if home:
            found.append(home)
    found.extend(_beside(sentence))
    found.extend(_citizens(sentence))
    return found


def _country_near(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """A country right here, or after a city and a comma ("in Munich, Germany")."""
    place = country_at(sentence, index)
    if place:
        return place
    while sentence.is_in(index, "place_words"):
        index += 1
    for at in range(index, min(sentence.last, index + FILLER_REACH)):
        if sentence.low(at) == "," or sentence.is_in(at, "blockers", "be", "have"):
            break
        if at > index and sentence.is_in(at - 1, "in"):
            place = country_at(sentence, at)
            if place:
                return place
    return _after_city(sentence, index)


def _after_city(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """The country after a city and a comma."""
    for comma in range(index + 1, min(sentence.last, index + 4)):
        if sentence.low(comma) == "," and sentence.tokens[index].capital:
            return country_at(sentence, comma + 1)
    return None


def _place_after(sentence: Sentence, person: Person) -> int | None:
    """Where a place may begin after someone: "his sister in Turkey", "her daughter, a nurse in London"."""
    if sentence.is_in(person.last, "in"):
        return person.last + 1
    if sentence.low(person.last) == "," and sentence.is_in(person.last + 1, "articles"):
        for index in range(person.last + 2, min(sentence.last, person.last + 7)):
            if sentence.low(index) == "," or sentence.is_in(index, "be", "have", "verbs"):
                return None
            if sentence.is_in(index, "in"):
                return index + 1
    return None


def _country_before(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """Where the verb comes last: the country right before it."""
    if not sentence.lexicon.words.get("country_before"):
        return None
    for first in range(max(sentence.first, index - COUNTRY_WORDS), index):
        place = country_at(sentence, first)
        if place and place[1] >= index - 1:
            return place[0], index + 1
    return None


def _head_after(sentence: Sentence, index: int) -> Person | None:
    """Where the clause stands before its noun: the relative or source that follows ("住在土耳其的姐姐")."""
    if not sentence.lexicon.words.get("clause_before_noun") or not (sentence.is_in(index, "of") or sentence.is_in(index - 1, "participles")):
        return None
    return next((p for p in sentence.people if index <= p.first <= index + 2 and p.sort in ("kin", "source")), None)


def _resident(sentence: Sentence, index: int) -> Person | None:
    """The person right before "living in", else the subject of "lives in"."""
    at = clauses.group_start(sentence, index)
    while sentence.is_in(at - 1, "now") or sentence.low(at - 1) == ",":
        at -= 1
    before = next((p for p in sentence.people if p.last == at and not p.possessive), None)
    if before and before.sort == "who":
        return before
    person = before or clauses.subject_of(sentence, index, sentence.first)
    if person is not None and person.sort == "name" and person.who == "other":
        person = _near_relative(sentence, person.first) or person
    if person is None or person.sort == "authority":
        near = _near_relative(sentence, index)
        between = [sentence.low(at) for at in range(near.last, index)] if near else []
        person = near if near and not set(between) & {",", ";"} else None
    return person


def _near_relative(sentence: Sentence, index: int) -> Person | None:
    """The last relative or source named not far before `index`, with no verb in between."""
    near = [p for p in sentence.people if p.last <= index and p.sort in ("kin", "source") and not p.possessive]
    if not near or index - near[-1].last > RELATIVE_REACH:
        return None
    verbs = any(sentence.is_in(at, "be", "have", "verbs") for at in range(near[-1].last, index))
    return None if verbs else near[-1]


def _past(sentence: Sentence, index: int) -> bool:
    """A stay that is over, or not told as today's."""
    return any(hit.type == "past_stay" and 0 <= index - hit.last <= 2 for hit in sentence.hits) or sentence.is_in(index - 1, "was")


def _negated(sentence: Sentence, index: int) -> bool:
    return any(hit.type in ("negation", "unreal") and 0 <= index - hit.last <= 2 for hit in sentence.hits)


def _moved(sentence: Sentence, first: int, last: int) -> Home | None:
    """ "moved to X, where she now lives": a move alone is no residence today."""
    place = _country_near(sentence, last)
    if not place:
        return None
    ahead = range(place[1], min(sentence.last, place[1] + 10))
    stays = any(sentence.is_in(at, "where", "there") for at in ahead) and any(sentence.is_in(at, "live_words") for at in ahead)
    person = _resident(sentence, first)
    if person is None or (not stays and (_past(sentence, first) or any(sentence.is_in(at, "returned") for at in ahead))):
        return None
    return Home(person, place[0], first, place[1], "moved-and-stayed" if stays else MOVED)


def _beside(sentence: Sentence) -> list[Home]:
    """ "his sister in Turkey", "her Turkey-based brother"."""
    found = []
    for person in sentence.people:
        if person.sort not in ("kin", "source") or person.possessive:
            continue
        if sentence.lexicon.words.get("clause_before_noun") and sentence.is_in(person.head - 1, "of", "participles"):
            place = _country_before(sentence, person.head - 1)
            if place:
                found.append(Home(person, place[0], person.first, person.last, "relative-in"))
        start = _place_after(sentence, person)
        place = (country_at(sentence, start) or _after_city(sentence, start)) if start is not None else None
        if place:
            found.append(Home(person, place[0], person.first, place[1], "relative-in"))
        for index in range(person.first, person.last):
            if sentence.is_in(index, "based_suffix") and sentence.low(index - 1) == "-":
                place = country_at(sentence, index - 2)
                if place:
                    found.append(Home(person, place[0], person.first, person.last, "country-based"))
    return found


def _citizens(sentence: Sentence) -> list[Home]:
    """ "his brother, a Norwegian citizen": the country of a demonym before "citizen"."""
    found = []
    for index in range(sentence.first, sentence.last):
        if sentence.is_in(index, "citizen"):
            demonyms = sentence.lexicon.words.get("demonyms", {})
            near = [at for at in (index - 1, index - 2, index + 1) if sentence.low(at) in demonyms]
            place = country_at(sentence, index - 1)
            person = _appositive(sentence, index)
            if person is None or _past(sentence, index - 1) or _negated(sentence, index - 1):
                continue
            if near:
                found.append(Home(person, demonyms[sentence.low(near[0])], min(near[0], index), max(near[0], index) + 1, "citizen"))
            elif place and place[1] == index:
                found.append(Home(person, place[0], index - 1, index + 1, "citizen"))
    return found


def _appositive(sentence: Sentence, index: int) -> Person | None:
    for person in reversed(sentence.people):
        if person.last < index and index - person.last <= CITIZEN_REACH and person.sort != "authority":
            return person
    return None
