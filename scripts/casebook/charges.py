"""What somebody is accused of, by article of the criminal law; words that name no article keep a broad code of
their own.
"""

import re
from functools import cache, lru_cache
from itertools import product
from typing import NamedTuple

from casebook.charges_articles import cited
from casebook.codes import parse_code
from casebook.codes_phrases import readings
from casebook.vocabularies import load

_LONGEST = 300
_MOST_PARTS = 6


class Charge(NamedTuple):
    """`code` law and article (`prc-293`, `prc-120-3`, `broad-terrorism`); `law`, `article` ('' for a broad one);
    `also` further codes said.
    """

    code: str
    law: str
    article: str
    also: tuple[str, ...] = ()


@lru_cache(maxsize=1 << 14)
def parse_charge(text: str, *, language: str | None = None) -> Charge | None:
    """The charge that all of `text` says, by article or by name; several charges in one text are all kept, or None.

    An article without its law is one of the PRC Criminal Law if `charges` has it there, article 58 that of the
    RSFSR; any other is None. A name is a phrase of `charges`, or made up of its parts: what was done, and to what.
    """
    if not text or len(text) > _LONGEST or "?" in text or "？" in text:
        return None
    whole = cited(text) or _named(text, language)
    if whole:
        return _charge(whole)
    codes: list[str] = []
    for piece in _pieces(text):
        found = cited(piece) or _named(piece, language)
        if not found:
            return None
        codes += found
    return _charge(codes) if codes else None


def _charge(codes: list[str]) -> Charge:
    first, *rest = dict.fromkeys(codes)
    law, article = first.split("-", 1)
    return Charge(first, law, "" if law == "broad" else article, tuple(rest))


def _pieces(text: str) -> list[str]:
    return [piece for piece in _between().split(text) if re.search(r"\w", piece)]


@cache
def _between() -> re.Pattern[str]:
    """What stands between two charges: a mark, or a word that joins."""
    joiners = sorted(map(re.escape, load("charges")["joiners"]), key=len, reverse=True)
    words = "|".join(joiner if "\u3400" <= joiner[0] <= "\u9fff" else rf"(?<!\w){joiner}(?!\w)" for joiner in joiners)
    return re.compile(rf"\s*(?:[;；/()（）]|[,，、](?!\d)|{words})\s*")


def _named(text: str, language: str | None) -> list[str]:
    """The one code that the words of `text` name, by their parts or as a phrase; [] for none or several."""
    made = (_of_parts(found) for found in readings("charges", text, language, section="parts"))
    code = next(filter(None, made), None) or parse_code("charges", text, language)
    return [code] if code else []


def _of_parts(found: list[frozenset[str]]) -> str | None:
    """The code of the charge that consists of these parts, each meant in one of its senses, as many different ones as
    can be; None for several codes. That it is illegal is said of any charge."""
    if len(found) > _MOST_PARTS:
        return None
    ways = {frozenset(way) for way in product(*found)}
    codes: dict[int, set[str]] = {}
    for way in ways:
        for said in (way, way - {"illegal"}):
            if said in _combinations():
                codes.setdefault(len(way), set()).add(_combinations()[said])
    best = codes[max(codes)] if codes else set()
    return best.pop() if len(best) == 1 else None


@cache
def _combinations() -> dict[frozenset[str], str]:
    table = load("charges")["combinations"]
    return {frozenset(parts.split()): code for code, entries in table.items() for parts in entries}
