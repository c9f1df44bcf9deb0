"""Who is a row of an edition: whoever is named, and of the others those in a crowd, a batch of new ones a month."""

from collections.abc import Iterable
from dataclasses import replace

from casebook import disclosure, publishing_earlier
from casebook.consents import ANONYMOUS, FULL, PARTIAL
from casebook.disclosure import Told
from casebook.policy import Policy
from casebook.publishing_candidates import Report
from casebook.publishing_earlier import Earlier
from casebook.publishing_rows import Entry
from casebook.publishing_tables import CASE_COLUMNS, EVENT_COLUMNS


def settle(found: Iterable[Entry], earlier: Earlier, policy: Policy, day: str, report: Report) -> tuple[list[Entry], list[Entry]]:
    """The cases that are rows, and those that are only counted; who waits is neither, and is counted in `report`."""
    by_level: dict[str, list[Entry]] = {FULL: [], PARTIAL: [], ANONYMOUS: []}
    for entry in found:
        by_level[entry.level].append(entry)
    named, partial, counted = by_level.values()
    alike, alone = _parted(partial, earlier, policy, report) if partial else ([], [])
    new = [entry for entry in alike if entry.id not in earlier.shown]
    if new and (earlier.has_released(day) or len(new) < policy.rules["release"]["batch"]):
        report.held_back["waits for a batch"] += len(new)
        alike = [entry for entry in alike if entry.id in earlier.shown]
    elif new:
        report.release = day[:7]
    return _with_kin_in_crowds(named, policy) + alike, counted + alone


def _parted(partial: list[Entry], earlier: Earlier, policy: Policy, report: Report) -> tuple[list[Entry], list[Entry]]:
    """Those in a crowd, and those who are not; `report` gets how many, and which field keeps most of them out."""
    crowd, names = policy.crowd, {entry.case: entry for entry in partial}
    before = earlier.told(names, crowd["sensitive"])
    histories = {case: (*before[case], _told(entry, crowd["sensitive"])) for case, entry in names.items()}
    shown = disclosure.in_crowds(histories, crowd["k"], crowd["l"])
    alone = [entry for entry in partial if entry.case not in shown]
    if alone:
        report.held_back[f"fewer than {crowd['k']} alike"] += len(alone)
        report.coarser = disclosure.helps_most(histories, _fields(policy), crowd["k"], crowd["l"])
    return [entry for entry in partial if entry.case in shown], alone


def _told(entry: Entry, sensitive: list[str]) -> Told:
    events = (tuple(event.get(name) for name in EVENT_COLUMNS) for event in entry.face["events"])
    return publishing_earlier.said(entry.columns, events, sensitive)


def _fields(policy: Policy) -> dict[str, list[int]]:
    """For each field by which somebody may be known the places of its columns in what is told."""
    found: dict[str, list[int]] = {}
    for name in policy.crowd["quasi"]:
        found.setdefault(policy.whole["cases"][name]["field"], []).append(CASE_COLUMNS.index(name))
    if policy.at(PARTIAL).event_kinds:
        found[policy.whole["events"]["field"]] = [len(CASE_COLUMNS)]
    return found


def _with_kin_in_crowds(named: list[Entry], policy: Policy) -> list[Entry]:
    """What is said of the relatives of somebody named stays only where that is said of the relatives of enough others."""
    told = {entry.id: (_kin(entry),) for entry in named if entry.face["relatives"]}
    if not told:
        return named
    shown = disclosure.in_crowds(told, policy.crowd["k"], policy.crowd["l"])
    return [entry if entry.id in shown else replace(entry, face=entry.face | {"relatives": []}) for entry in named]


def _kin(entry: Entry) -> Told:
    kin = sorted(entry.face["relatives"], key=lambda one: (str(one["class"]), str(one["count"]), str(one["outcome"])))
    return Told(tuple((one["class"], one["count"]) for one in kin), tuple(one["outcome"] for one in kin))
