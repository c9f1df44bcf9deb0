"""Tables of an edition that must follow from its cases, the approved faces, the gazetteer and the policy alone."""

import re
from collections import Counter
from typing import Any

from .authorised import FULL, Compared, stranger
from .authority import Authority
from .report import Findings
from .structure import Rows, columns

EMPTY = ("related",)
NOTHING = "a value that does not follow from the cases"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Gazetteer = dict[str, dict[str, str]]
Columns = dict[str, Any]


def compare(rows: Rows, authority: Authority, gazetteer: Gazetteer, found: Compared, findings: Findings) -> None:
    """Compute each derived table once more; what is not as it must be is a finding and a stranger."""
    _statistics(rows, authority, found, findings)
    places = _places(rows, gazetteer)
    for row in rows["places"]:
        if row[1:] not in places:
            _row(found, findings, "places", row, NOTHING)
    for table in EMPTY:
        for row in rows[table]:
            _row(found, findings, table, row, "a table that stays empty has a row")
    _actions(rows, authority, found, findings)
    for row in rows["changes"]:
        if row[3] not in ("added", "corrected"):
            stranger(found, findings, "changes", "kind", row[3], "a kind of change that is not known")
    _edition(rows, authority, found, findings)


def _statistics(rows: Rows, authority: Authority, found: Compared, findings: Findings) -> None:
    """Exact counts over the rows, rounded ones over who is no row, and never one over both."""
    rules = authority.rules.get("statistics", {"topics": [], "round": 1})
    exact = _counts([[dict(zip(columns("cases"), row[1:], strict=True))] for row in rows["cases"]], rules["topics"])
    others = _counts(_not_shown(rows, authority), rules["topics"])
    for place, row in enumerate(rows["statistics"], 1):
        number, topic, code, cases, scope = row[1:]
        good = exact.get((topic, code)) == cases if scope == "shown" else (
            scope == "others" and _is_rounded(cases, others.get((topic, code), 0), rules["round"]))
        if not good or number != place:
            _row(found, findings, "statistics", row, NOTHING)


def _actions(rows: Rows, authority: Authority, found: Compared, findings: Findings) -> None:
    """Readers are asked to act for those alone who are named, and of whom everybody concerned wants it."""
    named = {row[1]: dict(zip(columns("cases"), row[1:], strict=True)) for row in rows["cases"]}
    for row in rows["actions"]:
        case = named.get(row[2], {"name": None, "level": None})
        faces = authority.faces(row[2], case["name"])
        if case["level"] != FULL or not any(face["case"] in authority.acted_for for face in faces):
            _row(found, findings, "actions", row, "readers are asked to act for somebody of whom nobody wanted it")


def _row(found: Compared, findings: Findings, table: str, row: tuple, kind: str) -> None:
    for column, value in zip(columns(table), row[1:], strict=True):
        stranger(found, findings, table, column, value, kind)


def _not_shown(rows: Rows, authority: Authority) -> list[list[Columns]]:
    """What is approved of each case that is neither named nor a row."""
    shown = {row[1] for row in rows["cases"]}
    ids = authority.ids(authority.audience) or {}
    cases = authority.by_case.keys() - {case for identity, case in ids.items() if identity in shown}
    told = ([face["columns"] for face in authority.by_case[case] if face.get("level", FULL) != FULL] for case in cases)
    return [faces for faces in told if faces]


def _is_rounded(told: Any, counted: int, unit: int) -> bool:
    """A multiple of `unit` that is less than `unit` above what can be counted, of no fewer than `unit` cases.

    It may lie lower: rounded figures rise once a month only, and cases that wait for their batch are not in them.
    """
    return isinstance(told, int) and counted >= unit and told >= unit and told % unit == 0 and told - counted < unit


def _counts(cases: list[list[Columns]], topics: list[str]) -> Counter[tuple[str, str]]:
    """How many cases have each code of each topic; of a case whose face could be one of several all that any says."""
    counted: Counter[tuple[str, str]] = Counter()
    for faces in cases:
        counted.update({(topic, value) for told in faces for topic in topics
                        if (value := _year(told) if topic == "arrest" else told.get(topic)) is not None})
    return counted


def _year(case: Columns) -> str | None:
    first, last = (str(case.get(name) or "")[:4] for name in ("arrest_earliest", "arrest_latest"))
    return first if first and first == last else None


def _edition(rows: Rows, authority: Authority, found: Compared, findings: Findings) -> None:
    kinds = Counter(row[3] for row in rows["changes"])
    counts = (len(rows["cases"]), kinds["added"], kinds["corrected"])
    for row in rows["edition"]:
        number, day, audience, title, *told = row[1:]
        good = (isinstance(number, int), bool(_DAY.fullmatch(str(day))), audience in authority.policy["audiences"],
                title == authority.policy["audiences"].get(audience, {}).get("title"), tuple(told[:3]) == counts,
                isinstance(told[3], int) and 0 <= told[3] < 10**6)
        if not all(good) or len(rows["edition"]) != 1:
            _row(found, findings, "edition", row, "an edition's own row that is not as it must be")


def _places(rows: Rows, gazetteer: Gazetteer) -> set[tuple]:
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
