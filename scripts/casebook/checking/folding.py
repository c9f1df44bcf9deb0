"""Text without its disguises: without accents, capitals, invisible characters and look-alike letters."""

import re
import unicodedata
from functools import lru_cache

# Cyrillic and Greek letters that look like Latin ones, and letters that no decomposition makes plain.
_PAIRS = (
    "аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs ԁd һh ԛq ԝw ӏl ьb зe"
    " αa βb εe ηn ιi κk μm νv οo ρp τt υu χx γy ωw ıi łl øo đd əe ŋn ɑa ɡg ɩi ßs ꞓc"
    " օo սu հh ոn Ꭺa Ᏼb Ꮯc Ꭰd Ꭼe Ꮐg Ꮋh Ꭵi Ꭻj Ꮶk Ꮮl Ꮇm Ꮲp Ꮢr Ꮪs Ꭲt Ꮩv Ꮃw Ꮓz"
    " ꓮa ꓐb ꓚc ꓓd ꓰe ꓝf ꓖg ꓧh ꓲi ꓙj ꓗk ꓡl ꓟm ꓠn ꓳo ꓑp ꓣr ꓢs ꓔt ꓴu ꓦv ꓪw ꓫx ꓬy ꓜz"
    " ᴀa ʙb ᴄc ᴅd ᴇe ꜰf ɢg ʜh ɪi ᴊj ᴋk ʟl ᴍm ɴn ᴏo ᴘp ǫq ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz"
)
_LOOK = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
_BRAILLE = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵"
_VARIANTS: dict[int, str] = {}
_INVISIBLE = ("Mn", "Me", "Mc", "Cf", "Cc", "Sk", "Lm")
# Tag characters, which are not shown, spell out plain letters; so do letters on discs, in boxes and of flags.
_TAGS = {code: chr(code - 0xE0000) for code in range(0xE0020, 0xE007F)}
_TAGS |= {first + place: chr(97 + place) for first in (0x1F150, 0x1F170, 0x1F1E6) for place in range(26)}
_TAGS |= {ord(dots): letter for dots, letter in zip(_BRAILLE, "abcdefghijklmnopqrstuvwxyz", strict=True)}
# Letters that look like nothing at all.
_TAGS |= dict.fromkeys((0x115F, 0x1160, 0x3164, 0xFFA0), "")
_FIGURES = str.maketrans("〇零一二三四五六七八九", "00123456789")
_RUN = re.compile(r"\d(?:[\s().,/·‐-―_+-]{0,3}\d)+")
_NOT_DIGIT = re.compile(r"\D")
# Days, months and years as an edition writes them (EDTF), and the ends of a time or the parts of a list of them.
_DATE = r"(?:1[5-9]|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_DATES = re.compile(rf"{_DATE}(?:(?:/|,|\.\.| \W ){_DATE})*")
_NOT_LETTER = re.compile(r"[\W_]+")
_NOT_ASCII_LETTER = re.compile(r"[^a-z0-9]+")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def learn(folds: dict[str, str]) -> None:
    """Take letters that stand for one another ({letter: its variants}), before anything is folded."""
    for plain, variants in folds.items():
        _VARIANTS.update({ord(variant): plain for variant in variants})
    fold.cache_clear()


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> tuple[str, ...]:
    """The words of a text, bare: each Chinese character is a word, punctuation and everything invisible is gone."""
    if text.isascii() and text.isprintable():
        return tuple(_NOT_ASCII_LETTER.sub(" ", text.lower()).split())
    bare = unicodedata.normalize("NFKD", text.translate(_TAGS))
    bare = "".join(map(_plain, bare.casefold()))
    bare = unicodedata.normalize("NFKD", bare).casefold().translate(_LOOK).translate(_VARIANTS)
    return tuple(_NOT_LETTER.sub(" ", _HAN.sub(lambda found: f" {found.group()} ", bare)).split())


def joined(text: str) -> str:
    """The bare letters and digits of a text without anything between them."""
    return "".join(fold(text))


@lru_cache(maxsize=1 << 12)
def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if letter in "\n\r\t":
        return " "
    if category in _INVISIBLE:
        return ""
    return str(unicodedata.digit(letter)) if category == "Nd" else letter


def digits(text: str, *, dates: bool = True) -> list[str]:
    """The runs of digits of a text; single separators, as people write telephone numbers, do not part them.

    Without `dates` those are left out that are dates as an edition writes them, from end to end.
    """
    plain = text if text.isascii() else "".join(map(_plain, unicodedata.normalize("NFKC", text.translate(_FIGURES))))
    return [_NOT_DIGIT.sub("", run) for run in _RUN.findall(plain) if dates or not _DATES.fullmatch(run)]


def is_long_enough(text: str) -> bool:
    """Is a folded text long enough to be looked for inside others: four letters, or two Chinese characters?"""
    return len(text) >= 4 or len(_HAN.findall(text)) >= 2
