"""What somebody is accused of, by article of the criminal law; words that name no article keep a broad code of
their own.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.codes import parse_code
from casebook.vocabularies import load

_LONGEST = 300
_CHINESE_NUMBER = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_CHINESE_ARTICLE = re.compile(
    r"第?([零〇一二两三四五六七八九十百]+)条(?:之([一二三四五六七八九十]+))?(?:第([一二三四五六七八九十]+)款)?"
)
_ARTICLE = re.compile(r"(?<![\d])(\d{1,3})(?:\s?[-–‑](\d{1,2})(?!\d))?")


class Charge(NamedTuple):
    """`code` law and article (`prc-293`, `prc-120-3`, `broad-terrorism`); `law`, `article` ('' for a broad one);
    `also` further codes said.
    """

    code: str
    law: str
    article: str
    also: tuple[str, ...] = ()


def _charge(codes: list[str]) -> Charge:
    first, *rest = dict.fromkeys(codes)
    law, article = first.split("-", 1)
    return Charge(first, law, "" if law == "broad" else article, tuple(rest))


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
def _laws() -> dict[str, re.Pattern[str]]:
    return {
        law: re.compile(
            "|".join(
                rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word)
                for word in sorted(entry["words"], key=len, reverse=True)
            )
        )
        for law, entry in load("charges")["laws"].items()
    }


@cache
def _article_words() -> re.Pattern[str]:
    words = sorted(load("charges")["article_words"], key=len, reverse=True)
    return re.compile("|".join(rf"(?<!\w){re.escape(word)}(?![^\W\d_])" for word in words))


def _by_article(text: str) -> list[str]:
    """Codes of "Article 120-1 of the Criminal Law", "刑法第二百九十三条", "58-10, 58-11 УК РСФСР"; [] unless every
    word is of that grammar.
    """
    rest = _CHINESE_ARTICLE.sub(_arabic, text.casefold())
    named = rest != text.casefold()
    law = next((name for name, pattern in _laws().items() if pattern.search(rest)), None)
    if law:
        rest = _laws()[law].sub(" ", rest)
    bare = _article_words().sub(" ", rest)
    named = named or bare != rest
    found = _ARTICLE.findall(bare)
    if not found or not (named or law) or re.search(r"\w", _ARTICLE.sub(" ", bare)):
        return []
    bare_law = law or ("rsfsr" if all(article == "58" for article, _ in found) else "prc")
    codes = [f"{bare_law}-{article}" + (f"-{part}" if part else "") for article, part in found]
    known = load("charges")["codes"]
    if bare_law == "prc" and not all(code in known or (law and 0 < int(code.split("-")[1]) <= 452) for code in codes):
        return []
    return codes


def _pieces(text: str) -> list[str]:
    return [
        piece
        for piece in re.split(r"\s*(?:[;；/]|[,，、](?!\d)|\band\b|\bet\b|\bи\b|和|及|以及|并)\s*", text)
        if piece.strip()
    ]


@lru_cache(maxsize=1 << 14)
def parse_charge(text: str, *, language: str | None = None) -> Charge | None:
    """The charge that all of `text` says, by article or by name (en, fr, zh, ru); several charges in one text are
    all kept, or None.

    An article without its law is one of the PRC Criminal Law if `charges` has it there, article 58 that of the
    RSFSR; any other is None.
    """
    if not text or len(text) > _LONGEST or "?" in text or "？" in text:
        return None
    by_article = _by_article(text)
    if by_article:
        return _charge(by_article)
    whole = parse_code("charges", text, language)
    if whole:
        return _charge([whole])
    codes: list[str] = []
    for piece in _pieces(text):
        one = _by_article(piece) or [parse_code("charges", piece, language)]
        if None in one:
            return None
        codes.extend(filter(None, one))
    return _charge(codes) if codes else None
