"""Publishing: an edition as a function of the log, approved faces, policy, id keys, earlier editions and the day.

Nothing here opens cases.db or contacts.db: what nobody approved cannot get in, because it is not there to be read.
"""

import fcntl
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from casebook import (
    consents,
    disk,
    editions,
    publishing_campaigns,
    publishing_earlier,
    publishing_file,
    publishing_statistics,
)
from casebook.editions import Edition
from casebook.policy import Policy
from casebook.publishing_candidates import Places, PublishError, Report, entries
from casebook.publishing_crowds import settle
from casebook.publishing_earlier import Earlier
from casebook.publishing_heads import heads, lost_heads
from casebook.publishing_rows import Entry, rows
from casebook.publishing_tables import CASE_COLUMNS, EVENT_COLUMNS, NAME_COLUMNS, RELATIVE_COLUMNS

# What `check` gives back: {"result": "clean" | "leak" | "not checked", "sha256", ...}.
Check = Callable[[Path], dict[str, Any]]
MOST_FINDINGS = 12
# Makes an edition the current one; takes where the log stood, as the manifest keeps it.
Show = Callable[[dict[str, Any]], None]


def publish(places: Places, policy: Policy, day: str, check: Check) -> Report:
    """Build the edition of this day, check it and make it current; `day` is ISO.

    Equal content that may be shown as long makes no new edition, but the current one is checked again. Raises
    PublishError when the check does not come out clean; what is current then stays only if the new edition would have
    taken nothing away from it.
    """
    with _one_at_a_time(places.editions):
        while True:
            for unfinished in places.editions.glob("[0-9]*.new"):
                shutil.rmtree(unfinished)
            try:
                return _publish(places, policy, day, check)
            except _Overtaken:
                continue


class _Overtaken(Exception):
    """While an edition was made, somebody decided what makes it another one."""


def _publish(places: Places, policy: Policy, day: str, check: Check) -> Report:
    earlier, seen, report = _earlier(places, policy), heads(places.decisions), Report()
    last = earlier.last
    found = made(places, earlier, policy, day, report)
    _compare(found, last, report)
    content = publishing_file.content(found)
    same = bool(last and last.path.exists() and (content, report.until) == (last.manifest.get("content"), last.until))
    show = _keep(places, last, check, report) if same else _make(places, policy, day, check, found, content, report)
    while True:
        with editions.changing(places.editions):
            now = heads(places.decisions)
            if now == seen:
                show(now)
                return report
        if publishing_file.content(made(places, earlier, policy, day, Report())) != content:
            raise _Overtaken
        seen = now


def made(places: Places, earlier: Earlier, policy: Policy, day: str, report: Report) -> dict[str, list[tuple]]:
    """The rows of every table but `edition` and `changes` of an edition of this day; what came of it is in `report`."""
    shown, counted = settle(entries(places, policy, day, report), earlier, policy, day, report)
    report.published, report.counted = len(shown), len(counted)
    report.until = min((entry.until for entry in (*shown, *counted)), default=consents.LAST_DAY)
    campaigns = publishing_campaigns.rows(publishing_campaigns.shown(places, policy, shown))
    return rows(shown) | campaigns | {"statistics": _statistics(shown, counted, earlier, policy, day, report)}


def _statistics(shown: list[Entry], counted: list[Entry], earlier: Earlier, policy: Policy, day: str,
                report: Report) -> list[tuple]:
    exact, others = (publishing_statistics.counted((entry.face for entry in found), policy.topics)
                     for found in (shown, counted))
    told = {}
    if others:
        unit, may_rise = policy.rules["statistics"]["round"], not earlier.has_released(day)
        told = publishing_statistics.rounded(others, earlier.others, unit, may_rise=may_rise)
    report.fewer = any(told.get(key, 0) < cases for key, cases in earlier.others.items())
    if any(cases > earlier.others.get(key, 0) for key, cases in told.items()):
        report.release = day[:7]
    return publishing_statistics.table(exact, told)


def _keep(places: Places, last: Edition, check: Check, report: Report) -> Show:
    """The current edition says what a new one would: check it again, against what has become private since."""
    report.number = last.number
    result = check(last.path)
    if result.get("result") != "clean" or disk.sha256(last.path) != last.sha256:
        editions.close(places.editions, places.build)
        raise PublishError(f"{last.path}: the check of the current edition did not come out clean, nothing is shown."
                           f"{findings(result)}")

    def show(log: dict[str, Any]) -> None:
        if result.get("site", "") != last.checked_with:  # its pages are made otherwise now, and were looked through so
            editions.seal(last.path.parent, places.keys, last.manifest, result)
        editions.make_current(places.editions, last.number, places.build)

    return show


def _make(places: Places, policy: Policy, day: str, check: Check, found: dict[str, list[tuple]], content: str,
          report: Report) -> Show:
    """Write and check a new edition; what is returned seals it and makes it current."""
    numbers = [int(place.name) for place in places.editions.glob("*") if place.name.isdigit()]
    report.number, report.is_new = max(numbers, default=0) + 1, True
    new = places.editions / f"{report.number}.new"
    new.mkdir(parents=True, mode=0o700)
    counts = (report.published, report.added, report.corrected, report.departed)
    found = found | {"edition": [(report.number, day, policy.audience, policy.rules["title"], *counts)]}
    publishing_file.write(new / editions.FILE, found)
    result = check(new / editions.FILE)
    if result.get("result") != "clean":
        shutil.rmtree(new)
        if report.corrected or report.departed or report.fewer:
            editions.close(places.editions, places.build)
        raise PublishError(f"edition {report.number}: the check did not come out clean, it is not published."
                           f"{findings(result)}")

    def show(log: dict[str, Any]) -> None:
        manifest = {"number": report.number, "date": day, "audience": policy.audience, "cases": report.published,
                    "until": report.until, "policy": policy.sha256, "log": log, "content": content}
        manifest |= {"release": report.release} if report.release else {}
        editions.seal(new, places.keys, manifest, result)
        new.rename(places.editions / str(report.number))
        disk.sync(places.editions)
        editions.make_current(places.editions, report.number, places.build)

    return show


def findings(result: dict[str, Any]) -> str:
    """What the checker found, a line each: where, and of which kind."""
    lines = result.get("findings") or [result.get("why", "")]
    return "".join(f"\n  {line}" for line in lines[:MOST_FINDINGS] if line)


def _earlier(places: Places, policy: Policy) -> Earlier:
    """The editions there were, verified; PublishError when the log is shorter, or another, than it was at the last."""
    for place in places.editions.glob("[0-9]*"):
        editions.recover(place)
    earlier = publishing_earlier.load(places.editions, places.keys, policy.audience)
    last = earlier.found[-1] if earlier.found else None
    lost = lost_heads(places.decisions, last.manifest.get("log", {})) if last else []
    if lost:
        raise PublishError(f"{', '.join(lost)}: lines are gone that were there at edition {last.number}, perhaps a"
                           " withdrawal. Restore the decisions from a backup.")
    return earlier


def _compare(found: dict[str, list[tuple]], last: Edition | None, report: Report) -> None:
    """Put into `changes` who is new and of whom something else is said; those gone are counted only."""
    before = said(last.path) if last and last.path.exists() else {}
    after = said_in(found)
    kinds = [(case, "added" if case not in before else "corrected")
             for case, words in sorted(after.items()) if words != before.get(case)]
    found["changes"] = [(number, *change) for number, change in enumerate(kinds, 1)]
    report.added = sum(kind == "added" for _, kind in kinds)
    report.corrected = len(kinds) - report.added
    report.departed = len(before.keys() - after.keys())


def said(path: Path) -> dict[str, list[tuple]]:
    """All that an edition says of each id."""
    return _said(publishing_file.read(path, "cases", ("id", *CASE_COLUMNS)),
                 publishing_file.read(path, "case_names", ("id", "case_id", *NAME_COLUMNS)),
                 publishing_file.read(path, "events", ("id", "case_id", "number", *EVENT_COLUMNS)),
                 publishing_file.read(path, "relatives", ("id", "case_id", *RELATIVE_COLUMNS)))


def said_in(found: dict[str, list[tuple]]) -> dict[str, list[tuple]]:
    """The same of rows that have yet to be written."""
    return _said(found["cases"], found["case_names"], found["events"], found["relatives"])


def _said(cases: list[tuple], *others: list[tuple]) -> dict[str, list[tuple]]:
    found = {row[0]: [row] for row in cases}
    for row in (one for rows_of in others for one in rows_of):
        found[row[1]].append(row[2:])
    return found


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
