"""Judging: one decision written into the log, and at once carried out where it takes something out of an edition."""

import secrets
from collections.abc import Iterator
from typing import Any

from casebook import decisions, editions, publication, publication_changes
from casebook.decisions_schemas import BASES
from casebook.folders import Folders
from casebook.publishing_candidates import PublishError

HELP = {
    "hold": "Keep a case, or some fields of it, out of every edition, at once. No reason is asked.",
    "withdraw": "Take a consent back: the case, or some fields of it, leaves at once.",
    "consent": "Record who allows what, for whom and until when.",
    "match": "Say whether two mentions are the same person.",
    "claim": "Say whether a claim stands.",
    "correct": "Say what the words of a claim really mean.",
    "case": "Open a case on a person, or change which mentions belong to it.",
    "summary": "Write a text for publication.",
    "undo": "Take back an earlier line; a hold or a withdrawal takes two people.",
}
AUDIENCE = "journalists"
AT_ONCE = ("hold", "withdraw")


def decide(folders: Folders, kind: str, by: str, reason: str, values: dict[str, Any], day: str) -> Iterator[str]:
    """Write the line and tell, while it is carried out, what came of it: iterate to the end.

    Raises DecisionError when nothing was written, PublishError when the current edition was closed and none followed.
    """
    if folders.decisions is None:
        raise PublishError("no folder of decisions. Name one with --decisions.")
    if kind == "case":
        values = {"case": secrets.token_hex(16)} | values
    if kind == "consent":
        values = {"basis": BASES[0]} | values
    decisions.read(folders.decisions)
    line = decisions.append(folders.decisions, kind, by, reason, **values)
    yield f"Line {line.seq} of {line.file}: {kind}." + (f" The case is {values['case']}." if kind == "case" else "")
    case = publication_changes.case_of(folders, kind, values)
    if kind in AT_ONCE or (case and publication_changes.shows_too_much(folders, case, AUDIENCE, day)):
        yield from _carry_out(folders, kind, case, day)


def _carry_out(folders: Folders, kind: str, case: str, day: str) -> Iterator[str]:
    """Close what is shown if the case is in it, then show an edition without what may no longer be shown of it.

    After a withdrawal the files of all earlier editions that hold the case are destroyed; their manifests stay.
    """
    shown, holding = publication.take_back(folders, case), publication.holding(folders, case)
    recall = list(publication.taken_away(folders, case, holding))
    try:
        yield "The current edition is closed." if shown else "The current edition does not show this case."
        if shown:
            yield from publication.told(*publication.publish(folders, AUDIENCE, day))
            yield from _to_recall(recall)
    finally:
        for edition in holding if kind == "withdraw" else ():
            editions.destroy(edition)


def _to_recall(found: list[tuple[str, str, int]]) -> Iterator[str]:
    """Who has a copy that no command can call back."""
    yield "Copies that readers have taken cannot be called back: ask those who had them."
    if not found:
        yield "  nobody is known to have taken a list or this page away from this site"
    for who, day, edition in found:
        yield f"  {who} took a copy of edition {edition} on {day}"
