"""One plain form for text in every script: digits as ASCII, letters folded, dashes and quotes made equal."""

import re
import unicodedata
from functools import lru_cache

# Letters that mean the same in a date: each pair is a letter and what it is folded to.
_PAIRS = (
    "ıi ×x ✕x ىي یي ېي کك ګگ ەه ھه ةه ہه ۀه øo đd ёе йй ○〇 ◯〇 零〇 两二 兩二 號号 後后 間间 約约 從从 "
    "於于 週周 個个 歲岁 時时 現现 為为 與与 來来 達达 過过 紀纪 囯国 國国 壹一 贰二 貳二 叁三 參三 "
    "肆四 伍五 陆六 陸六 柒七 捌八 玖九 拾十 佰百 仟千 ؟? ،, 。. ٫. ٬, ؛; "
)
_LETTERS = {pair[0]: pair[1] for pair in _PAIRS.split()}
_LETTERS |= {"ß": "ss", "œ": "oe", "æ": "ae", "º": " ", "ª": " ", "廿": "二十", "卅": "三十", "ـ": ""}
_QUOTES = {**dict.fromkeys("’‘ʼʹʻˈ′`´ꞌ", "'"), **dict.fromkeys('“”„«»"‹›「」『』《》', " ")}
_DASHES = {
    **dict.fromkeys("‐‑−﹣", "-"),
    **dict.fromkeys("–—―⸺─", "–"),
    **dict.fromkeys("〜∼～", "~"),
    **dict.fromkeys("⁄∕", "/"),
}
_SPACES = dict.fromkeys("\u00a0\u202f\u2007\u2009\u200a\u3000\ufeff\u2028\u2029\x85_", " ")
_INVISIBLE = dict.fromkeys(
    "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad", ""
)
_KEPT = {**_LETTERS, **_QUOTES, **_DASHES, **_SPACES, **_INVISIBLE}
_HAN_DIGITS = "〇一二三四五六七八九"
_HAN_NUMERAL = re.compile("[〇一二三四五六七八九十]+")
_EXTENDED_DIGIT = re.compile("[۰-۹]")


@lru_cache(maxsize=8192)
def _fold_character(character: str) -> str:
    if character in _KEPT:
        return _KEPT[character]
    lower = character.lower()
    pieces = []
    for piece in unicodedata.normalize("NFKD", lower):
        if unicodedata.category(piece) in ("Mn", "Cf", "Cc") and piece not in "\n\t":
            continue
        digit = unicodedata.decimal(piece, None)
        pieces.append(str(digit) if digit is not None else _KEPT.get(piece, piece))
    return "".join(pieces)


def fold(text: str) -> str:
    """`text` in lower case without accents, every digit ASCII, one kind of apostrophe and dash, and single spaces.

    The vocabularies are folded by this same function, so that a word is found however it was typed.
    """
    text = text.replace("__", "??")
    if text.isascii():
        return " ".join(text.lower().replace("`", "'").replace('"', " ").replace("_", " ").split())
    folded = " ".join("".join(map(_fold_character, unicodedata.normalize("NFC", text))).split())
    return _HAN_NUMERAL.sub(_han_number, folded) if _HAN_NUMERAL.search(folded) else folded


def _han_number(match: re.Match) -> str:
    """A run of Chinese numerals as digits: 二〇一七 digit by digit, 二十一 by value.

    二三 is left alone, for it may mean "two or three".
    """
    run = match[0]
    if "十" in run:
        tens, _, units = run.partition("十")
        if len(tens) > 1 or len(units) > 1 or "十" in units or "〇" in run:
            return run
        return str((_HAN_DIGITS.index(tens) if tens else 1) * 10 + (_HAN_DIGITS.index(units) if units else 0))
    digits = [_HAN_DIGITS.index(c) for c in run]
    if len(digits) in (1, 4) or (len(digits) == 2 and digits[1] != digits[0] + 1):
        return "".join(map(str, digits))
    return run


def has_extended_digits(text: str) -> bool:
    """Whether a digit is one of those that Persian and Urdu write (U+06F0 to U+06F9)."""
    return _EXTENDED_DIGIT.search(text) is not None
