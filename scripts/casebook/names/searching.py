"""Text as the search index stores it, and a person's query rewritten the same way into a safe FTS5 expression."""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from casebook.names.scripts import fold_homoglyphs
from casebook.names.spellings import other_spellings
from casebook.names.tokens import words_of
from casebook.vocabularies import load

MOST_TERMS = 24
MOST_CHARACTERS = 600
MOST_SPELLED = 6  # terms looked for in other spellings too

_HAN = re.compile(r"([\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_ELIDED = re.compile(r"(?<!\w)(\w|[Qq]u)['’ʼ](?=\w)")
_NOT_WORD = re.compile(r"[\W_]+")
_PHRASE = re.compile(r'["“”„«»](.*?)["“”„«»]|(\S+)', re.DOTALL)
# Marks that readers leave out: combining accents, Arabic vowel signs and Quranic marks, Hebrew points.
_MARKS = (
    range(0x300, 0x370),
    range(0x64B, 0x660),
    range(0x610, 0x61B),
    range(0x6D6, 0x6EE),
    range(0x591, 0x5C8),
    (0x670, 0x640),
)


@cache
def _folds() -> dict[int, str]:
    """Code point to text: marks, tatweel and joiners to nothing, letters to the one they are written for."""
    words = load("names")
    folds = {code: "" for codes in _MARKS for code in codes}
    folds |= dict.fromkeys((173, 8203, 8204, 8205, 8206, 8207, 8288, 65279, *range(8234, 8239), *range(8294, 8298)), "")
    folds |= {ord(mark): "" for mark in words["apostrophes"]}
    for kept, folded in words["search_folds"].items():
        folds |= {ord(letter): kept for letter in folded}
    folds |= {
        ord(letter): plain
        for letter, plain in zip("ёЁıłŁøØđĐə", ("е", "Е", "i", "l", "L", "o", "O", "d", "D", "e"), strict=True)
    }
    for traditional, simplified in load("names_traditional")["pairs"]:
        folds |= {ord(letter): plain for letter, plain in zip(traditional, simplified, strict=True)}
    return folds


@cache
def _no_marks() -> dict[int, None]:
    return dict.fromkeys(code for codes in _MARKS for code in codes)


def without_marks(text: str) -> str:
    """The text without the marks that readers leave out; letters composed with theirs keep them."""
    return text.translate(_no_marks())


class _Letters(dict[int, str]):
    """Code point to what it is indexed as, worked out when first met: decomposed, folded, small, Chinese apart."""

    def __missing__(self, code: int) -> str:
        before, now = "", chr(code)
        while now != before:
            before = now
            now = unicodedata.normalize("NFKD", now.casefold()).translate(_folds())
            now = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in now)
        now = unicodedata.normalize("NFC", now)
        self[code] = _HAN.sub(r" \1 ", now)
        return self[code]


@cache
def _letters() -> _Letters:
    return _Letters()


def normalise_search(text: str) -> str:
    """Words of `text` as they are indexed: folded to bare small letters, parted by one space, each Chinese character a
    word.

    Compatibility forms are decomposed; accents, Arabic vowel signs, tatweel, joiners and apostrophes are dropped;
    Persian and Uyghur forms of Arabic letters, ё, traditional characters and look-alike letters are folded; digits of
    any script become 0-9.
    """
    if not text.isascii():
        text, _ = fold_homoglyphs(unicodedata.normalize("NFC", text))
    return _NOT_WORD.sub(" ", text.translate(_letters())).strip()


def normalise_prose(text: str) -> str:
    """Words of running text as they are indexed: as those of names, but an article or the like that is written as one
    with the next word stands alone (l'ordre, d'État)."""
    return normalise_search(_ELIDED.sub(r"\1 ", text))


class Term(NamedTuple):
    """One thing a query asks for: the words as indexed, as typed, whether only these will do, whether it may go on."""

    words: str
    typed: str
    quoted: bool
    open: bool


def search_terms(text: str) -> list[Term]:
    """What a query asks for. Words in quotation marks stay together and as they are, each other word is a term of its
    own, and the last one may be a beginning. At most `MOST_TERMS` words of the first `MOST_CHARACTERS` characters count.
    """
    typed = _PHRASE.findall(text[:MOST_CHARACTERS])
    terms = [(term, quoted, word) for quoted, word in typed if (term := normalise_search(quoted or word))][:MOST_TERMS]
    last = "" if re.search(r'["“”„«»]\s*$', text[:MOST_CHARACTERS]) else len(terms)
    return [
        Term(term, quoted or word, bool(quoted), place == last) for place, (term, quoted, word) in enumerate(terms, 1)
    ]


def search_query(text: str, *, as_typed: bool = False) -> str:
    """An FTS5 MATCH expression that finds rows holding every word of `text`, the last one also as a beginning; ''
    when there is none.

    Order does not matter, and words may stand in the spellings of other alphabets, unless only those `as_typed` are
    asked for. Whatever is typed, quotes, operators and column filters are taken as text.
    """
    groups = []
    for place, term in enumerate(search_terms(text), 1):
        forms = _spellings(term.typed) if place <= MOST_SPELLED and not (as_typed or term.quoted) else ()
        forms = dict.fromkeys([term.words, normalise_prose(term.typed), *forms])
        group = " OR ".join(phrase(form, term.open) for form in forms)
        groups.append(f"({group})" if len(forms) > 1 else group)
    return " AND ".join(groups)


def phrase(words: str, is_open: bool = False) -> str:
    """Words as indexed, in their order, as a part of a MATCH expression; the last one also as a beginning if open."""
    return f'"{words}"{"*" if is_open else ""}'


def _spellings(word: str) -> list[str]:
    """The other spellings of one typed word, as they are indexed."""
    parts = words_of(word)
    return list(map(normalise_search, other_spellings(parts[0]))) if len(parts) == 1 else []
