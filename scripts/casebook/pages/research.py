"""A case out of cases.db: its face, and every claim with its words, column, record, rule and source."""

import json
import re

from casebook.pages import face, families, labels, voices
from casebook.pages.campaigns import research as campaigns
from casebook.pages.claimed import MENTIONS, claim_of, fact_label
from casebook.pages.listed import INVENTED
from casebook.pages.reader import Reader
from casebook.pages.shown import highlighted
from casebook.pages.timeline import timeline
from casebook.pages.words import describe_edtf
from casebook.speaking import say

_CLAIMS = f"""
SELECT c.*, e.kind AS event_kind, r.key AS record_key, r.locator, s.title AS source_title
FROM claims c JOIN mentions m ON m.id = c.mention LEFT JOIN events e ON e.id = c.event
LEFT JOIN records r ON r.id = c.record LEFT JOIN sources s ON s.id = r.source
WHERE c.mention IN ({MENTIONS}) ORDER BY e.kind IS NOT NULL, e.earliest, c.event, c.property, s.title, c.id"""
# Claims on an event are its mention's, which are found by an index. An event that is only said not to be known, or not
# to be so, did not happen as far as anybody knows.
_OF_EVENT = "SELECT 1 FROM claims c WHERE c.mention = e.mention AND c.event = e.id"
_STANDS = f"{_OF_EVENT} AND c.absence IS NULL AND coalesce(c.standing, 'stands') = 'stands'"
_EVENTS = f"""
SELECT e.*, m.record, NOT EXISTS ({_OF_EVENT}) OR EXISTS ({_STANDS} AND coalesce(c.says, 'is so') = 'is so') AS sure
FROM events e JOIN mentions m ON m.id = e.mention WHERE e.mention IN ({MENTIONS})
AND (NOT EXISTS ({_OF_EVENT}) OR EXISTS ({_STANDS} AND coalesce(c.says, 'is so') IN ('is so', 'doubtful')))"""
_RECORDS = f"""
SELECT r.id, r.key, r.locator, r.content, r.state, r.told, s.title AS source_title, s.publisher
FROM records r LEFT JOIN sources s ON s.id = r.source
WHERE r.id IN (SELECT record FROM mentions WHERE id IN ({MENTIONS})) ORDER BY s.title, r.id"""
_RELATIONS = f"""
SELECT r.code, r.count, r.raw, k.name AS name, k.case_key, p.key AS person_key
FROM relations r LEFT JOIN mentions o ON o.id = r.other LEFT JOIN persons p ON p.id = o.person
LEFT JOIN cases k ON k.person = p.id
WHERE r.mention IN ({MENTIONS}) ORDER BY r.code, r.id"""
CASE_KEY = re.compile("[0-9a-f]{32}")


async def row(reader: Reader, key: str) -> dict | None:
    """The row of a case key or a person's key; None where there is none."""
    where = "cases.case_key" if CASE_KEY.fullmatch(key) else "persons.key"
    return await reader.one(
        f"SELECT cases.*, persons.key AS person_key, {INVENTED} FROM cases"
        f" JOIN persons ON persons.id = cases.person WHERE {where} = :key",
        {"key": key},
    )


async def case(reader: Reader, key: str) -> dict | None:
    """The case of a case key or a person's key, with everything that is known of it; None when there is none."""
    found = await row(reader, key)
    if found is None:
        return None
    person = {"person": found["person"]}
    claims = await reader.rows(_CLAIMS, person)
    records = await reader.rows(_RECORDS, person)
    relations = _relations(await reader.rows(_RELATIONS, person))
    return {
        "row": found,
        "names": await _names(reader, person)
        or [{"text": text} for text in (found["name"], *face.other_names(found)) if text],
        "timeline": timeline(await reader.rows(_EVENTS, person), found),
        "facts_claimed": _grouped(claims),
        "records": [_record(record, claims) for record in records],
        "relations": relations,
        "family": _wider(await families.of(reader, found["person"]), relations),
        "voices": await voices.of(reader, found["person"]),
        "why": {"address": f"{face.address(found)}/why", "of": _anchors(claims)},
        "differences": await _differences(reader, person, claims),
        "issues": await reader.rows(
            f"SELECT locator, column, property, code, words, fix FROM issues WHERE mention IN ({MENTIONS})"
            f" OR record IN (SELECT record FROM mentions WHERE id IN ({MENTIONS})) ORDER BY id",
            person,
            200,
        ),
        "campaigns": await campaigns.of_person(reader, found["person"]),
        "steps": await reader.rows("SELECT * FROM steps WHERE person = :person ORDER BY date", person),
    }


async def _names(reader: Reader, person: dict) -> list[dict]:
    return await reader.rows(
        f"SELECT text, script, kind, count(DISTINCT mention) AS records FROM names WHERE mention IN ({MENTIONS})"
        " GROUP BY text ORDER BY records DESC, text",
        person,
    )


async def _differences(reader: Reader, person: dict, claims: list[dict]) -> list[dict]:
    known = {claim["id"]: claim for claim in claims}
    rows = await reader.rows(
        "SELECT * FROM contradictions WHERE person = :person AND kind <> 'overlapping' ORDER BY property, id", person
    )
    found = []
    for row in rows:
        sides = [claim_of(known[number]) for number in (row["a"], row["b"]) if number in known]
        if len(sides) == 2:
            found.append({"label": fact_label(known[row["a"]]), "sides": sides, "ruled": bool(row["ruling"])})
    return found


# The facts at the head of the page, and where the claims they rest on stand on the page that says why.
_RESTS_ON = {
    "Status": ("status", "death-occurred", "release-occurred", "sentence-term", "detention-date"), "Born": ("birth",),
    "Sex": ("sex",), "Ethnicity": ("ethnicity",), "Occupation": ("occupation",), "Home": ("home",),
    "Detained": ("detention-date",), "On the word of": ("sources",),
    "Taken or held": ("held-place", "detention-place", "detention_or_last_contact-place"),
    "Kind of place": ("held-facility", "detention-facility", "detention_or_last_contact-facility"),
}  # fmt: skip


def _anchors(claims: list[dict]) -> dict[str, str]:
    """The label of a fact: the part of the page of reasons that tells of it."""
    there = {"-".join(filter(None, (claim["event_kind"], claim["property"]))) for claim in claims} | {"sources"}
    return {say(label): found for label, parts in _RESTS_ON.items() if (found := next((p for p in parts if p in there), ""))}


def _grouped(claims: list[dict]) -> list[dict]:
    """The claims by the fact they are on: first those on the person, then event by event."""
    groups: dict[tuple, dict] = {}
    for claim in claims:
        key = (claim["event_kind"] or "", claim["property"])
        group = groups.setdefault(key, {"label": fact_label(claim), "claims": []})
        group["claims"].append(claim_of(claim))
    return list(groups.values())


def _record(record: dict, claims: list[dict]) -> dict:
    """A record's cells as received, with the words that claims were read from marked."""
    try:
        cells = json.loads(record["content"] or "{}")
    except ValueError:
        cells = {"": record["content"]}
    spans: dict[str, list[tuple[int, int]]] = {}
    for claim in claims:
        if claim["record"] == record["id"] and claim["span_end"] is not None:
            spans.setdefault(claim["column"] or "", []).append((claim["span_start"] or 0, claim["span_end"]))
    return {
        "title": record["source_title"] or "",
        "publisher": record["publisher"] or "",
        "where": record["locator"] or "",
        "key": record["key"],
        "state": "" if record["state"] in (None, "current") else record["state"],
        "told": describe_edtf(record["told"]) or "",
        "cells": [
            (name, highlighted(str(text), spans.get(name, []))) for name, text in cells.items() if str(text).strip()
        ],
    }


def _wider(family: list[dict], relations: list[dict]) -> list[dict]:
    """A family, where it is more than the relations that are listed already."""
    return family if {one["href"] for one in family} - {one["href"] for one in relations} else []


def _relations(rows: list[dict]) -> list[dict]:
    """The people around somebody, each relation once with the greatest number that was said."""
    told: dict[tuple[str, str], dict] = {}
    for row in rows:
        href = face.address(row) if row["name"] and row["person_key"] else ""
        label = labels.relation(row["code"]) or row["raw"] or "Relative"
        kept = told.setdefault((label, href), {"label": label, "name": row["name"] or "", "href": href, "count": 0})
        kept["count"] = max(kept["count"], row["count"] or 0)
    return [one for one in told.values() if one["href"] or not _named(one["label"], told)]


def _named(label: str, told: dict[tuple[str, str], dict]) -> bool:
    """Is somebody of this relation told of by name, so that one without says nothing more?"""
    return any(kind == label and href for kind, href in told)
