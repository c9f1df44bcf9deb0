"""Relatives in running text, where a word of kinship may also be another word."""

from dataclasses import replace

from casebook import lexing
from casebook.kinship_phrases import Path, capitals, read_path
from casebook.kinship_relations import Relation, relation_of
from casebook.kinship_words import Symbol, order, symbols

_OWNED_ONLY = frozenset({"CHILD", "FRND", "NBOR"})
_PARENTS = frozenset({"FTH", "MTH", "PRN"})
_START = frozenset({"speaker", "addressee", "third", "article", "skip", "elder", "younger", "adopted", "foster", "step", "half", "twin", "former", "remote",
                    "paternal", "maternal", "ordinal"})


def find_paths(text: str, language: str) -> list[tuple[int, int, Relation]]:
    """(start, end, relation) of every relative of the text, read as of one language."""
    words = lexing.tokens(text, language)
    read = symbols(words, language)
    capital = capitals(text, words, read)
    found: list[tuple[int, int, Relation]] = []
    at, last, owner = 0, -1, None
    while at < len(read):
        path = read_path(read, at, language, capital) if _may_begin(read, at, capital) else None
        relation = relation_of(path) if path else None
        if relation is None:
            at = path.start + 1 if path and path.start > at else at + 1
            continue
        owner = path.owner or (owner if 0 <= last and _joined(read, last, at) else None)
        if _is_relative(read, path, relation, owner, capital, at, language):
            start, end = words[read[path.start].at].start, words[read[path.end - 1].end - 1].end
            clear = bool(owner) and not path.owner and all(kin.homograph for kin in path.units[0].kin)
            found.append((start, end, replace(relation, owner=owner, ambiguous=relation.ambiguous and not clear)))
            last = path.end
        at = path.end
    return found


def _may_begin(read: list[Symbol], at: int, capital: frozenset[int]) -> bool:
    symbol = read[at]
    return bool(symbol.kin) or symbol.number is not None or bool(symbol.roles & _START) or at in capital


def _joined(read: list[Symbol], last: int, at: int) -> bool:
    """Whether only "and" and commas stand between two relatives, so that they have one owner."""
    between = read[last:at]
    return len(between) <= 2 and all(symbol.roles & {"and"} or symbol.key == "," for symbol in between)


def _is_relative(read: list[Symbol], path: Path, relation: Relation, owner: str | None, capital: frozenset[int], at: int, language: str) -> bool:
    """Whether the words speak of a relative here, and not of a woman, a title, a patronymic or a parent of three."""
    unit, kin = path.units[0], path.units[0].kin
    known = owner is not None or len(path.units) > 1
    verb_last = path.end < len(read) and "has" in read[path.end].roles and (order(language) == "owner" or language == "fa")
    had = at > 0 and "has" in read[at - 1].roles or verb_last
    patronymic = unit.parts.get("third") is not None and path.start == at and at - 1 in capital and not read[at - 1].kin and not read[at - 1].roles
    if relation.code == "ONESELF" or all(one.collective for one in kin) or patronymic:
        return False
    if all(one.homograph for one in kin) or relation.code in _OWNED_ONLY:
        return known or had or relation.code in _OWNED_ONLY and unit.count is not None and not all(one.homograph for one in kin)
    if relation.code in _PARENTS and not known:
        return unit.count is None and not _of_number(read, path.end)
    return known or len(unit.key) > 1 or not "\u4e00" <= unit.key <= "\u9fff" or bool(unit.changes) or unit.count is not None


def _of_number(read: list[Symbol], at: int) -> bool:
    return at + 1 < len(read) and "of" in read[at].roles and read[at + 1].number is not None
