"""Copies of what was published: the files that hold a case, who took one away, and those that a withdrawal destroys."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from casebook import audit, decisions, editions, publishing_file, signing
from casebook.decisions import Decision
from casebook.editions import Edition
from casebook.folders import Folders


def taken_away(folders: Folders, case: str) -> list[tuple[str, str, int]]:
    """(who, day, edition) of every copy that somebody took away of an edition that holds the case, or of its own page.

    An edition of which the file was destroyed held whatever was approved by then, as far as anybody can tell.
    """
    approvals = [line for line in decisions.read(folders.decisions) if line.kind == "approve" and line["case"] == case]
    found: set[tuple[str, str, int]] = set()
    for edition in editions.every(folders.editions, folders.keys):
        if _holds(folders, edition, [case]) if edition.path.exists() else any(_knew(edition, line) for line in approvals):
            (identity,) = _identities(folders, edition.manifest["audience"], [case])
            found.update(audit.exports(folders.audit, {edition.number}, identity))
    return sorted(found)


def may_hold(folders: Folders, place: Path, cases: Iterable[str]) -> bool:
    """Does the edition in a folder hold one of the cases? What cannot be read might."""
    try:
        edition = editions.load(place, folders.keys)
        return edition.path.exists() and _holds(folders, edition, cases)
    except (editions.EditionError, OSError, sqlite3.Error):
        return True


def destroy_withdrawn(folders: Folders) -> None:
    """Destroy the file of every edition that holds a case of which something was withdrawn after it was published.

    Manifests stay, and so does the edition that is shown: it was made, or looked through, after the withdrawal. What a run
    that was cut off has left behind is made up for by the next.
    """
    withdrawn = [line for line in decisions.read(folders.decisions) if line.live and line.kind == "withdraw"]
    current = (folders.editions / editions.CURRENT).resolve()
    for edition in editions.every(folders.editions, folders.keys) if withdrawn else ():
        audience = edition.manifest["audience"]
        later = {line["case"] for line in withdrawn
                 if not _knew(edition, line) and audience in line.get("audiences", [audience])}
        there = later and edition.path.exists() and edition.path.parent.resolve() != current
        if there and _holds(folders, edition, later):
            editions.destroy(edition)


def _knew(edition: Edition, line: Decision) -> bool:
    """Was the line in the log when the edition was published?"""
    return line.seq <= edition.manifest.get("log", {}).get(line.file, {}).get("lines", 0)


def _holds(folders: Folders, edition: Edition, cases: Iterable[str]) -> bool:
    wanted = set(_identities(folders, edition.manifest["audience"], cases))
    return any(identity in wanted for table in ("cases", "campaigns")
               for (identity,) in publishing_file.read(edition.path, table, ["id"]))


def _identities(folders: Folders, audience: str, cases: Iterable[str]) -> list[str]:
    key = signing.id_key(folders.keys, audience)
    return [signing.published_id(key, case) for case in cases]
