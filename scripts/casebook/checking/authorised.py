"""Is every value of an edition one that was approved for that very person, or that follows from what was?"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from .authority import Authority, Face
from .folding import fold
from .report import Findings
from .structure import Rows, columns

NOBODY = "a value that nobody approved for this person"
BASES = ("consent", "public campaign", "invented example")
TOPICS = ("status", "sex", "ethnicity", "place", "term_kind", "arrest")
EMPTY = ("relatives", "related", "campaigns", "campaign_counts", "campaign_cases")
NAME_COLUMNS = {("cases", "name"), ("cases", "names"), ("case_names", "text")}
NOT_FROM_FACE = ("id", "basis", "level", "last_confirmed")
_ID = re.compile(r"[a-z2-7]{10}")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass
class Compared:
    """Texts that were approved, each with whose they are, and values that were not."""

    approved: list[tuple[str, str, str, frozenset[str]]] = field(default_factory=list)
    strangers: list[tuple[str, str, Any]] = field(default_factory=list)
    own: dict[int, frozenset[str]] = field(default_factory=dict)
    words: dict[int, list[str]] = field(default_factory=dict)


def compare(rows: Rows, authority: Authority, gazetteer: dict[str, dict[str, str]], findings: Findings) -> Compared:
    """Compare every row with the faces that may be shown; what no face holds is a finding and a stranger."""
    found = Compared()
    told = {table: _by_case(rows[table]) for table in ("case_names", "events")}
    for row in rows["cases"]:
        _case(row, authority, told, found, findings)
    known = {row[1] for row in rows["cases"]}
    for table in ("case_names", "events", "changes"):
        for place, row in enumerate(rows[table], 1):
            if row[2] not in known or row[1] != place:
                _stranger(found, findings, table, "case_id", row[2], "a row about nobody, or out of order")
    _numbered(rows["cases"], found, findings)
    _derived(rows, authority, gazetteer, found, findings)
    return found


def _by_case(rows: Iterable[tuple]) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = {}
    for row in rows:
        found.setdefault(row[2], []).append(row)
    return found


def _case(row: tuple, authority: Authority, told: dict, found: Compared, findings: Findings) -> None:
    number, identity = row[0], row[1]
    values = dict(zip(columns("cases"), row[1:], strict=True))
    names, events = (told[table].get(identity, []) for table in ("case_names", "events"))
    faces = authority.faces(identity, values["name"])
    if not faces or not _ID.fullmatch(str(identity)):
        findings.add("cases", "id", "a case without an approved face, or an id that is not made with the key")
    face = min(faces or [{"columns": {}, "names": [], "events": []}],
               key=lambda face: len(_unlike(values, names, events, face)))
    wrong = _unlike(values, names, events, face)
    own = _own(face)
    found.own[number], found.words[number] = own, []
    for table, column, value in _values(values, names, events):
        if (table, column, value) in wrong or not isinstance(value, str):
            continue
        found.words[number].append(value)
        found.approved.append((table, column, value, own))
    for table, column, value in wrong:
        _stranger(found, findings, table, column, value, NOBODY)


def _own(face: Face) -> frozenset[str]:
    """The bare names that are published of a person: each in both orders, and all in a row as the list shows them."""
    parts = [fold(name["text"] or "") for name in face["names"]]
    wholes = {"".join(order) for words in parts for order in (words, words[::-1])}
    return frozenset({*wholes, "".join("".join(words) for words in parts)})


def _values(values: dict[str, Any], names: list[tuple], events: list[tuple]) -> Iterable[tuple[str, str, Any]]:
    yield from (("cases", column, value) for column, value in values.items() if column not in NOT_FROM_FACE)
    for table, rows, skipped in (("case_names", names, 2), ("events", events, 3)):
        for row in rows:
            yield from ((table, *pair) for pair in zip(columns(table)[skipped:], row[1 + skipped :], strict=True))


def _unlike(values: dict[str, Any], names: list[tuple], events: list[tuple], face: Face) -> list[tuple[str, str, Any]]:
    """Every value of a case that is not what its face says."""
    wrong = [("cases", column, value) for column, value in values.items() if value is not None
             and column not in NOT_FROM_FACE and not _same(value, face["columns"].get(column))]
    wrong += [("cases", column, values[column]) for column, known in
              (("basis", BASES), ("level", ("full",)), ("last_confirmed", (None,))) if values[column] not in known]
    lists = (("case_names", names, face["names"], 2), ("events", events, face["events"], 3))
    for table, rows, entries, skipped in lists:
        left = Counter(_entry(table, skipped, entry) for entry in entries)
        for number, row in enumerate(rows, 1):
            told = row[1 + skipped :]
            if left[told] < 1 or (table == "events" and row[3] != number):
                wrong += [(table, *pair) for pair in zip(columns(table)[skipped:], told, strict=True)]
            left[told] -= 1
    return wrong


def _entry(table: str, skipped: int, entry: dict[str, Any]) -> tuple:
    return tuple(entry.get(column) for column in columns(table)[skipped:])


def _same(value: Any, other: Any) -> bool:
    return value == other and isinstance(value, str) == isinstance(other, str)


def _numbered(cases: list[tuple], found: Compared, findings: Findings) -> None:
    """Rows stand in the order of their ids and are numbered by it, so that no order of arrival shows."""
    ids = [row[1] for row in cases]
    if ids != sorted(set(ids)) or [row[0] for row in cases] != list(range(1, len(cases) + 1)):
        findings.add("cases", "id", "rows that are not in the order of their ids")


def _derived(rows: Rows, authority: Authority, gazetteer: dict, found: Compared, findings: Findings) -> None:
    """Tables that must follow from the cases, the gazetteer and the policy alone."""
    wanted = {"statistics": _statistics(rows["cases"]), "places": _places(rows, gazetteer)}
    for table, expected in wanted.items():
        for row in rows[table]:
            if row[1:] not in expected:
                for column, value in zip(columns(table), row[1:], strict=True):
                    _stranger(found, findings, table, column, value, "a value that does not follow from the cases")
    for table in EMPTY:
        for row in rows[table]:
            for column, value in zip(columns(table), row[1:], strict=True):
                _stranger(found, findings, table, column, value, "a table that stays empty has a row")
    for row in rows["changes"]:
        if row[3] not in ("added", "corrected"):
            _stranger(found, findings, "changes", "kind", row[3], "a kind of change that is not known")
    _edition(rows, authority, found, findings)


def _edition(rows: Rows, authority: Authority, found: Compared, findings: Findings) -> None:
    kinds = Counter(row[3] for row in rows["changes"])
    counts = (len(rows["cases"]), kinds["added"], kinds["corrected"])
    for row in rows["edition"]:
        number, day, audience, title, *told = row[1:]
        good = (isinstance(number, int), bool(_DAY.fullmatch(str(day))), audience in authority.policy["audiences"],
                title == authority.policy["audiences"].get(audience, {}).get("title"), tuple(told[:3]) == counts,
                isinstance(told[3], int) and 0 <= told[3] < 10**6)
        if not all(good) or len(rows["edition"]) != 1:
            for column, value in zip(columns("edition"), row[1:], strict=True):
                _stranger(found, findings, "edition", column, value, "an edition's own row that is not as it must be")


def _statistics(cases: list[tuple]) -> set[tuple]:
    names = columns("cases")
    counted: Counter[tuple[str, str]] = Counter()
    for row in cases:
        for topic in TOPICS:
            value = _year(row, names) if topic == "arrest" else row[1 + names.index(topic)]
            if value is not None:
                counted[topic, value] += 1
    return {(number, *key, count) for number, (key, count) in enumerate(sorted(counted.items()), 1)}


def _year(row: tuple, names: list[str]) -> str | None:
    first, last = (str(row[1 + names.index(name)] or "")[:4] for name in ("arrest_earliest", "arrest_latest"))
    return first if first and first == last else None


def _places(rows: Rows, gazetteer: dict[str, dict[str, str]]) -> set[tuple]:
    names = columns("cases")
    named: dict[str, set[str]] = {row[1]: {row[1 + names.index(c)] for c in ("home", "place")} for row in rows["cases"]}
    where = columns("events").index("place")
    for row in rows["events"]:
        named.setdefault(row[2], set()).add(row[1 + where])
    counted: Counter[str] = Counter()
    bearers = Counter(row["en"] for row in gazetteer.values())
    by_name = {row["en"]: code for code, row in gazetteer.items() if bearers[row["en"]] == 1}
    for codes in named.values():
        within: set[str] = set()
        for text in codes:
            bare = str(text or "").removeprefix("near ")
            code = bare if bare in gazetteer else by_name.get(bare, "")
            while code in gazetteer:
                within.add(code)
                code = gazetteer[code]["parent"]
        counted.update(within)
    return {(code, here["level"], here["en"], here["zh"], here["uey"], count)
            for code, count in counted.items() for here in [gazetteer[code]]}


def _stranger(found: Compared, findings: Findings, table: str, column: str, value: Any, kind: str) -> None:
    findings.add(table, column, kind)
    if value is not None:
        found.strangers.append((table, column, value))
