"""Phrases of kinship: one relative, or a chain of them ("his wife's brother"), read from its words."""

from dataclasses import dataclass, field
from typing import NamedTuple

from casebook.kinship_words import Kin, Symbol, order, sex_of
from casebook.lexing import Token

_OWNERS = ("speaker", "addressee", "third")
_BEFORE = frozenset(
    {
        "skip",
        "article",
        "elder",
        "younger",
        "adopted",
        "foster",
        "step",
        "half",
        "twin",
        "former",
        "remote",
        "paternal",
        "maternal",
        "ordinal",
        "measure",
        "two",
    }
)
_CHANGES = ("adopted", "foster", "step", "half", "twin", "former", "remote", "paternal", "maternal", "elder", "younger")
_AFTER = frozenset({*_CHANGES, "paternal_after", "maternal_after"})
_MOST, _DEEPEST = 50, 4
_WITHOUT_OF = frozenset({"ar", "fa", "ru", "de"})


@dataclass
class Unit:
    """One relative in a phrase: readings of the word, what changes it, how many, whose; `start` is its first symbol
    that matters."""

    kin: tuple[Kin, ...]
    parts: dict[str, str | None]
    key: str
    start: int
    changes: set[str] = field(default_factory=set)
    count: int | None = None
    owner: str | None = None


class Path(NamedTuple):
    """Relatives from the one nearest to the person spoken of outward; `owner`: speaker, addressee, third, named or
    None; symbols `start:end`."""

    units: list[Unit]
    owner: str | None
    start: int
    end: int


def capitals(text: str, words: list[Token], read: list[Symbol]) -> frozenset[int]:
    """The symbols that begin with a capital letter, and so may be names."""
    return frozenset(place for place, symbol in enumerate(read) if text[words[symbol.at].start].isupper())


def read_path(symbols: list[Symbol], at: int, language: str, capital: frozenset[int], depth: int = 0) -> Path | None:
    """The longest chain that begins at symbol `at`; `capital` are the symbols that begin with a capital and may be
    names."""
    way = order(language)
    named = _name_before(symbols, at, capital) if way != "head" else None
    unit = _read_unit(symbols, at if named is None else named, way)
    if unit is None:
        return None
    first, end = unit
    units, owner = [first], "named" if named is not None else first.owner
    while way != "head" and len(units) < _DEEPEST and (following := _owned(symbols, end, units[-1], language)):
        units.append(following[0])
        end = following[1]
    path = Path(units, owner, units[0].start, end)
    return path if way == "owner" or depth > _DEEPEST else _head_first(symbols, path, language, capital, depth)


def _head_first(symbols: list[Symbol], path: Path, language: str, capital: frozenset[int], depth: int) -> Path:
    """`path` with what follows it as its owner: "of his wife", "of Dilnaz's uncle", "of the victim", жены, زوجته."""
    if path.owner is not None:
        return path
    of = path.end < len(symbols) and "of" in symbols[path.end].roles
    start = _owner_begins(symbols, path.end + 1) if of else path.end
    if start >= len(symbols) or not of and language not in _WITHOUT_OF:
        return path
    if "third_after" in symbols[start].roles:
        return path._replace(owner="third", end=start + 1)
    rest = read_path(symbols, start, language, capital, depth + 1)
    if rest is None:
        named = of and start in capital and not symbols[start].kin
        return path._replace(owner="named", end=_name_end(symbols, start, capital)) if named else path
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
    return language == "de" and (of or bool(first.roles & set(_OWNERS)))


def _owned(symbols: list[Symbol], at: int, owner: Unit, language: str) -> tuple[Unit, int] | None:
    """The relative of `owner` that follows it: after 's, 的, or in languages whose endings say so."""
    if at >= len(symbols):
        return None
    sign = "genitive" in symbols[at].roles or symbols[at].key == "的"
    if not sign and owner.parts.get("genitive") is None:
        return None
    following = _read_unit(symbols, at + 1 if sign else at, order(language))
    return following if following and following[0].owner in (None, "third") else None


def _name_before(symbols: list[Symbol], at: int, capital: frozenset[int]) -> int | None:
    """Where the relative begins after "Dilnaz's", "Dilnaz'ın" or "Dilnazning"; None when no such name is at `at`."""
    if at not in capital or symbols[at].kin or symbols[at].roles:
        return None
    end = _name_end(symbols, at, capital)
    if end < len(symbols) and "genitive" in symbols[end].roles:
        return end + 1
    return end if end < len(symbols) and symbols[end - 1].key.endswith(("ning", "нің", "ның")) else None


def _name_end(symbols: list[Symbol], at: int, capital: frozenset[int]) -> int:
    end = at
    while end < len(symbols) and end - at < 3 and end in capital and not symbols[end].kin and not symbols[end].roles:
        end += 1
    return end


def _read_unit(symbols: list[Symbol], at: int, way: str) -> tuple[Unit, int] | None:
    """One relative with what stands before and after it."""
    unit = Unit((), {}, "", -1)
    place = at
    while place < len(symbols) and place - at < 8 and not symbols[place].kin:
        step = _before(symbols, place, unit)
        if not step:
            return None
        place += step
    if place >= len(symbols) or not symbols[place].kin:
        return None
    word = symbols[place]
    unit.kin, unit.parts, unit.key = word.kin, word.parts, word.key
    unit.start = place if unit.start < 0 else unit.start
    unit.count = _counted(symbols, place, unit.count)
    unit.owner = unit.owner or next((name for name in _OWNERS if word.parts.get(name) is not None), None)
    return unit, _after(symbols, place + 1, unit, way)


def _before(symbols: list[Symbol], at: int, unit: Unit) -> int:
    """How many symbols at `at` belong to a relative that is still to come, noted in `unit`; 0 when none does."""
    symbol = symbols[at]
    whose = next((name for name in _OWNERS if name in symbol.roles), None)
    if whose and unit.owner is None:
        unit.owner = whose
        return 1
    if symbol.number is not None and unit.count is None and 0 < symbol.number <= _MOST:
        unit.count, unit.start = symbol.number, at if unit.start < 0 else unit.start
        return 2 if at + 1 < len(symbols) and "of" in symbols[at + 1].roles else 1
    if not symbol.roles & _BEFORE:
        return 0
    change = next((name for name in _CHANGES if name in symbol.roles), None)
    if change:
        unit.changes.add(change)
        unit.start = at if unit.start < 0 else unit.start
    if unit.count is None and symbol.roles & {"article", "two"}:
        unit.count = 2 if "two" in symbol.roles else 1
    return 1


def _counted(symbols: list[Symbol], place: int, count: int | None) -> int | None:
    """In Chinese a number counts only with a measure word: 三个女儿 are three, 三弟 is the third."""
    said = next((kin.count for kin in symbols[place].kin if kin.count), None)
    before = symbols[place - 1] if place else None
    if count is not None and before is not None and before.number is not None and "\u4e00" <= before.key[0] <= "\u9fff":
        return said
    return count if count is not None else said


def _after(symbols: list[Symbol], at: int, unit: Unit, way: str) -> int:
    """Where the relative ends: words that change it may follow, in brackets too; so may its owner where nothing else
    follows."""
    end = at
    while end < len(symbols):
        place = end
        while place < len(symbols) and "bracket" in symbols[place].roles and place - end < 2:
            place += 1
        if place >= len(symbols) or not symbols[place].roles & _AFTER or symbols[place].kin:
            break
        if way != "head" and place == end and _starts_another(symbols, place + 1):
            break
        unit.changes |= {name.removesuffix("_after") for name in symbols[place].roles & _AFTER}
        unit.owner = unit.owner or next((name for name in _OWNERS if symbols[place].parts.get(name)), None)
        unit.owner = unit.owner or next((name for name in _OWNERS if symbols[place].parts.get(name)), None)
        end = place + 1
        while end < len(symbols) and symbols[end].key in ")]" and place > at:
            end += 1
    owner = next((name for name in _OWNERS if end < len(symbols) and name in symbols[end].roles), None)
    if owner and unit.owner is None and way == "head" and not _starts_another(symbols, end + 1):
        unit.owner, end = owner, end + 1
    return end


def _starts_another(symbols: list[Symbol], at: int) -> bool:
    """Whether a relative follows, so that what stands before it is about that one."""
    while at < len(symbols) and symbols[at].roles & _BEFORE and not symbols[at].kin:
        at += 1
    return at < len(symbols) and bool(symbols[at].kin)
