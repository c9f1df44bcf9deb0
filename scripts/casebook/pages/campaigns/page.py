"""The list of campaigns and the page of one: an edition's for readers, the sources' for researchers."""

import re

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from casebook.pages import citing, sent
from casebook.pages.campaigns import published, research
from casebook.pages.frame import edition, render
from casebook.pages.reader import published as of_edition
from casebook.pages.reader import reader
from casebook.speaking import say

PUBLIC_ID = re.compile("[a-z2-7]{10}")


async def listed(request, datasette) -> Response:
    """All campaigns, the earliest first."""
    who = reader(datasette, request)
    found = await research.every(who) if who.research else await published.every(of_edition(datasette, request))
    return await render(datasette, request, "campaigns.html", {"title": say("Campaigns"), "campaigns": found})


async def page(request, datasette) -> Response:
    """One campaign, by its source's name or by its id in an edition."""
    who, key = reader(datasette, request), tilde_decode(request.url_vars["key"])
    found = await research.one(who, key) if who.research and "edition" not in request.url_vars else None
    if found is not None:
        return await render(datasette, request, "campaign.html", found | await _noted(request, key))
    found = await published.one(of_edition(datasette, request), key) if PUBLIC_ID.fullmatch(key) else None
    if found is None:
        raise NotFound("Nothing here")
    return await render(datasette, request, "campaign.html", found | await _cited(request, datasette, found))


async def _noted(request, name: str) -> dict:
    """What a researcher finds beside a campaign: what was sent for it, and where it is approved."""
    seat = request.scope.get("seat")
    if seat is None:
        return {}
    return {"sent": sent.entries(seat.clerk.log(), name), "seen": seat.seen(name),
            "consequences": sent.outcomes(), "sent_about": {"campaign": name}, "face": f"{research.address(name)}/face"}


async def _cited(request, datasette, found: dict) -> dict:
    """How this campaign is cited, and the number of the edition that was asked for where that is another one."""
    now, row = await edition(datasette), found["campaign"]
    address, asked = citing.path(now, row["id"], "campaigns"), request.url_vars.get("edition")
    return {
        "lasting": address,
        "cited": citing.lines(row | {"name": row["title"]}, now, datasette.absolute_url(request, address), "campaigns"),
        "asked_edition": asked if asked and int(asked) != now["number"] else "",
    }
