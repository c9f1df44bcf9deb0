"""Why something is shown of somebody: every claim on each fact, which are shown and by which rule, and who judged them."""

from typing import TYPE_CHECKING

from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Response

from casebook.agreeing import Claim
from casebook.decisions import Decision
from casebook.decisions_about import about
from casebook.pages import decided, face, labels, research, voices
from casebook.pages.claimed import MENTIONS, SELECT, claim_of, counted, fact_label, in_its_place
from casebook.pages.deciding import seat_of, typed
from casebook.pages.frame import render
from casebook.pages.reader import reader
from casebook.pages.words import describe_edtf
from casebook.speaking import say
from casebook.weighing import choosing, correcting, proposing

if TYPE_CHECKING:
    from casebook.reviewing import Seat

_CLAIMS = f"{SELECT} WHERE c.mention IN ({MENTIONS}) ORDER BY e.kind IS NOT NULL, e.earliest, c.property, s.title, c.id"
_CONTRADICTIONS = """
SELECT x.a, x.b, x.kind, x.ruling, a.key AS key_a, b.key AS key_b FROM contradictions x JOIN claims a ON a.id = x.a
JOIN claims b ON b.id = x.b WHERE x.person = :person ORDER BY x.property, x.id"""


async def page(request, datasette) -> Response:
    """Every fact of a case, each with its claims."""
    seat, who, key = seat_of(request), reader(datasette, request), tilde_decode(request.url_vars["id"])
    row = await research.row(who, key)
    if row is None:
        raise NotFound("Nothing here")
    claims = await who.rows(_CLAIMS, {"person": row["person"]})
    apart = await who.rows(_CONTRADICTIONS, {"person": row["person"]})
    lines, ruled = await seat.clerk.run(_log, seat)
    told = {
        "title": say("{name}: why this is shown", name=face.name(row)), "name": face.name(row), "address": face.address(row),
        "facts": facts(claims, apart, lines, ruled), "voices": await voices.of(who, row["person"]),
        "back": face.address(row) + "/why", "typed": typed(seat, "claim", "correct"),
        "seen_of": await seat.clerk.run(_seen, seat, [row["key"] for row in claims]),
    }  # fmt: skip
    return await render(datasette, request, "why.html", told)


def _log(seat: "Seat") -> tuple[dict[str, list[Decision]], dict[frozenset[str], Decision]]:
    log = seat.clerk.log()
    ruled = {frozenset((one["a"], one["b"])): one for one in log if one.live and one.kind == "differ"}
    return proposing.judged(log), ruled


def _seen(seat: "Seat", keys: list[str]) -> dict[str, int]:
    """How many lines of the log are about each of these claims."""
    lines = about(seat.clerk.log(), keys)
    return {key: len(about(lines, [key])) for key in keys}


def facts(claims: list[dict], apart: list[dict], lines: dict[str, list[Decision]],
          ruled: dict[frozenset[str], Decision]) -> list[dict]:  # fmt: skip
    """The facts of a person, each with the claims on it, what is chosen of them and why, and which cannot both hold."""
    weighed = [claim for row in claims if (claim := counted(row))]
    groups: dict[tuple[str | None, str], list[dict]] = {}
    for row in claims:
        groups.setdefault((row["event_kind"], row["property"]), []).append(row)
    return [_fact(kind, name, rows, weighed, apart, lines, ruled) for (kind, name), rows in groups.items()]


def _fact(kind, name, rows, weighed, apart, lines, ruled) -> dict:
    choice = choosing.choose(weighed, name, kind)
    shown = [claim for claim in weighed if claim.id in choice.claims]
    told = [_claim(row, choice, shown, lines.get(row["key"], [])) for row in rows]
    here = {row["id"] for row in rows}
    numbers = {row["id"]: place for place, row in enumerate(rows, 1)}
    confirmed = max((claim.told_on for claim in shown if claim.told_on), default=None)
    return {
        "id": f"{kind}-{name}" if kind else name, "label": fact_label(rows[0]), "rule": choice.rule, "claims": told,
        "shown": list(dict.fromkeys(one["read"] or one["raw"] for one in told if one["is_shown"])),
        "basis": sorted({one["basis"] for one in told if one["is_shown"]}), "confirmed": describe_edtf(confirmed) or "",
        "apart": [_apart(one, numbers, ruled) for one in apart if one["a"] in here],
    }  # fmt: skip


def _claim(row: dict, choice: choosing.Choice, shown: list, lines: list[Decision]) -> dict:
    claim, last = counted(row), lines[-1] if lines else None
    is_shown = row["id"] in choice.claims
    return claim_of(row) | {
        "was": row["reads"] or "", "property": row["property"], "is_open": row["property"] not in correcting.FIXED,
        "place": in_its_place(row), "is_shown": is_shown, "unread": row["reading"] == "by machine",
        "stands_to": choosing.stands_to(row["property"], claim, shown) if claim and not is_shown else None,
        "earlier": bool(claim and _is_earlier(claim, shown)),
        "basis": choosing.basis(row["asserted_by"], row["reported_by"], row["how_known"]),
        "judged_by": decided.person_of(last) if last else "", "judged_at": decided.when(last) if last else "",
        "judged": labels.consent("decided", last.kind) if last else "", "why": last.reason if last else "",
    }  # fmt: skip


def _is_earlier(claim: Claim, shown: list[Claim]) -> bool:
    """Whether a claim is on an earlier time in custody than those that are shown."""
    last = max((one.spell for one in shown if one.spell), default=None)
    return bool(last and claim.spell and claim.spell < last)


def _apart(one: dict, numbers: dict[int, int], ruled: dict[frozenset[str], Decision]) -> dict:
    line = ruled.get(frozenset((one["key_a"], one["key_b"]))) if one["ruling"] else None
    return {
        "a": numbers.get(one["a"]), "b": numbers.get(one["b"]), "kind": one["kind"], "ruling": one["ruling"],
        "by": decided.person_of(line) if line else "", "when": decided.when(line) if line else "",
        "why": line.reason if line else "",
    }  # fmt: skip
