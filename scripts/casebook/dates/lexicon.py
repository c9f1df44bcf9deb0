"""The words of dates of one language, folded and inflected, ready to be found longest first in a phrase."""

import re
from functools import cache
from itertools import product

from babel.dates import get_day_names, get_month_names

from casebook.dates.folding import fold
from casebook.vocabularies import load

LANGUAGES = ("en", "fr", "zh", "ru", "es", "tr", "ar", "ug", "kk", "de", "fa")
Token = tuple[str, object]
WORD = re.compile(r"\d+|[\u3400-\u9fff〇]|[^\W\d_\u3400-\u9fff〇]+|[^\s\w]|_")

# What each entry of a vocabulary file says of its words: the kind of token, and whether its nouns take the case
# endings of the language.
_NOUNS = {
    "months": "M",
    "seasons": "S",
    "groupings": "Q",
    "parts": "P",
    "parts_of_month": "P",
    "solar": "M",
    "hijri": "M",
    "weekdays": "W",
}
_PLAIN_NOUNS = {
    "years": "Z", "year": "Y", "month": "m", "month_after_number": "k", "month_before_number": "K", "day_mark": "d",
    "decade": "D", "decade_before_number": "E", "century": "C", "time_of_day": "h", "day_noun": "j",
    "hour_mark": "hour", "hour_lead": "hour_lead", "part_of_day_or_hour": "part_or_hour", "night": "night",
}  # fmt: skip


class Lexicon:
    """Words to tokens: `words` maps a tuple of folded words to tokens, `longest` the first word to the longest
    entry it begins."""

    def __init__(self, language: str):
        self.language = language
        self.words: dict[tuple[str, ...], tuple[Token, ...]] = {}
        self.longest: dict[str, int] = {}
        self._data = load(f"dates_{language}")
        self._endings = self._case_endings()
        self._read_nouns()
        self._read_calendars()
        self._read_phrases()
        self._add_locale_names()

    def add(self, words: str, tokens: tuple[Token, ...], override: bool = True) -> None:
        self._put(tuple(WORD.findall(fold(words))), tokens, override)

    def _put(self, key: tuple[str, ...], tokens: tuple[Token, ...], override: bool) -> None:
        if key and (override or key not in self.words):
            self.words[key] = tokens
            if len(key) > self.longest.get(key[0], 0):
                self.longest[key[0]] = len(key)

    def match(self, raw: list[tuple[str | None, str]], start: int) -> int:
        """How many pieces of a cut phrase, from `start` on, are its longest entry here; 0 when none is."""
        for count in range(min(self.longest.get(raw[start][1], 0), len(raw) - start), 0, -1):
            if tuple(word for _, word in raw[start : start + count]) in self.words:
                return count
        return 0

    def _case_endings(self) -> list[tuple[str, tuple[Token, ...]]]:
        """Every ending with the case it marks: [possessive or plural] + case. Numbers take those without a plural."""
        cases = self._data.get("endings")
        self._number_endings: list[tuple[str, tuple[Token, ...]]] = []
        if not cases:
            return [("", ())]
        marks = {
            "plain": (),
            "from": (("ablative", 0),),
            "to": (("dative", 0),),
            "and": (("and", 0),),
            "until": (("until_post", 0),),
        }
        suffixes = [(fold(s), marks[case]) for case in marks for s in cases.get(case, [])]
        stems = [fold(stem) for stem in cases["stems"]]
        self._number_endings = [(f"{s}{suffix}", mark) for s, (suffix, mark) in product(stems, suffixes) if len(s) < 3]
        back, front = (set(fold(vowels)) for vowels in cases["harmony"])
        pairs = [(stem + suffix, mark) for stem, (suffix, mark) in product(stems, suffixes)]
        both = {ending: mark for ending, mark in reversed(pairs) if not (back & set(ending) and front & set(ending))}
        return list(both.items())

    def _noun(self, word: str, token: Token, override: bool = True) -> None:
        base = WORD.findall(fold(word))
        if not base:
            return
        *start, last = base
        latin = last.isascii()
        for ending, mark in self._endings:
            if not ending or ending.isascii() == latin:
                self._put((*start, last + ending), (token, *mark), override and not ending)
        for prefix, kind in self._data.get("prefixes", {}).items():
            self.add(prefix + word, ((kind, 0), token), override=False)

    def _read_nouns(self) -> None:
        for section, kind in _NOUNS.items():
            for value, words in self._data.get(section, {}).items():
                calendar = section if section in ("solar", "hijri") else "gregorian"
                for word in words:
                    self._noun(str(word), (kind, (calendar, int(value)) if kind == "M" else value))
        for section, kind in _PLAIN_NOUNS.items():
            for word in self._data.get(section, []):
                self._noun(str(word), (kind, 0))

    def _read_calendars(self) -> None:
        for calendar, words in self._data.get("calendars", {}).items():
            for word in words:
                self.add(word, (("H", calendar),))

    def _read_phrases(self) -> None:
        """Words of the grammar; they win over nouns of the same form. Case endings stand alone after a number."""
        for kind, words in self._data.get("words", {}).items():
            tokens = tuple((name, 0) for name in self._placed(kind).split("+") if name)
            for word in words:
                self.add(str(word), tokens)
        for decade, words in self._data.get("decades", {}).items():
            for word in words:
                self.add(word, (("decade", (int(decade), 4)),))
        for day, words in self._data.get("day_words", {}).items():
            for word in words:
                self.add(word, (("day", int(day)),))
        for ending, mark in self._number_endings:
            if ending:
                self.add(f"'{ending}", mark, override=False)
                self.add(f"-{ending}", mark, override=False)

    def _placed(self, kind: str) -> str:
        """Words such as "in" lead to a date, but in Chinese and in languages with case endings they follow it."""
        after = self.language == "zh" or "endings" in self._data
        return {"glue": "", "in": "in_post"}.get(kind, kind) if after else kind

    def _add_locale_names(self) -> None:
        """CLDR names in the format context; its stand-alone context answers in another language once Chinese was
        read."""
        for locale, width in product(self._data.get("locales", [self.language]), ("wide", "abbreviated")):
            for number, name in get_month_names(width, context="format", locale=locale).items():
                self._noun(name.strip("."), ("M", ("gregorian", number)), override=False)
            for number, name in get_day_names(width, context="format", locale=locale).items():
                self.add(name.strip("."), (("W", number),), override=False)


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of one of `LANGUAGES`, built once."""
    return Lexicon(language)


@cache
def languages_of(word: str) -> frozenset[str]:
    """The languages in which a folded word is, or belongs to, something said of dates."""
    return _known_words().get(word, frozenset())


@cache
def _known_words() -> dict[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for key in lexicon(language).words:
            for word in key:
                known.setdefault(word, set()).add(language)
    return {word: frozenset(found) for word, found in known.items()}


@cache
def months_everywhere() -> dict[str, int]:
    """Month names and abbreviations of a single word that mean one Gregorian month, whatever the language."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES:
        for key, tokens in lexicon(language).words.items():
            if len(key) == 1 and len(tokens) == 1 and tokens[0][0] == "M" and tokens[0][1][0] == "gregorian":
                found.setdefault(key[0], set()).add(tokens[0][1][1])
    return {word: months.pop() for word, months in found.items() if len(months) == 1}
