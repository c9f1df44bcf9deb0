"""A testimony read once: its words with every claim that a rule has read out of them, to take, strike out or correct."""

import json
from typing import TYPE_CHECKING

from datasette.utils import tilde_decode, tilde_encode
from datasette.utils.asgi import NotFound, Response

from casebook.pages import decided, face, labels
from casebook.pages.claimed import fact_label, reading
from casebook.pages.deciding import seat_of, typed
from casebook.pages.frame import render
from casebook.pages.reader import reader
from casebook.pages.shown import numbered, shown
from casebook.pages.words import describe_edtf
from casebook.speaking import N_, say
from casebook.weighing import correcting, proposing
from casebook.weighing.proposing import Proposal

if TYPE_CHECKING:
    from casebook.reviewing import Seat

_ROLES = {"informant": N_("who told it"), "other": N_("somebody else")}
AT_ONCE = 60  # claims that one form decides on; a longer text is read in parts
_RECORD = """
SELECT r.id, r.key, r.locator, r.content, r.language, r.told, r.state, s.title AS source_title, s.publisher
FROM records r LEFT JOIN sources s ON s.id = r.source WHERE r.key = :key"""
# Whom the record is about, and the case kept on them.
_SUBJECT = """
SELECT k.case_key, k.name, p.key AS person_key FROM mentions m JOIN persons p ON p.id = m.person
LEFT JOIN cases k ON k.person = p.id WHERE m.record = :record AND m.role = 'subject' LIMIT 1"""


async def page(request, datasette) -> Response:
    """The text of a record with its claims numbered in it, and the form that decides on them."""
    seat, who = seat_of(request), reader(datasette, request)
    record = await who.one(_RECORD, {"key": tilde_decode(request.url_vars["record"])})
    if record is None:
        raise NotFound("Nothing here")
    rows = await who.rows(proposing.OF_RECORD, {"record": record["key"]})
    found = await seat.clerk.run(_found, seat, rows)
    about = await who.one(_SUBJECT, {"record": record["id"]}) or {}
    return await render(datasette, request, "reading.html", _told(record, about, found, _part(request), seat))


def _found(seat: "Seat", rows: list[dict]) -> list[Proposal]:
    return proposing.proposals(rows, proposing.judged(seat.clerk.log()))


def _part(request) -> int:
    text = request.args.get("part") or "1"
    return max(1, int(text[:6])) if text.isdecimal() else 1


def _told(record: dict, about: dict, found: list[Proposal], part: int, seat: "Seat") -> dict:
    parts = max(1, -(-len(found) // AT_ONCE))
    part = min(part, parts)
    here = found[(part - 1) * AT_ONCE : part * AT_ONCE]
    number = {one.key: place for place, one in enumerate(found, 1)}
    back = typed(seat, "read")
    told = [_claim(one, number[one.key], back) for one in here]
    for before, one in zip(told, told[1:], strict=False):
        one["again"] = one["span"] == before["span"]
    return {
        "title": record["source_title"] or say("A record"), "record": record["key"], "where": record["locator"] or "",
        "publisher": record["publisher"] or "", "told": describe_edtf(record["told"]) or "", "state": record["state"],
        "cells": _cells(record, found, number), "claims": told,
        "keys": " ".join(one.key for one in here), "shown": proposing.digest(here), "seen": seat.seen(*(one.key for one in here)),
        "part": part, "parts": parts, "left": sum(one.line is None for one in found), "reason": back.one("reason"),
        "about": face.name(about), "about_address": face.address(about) if about.get("person_key") else "",
        "address": f"/read/{tilde_encode(record['key'])}", "next": "/reading/next?after=" + tilde_encode(record["key"]),
    }  # fmt: skip


def _cells(record: dict, found: list[Proposal], number: dict[str, int]) -> dict[str, list]:
    """The cells that were read, with their claims numbered, and the others as they are."""
    try:
        cells = json.loads(record["content"] or "{}")
    except ValueError:
        cells = {"": record["content"]}
    read: dict[str, list] = {one.row["column"] or "": [] for one in found}
    for one in found:
        read[one.row["column"] or ""].append((one.row["span_start"] or 0, one.row["span_end"] or 0, number[one.key]))
    texts = [(name, str(text)) for name, text in cells.items() if str(text).strip()]
    return {
        "read": [(name, numbered(text, read[name])) for name, text in texts if name in read],
        "others": [(name, shown(text)) for name, text in texts if name not in read],
    }


def _claim(one: Proposal, number: int, back) -> dict:
    row = one.row
    return {
        "number": number, "key": one.key, "label": fact_label(row), "raw": row["raw"] or "",
        "read": reading(row), "says": row["says"],
        "of": _whom(row), "insider": row["points_to_source"] == "yes", "is_open": row["property"] not in correcting.FIXED,
        "struck": one.key in back.get("strike", ()) if back else one.is_struck, "typed": back.one(f"value-{one.key}"),
        "event": row["event"], "span": (row["column"], row["span_start"], row["span_end"]),
        "first": row["property"] == "occurred",
        "by": decided.person_of(one.line) if one.line else "", "when": decided.when(one.line) if one.line else "",
        "corrected": one.is_corrected, "was_struck": one.is_struck, "rule": (row["rule"] or "").removeprefix("narrative: "),
    }  # fmt: skip


def _whom(row: dict) -> str:
    """Of whom it is said, where that is not the person the record is about."""
    if row["role"] == "subject":
        return ""
    return labels.relation(row["relation"]).lower() or (
        say(_ROLES[row["role"]]) if row["role"] in _ROLES else row["role"].replace("_", " "))  # fmt: skip
