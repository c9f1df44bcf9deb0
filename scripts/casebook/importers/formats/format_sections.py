"""Takes a spreadsheet's number format apart into its sections and their pieces (ECMA-376 part 1, 18.8.31)."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.?)|(?P<skip>[_*].?)|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<exponent>E[+-])|(?P<ampm>AM/PM|A/P|上午/下午)|(?P<date>yyyy|yyy|yy|y|m{1,5}|d{1,4}|aaaa|aaa|hh?|ss?|e+|g+|b+)"
    r"|(?P<digit>[0#?])|(?P<sign>.)",
    re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
COLOUR = re.compile(r"black|blue|cyan|green|magenta|red|white|yellow|colou?r\s*\d+", re.IGNORECASE)
ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)


class Token(NamedTuple):
    """One piece of a format: its kind (text, digit, date, elapsed, exponent, ampm, general, sign) and its letters."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of up to four parts of a format, with the condition on the value and the language of its words."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    language: int | None
    chinese_digits: bool


@lru_cache(1000)
def parse(code: str) -> tuple[Section, ...]:
    """The sections of a number format; raises ValueError for one with more than four, or with words unknown here."""
    pieces: list[list[re.Match[str]]] = [[]]
    for found in TOKEN.finditer(code):
        if found["sign"] == ";":
            pieces.append([])
        else:
            pieces[-1].append(found)
    if len(pieces) > 4:
        raise ValueError(code)
    return tuple(_section(piece) for piece in pieces)


def _section(piece: list[re.Match[str]]) -> Section:
    tokens: list[Token] = []
    condition = language = None
    chinese = False
    for found in piece:
        kind, text = found.lastgroup, found[found.lastgroup]
        if kind == "bracket":
            chinese = chinese or text.upper() == "DBNUM1"
            if made := CONDITION.fullmatch(text):
                condition = (made[1], Decimal(made[2]))
            elif ELAPSED.fullmatch(text):
                tokens.append(Token("elapsed", text.lower()))
            elif text.startswith("$"):
                currency, _, locale = text[1:].partition("-")
                tokens.append(Token("text", currency))
                language = int(locale, 16) if re.fullmatch("[0-9A-Fa-f]{1,8}", locale) else language
            elif not COLOUR.fullmatch(text) and text.upper() not in ("DBNUM1", "ENG"):
                raise ValueError(text)
        elif kind == "skip":  # a space as wide as a letter, or a letter to fill the cell with
            tokens.append(Token("text", " " if text[0] == "_" else ""))
        elif kind in ("quoted", "escaped"):
            tokens.append(Token("text", text))
        else:
            tokens.append(Token(kind, text.lower() if kind == "date" else text))
    return Section(tuple(tokens), condition, language, chinese)
