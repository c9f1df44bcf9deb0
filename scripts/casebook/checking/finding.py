"""Looking for what is private in a text, through every wrapping and disguise."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from .folding import digits, fold, joined
from .private import ANCHOR, PERSON, TAIL, Private
from .sounding import is_other_script, runs
from .spelling import spelt
from .unwrapping import layers

# A shorter value has to begin and end where words do; a longer one is known inside other letters too.
LONG = 8
NAME_WORDS = 8  # that a published name may have
# Figures, raised, lowered and on discs ones and Chinese ones among them.
_DIGIT = re.compile(r"[\d\u00b2\u00b3\u00b9\u2070-\u2089\u2460-\u24ff\u2776-\u2793\u3007零一二三四五六七八九]")
_WORD = re.compile(r"[^\W_]+")
_DIGEST = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{32,128}(?![0-9a-fA-F])")


class Hit(NamedTuple):
    """A private value met in a text: its bare letters, what it is, and whether it is a single word of running text.

    `around`: where it begins or ends inside a word, the bare words that it touches and those next to them.
    """

    bare: str
    kind: str
    word: str
    around: tuple[str, ...] = ()


class Finder:
    """`vocabulary` holds bare words that may stand anywhere but as a person's name."""

    def __init__(self, private: Private, vocabulary: frozenset[str]) -> None:
        self.private = private
        self.vocabulary = vocabulary
        self._hits: dict[str | bytes, frozenset[Hit]] = {}
        self._hashes: dict[str, str] | None = None

    def kinds(self, value: str | bytes, own: frozenset[str] = frozenset(), *, is_name: bool = False) -> set[str]:
        """The kinds of private values a value holds. `own`: bare names that are published of the person it is about."""
        found = self.hits(value)
        return {hit.kind for hit in found if self._counts(hit, own, is_name)} if found else set()

    def hits(self, value: str | bytes) -> frozenset[Hit]:
        """Everything private that a value holds, whoever it is about."""
        found = self._hits.get(value)
        if found is None:
            found = self._hits[value] = frozenset(self._search(value))
        return found

    def learn(self, texts: Iterable[str], hits: dict[str, frozenset[Hit]]) -> None:
        """Take over what was found in these texts elsewhere: nothing in those that `hits` lacks."""
        nothing: frozenset[Hit] = frozenset()
        self._hits.update({text: hits.get(text, nothing) for text in texts})

    def _counts(self, hit: Hit, own: frozenset[str], is_name: bool) -> bool:
        """Not (a part of) the person's own published name, and not an ordinary word where no name is expected."""
        if not hit.bare:
            return True
        if _is_part(hit.bare, own) or (hit.around and self._runs_on(hit, own)):
            return False
        return is_name or (hit.bare not in self.vocabulary and hit.word != "small")

    def _runs_on(self, hit: Hit, own: frozenset[str]) -> bool:
        """Is it only that a published name, in whole words, runs into the word beside it?

        So it is where that name goes on beyond these letters, or has an end among them where no word of the private name has.
        """
        breaks, bare = self.private.breaks(hit.bare), "".join(hit.around)
        names = list(_published(hit.around, own))
        places = [found.start() for found in re.finditer(f"(?={hit.bare})", bare)]
        return all(any(_parts_otherwise(start - place, end - place, len(hit.bare), breaks) for start, end in names)
                   for place in places)

    def _search(self, value: str | bytes) -> Iterator[Hit]:
        for number, text in enumerate(layers(value)):
            wrapped = " in another writing" if number else ""
            for hit in self._plain(text):
                yield hit._replace(kind=hit.kind + wrapped)
        if isinstance(value, str):
            for text in spelt(value):
                for hit in self._plain(text):
                    yield hit._replace(kind=f"{hit.kind} in another spelling")
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
        known = self.private.words.keys() & parts
        small = _small(text) if known else ()
        for part in known:
            kind = self.private.words[part]
            yield Hit(part, f"a part of {kind}" if kind == PERSON else kind, "small" if part in small else "name")
        if _DIGIT.search(text):
            for run in digits(text, dates=False):
                yield from self._numbers(run)
            yield from self._digests(text)

    def _anchored(self, bare: str, parts: tuple[str, ...]) -> Iterator[Hit]:
        anchors, values = self.private.anchors, self.private.values
        places = range(len(bare) - ANCHOR + 1)
        if anchors.keys().isdisjoint([bare[place : place + ANCHOR] for place in places]):
            return
        edges = [0, *accumulate(map(len, parts))]
        for place in places:
            for length in anchors.get(bare[place : place + ANCHOR], ()):
                whole = bare[place : place + length]
                if len(whole) == length and whole in values:
                    around = _around(parts, edges, place, place + length)
                    if length >= LONG or not around:
                        yield Hit(whole, values[whole], "", around)

    def _numbers(self, run: str) -> Iterator[Hit]:
        for length in range(6, TAIL + 1):
            for place in range(len(run) - length + 1):
                kind = self.private.tails.get(run[place : place + length])
                if kind and (length == TAIL or len(run) == length):
                    yield Hit("" if length == TAIL else run, kind, "")  # a short one may be the code of a place

    def _digests(self, text: str) -> Iterator[Hit]:
        for digest in _DIGEST.findall(text):
            if self._hashes is None:
                self._hashes = self.private.hashes()
            if digest.lower() in self._hashes:
                yield Hit("", self._hashes[digest.lower()], "")


def _around(parts: tuple[str, ...], edges: list[int], start: int, end: int) -> tuple[str, ...]:
    """The words that these letters touch and some on both sides; none where they begin and end as words of the text do."""
    first, last = bisect_right(edges, start) - 1, bisect_left(edges, end)
    whole = edges[first] == start and edges[last] == end
    return () if whole else parts[max(0, first - NAME_WORDS) : last + NAME_WORDS]


def _published(parts: tuple[str, ...], own: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Where a published name stands in whole words: its first letter, and the one after its last."""
    edges = [0, *accumulate(map(len, parts))]
    for first in range(len(parts)):
        for last in range(first + 1, min(first + NAME_WORDS, len(parts)) + 1):
            if "".join(parts[first:last]) in own:
                yield edges[first], edges[last]


def _parts_otherwise(start: int, end: int, length: int, breaks: frozenset[int]) -> bool:
    """Does a published name, from `start` to `end` as counted from letters so long, part them as their own words do not?"""
    inside = {edge for edge in (start, end) if 0 < edge < length}
    return bool(inside) and (start < 0 or end > length or not inside <= breaks)


@lru_cache(maxsize=1 << 16)
def _is_part(bare: str, names: frozenset[str]) -> bool:
    """Are these letters one of the names, or a part of one?"""
    return any(bare in name for name in names)


def _small(text: str) -> set[str]:
    """The bare words that a text writes without a capital wherever it has them, in scripts that know capitals: no name
    is written so."""
    small, other = set(), set()
    for word in set(_WORD.findall(text)):
        (small if word[0].islower() else other).add(joined(word))
    return small - other
