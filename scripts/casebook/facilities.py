"""Where somebody is held or was brought: the kind of facility, its name as written, and the place it is in."""

from functools import cache, lru_cache
from typing import NamedTuple

from casebook.places import Place, parse_place
from casebook.places_reading import Token, tokens_of
from casebook.places_table import names, words_of_place
from casebook.vocabularies import load

_LONGEST = 300


class Facility(NamedTuple):
    """`kind` (camp, prison, detention_centre, police, forced_labour, hospital, home, court, border, airport);
    `name` verbatim when the words single it out, else ''; `place` as far as the words place it, or None.
    """

    kind: str
    name: str
    place: Place | None


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    found = {}
    for kind, languages in load("facilities")["kinds"].items():
        for phrases in languages.values():
            found |= {words_of_place(str(phrase)): kind for phrase in phrases}
    return found


@cache
def _plain() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    vocabulary = load("facilities")
    return (
        frozenset(words_of_place(str(word)) for word in vocabulary["fillers"]),
        frozenset(words_of_place(str(word)) for word in vocabulary["denials"]),
    )


def _flat(tokens: list[Token]) -> list[tuple[str, Token]]:
    return [(word, token) for token in tokens for word in token.word.split()]


def _split(words: list[str]) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    """The phrases that name a kind, longest first, and the other words one by one, but names of the gazetteer as
    wholes.
    """
    kinds, fillers = _kinds(), _plain()[0] | _plain()[1]
    longest = max(map(len, kinds))
    found, rest, place = [], [], 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            part = tuple(words[place : place + length])
            if part in kinds:
                found.append(part)
                break
            if part in names() or part in fillers:
                rest.append(part)
                break
        else:
            length = 1
            rest.append((words[place],))
        place += length
    return found, rest


@lru_cache(maxsize=1 << 13)
def parse_facility(text: str, *, language: str | None = None) -> Facility | None:
    """The facility `text` speaks of, or None when it names none, two kinds, or says it with doubt or denial.

    A home beside another kind says whose, not where. `language` is accepted for one form of call; words are
    looked up in all.
    """
    if not text or len(text) > _LONGEST or "?" in text or "？" in text:
        return None
    flat = _flat(tokens_of(text))
    phrases, rest = _split([word for word, _ in flat])
    fillers, denials = _plain()
    kinds = {_kinds()[phrase] for phrase in phrases}
    if len(kinds) > 1:
        kinds -= {"home"}
    if len(kinds) != 1 or any(part in denials for part in rest):
        return None
    own = [part for part in rest if part not in fillers]
    named = bool(own) or any(word.isdigit() for word, _ in flat)
    return Facility(next(iter(kinds)), text.strip() if named else "", parse_place(text, language=language))
