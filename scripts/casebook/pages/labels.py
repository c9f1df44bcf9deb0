"""Codes as people read them, out of the vocabularies; a code without a word of its own is shown as it is."""

import re
from functools import cache, lru_cache

from babel import Locale

from casebook import vocabularies
from casebook.codes import parse_code
from casebook.places_table import units

_PLACE_CODE = re.compile(r"\b[0-9]{6}\b|\bGN[0-9]+\b|\b[A-Z]{2}-[A-Z0-9]{1,3}\b|^[A-Z]{2}$")
COLUMNS = {  # column of cases -> vocabulary of its codes
    "status": "statuses",
    "sex": "sex",
    "ethnicity": "ethnicities",
    "occupation": "occupations",
    "facility_kind": "facilities",
    "kind": "events",
}


@cache
def words_of(vocabulary: str) -> dict:
    try:
        found = vocabularies.load(vocabulary)
    except FileNotFoundError:
        return {}
    return found.get("codes") or found.get("kinds") or found


@lru_cache(maxsize=4096)
def label(vocabulary: str, code: str | None, language: str = "en") -> str:
    """The word for a code in a language, with a capital; '' for no code."""
    if not code:
        return ""
    entry = words_of(vocabulary).get(code)
    word = entry.get("label", entry.get(language, code)) if isinstance(entry, dict) else code
    if isinstance(word, dict):
        word = word.get(language, code)
    word = word[0] if isinstance(word, list) and word else word
    text = str(word).replace("_", " ")
    return text[:1].upper() + text[1:]


def consent(part: str, code: str) -> str:
    """The word for a code of consents.yml (`givers`, `purposes`, `levels`, `fields`, ...)."""
    return words_of("consents").get(part, {}).get(code) or code.replace("_", " ")


def place(code: str | None) -> str:
    """A place by its name, with the prefecture or the region it lies in; what is no code of the gazetteer stays as
    it is.
    """
    return _PLACE_CODE.sub(lambda match: _place(match[0]), code or "")


def _place(code: str) -> str:
    found = units().get(code)
    if not found:
        return Locale("en").territories.get(code, code)
    within = units().get(found.parent)
    if within is None or within.code == "650000" or within.en == found.en or "," in found.en:
        return found.en
    return f"{found.en}, {within.en}"


def around(code: str) -> list[str]:
    """The codes of the places that a place of the gazetteer lies in, the nearest first."""
    found = []
    while code in units() and units()[code].parent:
        code = units()[code].parent
        found.append(code)
    return found


@lru_cache(maxsize=4096)
def said(vocabulary: str, text: str | None) -> str:
    """A code by its word; words of another language as they are, with the English ones of their code behind them."""
    if not text or text in words_of(vocabulary):
        return label(vocabulary, text)
    code, plain = parse_code(vocabulary, text), text.casefold()
    languages = words_of(vocabulary).get(code) or {}
    known = {tongue for tongue, words in languages.items() if tongue != "label"
             and plain in (str(word).casefold() for word in words)}
    if not known or "en" in known:
        return text
    meant = label(vocabulary, code)
    return f"{text} ({meant[:1].lower()}{meant[1:]})"


def of_column(column: str, value: str | None) -> str:
    """What a page shows for a value of a column of cases."""
    if column in ("place", "home"):
        return place(value)
    if column == "term_kind":
        return TERMS.get(value or "", value or "")
    return label(COLUMNS[column], value) if column in COLUMNS else (value or "")


def property_label(name: str) -> str:
    """The label of a property of properties.yml."""
    entry = words_of("properties").get(name) or {}
    return entry.get("label") or name.replace("_", " ").capitalize()


TERMS = {
    "term": "Fixed term",
    "life": "Life",
    "death": "Death",
    "death_reprieve": "Death with reprieve",
    "suspended": "Suspended",
}
FACETS = {
    "status": "Status",
    "place": "Place",
    "ethnicity": "Ethnicity",
    "sex": "Sex",
    "term_kind": "Sentence",
    "age_group": "Age",
    "occupation": "Occupation",
    "facility_kind": "Held in",
    "home": "Home",
    "arrest": "Year of the arrest",
}


def facet_label(name: str) -> str:
    """The heading over a facet."""
    return FACETS.get(name) or name.replace("_", " ").capitalize()


def relation(code: str | None, language: str = "en") -> str:
    """The word for a relative's code; '' for none that has a word."""
    try:
        found = vocabularies.load("kinship")[language]["relations"].get(code or "")
    except (FileNotFoundError, KeyError):
        return ""
    word = str(found[0]).rstrip("~-") if found else ""
    return word[:1].upper() + word[1:]
