"""Judging: one decision written into the log, and at once carried out where it takes something out of an edition."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from casebook import alarms, decisions, packs, persons, publication, publication_changes, publication_copies
from casebook.decisions import Decision
from casebook.decisions_schemas import BASES
from casebook.failures import FAILURES
from casebook.folders import Folders
from casebook.matches import worksheet_back
from casebook.matches.worksheet_back import Answer
from casebook.packs import Pack
from casebook.publication_changes import AT_ONCE
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
    "doubt": "Doubt a source: every case that rests on it is held at once.",
    "undo": "Take back an earlier line; a hold, a doubt or a withdrawal takes two people.",
}
SHUT = "The current edition is closed."
COUNTED = "The current edition does not show this case, but may count it: its figures are made again."
AUDIENCE = "journalists"
# Lines that may change which mentions are one person, and so whom a case is about.
WHO = ("match", "case", "undo")


@dataclass(frozen=True)
class Taken:
    """What a line takes out of what is shown: whether that was closed for it, or only counts the case in rounded figures,
    who has copies, and which packs hold it."""

    shown: bool
    counted: bool
    copies: list[tuple[str, str, int]]
    packs: list[Pack]


def decide(folders: Folders, kind: str, by: str, reason: str, values: dict[str, Any], day: str) -> Iterator[str]:
    """Write the line and tell, while it is carried out, what came of it: iterate to the end.

    Raises DecisionError when nothing was written, PublishError when the current edition was closed and none followed.
    """
    line = write(folders, kind, by, reason, values)
    yield f"Line {line.seq} of {line.file}: {kind}." + (f" The case is {line['case']}." if kind == "case" else "")
    yield from carry_out(folders, chain([line], _sounded(folders, line)), day)


def match(folders: Folders, answers: list[Answer], by: str, day: str) -> Iterator[str]:
    """Write, in one go, what a sheet says of matches that the log does not say yet, and tell what came of it."""
    if folders.decisions is None:
        raise PublishError("no folder of decisions. Name one with --decisions.")
    log = decisions.read(folders.decisions)
    lines, overtaken = worksheet_back.news(answers, log, persons.judged(log), by)
    written = decisions.append_all(folders.decisions, lines, check=partial(_still, folders, len(log))) if lines else []
    yield f"{len(written)} of {len(answers)} judgements are new and were written."
    for one in overtaken:
        yield f"  row {one.row} was not: somebody has decided on this pair since. Look at it on the site."
    if written:
        yield "They are applied with the next import_sources.py."
        yield from carry_out(folders, alarms.sound(folders, None), day)


def _still(folders: Folders, lines: int) -> None:
    if len(decisions.read(folders.decisions)) != lines:
        raise PublishError("somebody decided something meanwhile, so nothing was written. Take the sheet in again.")


def carry_out(folders: Folders, lines: Iterable[Decision], day: str) -> Iterator[str]:
    """Take out of what is shown all that these lines take back, and tell what came of it; nothing where that is nothing."""
    told, taken = [], []
    for line in lines:
        if line.get("auto"):
            yield f"Line {line.seq} of {line.file}: the case {line['case']} is held, {line['auto']}."
        found = take_back(folders, line, day)
        if found:
            taken.append(found)
            told.append(SHUT if found.shown else COUNTED if found.counted else "The current edition does not show this case.")
    yield from dict.fromkeys(told)
    yield from show_again(folders, taken, day)


def _sounded(folders: Folders, line: Decision) -> Iterator[Decision]:
    """The holds that this line brings about by itself: written once it is asked for them."""
    if line.kind in WHO:
        yield from alarms.sound(folders, None)


def write(folders: Folders, kind: str, by: str, reason: str, values: dict[str, Any],
          check: Callable[[], None] | None = None) -> Decision:
    """Write the line of a decision; `check` as in `decisions.append`. Raises PublishError without a folder for it.

    Before a hold or a withdrawal is written nothing is shown of the case any more, so that no moment at which this may be
    cut off leaves it written and the case shown.
    """
    if folders.decisions is None:
        raise PublishError("no folder of decisions. Name one with --decisions.")
    if kind == "case":
        values = {"case": secrets.token_hex(16)} | values
    if kind == "consent":
        values = {"basis": BASES[0]} | values
        if str(values.get("given", "")) > date.today().isoformat():
            raise PublishError("nobody has given a consent on a day that has not come. Record it on that day.")
    if kind == "doubt" and not (folders.sources / values["source"] / "source.yml").exists():
        raise PublishError("there is no source of that name. Name its folder in sources/.")
    decisions.read(folders.decisions)

    def first() -> None:
        if check:
            check()
        if kind in AT_ONCE and "case" in values:
            publication.shut(folders, *publication_changes.of_one_person(folders, values["case"]))

    return decisions.append(folders.decisions, kind, by, reason, check=first, **values)


def write_all(folders: Folders, by: str, lines: list[dict[str, Any]], check: Callable[[], None]) -> list[Decision]:
    """Write several lines that take nothing back, each with its kind and its reason, together or not at all."""
    if folders.decisions is None:
        raise PublishError("no folder of decisions. Name one with --decisions.")
    decisions.read(folders.decisions)
    return decisions.append_all(folders.decisions, [line | {"by": by} for line in lines], check=check)


def close(folders: Folders, line: Decision) -> bool:
    """Show nothing any more, from the next request on, if this line takes something back at once; was it shown?"""
    return line.kind in AT_ONCE and publication.take_back(folders, *publication_changes.cases_of(folders, line))


def take_back(folders: Folders, line: Decision, day: str, closed: bool = False) -> Taken | None:
    """Close what is shown if it says more of a case of the line than may be said now; None where nothing is taken back.

    `closed` says that `close` has done that before.
    """
    cases = publication_changes.cases_of(folders, line)
    counted = any(publication_changes.counts_too_much(folders, case, AUDIENCE, day, line) for case in cases)
    if line.kind not in AT_ONCE:
        cases = [case for case in cases if publication_changes.shows_too_much(folders, case, AUDIENCE, day)]
    if not cases and not counted:
        return None
    shown = publication.take_back(folders, *cases) or closed
    copies = [copy for case in cases for copy in publication_copies.taken_away(folders, case)]
    return Taken(shown, counted, copies, packs.holding(folders.audit, *cases))


def show_again(folders: Folders, taken: list[Taken], day: str) -> Iterator[str]:
    """Show an edition without what was taken back, if what was shown is closed because of it, or still counts it.

    After a withdrawal the files of all earlier editions that hold the case are destroyed; their manifests stay.
    """
    failure = None
    try:
        if any(one.shown or one.counted for one in taken):
            yield from publication.told(*publication.publish(folders, AUDIENCE, day))
    except FAILURES as error:
        failure = error
    finally:
        publication_copies.destroy_withdrawn(folders)
    yield from _to_recall(taken)
    if failure:
        raise failure


def _to_recall(taken: list[Taken]) -> Iterator[str]:
    """Who has a copy that no command can call back."""
    found = sorted({copy for one in taken for copy in one.copies})
    given = {pack.number: pack for one in taken for pack in one.packs}.values()
    if found or given or any(one.shown for one in taken):
        yield "Copies that readers have taken cannot be called back: ask those who had them."
    if not found and any(one.shown for one in taken):
        yield "  nobody is known to have taken a list or this page away from this site"
    for who, day, edition in found:
        yield f"  {who} took a copy of edition {edition} on {day}"
    for pack in given:
        yield f"  press pack {pack.number}, given to {pack.to} on {pack.day} until {pack.until}, holds it: ask for it back"
