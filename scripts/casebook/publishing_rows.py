"""The rows of an edition, made from approved faces, the vocabularies and nothing else."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from casebook import vocabularies
from casebook.charges import parse_charge
from casebook.codes import parse_code
from casebook.consents_faces import Face
from casebook.finding_aids import count_rows, sound_rows
from casebook.names import normalise_prose, normalise_search
from casebook.publishing_tables import CASE_COLUMNS, EVENT_COLUMNS, NAME_COLUMNS, RELATIVE_COLUMNS
from casebook.wording import translations

# Columns of codes, with the vocabulary that has the words for them.
CODED = {"status": "statuses", "sex": "sex", "ethnicity": "ethnicities", "occupation": "occupations"}
NAMES = ("en", "zh", "uly", "uey", "pinyin")
CHARGES = "charges"
FULL = "full"


@dataclass(frozen=True)
class Entry:
    """One case of an edition: its id and its key, what is said of it, on whose word, and until which day (ISO)."""

    id: str
    case: str
    face: Face
    basis: str
    until: str
    acts: bool = False  # whether readers are asked to act for the person

    @property
    def level(self) -> str:
        return self.face["level"]

    @property
    def columns(self) -> dict[str, Any]:
        """The columns of its row; none of a level without names has one, whatever the face holds."""
        named = {} if self.level == FULL else {"name": None, "names": None}
        return self.face["columns"] | named | {"basis": self.basis, "level": self.level}

    @property
    def names(self) -> list[dict[str, Any]]:
        return self.face["names"] if self.level == FULL else []


def rows(entries: Iterable[Entry]) -> dict[str, list[tuple]]:
    """The rows of every table but `edition`, `statistics` and `changes`, in the order of the keyed ids."""
    ordered = sorted(entries, key=lambda entry: entry.id)
    found: dict[str, list[tuple]] = {"cases": [], "case_names": [], "events": [], "relatives": [], "search": []}
    for place, entry in enumerate(ordered, 1):
        columns = entry.columns
        found["cases"].append((entry.id, *(columns.get(name) for name in CASE_COLUMNS)))
        for name in entry.names:
            found["case_names"].append((len(found["case_names"]) + 1, entry.id, *(name.get(c) for c in NAME_COLUMNS)))
        for number, event in enumerate(entry.face["events"], 1):
            values = (event.get(column) for column in EVENT_COLUMNS)
            found["events"].append((len(found["events"]) + 1, entry.id, number, *values))
        for one in entry.face["relatives"]:
            values = (one[column] for column in RELATIVE_COLUMNS)
            found["relatives"].append((len(found["relatives"]) + 1, entry.id, *values))
        found["search"].append((place, *_search(entry)))
    named = sound_rows(name["text"] for entry in ordered for name in entry.names if name["text"])
    counts = count_rows(entry.columns for entry in ordered)
    found["actions"] = [(place, name) for place, name in enumerate((one.id for one in ordered if one.acts), 1)]
    return found | {"places": _places(ordered), "name_sounds": named, "facet_counts": counts}


def _search(entry: Entry) -> tuple[str, str, str]:
    """Names, places and words of a case as the index keeps them."""
    columns = entry.columns
    names = [name["text"] for name in entry.names]
    places = [word for code in _codes(entry.face) for word in place_words(code)]
    words = [word for column, vocabulary in CODED.items() for word in code_words(vocabulary, columns.get(column))]
    words += code_words(CHARGES, columns.get("reasons_official"))
    words += [columns.get(name) or "" for name in ("reasons_believed", "summary_en", "summary_fr")]
    named, *told = (" ".join(dict.fromkeys(filter(None, part))) for part in (names, places, words))
    return normalise_search(named), *map(normalise_prose, told)


def _codes(face: Face) -> list[str]:
    """The codes, or the words, of every place a face names."""
    columns = face["columns"]
    named = [columns.get("home"), columns.get("place"), *(event.get("place") for event in face["events"])]
    return list(dict.fromkeys(place_code(text) for text in named if text))


def place_code(text: str) -> str:
    """The code of a place given as "653101", "near 653101" or by its English name; the text where that is not one."""
    bare = text.removeprefix("near ")
    return bare if bare in _gazetteer() else _by_name().get(bare, text)


@cache
def place_words(code: str) -> tuple[str, ...]:
    """Every name of a place, then the names of those it lies in; the text itself if the gazetteer lacks it."""
    here = _gazetteer().get(code)
    if here is None:
        return (code,)
    found = [*(here[name] for name in NAMES), *here["aliases"].split("|")]
    while here := _gazetteer().get(here["parent"]):
        found += [here[name] for name in NAMES]
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def code_words(vocabulary: str, text: str | None) -> tuple[str, ...]:
    """A text that is a code, or says one, with what that is called in each language; the text alone where it is none."""
    if text is None:
        return ()
    if vocabulary == CHARGES:
        codes = [charge.code for part in text.split("; ") if (charge := parse_charge(part))]
    else:
        codes = [text if text in vocabularies.load(vocabulary)["codes"] else parse_code(vocabulary, text)]
    return (text, *(word for code in codes for word in translations(vocabulary, code, text)))


def _places(entries: list[Entry]) -> list[tuple]:
    """The places that these cases name and those they lie in, with how many cases are held in or come from each."""
    counted: Counter[str] = Counter()
    for entry in entries:
        within: set[str] = set()
        for code in _codes(entry.face):
            while code in _gazetteer():
                within.add(code)
                code = _gazetteer()[code]["parent"]
        counted.update(within)
    return [(code, here["level"], here["en"], here["zh"], here["uey"], cases)
            for code, cases in sorted(counted.items()) for here in [_gazetteer()[code]]]


@cache
def _by_name() -> dict[str, str]:
    """English name: code, of the names that only one place has."""
    counted = Counter(row["en"] for row in _gazetteer().values())
    return {row["en"]: code for code, row in _gazetteer().items() if counted[row["en"]] == 1}


@cache
def _gazetteer() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in vocabularies.table("places")}

