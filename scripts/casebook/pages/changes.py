"""What changed in the edition that is shown: who was added or corrected, as page, CSV and feed; who left is only counted."""

from xml.etree.ElementTree import Element, SubElement, tostring

from datasette.utils.asgi import Response

from casebook import harmless
from casebook.pages import citing
from casebook.pages.frame import edition, render
from casebook.pages.reader import Reader, published
from casebook.speaking import N_, say

_CHANGED = """SELECT changes.kind, cases.id, cases.name, cases.names FROM changes JOIN cases ON cases.id = changes.case_id
ORDER BY changes.kind, cases.id"""
KINDS = {"added": N_("New in this edition"), "corrected": N_("Told otherwise than before")}
MOST_SHOWN = 500  # of a kind on the page; the list and the feed have all
ALL = 10_000_000
ATOM = "http://www.w3.org/2005/Atom"


async def page(request, datasette) -> Response:
    found = await _changed(datasette, request)
    groups = [(title, [row for row in found if row["kind"] == kind]) for kind, title in KINDS.items()]
    shown = [(title, rows[:MOST_SHOWN], max(0, len(rows) - MOST_SHOWN)) for title, rows in groups if rows]
    return await render(datasette, request, "changes.html", {"title": say("What changed"), "groups": shown})


async def as_csv(request, datasette) -> Response:
    now, found = await edition(datasette), await _changed(datasette, request)
    rows = [[now["number"], now["date"], row["kind"], row["id"], row["name"], citing.path(now, row["id"])] for row in found]
    text = harmless.csv_lines([["edition", "date", "change", "id", "name", "address"], *rows])
    headers = {"content-disposition": 'attachment; filename="changes.csv"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


async def as_feed(request, datasette) -> Response:
    """An Atom feed (RFC 4287) with one entry a changed case, dated by the edition."""
    now, found = await edition(datasette), await _changed(datasette, request)
    feed = Element("feed", xmlns=ATOM)
    _texts(feed, id=f"urn:casebook:{now['audience']}:changes", title="Casebook: what changed", updated=_moment(now))
    SubElement(SubElement(feed, "author"), "name").text = "Casebook"
    for row in found:
        entry, address = SubElement(feed, "entry"), citing.path(now, row["id"])
        name = row["name"] or citing.NAMELESS["en"]
        _texts(entry, id=f"urn:casebook:{now['audience']}:{now['number']}:{row['id']}", updated=_moment(now),
               title=f"{KINDS.get(row['kind'], '')}: {name}")  # fmt: skip
        SubElement(entry, "link", href=datasette.absolute_url(request, address))
    return Response(tostring(feed, encoding="unicode", xml_declaration=True), content_type="application/atom+xml")


async def _changed(datasette, request) -> list[dict]:
    press: Reader = published(datasette, request)
    return await press.rows(_CHANGED, most=ALL)


def _texts(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _moment(now: dict) -> str:
    return f"{now['date']}T00:00:00Z"
