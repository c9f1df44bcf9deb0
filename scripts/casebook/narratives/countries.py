"""Countries in running text, by their own name or by that of a city, and who lives in one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from casebook.narratives.lexicon import lexicon
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence
from casebook.places import parse_country, parse_place

HERE = "CN"  # where the detained are held: the family there is not the family that tells
MOVED = "moved"  # a move to a country, said without a word on today: counts where nothing else does
COUNTRY_WORDS = 5
FILLER_REACH = 9  # "lives in exile in", "lives with her husband and two sons in"


@dataclass(slots=True, eq=False)
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
    return place.country or None


def country_at(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """(country, end) of the longest country or city name that begins at token `index`, an article skipped."""
    first = index
    while first < index + 3 and sentence.is_in(first, "place_words"):
        first += 1
    if first > index and sentence.is_in(first + 1, "city_words"):  # "in the Norwegian city of Bergen"
        code = sentence.lexicon.words.get("demonyms", {}).get(sentence.low(first))
        if code is not None:
            return code, first + 2
    if first >= sentence.last or (sentence.lexicon.spaced and not sentence.tokens[first].capital):
        return None
    end = first
    while end < min(sentence.last, first + COUNTRY_WORDS) and _can_name(sentence, end):
        end += 1
    for last in range(end, first, -1):
        closing = sentence.tokens[last - 1]
        named = closing.capital or not sentence.lexicon.spaced or sentence.is_in(last - 1, "country_words")
        if closing.text[-1].isalnum() and named:
            code = country_of(sentence.words(first, last), sentence.lexicon.language)
            if code is not None:
                return code, last
    return None


def _can_name(sentence: Sentence, index: int) -> bool:
    """Whether a token may be inside the name of a country or a city: a capital, or a small word between capitals."""
    if not sentence.lexicon.spaced:
        return True
    return (
        sentence.tokens[index].capital
        or sentence.low(index) == "-"
        or sentence.is_in(index, "place_words", "of", "coordinators", "country_words")
    )


def country_near(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """A country right here, or after a city and a comma ("in Munich, Germany")."""
    place = country_at(sentence, index)
    if place:
        return place
    while sentence.is_in(index, "place_words"):
        index += 1
    for at in range(index, min(sentence.last, index + FILLER_REACH)):
        if sentence.low(at) == "," or sentence.is_in(at, "blockers", "be", "have"):
            break
        if at > index and sentence.is_in(at - 1, "in", "of"):
            place = country_at(sentence, at)
            if place:
                return place
    return after_city(sentence, index)


def after_city(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """The country after a city and a comma."""
    for comma in range(index + 1, min(sentence.last, index + 4)):
        if sentence.low(comma) == "," and sentence.tokens[index].capital:
            return country_at(sentence, comma + 1)
    return None


def country_before(sentence: Sentence, index: int) -> tuple[str, int] | None:
    """Where the verb comes last: the country right before it."""
    if not sentence.lexicon.words.get("country_before"):
        return None
    for first in range(max(sentence.first, index - COUNTRY_WORDS), index):
        place = country_at(sentence, first)
        if place and place[1] >= index - 1:
            return place[0], index + 1
    return None
