"""The page of one case: what the edition carries for the press, and all that is known for researchers."""

import re

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from casebook.pages import citing, deciding, face, labels, press, research
from casebook.pages.axis import Axis, lay
from casebook.pages.frame import edition, render
from casebook.pages.reader import Reader, published, reader
from casebook.pages.words import capital, describe_term, describe_window

PUBLIC_ID = re.compile("[a-z2-7]{10}")


async def page(request, datasette) -> Response:
    """A case's page; the same answer for a case that is not there and one that is not for this reader."""
    _, found = await _found(request, datasette)
    row, more = found["row"], {}
    if found["research"]:
        more = await deciding.state(request, datasette, row)
    else:
        more = await _cited(request, datasette, row)
    address = f"/cases/{request.url_vars['id']}.json"
    return await render(datasette, request, "case.html", as_read(found) | {"json_address": address} | more)


def as_read(found: dict) -> dict:
    """All that the template shows of a case, whose row, names and events are `found`."""
    row = found["row"]
    return found | {
        "title": face.name(row),
        "facts": face.facts(row),
        "sentence": capital(
            describe_term(row.get("term_kind"), row.get("term_months_min"), row.get("term_months_max"))
        ),
        "window": describe_window(row.get("end_earliest"), row.get("end_latest")),
        "axis": lay([event["span"] for event in found["timeline"]]),
        "served": _served(row),
        "tone": face.tone(row.get("status")),
        "official": [labels.said("charges", part) for part in _parts(row.get("reasons_official"))],
        "invented": face.is_invented(row),
        "believed": _parts(row.get("reasons_believed")),
    }


async def _cited(request, datasette, row: dict) -> dict:
    """How this case is cited, and the number of the edition that was asked for where that is another one."""
    now = await edition(datasette)
    if not now:
        return {}
    address = citing.path(now, row["id"])
    asked = request.url_vars.get("edition", str(now["number"]))
    if asked not in map(str, range(1, now["number"] + 1)):  # there never was such an edition
        raise NotFound("Nothing here")
    return {
        "lasting": address,
        "cited": citing.lines(row, now, datasette.absolute_url(request, address)),
        "asked_edition": asked if asked != str(now["number"]) else "",
    }


async def as_json(request, datasette) -> Response:
    """The same case as JSON: its published facts, names and events."""
    who, found = await _found(request, datasette)
    hidden = {"person", "example", "person_key"} | ({"id"} if who.research else set())
    return Response.json(
        {
            "case": {name: value for name, value in found["row"].items() if value is not None and name not in hidden},
            "names": [
                {k: v for k, v in name.items() if k in ("text", "script", "kind") and v} for name in found["names"]
            ],
            "events": [
                {k: v for k, v in event.items() if k in ("kind", "when", "place", "facility", "term", "repeats") and v}
                for event in found["timeline"]
            ],
        }
    )


async def _found(request, datasette) -> tuple[Reader, dict]:
    who, key = reader(datasette, request), tilde_decode(request.url_vars["id"])
    if who.research and not PUBLIC_ID.fullmatch(key) and "edition" not in request.url_vars:
        found = await research.case(who, key)
    else:
        who = published(datasette, request)
        found = await press.case(who, key)
    if found is None:
        raise NotFound("Nothing here")
    return who, found | {"research": who.research and "edition" not in request.url_vars}


def _served(row: dict) -> Axis | None:
    """The time from the arrest to the expected end: when it may have begun, when it is surely running, when it may end."""
    begins, ends = (row.get("arrest_earliest"), row.get("arrest_latest")), (row.get("end_earliest"), row.get("end_latest"))
    if not all(begins) or not ends[0]:
        return None
    return lay([begins, (begins[1], ends[0]), ends])


def _parts(text: str | None) -> list[str]:
    return [part.strip() for part in (text or "").split(";") if part.strip()]
