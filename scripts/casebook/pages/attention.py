"""Attention: cases that time itself makes urgent, each list a query that can be opened and changed; and what one has to do."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from datasette.utils.asgi import NotFound, Response

from casebook.pages import face
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.pages.words import describe_day, describe_edtf, describe_window
from casebook.speaking import N_, say

MOST = 20
UNSENTENCED_AFTER = 2  # years since the arrest after which it is told that no sentence is known
OVER = "('released', 'deceased')"
GOING_ON = f"coalesce(status, '') NOT IN {OVER}"
SHOWN = "cases.*, (SELECT key FROM persons WHERE persons.id = cases.person) AS person_key"
# name: what the list is of, its condition, its order, the columns that say why; {day}, {last_day} and {before} are ISO days.
LISTS = {
    "ended": (N_("Should have ended: the whole window of the sentence is past"), "end_latest < '{day}'", "end_latest",
              ("end_earliest", "end_latest")),
    "may_have_ended": (N_("May have ended: the earliest end is past"),
                       "end_earliest < '{day}' AND (end_latest IS NULL OR end_latest >= '{day}')", "end_earliest",
                       ("end_earliest", "end_latest")),
    "this_year": (N_("May end this year"), "end_earliest BETWEEN '{day}' AND '{last_day}'", "end_earliest",
                  ("end_earliest", "end_latest")),
    "unsentenced": (N_("Held for years, and no sentence known"), "arrest_latest < '{before}' AND term_kind IS NULL",
                    "arrest_latest", ("arrest",)),
}  # fmt: skip
_SILENT = f"""SELECT {SHOWN}, max(records.told) AS told FROM cases JOIN mentions ON mentions.person = cases.person
JOIN records ON records.id = mentions.record AND records.state = 'current' AND records.told GLOB '[12][0-9][0-9][0-9]*'
WHERE {GOING_ON} AND mentions.role = 'subject' GROUP BY cases.id ORDER BY told LIMIT {MOST}"""
_STEPS = """SELECT steps.*, cases.case_key, cases.name FROM steps LEFT JOIN cases ON cases.person = steps.person
WHERE steps.owner = :name AND coalesce(steps.answer, '') = '' ORDER BY coalesce(due, '9999'), steps.id LIMIT 100"""


class List(NamedTuple):
    """One list of the page: its heading, how many cases it has, the first of them with why, and its query as an address."""

    heading: str
    n: int
    cases: list[dict]
    address: str


async def page(request, datasette) -> Response:
    """The lists that are not empty, and what the reader has to do next; for researchers on their own site."""
    who = reader(datasette, request)
    if not who.research:
        raise NotFound("Nothing here")
    found = [await _list(who, name) for name in LISTS]
    silent = [face.card(row) | {"why": say("last told of {date}", date=describe_edtf(row["told"]))}
              for row in await who.rows(_SILENT)]  # fmt: skip
    return await render(datasette, request, "attention.html", {
        "title": say("Attention"),
        "lists": [one for one in found if one.n],
        "silent": silent,
        "steps": [row | {"due_words": describe_day(row["due"])} for row in await who.rows(_STEPS, {"name": who.name})],
        "late": date.today().isoformat(),
    })  # fmt: skip


async def _list(who: Reader, name: str) -> List:
    heading, condition, order, columns = LISTS[name]
    where = f"{GOING_ON} AND {condition.format(**_days())}"
    rows = await who.rows(f"SELECT {SHOWN} FROM cases WHERE {where} ORDER BY {order} LIMIT {MOST}")
    n = await who.value(f"SELECT count(*) FROM cases WHERE {where}")
    query = f"SELECT name, {', '.join(dict.fromkeys(('arrest', *columns)))}, status FROM cases WHERE {where} ORDER BY {order}"
    return List(say(heading), n, [face.card(row) | {"why": next(_why(row, columns), "")} for row in rows],
                f"/cases?{urlencode({'sql': query})}")  # fmt: skip


def _why(row: dict, columns: tuple[str, ...]) -> Iterator[str]:
    """What of a case puts it into the list, in words."""
    if "end_earliest" in columns:
        window = describe_window(row["end_earliest"], row["end_latest"])
        yield say("end of the sentence {window}", window=window) if window else ""
    else:
        yield say("detained {date}", date=describe_edtf(row["arrest"]) or describe_window(None, row["arrest_latest"]))


def _days() -> dict[str, str]:
    today = date.today()
    before = f"{today.year - UNSENTENCED_AFTER}-{today:%m-%d}"
    return {"day": today.isoformat(), "last_day": f"{today.year}-12-31", "before": before}
