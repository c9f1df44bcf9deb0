"""Names in running text: which capitalised words name the person the narrative is on."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from casebook.narratives.lexicon import Hit, Lexicon
from casebook.narratives.tokens import Token

MIN_ALIAS = 4


class Names:
    """The words that name the subject, and the capitalised runs that name others."""

    def __init__(self, lexicon: Lexicon, tokens: list[Token], starts: set[int], subject: str | None) -> None:
        self._lexicon, self._starts = lexicon, starts
        self._common = lexicon.set("capitals") | lexicon.set("months")
        self._known = {token.low for index, token in enumerate(tokens) if token.capital and index not in starts}
        self._han = _han_names(subject) if subject and not lexicon.spaced else []
        self.aliases = _words(subject) if subject else frozenset()
        self.aliases = self.aliases or self._guess(tokens)

    def _guess(self, tokens: list[Token]) -> frozenset[str]:
        """The capitalised word met most often as someone who does or owns; ties go to the first."""
        counts: Counter[str] = Counter()
        for index, token in enumerate(tokens):
            if self._nameable(tokens, index):
                ahead = tokens[index + 1].low if index + 1 < len(tokens) else ""
                counts[token.low] += 2 if ahead in self._lexicon.set("possessive_marks") | self._lexicon.set("be") else 1
        if not counts:
            return frozenset()
        best = max(counts.items(), key=lambda item: item[1])
        return frozenset([best[0]]) if best[1] >= 2 else frozenset()

    def _nameable(self, tokens: list[Token], index: int) -> bool:
        token = tokens[index]
        return (
            token.capital
            and len(token.text) > 1
            and (token.low not in self._common or token.low in self.aliases)
            and (index not in self._starts or token.low in self._known or self._unknown(token.low))
        )

    def _unknown(self, low: str) -> bool:
        return low not in self._lexicon.vocabulary

    def is_alias(self, low: str) -> bool:
        """Whether a folded word names the subject; a short form counts ("Ersin" of "Ersinbek")."""
        if low in self.aliases:
            return True
        if len(low) < MIN_ALIAS:
            return False
        return any(len(alias) >= MIN_ALIAS and (alias.startswith(low) or low.startswith(alias) and len(low) - len(alias) <= 3) for alias in self.aliases)

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
        return index + len(name) <= sentence.last and all(sentence.tokens[index + at].text == char for at, char in enumerate(name))

    def _any_alias(self, sentence: Any, first: int, last: int) -> bool:
        return any(self.is_alias(sentence.tokens[index].low) for index in range(first, last))


def _words(subject: str) -> frozenset[str]:
    return frozenset(word.strip(".,()").lower().replace("’", "'") for word in subject.split() if len(word) > 2)


def _han_names(subject: str) -> list[list[str]]:
    """The whole name as tokens, and its first part where a dot divides it; the longest first."""
    bare = "".join(subject.split())
    first = re.split(r"[·•・‧∙.．]", bare)[0]
    return [list(name) for name in (bare, first) if len(name) >= 2 and any("\u3400" <= char <= "\u9fff" for char in name)]
