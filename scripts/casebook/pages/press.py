"""A case out of published.db: everything an edition carries about it, and nothing else."""

from casebook.pages import face
from casebook.pages.reader import Reader
from casebook.pages.timeline import timeline

_RELATED = """SELECT cases.id, cases.name, related.relation FROM related JOIN cases ON cases.id = related.related_id
WHERE related.case_id = :id ORDER BY cases.name"""


async def case(reader: Reader, public_id: str) -> dict | None:
    """A published case with its names, events and what goes with it; None when this edition has no such case."""
    row = await reader.one("SELECT * FROM cases WHERE id = :id", {"id": public_id})
    if row is None:
        return None
    names = await _rows(reader, "case_names", public_id)
    events = await _rows(reader, "events", public_id)
    return {
        "row": row,
        "names": names or [{"text": text} for text in (row["name"], *face.other_names(row)) if text],
        "timeline": timeline(events, row),
        "relatives": await _rows(reader, "relatives", public_id),
        "changes": await _rows(reader, "changes", public_id),
        "related": await reader.rows(_RELATED, {"id": public_id}),
    }


async def _rows(reader: Reader, table: str, public_id: str) -> list[dict]:
    return await reader.rows(f"SELECT * FROM {table} WHERE case_id = :id ORDER BY id", {"id": public_id})
