"""Articles of a criminal law as people cite them, in figures or in Chinese, with the law before or behind."""

import re
from functools import cache

from casebook.vocabularies import load

_CHINESE_NUMBER = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_ARTICLE = re.compile(
    r"第?([零〇一二两三四五六七八九十百]+)条(?:之([一二三四五六七八九十]+))?(?:第[一二三四五六七八九十]+款)?"
)
_NUMBER = re.compile(
    r"(?<!\d)(\d{1,3})((?:\s?[-–‑./]\s?\d{1,2}(?!\d))*)(?:\s?[-–‑]?\s?[\"«“']?([абв])[\"»”']?(?!\w))?(?!\w)"
)
_LETTERS = dict(zip("абв", "abv", strict=True))
_POINTS = {"rsfsr": "58", "ukr": "54"}  # the articles of these codes that are cited by their points alone
_POINT = re.compile(r"rsfsr-58(?:-(?:[1-9]|1[0-4])[abv]?)?")
_POINTED = re.compile(r"(?<!\d)58(?!\d)")
_LAST_OF_PRC = 452


def cited(text: str) -> list[str]:
    """Codes of "Article 120-1 of the Criminal Law", "刑法第二百九十三条", "58-10, 11 УК РСФСР", in order; [] unless every
    word is of that grammar. An article without its law is one of the PRC Criminal Law if `charges` has it there, and
    article 58 that of the RSFSR. Paragraphs are left out; the points of article 58 are kept."""
    rest, marked = _CHINESE_ARTICLE.subn(_arabic, _plain(text))
    laws = {_law_words()[word] for word in _laws().findall(rest)} - {""}
    if len(laws) > 1:
        return []
    law = laws.pop() if laws else ""
    rest, parts = _paragraphs().subn(" ", _points(_laws().sub(" ", rest), law))
    rest, words = _any_of("article_words").subn(" ", rest)
    if not (law or marked or parts or words or _POINTED.search(rest)):
        return []
    for ignored in ("joiners", "fillers"):
        rest = _any_of(ignored).sub(" ", rest)
    articles = [match.groups() for match in _NUMBER.finditer(rest)]
    pointed = bool(articles) and articles[0][0] == "58" and bool(articles[0][1])
    rest = _any_of("point_laws").sub(" ", rest) if pointed else rest
    if re.search(r"\w", _NUMBER.sub(" ", rest)) or not (law or marked or parts or words or pointed):
        return []
    return _known(law, articles)


def may_cite(text: str) -> bool:
    """Whether `text` has a word or number without which no part of it can be read by `cited`."""
    plain = _plain(text)
    return bool(_POINTED.search(plain) or _laws().search(plain) or _any_of("article_words").search(plain))


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е")


def _known(law: str, articles: list[tuple[str, str, str]]) -> list[str]:
    """The codes of the articles; without a law those of the PRC that `charges` has, or the points of article 58."""
    if not law and articles and articles[0][0] == "58":
        codes = _codes("rsfsr", articles)
        return codes if all(_POINT.fullmatch(code) for code in codes) else []
    codes = _codes(law or "prc", articles)
    known = load("charges")["codes"]
    inside = all(code in known or law and 0 < int(code.split("-")[1]) <= _LAST_OF_PRC for code in codes)
    return codes if inside or law not in ("", "prc") else []


def _codes(law: str, articles: list[tuple[str, str, str]]) -> list[str]:
    """The codes of the articles; in those cited by points, a bare number after one is a further point of it."""
    codes: list[str] = []
    points = _POINTS.get(law)
    for number, more, letter in articles:
        subs = re.findall(r"\d+", more)
        if "/" in more and law not in _POINTS or "." in more and law == "prc":
            subs = []  # a paragraph
        letter = _LETTERS.get(letter, "")
        if number == points and subs:
            codes += [f"{law}-{number}-{sub}" for sub in subs[:-1]] + [f"{law}-{number}-{subs[-1]}{letter}"]
        elif points and int(number) <= 14 and not subs and any(f"{law}-{points}-" in code for code in codes):
            codes.append(f"{law}-{points}-{number}{letter}")
        else:
            codes.append("-".join([law, number, *subs]))
    return list(dict.fromkeys(codes))


def _points(text: str, law: str) -> str:
    """ "58 п. 10" as 58-10, in the laws that are cited so."""
    number = _POINTS.get(law or "rsfsr")
    if number is None:
        return text
    words = "|".join(map(re.escape, load("charges")["point_words"]))
    return re.sub(rf"(?<!\d){number}\s?,?\s?(?:{words})\s?(?=\d)", f"{number}-", text)


def _value(text: str) -> int:
    """A Chinese number below a thousand, as articles are numbered."""
    total, digit = 0, 0
    for sign in text:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE_NUMBER[sign]
    return total + digit


def _arabic(match: re.Match[str]) -> str:
    article = str(_value(match[1]))
    return f" {article}-{_value(match[2])} " if match[2] else f" {article} "


@cache
def _law_words() -> dict[str, str]:
    """Each wording of a law and its code; '' for a wording that does not say whose criminal code it is."""
    laws = load("charges")["laws"]
    named = {_plain(word): law for law, entry in laws.items() for word in entry["words"]}
    return dict.fromkeys(load("charges")["law_words"], "") | named


@cache
def _laws() -> re.Pattern[str]:
    return re.compile("|".join(map(_bounded, sorted(_law_words(), key=len, reverse=True))))


@cache
def _any_of(name: str) -> re.Pattern[str]:
    words = sorted(load("charges")[name], key=len, reverse=True)
    return re.compile("|".join(map(_bounded, (_plain(word) for word in words))))


@cache
def _paragraphs() -> re.Pattern[str]:
    """A paragraph or part of an article, its number before or behind."""
    words = "|".join(map(_bounded, sorted(load("charges")["paragraph_words"], key=len, reverse=True)))
    behind = "|".join(map(re.escape, load("charges")["paragraph_words_behind"]))
    number = r"(?:\d{1,2}|[a-cа-в]|[«\"“][а-в][»\"”])(?!\w)"
    more = rf"(?:\s?,\s?{number}(?!\s?[-–.]\s?\d))*"
    return re.compile(rf"(?:{words})\s?{number}{more}|第?\s?\d{{1,2}}\s?[-.]?\s?(?:{behind})(?![^\W\d_])")


def _bounded(word: str) -> str:
    """The word as a pattern that matches no part of another; Chinese has no bounds."""
    escaped = re.escape(word)
    if not word[0].isascii() and "\u3400" <= word[0] <= "\u9fff" or word[0] in "《":
        return escaped
    return rf"(?<![^\W\d_]){escaped}(?![^\W\d_])"
