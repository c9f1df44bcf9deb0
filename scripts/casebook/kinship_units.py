"""One relative in a phrase: the word, with what stands before and after it ("two of his elder brothers")."""

from dataclasses import dataclass, field

from casebook.kinship_words import Kin, Symbol

OWNERS = ("speaker", "addressee", "third")
CHANGES = (
    *("adopted", "foster", "step", "half", "twin", "natural", "former", "remote", "male", "female"),
    *("paternal", "maternal", "elder", "younger", "ordinal"),
)
BEFORE = frozenset({"skip", "article", "measure", "two", *CHANGES})
_AFTER = frozenset({*CHANGES, "paternal_after", "maternal_after", "skip_after"})
_RANKS = ("elder", "younger")
_MOST = 50


@dataclass
class Unit:
    """One relative in a phrase: readings of the word, what changes it, how many, whose; `start` is its first symbol
    that matters, `sign` whether the word is one Chinese character, which is a piece of many words and names."""

    kin: tuple[Kin, ...]
    parts: dict[str, str | None]
    key: str
    start: int
    sign: bool = False
    changes: set[str] = field(default_factory=set)
    count: int | None = None
    owner: str | None = None


def read_unit(symbols: list[Symbol], at: int, way: str) -> tuple[Unit, int] | None:
    """The relative that begins at symbol `at`, and where it ends; `way`: which comes first, relative or owner."""
    unit = Unit((), {}, "", -1)
    place = at
    while place < len(symbols) and place - at < 8 and not _is_head(symbols, place):
        step = _before(symbols, place, unit)
        if not step:
            return None
        place += step
    if place >= len(symbols) or not symbols[place].kin:
        return None
    word = symbols[place]
    unit.kin, unit.parts, unit.key = word.kin, word.parts, word.key
    unit.sign = word.end - word.at == 1 and _is_han(word.key)
    unit.start = place if unit.start < 0 else unit.start
    unit.count = _counted(symbols, place, unit.count)
    unit.owner = unit.owner or _owner_in(word)
    return unit, _after(symbols, place + 1, unit, way)


def _is_head(symbols: list[Symbol], at: int) -> bool:
    """Whether the symbol is the relative, and not a word that also changes the one that follows (ikiz kız kardeşi)."""
    changes = symbols[at].roles & BEFORE and at + 1 < len(symbols) and symbols[at + 1].kin
    return bool(symbols[at].kin) and not changes


def _owner_in(symbol: Symbol) -> str | None:
    """The owner that the ending of a word tells."""
    return next((name for name in OWNERS if symbol.parts.get(name) is not None), None)


def _before(symbols: list[Symbol], at: int, unit: Unit) -> int:
    """How many symbols at `at` belong to a relative that is still to come, noted in `unit`; 0 when none does."""
    symbol = symbols[at]
    whose = next((name for name in OWNERS if name in symbol.roles), None)
    if whose and unit.owner is None:
        unit.owner = whose
        return 1
    if symbol.number is not None and unit.count is None and 0 < symbol.number <= _MOST:
        unit.count, unit.start = symbol.number, at if unit.start < 0 else unit.start
        return 2 if at + 1 < len(symbols) and symbols[at + 1].roles & {"of", "among"} else 1
    if symbol.key == "-" and unit.changes:
        return 1
    if not symbol.roles & BEFORE:
        return 0
    change = next((name for name in CHANGES if name in symbol.roles), None)
    if change:
        unit.changes.add(change)
        unit.start = at if unit.start < 0 else unit.start
    if unit.count is None and symbol.roles & {"article", "two"}:
        unit.count = 2 if "two" in symbol.roles else 1
    if change in _RANKS and at + 1 < len(symbols) and "of" in symbols[at + 1].roles:  # the eldest of his sons
        unit.count = 1
        return 2
    return 1


def _counted(symbols: list[Symbol], place: int, count: int | None) -> int | None:
    """In Chinese a number counts only with a measure word: 三个女儿 are three, 三弟 is the third."""
    said = next((kin.count for kin in symbols[place].kin if kin.count), None)
    before = symbols[place - 1] if place else None
    if count is not None and before is not None and before.number is not None and _is_han(before.key):
        return said
    return count if count is not None else said


def _is_han(key: str) -> bool:
    return "\u4e00" <= key[0] <= "\u9fff"


def _after(symbols: list[Symbol], at: int, unit: Unit, way: str) -> int:
    """Where the relative ends: words that change it may follow, in brackets too; so may its owner where nothing else
    follows."""
    end = at
    while end < len(symbols):
        place = end
        while place < len(symbols) and "bracket" in symbols[place].roles and place - end < 2:
            place += 1
        if place >= len(symbols) or not symbols[place].roles & _AFTER:
            break
        if way != "head" and place == end and starts_another(symbols, place + 1):
            break
        unit.changes |= {name.removesuffix("_after") for name in symbols[place].roles & _AFTER} - {"skip"}
        unit.owner = unit.owner or _owner_in(symbols[place])
        end = place + 1
        while end < len(symbols) and symbols[end].key in ")]" and place > at:
            end += 1
    owner = next((name for name in OWNERS if end < len(symbols) and name in symbols[end].roles), None)
    if owner and unit.owner is None and way == "head" and not starts_another(symbols, end + 1):
        unit.owner, end = owner, end + 1
    return end


def starts_another(symbols: list[Symbol], at: int) -> bool:
    """Whether a relative follows, so that what stands before it is about that one."""
    while at < len(symbols) and symbols[at].roles & BEFORE and not symbols[at].kin:
        at += 1
    return at < len(symbols) and bool(symbols[at].kin)
