"""A case out of published.db: everything an edition carries about it, and nothing else."""

from casebook.acting import is_over
from casebook.pages import face
from casebook.pages.campaigns import published
from casebook.pages.reader import Reader
from casebook.pages.timeline import timeline

_RELATED = """SELECT cases.id, cases.name, related.relation FROM related JOIN cases ON cases.id = related.related_id
WHERE related.case_id = :id ORDER BY cases.name"""


async def case(reader: Reader, public_id: str) -> dict | None:
    """A published case with its names, events and what goes with it; None when this edition has no such case."""
    row = await reader.one("SELECT * FROM cases WHERE id = :id", {"id": public_id})
    if row is None:
        return None
    tables = {table: await _rows(reader, table, public_id) for table in ("case_names", "events", "relatives", "changes")}
    acts = await reader.value("SELECT 1 FROM actions WHERE case_id = :id", {"id": public_id})
    found = told(row, **tables, related=await reader.rows(_RELATED, {"id": public_id}))
    listed = await published.of_case(reader, public_id)
    return found | {"campaigns": listed, "act": f"/cases/{public_id}/act" if acts and not is_over(row) else ""}


def told(row: dict, *, case_names: list[dict], events: list[dict], relatives: list[dict], changes: list[dict],
         related: list[dict]) -> dict:
    """What a page shows of a published case, out of its rows."""
    return {
        "row": row,
        "names": case_names or [{"text": text} for text in (row["name"], *face.other_names(row)) if text],
        "timeline": timeline(events, row),
        "relatives": relatives,
        "changes": changes,
        "related": related,
    }


async def _rows(reader: Reader, table: str, public_id: str) -> list[dict]:
    return await reader.rows(f"SELECT * FROM {table} WHERE case_id = :id ORDER BY id", {"id": public_id})
