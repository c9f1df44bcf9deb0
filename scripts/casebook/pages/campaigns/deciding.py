"""What readers would see of a campaign, as a researcher decides on it: approve it, doubt its source, lift a doubt."""

from datetime import date
from typing import TYPE_CHECKING

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from casebook.decisions import person
from casebook.decisions_about import about
from casebook.pages import decided
from casebook.pages.campaigns import published, research
from casebook.pages.deciding import AUDIENCE, seat_of
from casebook.pages.frame import render
from casebook.pages.reader import reader

if TYPE_CHECKING:
    from casebook.reviewing import CampaignQuestion, Seat

_NAMES = "SELECT case_key, name FROM cases WHERE case_key IN ({})"
_TITLE = "SELECT title FROM campaigns WHERE key = :key"


async def page(request, datasette) -> Response:
    """The campaign as readers would see it, what is new in that, and who has said yes."""
    seat, who, name = seat_of(request), reader(datasette, request), tilde_decode(request.url_vars["key"])
    title = await who.value(_TITLE, {"key": name})
    if title is None:
        raise NotFound("Nothing here")
    found = await seat.clerk.run(_question, seat, name)
    return await render(datasette, request, "campaign_face.html", found | {
        "of": title, "back": research.address(name), "unlisted": await _unlisted(who, found["question"])})


def _question(seat: "Seat", name: str) -> dict:
    asked, log = seat.clerk.campaign(name, AUDIENCE, date.today().isoformat()), seat.clerk.log()
    now, before = (_told(rows) if rows else None for rows in (asked.rows, asked.rows_before))
    fresh, gone = _between(before, now) if before and now else ([], [])
    undone = [one for one in log if one.kind == "undo"]
    doubts = [
        {"by": one.by, "at": decided.when(one), "reason": one.reason, "seq": one.seq, "chain": one.file,
         "lifted_by": [line.by for line in undone if (line.get("chain", line.file), line["undo"]) == (one.file, one.seq)]}
        for one in asked.doubts
    ]  # fmt: skip
    return {
        "question": asked, "name": name, "seen": seat.seen(name), "readers": asked.rule.rules["title"], "doubts": doubts,
        "fresh_words": fresh, "gone": gone, "mine": person(seat.by) in map(person, asked.voices),
        "others": [by for by in asked.voices if person(by) != person(seat.by)], "preview": True,
        "history": decided.lines([one for one in about(log, [name]) if one.kind != "sent"])[::-1],
        "title": (now or before or {"title": name})["title"],
    } | {key: value for key, value in (now or {}).items() if key != "act"}


def _told(rows: dict[str, list[dict]]) -> dict:
    return published.told(rows["campaigns"][0], rows["campaign_counts"], rows["campaign_steps"], rows["cases"])


def _between(before: dict, now: dict) -> tuple[list[str], list[str]]:
    """What one version says and the other does not, in words: (new, gone)."""
    old, new = _said(before), _said(now)
    return [words for words in new if words not in old], [words for words in old if words not in new]


def _said(page: dict) -> list[str]:
    row = page["campaign"]
    said = [row[name] for name in ("title", "organisation", "when", "demand", "addressed") if row[name]]
    said += row["coded"].values()
    said += [f"{one['name']}, {one['when']}: {one['said']}" + (f" ({one['said_by']})" if one["said_by"] else "")
             for one in (*page["counts"], *page["former"])]
    said += [", ".join(filter(None, (one["label"], one["when"], one["to_whom"], one["words"], *one["coded"].values())))
             for one in page["steps"]]
    return said + [line["cases"][0]["name"] for line in page["cases"]]


async def _unlisted(who, question: "CampaignQuestion") -> list[dict]:
    """The people of a campaign who would not stand on its page today."""
    if question.face is None:
        return []
    marks = ", ".join(f":k{place}" for place in range(len(question.face["cases"])))
    rows = await who.rows(_NAMES.format(marks), {f"k{place}": key for place, key in enumerate(question.face["cases"])})
    return [row | {"href": f"/cases/{row['case_key']}/consents"} for row in rows if row["case_key"] not in question.listed]
