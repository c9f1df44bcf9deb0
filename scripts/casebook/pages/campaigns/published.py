"""Campaigns out of published.db: what an edition carries of each, and nothing else."""

from casebook.acting import is_over
from casebook.pages import face
from casebook.pages.campaigns.shown import as_read
from casebook.pages.reader import Reader
from casebook.pages.words import describe_edtf

_ALL = """SELECT campaigns.*, (SELECT count(*) FROM campaign_cases c WHERE c.campaign_id = campaigns.id) AS cases,
(SELECT count(*) FROM campaign_counts c WHERE c.campaign_id = campaigns.id AND NOT former) AS counts
FROM campaigns ORDER BY coalesce(started, '9999'), title"""
_ONE = "SELECT * FROM campaigns WHERE id = :id"
_PART = "SELECT * FROM {} WHERE campaign_id = :id ORDER BY number"
_CASES = """SELECT cases.* FROM campaign_cases JOIN cases ON cases.id = campaign_cases.case_id WHERE campaign_id = :id
ORDER BY cases.name"""
_OF_CASE = """SELECT campaigns.id, title FROM campaign_cases JOIN campaigns ON campaigns.id = campaign_cases.campaign_id
WHERE case_id = :id ORDER BY title"""


async def every(who: Reader) -> list[dict]:
    """All campaigns of the edition, the earliest first."""
    return [row | {"when": describe_edtf(row["started"]), "href": f"/campaigns/{row['id']}"} for row in await who.rows(_ALL)]


async def one(who: Reader, identity: str) -> dict | None:
    """The campaign with that id; None where this edition has none. `cases_told` are the rows of its cases."""
    row = await who.one(_ONE, {"id": identity})
    if row is None:
        return None
    counts, steps = [await who.rows(_PART.format(f"campaign_{part}"), {"id": identity}) for part in ("counts", "steps")]
    return told(row, counts, steps, await who.rows(_CASES, {"id": identity}))


def told(row: dict, counts: list[dict], steps: list[dict], cases: list[dict]) -> dict:
    """What a page shows of a campaign, out of its rows."""
    counts = [one | {"amount": one["count"], "raw": one["words"], "edtf": one["date"]} for one in counts]
    wanted = [case for case in cases if not is_over(case)]
    return as_read(row | {"edtf": row["started"]}, counts, [one | {"edtf": one["date"]} for one in steps]) | {
        "cases": [{"cases": [face.card(case)], "sure": True} for case in cases], "cases_told": cases,
        "act": f"/campaigns/{row['id']}/act" if wanted else "", "invented": bool(row["invented"]), "is_published": True,
    }  # fmt: skip


async def of_case(who: Reader, identity: str) -> list[dict]:
    """The campaigns that a published case is listed in, each with its address."""
    rows = await who.rows(_OF_CASE, {"id": identity})
    return [{"title": row["title"], "href": f"/campaigns/{row['id']}"} for row in rows]
