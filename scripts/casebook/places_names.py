"""The names of the gazetteer as they are looked up: normalised words, and the units they can mean."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from casebook.countries import country_names
from casebook.names.searching import normalise_search
from casebook.places_table import Unit, units
from casebook.vocabularies import load

_ZH_ENDING = re.compile(
    "(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|市辖区|省|市|县|区|盟)$"
)
_ZH_PEOPLE = re.compile(
    "(?:(?:柯尔克孜|哈萨克|塔吉克|蒙古|锡伯|朝鲜|土家|布依|哈尼|景颇|傈僳|[回藏苗羌彝侗壮傣白])族?)+$"
)
_EN_ENDING = re.compile(r" (?:\w+ )?(?:Autonomous )?(?:Prefecture|County|City|District|Region)$")
STEM = "*"  # ends the key of an adjective without its ending
_RELATIONAL = "ск" + STEM


class Bearers(NamedTuple):
    """The codes a name can mean `alone`, only beside a word of the unit's kind, and only beside a place around it or
    in it.
    """

    alone: frozenset[str] = frozenset()
    with_kind: frozenset[str] = frozenset()
    in_company: frozenset[str] = frozenset()


def words_of_place(text: str) -> tuple[str, ...]:
    """A name as the normalised words it is looked up by."""
    return tuple(normalise_search(text).split())


@cache
def _full_only() -> frozenset[str]:
    return frozenset(load("places")["chinese_full_only"])


def _chinese_forms(unit: Unit) -> set[str]:
    """A Chinese name, and what is left of it without the kind of unit and the people it is named after."""
    if unit.level == "province":
        return {unit.zh, _ZH_ENDING.sub("", unit.zh)}
    short = _ZH_ENDING.sub("", unit.zh)
    bare = _ZH_PEOPLE.sub("", short) or short
    contracted = bare + "州" if unit.zh.endswith("自治州") and len(bare) > 1 else unit.zh
    return {
        form
        for form in (unit.zh, short, bare, contracted)
        if form == unit.zh or (len(form) > 1 and form not in _full_only())
    }


def _forms(unit: Unit) -> set[str]:
    forms = {*unit.names, unit.en}
    if unit.zh:
        forms |= {unit.pinyin, unit.uly, unit.uey, _EN_ENDING.sub("", unit.en)}
        forms |= {*_chinese_forms(unit), *_spellings(unit.uly)}
    return forms - {*unit.in_company}


def _spellings(uly: str) -> list[str]:
    """An Uyghur name in Latin script as other languages spell it."""
    spelt = uly.lower()
    return [groups.sub(lambda found, by=letters: by[found[0]], spelt) for groups, letters in _spellers()] if uly else []


@cache
def _spellers() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """For each way of spelling the groups of letters it replaces, longer ones first, and by what."""
    tables = load("places")["spellings"].values()
    return [(re.compile("|".join(sorted(letters, key=len, reverse=True))), letters) for letters in tables]


@cache
def _adjectives() -> tuple[str, ...]:
    return tuple(normalise_search(ending) for ending in load("places")["adjectives"])


def stems(word: str) -> list[str]:
    """A Russian adjective in -ск- or -цк- without its ending (вологодск*), once for each ending that it may have."""
    if not word.endswith(_adjectives()):
        return []
    cut = (word.removesuffix(ending) for ending in _adjectives() if word.endswith(ending))
    return [stem + STEM for stem in cut if stem.endswith(("ск", "цк"))]


def _keys(name: str, strength: str) -> list[tuple[str, ...]]:
    """The words of a name, with an apostrophe read as a space too; of what needs a word of kind the stem as well."""
    keys = [words_of_place(name)]
    if "'" in name:
        keys.append(words_of_place(name.replace("'", " ")))
    if strength == "with_kind":
        keys += [(*key[:-1], stem) for key in keys for stem in stems(key[-1])]
    return keys


@cache
def _index() -> dict[tuple[str, ...], list[tuple[str, str]]]:
    """Every name, as its normalised words, and whom it can mean: (strength, code)."""
    found: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for unit in units().values():
        for strength, forms in (
            ("alone", _forms(unit)),
            ("with_kind", unit.with_kind),
            ("in_company", unit.in_company),
        ):
            for form in forms:
                for key in _keys(form, strength) if form else ():
                    found.setdefault(key, []).append((strength, unit.code))
    ambiguous = {words_of_place(str(name)) for name in load("places")["countries_in_company"]}
    for words, country in country_names().items():
        if words in ambiguous:
            found.setdefault(words, []).append(("in_company", country))
        elif country not in ("TW", "HK", "MO") and not any(code.isdigit() for _, code in found.get(words, ())):
            found.setdefault(words, []).append(("alone", country))
    found.pop((), None)
    return found


def is_name(words: tuple[str, ...]) -> bool:
    """Whether these normalised words are a name of the gazetteer."""
    return words in _index()


@lru_cache(maxsize=1 << 13)
def bearers(words: tuple[str, ...]) -> Bearers | None:
    """Whom a name of the gazetteer can mean, an adjective of any gender and case among them (Вологодской); None for
    other words.

    Of an adjective in -ск- that is no entry (текесский) the noun is looked up: beside a word of kind it means the same.
    """
    last = stems(words[-1])
    told = [one for form in (words[-1], *last) for one in _index().get((*words[:-1], form), ())]
    if told:
        return Bearers(*(frozenset(code for one, code in told if one == strength) for strength in Bearers._fields))
    nouns = [(*words[:-1], stem.removesuffix(_RELATIONAL)) for stem in last if stem.endswith(_RELATIONAL)]
    told = [code for noun in nouns for strength, code in _index().get(noun, ()) if strength != "in_company"]
    return Bearers(with_kind=frozenset(told)) if told else None


@cache
def longest_from() -> dict[str, int]:
    """How many words the longest name that begins with a word has."""
    found: dict[str, int] = {}
    for words in _index():
        if len(words) > found.get(words[0], 1):
            found[words[0]] = len(words)
    return found
