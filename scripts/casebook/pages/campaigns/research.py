"""Campaigns for researchers: what each source says of one, and whom its lines may mean."""

from datasette.utils import tilde_encode

from casebook.gathering import STANDS
from casebook.pages import face
from casebook.pages.campaigns.shown import as_read
from casebook.pages.reader import Reader
from casebook.pages.words import describe_edtf
from casebook.plans import fold

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
_OF_PERSON = """SELECT DISTINCT p.key, p.title FROM mentions m JOIN records r ON r.id = m.record JOIN campaign_cases c
ON (c.kind = 'mention' AND c.raw = m.key) OR (c.kind = 'record' AND c.raw = r.key AND m.role = 'subject')
JOIN campaigns p ON p.key = c.campaign WHERE m.person = :person AND c.standing = :stands ORDER BY p.title"""
_FACES = """SELECT cases.*, persons.key AS person_key FROM cases JOIN persons ON persons.id = cases.person
WHERE cases.person IN ({})"""


async def every(who: Reader) -> list[dict]:
    """All campaigns, the earliest first."""
    return [row | {"when": describe_edtf(row["edtf"]) or row["launch"], "href": address(row["key"])}
            for row in await who.rows(_ALL)]


async def one(who: Reader, name: str) -> dict | None:
    """The campaign of a source with that name; None where there is none."""
    row = await who.one(_ONE, {"key": name})
    if row is None:
        return None
    parts = {part: await who.rows(_PART.format(table=f"campaign_{part}"), {"key": name}) for part in ("counts", "steps")}
    counts = [line | {"former": line["standing"] != STANDS} for line in parts["counts"]]
    cases = [await _meant(who, line) for line in await who.rows(_CASES, {"key": name})]
    return as_read(row, counts, [line for line in parts["steps"] if line["standing"] == STANDS]) | {"cases": cases}


async def of_person(who: Reader, person: int) -> list[dict]:
    """The campaigns that name somebody by a key, each with its address."""
    rows = await who.rows(_OF_PERSON, {"person": person, "stands": STANDS})
    return [{"title": row["title"], "href": address(row["key"])} for row in rows]


def address(name: str) -> str:
    return f"/campaigns/{tilde_encode(name)}"


async def _meant(who: Reader, line: dict) -> dict:
    """A line of the campaign's list with the cases that it may mean; a name is only a hint, whoever bears it."""
    raw = fold(line["raw"] or "") if line["kind"] == "name" else line["raw"]
    faces = await who.rows(_FACES.format(_MEANT[line["kind"]]), {"raw": raw}, 20)
    return line | {"cases": [face.card(row) for row in faces], "sure": line["kind"] != "name"}
