"""A campaign as its page shows it: its counts of signatures as marks on one axis, and its codes and dates in words."""

from typing import NamedTuple

from babel import Locale
from babel.numbers import format_decimal

from casebook import vocabularies
from casebook.campaigns import CODES, WORLD
from casebook.pages import axis
from casebook.pages.words import describe_edtf
from casebook.speaking import N_, language, say

HEIGHT = 100  # units of the drawing, under the greatest count
STEPS = {"delivery": N_("Delivery"), "meeting": N_("Meeting with relatives"), "outcome": N_("Outcome")}
SAYS = {"at least": N_("at least"), "at most": N_("at most"), "about": N_("about")}


class Mark(NamedTuple):
    """A count in the picture: its place on the axis, its height from above, which of the countries it is of, whether
    just so many was said, and its words."""

    place: axis.Place
    y: float
    tone: int
    sure: bool
    words: str


def as_read(row: dict, counts: list[dict], steps: list[dict]) -> dict:
    """What the template shows of a campaign but for its cases; `former` counts are those that no source says any more."""
    told = [_count(one) for one in counts]
    now = [one for one in told if not one["former"]]
    return {
        "title": row["title"], "campaign": _coded(row), "counts": now, "former": [one for one in told if one["former"]],
        "steps": [_coded(one) | {"label": say(STEPS[one["kind"]])} for one in steps],
    } | picture(now)  # fmt: skip


def picture(counts: list[dict]) -> dict:
    """The counts that have a number and a time as marks on one axis; `most` is the number that is HEIGHT high."""
    drawn = [one for one in counts if one["amount"] is not None and (one["earliest"] or one["latest"])]
    laid = axis.lay([(one["earliest"], one["latest"]) for one in drawn])
    most = max((one["amount"] for one in counts if one["amount"]), default=1)
    names = list(dict.fromkeys(one["name"] for one in drawn))
    marks = [
        Mark(place, HEIGHT * (1 - one["amount"] / most), names.index(one["name"]), one["sure"],
             f"{one['name']}, {one['when']}: {one['said']}")
        for one, place in zip(drawn, laid.places if laid else [], strict=True)
    ]  # fmt: skip
    return {"axis": laid, "marks": marks, "most": most, "most_words": _number(most), "names": names, "height": HEIGHT}


def country_name(code: str | None) -> str:
    """The name of a country in the reader's language, '' for none."""
    if code == WORLD:
        return say("All countries together")
    return Locale.parse(language()).territories.get(code, code) if code else ""


def _count(row: dict) -> dict:
    """A count as it is shown: its country and time in words, and what is said of the number."""
    name = country_name(row["country"]) or row["place"] or say("Country not said")
    doubt = say(SAYS[row["says"]]) if row["says"] in SAYS else ""
    number = _number(row["amount"]) if row["amount"] is not None else row["raw"] or ""
    return row | {"name": name, "when": describe_edtf(row["edtf"]) or row["date"] or "", "said": f"{doubt} {number}".strip(),
                  "sure": not doubt}  # fmt: skip


def _number(amount: int) -> str:
    return format_decimal(amount, locale=language())


def _coded(row: dict) -> dict:
    """A row with the words for its codes and its date."""
    known = vocabularies.load("campaigns")
    words = {name: known[name][row[name]][language()][0] for name in CODES if row.get(name)}
    return row | {"coded": words, "when": describe_edtf(row["edtf"]) or row.get("date") or row.get("launch") or ""}
