"""Numbers in figures and in words, read whole or not at all."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from text_to_num import text2num

from casebook import lexing, vocabularies
from casebook.lexing import Token

fold_digits = lexing.figures
_LIBRARY = frozenset({"en", "fr", "es", "de"})
_HAN_DIGITS = "零〇○一二三四五六七八九两兩俩壹贰叁肆伍陆柒捌玖貳參陸"
_HAN_SCALES = "十百千万拾佰仟萬廿卅"
_HAN_PLAIN = str.maketrans("○兩俩貳參陸萬卅", "〇两两贰叁陆万卅")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:([ \u00a0\u2009\u202f,.'٬])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"(?:0|[1-9]\d*)")
_DECIMAL = re.compile(r"(?:0|[1-9]\d*)[.,٫]\d{1,2}")
_LONGEST_RUN = 12
_DOT_GROUPS, _COMMA_GROUPS = frozenset({"de", "es", "tr"}), frozenset({"en", "zh"})


def parse_number(text: str, *, language: str | None = None) -> float | int | None:
    """The number that `text` is, an int when whole; None when anything of it is not part of the number, or when the
    languages it could be in read it differently. Figures of any script, number words (see
    data/vocabularies/numbers.yml), halves."""
    if len(text) > 100:
        return None
    text = fold_digits(text).strip()
    figures = _parse_figures(text, language)
    if figures is not None or _GROUPS.fullmatch(text):
        return figures
    values = {value for code in lexing.candidates(text, language) if (value := _parse_words(text, code)) is not None}
    return values.pop() if len(values) == 1 else None


def _parse_figures(text: str, language: str | None) -> float | int | None:
    """Figures alone: whole, decimal, or in groups of three where the sign between them cannot be a decimal one."""
    if _PLAIN.fullmatch(text):
        return int(text) if len(text) <= 15 else None
    if _DECIMAL.fullmatch(text):
        return whole(float(re.sub("[,٫]", ".", text)))
    groups = _GROUPS.fullmatch(text)
    if groups is None or len(text) > 19:
        return None
    sign, base = groups.group(1), (language or "").split("-")[0]
    sure = text.count(sign) > 1 or sign not in ",." or base in (_COMMA_GROUPS if sign == "," else _DOT_GROUPS)
    return int(text.replace(sign, "")) if sure else None


def _parse_words(text: str, language: str) -> float | int | None:
    words = lexing.tokens(text, language)
    found = read_number(words, 0, language)
    return found[1] if found and found[0] == len(words) else None


def whole(value: float) -> float | int:
    """`value`, as an int when it is whole."""
    return int(value) if value == int(value) else value


def read_number(words: list[Token], at: int, language: str) -> tuple[int, float | int] | None:
    """(tokens used, value) of the longest number that begins at token `at`, or None. Fractions of a half are part of
    it."""
    if at >= len(words) or not _may_begin(words[at].key, words[at].word, language):
        return None
    halves = _lexicon(language, "halves").read(words, at)
    found = _read_base(words, at, language)
    if halves and (found is None or halves.length >= found[0]):
        found = halves.length, halves.meaning[0]
    elif found:
        half = _lexicon(language, "half").read(words, at + found[0])
        found = (found[0] + half.length, found[1] + 0.5) if half and isinstance(found[1], int) else found
    return found and (found[0], whole(found[1]))


@lru_cache(maxsize=65536)
def _may_begin(key: str, word: str, language: str) -> bool:
    """Whether a number can begin with this word: kept, since most words of a text come again and are none."""
    if len(key) > lexing.LONGEST_WORD:
        return False
    if key[0].isdecimal() or language == "zh" and key in _HAN_DIGITS + _HAN_SCALES:
        return True
    alone = [Token(key, word, 0, 0)]
    parts = ("halves", "extra") if language in _LIBRARY else ("halves",) if language == "zh" else ("halves", "forms")
    return (
        any(_lexicon(language, part).begins(key) for part in parts)
        or language in _LIBRARY
        and _read_library(alone, 0, language) is not None
    )


def _read_base(words: list[Token], at: int, language: str) -> tuple[int, float | int] | None:
    """A number without its half: figures, else words by the means of the language."""
    key = words[at].key
    if key[0].isdecimal():
        return _read_figures(words, at, language)
    reader: Callable = _read_han if language == "zh" else _read_library if language in _LIBRARY else _read_atoms
    return reader(words, at, language)


def _read_figures(words: list[Token], at: int, language: str) -> tuple[int, float | int] | None:
    """Figures, with a vulgar half after them: 10, 10.5, 10 1/2."""
    value = _parse_figures(words[at].key, language)
    if value is None:
        return None
    after = [word.key for word in words[at + 1 : at + 4]]
    return (4, value + 0.5) if after == ["1", "/", "2"] and isinstance(value, int) else (1, value)


@lru_cache(maxsize=65536)
def _by_library(phrase: str, language: str) -> int | None:
    """text2num's reading of a phrase that holds number words alone; "hundreds" is no number."""
    if phrase in vocabularies.load("numbers")[language].get("never", ()):
        return None
    try:
        return int(text2num(phrase, language))
    except ValueError:
        return None


def _read_library(words: list[Token], at: int, language: str) -> tuple[int, int] | None:
    extra = _lexicon(language, "extra").read(words, at)
    best = (extra.length, extra.meaning[0]) if extra else None
    end = _run_end(words, at, language)
    while end > at + (best[0] if best else 0):
        phrase = re.sub(" ?- ?", "-", " ".join(word.word for word in words[at:end]))
        value = _by_library(phrase, language)
        if value is not None:
            return end - at, value
        end -= 1
    return best


def _run_end(words: list[Token], at: int, language: str) -> int:
    """Where the run of number words that begins at `at` ends: joining words count only between two of them."""
    joiners, after = vocabularies.load("numbers")[language]["and"], vocabularies.load("numbers")[language].get("after")
    end = at
    last = min(len(words), at + _LONGEST_RUN)
    while end < last and _by_library(words[end].word, language) is not None and not words[end].key[0].isdecimal():
        end += 1
        bridge = end + 1 < len(words) and _by_library(words[end + 1].word, language) is not None
        if bridge and (
            words[end].key == "-" or words[end].key in joiners and (after is None or words[end - 1].key in after)
        ):
            end += 1
    return end


def _read_han(words: list[Token], at: int, language: str) -> tuple[int, float | int] | None:
    end = at
    if words[at].key in "零〇" and at + 1 < len(words) and words[at + 1].key in _HAN_DIGITS:
        return None  # a nought before a number joins it to what stands before: 一年零三个月
    last = min(len(words), at + _LONGEST_RUN + 1)
    while end < last and len(words[end].key) == 1 and words[end].key in _HAN_DIGITS + _HAN_SCALES:
        end += 1
    run = "".join(word.key for word in words[at:end]) if at < end <= at + _LONGEST_RUN else ""
    value = _by_cn2an(run) if run else None
    return (end - at, value) if value is not None else None


@lru_cache(maxsize=4096)
def _by_cn2an(run: str) -> int | None:
    """cn2an's reading, but never of two or more digits in a row without a scale, which may be "seven or eight"; a
    year is three or more digits that hold a nought."""
    run = run.translate(_HAN_PLAIN).replace("卅", "三十")
    rows = re.findall(rf"[{_HAN_DIGITS}]+", run)
    positional = len(run) >= 3 and rows == [run] and any(c in "零〇" for c in run)
    if not positional and any(len(row.strip("零〇")) > 1 for row in rows):
        return None
    try:
        import cn2an  # here, for it takes long to load and most sources never need it

        return int(cn2an.cn2an("二" if run == "两" else run, "smart" if positional or "两" in run else "strict"))
    except ValueError:
        return None


def _read_atoms(words: list[Token], at: int, language: str) -> tuple[int, int] | None:
    """Hundreds, tens and units of a language that has no library, each smaller than the one before."""
    rules, lexicon = vocabularies.load("numbers")[language], _lexicon(language, "forms")
    joiners = rules.get("and", ())
    total, used, room = 0, 0, 1000
    while (atom := lexicon.read(words, at + used)) is not None:
        value = atom.meaning[0]
        total, room, fits = _add(total, room, value, rules)
        if not fits:
            break
        used += atom.length
        joined = at + used < len(words) and words[at + used].key in joiners
        following = lexicon.read(words, at + used + 1) if joined else None
        used += 1 if following and _add(total, room, following.meaning[0], rules)[2] else 0
    return (used, total) if used else None


def _add(total: int, room: int, value: int, rules: dict) -> tuple[int, int, bool]:
    """(new total, size the next part must stay below, whether `value` may follow `total`)."""
    units_first = rules.get("units_first", False)
    if value == 100 and "hundred" in rules and 2 <= total <= 9:
        return total * 100, 100, True
    if units_first and room == 1 and total % 10 and total % 100 < 10 and 10 <= value <= 90:
        return total + value, 0, True
    if value >= room or (total and not value):
        return total, room, False
    teens_are_words = units_first or 11 in rules["forms"]
    room = 100 if value >= 100 else 1 if value < 10 or units_first or (value == 10 and teens_are_words) else 10
    return total + value, room if value % 10 == 0 and value or value < 10 else 0, True


@cache
def _lexicon(language: str, part: str) -> lexing.Lexicon:
    """The phrases of one part of the vocabulary of a language."""
    rules = vocabularies.load("numbers")[language]
    if part == "half":
        return lexing.Lexicon(((phrase, 0.5) for phrase in rules["half"]), language)
    if part != "forms":
        return lexing.Lexicon(rules.get(part, {}).items(), language)
    pairs = [(form, int(value)) for value, forms in rules["forms"].items() for form in forms]
    if rules.get("glued"):
        ones = [(form, value) for form, value in pairs if 0 < value < 10]
        tens = [(form, value) for form, value in pairs if value % 10 == 0 and 0 < value < 100]
        pairs += [(ten + one, high + low) for ten, high in tens for one, low in ones]
    prefixes = ("و", "ل", "ب") if language == "ar" else ()
    return lexing.Lexicon(pairs, language, prefixes=prefixes)
