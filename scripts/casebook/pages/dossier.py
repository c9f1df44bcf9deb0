"""The dossier: a published case on two pages of A4, to print and to hand over; made out of the edition alone."""

from datasette.utils.asgi import NotFound, Response

from casebook.pages import case, citing, press, printed
from casebook.pages.frame import edition
from casebook.pages.reader import published

PAGES = 2
MOST_EVENTS = (None, None, 14, 6)  # of the forms tried in turn, the later ones for cases with much to tell


async def page(request, datasette) -> Response:
    """The PDF of a case; the same answer for a case that is not there and one that is not for this reader."""
    who = published(datasette, request)
    found = await press.case(who, request.url_vars["id"])
    if found is None:
        raise NotFound("Nothing here")
    now = await edition(datasette)
    address = datasette.absolute_url(request, citing.path(now, found["row"]["id"]))
    told = case.as_read(found) | {"cited": citing.lines(found["row"], now, address), "edition": now, "address": address}
    forms = [
        await datasette.render_template("dossier.html", told | {"most": most, "tight": bool(place)})
        for place, most in enumerate(MOST_EVENTS)
    ]
    return await printed.answer(who.name, forms, PAGES, f"casebook-{found['row']['id']}-edition-{now['number']}")
