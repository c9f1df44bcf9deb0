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
    return single


@cache
def _fillers() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(normalise_search(str(word)).split()) for word in load("countries")["fillers"])


@lru_cache(maxsize=1 << 13)
def parse_country(text: str, *, language: str | None = None) -> str | None:
    """The ISO 3166 alpha-2 code of the one country `text` names and nothing but names, in any of eleven languages;
    else None.

    `language` is accepted for the sake of one form of call; the same word never means two countries here.
    """
    if not text or len(text) > _LONGEST or "?" in text:
        return None
    words = tuple(normalise_search(text.replace("’", "'").replace("l'", "l ").replace("d'", "d ")).split())
    names, fillers = country_names(), _fillers()
    for start in range(min(len(words), 5)):
        if start and words[:start] not in fillers and not all((word,) in fillers for word in words[:start]):
            continue
        if words[start:] in names:
            return names[words[start:]]
    return None
