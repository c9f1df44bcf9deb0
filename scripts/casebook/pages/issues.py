"""What the import could not settle, by the rule that found it: which cell of which file, and what is to be done."""

from datasette.utils import tilde_encode
from datasette.utils.asgi import Response

from casebook.pages import face
from casebook.pages.deciding import seat_of
from casebook.pages.frame import render
from casebook.pages.reader import reader

MOST = 200
_RULES = """SELECT code, rule, fix, count(*) AS number FROM issues GROUP BY code, rule, fix ORDER BY number DESC, code"""
_LISTED = """
SELECT i.id, coalesce(nullif(i.locator, ''), r.locator, '') AS locator, i."column", i.property, i.words, r.key AS record_key,
       f.path, s.title AS source_title, p.key AS person_key, k.case_key, k.name
FROM issues i LEFT JOIN records r ON r.id = i.record LEFT JOIN files f ON f.id = coalesce(i.file, r.file)
LEFT JOIN sources s ON s.id = coalesce(f.source, r.source)
LEFT JOIN mentions m ON m.id = i.mention LEFT JOIN persons p ON p.id = m.person LEFT JOIN cases k ON k.person = p.id
WHERE i.code = :code AND coalesce(i.rule, '') = :rule AND i.id > :after ORDER BY i.id"""


async def page(request, datasette) -> Response:
    """The rules with how many cells each has found; with `code` and `rule`, those cells, a page at a time."""
    seat_of(request)
    who, code, rule = reader(datasette, request), request.args.get("code") or "", request.args.get("rule") or ""
    shown = {"title": "Cells to look at", "rules": [], "found": [], "code": code, "rule": rule, "more": None}
    if not code:
        rules = await who.rows(_RULES, {}, MOST)
        return await render(datasette, request, "issues.html", shown | {"rules": rules, "total": sum(r["number"] for r in rules)})
    after = request.args.get("after") or ""
    wanted = {"code": code, "rule": rule, "after": int(after[:15]) if after.isdecimal() else 0}
    rows = await who.rows(_LISTED, wanted, MOST + 1)
    found = [_cell(row) for row in rows[:MOST]]
    fix = await who.value("SELECT fix FROM issues WHERE code = :code AND rule = :rule LIMIT 1", {"code": code, "rule": rule})
    shown |= {"found": found, "fix": fix, "more": rows[MOST - 1]["id"] if len(rows) > MOST else None}
    return await render(datasette, request, "issues.html", shown)


def _cell(row: dict) -> dict:
    return row | {
        "case": face.address(row) if row["person_key"] else "",
        "read": f"/read/{tilde_encode(row['record_key'])}" if row["record_key"] else "",
    }
