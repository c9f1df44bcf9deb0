"""Campaigns for researchers: what each asks and for whom, its signatures over time and by country, what was done with them."""

from typing import NamedTuple

from babel import Locale
from babel.numbers import format_decimal
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Response

from casebook import vocabularies
from casebook.campaigns import CODES, WORLD
from casebook.gathering import STANDS
from casebook.pages import axis, face
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.pages.words import describe_edtf
from casebook.plans import fold
from casebook.speaking import N_, language, say

HEIGHT = 100  # units of the drawing, under the greatest count
STEPS = {"delivery": N_("Delivery"), "meeting": N_("Meeting with relatives"), "outcome": N_("Outcome")}
SAYS = {"at least": N_("at least"), "at most": N_("at most"), "about": N_("about")}
_OF = "(SELECT count(*) FROM {table} c WHERE c.campaign = campaigns.key AND c.standing = '{stands}') AS {name}"
_ALL = "SELECT campaigns.*, {}, {} FROM campaigns ORDER BY coalesce(earliest, '9999'), title".format(
    *(_OF.format(table=f"campaign_{name}", stands=STANDS, name=name) for name in ("cases", "counts"))
)
_ONE = """SELECT campaigns.*, sources.title AS source_title, sources.publisher FROM campaigns
JOIN records ON records.id = campaigns.record JOIN sources ON sources.id = records.source WHERE campaigns.key = :key"""
_PART = "SELECT * FROM {table} WHERE campaign = :key ORDER BY standing <> '" + STANDS + "', coalesce(earliest, '9999'), key"
_CASES = "SELECT * FROM campaign_cases WHERE campaign = :key AND standing = '" + STANDS + "' ORDER BY id"
# Whom a line may mean: by key certainly, by name perhaps.
_MEANT = {
    "mention": "SELECT person FROM mentions WHERE key = :raw",
    "record": "SELECT m.person FROM mentions m JOIN records r ON r.id = m.record WHERE r.key = :raw AND m.role = 'subject'",
    "name": "SELECT m.person FROM names n JOIN mentions m ON m.id = n.mention WHERE n.folded = :raw AND m.role = 'subject'",
}
_FACES = """SELECT cases.*, persons.key AS person_key FROM cases JOIN persons ON persons.id = cases.person
WHERE cases.person IN ({})"""


class Mark(NamedTuple):
    """A count in the picture: its place on the axis, its height from above, which of the countries it is of, whether
    just so many was said, and its words."""

    place: axis.Place
    y: float
    tone: int
    sure: bool
    words: str


async def listed(request, datasette) -> Response:
    """All campaigns, the earliest first."""
    who = _researcher(datasette, request)
    rows = [row | {"when": describe_edtf(row["edtf"]) or row["launch"], "href": _address(row)} for row in await who.rows(_ALL)]
    return await render(datasette, request, "campaigns.html", {"title": say("Campaigns"), "campaigns": rows})


async def page(request, datasette) -> Response:
    """One campaign, by its key."""
    who, key = _researcher(datasette, request), {"key": tilde_decode(request.url_vars["key"])}
    row = await who.one(_ONE, key)
    if row is None:
        raise NotFound("Nothing here")
    counts = [_count(one) for one in await who.rows(_PART.format(table="campaign_counts"), key)]
    steps = [_coded(one) for one in await who.rows(_PART.format(table="campaign_steps"), key)]
    return await render(datasette, request, "campaign.html", {
        "title": row["title"], "campaign": _coded(row) | {"when": describe_edtf(row["edtf"]) or row["launch"]},
        "cases": [await _meant(who, one) for one in await who.rows(_CASES, key)],
        "counts": [one for one in counts if one["standing"] == STANDS],
        "former": [one for one in counts if one["standing"] != STANDS],
        "steps": [one | {"label": say(STEPS[one["kind"]])} for one in steps if one["standing"] == STANDS],
    } | picture([one for one in counts if one["standing"] == STANDS]))  # fmt: skip


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


def _researcher(datasette, request) -> Reader:
    who = reader(datasette, request)
    if not who.research:
        raise NotFound("Nothing here")
    return who


def _address(row: dict) -> str:
    return f"/campaigns/{tilde_encode(row['key'])}"


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
    return row | {"coded": words, "when": describe_edtf(row["edtf"]) or row.get("date") or ""}


async def _meant(who: Reader, line: dict) -> dict:
    """A line of the campaign's list with the cases that it may mean; a name is only a hint, whoever bears it."""
    raw = fold(line["raw"] or "") if line["kind"] == "name" else line["raw"]
    faces = await who.rows(_FACES.format(_MEANT[line["kind"]]), {"raw": raw}, 20)
    return line | {"cases": [face.card(row) for row in faces], "sure": line["kind"] != "name"}
