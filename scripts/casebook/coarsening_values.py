"""Values as an edition may say them: no finer than the policy allows, and no words that no vocabulary holds."""

import re
from functools import lru_cache
from typing import Any

from casebook import vocabularies
from casebook.charges import parse_charge
from casebook.coarsening import coarsen, coarsen_bound
from casebook.codes import parse_code
from casebook.places import parse_place, place_name
from casebook.places_table import units

# The levels of the gazetteer that each precision of a place lets out.
PLACES = {"region": ("country", "province"), "prefecture": ("country", "province", "prefecture")}
PLACES["county"] = (*PLACES["prefecture"], "city", "county", "district")
_COUNTRY = re.compile("[A-Z]{2}")
_AGES = re.compile(r"(\d+)-(\d+)")
_NEAR = "near "


def leaving(value: Any, column: dict[str, Any]) -> Any:
    """A value of the case list as the policy lets it out of this column; None when nothing of it may leave."""
    if value is None or value == "":
        return None
    if "bound" in column:
        return coarsen_bound(value, column["finest"], column["bound"])
    if column.get("known") == "places" and "finest" in column:
        return coarsen_place(str(value), column["finest"])
    if "size_of" in column:
        return coarsen_size(str(value), column.get("finest"))
    if "finest" in column:
        return coarsen(value, column["finest"])
    if "years" in column:
        return _band(str(value), column["years"])
    return _known(str(value), column["known"]) if "known" in column else value


@lru_cache(maxsize=1 << 15)
def coarsen_place(text: str, finest: str) -> str | None:
    """The codes of the places a text names, none smaller than `finest` (region, prefecture, county).

    "near 653125", "Yarkand" and a village in it give, by prefecture, "near 653100", "653100" and "653100"; several accounts
    stay parted by "; ". None where one of them is not understood, or is known to lie in nothing so large.
    """
    found = {_around(part, finest): None for part in text.split("; ")}
    return None if None in found else "; ".join(found)


def coarsen_size(size: str, finest: str | None) -> str | None:
    """How large a place is (country, province, prefecture ...); None where it is told as a larger one than it is."""
    return size if finest is None or size in PLACES[finest] else None


def _around(part: str, finest: str) -> str | None:
    near, bare = (_NEAR, part[len(_NEAR):]) if part.startswith(_NEAR) else ("", part)
    place = None if bare in units() else parse_place(bare)
    code = place.code if place else bare
    while code in units() and units()[code].level not in PLACES[finest]:
        code = units()[code].parent
    return near + code if code in units() or _COUNTRY.fullmatch(code or "") else None


def _band(text: str, years: int) -> str | None:
    """Ages as they are where they are a band of so many years, or a wider one."""
    match = _AGES.fullmatch(text)
    wide = match and int(match[2]) - int(match[1]) + 1 >= years and int(match[1]) % years == 0
    return text if wide else None


@lru_cache(maxsize=1 << 15)
def _known(text: str, vocabulary: str) -> str | None:
    """The text when each of its parts is a code of the vocabulary, or words that it holds; else None.

    Several accounts are parted by "; ": were one of them left out, the others would stand as if all agreed.
    """
    return text if all(_is_known(part, vocabulary) for part in text.split("; ")) else None


def _is_known(part: str, vocabulary: str) -> bool:
    if vocabulary == "charges":
        return parse_charge(part) is not None
    if vocabulary == "places":
        place = parse_place(part)
        bare = part.removeprefix(_NEAR)
        return place_name(bare) != bare or (place is not None and not place.finer)
    codes = vocabularies.load(vocabulary)["codes"]
    return part in codes or parse_code(vocabulary, part) is not None
