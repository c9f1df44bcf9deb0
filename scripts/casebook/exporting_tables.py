"""Export of one of Datasette's tables: the same filters as its page, read page by page through Datasette itself."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qsl, urlencode

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from casebook import exporting
from casebook.guard.allowance import asking

# Parameters of the page that do not choose rows, or that shape its JSON otherwise than it is read here.
_DROPPED = {
    "_size",
    "_next",
    "_shape",
    "_nl",
    "_dl",
    "_bom",
    "_labels",
    "_label",
    "_format",
    "_facet",
    "_facet_size",
    "_extra",
    "_json",
    "_json_infinity",
    "_hash",
    "_ttl",
}
_ADDED = {"_shape": "arrays", "_size": "200", "_nofacet": "1", "_nosuggest": "1", "_nocount": "1"}


async def export(request, datasette, send, receive):
    """A table as CSV, to whoever may see the table; 400 where its page could not be asked so either."""
    database, table = tilde_decode(request.url_vars["database"]), tilde_decode(request.url_vars["table"])
    if database not in datasette.databases or not await _is_there(datasette.databases[database], table):
        raise NotFound("Nothing here")
    path = f"/{request.url_vars['database']}/{request.url_vars['table']}.json"
    return await _send(_Pages(datasette, request, path), f"{database}-{table}", send, receive)


async def query(request, datasette, send, receive):
    """The rows that the page of somebody's own SQL shows, as CSV."""
    database = tilde_decode(request.url_vars["database"])
    if database not in datasette.databases or not request.args.get("sql"):
        raise NotFound("Nothing here")
    return await _send(_Pages(datasette, request, f"/{database}.json"), f"{database}-query", send, receive)


async def _send(reader: "_Pages", name: str, send, receive):
    first = await reader.page(None)
    if first.status_code in (401, 403, 404):
        raise NotFound("Nothing here")
    if first.status_code != 200:
        return Response.text("This cannot be asked of this table.", status=400)
    start = first.json()
    try:
        with exporting.one_at_a_time(reader.name):
            parts = exporting.as_csv(start["columns"], reader.rows(start), bom=reader.bom)
            await exporting.stream(send, receive, "text/csv", f"{name}.csv", parts)
    except exporting.Busy:
        return Response.text("One export at a time", status=429)
    return None


async def _is_there(database, table: str) -> bool:
    return await database.table_exists(table) or table in await database.view_names()


class _Pages:
    """The pages of a table as Datasette's own JSON gives them, under the reader's own permissions."""

    def __init__(self, datasette, request, path: str) -> None:
        self.datasette = datasette
        self.path = path
        self.name = str((request.actor or {}).get("id"))
        self.bom = "_bom" in request.args
        pairs = parse_qsl(request.query_string, keep_blank_values=True)
        self.query = [pair for pair in pairs if pair[0] not in _DROPPED] + list(_ADDED.items())
        self.cookies = {"ds_actor": datasette.sign({"a": request.actor or {}}, "actor")}

    async def page(self, after: str | None):
        query = self.query + ([("_next", after)] if after else [])
        with asking():
            return await self.datasette.client.get(f"{self.path}?{urlencode(query)}", cookies=self.cookies)

    async def rows(self, found: dict) -> AsyncIterator[list]:
        while True:
            yield found["rows"]
            if not found.get("next"):
                return
            response = await self.page(str(found["next"]))
            response.raise_for_status()
            found = response.json()
