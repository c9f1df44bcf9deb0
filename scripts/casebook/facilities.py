"""Where somebody is held or was brought: the kind of facility, its name as written, and the place it is in."""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.places import Place, place_around
from casebook.places_names import is_name
from casebook.places_reading import Token, dictionary_forms, phrase, tokens_of
from casebook.vocabularies import load

_LONGEST = 300
_SHORTEST_NAMED_CAMP = 6


class Facility(NamedTuple):
    """`kind` (camp, prison, detention_centre, police, forced_labour, hospital, home, court, border, airport);
    `name` verbatim when the words single it out, else ''; `place` as far as the words place it, or None.
    """

    kind: str
    name: str
    place: Place | None


class _Piece(NamedTuple):
    """Words that name a `kind` of facility, or other words (kind ''), and where they stand; `own` if they single one
    out.
    """

    words: tuple[str, ...]
    kind: str
    own: bool
    start: int
    end: int


@cache
def _kinds() -> dict[tuple[str, ...], str]:
    kinds = load("facilities")["kinds"]
    return {phrase(str(one)): kind for kind, told in kinds.items() for listed in told.values() for one in listed}


@cache
def _plain() -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    vocabulary = load("facilities")
    return (
        frozenset(phrase(str(word)) for word in vocabulary["fillers"]),
        frozenset(phrase(str(word)) for word in vocabulary["denials"]),
    )


@cache
def _longest() -> int:
    return max(map(len, _kinds()))


def _pieces(tokens: list[Token]) -> Iterator[_Piece]:
    """The phrases that name a kind, longest first, and the other words one by one, but names of the gazetteer as
    wholes.
    """
    plain = _plain()[0] | _plain()[1]
    place = 0
    while place < len(tokens):
        for end in range(min(place + _longest(), len(tokens)), place, -1):
            words = tuple(word for token in tokens[place:end] for word in token.word.split())
            kind, own = _kind(words)
            if kind or end == place + 1 or is_name(words) or words in plain:
                yield _Piece(words, kind, own and words not in plain, tokens[place].start, tokens[end - 1].end)
                place = end
                break


def _kind(words: tuple[str, ...]) -> tuple[str, bool]:
    """The kind that words name, as they are or in a case ("түрмесінде"), or by how a name ends (Карлаг); and whether
    they are a name.
    """
    for form in (words, *dictionary_forms(words)):
        if form in _kinds():
            return _kinds()[form], False
    if len(words) == 1 and len(words[0]) >= _SHORTEST_NAMED_CAMP:
        for kind, endings in load("facilities")["endings"].items():
            if words[0].endswith(tuple(endings)):
                return kind, True
    return "", True


@lru_cache(maxsize=1 << 13)
def parse_facility(text: str, *, language: str | None = None) -> Facility | None:
    """The facility `text` speaks of, or None when it names none, two kinds, or says it with doubt or denial.

    A home beside another kind says whose, not where. `language` is accepted for one form of call; words are
    looked up in all.
    """
    if not text or len(text) > _LONGEST or "?" in text or "？" in text:
        return None
    pieces = list(_pieces(tokens_of(text)))
    kinds = {piece.kind for piece in pieces if piece.kind}
    if len(kinds) > 1:
        kinds -= {"home"}
    if len(kinds) != 1 or any(piece.words in _plain()[1] for piece in pieces):
        return None
    named = any(piece.own or any(word.isdigit() for word in piece.words) for piece in pieces)
    spans = tuple((piece.start, piece.end) for piece in pieces if piece.kind)
    return Facility(next(iter(kinds)), text.strip() if named else "", place_around(text, spans))
