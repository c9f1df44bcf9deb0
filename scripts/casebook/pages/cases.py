"""The list of cases: searched, filtered, ordered, and taken away as CSV or JSON."""

from datasette.utils.asgi import NotFound, Response
from datasette.views.database import DatabaseView
from markupsafe import Markup

from casebook import exporting, exporting_tables, searching
from casebook.names import search_terms
from casebook.pages import face, facets, found_by, listed, passages
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.pages.shown import isolated
from casebook.speaking import say

_AMONG = Markup(' <span aria-hidden="true">·</span> ')  # names of one person
MOST_PARTS = 6  # words that are looked for alone where all together find nothing

async def page(request, datasette):
    """One page of the list. A researcher's `?sql=` is Datasette's own page of the database."""
    who = reader(datasette, request)
    if who.research and "sql" in request.args:
        return await _datasette(datasette, request)
    wanted = listed.asked(request)
    found = await listed.count(who, wanted)
    if wanted.page > 1 and (wanted.page - 1) * searching.PAGE >= found.cases:
        raise NotFound("Nothing here")
    pages = max(1, -(-found.cases // searching.PAGE))
    nearest = await listed.near(who, wanted) if wanted.near or found.cases <= listed.MANY else []
    beside = await listed.near_rows(who, wanted, nearest)
    rows = [] if wanted.near else await listed.page(who, wanted, found)
    told = await passages.found(who, wanted.words, rows) if who.research and wanted.words else {}
    only_near = beside and (wanted.near or not found.cases)
    numbers = [row["number"] for row in beside] if only_near else None
    return await render(
        datasette,
        request,
        "cases.html",
        {
            "title": say("Cases"),
            "wanted": wanted,
            "found": found,
            "rows": _cards(rows, wanted, {}, told),
            "near": len(beside),
            "unordered": listed.unordered(wanted, found),
            "near_rows": _cards(beside, wanted, {one.row: one for one in nearest}) if _near_here(wanted, pages) else [],
            "sorts": _sorts(who),
            "table": [face.line(row) for row in rows] if wanted.view else [],
            "near_table": [face.line(row) for row in beside] if wanted.view and _near_here(wanted, pages) else [],
            "columns": [say(label) for label in face.LINE],
            "certainly": await listed.count(who, wanted, certainly=True) if wanted.since or wanted.until else None,
            "facets": await facets.counts(who, wanted, listed.FACETS, numbers, many=_many(wanted, found)),
            "flags": searching.FLAGS if who.research else {},
            "pages": pages,
            "parts": await _parts(who, wanted) if not (found.cases or beside) else [],
        },
    )


def _many(wanted: searching.Wanted, found: listed.Count) -> bool:
    """Whether the cases of this list are too many to be counted by facet; all cases have been counted before."""
    return found.cases > facets.MOST_GROUPED and bool(wanted.narrowed) and not wanted.near


def _near_here(wanted: searching.Wanted, pages: int) -> bool:
    """Near matches follow the last of those that hold the words as typed."""
    return wanted.near or wanted.page == pages


def _cards(
    rows: list[dict], wanted: searching.Wanted, near: dict[int, searching.Near], told: dict[int, Markup] | None = None
) -> list[dict]:
    """What the list shows of these cases, with the words marked that they were found by, and why those are near."""
    terms, cards = search_terms(wanted.words), []
    for row in rows:
        card, nearness = face.card(row), near.get(row["number"])
        card["title"] = found_by.marked(card["name"], terms, nearness)
        card["others"] = _AMONG.join(found_by.marked(name, terms, nearness) for name in card["others"])
        card["who"] = Markup(", ").join(map(isolated, card["who"]))
        card["custody"] = Markup(". ").join(isolated(part[:1].upper() + part[1:]) for part in card["custody"])
        card["why"] = Markup("; ").join(map(isolated, found_by.why(nearness))) if nearness else ""
        card["passage"] = (told or {}).get(row["number"])
        cards.append(card)
    return cards


async def _parts(who: Reader, wanted: searching.Wanted) -> list[tuple[searching.Wanted, listed.Count]]:
    """Shorter lists than one that is empty, with how many there are: the words without filters, then each word alone."""
    bare = searching.Wanted(words=wanted.words)
    shorter = [bare] if bare != wanted and wanted.words else []
    terms = search_terms(wanted.words)[:MOST_PARTS]
    shorter += [searching.Wanted(words=term.typed) for term in terms if len(terms) > 1]
    counted = [(one, await listed.count(who, one)) for one in shorter]
    return [(one, count) for one, count in counted if count.cases]


async def as_csv(request, datasette, send, receive):
    """The whole list as CSV. A researcher's `?sql=` gives the rows of that query."""
    if "sql" in request.args:
        request.scope = {**request.scope, "url_route": {"kwargs": {"database": "cases"}}}
        return await exporting_tables.query(request, datasette, send, receive)
    who = reader(datasette, request)
    names = await listed.columns(who)
    rows = listed.stream(who, listed.asked(request), names)
    parts = exporting.as_csv(names, rows, bom="_bom" in request.args)
    return await _export(who, "text/csv", "cases.csv", parts, send, receive)


async def as_json(request, datasette, send, receive):
    """The whole list as JSON. A researcher's `?sql=` is Datasette's own answer."""
    who = reader(datasette, request)
    if who.research and "sql" in request.args:
        return await _datasette(datasette, request)
    names = await listed.columns(who)
    parts = exporting.as_json(names, listed.stream(who, listed.asked(request), names))
    return await _export(who, "application/json", "cases.json", parts, send, receive)


async def _export(who: Reader, kind: str, name: str, parts, send, receive):
    try:
        with exporting.one_at_a_time(who.name):
            await exporting.stream(send, receive, kind, name, parts)
    except exporting.Busy:
        return Response.text(say("One export at a time"), status=429)
    return None


def _sorts(who: Reader) -> dict[str, str]:
    known = searching.SORTS | searching.RESEARCH_SORTS if who.research else searching.SORTS
    return {name: say(label) for name, (label, _, _) in known.items()}


async def _datasette(datasette, request):
    """Datasette's own page of the database, whose address our list has taken."""
    kind = "json" if request.path.endswith(".json") else None
    request.scope = {**request.scope, "url_route": {"kwargs": {"database": "cases", "format": kind}}}
    return await DatabaseView(datasette).dispatch_request(request)
