"""The next pair of the queue, or one that is asked for, on one page with all that helps to judge it."""

from contextvars import copy_context
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound, Response

from casebook import persons
from casebook.decisions_about import about
from casebook.matches import queue, reasons, worksheet
from casebook.matches.queue import Match
from casebook.matches.sides import sides
from casebook.pages import decided, face
from casebook.pages.deciding import seat_of, typed
from casebook.pages.frame import render
from casebook.pages.matching.axis import axis
from casebook.pages.matching.facts import beside
from casebook.pages.matching.records import records
from casebook.pages.reader import Reader, reader
from casebook.speaking import language, say

if TYPE_CHECKING:
    from casebook.persons import Judged
    from casebook.reviewing import Seat

KINDS = (persons.UNSURE, persons.SAME, persons.DIFFERENT)
MOST_LISTED = MOST_ON_A_SHEET = 200


async def page(request, datasette) -> Response:
    """One pair: that of `a` and `b` (keys of mentions), or the one at the place `skip` of the queue."""
    seat, who = seat_of(request), reader(datasette, request)
    known = await seat.clerk.run(seat.clerk.judged)
    pair = _asked(request, seat)
    skip = int(number) if (number := request.args.get("skip") or "").isdecimal() and len(number) < 5 else 0
    match, left, place, there = await _next(who, seat, known, pair, skip)
    context = {"title": say("Matches"), "left": left, "skip": place, "unsure": len(queue.of_choice(known, persons.UNSURE)),
               "disputes": len(known.chains), "mine": _last_of(known, seat.by)}  # fmt: skip
    if match is None:
        return await render(datasette, request, "matches.html", context | {"match": None, "there": there})
    if pair is None:
        seat.clerk.desks.sit(seat.by, (match.a, match.b))
    shown = await _shown(who, seat, known, match)
    return await render(datasette, request, "matches.html", context | {"match": match, "queued": pair is None} | shown)


async def listed(request, datasette) -> Response:
    """The pairs that were judged so, and the disputes, each with a link to its page."""
    seat, who = seat_of(request), reader(datasette, request)
    known = await seat.clerk.run(seat.clerk.judged)
    kind = request.args.get("choice") or persons.UNSURE
    if kind not in (*KINDS, "disputes"):
        raise NotFound("Nothing here")
    found = queue.of_choice(known, kind)
    shown = [{"pair": pair, "href": address(*pair), "line": decided.lines([line])[0]} for pair, line in found[:MOST_LISTED]]
    chains = [{"apart": chain.apart, "href": address(*chain.apart), "links": [_link(known, one) for one in chain.links]}
              for chain in known.chains[:MOST_LISTED]]  # fmt: skip
    keys = {key for one in shown for key in one["pair"]} | {key for chain in known.chains for key in chain.mentions}
    return await render(datasette, request, "matches_judged.html", {
        "title": say("Judged pairs"), "kind": kind, "kinds": KINDS, "found": shown, "count": len(found), "chains": chains,
        "called": await who.database.execute_fn(lambda db: called(db, sorted(keys)[:2000])), "disputes": len(known.chains),
    })  # fmt: skip


async def as_sheet(request, datasette) -> Response:
    """The beginning of the queue for work offline; worksheet.py takes it back."""
    seat, who = seat_of(request), reader(datasette, request)
    known, log = await seat.clerk.run(seat.clerk.judged), await seat.clerk.run(seat.clerk.log)
    text = await who.database.execute_fn(lambda db: worksheet.write(db, log, known, MOST_ON_A_SHEET))
    headers = {"content-disposition": 'attachment; filename="matches.csv"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


def address(a: str, b: str, **more: Any) -> str:
    """The page of one pair."""
    return "/matches?" + urlencode({"a": a, "b": b} | more)


def called(db: Any, keys: list[str]) -> dict[str, str]:
    """key of a mention: the name it is first given, in Latin letters where there is one."""
    look = ('SELECT n.text FROM names n JOIN mentions m ON m.id = n.mention WHERE m."key" = ?'
            " ORDER BY n.script <> 'Latn', n.id LIMIT 1")  # fmt: skip
    return {key: row[0] for key in keys if (row := db.execute(look, (key,)).fetchone())}


def _asked(request, seat: "Seat") -> tuple[str, str] | None:
    """The pair that is asked for, or whose form came back."""
    form = typed(seat, "match", "undo")
    a, b = (request.args.get(side) or form.one(side) for side in ("a", "b"))
    return persons.pair(a, b) if a and b and a != b else None


async def _next(who: Reader, seat: "Seat", known: "Judged", pair: tuple[str, str] | None,
                skip: int) -> tuple[Match | None, int, int, bool]:  # fmt: skip
    """(the pair, how many nobody has judged, its place in the queue, whether anything is in the queue)."""
    log = await seat.clerk.run(seat.clerk.log)
    left = await who.database.execute_fn(lambda db: queue.left(db, log, known))
    if pair:
        return await who.database.execute_fn(lambda db: queue.find(db, *pair)), left, skip, bool(left)
    found = await who.database.execute_fn(lambda db: queue.waiting(db, known))
    taken = seat.clerk.desks.of_others(seat.by)
    free = [one for one in found if (one.a, one.b) not in taken] or found
    place = min(skip, max(len(free) - 1, 0))
    return (free[place] if free else None), left, place, bool(free)


async def _shown(who: Reader, seat: "Seat", known: "Judged", match: Match) -> dict[str, Any]:
    found = await who.database.execute_fn(lambda db: sides(db, match.a, match.b))
    if found is None:
        raise NotFound("Nothing here")
    log = await seat.clerk.run(seat.clerk.log)
    chain = next((one for one in known.chains if one.apart == (match.a, match.b) or (match.a, match.b) in one.links), None)
    return {
        "sides": [{"side": side, "name": side.row["name"] or say("Name not known"), "href": _href(side.row),
                   "case": side.row["case_key"], "approved": side.row["approved"]} for side in found],
        "facts": beside(*found),
        "axis": axis(*(side.events for side in found)),
        "records": [await who.database.execute_fn(partial(copy_context().run, records, side=side)) for side in found],
        "reasons": reasons.told(match.reasons, language()),
        "says": known.says(match.a, match.b),
        "chain": chain and {"apart": _link(known, chain.apart), "links": [_link(known, one) for one in chain.links]},
        "called": await who.database.execute_fn(lambda db: called(db, chain.mentions if chain else [])),
        "seen": seat.seen(match.a, match.b),
        "history": [one | {"href": address(*one["pair"]) if one["pair"] else ""}
                    for one in decided.lines(_on(about(log, [match.a, match.b])))[::-1]],
        "typed": typed(seat, "match"),
    }  # fmt: skip


def _on(lines: list) -> list:
    """What was judged of who somebody is; what is published of them is told elsewhere."""
    return [line for line in lines if line.kind in ("match", "case", "undo")]


def _link(known: "Judged", pair: tuple[str, str]) -> dict[str, Any]:
    _, line = known.pairs[pair]
    return {"pair": pair, "href": address(*pair), "line": decided.lines([line])[0]}


def _href(row: dict[str, Any]) -> str:
    return face.address(row) if row.get("person_key") else ""


def _last_of(known: "Judged", by: str) -> str:
    """The page of the pair that somebody judged last, '' where they judged none."""
    lines = [(line.place, pair) for pair, (_, line) in known.pairs.items() if line.by == by and line.kind == "match"]
    return address(*max(lines)[1]) if lines else ""
