"""Informants' names in any text: the forms a name may take there, and where they stand."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from casebook import kinship, vocabularies

# A name shorter than this is also a word of too many languages to be looked for.
SHORTEST = 3

# A word of at least so many letters may bear an ending of at most so many: a case, a possessive, a politeness.
ENDED, ENDING = 4, 4

# Names are found by so many of their first letters.
BEGIN = 4

# No more than this stands between two words of one name: a space, a hyphen, the end of a line.
GAP = 8

# A cell of more words than this is a sentence, in which only words with capitals are names.
LONGEST = 5

Form = tuple[str, ...]

_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[^\W\d_]+")
_HAN = re.compile(r"[㐀-鿿]")
_ASIDE = re.compile(r"[(（\[【](.*?)[)）\]】]", re.DOTALL)
_LISTED = re.compile(r"[;/、，；&+|\n,]|\s[-–—]\s")
_CAPITALS = re.compile(r"(?:\b[^\W\d_a-zа-яё][^\W\d_]*\b[ -]?){2,}")


class Names:
    """Informants' names, to be found whatever their case, accents, order and endings; masking too much is the safe
    side. A name in Han is found with and without the dot between its parts."""

    def __init__(self, names: Iterable[str]) -> None:
        self._begun: dict[str, list[Form]] = {}
        self._han: dict[str, list[str]] = {}
        for form in {form for name in names for form in forms(name)}:
            if _HAN.search(form[0]):
                self._han.setdefault(form[0][:2], []).append(form[0])
            else:
                self._begun.setdefault(form[0][:BEGIN], []).append(form)

    def __bool__(self) -> bool:
        return bool(self._han or self._begun)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Where the names stand in a text, as code point offsets, in order and without overlap."""
        plain = _plain(text)
        found = [*self._in_words(plain), *(self._in_han(plain) if self._han else ())]
        if found and len(plain) != len(text):  # accents that stand for themselves are left out of the plain text
            kept = [at for at, sign in enumerate(text) if _SIGNS[ord(sign)] is not None] + [len(text)]
            found = [(kept[start], kept[end - 1] + 1) for start, end in found]
        return _apart(found)

    def _in_words(self, text: str) -> Iterator[tuple[int, int]]:
        words = [(word[0], *word.span()) for word in _WORD.finditer(text)] if self._begun else []
        for at, (word, start, _) in enumerate(words):
            for form in self._begun.get(word[:BEGIN], ()):
                last = at + len(form) - 1
                if last < len(words) and all(
                    _is(words[at + n][0], part, len(form)) and (n == 0 or words[at + n][1] - words[at + n - 1][2] <= GAP)
                    for n, part in enumerate(form)
                ):
                    yield start, words[last][2]

    def _in_han(self, text: str) -> Iterator[tuple[int, int]]:
        signs = [(found.start(), found[0]) for found in re.finditer(r"[^\W_]", text)] if _HAN.search(text) else []
        bare = "".join(sign for _, sign in signs)
        for at in range(len(bare) - 1):
            for name in self._han.get(bare[at : at + 2], ()):
                end = at + len(name) - 1
                if bare.startswith(name, at) and signs[end][0] - signs[at][0] <= len(name) + GAP:
                    yield signs[at][0], signs[end][0] + 1


def _is(word: str, part: str, parts: int) -> bool:
    """Whether a word of the text is this part of a name, perhaps with an ending; in a name of several words the last
    vowel may have made way for it."""
    if word == part:
        return True
    stem = part.rstrip("ьи" if parts == 1 else "ьиаеыояaeiou") if len(part) > ENDED else part
    enough = ENDED if parts > 1 else ENDED + 2
    return len(part) >= enough and word.startswith(stem) and len(word) - len(part) <= ENDING


@lru_cache(maxsize=65_536)
def forms(name: str) -> frozenset[Form]:
    """The plain words under which the person named in a cell may be spoken of elsewhere.

    "Gülnur Rahman (his wife)" is looked for as "Gülnur Rahman" and "Rahman Gülnur"; a cell that only says "his wife",
    "anonymous" or a single word without a capital is looked for nowhere else: too much would be masked.
    """
    asides = _ASIDE.findall(name)
    found = [*_listed(_ASIDE.sub("\n", name)), *(words for aside in asides for words in _listed(aside) if _whole(words))]
    several = any(_whole(words) and not {(word,) for word in words} <= {*found} for words in found)
    named = {form for words in found if _whole(words) or not several for form in _orders(words)}
    words = name.split()  # a first name may be a word for a relative in some language
    if named and 1 < len(words) <= LONGEST and all(word.isalpha() and not word.islower() for word in words):
        named.add((_plain("".join(words)),) if _HAN.search(name) else tuple(map(_plain, words)))
    return frozenset(named)


def _whole(words: Form) -> bool:
    return len(words) > 1 or bool(_HAN.search(words[0]))


def _listed(text: str) -> list[Form]:
    """The names in a list of them, as plain words; "Rahman, Gülnur" is one, and two words on two lines may be."""
    pieces = [piece for piece in _LISTED.split(text) if piece.strip()]
    if len(pieces) == 2 and all(len(_LETTERS.findall(piece)) == 1 for piece in pieces):
        pieces = [" ".join(pieces), *(pieces if "," not in text else ())]
    named = [_named(part) for piece in pieces for part in _joined(piece)]
    return [words for words in named if words]


def _joined(piece: str) -> Iterator[str]:
    """The parts of "Gülnur and Hasan"."""
    part: list[str] = []
    for word in [*piece.split(), ""]:
        if word and word not in _linking():
            part.append(word)
        elif part:
            yield " ".join(part)
            part = []


def _named(piece: str) -> Form:
    """The plain words of one name, without words for relatives; () where it is no name."""
    bare = " ".join(piece.split())
    related = bool(_HAN.search(bare)) or any(map(_of_kin, bare.split()))
    if bare.casefold() in _nobody() or (related and kinship.parse_relation(bare) is not None):
        return ()
    for start, end, _ in reversed(kinship.find_relations(bare.casefold()) if related else []):
        if _HAN.search(bare) and len(bare) - end + start < SHORTEST:
            return ()
        bare = bare[:start] + " " * (end - start) + bare[end:]
    words = _LETTERS.findall(unicodedata.normalize("NFC", bare))
    if _HAN.search(bare):
        return (_plain("".join(words)),) if len("".join(words)) > 1 else ()
    if len(words) > LONGEST:
        words = (_CAPITALS.findall(bare) or [""])[0].replace("-", " ").split()
    if len(words) == 1 and (words[0].islower() or len(words[0]) < SHORTEST):
        return ()
    return tuple(map(_plain, words))


@lru_cache(maxsize=262_144)
def _of_kin(word: str) -> bool:
    """Whether a word alone is one for a relative, a friend or a neighbour: names are made of few words, many times."""
    return kinship.parse_relation(word) is not None or bool(kinship.find_relations(word.casefold()))


def _orders(words: Form) -> Iterator[Form]:
    """A name as it stands, family name first or last, and by two of its three parts."""
    yield words
    if len(words) == 2 and min(map(len, words)) > 1:
        yield words[::-1]
    elif len(words) > 2:
        pairs = ((0, 1), (1, 0), (1, 2), (0, 2), (2, 0)) if len(words) == 3 else ((0, 1), (1, 0))
        yield from ((words[a], words[b]) for a, b in pairs if len(words[a]) + len(words[b]) > 5)


@cache
def _nobody() -> frozenset[str]:
    """What is written where nobody is named."""
    absent = vocabularies.load("absences").values()
    words = {str(word) for languages in absent for said in languages.values() for word in said}
    return frozenset(word.casefold() for word in words | set(map(str, vocabularies.load("blanks"))))


@cache
def _linking() -> frozenset[str]:
    return frozenset(vocabularies.load("linking_words"))


class _Signs(dict):
    """The plain sign of each: no case, no accent, full-width as half-width; None for accents and what has no width."""

    def __missing__(self, code: int) -> str | None:
        sign = chr(code)
        if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
            plain = None
        else:
            plain = unicodedata.normalize("NFKD", "i" if sign in "ıİ" else sign.lower()[0])[0].lower()
        self[code] = plain
        return plain


_SIGNS = _Signs()


def _plain(text: str) -> str:
    """A text as names are looked for in it, shorter only by its accents that stand for themselves."""
    return text.lower() if text.isascii() else text.translate(_SIGNS)


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one: nothing of a name is left for another's sake."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
