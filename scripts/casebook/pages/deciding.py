"""What readers would see of a case, as a researcher decides on it: approve it, hold it, lift a hold."""

from datetime import date
from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response

from casebook import drafting
from casebook.decisions_about import about
from casebook.guard.forms import Form
from casebook.pages import case, decided, differing, press, sent
from casebook.pages.frame import render
from casebook.pages.reader import reader

if TYPE_CHECKING:
    from casebook.reviewing import Question, Seat

AUDIENCE = "journalists"
_CASE = """SELECT cases.*, persons."key" AS person_key FROM cases JOIN persons ON persons.id = cases.person
WHERE case_key = :key"""
_SOURCES = """SELECT DISTINCT s."key", s.title FROM mentions m JOIN records r ON r.id = m.record JOIN sources s ON s.id = r.source
WHERE m.person = :person ORDER BY s.title"""


def seat_of(request) -> "Seat":
    """The researcher at work; NotFound for everybody else, and on the press site."""
    seat = request.scope.get("seat")
    if seat is None:
        raise NotFound("Nothing here")
    return seat


async def of_key(request, datasette) -> "tuple[Seat, dict]":
    """The researcher and the row of the case that is decided on."""
    seat = seat_of(request)
    row = await reader(datasette, request).one(_CASE, {"key": request.url_vars["id"]})
    if row is None:
        raise NotFound("Nothing here")
    return seat, row


async def page(request, datasette) -> Response:
    """What readers would see of a case."""
    seat, row = await of_key(request, datasette)
    found = await seat.clerk.run(_face, seat, row["case_key"], request.args.get("audience") or AUDIENCE)
    return await render(datasette, request, "face.html", {"title": row["name"]} | found | {"of": row})


async def state(request, datasette, row: dict) -> dict:
    """What the page of a case says of its publication, and the form that opens a case where there is none."""
    seat = request.scope.get("seat")
    if seat is None:
        return {}
    sources = await reader(datasette, request).rows(_SOURCES, {"person": row["person"]})
    found = await seat.clerk.run(_state, seat, row.get("case_key") or "", row["person_key"], sources)
    key, log = row.get("case_key") or "", seat.clerk.log()
    noted = {"sent": sent.entries(log, key), "seen": seat.seen(key), "consequences": sent.outcomes(), "sent_about": {"case": key}}
    public = found | {"case": row.get("case_key"), "member": row["person_key"], "approved": row.get("approved")}
    return (noted if key else {}) | {"public": public}


def typed(seat: "Seat", *kinds: str) -> Form:
    """What was typed into a form of one of these kinds that came back; empty where none did."""
    return seat.back.form if seat.back and seat.back.kind in kinds else Form()


def _state(seat: "Seat", key: str, member: str, sources: list[dict]) -> dict:
    if not key:
        return {"seen": seat.seen(member)}
    standing, day = seat.clerk.standing(key), date.today().isoformat()
    doubted = {one["source"]: one.by for one in standing.holds_on_all if one.kind == "doubt"}
    return {
        "seen": seat.seen(key), "typed": typed(seat, "step"),
        "sources": [one | {"seen": seat.seen(one["key"]), "doubted": doubted.get(one["key"])} for one in sources],
        "shields": decided.shields(standing, seat.clerk.log(), seat.by),
        "consents": [one for one in decided.consents(standing, day) if one["state"] == "good"],
    }


def _face(seat: "Seat", key: str, audience: str) -> dict:
    found = seat.clerk.question(key, audience, date.today().isoformat())
    log, seen = seat.clerk.log(), seat.seen(key)
    shields = [one | {"seen": seat.seen(one["source"]) if one["source"] else seen}
               for one in decided.shields(seat.clerk.standing(key), log, seat.by)]
    return {
        "case": key, "seen": seen, "question": found, "audience": audience, "shields": shields,
        "fields": [field for group in seat.clerk.fields() for field in group if field in found.rule.fields],
        "readers": found.rule.rules["title"], "history": decided.lines(about(log, [key]))[::-1],
        "others": [by for by in found.voices if by != seat.by], "mine": seat.by in found.voices,
        "drafts": drafting.drafts(found.before) if found.before else {}, "of_summaries": drafting.LANGUAGES,
        "asks": (found.face or {}).get("asks", ()), "typed": typed(seat, "approve", "hold", "summary"),
    } | _shown(found)  # fmt: skip


def _shown(found: "Question") -> dict:
    """The page of the press, with what is new on it, and what it said before and would say no more."""
    before = case.as_read(_told(found.rows_before)) if found.rows_before else None
    if found.rows is None:
        return (before or {"row": None}) | {"preview": True, "before": before}
    now = case.as_read(_told(found.rows))
    fresh, gone = differing.between(before, now) if before else (set(), [])
    return now | {"preview": True, "fresh": fresh, "gone": gone, "before": before, "values": _values(found.rows)}


def _told(rows: dict[str, list[dict]]) -> dict:
    return press.told(rows["cases"][0], case_names=rows["case_names"], events=rows["events"],
                      relatives=rows["relatives"], changes=[], related=[])


def _values(rows: dict[str, list[dict]]) -> list[tuple[str, str]]:
    """Every value of the rows, for whoever wants to see more than the page shows."""
    found = []
    for table in ("cases", "case_names", "events", "relatives"):
        for number, row in enumerate(rows[table], 1):
            about_row = "" if table == "cases" else f" {number}"
            found += [(f"{table.replace('_', ' ')}{about_row}, {name.replace('_', ' ')}", value) for name, value in row.items()
                      if value is not None and name not in ("id", "case_id", "number")]
    return found
