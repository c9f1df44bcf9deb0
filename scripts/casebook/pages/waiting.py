"""What waits for a researcher: faces to approve, corrections of others, holds, and consents that end."""

from datetime import date
from typing import TYPE_CHECKING

from datasette.utils import tilde_encode
from datasette.utils.asgi import Response

from casebook.pages import decided
from casebook.pages.deciding import AUDIENCE, seat_of
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.speaking import say

if TYPE_CHECKING:
    from casebook.reviewing import Seat

MOST = 500


async def page(request, datasette) -> Response:
    """The list, with a link to each case."""
    seat, who = seat_of(request), reader(datasette, request)
    found = await seat.clerk.run(_waiting, seat)
    keys = {one["case"] for group in found.values() for one in group if "case" in one}
    named = await _names(who, sorted(keys)[:MOST])
    return await render(datasette, request, "waiting.html", {"title": say("Faces and consents"), "named": named} | found)


async def _names(who: Reader, keys: list[str]) -> dict[str, str]:
    marks = ", ".join(f":k{number}" for number in range(len(keys)))
    rows = await who.rows(f"SELECT case_key, name FROM cases WHERE case_key IN ({marks})",
                          {f"k{number}": key for number, key in enumerate(keys)})
    return {row["case_key"]: row["name"] for row in rows}


def _waiting(seat: "Seat") -> dict[str, list[dict]]:
    day, log = date.today().isoformat(), seat.clerk.log()
    waits, standings = seat.clerk.waiting(AUDIENCE, day), seat.clerk.standings()
    asked = {case: decided.voices(standings[case], face, seat.by) | {"case": case} for case, face in waits.faces.items()}
    return {
        "campaigns": [{"name": name, "href": f"/campaigns/{tilde_encode(name)}/face"} for name in waits.campaigns],
        "new": [asked[case] for case in waits.new if not asked[case]["mine"]],
        "changed": [asked[case] for case in waits.changed if not asked[case]["mine"]],
        "unanswered": [{"case": case, "fields": decided.joined("fields", sorted(fields))}
                       for case, fields in waits.unanswered.items()],
        "mine": [one for one in asked.values() if one["mine"]],
        "alone": [{"case": case, "by": one.by[0], "when": decided.last(standings[case], one.projection)}
                  for case, one in waits.alone.items()],
        "holds": [{"case": case} | one for case, standing in standings.items() if not standing.older
                  for one in decided.shields(standing, log, seat.by) if one["kind"] != "withdraw"],
        "ending": [{"case": case} | one for case, standing in standings.items() for one in decided.consents(standing, day)
                   if one["soon"]],
    }  # fmt: skip
