"""Phrases of kinship: one relative, or a chain of them ("his wife's brother"), read from its words."""

from functools import cache
from typing import NamedTuple

from casebook import vocabularies
from casebook.kinship_units import OWNERS, Unit, read_unit
from casebook.kinship_words import Symbol, name_endings, order, sex_of
from casebook.lexing import Token

_DEEPEST = 4
_LONGEST_NAME = {"zh": 16}
_SHORTEST_IN_HAN = 3  # two characters that transcribe names are too often a word
_WITHOUT_OF = frozenset({"ar", "fa", "ru", "de"})


class Path(NamedTuple):
    """Relatives from the one nearest to the person spoken of outward; `owner`: speaker, addressee, third, named or
    None; symbols `start:end`."""

    units: list[Unit]
    owner: str | None
    start: int
    end: int


def names(text: str, words: list[Token], read: list[Symbol], language: str) -> dict[int, int]:
    """Where names may begin, and where each would end: words with a capital letter, in Chinese also characters that
    transcribe names, with the dots between them."""
    may = [_may_be_name(text, words[symbol.at], symbol, language) for symbol in read]
    longest, found = _LONGEST_NAME.get(language, 3), {}
    for at in range(len(read)):
        end = at
        while end < len(read) and end - at < longest and may[end]:
            end += 1
        if end > at and (language != "zh" or end - at >= _SHORTEST_IN_HAN or text[words[read[at].at].start].isupper()):
            found[at] = end
    return found


def _may_be_name(text: str, word: Token, symbol: Symbol, language: str) -> bool:
    if symbol.kin or symbol.roles:
        return False
    return text[word.start].isupper() or (language == "zh" and symbol.key in _transcribing())


@cache
def _transcribing() -> frozenset[str]:
    han = vocabularies.load("names_han")
    return frozenset({*han["characters"], *han["plain_characters"], *vocabularies.load("names")["middle_dots"]})


def read_path(symbols: list[Symbol], at: int, language: str, known: dict[int, int], depth: int = 0) -> Path | None:
    """The longest chain that begins at symbol `at`; `known`: where names may begin, with their ends."""
    way = order(language)
    named = _name_before(symbols, at, language, known) if way != "head" else None
    unit = read_unit(symbols, at if named is None else named, way)
    if unit is None:
        return None
    first, end = unit
    units, owner = [first], "named" if named is not None else first.owner
    while way != "head" and len(units) < _DEEPEST and (following := _owned(symbols, end, units[-1], language)):
        units.append(following[0])
        end = following[1]
    path = Path(units, owner, units[0].start, end)
    return path if way == "owner" or depth > _DEEPEST else _head_first(symbols, path, language, known, depth)


def _head_first(symbols: list[Symbol], path: Path, language: str, known: dict[int, int], depth: int) -> Path:
    """`path` with what follows it as its owner: "of his wife", "of Dilnaz's uncle", "of the victim", жены, زوجته."""
    if path.owner is not None:
        return path
    of = path.end < len(symbols) and "of" in symbols[path.end].roles
    start = _owner_begins(symbols, path.end + 1) if of else path.end
    if start >= len(symbols) or not of and language not in _WITHOUT_OF:
        return path
    if "third_after" in symbols[start].roles:
        return path._replace(owner="third", end=start + 1)
    rest = read_path(symbols, start, language, known, depth + 1)
    if rest is None:
        return path._replace(owner="named", end=known[start]) if of and start in known else path
    if rest.owner is None and rest.units[-1].count is not None:
        return path  # a mother of three children is no relative of theirs that is spoken of
    if not (of and language != "de" or _owns(rest, symbols[start], of, language)):
        return path
    return Path(rest.units + path.units, rest.owner, path.start, rest.end)


def _owner_begins(symbols: list[Symbol], at: int) -> int:
    """Where an owner begins after "of", articles left out."""
    while at < len(symbols) and symbols[at].roles & {"skip", "of"} and "third_after" not in symbols[at].roles:
        at += 1
    return at


def _owns(rest: Path, first: Symbol, of: bool, language: str) -> bool:
    """Whether the relative that follows without "of" is in the form of an owner: in Russian in the genitive, which
    ends in -ы or -и where the nominative ends in -а; in Arabic and Persian with an owner of its own; in German with a
    pronoun."""
    unit = rest.units[-1]
    if language == "ru":
        female = any(sex_of(code) == "female" for kin in unit.kin for code in kin.codes)
        return unit.parts.get("genitive") is not None and not (female and unit.key.endswith(("а", "я")))
    if language in ("ar", "fa"):
        return rest.owner is not None
    return language == "de" and (of or bool(first.roles & set(OWNERS)))


def _owned(symbols: list[Symbol], at: int, owner: Unit, language: str) -> tuple[Unit, int] | None:
    """The relative of `owner` that follows it: after 's, 的, or in languages whose endings say so."""
    if at >= len(symbols):
        return None
    sign = "genitive" in symbols[at].roles
    if not sign and owner.parts.get("genitive") is None:
        return None
    following = read_unit(symbols, at + 1 if sign else at, order(language))
    return following if following and following[0].owner in (None, "third") else None


def _name_before(symbols: list[Symbol], at: int, language: str, known: dict[int, int]) -> int | None:
    """Where the relative begins after "Dilnaz's", "Dilnaz'ın" or "Dilnazning"; None when no such name is at `at`."""
    end = known.get(at)
    if end is None or end >= len(symbols):
        return None
    if "genitive" in symbols[end].roles:
        return end + 1
    return end if symbols[end - 1].key.endswith(name_endings(language)) else None
