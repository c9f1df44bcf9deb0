"""Values: the parts that one piece of a cell says, by the kind of value its column holds; None where not understood."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from casebook import charges, codes, dates, facilities, kinship, names, numbers, places, terms, vocabularies
from casebook.dates import offsets
from casebook.masking import BLOCK, mask


class Part(NamedTuple):
    """One thing a cell says. `start` and `end` are code points of the cell; amounts are in `unit`; dates ISO days."""

    start: int
    end: int
    rule: str
    value: str | None = None
    says: str = "is so"
    absence: str | None = None
    edtf: str | None = None
    earliest: str | None = None
    latest: str | None = None
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    issue: str | None = None


@dataclass(frozen=True)
class Manner:
    """How the words of a column are to be read: what the source declares, nothing guessed."""

    language: str | None = None
    order: str | None = None
    century: int | None = None
    vocabulary: str | None = None
    unit: str | None = None


# The unit of a date that is said by its distance from something else.
COUNTED = "distance"

_WORD = re.compile(r"[^\W\d_]+")

# A name is asked for twice in a row: once as a claim, once for its forms.
parse_name = lru_cache(maxsize=256)(names.parse_name)


def _date(text: str, manner: Manner) -> list[Part] | None:
    read = dates.parse_date(text, language=manner.language, order=manner.order, century=manner.century)
    if read is None:
        return _counted(text, manner)
    alternatives = [other.edtf for other in read.alternatives]
    edtf = read.edtf
    if read.qualifier and not set("~?%") & set(edtf) and read.precision in ("day", "month", "year"):
        edtf += read.qualifier
    return [
        Part(
            0, len(text), f"date: {read.rule}",
            value=json.dumps(alternatives) if alternatives else None,
            edtf=edtf,
            earliest=read.earliest.isoformat() if read.earliest else None,
            latest=read.latest.isoformat() if read.latest else None,
            issue="several_readings" if alternatives else None,
        )
    ]  # fmt: skip


def _counted(text: str, manner: Manner) -> list[Part] | None:
    """A distance in time ("seven months later"): a date as soon as it is known what it counts from."""
    read = dates.parse_offset(text, language=manner.language)
    if read is None:
        return None
    return [Part(0, len(text), "date: distance", offsets.written(read), unit=COUNTED, issue="counted_date")]


def _term(text: str, manner: Manner) -> list[Part] | None:
    read = terms.parse_term(text, language=manner.language, unit=manner.unit)
    if read is None:
        return None
    rule = read.rule
    least, greatest = read.bounds
    whole = [Part(0, len(text), rule, read.kind, low=least, high=greatest, unit="months")]
    parts = whole if read.kind in terms.SENTENCES else []
    if read.reprieve_months:
        parts.append(
            Part(0, len(text), rule, "reprieve", low=read.reprieve_months, high=read.reprieve_months, unit="months")
        )
    for kind, low, high in read.additional:
        parts.append(Part(0, len(text), rule, kind, low=low, high=high, unit="months"))
    return parts


def _code(text: str, manner: Manner) -> list[Part] | None:
    if manner.vocabulary == "occupations":
        code = codes.parse_occupation(text, language=manner.language)
    else:
        code = codes.parse_code(manner.vocabulary, text, manner.language)
    return [Part(0, len(text), f"code: {manner.vocabulary}", code)] if code else None


def _place(text: str, manner: Manner) -> list[Part] | None:
    place = places.parse_place(text, language=manner.language)
    if place is None:
        return None
    issue = "several_places" if place.ambiguous else None
    return [Part(0, len(text), "place: gazetteer", place_value(place), unit=place.level, issue=issue)]


def place_value(place: places.Place) -> str:
    """A place as claims hold it: its code, after "near" where no more was said than that."""
    return f"near {place.code}" if place.relation == "near" else place.code


def _country(text: str, manner: Manner) -> list[Part] | None:
    country = places.parse_country(text, language=manner.language)
    return [Part(0, len(text), "country: CLDR", country, unit="country")] if country else None


def _facility(text: str, manner: Manner) -> list[Part] | None:
    facility = facilities.parse_facility(text, language=manner.language)
    return [Part(0, len(text), "facility: kinds", facility.kind)] if facility else None


def _charge(text: str, manner: Manner) -> list[Part] | None:
    charge = charges.parse_charge(text, language=manner.language)
    return [Part(0, len(text), "charge: articles", charge.code)] if charge else _words(text, manner)


def _relation(text: str, manner: Manner) -> list[Part] | None:
    one = kinship.parse_relation(text, language=manner.language)
    found = [(0, len(text), one)] if one else kinship.find_relations(text, language=manner.language)
    partly = "partly_understood" if _left_over(text, found) else None
    return [
        Part(
            start, end, "relation: HL7 RoleCode", relation.code, low=relation.count, high=relation.count,
            unit="persons", issue="uncertain_relation" if relation.ambiguous else partly,
        )
        for start, end, relation in found
    ] or None  # fmt: skip


def _left_over(text: str, found: list[tuple]) -> bool:
    """Whether a list of relatives has words that are neither relatives nor join them."""
    rest = mask(text, ((start, end) for start, end, _ in found)).replace(BLOCK, " ")
    return any(word not in vocabularies.load("linking_words") for word in _WORD.findall(rest.casefold()))


def _name(text: str, manner: Manner) -> list[Part] | None:
    read = parse_name(text)
    return [Part(0, len(text), "name", read.form or None, issue="look_alike_letters" if read.homoglyphs else None)]


def _age(text: str, manner: Manner) -> list[Part] | None:
    number = numbers.parse_number(text, language=manner.language)
    if number is None or not 0 <= number <= 120 or number != int(number):
        return None
    return [Part(0, len(text), "age in completed years", low=number, high=number, unit="years")]


def _count(text: str, manner: Manner) -> list[Part] | None:
    number = numbers.parse_number(text, language=manner.language)
    return [Part(0, len(text), "number", low=number, high=number, unit="persons")] if number is not None else None


def _words(text: str, manner: Manner) -> list[Part] | None:
    return [Part(0, len(text), "as written", " ".join(text.split()))]


READERS: dict[str, Callable[[str, Manner], list[Part] | None]] = {
    "name": _name,
    "date": _date,
    "term": _term,
    "code": _code,
    "place": _place,
    "country": _country,
    "facility": _facility,
    "charge": _charge,
    "relation": _relation,
    "age": _age,
    "count": _count,
    "words": _words,
    "identifier": _words,
    "reference": _words,
}
