"""The gazetteer: provinces, prefectures, cities and counties of China by GB/T 2260 code, countries by ISO 3166,
and all their names.
"""

import re
from functools import cache
from typing import NamedTuple

from casebook.countries import country_names
from casebook.names.searching import normalise_search
from casebook.vocabularies import load, table

_ZH_ENDING = re.compile(
    "(?:特别行政区|维吾尔自治区|壮族自治区|回族自治区|自治区|自治州|自治县|地区|市辖区|省|市|县|区|盟)$"
)
_ZH_PEOPLE = re.compile(
    "(?:(?:柯尔克孜|哈萨克|塔吉克|蒙古|锡伯|朝鲜|土家|布依|哈尼|景颇|傈僳|[回藏苗羌彝侗壮傣白])族?)+$"
)
_EN_ENDING = re.compile(r" (?:\w+ )?(?:Autonomous )?(?:Prefecture|County|City|District|Region)$")
# Below provinces a name of one character, and one that is as much a word or another place's name, counts only in
# its full Chinese form.
_ZH_FULL_ONLY = frozenset({"新市", "朝阳", "海南"})

LEVELS = ("country", "province", "prefecture", "city", "county", "district")


class Unit(NamedTuple):
    """One row: `code`, `level` (country, province, prefecture, city, county, district), code of the `parent`, and
    its main names.
    """

    code: str
    level: str
    parent: str
    zh: str
    pinyin: str
    uly: str
    uey: str
    en: str
    aliases: tuple[str, ...]
    also_in: tuple[str, ...]


@cache
def units() -> dict[str, Unit]:
    """Every unit of the tables by its code."""
    found: dict[str, Unit] = {}
    for row in (*table("places"), *table("places_china")):
        aliases = tuple(filter(None, row["aliases"].split("|")))
        also = tuple(filter(None, (row.get("also_in") or "").split("|")))
        found[row["code"]] = Unit(*(row[name] for name in Unit._fields[:8]), aliases, also)
    return found


@cache
def containers(code: str) -> frozenset[str]:
    """The codes of all units and the country that `code` lies in, itself among them."""
    unit = units().get(code)
    if unit is None:
        return frozenset({code})
    inside = {code}
    for parent in (unit.parent, *unit.also_in):
        inside |= containers(parent)
    return frozenset(inside)


def level_of(code: str) -> str:
    """The level of a code of the tables; `country` for an ISO 3166 code."""
    unit = units().get(code)
    return unit.level if unit else "country"


def country_of(code: str) -> str:
    """The ISO 3166 code of the country `code` is or lies in."""
    return "CN" if code in units() else code


def _chinese_forms(zh: str, level: str) -> set[str]:
    if level == "province":
        return {zh, _ZH_ENDING.sub("", zh)}
    short = _ZH_ENDING.sub("", zh)
    bare = _ZH_PEOPLE.sub("", short) or short
    contracted = bare + "州" if zh.endswith("自治州") and len(bare) > 1 else zh
    return {
        form for form in (zh, short, bare, contracted) if form == zh or (len(form) > 1 and form not in _ZH_FULL_ONLY)
    }


def _forms(unit: Unit) -> set[str]:
    latin = {unit.pinyin, unit.uly, unit.uey, unit.en, _EN_ENDING.sub("", unit.en)}
    return _chinese_forms(unit.zh, unit.level) | latin | set(unit.aliases)


def words_of_place(text: str) -> tuple[str, ...]:
    """A name as the normalised words it is looked up by."""
    return tuple(normalise_search(text).split())


@cache
def names() -> dict[tuple[str, ...], frozenset[str]]:
    """Every name, as its normalised words, and the codes it can mean."""
    found: dict[tuple[str, ...], set[str]] = {}
    for unit in units().values():
        for form in filter(None, _forms(unit)):
            found.setdefault(words_of_place(form), set()).add(unit.code)
            if "'" in form:
                found.setdefault(words_of_place(form.replace("'", " ")), set()).add(unit.code)
    for words, country in country_names().items():
        if country not in ("TW", "HK", "MO") and not any(unit in units() for unit in found.get(words, ())):
            found.setdefault(words, set()).add(country)
    return {words: frozenset(codes) for words, codes in found.items() if words}


@cache
def foreign_cities() -> dict[tuple[str, ...], str]:
    """Cities outside China by their normalised words, and the country each is in."""
    return {words_of_place(str(city)): code for code, cities in load("places")["cities"].items() for city in cities}
