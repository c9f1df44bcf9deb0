"""How a value is spelt so that no machine reads it: figures in the place of letters, figures in words, tags between letters."""

import re
from collections.abc import Iterator
from functools import lru_cache

from text_to_num import alpha2digit, text2num

LANGUAGES = ("en", "fr")
MOST = 100_000
FIGURES = 3  # words that are figures, from which on a text may spell a number
_LEET = re.compile(r"[^\W\d_][013457$@!|]|[$@!|][^\W\d_]")
_AS_I, _AS_L = (str.maketrans("013457$@!|", f"o{letter}eastsail") for letter in "il")
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"<[^<>]{0,200}>")
_NUMBER = re.compile(r"\d[\dOolI|\s().,/_+-]{5,}")
_JOINS = re.compile(r"[-.,;/_]+")
_AS_FIGURES = str.maketrans("OolI|", "00111")


def spelt(text: str) -> Iterator[str]:
    """The texts that a text may spell; nothing where it spells none but itself."""
    if len(text) > MOST:
        return
    if _TAG.search(text):
        yield _TAG.sub("", text)
    if _LEET.search(text):
        yield from {text.translate(table) for table in (_AS_I, _AS_L)}
    runs = [run for run in _NUMBER.findall(text) if run.translate(_AS_FIGURES) != run]
    yield from (run.translate(_AS_FIGURES) for run in runs)
    if sum(map(_is_figure, _WORD.findall(text))) >= FIGURES:
        for language in LANGUAGES:
            yield alpha2digit(_JOINS.sub(" ", text), language)


@lru_cache(maxsize=1 << 16)
def _is_figure(word: str) -> bool:
    """Whether a word alone is a number in one of the languages that editions are written in."""
    for language in LANGUAGES:
        try:
            text2num(word.lower(), language)
        except ValueError:
            continue
        return True
    return False
