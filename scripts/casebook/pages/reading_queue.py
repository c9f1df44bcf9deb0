"""What waits to be read: texts out of which a rule has read claims that nobody has looked at yet, the most useful first."""

from typing import TYPE_CHECKING

from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import Response

from casebook.pages import face
from casebook.pages.deciding import seat_of
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.speaking import N_, say
from casebook.weighing import proposing

if TYPE_CHECKING:
    from casebook.reviewing import Seat

MOST = 200  # texts listed at once
MOST_COUNTED = 10_000
_UNREAD = "c.reading = 'by machine' AND c.standing = 'stands'"
_TEXT = """r.key, r.locator, s.title AS source_title, count(*) AS claims, group_concat(c.key, ' ') AS keys,
    k.case_key, k.name, k.approved, p.key AS person_key"""
_KEPT = f"""
SELECT {_TEXT} FROM cases k CROSS JOIN persons p ON p.id = k.person CROSS JOIN mentions m ON m.person = k.person
CROSS JOIN claims c ON c.mention = m.id JOIN records r ON r.id = c.record LEFT JOIN sources s ON s.id = r.source
WHERE k.case_key IS NOT NULL AND {_UNREAD} GROUP BY r.id ORDER BY k.approved IS NULL"""
_OTHERS = f"""
SELECT {_TEXT} FROM (SELECT DISTINCT record FROM claims c INDEXED BY claims_unread WHERE {_UNREAD} LIMIT :most) u
JOIN records r ON r.id = u.record JOIN claims c ON c.record = r.id AND {_UNREAD} LEFT JOIN sources s ON s.id = r.source
LEFT JOIN mentions m ON m.record = r.id AND m.role = 'subject' LEFT JOIN persons p ON p.id = m.person
LEFT JOIN cases k ON k.person = p.id GROUP BY r.id"""
_LEFT = f"SELECT count(*) FROM (SELECT DISTINCT record FROM claims c INDEXED BY claims_unread WHERE {_UNREAD} LIMIT :most)"
RANKS = (N_("Shown to readers"), N_("Somebody has allowed it to be shown"), N_("A case is kept"),
         N_("Nobody has asked for it yet"))  # fmt: skip


async def page(request, datasette) -> Response:
    """The texts that wait, by how much it matters that they are read, and how many there are."""
    seat, who = seat_of(request), reader(datasette, request)
    found = await waiting(who, seat)
    left = await who.value(_LEFT, {"most": MOST_COUNTED})
    groups = [(words, [one for one in found if one["rank"] == rank]) for rank, words in enumerate(RANKS)]
    shown = {"title": say("Texts to read"), "groups": [group for group in groups if group[1]], "left": left,
             "many": left >= MOST_COUNTED, "listed": len(found)}  # fmt: skip
    return await render(datasette, request, "reading_queue.html", shown)


async def onward(request, datasette) -> Response:
    """To the next text of the queue, or to the queue where none is left."""
    seat, who = seat_of(request), reader(datasette, request)
    after, told = tilde_decode(request.args.get("after") or ""), request.args.get("told") or ""
    found = await waiting(who, seat)
    address = next((one["address"] for one in found if one["key"] != after), "/reading")
    return Response.redirect(address + (f"?told={told}" if told.isalnum() else ""))


async def waiting(who: Reader, seat: "Seat") -> list[dict]:
    """The texts that wait: first those of cases that are shown, then those that may be, are kept, and the others.

    Of two alike the one with more claims comes first. What the log says of a claim counts before it is applied.
    """
    kept = await who.rows(_KEPT, {})
    others = await who.rows(_OTHERS, {"most": MOST})
    rows = {row["key"]: row for row in (*others, *kept)}
    judged, standings = await seat.clerk.run(_log, seat)
    found = [_text(row, standings) for row in rows.values() if any(key not in judged for key in row["keys"].split())]
    return sorted(found, key=lambda one: (one["rank"], -one["claims"], one["key"]))[:MOST]


def _log(seat: "Seat") -> tuple:
    return proposing.judged(seat.clerk.log()).keys(), seat.clerk.standings()


def _text(row: dict, standings: dict) -> dict:
    standing = standings.get(row["case_key"])
    rank = 0 if row["approved"] else 1 if standing and standing.consents else 2 if row["case_key"] else 3
    return {
        "key": row["key"], "address": f"/read/{tilde_encode(row['key'])}", "claims": row["claims"], "rank": rank,
        "source": row["source_title"] or "", "where": row["locator"] or "", "name": face.name(row),
    }  # fmt: skip
