"""A claim as researchers read it: its words, what they were read as and by which rule, who said it and where it stands."""

import json

from datasette.utils import tilde_encode
from markupsafe import Markup

from casebook.agreeing import Claim
from casebook.pages import labels
from casebook.pages.shown import highlighted
from casebook.pages.words import describe_edtf, describe_term
from casebook.speaking import say
from casebook.weighing.correcting import READS

# A person has the number of its first mention; the others are found by an index of their own.
MENTIONS = (
    "SELECT id FROM mentions WHERE id = :person AND person = :person"
    " UNION SELECT id FROM mentions WHERE person = :person AND person <> id"
)
# Claims with all that pages tell of them; `WHERE` and the order follow.
SELECT = f"""
SELECT c.*, (SELECT {READS} FROM claims WHERE id = c.id) AS reads, e.kind AS event_kind, l.number AS spell, m.person,
       r.key AS record_key, r.locator, r.content, r.derived_from, s.key AS source_key, s.title AS source_title
FROM claims c JOIN mentions m ON m.id = c.mention LEFT JOIN events e ON e.id = c.event LEFT JOIN spells l ON l.id = e.spell
LEFT JOIN records r ON r.id = c.record LEFT JOIN sources s ON s.id = r.source"""
AROUND = 160  # characters of a cell that are shown before and after the words of a claim


def fact_label(claim: dict) -> str:
    """The fact that a claim is on, in words: its property, after the kind of its event."""
    label = labels.property_label(claim["property"])
    kind = claim.get("event_kind")
    return say("{what}: {more}", what=labels.label("events", kind), more=label[:1].lower() + label[1:]) if kind else label


def claim_of(claim: dict) -> dict:
    """A row of `claims`, with its event's kind, its record and its source, as pages tell it."""
    column = claim["column"]
    by = [labels.label("claim_words", claim.get(part)) for part in ("asserted_by", "reported_by")]
    return {
        "key": claim["key"],
        "raw": claim["raw"] or "",
        "read": reading(claim),
        "kept": claim["rule"] == "not_understood",
        "says": "" if claim["says"] in (None, "is so") else claim["says"],
        "source": claim.get("source_title") or "",
        "where": ", ".join(filter(None, (claim.get("locator"), column and say("column “{name}”", name=column)))),
        "record": claim.get("record_key") or "",
        "record_address": f"/read/{tilde_encode(claim['record_key'])}" if claim.get("record_key") else "",
        "rule": claim["rule"] or "", "rule_said": labels.rule(claim["rule"]),
        "standing": claim["standing"] if claim["standing"] not in (None, "stands") else "",
        "reading": claim["reading"] or "",
        "by": ", ".join(dict.fromkeys(part for part in by if part)),
        "how": claim.get("how_known") or "",
        "told": describe_edtf(claim.get("told_on")) or "",
        "insider": claim.get("points_to_source") in ("possibly", "yes"),
    }


def reading(claim: dict) -> str:
    """What the words were read as, '' where that is the words themselves."""
    if claim["rule"] == "not_understood" or claim["property"] == "occurred":
        return ""
    if claim["absence"]:
        return say("not known") if claim["absence"] == "unknown" else labels.label("claim_words", claim["absence"]).lower()
    if claim["edtf"]:
        return describe_edtf(claim["edtf"]) or claim["edtf"]
    if claim["unit"] == "months":
        return describe_term(claim["value"], claim["amount_min"], claim["amount_max"]) or claim["value"] or ""
    if claim["property"] in ("place", "home", "birth_place", "country", "citizenship"):
        return labels.place(claim["value"])
    if claim["property"] == "relation":
        return labels.relation(claim["value"])
    vocabulary = labels.COLUMNS.get(claim["property"], {"facility": "facilities"}.get(claim["property"], ""))
    value = labels.label(vocabulary, claim["value"]) if vocabulary else claim["value"] or ""
    return "" if value == claim["raw"] else value


def counted(row: dict) -> Claim | None:
    """A row of SELECT as the claim that is weighed; None where it does not count for what is shown of anybody."""
    if row["standing"] != "stands" or row["says"] != "is so" or row["absence"] or row["reading"] == "by machine":
        return None
    named = {"event": row["event_kind"], "low": row["amount_min"], "high": row["amount_max"], "happening": row["event"]}
    return Claim(**{name: row.get(name) for name in Claim._fields} | named)


def in_its_place(row: dict) -> Markup:
    """The words of a claim marked in the cell they stand in, with what is around them."""
    try:
        text = str(json.loads(row["content"] or "{}").get(row["column"] or "", ""))
    except (ValueError, AttributeError):
        text = ""
    start, end = row["span_start"] or 0, row["span_end"] or 0
    if not 0 <= start < end <= len(text):
        return highlighted(row["raw"] or "", [(0, len(row["raw"] or ""))])
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    cut = ("… " if first else "", " …" if last < len(text) else "")
    return Markup("{}{}{}").format(cut[0], highlighted(text[first:last], [(start - first, end - first)]), cut[1])
