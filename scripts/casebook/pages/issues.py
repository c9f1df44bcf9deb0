"""What the import could not settle, by the rule that found it: which cell of which file, and what is to be done."""

from datasette.utils import tilde_encode
from datasette.utils.asgi import Response

from casebook.pages import face, labels
from casebook.pages.deciding import seat_of
from casebook.pages.frame import render
from casebook.pages.reader import reader
from casebook.speaking import language, say

MOST = 200
# One code is one rule; its words are those of the first cell that it found.
_RULES = """
SELECT c.code, c.number, i.rule, i.fix FROM (SELECT code, count(*) AS number FROM issues GROUP BY code) c
JOIN issues i ON i.id = (SELECT id FROM issues WHERE code = c.code LIMIT 1) ORDER BY c.number DESC, c.code"""
_LISTED = """
SELECT i.id, coalesce(nullif(i.locator, ''), r.locator, '') AS locator, i."column", i.property, i.words, r.key AS record_key,
       f.path, s.title AS source_title, p.key AS person_key, k.case_key, k.name
FROM issues i LEFT JOIN records r ON r.id = i.record LEFT JOIN files f ON f.id = coalesce(i.file, r.file)
LEFT JOIN sources s ON s.id = coalesce(f.source, r.source)
LEFT JOIN mentions m ON m.id = i.mention LEFT JOIN persons p ON p.id = m.person LEFT JOIN cases k ON k.person = p.id
WHERE i.code = :code AND i.id > :after ORDER BY i.id"""


async def page(request, datasette) -> Response:
    """The rules with how many cells each has found; with `code`, those cells, a page at a time."""
    seat_of(request)
    who, code = reader(datasette, request), request.args.get("code") or ""
    rules = [_said(one) for one in await who.rows(_RULES, {}, MOST)]
    shown = {"title": say("Cells to look at"), "rules": [], "code": code}
    if not code:
        return await render(datasette, request, "issues.html", shown | {"rules": rules, "total": sum(r["number"] for r in rules)})
    after = request.args.get("after") or ""
    rows = await who.rows(_LISTED, {"code": code, "after": int(after[:15]) if after.isdecimal() else 0}, MOST + 1)
    rule = next((one for one in rules if one["code"] == code), {"rule": "", "fix": ""})
    more = rows[MOST - 1]["id"] if len(rows) > MOST else None
    shown |= {"found": [_cell(row) for row in rows[:MOST]], "rule": rule["rule"], "fix": rule["fix"], "more": more}
    return await render(datasette, request, "issues.html", shown)


def _said(one: dict) -> dict:
    """A rule and what to do, in the reader's language where the vocabulary has them in it."""
    known = labels.words_of("issues").get(one["code"], {})
    return one | {part: known.get(f"{part}_{language()}") or one[part] for part in ("rule", "fix")}


def _cell(row: dict) -> dict:
    return row | {
        "case": face.address(row) if row["person_key"] else "",
        "read": f"/read/{tilde_encode(row['record_key'])}" if row["record_key"] else "",
    }
