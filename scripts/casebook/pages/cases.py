"""The list of cases: searched, filtered, ordered, and taken away as CSV or JSON."""

from datasette.utils.asgi import NotFound, Response
from datasette.views.database import DatabaseView

from casebook import exporting, exporting_tables, searching
from casebook.pages import face, listed
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader


async def page(request, datasette):
    """One page of the list. A researcher's `?sql=` is Datasette's own page of the database."""
    who = reader(datasette, request)
    if who.research and "sql" in request.args:
        return await _datasette(datasette, request)
    wanted = listed.asked(datasette, request, who)
    found = await listed.count(who, wanted)
    if wanted.page > 1 and (wanted.page - 1) * searching.PAGE >= found:
        raise NotFound("Nothing here")
    rows = [face.card(row) for row in await listed.page(who, wanted)]
    years = wanted.since or wanted.until
    return await render(
        datasette,
        request,
        "cases.html",
        {
            "title": "Cases",
            "wanted": wanted,
            "found": found,
            "rows": rows,
            "sorts": _sorts(who),
            "certainly": await listed.count(who, wanted, certainly=True) if years else None,
            "facets": await listed.counts(who, wanted, listed.facets(datasette, who)),
            "flags": searching.FLAGS if who.research else {},
            "pages": max(1, -(-found // searching.PAGE)),
        },
    )


async def as_csv(request, datasette, send, receive):
    """The whole list as CSV. A researcher's `?sql=` gives the rows of that query."""
    if "sql" in request.args:
        request.scope = {**request.scope, "url_route": {"kwargs": {"database": "cases"}}}
        return await exporting_tables.query(request, datasette, send, receive)
    who = reader(datasette, request)
    names = await listed.columns(who)
    rows = listed.stream(who, listed.asked(datasette, request, who), names)
    parts = exporting.as_csv(names, rows, bom="_bom" in request.args)
    return await _export(who, "text/csv", "cases.csv", parts, send, receive)


async def as_json(request, datasette, send, receive):
    """The whole list as JSON. A researcher's `?sql=` is Datasette's own answer."""
    who = reader(datasette, request)
    if who.research and "sql" in request.args:
        return await _datasette(datasette, request)
    names = await listed.columns(who)
    parts = exporting.as_json(names, listed.stream(who, listed.asked(datasette, request, who), names))
    return await _export(who, "application/json", "cases.json", parts, send, receive)


async def _export(who: Reader, kind: str, name: str, parts, send, receive):
    try:
        with exporting.one_at_a_time(who.name):
            await exporting.stream(send, receive, kind, name, parts)
    except exporting.Busy:
        return Response.text("One export at a time", status=429)
    return None


def _sorts(who: Reader) -> dict[str, str]:
    known = searching.SORTS | searching.RESEARCH_SORTS if who.research else searching.SORTS
    return {name: label for name, (label, _, _) in known.items()}


async def _datasette(datasette, request):
    """Datasette's own page of the database, whose address our list has taken."""
    kind = "json" if request.path.endswith(".json") else None
    request.scope = {**request.scope, "url_route": {"kwargs": {"database": "cases", "format": kind}}}
    return await DatabaseView(datasette).dispatch_request(request)
