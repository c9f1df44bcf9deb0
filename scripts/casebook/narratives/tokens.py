"""Words and sentences of a narrative, each knowing where it stands in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

HAN = r"[\u3400-\u9fff\uf900-\ufaff]"
WORD = re.compile(
    HAN + r"|\d+|(?:n[’']t|[’'](?:s|m|re|ve|ll)|[’'])(?![^\W\d_])"
    r"|(?:(?!n[’']t\b)[^\W\d_](?<!"
    + HAN
    + r"))+(?:[’'](?!(?:s|t|m|re|ve|ll)\b)(?:[^\W\d_](?<!"
    + HAN
    + r"))+)*|[^\w\s]|_",
    re.IGNORECASE,
)
# Where no Han is about, words are found faster, and looked at again for "'s" and "n't" only where they hold a mark.
QUICK = re.compile(r"\d+|[’']s(?![^\W\d_])|[^\W\d_]+(?:[’'][^\W\d_]+)*|[^\w\s]|_", re.IGNORECASE)
ELIDED = re.compile(r"(?:l|d|qu|n|s|j|m|t|c|jusqu|lorsqu|puisqu)[’']", re.IGNORECASE)
TARGET = re.compile(r"(?<=\])\([^()\s]{1,300}\)")
ENDS = frozenset(".!?。！？…")
LONG, LONGEST, PAUSES = 200, 300, frozenset(",;，；、")  # tokens of a sentence
CLOSING = frozenset("\"'”’»)]）】」』")


@dataclass(slots=True)
class Token:
    """One word, number or mark; `low` is its folded form, `lists` the lists of the vocabulary that hold it."""

    start: int
    end: int
    text: str
    low: str
    capital: bool
    lists: frozenset[str] = frozenset()


def tokenise(text: str, apostrophe: str = "") -> list[Token]:
    """The tokens of `text` in order. `apostrophe`: "elision" parts French "l'" and "qu'", "suffix" Turkish "'de".

    The target of a link, `(#...)` or `(http...)` after a bracket, is no word of the narrative.
    """
    found: list[Token] = []
    targets = [match.span() for match in TARGET.finditer(text)] if "](" in text else ()
    for word, start in _words(text):
        if targets and any(first <= start < last for first, last in targets):
            continue
        while (
            apostrophe == "elision" and not word.isalpha() and (head := ELIDED.match(word)) and head.end() < len(word)
        ):
            found.append(_token(head.group(), start))
            word, start = word[head.end() :], start + head.end()
        if apostrophe == "suffix":
            start, word = _without_suffix(found, start, word)
        found.append(_token(word, start))
    return found


def _words(text: str) -> list[tuple[str, int]]:
    if re.search(HAN, text):
        return [(match.group(), match.start()) for match in WORD.finditer(text)]
    found = [(match.group(), match.start()) for match in QUICK.finditer(text)]
    if "'" not in text and "’" not in text:
        return found
    return [
        part
        for word, start in found
        for part in (((word, start),) if len(word) == 1 or word.isalnum() else _parts(text, start, start + len(word)))
    ]


def _parts(text: str, start: int, end: int) -> list[tuple[str, int]]:
    """ "Erbol's" and "wasn't" as the words they are made of."""
    parts = takewhile(lambda part: part.start() < end, WORD.finditer(text, start))
    return [(part.group(), part.start()) for part in parts]


def _token(word: str, start: int) -> Token:
    low, capital = _folded(word)
    return Token(start, start + len(word), word, low, capital)


@lru_cache(maxsize=20000)
def _folded(word: str) -> tuple[str, bool]:
    capital = word[0].isupper()
    low = word.replace("İ", "i").lower() if capital else word
    return low.replace("’", "'"), capital


def _without_suffix(found: list[Token], start: int, word: str) -> tuple[int, str]:
    """What is left to add of a word: a stem is added at once, a lone apostrophe becomes part of the suffix."""
    stem, mark, suffix = word.replace("’", "'").partition("'")
    if stem and mark and suffix:
        found.append(_token(word[: len(stem)], start))
        return start + len(stem), word[len(stem) :]
    if found and found[-1].low == "'" and found[-1].end == start and word[0].isalpha():
        return found.pop().start, "'" + word
    return start, word


def sentences(
    text: str, tokens: list[Token], abbreviations: frozenset[str], openers: frozenset[str] = frozenset()
) -> list[tuple[int, int]]:
    """Ranges of token indexes, one a sentence; a line break followed by a capital or an empty line ends one too.

    `openers`: words that, with a capital, open a sentence even after an abbreviation ("1937 г. Приговорён"). What goes
    on without an end is parted, at a comma if there is one: reading takes time by the length of a sentence.
    """
    ranges, first = [], 0
    for index in range(len(tokens)):
        ahead = tokens[index + 1] if index + 1 < len(tokens) else None
        long = index - first >= LONG and (tokens[index].low in PAUSES or index - first >= LONGEST)
        if ahead is None or long or _ends(text, tokens, index, ahead, abbreviations, openers):
            if index + 1 > first:
                ranges.append((first, index + 1))
            first = index + 1
    return ranges


def _ends(
    text: str, tokens: list[Token], index: int, ahead: Token, abbreviations: frozenset[str], openers: frozenset[str]
) -> bool:
    token = tokens[index]
    gap = text[token.end : ahead.start]
    if "\n" in gap and (gap.count("\n") > 1 or ahead.capital or not ahead.text[0].isalpha()) and token.low != ",":
        return True
    last = index
    while last > 0 and tokens[last].low in CLOSING and tokens[last - 1].low not in CLOSING | ENDS and last == index:
        return False
    if token.low in CLOSING and index and tokens[index - 1].low in ENDS:
        last = index - 1
    mark = tokens[last].low
    if mark not in ENDS or ahead.low in CLOSING or ahead.low in ENDS:
        return False
    if mark in "。！？!?":
        return True
    if ahead.capital and ahead.low in openers and _after_number(tokens, last, abbreviations):
        return True
    return _full_stop(tokens, last, ahead, gap, abbreviations)


def _after_number(tokens: list[Token], index: int, abbreviations: frozenset[str]) -> bool:
    """ "1937 г.", "1899 г.р.": a number with abbreviations behind it."""
    at = index
    while at > 1 and tokens[at].low == "." and tokens[at - 1].low in abbreviations:
        at -= 2
    return at < index and tokens[at].text.isdigit()


def _full_stop(tokens: list[Token], index: int, ahead: Token, gap: str, abbreviations: frozenset[str]) -> bool:
    """Whether this "." or "…" ends a sentence: not after an abbreviation, an initial, or inside a number."""
    before = tokens[index - 1] if index else None
    if not gap or before is None:
        return False
    if before.low in abbreviations or (len(before.text) == 1 and before.text.isalpha()):
        return False
    if before.text.isdigit() and len(before.text) <= 2 and ahead.text[0].islower():
        return False
    return not ahead.text[0].islower()
