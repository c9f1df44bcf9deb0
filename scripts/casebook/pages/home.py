"""The first page: what this is, search, the figures that matter with their doubt, and ways into the cases."""

from casebook.finding_aids import FACETS
from casebook.pages import facets, labels
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.searching import Wanted

MOST_WAYS = 6  # facets that the first page leads by
_FIGURES = "SELECT value, cases FROM facet_counts WHERE facet = 'figure'"


async def page(request, datasette):
    """The home page of either site."""
    who = reader(datasette, request)
    names = FACETS[:MOST_WAYS]
    figures = {"cases": 0} | dict((await who.table(_FIGURES))[1])
    return await render(
        datasette,
        request,
        "home.html",
        {
            "title": "Casebook",
            "figures": figures,
            "differs": figures.get("differs") if who.research else None,
            "facets": await facets.counts(who, Wanted(), names),
            "others": await _others(who) if not who.research else [],
            "work": await _work(who) if who.research else {},
        },
    )


async def _others(who: Reader) -> list[tuple[str, list[tuple[str, int]]]]:
    """The rounded figures of cases that are not shown but counted, by topic: of other cases than all else on the page."""
    rows = await who.rows("SELECT topic, code, cases FROM statistics WHERE scope = 'others' ORDER BY topic, cases DESC, code")
    topics = dict.fromkeys(row["topic"] for row in rows)
    return [(labels.facet_label(topic), [(labels.of_column(topic, row["code"]), row["cases"]) for row in rows
                                         if row["topic"] == topic]) for topic in topics]


async def _work(who: Reader) -> dict:
    """What researchers keep: sources, records, claims and what was not understood."""
    return {
        "sources": await who.value("SELECT count(*) FROM sources"),
        "records": await who.value("SELECT count(*) FROM records"),
        "claims": await who.value("SELECT count(*) FROM claims"),
        "issues": await who.value("SELECT count(*) FROM issues"),
    }
