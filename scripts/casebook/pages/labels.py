"""Codes as people read them, out of the vocabularies; a code without a word of its own is shown as it is."""

import re
from functools import cache, lru_cache

from casebook import speaking, vocabularies
from casebook.codes import parse_code
from casebook.places_table import Unit, code_of, units
from casebook.speaking import N_

NEAR = "near "  # before a place that is only said to be close by
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


def label(vocabulary: str, code: str | None) -> str:
    """The word for a code in the reader's language, with a capital; '' for no code."""
    return _label(vocabulary, code, speaking.language()) if code else ""


@lru_cache(maxsize=4096)
def _label(vocabulary: str, code: str, language: str) -> str:
    entry = words_of(vocabulary).get(code) or words_of(vocabulary).get(_codes_by_word(vocabulary).get(code, ""))
    word = code
    if isinstance(entry, dict):
        named = entry.get("label")
        named = named.get(language) if isinstance(named, dict) else named if language == speaking.FIRST else None
        word = named or entry.get(language) or entry.get(speaking.FIRST) or code
    word = word[0] if isinstance(word, list) and word else word
    text = str(word).replace("_", " ")
    return text[:1].upper() + text[1:]


@cache
def _codes_by_word(vocabulary: str) -> dict[str, str]:
    """The word that English pages show for each code: the code. Columns of cases hold either."""
    first = {code: entry.get(speaking.FIRST) for code, entry in words_of(vocabulary).items() if isinstance(entry, dict)}
    return {words[0]: code for code, words in first.items() if isinstance(words, list) and words}


def consent(part: str, code: str) -> str:
    """The word for a code of consents.yml (`givers`, `purposes`, `levels`, `fields`, ...)."""
    said = words_of("consents").get(part, {}).get(code) or {}
    return said.get(speaking.language()) or said.get(speaking.FIRST) or code.replace("_", " ")


def place(code: str | None) -> str:
    """A place by its name, with the prefecture or the region it lies in; what is no code of the gazetteer stays as
    it is.
    """
    bare = (code or "").removeprefix(NEAR)
    known = code_of(bare) if bare not in units() else None
    named = _named(units()[known]) if known else _PLACE_CODE.sub(lambda match: _place(match[0]), bare)
    return speaking.say("near {place}", place=named) if bare != (code or "") else named


def _place(code: str) -> str:
    found = units().get(code)
    if not found:
        return speaking.locale().territories.get(code, code)
    within = units().get(found.parent)
    if within is None or within.code == "650000" or within.en == found.en or "," in found.en:
        return _named(found)
    return f"{_named(found)}, {_named(within)}"


def _named(unit: Unit) -> str:
    """The name of a unit as the reader's language has it, where the English one says of what kind it is."""
    said = words_of("places_said").get(speaking.language())
    ending = next((end for end in said["forms"] if unit.en.endswith(end)), "") if said and not unit.code.startswith("GN") else ""
    if not ending:
        return unit.en
    name, form = unit.en.removesuffix(ending), said["forms"][ending]
    if name[0] in said["vowels"]:
        for whole, elided in said["elided"].items():
            form = form.replace(whole + "{name}", elided + "{name}")
    return form.format(name=name)


def rule(name: str | None) -> str:
    """By which kind of rule words were read, in words; '' for a rule that has none."""
    said = words_of("rules").get((name or "").partition(":")[0].partition(",")[0]) or {}
    return said.get(speaking.language()) or said.get(speaking.FIRST) or ""


def around(code: str) -> list[str]:
    """The codes of the places that a place of the gazetteer lies in, the nearest first."""
    found = []
    while code in units() and units()[code].parent:
        code = units()[code].parent
        found.append(code)
    return found


def said(vocabulary: str, text: str | None) -> str:
    """A code by its word; words of another language as they are, with the reader's own of their code behind them."""
    if not text or text in words_of(vocabulary):
        return label(vocabulary, text)
    code, plain = parse_code(vocabulary, text), text.casefold()
    languages = words_of(vocabulary).get(code) or {}
    known = {tongue for tongue, words in languages.items() if tongue != "label"
             and plain in (str(word).casefold() for word in words)}
    if not known or speaking.language() in known:
        return text
    meant = label(vocabulary, code)
    return f"{text} ({meant[:1].lower()}{meant[1:]})"


def of_column(column: str, value: str | None) -> str:
    """What a page shows for a value of a column of cases."""
    if column in ("place", "home"):
        return place(value)
    if column in ("reasons_official", "occupation"):
        return said("charges" if column == "reasons_official" else "occupations", value)
    if column == "age_group":
        return (value or "").replace("-", "–")
    if column == "term_kind":
        return speaking.say(TERMS.get(value or "", value or ""))
    return label(COLUMNS[column], value) if column in COLUMNS else (value or "")


def property_label(name: str) -> str:
    """The label of a property of properties.yml."""
    said = (words_of("properties").get(name) or {}).get("label") or {}
    return said.get(speaking.language()) or said.get(speaking.FIRST) or name.replace("_", " ").capitalize()


TERMS = {
    "term": N_("Fixed term"),
    "life": N_("Life"),
    "death": N_("Death"),
    "death_reprieve": N_("Death with reprieve"),
    "suspended": N_("Suspended"),
}
FACETS = {
    "status": N_("Status"),
    "place": N_("Place"),
    "ethnicity": N_("Ethnicity"),
    "sex": N_("Sex"),
    "term_kind": N_("Sentence"),
    "age_group": N_("Age at the arrest"),
    "reasons_official": N_("Reason given by the authorities"),
    "occupation": N_("Occupation"),
    "facility_kind": N_("Kind of place"),
    "home": N_("Home"),
    "arrest": N_("Year of the arrest"),
}


def facet_label(name: str) -> str:
    """The heading over a facet."""
    return speaking.say(FACETS.get(name) or name.replace("_", " ").capitalize())


def relation(code: str | None) -> str:
    """The word for a relative's code; '' for none that has a word."""
    try:
        found = vocabularies.load("kinship")[speaking.language()]["relations"].get(code or "")
    except (FileNotFoundError, KeyError):
        return ""
    word = str(found[0]).rstrip("~-") if found else ""
    return word[:1].upper() + word[1:]
