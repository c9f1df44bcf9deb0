"""Where in a text the words stand that it was found by, whatever their accents, marks, letters and script."""

import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from casebook.names import normalise_search

Span = tuple[int, int]


def spans(text: str, words: Iterable[tuple[str, bool]]) -> list[Span]:
    """The code points at which words stand (each as indexed, and whether it may be a beginning), as (start, end)."""
    flat, places = "", []
    for place, sign in enumerate(text):
        letters = _plain(sign)
        if letters == " " and flat.endswith(" "):
            continue
        flat += letters
        places += [place] * len(letters)
    found = []
    for word, is_open in words:
        bare = word.replace(" ", "")
        start = flat.find(bare) if bare else -1
        while start >= 0:
            end = start + len(bare)
            if _is_edge(flat, start) and (is_open or _is_edge(flat, end)):
                found.append((places[start], places[end - 1] + 1))
            start = flat.find(bare, start + 1)
    return found


@lru_cache(maxsize=1 << 14)
def _plain(sign: str) -> str:
    """A sign as indexed; a space for what parts words, nothing for what is left out of them."""
    letters = normalise_search(sign).replace(" ", "")
    is_part = unicodedata.category(sign)[0] == "M" or not normalise_search(f"a{sign}b").partition(" ")[2]
    return letters or ("" if is_part else " ")


def _is_edge(flat: str, place: int) -> bool:
    """Whether a word may begin or end here: beside a gap, or a Chinese character, each of which is a word."""
    around = flat[max(place - 1, 0) : place + 1]
    return place in (0, len(flat)) or " " in around or any(sign >= "\u2e80" for sign in around)
