"""Consents of a case: those there are, in words; a new one, or the same one again, in five parts; and a withdrawal."""

from datetime import date
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from casebook.decisions import Decision
from casebook.decisions_schemas import GIVERS, LEVELS
from casebook.guard.forms import Form
from casebook.pages import decided, labels
from casebook.pages.deciding import of_key, typed
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.speaking import say

if TYPE_CHECKING:
    from casebook.reviewing import Seat

# Whoever is spoken of in a record of the case: one of them may be the giver, or a relative who gives a consent.
_AROUND = """
SELECT o."key", o.role, (SELECT code FROM relations WHERE mention = m.id AND other = o.id) AS relation,
  (SELECT text FROM names WHERE mention = o.id ORDER BY id) AS name, r.locator, s.title
FROM mentions m JOIN mentions o ON o.record = m.record AND o.id <> m.id
JOIN records r ON r.id = m.record JOIN sources s ON s.id = r.source
WHERE m.person = :person AND coalesce(o.person, 0) <> :person ORDER BY o.role <> 'informant', o.id"""
MOST_AROUND = 100


async def page(request, datasette) -> Response:
    """What is allowed of a case, and the forms that record it."""
    seat, row = await of_key(request, datasette)
    people = await _around(reader(datasette, request), row["person"])
    again = request.args.get("again") or ""
    found = await seat.clerk.run(_consents, seat, row["case_key"], again)
    return await render(datasette, request, "consents.html", found | {
        "title": say("Consents"), "of": row, "people": people,
        "called": {one["key"]: one["words"] for one in people}})  # fmt: skip


async def _around(who: Reader, person: int) -> list[dict]:
    """The people around somebody, by the keys of their mentions, as they can be told apart."""
    found = []
    for row in await who.rows(_AROUND, {"person": person}, MOST_AROUND):
        called = labels.relation(row["relation"]) or labels.label("claim_words", row["role"])
        where = ", ".join(part for part in (row["title"], row["locator"]) if part)
        words = (say("{what}: {more}", what=called, more=row["name"]) if row["name"] else called) + f" ({where})"
        found.append({"key": row["key"], "words": words, "relative": row["role"] == "relative"})
    return found


def _consents(seat: "Seat", key: str, again: str) -> dict:
    day, standing = date.today().isoformat(), seat.clerk.standing(key)
    ordinary, guarded = seat.clerk.fields()
    chosen = next((one for one in standing.consents if f"{one.file}:{one.seq}" == again), None)
    came_back = typed(seat, "consent")
    return {
        "case": key, "seen": seat.seen(key), "consents": decided.consents(standing, day), "ordinary": ordinary,
        "guarded": guarded, "givers": GIVERS, "levels": LEVELS, "audiences": seat.clerk.audiences(),
        "shields": decided.shields(standing, seat.clerk.log(), seat.by), "chosen": chosen,
        "typed": came_back or (_as_form(chosen) if chosen else Form()), "taken": typed(seat, "withdraw"),
        "readers": ("journalists", "public"), "own": ("photograph", "quote"), "others": ("UN", "campaign", "press contact"),
    }  # fmt: skip


def _as_form(one: Decision) -> Form:
    """A consent as the form that would record it again; the day and the way it was given are asked anew."""
    fields = {name: value for name, value in one.fields.items() if name not in ("case", "given", "how", "evidence", "until")}
    return Form({name: tuple(value) if isinstance(value, list) else (value,) for name, value in fields.items()})
