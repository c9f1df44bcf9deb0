"""The gazetteer: China by GB/T 2260 code down to counties, other countries by ISO 3166, their regions by ISO 3166-2,
large cities, and units that no longer exist; and what lies in what.
"""

from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from casebook.vocabularies import table

COUNTY_LEVEL = "county level"  # of China: counties that became cities, cities that people call counties
LEVELS = ("country", "province", "prefecture", "city", "county", "district")


class Unit(NamedTuple):
    """One row. `code` GB/T 2260 (`653125`), ISO 3166-2 (`KZ-19`), GeoNames (`GN1520253`), or of a former unit `XE-`
    (Russian Empire and the governorates of the 1920s) and `XS-` (Soviet); `level` one of LEVELS; `kinds` what it is
    called by: its level and others (oblast, city ...), of a former unit the others only (governorate).

    It lies in `parent` and `also_in`; in which of `maybe_in` is not said (a governorate that several countries of
    today share). `names` mean it alone, `with_kind` beside a word of its kind, `in_company` beside the name of a
    place around it or in it.
    """

    code: str
    level: str
    parent: str
    zh: str
    pinyin: str
    uly: str
    uey: str
    en: str
    names: tuple[str, ...]
    with_kind: tuple[str, ...]
    in_company: tuple[str, ...]
    also_in: tuple[str, ...]
    maybe_in: tuple[str, ...]
    kinds: frozenset[str]


@cache
def units() -> dict[str, Unit]:
    """Every unit of the tables by its code."""
    return {row["code"]: _unit(row) for name in ("places", "places_china", "places_abroad") for row in table(name)}


def _unit(row: dict[str, str]) -> Unit:
    told: Callable[[str], str] = lambda name: row.get(name) or ""  # noqa: E731
    many: Callable[[str], tuple[str, ...]] = lambda name: tuple(filter(None, told(name).split("|")))  # noqa: E731
    kinds = {*told("kind").split()} if is_former(row["code"]) else {row["level"], *told("kind").split()}
    if told("zh").endswith("市"):
        kinds.add("city")
    if told("zh") and row["level"] in ("city", "county"):
        kinds.add(COUNTY_LEVEL)
    return Unit(
        row["code"], row["level"], row["parent"], *map(told, ("zh", "pinyin", "uly", "uey")), row["en"],
        many("aliases") + many("names"), many("with_kind"), many("in_company"),
        many("also_in"), many("maybe_in"), frozenset(kinds),
    )  # fmt: skip


@cache
def containers(code: str) -> frozenset[str]:
    """The codes of all units and the country that `code` certainly lies in, itself among them."""
    unit = units().get(code)
    if unit is None or not unit.parent:
        return frozenset({code})
    inside = {code}
    for parent in (unit.parent, *unit.also_in):
        inside |= containers(parent)
    return frozenset(inside)


@cache
def can_lie_in(code: str, around: str) -> bool:
    """Whether the unit `code` may lie in the unit `around` as far as the tables know.

    A city may lie in any former unit that shares a country with it: the tables have not their borders.
    """
    if around in containers(code) or any(around in containers(one) for one in _maybe_in(code)):
        return True
    return is_former(around) and level_of(code) == "city" and bool(_countries(code) & _countries(around))


def _maybe_in(code: str) -> tuple[str, ...]:
    return units()[code].maybe_in if code in units() else ()


def _countries(code: str) -> frozenset[str]:
    """Every country of today that `code` may lie in."""
    country = country_of(code)
    return frozenset({country}) if country else frozenset(_maybe_in(code))


def is_former(code: str) -> bool:
    """Whether a code is that of a unit which no longer exists."""
    return code.startswith(("XE-", "XS-"))


def level_of(code: str) -> str:
    """The level of a code of the tables; `country` for an ISO 3166 code."""
    unit = units().get(code)
    return unit.level if unit else "country"


def kinds_of(code: str) -> frozenset[str]:
    """What a code of the tables can be called by; `country` for an ISO 3166 code."""
    unit = units().get(code)
    return unit.kinds if unit else frozenset({"country"})


@cache
def country_of(code: str) -> str:
    """The ISO 3166 code of the country of today that `code` is or certainly lies in; '' when it may be in several."""
    return next((one for one in containers(code) if len(one) == 2 and one.isalpha()), "")


def code_of(text: str) -> str | None:
    """The code of a place given as a code, or by an English name that only one unit has."""
    return text if text in units() else _by_english_name().get(text)


@cache
def _by_english_name() -> dict[str, str]:
    bearers = Counter(unit.en for unit in units().values())
    return {unit.en: code for code, unit in units().items() if bearers[unit.en] == 1}
