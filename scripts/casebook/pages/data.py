"""The tables for those who want them: what each holds, and where it opens."""

from casebook.pages.frame import render
from casebook.pages.reader import reader
from casebook.speaking import say


async def page(request, datasette):
    """The tables this reader may open that metadata.yml describes; those it does not are the machine's own."""
    who = reader(datasette, request)
    names = [name for name in ("cases", "published") if name in datasette.databases and (who.research or name != "cases")]
    found = []
    for name in names:
        described = (datasette.metadata("databases") or {}).get(name, {})
        tables = []
        for table in await datasette.get_database(name).table_names():
            about = (described.get("tables") or {}).get(table, {})
            if about and not about.get("hidden"):
                tables.append(
                    {
                        "href": f"/{name}/{table}",
                        "title": about.get("title") or table,
                        "words": about.get("description") or "",
                    }
                )
        found.append(
            {
                "name": name,
                "title": described.get("title") or name,
                "words": described.get("description") or "",
                "tables": tables,
            }
        )
    return await render(datasette, request, "data.html", {"title": say("Tables"), "databases": found})
