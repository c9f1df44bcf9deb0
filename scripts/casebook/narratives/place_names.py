"""Which words are the name of a place."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from casebook.narratives.sentence import Sentence
from casebook.places import parse_place


@lru_cache(maxsize=20000)
def read(words: str, language: str) -> Any:
    """parse_place of the words, remembered."""
    return parse_place(words, language=language)


def is_place(sentence: Sentence, first: int, last: int) -> bool:
    """Whether tokens [first, last) are the name of a place."""
    return read(sentence.words(first, last), sentence.lexicon.language) is not None
