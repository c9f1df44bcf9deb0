"""A folded phrase cut into tokens of one language: numbers with what marks them, dates in digits, names, and words
of the grammar."""

import re

from casebook.dates.hours import HOUR, before_hour, hour_at, is_hour
from casebook.dates.lexicon import Lexicon, Token

# A lone X is not October here: it marks what is unknown.
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "xi": 11, "xii": 12}
_UNKNOWN = r"xx|хх|\?\?|\*\*|00"
_NO_DAY = rf"(?:{_UNKNOWN}|dd|jj|tt|gg|дд)"  # the letters of "day" that a form holds where nobody filled it in
_DIGITS = re.compile(
    rf"""
    (?P<time>(?:(?<=\d)t)?\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?:\s?[+-]\d\d:?\d\d|z\b)?(?![\d:]))
    | (?P<three>(?:\d{{1,4}}|xxxx|\?\?\?\?|{_NO_DAY})(?P<sep>\s?[./]\s?|-)(?:\d{{1,2}}|{_UNKNOWN})(?P=sep)
        (?:\d{{1,4}}|{_UNKNOWN})(?![\dx]))
    | (?P<loose>\d{{1,2}}[/.]\d{{1,2}}(?:,\s?|\s)\d{{4}}(?!\d))
    | (?P<roman>\d{{1,2}}(?P<rsep>[./ -])\s?(?:x?i{{1,3}}|x?i?v|vi{{1,3}}|ix|xi?)\s?(?P=rsep)\s?\d{{2,4}}(?!\d))
    | (?P<ym>\d{{4}}(?:[./-]|\s/\s)(?:\d{{1,2}}|{_UNKNOWN})(?![\dx]))
    | (?P<my>(?:\d{{1,2}}|{_UNKNOWN})(?:[./-]|\s/\s)\d{{4}}(?!\d))
    | (?P<compact>(?:19|20)\d{{6}}(?!\d))
    | (?P<mask>(?:1[5-9]|20)(?:\dx|\d\?|xx|\?\?|\d-(?!\d))(?![\d?x]))
    | (?P<number>\d+)
    | (?P<range>\s[-–]\s|–|\s-(?=\S)|(?<=\S)-\s)
    | (?P<word>[\u3400-\u9fff〇]|[^\W\d_\u3400-\u9fff〇]+|[^\s\w])
    """,
    re.VERBOSE,
)
_JOINED = re.compile("[-–/.~]")
_SHORT_DATE = re.compile(r"\b(\d{1,2})-([^\W\d_]{3,})\.?-(\d\d)(?!\d)")
_SCHOOL_YEAR = re.compile(r"(?<!\d)((?:1[5-9]|20)\d\d)(\s?[-–/]\s?)(\d\d)(?![\d./-])")
_MONTH_FIRST = re.compile(r"\b([^\W\d_]{3,})([-/.])(\d{1,2})\2(\d{4})(?!\d)")
_NO_YEAR = re.compile(
    r"(?<![\d./])(\d{1,2})([./])(\d{1,2})\2?(?=(?:\s*[-–]\s*|\s[^\d./,]{1,12}?\s)(\d{1,2})\2(\d{1,2})\2(\d{4}|\d\d)(?!\d))"
)
_DASHED_DAY = re.compile(r"(?<!\S)--(?=[/.]\d)")
_BETWEEN_FIGURES = re.compile(r"(?<=\d)\s?~\s?(?=\d)")
_HOUR = re.compile(r"(\d+):(\d+)")
_LOOSE = re.compile(r"[/.,\s]+")
_CUT = re.compile(r"[./-]|\s+")
_IGNORED = frozenset(").[]{};:!¿¡")
_SEPARATORS = {"-": "-", "–": "range", "/": "/", ",": ",", "\\": "/", "、": "、"}
_MARKS = frozenset("YZkdDC")
_BEFORE_NUMBER = frozenset("KEZ'")
_FIELDS = {"m": "month", "j": "day"}  # Day: 14 Month: 09 Year: 2018
_UNITS = frozenset("YZkmdKj")
_MARKERS = {"Y": "year", "k": "month", "D": "decade", "C": "century"}


Raw = list[tuple[str | None, str]]


def cut(text: str) -> Raw:
    """A folded phrase cut into dates in digits, numbers, words and signs, before any language is tried."""
    if _JOINED.search(text):
        text = _MONTH_FIRST.sub(r"\1 \3 \4", _SHORT_DATE.sub(r"\1 \2 '\3", text))
        text = _NO_YEAR.sub(_with_year, text)
        text = _SCHOOL_YEAR.sub(_both_years, _BETWEEN_FIGURES.sub("–", _DASHED_DAY.sub("??", text)))
    return [(m.lastgroup, m[0]) for m in _DIGITS.finditer(text)]


def _both_years(match: re.Match) -> str:
    """2017-18 as 2017-2018 and 1980/85 as 1980/1985, when the second cannot be a month, nor 21 to 41 a season of EDTF."""
    year, sign, short = int(match[1]), match[2], int(match[3])
    last = year // 100 * 100 + short + (100 if year % 100 == 99 and short == 0 else 0)
    may_be_edtf = 21 <= short <= 41 and last - year > 1
    return f"{year}{sign}{last}" if last > year and (short > 12 or short == 0) and not may_be_edtf else match[0]


def _with_year(match: re.Match) -> str:
    """12.05 - 15.05.2017: the first has the year of the second, if one order of day and month fits both."""
    one, sign, two, first, second, year = match.groups()
    fits = max(int(two), int(second)) <= 12 or max(int(one), int(first)) <= 12
    return f"{one}{sign}{two}{sign}{year}" if fits else match[0]


def tokenise(raw: Raw, lexicon: Lexicon) -> list[Token] | None:
    """The tokens of a phrase, or None when a word of it is not known: every word has to be accounted for."""
    found: list[Token] = []
    position = 0
    while position < len(raw):
        kind, word = raw[position]
        count = lexicon.match(raw, position)
        if word == "?" and found and found[-1][0] in ("-", "range"):
            return None  # "1987 - ?" has an end that nobody knows
        if count:
            found.extend(lexicon.words[tuple(w for _, w in raw[position : position + count])])
        elif kind == "loose" and found and found[-1][0] == "M":
            found.extend(_two_days(word))  # May 4/5, 2018
        else:
            token = _single(kind, word)
            if token is None:
                return None
            if token:
                found.append(token)
        position += count or 1
    return _marked(found)


def _two_days(word: str) -> list[Token]:
    first, second, year = (("n", (int(part), len(part))) for part in _LOOSE.split(word) if part)
    return [first, ("/", 0), second, (",", 0), year]


def _single(kind: str | None, word: str) -> Token | tuple[()] | None:
    if kind == "number":
        return ("n", (int(word), len(word))) if len(word) <= 4 else None
    if kind == "range":
        return ("range", 0)
    if kind == "time":
        return HOUR if is_hour(*_HOUR.search(word).groups()) else None
    if kind == "mask":
        return ("mask", word.replace("?", "x").replace("-", "x").upper())
    if kind == "compact":
        return ("numeric", ("three", (word[:4], word[4:6], word[6:])))
    if kind == "roman":
        day, month, year = (part for part in _CUT.split(word) if part)
        return ("numeric", ("three", (day, ("month", _ROMAN[month]), year))) if month in _ROMAN else None
    if kind == "loose":
        return ("numeric", ("three", tuple(part for part in _LOOSE.split(word) if part)))
    if kind in ("three", "ym", "my"):
        return ("numeric", (kind, tuple(part for part in _CUT.split(word) if part)))
    if word in _SEPARATORS:
        return (_SEPARATORS[word], 0)
    if word in ("'", "("):
        return (word, 0)
    if word in ("x", "xx"):
        return ("unknown_day", 0)
    return () if word in _IGNORED else None


def _marked(tokens: list[Token]) -> list[Token] | None:
    """Numbers given the role that the word beside them marks: 5月 is a month, 2017-yili a year, 1990s a decade."""
    found: list[Token] = []
    position = 0
    while position < len(tokens):
        kind, value = tokens[position]
        following = tokens[position + 1 : position + 2]
        step = hour_at(tokens, position)
        if step:
            found, role = before_hour(found), HOUR
        elif kind == "n":
            role, step = _role(value, tokens, position)
        elif kind in _BEFORE_NUMBER and following and following[0][0] == "n":
            role, step = _named(kind, following[0][1]), 2
        elif _is_field(kind, following, found):
            role, step = (_FIELDS[kind], following[0][1][0]), 2
        elif kind == "(":  # a month under two names, as Arabic writes it
            twice = [k for k, _ in found[-1:] + following] == ["M", "M"]
            role = ("/", 0) if twice else ()
        else:
            role = ("unit", kind) if kind in _UNITS else (kind, value)
        step = step or 1
        if role is None:
            return None
        if role:
            found.append(role)
        position += step
    return found


def _is_field(kind: str, following: list[Token], before: list[Token]) -> bool:
    """Whether "day" or "month" is the name of a field of a form, with its number after it."""
    figures = kind in _FIELDS and following and following[0][0] == "n" and following[0][1][1] <= 2
    return bool(figures) and [k for k, _ in before[-1:]] != ["M"]  # Mayıs ayının 12'si is a day of May


def _named(kind: str, number: tuple[int, int]) -> Token | None:
    """A number by the word before it: a numbered month, a decade, years, or a short year after an apostrophe."""
    if kind == "K":
        return ("month", number[0])
    if kind == "E":
        return None if number[0] % 10 else ("decade", number)
    return ("years" if kind == "Z" else "short_year", number)


def _role(number: tuple[int, int], tokens: list[Token], position: int) -> tuple[Token | None, int]:
    """The number's role and how many tokens it took with its mark; a hyphen or apostrophe may stand before the mark."""
    mark = position + 1
    if mark + 1 < len(tokens) and tokens[mark][0] in ("-", "'", "range") and tokens[mark + 1][0] in _MARKS:
        mark += 1
    kind = tokens[mark][0] if mark < len(tokens) else ""
    value, digits = number
    took = mark - position + 1
    before_month = mark + 1 < len(tokens) and tokens[mark + 1][0] == "M"  # 10-е мая, but 1980-е
    if kind == "D" and (value % 10 or digits not in (2, 4) or digits == 2 and before_month):
        kind = "d"
    if kind == "d" and digits == 4:
        return (("year", number) if took == 3 else None), took  # в 2017-м, but not "2017th"
    if kind == "d":
        return ("day", value), took
    if kind == "Z":
        return ("years", number), took
    if kind in _MARKERS:
        if kind == "D" and mark + 1 < len(tokens) and tokens[mark + 1][0] in "YZ":
            took += 1
        return (_MARKERS[kind], number if kind in "YD" else value), took
    return ("n", number), 1
