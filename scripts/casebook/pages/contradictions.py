"""Accounts that cannot both hold, two at a time side by side, those first that readers would be shown."""

from datetime import date
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response

from casebook.decisions import Decision
from casebook.pages import face
from casebook.pages.claimed import SELECT, claim_of, fact_label, in_its_place
from casebook.pages.deciding import seat_of, typed
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.speaking import N_, say
from casebook.weighing import facts, proposing

if TYPE_CHECKING:
    from casebook.reviewing import Seat

AT_ONCE = 20
MOST = 2000
_OPEN = "x.kind = 'incompatible' AND x.ruling IS NULL"
_PAIRS = f"""
SELECT x.a, x.b, x.property, k.case_key, k.name, k.approved, p.key AS person_key, e.kind AS event_kind
FROM contradictions x JOIN cases k ON k.person = x.person JOIN persons p ON p.id = x.person JOIN claims c ON c.id = x.a
LEFT JOIN events e ON e.id = c.event WHERE {_OPEN} ORDER BY k.case_key IS NULL, x.id"""
_LEFT = f"SELECT count(*) FROM contradictions x WHERE {_OPEN}"
RANKS = (N_("Readers would be shown this"), N_("A case is kept"), N_("Nobody has asked for it yet"))


async def page(request, datasette) -> Response:
    """The first of those that wait, with the forms that rule on them."""
    seat, who = seat_of(request), reader(datasette, request)
    pairs = await who.rows(_PAIRS, {}, MOST)
    sides = await _sides(who, pairs)
    lines = await seat.clerk.run(_log, seat)
    ranked = await seat.clerk.run(_ranked, seat, [pair for pair in pairs if not _settled(pair, sides, lines)])
    back = typed(seat, "differ")
    told = [_pair(pair, sides, seat) for pair in ranked[:AT_ONCE]]
    shown = {"title": say("Accounts that differ"), "left": await who.value(_LEFT, {}), "pairs": told, "back": "/contradictions",
             "first": sum(pair["rank"] == 0 for pair in ranked), "ranks": RANKS, "typed": back}  # fmt: skip
    return await render(datasette, request, "contradictions.html", shown)


async def _sides(who: Reader, pairs: list[dict]) -> dict[int, dict]:
    listed = ", ".join(sorted({str(pair[side]) for pair in pairs for side in ("a", "b")}))
    return {row["id"]: row for row in await who.rows(f"{SELECT} WHERE c.id IN ({listed})")}


def _log(seat: "Seat") -> tuple[dict[str, list[Decision]], dict[frozenset[str], Decision]]:
    log = seat.clerk.log()
    return proposing.judged(log), {frozenset((one["a"], one["b"])): one for one in log if one.live and one.kind == "differ"}


def _settled(pair: dict, sides: dict[int, dict], lines: tuple) -> bool:
    """Whether the log says already what is to be done with a pair, though it is not applied yet."""
    judged, ruled = lines
    a, b = sides[pair["a"]], sides[pair["b"]]
    line = ruled.get(frozenset((a["key"], b["key"])))
    if line and {line["a"]: line["seen_a"], line["b"]: line["seen_b"]} == {a["key"]: a["reads"], b["key"]: b["reads"]}:
        return True
    found = proposing.proposals([{"relation": None, **side} for side in (a, b)], judged)
    return any(one.is_struck or one.reads != side["reads"] for one, side in zip(found, (a, b), strict=True))


def _ranked(seat: "Seat", pairs: list[dict]) -> list[dict]:
    day, allowed = date.today().isoformat(), {}
    for pair in pairs:
        case = pair["case_key"]
        if case and case not in allowed:
            allowed[case] = seat.clerk.published_fields(case, day)
        told = facts.fields(pair["property"], pair["event_kind"]) & allowed.get(case, frozenset())
        pair["rank"] = 0 if told else 1 if case else 2
    return sorted(pairs, key=lambda pair: (pair["rank"], not pair["approved"]))


def _pair(pair: dict, sides: dict[int, dict], seat: "Seat") -> dict:
    a, b = sides[pair["a"]], sides[pair["b"]]
    return {
        "name": face.name(pair), "address": face.address(pair), "why": face.address(pair) + "/why", "rank": pair["rank"],
        "label": fact_label(a), "a": _side(a), "b": _side(b), "seen": seat.seen(a["key"], b["key"]),
    }  # fmt: skip


def _side(row: dict) -> dict:
    return claim_of(row) | {"was": row["reads"] or "", "place": in_its_place(row)}
