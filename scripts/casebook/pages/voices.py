"""Who speaks of somebody, and how many of them are independent of one another."""

from casebook.pages import labels
from casebook.pages.claimed import MENTIONS
from casebook.pages.reader import Reader
from casebook.weighing import counting
from casebook.weighing.counting import Voice

_VOICES = f"""
SELECT DISTINCT r.id, r.key, r.locator, r.derived_from, s.key AS source_key, s.title AS source_title, c.heard_from
FROM mentions m JOIN records r ON r.id = m.record LEFT JOIN sources s ON s.id = r.source
LEFT JOIN claims c ON c.mention = m.id AND c.heard_from IS NOT NULL
WHERE m.id IN ({MENTIONS}) AND coalesce(r.state, 'current') <> 'absent'"""
# Those who told it: as the persons they are, and by their relation to whom it is about.
_TELLERS = f"""
SELECT t.record, p.key AS person_key, l.code FROM mentions t LEFT JOIN persons p ON p.id = t.person AND t.person <> t.id
LEFT JOIN relations l ON l.other = t.id
WHERE t.role IN ('informant', 'intermediary') AND t.record IN (SELECT record FROM mentions WHERE id IN ({MENTIONS}))"""


async def of(who: Reader, person: int) -> dict:
    """How many independent sources speak of a person, at least, and why records are counted as one."""
    rows = await who.rows(_VOICES, {"person": person})
    tellers: dict[int, set[str]] = {}
    for row in await who.rows(_TELLERS, {"person": person}):
        tellers.setdefault(row["record"], set()).update(filter(None, (row["person_key"], row["code"] and f"={row['code']}")))
    heard: dict[str, set[str]] = {}
    for row in rows:
        heard.setdefault(row["key"], set()).update({row["heard_from"]} - {None})
    titles = {row["key"]: ", ".join(filter(None, (row["source_title"], row["locator"]))) for row in rows}
    found = counting.independent(
        Voice(row["key"], row["source_key"] or row["key"], row["derived_from"], frozenset(tellers.get(row["id"], ())),
              frozenset(heard[row["key"]]))
        for row in rows
    )  # fmt: skip
    relations = {row["key"]: _relations(tellers.get(row["id"], ())) for row in rows}
    return {
        "count": len(found), "records": len(titles),
        "groups": [{"records": [titles[key] for key in group.records], "tellers": _of_group(group, relations),
                    "why": [(titles[a], titles[b], reason) for a, b, reason in group.why]} for group in found],
    }  # fmt: skip


def _relations(tellers) -> list[str]:
    return [labels.relation(code[1:]).lower() for code in sorted(tellers) if code.startswith("=")]


def _of_group(group: counting.Group, relations: dict[str, list[str]]) -> list[str]:
    return list(dict.fromkeys(words for key in group.records for words in relations[key] if words))
