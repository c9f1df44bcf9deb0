"""What every page shares: its reader, its edition, and the warning while invented people are among the cases."""

from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import Response

from casebook import speaking
from casebook.pages import labels, shown, words
from casebook.pages.reader import Reader, reader
from casebook.speaking import N_, others, say

MIXED = N_(
    "Invented example people are among these cases."
    " Remove them with “make start-clean” before anyone relies on a figure."
)
PUBLISHED = N_("Invented example people are among these cases; the page of each says so.")
CLOSED = N_("No edition is shown now: journalists see nothing until one is made and checked.")
EXAMPLE = N_("Example data: apart from one public case and the relative named with him, everyone here is invented.")


def equip(env) -> None:
    """Give the templates what they write with: texts in the reader's language, labels, dates, and harmless text."""
    env.filters |= {"shown": shown.shown, "bdi": shown.isolated, "strong": shown.strong, "named": shown.named}
    env.filters |= {"edtf": words.describe_edtf, "capital": words.capital, "together": words.together}
    env.filters |= {"number": speaking.number, "decimal": speaking.decimal}
    env.globals |= {"_": speaking.shown, "_n": speaking.shown_count, "language": speaking.language}
    env.globals |= {"label": labels.label, "facet_label": labels.facet_label, "consent": labels.consent}


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
        "notice": say(await notice(who) if now or not who.research else CLOSED),
        "edition": now,
        "other_languages": others(request.path, parse_qsl(request.query_string, keep_blank_values=True), urlencode),
        "seat": seat,
        "token": request.scope.get("token", ""),
        "job": seat.told(request.args.get("told") or "") if seat else None,
    }


async def notice(who: Reader) -> str:
    """The words on example data that every page must carry now, '' when there is none."""
    if not who.research:
        kept = "SELECT cases FROM facet_counts WHERE facet = 'figure' AND value = 'invented'"
        return PUBLISHED if await who.value(kept) else ""
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
