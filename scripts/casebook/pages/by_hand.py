"""A case by hand: the form of six fields, who is known already by that name, and the way to the case once it is there."""

import asyncio

from datasette.utils import tilde_encode
from datasette.utils.asgi import Response

from casebook import by_hand, reviewing_by_hand
from casebook.pages.deciding import seat_of, typed
from casebook.pages.frame import render
from casebook.pages.reader import reader
from casebook.speaking import language, say

SHORTLY, STEP = 6.0, 0.2  # seconds that somebody waits for a case that is being written


async def page(request, datasette) -> Response:
    """The form; one that came back has what was typed, and those who bear a name like that."""
    seat = seat_of(request)
    form = typed(seat, "add")
    known = await seat.clerk.run(reviewing_by_hand.known, seat.clerk.folders, form.one("name")) if form.one("name") else []
    shown = {
        "title": say("A new case"), "typed": form, "known": _linked(known),
        "hidden": {"case": form.one("case") or reviewing_by_hand.entry(), "written": form.one("written") or language(),
                   "shown": "\n".join(key for key, _ in known)},
        "asked": by_hand.ASKED,
    }  # fmt: skip
    return await render(datasette, request, "by_hand.html", shown)


async def like(request, datasette) -> Response:
    """Those who bear a name like the one that is being typed."""
    seat = seat_of(request)
    found = await seat.clerk.run(reviewing_by_hand.known, seat.clerk.folders, (request.args.get("q") or "")[:200])
    return Response.json(_linked(found))


def _linked(found: list[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"href": f"/cases/{tilde_encode(key)}", "name": name or "", "of": key} for key, name in found]


async def opened(request, datasette) -> Response:
    """On to the case that was written down, as soon as it is there."""
    seat_of(request)
    key, who = request.url_vars["id"], reader(datasette, request)
    for _ in range(int(SHORTLY / STEP)):
        if await who.value("SELECT 1 FROM cases WHERE case_key = :key", {"key": key}):
            onward = "/consents" if request.args.get("next") == "consents" else ""
            told = request.args.get("told") or ""
            return Response.redirect(f"/cases/{key}{onward}" + (f"?told={told}" if told.isalnum() else ""))
        await asyncio.sleep(STEP)
    return await render(datasette, request, "by_hand_waits.html", {"title": say("A new case")})
