"""What every page shares: its reader, its edition, and the warning while invented people are among the cases."""

from datasette.utils.asgi import Response

from casebook.pages.reader import Reader, reader

MIXED = (
    "Invented example people are among these cases."
    " Remove them with “make start-clean” before anyone relies on a figure."
)
PUBLISHED = "Invented example people are among these cases; the page of each says so."
CLOSED = "No edition is shown now: journalists see nothing until one is made and checked."
EXAMPLE = "Example data: apart from one public case and the relative named with him, everyone here is invented."


async def render(datasette, request, template: str, context: dict) -> Response:
    """A page of ours as a response."""
    return Response.html(await datasette.render_template(template, context, request=request))


async def shared(datasette, request) -> dict:
    """What the templates of every page are given, Datasette's own pages of the tables included."""
    hidden = {"private": False, "table_definition": None, "view_definition": None}
    if request is None or not request.actor:
        return hidden
    who, now, seat = reader(datasette, request), await edition(datasette), request.scope.get("seat")
    return hidden | {
        "reader": who,
        "notice": await notice(who) if now or not who.research else CLOSED,
        "edition": now,
        "seat": seat,
        "token": request.scope.get("token", ""),
        "job": seat.told(request.args.get("told") or "") if seat else None,
    }


async def notice(who: Reader) -> str:
    """The words on example data that every page must carry now, '' when there is none."""
    if not who.research:
        return PUBLISHED if await who.value("SELECT 1 FROM cases WHERE basis = 'invented example' LIMIT 1") else ""
    marked = "coalesce(example, 0) = 1"
    found = await who.one(f"SELECT max({marked}) AS some, min({marked}) AS everything FROM sources")
    if not found or not found["some"]:
        return ""
    return EXAMPLE if found["everything"] else MIXED


async def edition(datasette) -> dict:
    """The row of published.db that tells which edition it is; empty where there is none."""
    if "published" not in datasette.databases:
        return {}
    published = Reader("", datasette.get_database("published"), False, True)
    return await published.one("SELECT * FROM edition") or {}
