"""What was sent for somebody or for a campaign, and what came of it, as researchers have noted it."""

from collections.abc import Iterable

from casebook import vocabularies
from casebook.decisions import Decision
from casebook.decisions_about import about
from casebook.pages import decided, labels
from casebook.pages.words import describe_edtf
from casebook.speaking import language

OUTCOMES = ("response", "impact")


def entries(log: Iterable[Decision], subject: str) -> list[dict]:
    """What was sent for a case or a campaign (its key), the latest first, each with what came of it."""
    lines = [one for one in about(log, [subject]) if one.kind == "sent" and one.live]
    found = {f"{one.file}:{one.seq}": _entry(one) for one in lines if not one.get("after")}
    for one in lines:
        if one.get("after") in found:
            found[one["after"]]["later"].append(_entry(one))
    return list(found.values())[::-1]


def outcomes() -> dict[str, list[tuple[str, str]]]:
    """What can have come of it, of each list of codes: (code, words)."""
    known = vocabularies.load("campaigns")
    return {part: [(code, _words(part, code)) for code in known[part]] for part in OUTCOMES}


def _entry(one: Decision) -> dict:
    return {
        "key": f"{one.file}:{one.seq}", "what": one["what"], "label": labels.consent("sent", one["what"]),
        "to": one.get("to", ""), "when": describe_edtf(one.get("date")) or "", "words": one.get("words", ""), "by": one.by,
        "at": decided.when(one), "seq": one.seq, "chain": one.file,
        "coded": [_words(part, one[part]) for part in OUTCOMES if one.get(part)], "later": [],
    }  # fmt: skip


def _words(part: str, code: str) -> str:
    said = vocabularies.load("campaigns")[part].get(code)
    return said[language()][0] if said else code
