"""What every page of ours shares: its reader, the way around, and the warning while invented people are among the cases."""

from datasette.utils.asgi import Response

from casebook.pages.reader import Reader, reader

MIXED = "Invented example people are among these cases. Remove them with “make start-clean” before anyone relies on a figure."
EXAMPLE = "Example data: apart from one public case and the relative named with him, everyone here is invented."


async def render(datasette, request, template: str, context: dict) -> Response:
    """A page of ours as a response."""
    who = reader(datasette, request)
    shared = {"reader": who, "notice": await notice(who), "edition": await edition(datasette, request)}
    return Response.html(await datasette.render_template(template, shared | context, request=request))


async def notice(who: Reader) -> str:
    """The words on example data that every page must carry now, '' when there is none."""
    table = "sources" if who.research else "edition"
    if "example" not in await who.columns(table):
        return ""
    marked = "coalesce(example, 0) = 1"
    found = await who.one(f"SELECT max({marked}) AS some, min({marked}) AS everything FROM {table}")
    if not found or not found["some"]:
        return ""
    return EXAMPLE if found["everything"] else MIXED


async def edition(datasette, request) -> dict:
    """The row of published.db that tells which edition it is; empty where there is none."""
    published = Reader("", datasette.get_database("published"), False, True)
    return await published.one("SELECT * FROM edition") or {}
