"""Relatives in running text, where a word of kinship may also be another word."""

from collections.abc import Container
from dataclasses import replace

from casebook import lexing
from casebook.kinship_phrases import Path, names, read_path
from casebook.kinship_relations import Relation, relation_of
from casebook.kinship_words import Symbol, order, symbols

_OWNED_ONLY = frozenset({"CHILD", "FRND", "NBOR"})
_PARENTS = frozenset({"FTH", "MTH", "PRN"})
_START = frozenset(
    {"speaker", "addressee", "third", "article", "skip", "elder", "younger", "adopted", "foster", "step", "half"}
    | {"twin", "former", "remote", "paternal", "maternal", "ordinal"}
)


def find_paths(text: str, language: str) -> list[tuple[int, int, Relation]]:
    """(start, end, relation) of every relative of the text, read as of one language."""
    words = lexing.tokens(text, language)
    read = symbols(words, language)
    known_names = names(text, words, read, language)
    found: list[tuple[int, int, Relation]] = []
    at, last, owner = 0, -1, None
    while at < len(read):
        path = read_path(read, at, language, known_names) if _may_begin(read, at, known_names) else None
        relation = relation_of(path) if path else None
        if relation is None:
            at = path.end if path else at + 1
            continue
        joined = last >= 0 and _joined(read, last, at)
        owner = path.owner or (owner if joined else None)
        told = len(path.units) > 1 and not path.units[0].sign or joined and path.units[0].count is not None
        known = owner is not None or told or _had(read, path, at, language)
        if not _patronymic(read, path, at, known_names) and _is_relative(read, path, relation, known):
            start, end = words[read[path.start].at].start, words[read[path.end - 1].end - 1].end
            unsure = relation.ambiguous and not (known and all(kin.homograph for kin in path.units[0].kin))
            found.append((start, end, replace(relation, owner=owner, ambiguous=unsure)))
            last = path.end
        at = path.end
    return found


def _may_begin(read: list[Symbol], at: int, names: Container[int]) -> bool:
    symbol = read[at]
    return bool(symbol.kin) or symbol.number is not None or bool(symbol.roles & _START) or at in names


def _joined(read: list[Symbol], last: int, at: int) -> bool:
    """Whether only "and" and commas stand between two relatives, so that they have one owner."""
    between = read[last:at]
    return len(between) <= 2 and all("and" in symbol.roles or symbol.key == "," for symbol in between)


def _had(read: list[Symbol], path: Path, at: int, language: str) -> bool:
    """Whether a verb of having stands beside: before, or after in languages that put it last."""
    last = order(language) == "owner" or language == "fa"
    after = last and path.end < len(read) and "has" in read[path.end].roles
    return after or at > 0 and "has" in read[at - 1].roles


def _patronymic(read: list[Symbol], path: Path, at: int, names: Container[int]) -> bool:
    """Whether a name without genitive stands before: "Memet qizi" is part of a name."""
    return at - 1 in names and path.start == at and path.units[0].parts.get("third") is not None


def _is_relative(read: list[Symbol], path: Path, relation: Relation, known: bool) -> bool:
    """Whether the words speak of a relative here, and not of a woman, a title or a parent of three; `known`: someone is
    said to have such a relative."""
    unit = path.units[0]
    counted = unit.count is not None
    if relation.code == "ONESELF" or all(kin.collective for kin in unit.kin):
        return False
    if known:
        return True
    if all(kin.homograph for kin in unit.kin):
        return False
    if relation.code in _OWNED_ONLY:
        return counted
    if unit.sign and not unit.changes and not counted:
        return False
    return relation.code not in _PARENTS or not counted and not _of_number(read, path.end)


def _of_number(read: list[Symbol], at: int) -> bool:
    return at + 1 < len(read) and "of" in read[at].roles and read[at + 1].number is not None
