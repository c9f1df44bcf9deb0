"""The words of a place as written, each told apart: a name of the gazetteer, a kind of unit, a finer place, a
filler, or a word not known.
"""

import re
from functools import cache
from typing import NamedTuple

from casebook.names.searching import normalise_search
from casebook.places_table import foreign_cities, names, words_of_place
from casebook.vocabularies import load

# A French d’ or l’ before a name is a word of its own.
_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]|(?<!\w)[dlDL](?=[’'ʼ`´][^\W\d_])|[^\W_\u3400-\u9fff\uf900-\ufaff]+(?:[’'ʼ`´][^\W_\u3400-\u9fff]+)*"
)
_SHORTEST_STEM = 4
_BREAK = re.compile(r"[,，、;；()（）\[\]\n/／|:：。]|\s[-–—]\s")


class Token(NamedTuple):
    """One word (or Chinese character) of the text: where it stands, its normalised form, and the part between
    signs it is in.
    """

    start: int
    end: int
    word: str
    part: int


class Item(NamedTuple):
    """One or more tokens read as one thing: `kind` is name, city, level, finer, direction, near, filler, unsaid,
    denial or word.
    """

    kind: str
    tokens: tuple[Token, ...]
    codes: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    namesake: bool = False


@cache
def _words() -> dict[tuple[str, ...], tuple[str, frozenset[str], bool]]:
    """Words around names: what they are, the levels they can mean, and whether a place may be named after another
    before them.
    """
    vocabulary = load("places")
    found: dict[tuple[str, ...], tuple[str, frozenset[str], bool]] = {}
    namesakes = {words_of_place(str(word)) for word in vocabulary["namesakes"]}
    for kind, key in (
        ("filler", "fillers"),
        ("direction", "directions"),
        ("finer", "finer"),
        ("unsaid", "unsaid"),
        ("near", "near"),
        ("denial", "denials"),
    ):
        for word in vocabulary[key]:
            words = words_of_place(str(word))
            found[words] = (kind, frozenset(), words in namesakes)
    for level in vocabulary["levels"].values():
        for word in level["words"]:
            words = words_of_place(str(word))
            before = found.get(words)
            means = frozenset(level["means"]) | (before[1] if before else frozenset())
            found[words] = ("level", means, bool(before and before[2]) or words in namesakes)
    for kind in load("facilities")["kinds"].values():
        for phrases in kind.values():
            for phrase in phrases:
                found.setdefault(words_of_place(str(phrase)), ("finer", frozenset(), False))
    found.pop((), None)
    return found


@cache
def _longest() -> int:
    return max(map(len, [*names(), *_words(), *foreign_cities()]))


def tokens_of(text: str) -> list[Token]:
    """The words of `text` and where they stand."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    found = []
    for match in _TOKEN.finditer(text):
        word = normalise_search(match.group())
        if word:
            found.append(Token(*match.span(), word, sum(place < match.start() for place in breaks)))
    return found


def _at(tokens: list[Token], place: int) -> Item:
    """What begins at `place`, as long as it can be, within one part of the text."""
    limit = place
    while limit < len(tokens) and limit - place < _longest() and tokens[limit].part == tokens[place].part:
        limit += 1
    for end in range(limit, place, -1):
        span = tuple(tokens[place:end])
        words = tuple(word for token in span for word in token.word.split())
        if words in names():
            return Item("name", span, names()[words])
        if words in foreign_cities():
            return Item("city", span, frozenset({foreign_cities()[words]}))
        if words in _words():
            kind, levels, namesake = _words()[words]
            return Item(kind, span, levels=levels, namesake=namesake)
    kind = "finer" if tokens[place].word.isdigit() else "word"
    return _inflected(tokens[place]) or Item(kind, (tokens[place],))


def _inflected(token: Token) -> Item | None:
    """A name of the gazetteer in a case that says "in" or "of": Kashgarda, Kaşgar'da, в Кашгаре, в Кульдже."""
    word = token.word
    endings = [(end, base) for end, base in load("places")["endings"].items() if word.endswith(end)]
    endings += [(end, "а") for end in load("places")["endings_for_a"] if word.endswith(end)]
    for end, base in sorted(endings, key=lambda pair: -len(pair[0])):
        stem = word[: -len(end)] + base
        if len(stem) >= _SHORTEST_STEM and (stem,) in names():
            return Item("name", (token,), names()[(stem,)])
    return None


def items_of(text: str) -> list[Item]:
    """The text cut into items, longest names first, none across a comma or a bracket."""
    tokens = tokens_of(text)
    found, place = [], 0
    while place < len(tokens):
        item = _at(tokens, place)
        found.append(item)
        place += len(item.tokens)
    return found


def is_han(item: Item) -> bool:
    """Whether an item is written in Chinese characters, where words are not parted."""
    return "\u3400" <= item.tokens[0].word[:1] <= "\u9fff"
