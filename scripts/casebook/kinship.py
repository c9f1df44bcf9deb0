"""Who someone is to someone else, in eleven languages, as codes of HL7 v3 RoleCode."""

from dataclasses import replace

from casebook import lexing
from casebook.kinship_finding import find_paths
from casebook.kinship_phrases import names, read_path
from casebook.kinship_relations import Relation, compose, inverse, narrowed, relation_of
from casebook.kinship_words import sex_of, symbols

__all__ = ["Relation", "compose", "find_relations", "inverse", "parse_relation", "sex_of"]
_LONGEST = 200


def parse_relation(text: str, *, language: str | None = None) -> Relation | None:
    """The one relation that `text` names, every word accounted for; None for several ("wife and children") and for
    what is not understood, or understood differently in the languages the text may be in."""
    if not text or len(text) > _LONGEST:
        return None
    found = {relation for code in lexing.candidates(text, language) if (relation := _parse(text, code))}
    return found.pop() if len(found) == 1 else _common(found)


def _common(found: set[Relation]) -> Relation | None:
    """Of readings in several languages the code they agree in, and what else they all say; None when they do not."""
    if not found or len({relation.code for relation in found}) > 1:
        return None
    first = min(found, key=repr)
    same = {
        name: getattr(first, name) if len({getattr(one, name) for one in found}) == 1 else None
        for name in ("side", "seniority", "count", "sex", "owner")
    }
    return replace(first, ambiguous=any(relation.ambiguous for relation in found), **same)


def _parse(text: str, language: str) -> Relation | None:
    words = lexing.tokens(text, language)
    if not words or len(words) > 24:
        return None
    whole = _read(text, words, language)
    return whole or _with_gloss(text, words, language)


def _read(text: str, words: list[lexing.Token], language: str) -> Relation | None:
    read = symbols(words, language)
    path = read_path(read, 0, language, names(text, words, read, language))
    closing = all(symbol.key in ".,;:" for symbol in read[path.end :]) if path else False
    return relation_of(path) if path and closing else None


def _with_gloss(text: str, words: list[lexing.Token], language: str) -> Relation | None:
    """A relation with brackets after it, which say whose it is ("wife (of Dilnaz)"), which one it is ("uncle (mother's
    brother)") or something about it ("son (adopted)")."""
    keys = [word.key for word in words]
    opened = keys.index("(") if "(" in keys else 0
    if not opened or keys.count("(") != 1 or keys[-1] != ")" or opened == len(words) - 2:
        return None
    outer, inner = words[:opened], words[opened + 1 : -1]
    relation, within = _read(text, outer, language), symbols(inner, language)
    if relation is None:
        return None
    if "of" in within[0].roles:
        return _read(text, outer + inner, language)
    if any(symbol.kin for symbol in within):
        return narrowed(relation, _read(text, inner, language))
    return _read(text, inner + outer, language)


def find_relations(text: str, *, language: str | None = None) -> list[tuple[int, int, Relation]]:
    """(start, end, relation) of every relative that running text speaks of, in code points and in order: from the
    number or the word that changes the relation to the end of the relation. Words that are homographs (femme, 先生)
    count only where someone is said to have such a relative; owners are carried over "and" (his wife and
    children)."""
    found = [
        (len(hits), -rank, hits)
        for rank, code in enumerate(lexing.candidates(text, language))
        if (hits := find_paths(text, code))
    ]
    return max(found)[2] if found else []
