"""Proposing: what a rule has read out of a running text, claim by claim, and what people have said of each so far."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from casebook.decisions import Decision
from casebook.weighing.applying import JUDGED, weigh
from casebook.weighing.correcting import READS

# The claims of a record that a rule has read out of running text, in the order of the words. A claim on a relative comes
# with the relation to whom the record is about.
OF_RECORD = f"""
SELECT c.*, e.kind AS event_kind, m.role, m."key" AS mention_key,
       (SELECT code FROM relations WHERE other = c.mention ORDER BY id LIMIT 1) AS relation
FROM (SELECT *, {READS} AS reads FROM claims
      WHERE record = (SELECT id FROM records WHERE "key" = :record) AND version IS NULL AND rule LIKE 'narrative:%'
      AND standing IN ('stands', 'rejected')) c
LEFT JOIN events e ON e.id = c.event JOIN mentions m ON m.id = c.mention
ORDER BY c."column", c.span_start, c.span_end, c.id"""


@dataclass(frozen=True)
class Proposal:
    """A claim out of a running text: its row, what it reads as by all that was decided on it, and the last line on it.

    `is_struck` where that line rejects it; `line` is None where nobody has judged it.
    """

    row: dict[str, Any]
    reads: str
    line: Decision | None = None
    is_struck: bool = False

    @property
    def key(self) -> str:
        return self.row["key"]

    @property
    def is_corrected(self) -> bool:
        return self.line is not None and self.reads != self.row["reads_by_rule"]


def judged(log: Iterable[Decision]) -> dict[str, list[Decision]]:
    """The lines in force on each claim, by its key, in their order."""
    found: dict[str, list[Decision]] = defaultdict(list)
    for one in log:
        if one.live and one.kind in JUDGED:
            found[one["claim"]].append(one)
    return found


def proposals(rows: Iterable[dict[str, Any]], lines: dict[str, list[Decision]]) -> list[Proposal]:
    """The proposals of these rows (of OF_RECORD), as the log has them now, whether or not it is applied already."""
    return [_proposal(row, lines.get(row["key"], [])) for row in rows]


def _proposal(row: dict[str, Any], lines: list[Decision]) -> Proposal:
    outcome = weigh(row["property"], row["reads"], lines)
    row = row | {"reads_by_rule": outcome.before}
    last = outcome.applied[-1] if outcome.applied else None
    return Proposal(row | outcome.columns, outcome.reads or "", last, outcome.columns.get("standing") == "rejected")


def digest(found: Iterable[Proposal]) -> str:
    """What somebody was shown who decided on these, so that it can be told whether it is still so."""
    shown = [(one.key, one.reads) for one in found]
    return hashlib.sha256(json.dumps(shown).encode("utf-8", "surrogatepass")).hexdigest()


def struck(found: Iterable[Proposal], keys: Iterable[str]) -> set[str]:
    """The keys of what is struck out with these: where it did not happen at all, all that is said of that event."""
    listed, wanted = list(found), set(keys)
    events = {one.row["event"] for one in listed if one.key in wanted and one.row["property"] == "occurred"} - {None}
    return wanted | {one.key for one in listed if one.row["event"] in events}
