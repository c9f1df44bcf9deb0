"""Countries by their names in eleven languages (Unicode CLDR, through Babel) and the aliases of `countries`, as
ISO 3166 codes.
"""

from functools import cache, lru_cache

from babel import Locale

from casebook.names.searching import normalise_search
from casebook.vocabularies import load

_LONGEST = 80


@cache
def country_names() -> dict[tuple[str, ...], str]:
    """Every name as its normalised words, and the ISO 3166 alpha-2 code it means; names that mean two countries
    are left out.
    """
    found: dict[tuple[str, ...], set[str]] = {}
    vocabulary = load("countries")
    for language in vocabulary["languages"]:
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"):
                found.setdefault(tuple(normalise_search(name).split()), set()).add(code)
    single = {words: next(iter(codes)) for words, codes in found.items() if words and len(codes) == 1}
    for code, names in vocabulary["aliases"].items():
        single |= {tuple(normalise_search(name).split()): str(code) for name in names}
    ambiguous = {tuple(normalise_search(name).split()) for name in vocabulary["ambiguous"]}
    return {words: code for words, code in single.items() if words not in ambiguous}


@cache
def _fillers() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(normalise_search(str(word)).split()) for word in load("countries")["fillers"])


@cache
def _cases(language: str | None) -> tuple[tuple[str, str], ...]:
    """(ending, nominative) of the language; without one, of all, but for endings of one Latin letter."""
    tables = load("countries")["cases"]
    every = [pair for tongue, table in tables.items() if language in (None, tongue) for pair in table.items()]
    folded = [(normalise_search(ending), normalise_search(base)) for ending, bases in every for base in bases]
    return tuple(pair for pair in folded if language or len(pair[0]) > 1 or not pair[0].isascii())


def _named(words: tuple[str, ...], language: str | None) -> str | None:
    """The country of a name, or of a name whose last word is in another case than by itself; None for several."""
    if words in country_names():
        return country_names()[words]
    *front, last = words
    endings = [(ending, base) for ending, base in _cases(language) if last.endswith(ending) and len(last) > 4]
    found = {country_names().get((*front, last[: -len(ending)] + base)) for ending, base in endings} - {None}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=1 << 13)
def parse_country(text: str, *, language: str | None = None) -> str | None:
    """The ISO 3166 alpha-2 code of the one country `text` names and nothing but names, in any of eleven languages;
    else None.

    The same word never means two countries here; `language` says only in which cases a name may stand.
    """
    if not text or len(text) > _LONGEST or "?" in text:
        return None
    words = tuple(normalise_search(text.replace("’", "'").replace("l'", "l ").replace("d'", "d ")).split())
    fillers = _fillers()
    for start in range(min(len(words), 5)):
        if start and words[:start] not in fillers and not all((word,) in fillers for word in words[:start]):
            continue
        found = _named(words[start:], language)
        if found:
            return found
    return None
