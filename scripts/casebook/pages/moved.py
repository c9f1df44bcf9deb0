"""Addresses of researchers' pages that lead elsewhere now, since two cases or two mentions were found to be one person."""

from collections.abc import Callable
from functools import wraps

from datasette.utils import async_call_with_supported_arguments, tilde_decode
from datasette.utils.asgi import NotFound, Response

from casebook.pages import face
from casebook.pages.reader import Reader, reader

# The person a key stands for today: that of a mention, or of the first member that is there of a case.
_MENTION = 'SELECT person FROM mentions WHERE "key" = :key'
_CASE = """SELECT m.person FROM decisions d, json_each(d.body, '$.members') j JOIN mentions m ON m."key" = j.value
WHERE d.kind = 'case' AND d.state = 'live' AND json_extract(d.body, '$.case') = :key ORDER BY d.id DESC, j.key LIMIT 1"""
_ROW = """SELECT cases.*, persons."key" AS person_key FROM persons JOIN cases ON cases.person = persons.id
WHERE persons.id = :person"""


def or_moved(view: Callable) -> Callable:
    """The view of a case; where there is none of that key, a researcher is sent on to the person it stands for today.

    Nobody else is: what was never there and what is there no more answer alike.
    """

    @wraps(view)
    async def moving(request, datasette) -> Response:
        try:
            return await async_call_with_supported_arguments(view, request=request, datasette=datasette)
        except NotFound:
            who, key = reader(datasette, request), tilde_decode(request.url_vars["id"])
            there = await _today(who, key) if who.research and "edition" not in request.url_vars else None
            if there is None:
                raise
            rest = request.path.partition(f"/cases/{request.url_vars['id']}")[2]
            return Response.redirect(there + rest)

    return moving


async def _today(who: Reader, key: str) -> str | None:
    """The address of the person's page; None where the key stands for nobody who has one."""
    person = await who.value(_MENTION, {"key": key}) or await who.value(_CASE, {"key": key})
    row = await who.one(_ROW, {"person": person}) if person else None
    return None if row is None or key in (row["case_key"], row["person_key"]) else face.address(row)
