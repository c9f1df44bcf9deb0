"""Wording: the words people read for codes of the vocabularies."""

from functools import lru_cache

from casebook import places, places_table, vocabularies
from casebook.names import normalise_search

GROUPS = "occupations"  # the vocabulary whose codes are groups


def label(vocabulary: str, code: str | None, language: str = "en") -> str | None:
    """The word for a code: its label, else the first of its words in that language, else the code itself."""
    if code is None:
        return None
    said = vocabularies.load(vocabulary)["codes"].get(code, {})
    named = said.get("label", {})
    word = named.get(language) if isinstance(named, dict) else named
    return word or next(iter(said.get(language, ())), code.replace("_", " "))


@lru_cache(maxsize=1 << 14)
def translations(vocabulary: str, code: str | None, said: str) -> tuple[str, ...]:
    """What else a code is called, so that it is found by it: its label, and the first of its words in each language.

    A group of occupations holds several; so there the first words stand only where `said` is one of them.
    """
    languages = vocabularies.load(vocabulary)["codes"].get(code, {})
    labels = languages.get("label", {})
    first = [str(words[0]) for words in languages.values() if isinstance(words, list) and words]
    if vocabulary == GROUPS:
        told = f" {normalise_search(said)}"
        first = first if any(f" {normalise_search(word)}" in told for word in first) else []
    return (*(labels.values() if isinstance(labels, dict) else (labels,)), *first)


def place(value: str | None) -> str | None:
    """A place as claims hold it ("652922", "near 650100", "FR"), as it is named in English; None without one."""
    if value is None:
        return None
    near, _, code = value.rpartition(" ")
    return f"{near} {places.place_name(code)}".strip()


def place_names(value: str | None) -> list[str]:
    """Every name the gazetteer has for a place, so that it is found by any of them."""
    unit = places_table.units().get((value or "").rpartition(" ")[2])
    if unit is None:
        return []
    own = (unit.en, unit.zh, unit.pinyin, unit.uly, unit.uey)
    return [name for name in (*own, *unit.names, *unit.with_kind, *unit.in_company) if name]
