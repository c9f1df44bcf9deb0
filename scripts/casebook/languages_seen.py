"""Tells in which script, and as far as letters tell in which language, a text is written."""

import re
from collections import Counter

RANGES = {
    "Han": re.compile("[\u3400-\u9fff]"),
    "Cyrillic": re.compile("[\u0400-\u052f]"),
    "Arabic": re.compile("[\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufeff]"),
    "Latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
# Letters that one language of a script has and its neighbours have not.
OWN_LETTERS = {"Cyrillic": (("kk", "әғқңөұүһі"), ("ru", "")), "Arabic": (("ug", "ېۇۆۈۋەڭ"), ("fa", "پچژگ"), ("ar", ""))}


def script(text: str) -> str | None:
    """The script of most letters: Han, Cyrillic, Arabic or Latin; None when there is none of these."""
    counts = {name: len(pattern.findall(text)) for name, pattern in RANGES.items()}
    best = max(counts, key=counts.__getitem__)
    return best if counts[best] else None


def language(text: str) -> str | None:
    """A language that the letters speak for (zh, ru, kk, ug, fa, ar); None for Latin letters, which many share."""
    found = script(text)
    if found == "Han":
        return "zh"
    counts = Counter(text.casefold())
    for code, letters in OWN_LETTERS.get(found or "", ()):
        own = sum(counts[letter] for letter in letters)
        if not letters or own * 50 > sum(counts[letter] for letter in counts if RANGES[found].match(letter)):
            return code
    return None
