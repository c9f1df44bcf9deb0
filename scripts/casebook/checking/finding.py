"""Looking for what is private in a text, through every wrapping and disguise."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .folding import digits, fold, joined
from .private import ANCHOR, PERSON, TAIL, Private
from .sounding import is_other_script, runs
from .unwrapping import layers

# A shorter value has to begin and end where words do; a longer one is known inside other letters too.
LONG = 8
# Figures, raised, lowered and on discs ones and Chinese ones among them.
_DIGIT = re.compile(r"[\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u24ff\u2776-\u2793\u3007零一二三四五六七八九]")
_DIGEST = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{32,128}(?![0-9a-fA-F])")


class Hit(NamedTuple):
    """A private value met in a text: its bare letters, what it is, and whether it is a single word of running text."""

    bare: str
    kind: str
    word: str


class Finder:
    """`vocabulary` holds bare words that may stand anywhere but as a person's name."""

    def __init__(self, private: Private, vocabulary: frozenset[str]) -> None:
        self.private = private
        self.vocabulary = vocabulary
        self._hits: dict[str | bytes, frozenset[Hit]] = {}
        self._hashes: dict[str, str] | None = None

    def kinds(self, value: str | bytes, own: frozenset[str] = frozenset(), *, is_name: bool = False) -> set[str]:
        """The kinds of private values a value holds. `own`: bare names that are published of the person it is about."""
        if value not in self._hits:
            self._hits[value] = frozenset(self._search(value))
        return {hit.kind for hit in self._hits[value] if self._counts(hit, own, is_name)}

    def _counts(self, hit: Hit, own: frozenset[str], is_name: bool) -> bool:
        """Not (a part of) the person's own published name, and not an ordinary word where no name is expected."""
        if not hit.bare:
            return True
        if any(hit.bare in name for name in own):
            return False
        return is_name or (hit.bare not in self.vocabulary and hit.word != "small")

    def _search(self, value: str | bytes) -> Iterator[Hit]:
        for number, text in enumerate(layers(value)):
            wrapped = " in another writing" if number else ""
            for hit in self._plain(text):
                yield hit._replace(kind=hit.kind + wrapped)
        if isinstance(value, str):
            yield from self._sounds(value)

    def _sounds(self, text: str) -> Iterator[Hit]:
        """Names that a text spells in another script than contacts.db does."""
        known = self.private.sounds[not is_other_script(text)]
        spelt = runs(text) if known else {}
        for run in spelt.keys() & known.keys():
            yield Hit(joined(spelt[run]), f"{known[run]} in another script", "name")

    def _plain(self, text: str) -> Iterator[Hit]:
        parts = fold(text)
        bare = "".join(parts)
        if bare in self.private.whole:
            yield Hit(bare, self.private.whole[bare], "")
        yield from self._anchored(bare, parts)
        for part in parts:
            if part in self.private.words:
                kind = self.private.words[part]
                yield Hit(part, f"a part of {kind}" if kind == PERSON else kind, _written(text, part))
        if _DIGIT.search(text):
            for run in digits(text):
                yield from self._numbers(run)
            yield from self._digests(text)

    def _anchored(self, bare: str, parts: tuple[str, ...]) -> Iterator[Hit]:
        anchors, values = self.private.anchors, self.private.values
        for place in range(len(bare) - ANCHOR + 1):
            for length in anchors.get(bare[place : place + ANCHOR], ()):
                whole = bare[place : place + length]
                if whole in values and (length >= LONG or _is_aligned(parts, place, length)):
                    yield Hit(whole, values[whole], "")

    def _numbers(self, run: str) -> Iterator[Hit]:
        for length in range(6, TAIL + 1):
            for place in range(len(run) - length + 1):
                kind = self.private.tails.get(run[place : place + length])
                if kind and (length == TAIL or len(run) == length):
                    yield Hit("", kind, "")

    def _digests(self, text: str) -> Iterator[Hit]:
        for digest in _DIGEST.findall(text):
            if self._hashes is None:
                self._hashes = self.private.hashes()
            if digest.lower() in self._hashes:
                yield Hit("", self._hashes[digest.lower()], "")


def _is_aligned(parts: tuple[str, ...], place: int, length: int) -> bool:
    """Do these letters begin and end where words of the text do?"""
    edges, at = {0}, 0
    for part in parts:
        at += len(part)
        edges.add(at)
    return place in edges and place + length in edges


def _written(text: str, part: str) -> str:
    """'small' for a word of running text without a capital in a script that has them: no name is written so."""
    words = [word for word in re.findall(r"[^\W_]+", text) if joined(word) == part]
    small = words and all(word[0].islower() for word in words)
    return "small" if small else "name"
