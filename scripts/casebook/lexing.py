"""The words of a text with their places, and the longest vocabulary phrase that begins at each of them."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import umsc

from casebook.names.scripts import fold_homoglyphs, simplified

_MARKS = "\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c\u200d\u00ad"
_UNSEEN = "\u0640\u00ad\u200c\u200d"
_TOKEN = re.compile(
    rf"\d{{1,3}}(?:[.,٬]\d{{3}})+(?!\d)|\d+(?:[.,٫]\d{{1,2}}(?!\d))?|[^\W\d_](?:[^\W\d_]|[{_MARKS}])*|[^\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_HAN = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_SCRIPTS = (
    ("zh", _HAN),
    ("cyrillic", re.compile(r"[\u0400-\u052f]")),
    ("arabic", re.compile(r"[\u0600-\u06ff\u0750-\u077f\ufb50-\ufefc]")),
    ("latin", re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")),
)
_BY_SCRIPT = {
    "zh": ("zh",),
    "cyrillic": ("ru", "kk"),
    "arabic": ("ar", "fa", "ug"),
    "latin": ("en", "fr", "es", "de", "tr", "ug"),
}
_STROKES = str.maketrans(
    {
        "ı": "i",
        "ё": "е",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "–": "-",
        "—": "-",
        "−": "-",
        "－": "-",
        "〜": "~",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "،": ",",
        "、": ",",
        "；": ";",
        "؛": ";",
        "。": ".",
        "٫": ".",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "„": '"',
    }
)
_ARABIC = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ۀ": "ه", "ک": "ك", "ؤ": "و", "ئ": "ي"}
)
_UYGHUR_ARABIC = umsc.UgMultiScriptConverter("UAS", "ULS")
LONGEST_WORD = 48  # no entry of a vocabulary is longer; what is, is not looked up, nor kept in memory
LANGUAGES = ("en", "fr", "es", "de", "tr", "ru", "kk", "zh", "ar", "fa", "ug")


class Token(NamedTuple):
    """One word, figure or sign: `key` for looking up, `word` as written but caseless, and its code points
    `start:end`."""

    key: str
    word: str
    start: int
    end: int


class Match(NamedTuple):
    """What a vocabulary says of `length` tokens; `parts` are the named groups of the last word's ending."""

    length: int
    meaning: Any
    parts: dict[str, str | None]


@lru_cache(maxsize=65536)
def _fold(raw: str, language: str) -> tuple[str, str]:
    """(key, word): caseless and composed; the key without Latin accents, Arabic spelling variants, traditional
    characters and letters of another script that look like its own, Uyghur in Latin letters."""
    # A superscript is the number of a note and ½ a sign of its own: neither is folded into figures.
    form = "NFC" if unicodedata.category(raw[0]) == "No" else "NFKC"
    word = unicodedata.normalize(form, raw).casefold().translate(_STROKES)
    arabic = "\u0600" <= word[:1] <= "\u06ff"
    if language == "ug" and arabic:
        word = _UYGHUR_ARABIC(word).casefold().replace("'", "")
    letters = unicodedata.normalize("NFD", word) if word[:1] < "\u0250" else word
    key = "".join(c for c in letters if not unicodedata.combining(c) and c not in _UNSEEN)
    if arabic and language != "ug":
        key = key.translate(_ARABIC)
    key = simplified(key) if language == "zh" else fold_homoglyphs(key)[0]
    return key or word, word


def tokens(text: str, language: str) -> list[Token]:
    """Every word, run of figures and sign of `text`; a Han character is a token of its own; spaces and invisible
    signs are none."""
    found = []
    for match in _TOKEN.finditer(text):
        raw, start = match.group(), match.start()
        if len(raw) > 1 and _HAN.search(raw):
            found.extend(_by_character(raw, start, language))
        else:
            found.append(Token(*_folded(raw, language), start, match.end()))
    return found


def _folded(raw: str, language: str) -> tuple[str, str]:
    return _fold(figures(raw), language) if len(raw) <= LONGEST_WORD else (raw, raw)


def _by_character(raw: str, start: int, language: str) -> list[Token]:
    """A run of letters that holds Han: each Han character alone, the letters between them together."""
    parts = re.finditer(rf"{_HAN.pattern}|[^\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+", raw)
    return [Token(*_fold(part.group(), language), start + part.start(), start + part.end()) for part in parts]


def figures(text: str) -> str:
    """`text` with every decimal digit of any script as 0-9, character by character."""
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)


def candidates(text: str, language: str | None) -> tuple[str, ...]:
    """The languages `text` may be in: the one given if it is written in such letters, else all of ours that are."""
    base = (language or "").replace("_", "-").split("-")[0].casefold()
    scripts = [name for name, pattern in _SCRIPTS if pattern.search(text)]
    possible = _BY_SCRIPT[scripts[0]] if scripts else LANGUAGES
    if base in LANGUAGES:
        own = {name for name, languages in _BY_SCRIPT.items() if base in languages}
        return (base,) if not scripts or own & set(scripts) else possible
    return possible


def _fold_endings(pattern: str) -> str:
    """A pattern of endings in the spelling of keys, which have no Latin accents and one form of each Arabic letter."""
    letters = pattern.translate(_STROKES).translate(_ARABIC)
    return "".join(unicodedata.normalize("NFD", c)[0] if c < "\u0250" else c for c in letters)


class Lexicon:
    """Phrases of one language and their meanings. `word~` may take an ending of `endings`, `word-` must take one."""

    def __init__(
        self, phrases: Iterable[tuple[str, Any]], language: str, endings: str = "", prefixes: Iterable[str] = ()
    ):
        self.language = language
        self._endings = re.compile(_fold_endings(endings)) if endings else None
        self._prefixes = tuple(sorted(prefixes, key=len, reverse=True))
        self._root: dict = {}
        for phrase, meaning in phrases:
            self._add(phrase, meaning)
        self._readings = lru_cache(maxsize=65536)(self._readings_of)
        self._known: dict[str, bool] = {}

    def _add(self, phrase: str, meaning: Any) -> None:
        node = self._root
        for word in re.findall(r"\S+", phrase):
            mark = word[-1] if len(word) > 1 and word[-1] in "~-" else ""
            parts = tokens(word[: len(word) - len(mark)], self.language)
            for part in parts[:-1]:
                node = node.setdefault((part.key, ""), {})
            keys = {"": ((parts[-1].key, ""),), "~": ((parts[-1].key, "~"),), "-": ((parts[-1].key, "-"),)}[mark]
            node = node.setdefault(keys[0], {})
        node.setdefault(None, []).append(meaning)

    def _readings_of(self, key: str) -> tuple[tuple[tuple[str, str], dict], ...]:
        """The ways to see one word as an entry: as it stands, with an ending taken off, with a prefix taken off."""
        if len(key) > LONGEST_WORD:
            return ()
        ways = [((key, ""), {}), ((key, "~"), {})]
        bare = [key] + [key[len(p) :] for p in self._prefixes if key.startswith(p) and len(key) > len(p) + 1]
        ways += [((stem, mark), {}) for stem in bare[1:] for mark in ("", "~")]
        if self._endings:
            for stem in bare:
                for cut in range(len(stem) - 1, 0, -1):
                    ending = self._endings.fullmatch(stem[cut:])
                    if ending:
                        ways += [((stem[:cut], mark), ending.groupdict()) for mark in ("~", "-")]
        return tuple(ways)

    def read(self, words: list[Token], at: int) -> Match | None:
        """The longest phrase that begins at token `at`, or None; its meaning is a tuple of all meanings given to
        it."""
        return self._walk(self._root, words, at, 0, {}) if at < len(words) and self.begins(words[at].key) else None

    def begins(self, key: str) -> bool:
        """Whether a phrase may begin with this word."""
        if len(key) > LONGEST_WORD:
            return False
        known = self._known.get(key)
        if known is None:
            known = any(entry in self._root for entry, _ in self._readings(key))
            if len(self._known) < 65536:
                self._known[key] = known
        return known

    def _walk(self, node: dict, words: list[Token], at: int, length: int, parts: dict) -> Match | None:
        best = Match(length, tuple(node[None]), parts) if length and None in node else None
        if at < len(words):
            for entry, ending in self._readings(words[at].key):
                child = node.get(entry)
                if child is not None:
                    longer = self._walk(child, words, at + 1, length + 1, ending)
                    if longer and best and longer.length == best.length:
                        best = best._replace(meaning=best.meaning + longer.meaning)
                    elif longer and (best is None or longer.length > best.length):
                        best = longer
        return best
