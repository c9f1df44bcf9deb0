"""What a reader can do for a campaign: the same three drafts as for a case, of its published people for whom it is not over."""

from datasette.utils.asgi import NotFound, Response

from casebook import acting
from casebook.pages import acting as of_case
from casebook.pages import citing
from casebook.pages.campaigns import published
from casebook.pages.frame import edition
from casebook.pages.reader import published as of_edition
from casebook.speaking import say


async def page(request, datasette) -> Response:
    """The drafts for a campaign; words alone where it is over for everybody who stands on its page."""
    row, drafts, chosen = await _drafted(request, datasette)
    title = say("What you can do for “{name}”", name=row["title"])
    return await of_case.shown(request, datasette, row, drafts, chosen, title, f"/campaigns/{row['id']}")


async def letter(request, datasette) -> Response:
    """The letter as a PDF, as it was drafted."""
    row, drafts, (_, tongue) = await _drafted(request, datasette)
    return await of_case.as_pdf(request, datasette, row, drafts, tongue)


async def _drafted(request, datasette) -> tuple[dict, acting.Drafts | None, tuple[str, str]]:
    found = await published.one(of_edition(datasette, request), request.url_vars["key"])
    if found is None or not found["cases"]:
        raise NotFound("Nothing here")
    (to, tongue), row = of_case.chosen(request), found["campaign"]
    address = datasette.absolute_url(request, citing.path(await edition(datasette), row["id"], "campaigns"))
    return row | {"name": row["title"]}, acting.for_campaign(row, found["cases_told"], to, address, tongue), (to, tongue)
