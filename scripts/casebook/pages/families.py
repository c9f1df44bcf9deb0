"""Who may belong to one family or household with somebody, for researchers: a suggestion with its reasons, never a claim.

From person to person by what records say of kin, by suggested matches of a relative with a case, and by one house. Those
who told it are no part of it: only people that records are about, and relatives who are named.
"""

import json

from casebook import vocabularies
from casebook.pages import face, labels
from casebook.pages.reader import Reader
from casebook.speaking import N_, say

MOST, STEPS = 40, 4  # persons that are looked at, and how many steps away from the first
NO_KIN = "'FRND', 'NBOR', 'ONESELF'"
_ROLES = "a.role IN ('subject', 'relative') AND b.role IN ('subject', 'relative')"
_FROM = "(SELECT value FROM json_each(:persons))"
_SAID = f"FROM relations r JOIN mentions a ON a.id = r.mention JOIN mentions b ON b.id = r.other WHERE {_ROLES}" \
    f" AND r.code NOT IN ({NO_KIN})"  # fmt: skip
# (a person, one of the family, what says so, the kind of relation, the person whose record says it)
_KIN = f"""
SELECT a.person AS one, b.person AS other, 'kin' AS why, r.code, a.person AS teller {_SAID}
    AND a.id IN (SELECT id FROM mentions WHERE person IN {_FROM})
UNION SELECT b.person, a.person, 'kin', r.code, a.person {_SAID}
    AND b.id IN (SELECT id FROM mentions WHERE person IN {_FROM})"""
_ALIKE = f"""FROM mentions a CROSS JOIN matches x ON x.{{near}} = a."key" CROSS JOIN mentions b ON b."key" = x.{{far}}
    WHERE a.person IN {_FROM} AND x.kind = 'relative' AND x.choice = 'suggested' AND x.score >= :least AND {_ROLES}"""
_NAMED = " UNION ".join(
    "SELECT a.person AS one, b.person AS other, 'named' AS why, NULL AS code, NULL AS teller "
    + _ALIKE.format(near=near, far=far) for near, far in ("ab", "ba")
)  # fmt: skip
# One house: an address in the same words, with a number in it that is no postcode; linking keeps it as a key.
_SAYS = "{c}.property = 'home' AND {c}.says = 'is so' AND {c}.standing = 'stands'"
_HOUSE = f"""
SELECT DISTINCT a.person AS one, b.person AS other, 'house' AS why, NULL AS code, NULL AS teller
FROM mentions a CROSS JOIN claims c ON c.mention = a.id AND {_SAYS.format(c="c")} AND c.raw GLOB '*[0-9]*'
    AND c.raw NOT GLOB '*[0-9][0-9][0-9][0-9][0-9]*'
CROSS JOIN blocks k ON k.mention = a.id AND k.block NOT IN (SELECT block FROM crowded)
CROSS JOIN blocks l ON l.block = k.block AND l.mention <> a.id CROSS JOIN mentions b ON b.id = l.mention
CROSS JOIN claims d ON d.mention = b.id AND {_SAYS.format(c="d")} AND lower(trim(d.raw)) = lower(trim(c.raw))
WHERE a.person IN {_FROM} AND {_ROLES}"""
_CASES = f"""
SELECT k.person, k.name, k.case_key, k.level, p.key AS person_key FROM cases k JOIN persons p ON p.id = k.person
WHERE k.person IN {_FROM}"""


async def of(who: Reader, person: int) -> list[dict]:
    """The others of a family or household that have a page: name, address (`href`), and the reasons (`why`), the nearest
    first; [] where none is known. One who is reached by way of another without a page has that one's reasons too."""
    reached, last = {person: None}, [person]
    for _ in range(STEPS):
        found = [edge for edge in await _edges(who, last) if edge["other"] not in reached]
        last = list(dict.fromkeys(edge["other"] for edge in found))[: MOST - len(reached)]
        for edge in found:
            if edge["other"] in last:
                reached.setdefault(edge["other"], edge)
        if not last:
            break
    rows = await who.rows(_CASES, {"persons": json.dumps(list(reached))})
    cases = {row["person"]: row for row in rows}
    return [
        {"name": face.name(cases[one]), "href": face.address(cases[one]), "why": _why(edge, reached, cases)}
        for one, edge in reached.items() if edge and one in cases
    ]  # fmt: skip


async def _edges(who: Reader, persons: list[int]) -> list[dict]:
    least = vocabularies.document("linking/model")["thresholds"]["match"]
    asked = {"persons": json.dumps(persons), "least": least}
    found = []
    for sql in (_KIN, _NAMED, _HOUSE):
        found += sorted(await who.rows(sql, asked), key=lambda edge: (edge["one"], edge["other"], edge["code"] or ""))
    return found


WORDS = {
    "named": N_("likely to be the relative who is named there"),
    "house": N_("the same address"),
}


def _why(edge: dict, reached: dict, cases: dict) -> list[str]:
    """The reasons from the one before who has a page."""
    found = []
    while edge:
        found.append(_words(edge, cases))
        before = edge["one"]
        if before in cases:
            break
        edge = reached[before]
    return found[::-1]


def _words(edge: dict, cases: dict) -> str:
    if edge["why"] != "kin":
        return say(WORDS[edge["why"]])
    told = cases.get(edge["teller"])
    label = labels.relation(edge["code"]) or say("Relative")
    return say("{relation} in what is told of {name}", relation=label, name=face.name(told)) if told else label
