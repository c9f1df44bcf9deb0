"""The words of a place as written, each told apart: a name of the gazetteer, a kind of unit, a finer place, a
filler, or a word not known.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from casebook.names.searching import normalise_search
from casebook.places_names import Bearers, bearers, longest_from, words_of_place
from casebook.vocabularies import load

# A French d’ or l’ before a name is a word of its own.
_TOKEN = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff]|(?<!\w)[dlDL](?=[’'ʼ`´][^\W\d_])|[^\W_\u3400-\u9fff\uf900-\ufaff]+(?:[’'ʼ`´][^\W_\u3400-\u9fff]+)*"
)
_AFTER_APOSTROPHE = re.compile(r"(.+)[’'ʼ`´](\w+)$")
_SHORTEST_STEM = 4
_SHORTEST_KIND = 3
_LONGEST_DOUBTFUL = 5
_LONGEST_ENDING = 5
# A stroke between single letters is inside an abbreviation (с/с, п/о), between figures inside a house's number.
_BREAK = re.compile(r"[,，、;；()（）\[\]\n|:：。«»]|(?<!\b\w)[/／](?!\w\b)|\s[-–—]\s")


class Token(NamedTuple):
    """One word (or Chinese character) of the text: where it stands, its normalised form, the part between signs it
    is in, and whether it begins with a small letter.
    """

    start: int
    end: int
    word: str
    part: int
    small: bool


class Word(NamedTuple):
    """What the vocabulary says of a word: `kind` level, finer, direction, near, filler, year, unsaid or denial; the
    kinds of unit a level can mean; the `size` of a finer place; whether it takes a name `before` or `after` it for
    the finer place's own; the code of the unit it is `inside` of.
    """

    kind: str
    means: frozenset[str] = frozenset()
    size: str = ""
    takes_before: bool = False
    takes_after: bool = False
    inside: str = ""


class Item(NamedTuple):
    """One or more tokens read as one thing: `kind` is name, word, number, or that of its Word. A name keeps what its
    words are else.
    """

    kind: str
    tokens: tuple[Token, ...]
    bearers: Bearers = Bearers()
    told: Word = Word("word")

    @property
    def part(self) -> int:
        """The part of the text that it stands in."""
        return self.tokens[0].part

    def as_word(self) -> "Item":
        """A name that is none here: what else its words are."""
        return self._replace(kind=self.told.kind)


def phrase(text: str) -> tuple[str, ...]:
    """The normalised words of `text`, parted as they are in a place: an apostrophe may set off an article."""
    if "'" not in text and "’" not in text:
        return words_of_place(text)
    return tuple(word for token in tokens_of(text) for word in token.word.split())


@cache
def _words() -> dict[tuple[str, ...], Word]:
    """Words around names, by their normalised words."""
    vocabulary = load("places")
    taken = {side: {phrase(str(word)) for word in vocabulary[side]} for side in ("takes_before", "takes_after")}
    found = {
        phrase(str(word)): Word("finer", size="site")
        for kind in load("facilities")["kinds"].values()
        for listed in kind.values()
        for word in listed
    }
    for kind in ("filler", "direction", "unsaid", "near", "denial", "year"):
        found |= {phrase(str(word)): Word(kind) for word in vocabulary[kind]}
    for size, listed in vocabulary["finer"].items():
        found |= {phrase(str(word)): Word("finer", size=size) for word in listed}
    for level in vocabulary["levels"].values():
        for word in level["words"]:
            words = phrase(str(word))
            before = found.get(words, Word("level")).means
            found[words] = Word("level", frozenset(level["means"]) | before)
    for code, listed in vocabulary["inside"].items():
        found |= {phrase(str(word)): Word("finer", size="site", inside=str(code)) for word in listed}
    found.pop((), None)
    return {
        words: word._replace(takes_before=words in taken["takes_before"], takes_after=words in taken["takes_after"])
        for words, word in found.items()
    }


@cache
def _longest_word_from() -> dict[str, int]:
    found: dict[str, int] = {}
    for words in _words():
        found[words[0]] = max(found.get(words[0], 0), len(words))
    return found


@cache
def _endings() -> dict[str, tuple[str, ...]]:
    """Endings of case, and what stands in their place in the dictionary form."""
    found: dict[str, list[str]] = {}
    for base, endings in load("places")["endings"].items():
        for ending in endings:
            found.setdefault(normalise_search(ending), []).append(normalise_search(str(base)))
    return {ending: tuple(bases) for ending, bases in found.items()}


def tokens_of(text: str) -> list[Token]:
    """The words of `text` and where they stand."""
    breaks = [match.start() for match in _BREAK.finditer(text)]
    found = []
    for match in _TOKEN.finditer(text):
        word = normalise_search(_without_ending(match.group()))
        if word:
            part = sum(place < match.start() for place in breaks)
            found.append(Token(*match.span(), word, part, match.group()[0].islower()))
    return found


def _without_ending(word: str) -> str:
    """A word without the ending that an apostrophe sets off: Çin'de, Urumqi's."""
    parted = _AFTER_APOSTROPHE.match(word)
    ending = parted and normalise_search(parted[2])
    return parted[1] if ending == "s" or "" in _endings().get(ending, ()) else word


def _spans(tokens: list[Token], place: int) -> Iterator[tuple[tuple[Token, ...], tuple[str, ...]]]:
    """What can begin at `place` within one part of the text, with its words, the longest first."""
    first = tokens[place].word.split()[0]
    longest = max(longest_from().get(first, 1), _longest_word_from().get(first, 1))
    limit = place
    while limit < len(tokens) and limit - place < longest and tokens[limit].part == tokens[place].part:
        limit += 1
    for end in range(limit, place, -1):
        span = tuple(tokens[place:end])
        yield span, tuple(word for token in span for word in token.word.split())


def _at(tokens: list[Token], place: int) -> Item:
    """What begins at `place`, as long as it can be; as written, else in a case that says "in" or "of" (Kaşgar'da,
    в Кашгаре, Вологодской).
    """
    for span, words in _spans(tokens, place):
        for form in (words, *dictionary_forms(words)):
            told = _words().get(form)
            borne = bearers(form)
            if borne and _is_meant(span, borne, told) and (form is words or _may_be_inflected(form, words, borne)):
                return Item("name", span, borne, told or Word("word"))
            if told:
                return Item(told.kind, span, told=told)
    kind = "number" if tokens[place].word.isdigit() else "word"
    return Item(kind, (tokens[place],), told=Word(kind))


def _is_meant(span: tuple[Token, ...], borne: Bearers, told: Word | None) -> bool:
    """Whether a name written with a small letter is one: not where it is a common word too (или), nor a short name of
    another country (rom, seul).
    """
    if not span[0].small or (told and told.kind == "level"):
        return True
    return not told and (len(span[0].word) > _LONGEST_DOUBTFUL or _is_of_china(borne))


def _may_be_inflected(form: tuple[str, ...], words: tuple[str, ...], borne: Bearers) -> bool:
    """Whether a name may have lost an ending to be found. In Latin script that no apostrophe sets off, Turkic endings
    are those of other words too: there only the names of Xinjiang may (Ürümchide, not Romanda).
    """
    if len(form[-1]) < _SHORTEST_STEM:
        return False
    return not words[-1].isascii() or (len(form[-1]) > _SHORTEST_STEM and _is_of_china(borne))


def _is_of_china(borne: Bearers) -> bool:
    return any(code.isdigit() for code in borne.alone | borne.with_kind)


def dictionary_forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What normalised words may be without the ending of a case, the last one's."""
    last = words[-1]
    for length in range(min(_LONGEST_ENDING, len(last) - _SHORTEST_KIND), 0, -1):
        for base in _endings().get(last[-length:], ()):
            yield (*words[:-1], last[:-length] + base)


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
