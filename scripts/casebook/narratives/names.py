"""Names in running text: which capitalised words name the person the narrative is on."""

from __future__ import annotations

import os
import re
from collections import Counter
from functools import lru_cache
from typing import Any

from casebook.codes import parse_occupation
from casebook.narratives.lexicon import Hit, Lexicon
from casebook.narratives.people import Person
from casebook.narratives.tokens import Token
from casebook.places import parse_place

MIN_ALIAS, MIN_SCORE, MIN_STEM = 4, 2, 3


@lru_cache(maxsize=20000)
def occupation(word: str, language: str) -> str | None:
    """parse_occupation of a word, remembered: "Traductor de oficio, fue detenido" names nobody."""
    return parse_occupation(word, language=language)


class Names:
    """The words that name the subject, and the capitalised runs that name others."""

    def __init__(self, lexicon: Lexicon, tokens: list[Token], starts: set[int], subject: str | None) -> None:
        self._lexicon, self._starts = lexicon, starts
        self._letters = str.maketrans(lexicon.words.get("letters") or {})
        self._common = lexicon.set("capitals") | lexicon.set("months") | frozenset(lexicon.words.get("demonyms") or ())
        self._known = {token.low for index, token in enumerate(tokens) if token.capital and index not in starts}
        self._han = _han_names(subject) if subject and not lexicon.spaced else []
        self.known = bool(self._han) or lexicon.spaced
        self._doing = lexicon.set("possessive_marks") | lexicon.set("be") | lexicon.set("have")
        self.aliases: frozenset[str] = frozenset()
        words = _words(subject) if subject else ()
        words = words or self._guess(tokens)
        self._met: set[str] = set()
        self.aliases, self._given = frozenset(words), words[0] if words else ""

    def _guess(self, tokens: list[Token]) -> tuple[str, ...]:
        """The words of the name met most often as someone who does, owns or opens the text; ties go to the first.

        A name beside a word of kinship is a relative's; one after "in" or "from" is a place's.
        """
        runs = self._runs(tokens)
        counts: Counter[str] = Counter()
        for number, (first, last) in enumerate(runs):
            ahead = tokens[last].low if last < len(tokens) else ""
            weight = 1 + (ahead in self._doing) + (number == 0)
            for index in range(first, last):
                counts[tokens[index].low] += weight
        if not counts:
            return ()
        best, score = max(counts.items(), key=lambda item: item[1])
        if score < MIN_SCORE:
            return ()
        first, last = next(run for run in runs if any(tokens[index].low == best for index in range(*run)))
        return tuple(tokens[index].low for index in range(first, last))

    def _runs(self, tokens: list[Token]) -> list[tuple[int, int]]:
        """The names that may be the subject's: runs of capitalised words, places and relatives left out."""
        kin = self._lexicon.kin_words
        runs, index = [], 0
        while index < len(tokens):
            last = index
            while last < len(tokens) and self._nameable(tokens, last):
                last += 1
            if last > index:
                before = tokens[index - 1].low if index else ""
                two_before = tokens[index - 2].low if index > 1 else ""
                owns = last < len(tokens) and tokens[last].low in self._lexicon.set("possessive_marks")
                owns = owns or (before in self._lexicon.set("of") and two_before in kin)
                taken = (
                    before in kin
                    or (before == "," and two_before in kin)
                    or before in self._lexicon.set("place_before")
                )
                if (owns or not taken) and not self._is_place(tokens, index, last):
                    runs.append((index, last))
            index = max(last, index + 1)
        return runs

    def _is_place(self, tokens: list[Token], first: int, last: int) -> bool:
        words = " ".join(token.text for token in tokens[first:last])
        return parse_place(words, language=self._lexicon.language) is not None

    def _nameable(self, tokens: list[Token], index: int) -> bool:
        token = tokens[index]
        return (
            token.capital
            and len(token.text) > 1
            and (token.low not in self._common or token.low in self.aliases)
            and (
                index not in self._starts
                or token.low in self._known
                or token.low in self.aliases
                or self._unknown(token.low)
            )
        )

    def _unknown(self, low: str) -> bool:
        return low not in self._lexicon.vocabulary and occupation(low, self._lexicon.language) is None

    def met(self, person: Person) -> bool:
        """Whether such a relative was spoken of before; one who is owned is met now."""
        if person.owner is not None:
            self._met.add(person.code)
        return person.code in self._met

    def is_alias(self, low: str) -> bool:
        """Whether a folded word names the subject; a short form counts ("Ersin" of "Ersinbek")."""
        if low in self.aliases:
            return True
        low = low.translate(self._letters)
        return len(low) >= MIN_ALIAS and any(
            len(alias) >= MIN_ALIAS and (alias.startswith(low) or low.startswith(alias) and len(low) - len(alias) <= 3)
            or self._inflected(alias, low) for alias in (alias.translate(self._letters) for alias in self.aliases)
        )  # fmt: skip

    def _inflected(self, alias: str, low: str) -> bool:
        """Whether a word is a name in another case: "Патиму" of "Патима"."""
        endings = self._lexicon.set("name_endings")
        if not endings:
            return False
        stem = len(os.path.commonprefix([alias, low]))
        return stem >= MIN_STEM and any(
            alias[at:] in endings and low[at:] in endings for at in range(stem, max(MIN_STEM, stem - 2) - 1, -1)
        )

    def starting_at(self, sentence: Any, index: int) -> tuple[int, int, bool] | None:
        """(first, last, is the subject) of the name that begins at token `index`."""
        name = next((name for name in self._han if self._stands(sentence, index, name)), None)
        if name:
            return index, index + len(name), True
        last = index
        while last < sentence.last and self._nameable(sentence.tokens, last):
            last += 1
        return (index, last, self._any_alias(sentence, index, last)) if last > index else None

    def ending_at(self, sentence: Any, index: int) -> tuple[int, int, bool] | None:
        """(first, last, is the subject) of the name whose last token is before `index`."""
        first = index
        while first > sentence.first and self._nameable(sentence.tokens, first - 1):
            first -= 1
        return (first, index, self._any_alias(sentence, first, index)) if first < index else None

    def find(self, sentence: Any) -> list[tuple[int, int, bool]]:
        """Every name in the sentence."""
        found, index = [], sentence.first
        while index < sentence.last:
            span = self.starting_at(sentence, index) if sentence.tokens[index].capital else None
            if span:
                found.append(span)
            index = span[1] if span else index + 1
        return found

    def han(self, sentence: Any) -> list[Hit]:
        """Where the subject is named in a script without spaces: the whole name, or its part before the dot."""
        found, index = [], sentence.first
        while index < sentence.last:
            length = next((len(name) for name in self._han if self._stands(sentence, index, name)), 0)
            if length:
                found.append(Hit(index, index + length, "name", None))
            index += length or 1
        return found

    def _stands(self, sentence: Any, index: int, name: str) -> bool:
        return index + len(name) <= sentence.last and all(
            sentence.tokens[index + at].text == char for at, char in enumerate(name)
        )

    def _any_alias(self, sentence: Any, first: int, last: int) -> bool:
        """Whether a run of capitals names the subject: not one who only bears the same father's or family name."""
        tokens = sentence.tokens
        own = [index for index in range(first, last) if self.is_alias(tokens[index].low)]
        if not own or own[0] == first:
            return bool(own)
        titled = not any(self._unknown(tokens[index].low) for index in range(first, own[0]))
        alone = len(self.aliases) > 1 and len(own) == 1  # "Aigul Erbol" is the daughter of Erbol Omar
        return any(tokens[index].low == self._given for index in own) and (titled or not alone)


def _words(subject: str) -> tuple[str, ...]:
    return tuple(word.strip(".,()").lower().replace("’", "'") for word in subject.split() if len(word) > 2)


def _han_names(subject: str) -> list[list[str]]:
    """The whole name as tokens, and its first part where a dot divides it; the longest first."""
    bare = "".join(subject.split())
    first = re.split(r"[·•・‧∙.．]", bare)[0]
    return [
        list(name) for name in (bare, first) if len(name) >= 2 and any("\u3400" <= char <= "\u9fff" for char in name)
    ]
