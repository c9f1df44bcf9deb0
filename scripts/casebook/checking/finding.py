"""Looking for what is private in a text, through every wrapping and disguise."""

import re
from collections.abc import Iterator

from .folding import digits, fold, joined
from .private import ANCHOR, PERSON, TAIL, Private
from .unwrapping import layers

_DIGEST = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{32,128}(?![0-9a-fA-F])")


class Finder:
    """`vocabulary` holds bare words that may stand anywhere but as a person's name."""

    def __init__(self, private: Private, vocabulary: frozenset[str]) -> None:
        self.private = private
        self.vocabulary = vocabulary
        self._hashes: dict[str, str] | None = None

    def kinds(self, value: str | bytes, own: frozenset[str] = frozenset(), *, is_name: bool = False) -> set[str]:
        """The kinds of private values a value holds. `own`: bare names that are published of the person it is about."""
        found: set[str] = set()
        for number, text in enumerate(layers(value)):
            wrapped = " in another writing" if number else ""
            found |= {kind + wrapped for kind in self._plain(text, own, is_name, wrapped)}
        return found

    def _plain(self, text: str, own: frozenset[str], is_name: bool, wrapped: str) -> Iterator[str]:
        parts = fold(text)
        bare = "".join(parts)
        if bare in self.private.whole and self._counts(bare, own, is_name):
            yield self.private.whole[bare]
        yield from self._anchored(bare, own, is_name)
        yield from self._words(text, parts, own, is_name)
        for run in digits(text):
            yield from self._numbers(run)
            yield from self._numbers(run[::-1])
        yield from self._digests(text)

    def _anchored(self, bare: str, own: frozenset[str], is_name: bool) -> Iterator[str]:
        anchors = self.private.anchors
        for place in range(len(bare) - ANCHOR + 1):
            for whole, kind in anchors.get(bare[place : place + ANCHOR], ()):
                if bare.startswith(whole, place) and self._counts(whole, own, is_name):
                    yield kind

    def _words(self, text: str, parts: tuple[str, ...], own: frozenset[str], is_name: bool) -> Iterator[str]:
        """Single words of a name: as a name, or written with a capital or in a script that has none."""
        for part in parts:
            kind = self.private.words.get(part)
            if kind and self._counts(part, own, is_name) and (is_name or _is_written_as_name(text, part)):
                yield f"a part of {kind}" if kind == PERSON else kind

    def _numbers(self, run: str) -> Iterator[str]:
        for length in {*range(6, TAIL + 1)}:
            for place in range(len(run) - length + 1):
                kind = self.private.tails.get(run[place : place + length])
                if kind and (length == TAIL or len(run) == length):
                    yield kind

    def _digests(self, text: str) -> Iterator[str]:
        for digest in _DIGEST.findall(text):
            if self._hashes is None:
                self._hashes = self.private.hashes()
            kind = self._hashes.get(digest.lower())
            if kind:
                yield kind

    def _counts(self, bare: str, own: frozenset[str], is_name: bool) -> bool:
        """Not the person's own published name, and not an ordinary word where no name is expected."""
        return bare not in own and (is_name or bare not in self.vocabulary)


def _is_written_as_name(text: str, part: str) -> bool:
    return any(word[:1].isupper() or word[:1].lower() == word[:1].upper()
               for word in re.findall(r"[^\W_]+", text) if joined(word) == part) or part not in joined(text.lower())
