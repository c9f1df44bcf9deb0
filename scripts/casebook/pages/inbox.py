"""The inbox: where a file is uploaded, what it would change, taking it in, and giving it back."""

import asyncio
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from babel import Locale
from datasette.utils.asgi import Base400, NotFound, Response

from casebook import receipts, told_here
from casebook.guard import uploads
from casebook.inbox import drafts
from casebook.inbox.drafts import LOOKED, SEEN, Draft
from casebook.inbox.taking import HERE
from casebook.pages.deciding import seat_of, typed
from casebook.pages.frame import render
from casebook.pages.labels import label, property_label
from casebook.pages.reader import reader
from casebook.pages.taking import WORKBOOK
from casebook.speaking import language, say

if TYPE_CHECKING:
    from casebook.reviewing import Seat

SHORTLY = 2.0  # seconds that somebody waits for what a file would change, before the page says that it is being looked at
RECENT, DAYS = 12, 30  # files received lately that may be given back from the first page, and since how many days
_TITLES = 'SELECT "key", title FROM sources'
ORDERS = (("DMY", "31/12/2017"), ("MDY", "12/31/2017"), ("YMD", "2017/12/31"))
FOUND = ("changed", "doubtful", "gone", "new", "aside", "look")


async def page(request, datasette) -> Response:
    """The form for a file, what lies in the inbox, and what was received lately."""
    seat = seat_of(request)
    titles = await _titles(request, datasette)
    found = await seat.clerk.run(_overview, seat, titles)
    shown = {"title": say("Inbox"), "megabytes": uploads.LONGEST_FILE // 10**6}
    return await render(datasette, request, "inbox.html", shown | found)


async def draft(request, datasette) -> Response:
    """One uploaded file: as far as it is known what it is and what it would change."""
    seat = seat_of(request)
    titles = await _titles(request, datasette)
    found = await seat.clerk.run(_draft, seat, request.url_vars["draft"], titles)
    if found is None:
        raise NotFound("Nothing here")
    return await render(datasette, request, "draft.html", found)


async def workbook(request, datasette) -> Response:
    """The file given back with comments, for whoever brought it alone: what is kept apart stands in it."""
    seat = seat_of(request)
    found = await seat.clerk.run(drafts.load, seat.clerk.folders, request.url_vars["draft"])
    if found is None or found.by != seat.by or not (found.found(SEEN) or {}).get("counts"):
        raise NotFound("Nothing here")
    body = await asyncio.to_thread(seat.clerk.inbox.workbook, found, seat.by)
    if body is None:
        raise Base400(say("No workbook could be made of this file."))
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{quote(found.name.rpartition('.')[0], safe='')}.xlsx"}
    return Response(body, content_type=WORKBOOK, headers=headers)


async def _titles(request, datasette) -> dict[str, str]:
    rows = await reader(datasette, request).rows(_TITLES)
    return {row["key"]: row["title"] or row["key"] for row in rows}


def _sources(seat: "Seat", titles: dict[str, str]) -> list[dict[str, Any]]:
    """The sources that take files, each with those that count now."""
    names = sorted(path.parent.name for path in seat.clerk.folders.sources.glob("*/source.yml"))
    kept = [name for name in names if not name.startswith(HERE)]
    return [{"name": name, "title": titles.get(name, name), "files": receipts.effective(seat.clerk.folders.sources / name)}
            for name in kept]  # fmt: skip


def _overview(seat: "Seat", titles: dict[str, str]) -> dict[str, Any]:
    known = _sources(seat, titles)
    since = (date.today() - timedelta(DAYS)).isoformat()
    received = [{"source": one["name"], "title": one["title"], "file": file, "day": file.at[:10]} for one in known
                for file in one["files"] if file.at >= since]  # fmt: skip
    received.sort(key=lambda one: one["file"].at, reverse=True)
    waiting = [one for one in drafts.listed(seat.clerk.folders) if one.taken is None]
    return {"drafts": waiting, "received": received[:RECENT]}


def _draft(seat: "Seat", number: str, titles: dict[str, str]) -> dict[str, Any] | None:
    found = drafts.load(seat.clerk.folders, number)
    if found is None:
        return None
    busy = seat.clerk.inbox.attend(found, SHORTLY)
    found = drafts.load(seat.clerk.folders, number) or found
    shown = {"title": found.name, "draft": found, "busy": busy, "mine": found.by == seat.by}
    if found.taken:
        return shown | {"state": "taken", "undone": not _counts(seat, found), "of": titles.get(found.taken["source"])}
    looked, seen = found.found(LOOKED) or {}, found.found(SEEN) or {}
    failed = looked.get("failed") or seen.get("failed") or seen.get("refused") or ""
    state = "busy" if busy else "compared" if seen.get("counts") and not failed else "open"
    shown |= {"state": state, "failed": failed, "readable": "fits" in looked, "seen": seen}
    return shown | _choice(seat, found, looked, titles)


def _choice(seat: "Seat", found: Draft, looked: dict[str, Any], titles: dict[str, str]) -> dict[str, Any]:
    """What there is to choose from, and what is chosen or guessed."""
    if "fits" not in looked:
        return {}
    again = typed(seat, "sort")
    chosen = found.chosen or {}
    likely = chosen.get("source") or next((one["source"] for one in looked["fits"]), "")
    columns = [one | {"words": _words(one["property"])} for one in looked["columns"]]
    guess = {name: again.one(name) or chosen.get(name) or looked.get(name, "") for name in ("language", "order", "century")}
    guess["title"] = again.one("title") or chosen.get("title") or found.name.rpartition(".")[0]
    return {
        "sources": _sources(seat, titles), "likely": likely, "fits": {one["source"] for one in looked["fits"]},
        "looked": looked, "columns": columns, "guess": guess, "orders": ORDERS,
        "spoken": [(code, Locale(code).get_display_name(language())) for code in told_here.LANGUAGES],
    }  # fmt: skip


def _counts(seat: "Seat", found: Draft) -> bool:
    """Whether the file that a draft was taken in as counts still."""
    taken = found.taken or {}
    return any(one.seq == taken["receipt"] for one in receipts.effective(seat.clerk.folders.sources / taken["source"]))


def _words(code: str) -> str:
    """What a column is read as, in words, with the kind of event where it is one's."""
    event, _, name = code.rpartition(".")
    words = property_label(name) if name else ""
    return f"{label('events', event)}{say(': ')}{words}" if event else words
