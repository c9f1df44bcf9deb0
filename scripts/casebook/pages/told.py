"""What somebody told about a case: the form that writes it down, and what was written down so before."""

import secrets

from babel import Locale
from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Response

from casebook import told_here
from casebook.pages import face, labels, research
from casebook.pages.claimed import MENTIONS
from casebook.pages.deciding import seat_of, typed
from casebook.pages.frame import render
from casebook.pages.reader import reader
from casebook.pages.words import describe_edtf
from casebook.speaking import language, say

_BEFORE = f"""
SELECT r.key, r.told, s.key AS source_key, s.how_known,
       (SELECT l.code FROM mentions t JOIN relations l ON l.other = t.id WHERE t.record = r.id AND t.role = 'informant') AS code,
       (SELECT count(*) FROM claims c WHERE c.record = r.id AND c.reading = 'by machine' AND c.standing = 'stands') AS unread
FROM records r JOIN sources s ON s.id = r.source
WHERE s.key LIKE '{told_here.PREFIX}%' AND r.id IN (SELECT record FROM mentions WHERE id IN ({MENTIONS})) ORDER BY r.id DESC"""


async def page(request, datasette) -> Response:
    """The form, and the earlier entries with their speakers' relation, never their names."""
    seat, who, key = seat_of(request), reader(datasette, request), tilde_decode(request.url_vars["id"])
    row = await research.row(who, key)
    if row is None:
        raise NotFound("Nothing here")
    before = [_entry(one) for one in await who.rows(_BEFORE, {"person": row["person"]}, 200)]
    entry = typed(seat, "tell").one("entry") or secrets.token_hex(8)
    shown = {
        "title": say("Add what I was told"), "name": face.name(row), "address": face.address(row), "before": before,
        "hidden": {"about": row["person_key"], "name": row["name"] or "", "entry": entry,
                   "back": face.address(row) + "/told"},
        "entry": entry, "typed": typed(seat, "tell"),
        "how": told_here.HOW, "channels": told_here.CHANNELS,
        "languages_told": [(code, Locale(code).get_display_name(language())) for code in told_here.LANGUAGES],
    }  # fmt: skip
    return await render(datasette, request, "told.html", shown)


def _entry(row: dict) -> dict:
    return {
        "address": f"/read/{tilde_encode(row['key'])}", "when": describe_edtf(row["told"]) or "", "unread": row["unread"],
        "how": row["how_known"], "who": labels.relation(row["code"]) or say("Somebody"), "source": row["source_key"],
        "entry": row["key"].partition(":")[2],
    }  # fmt: skip

