"""Campaigns: what the records of a campaign say, as rows beside their words; none of it is a claim about a person."""

import json
import re
import sqlite3
from functools import cache
from typing import Any

from casebook import issues, numbers, schema, vocabularies
from casebook.gathering import STANDS
from casebook.importers.campaign import CODES
from casebook.issues import Issue
from casebook.reading import NOT_UNDERSTOOD
from casebook.reading_values import READERS, Manner
from casebook.sources import Source

KIND = "campaign"  # of a source
TABLES = ("campaigns", "campaign_cases", "campaign_counts", "campaign_steps")
WORLD = "001"  # UN M49
MOST = 10**12  # no count is greater
FIRST_IDEOGRAPHIC = "\u2e80"
DATED = ("edtf", "earliest", "latest")
Cells = dict[str, str]
Values = dict[str, Any]


def remove(db: sqlite3.Connection) -> None:
    """Remove what was read of the touched records before."""
    for table in TABLES:
        db.execute(f'DELETE FROM "{table}" WHERE record IN (SELECT record FROM touched)')


class CampaignReader:
    """Reads the records of a source of the kind `campaign`; the campaign's key is the source's name."""

    def __init__(self, db: sqlite3.Connection, source: Source) -> None:
        self._db, self._campaign = db, source.name
        self._manner = Manner(source.language, source.day_month_order, source.century)
        self._found: list[tuple[str, str, str]] = []

    def read(self, record: int, key: str, file: int, content: str, standing: str, former: bool) -> None:
        """Write what one version of a record says; of a former one, its cases, counts and steps, and no issue."""
        cells, self._found = json.loads(content), []
        table, values = self._values({name: cell.strip() for name, cell in cells.items()})
        if table == "campaigns":
            if former:
                return
            values["key"] = self._campaign
        else:
            values |= {"key": key, "campaign": self._campaign}
        values |= {"record": record, "standing": standing}
        names = [name for name in schema.names_of(table) if name != "id"]
        listed, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
        self._db.execute(f'INSERT INTO "{table}" ({listed}) VALUES ({marks})', [values.get(name) or None for name in names])
        if standing == STANDS:
            issues.save(self._db, [(file, record, None, _issue(*one)) for one in self._found])

    def _values(self, cells: Cells) -> tuple[str, Values]:
        """(table, values by column) of a record, by the sheet that its columns are of."""
        if "title" in cells:
            return "campaigns", cells | self._date(cells, "launch") | self._codes(cells)
        if "name" in cells:
            kind = next((kind for kind in ("record", "mention") if cells[kind]), "name")
            return "campaign_cases", {"kind": kind, "raw": cells[kind]}
        if "count" in cells:
            return "campaign_counts", self._count(cells)
        values = {"kind": cells["step"], "to_whom": cells["to"], "words": cells["words"], "date": cells["date"]}
        return "campaign_steps", values | self._date(cells, "date") | self._codes(cells)

    def _date(self, cells: Cells, column: str) -> Values:
        """The date as far as it is said, never finer; nothing where it is not understood."""
        parts = READERS["date"](cells[column], self._manner) if cells[column] else []
        if parts is None:
            self._note(column, cells[column])
            return {}
        for part in parts:
            if part.issue:
                self._note(column, cells[column], part.issue)
            return dict(zip(DATED, (part.edtf, part.earliest, part.latest), strict=True))
        return {}

    def _count(self, cells: Cells) -> Values:
        values = {"date": cells["date"], "place": cells["country"], "raw": cells["count"], "said_by": cells["said_by"]}
        values |= self._date(cells, "date") | {"country": self._country(cells["country"])}
        if cells["count"]:
            amount, says = read_amount(cells["count"], self._manner.language)
            values |= {"amount": amount, "says": says}
            if amount is None:
                self._note("count", cells["count"])
        return values

    def _country(self, text: str) -> str | None:
        if not text or text.casefold() in _words("world"):
            return WORLD if text else None
        parts = READERS["country"](text, self._manner)
        if parts is None:
            self._note("country", text)
        return parts[0].value if parts else None

    def _codes(self, cells: Cells) -> Values:
        found = {}
        for name in CODES:
            if text := cells.get(name):
                found[name] = _coded(name).get(text.casefold())
                if found[name] is None:
                    self._note(name, text)
        return found | {name: None for name in CODES if name not in found}

    def _note(self, column: str, words: str, code: str = NOT_UNDERSTOOD) -> None:
        self._found.append((code, column, words))


def read_amount(text: str, language: str | None) -> tuple[int | None, str | None]:
    """(a count, what is said of it: "exactly", "at least", "at most", "about"); (None, None) where it is not understood."""
    rest, says = text.strip().casefold(), "exactly"
    rest = _without(rest, _words("units"))[0]
    for kind, words in _amounts().items():
        shorter, found = _without(rest, words)
        if found:
            rest, says = shorter, kind
            break
    number = numbers.parse_number(_without(rest, _words("units"))[0], language=language)
    if number is None or not 0 <= number <= MOST or number != int(number):
        return None, None
    return int(number), says


def _without(text: str, words: tuple[str, ...]) -> tuple[str, bool]:
    """The text without the longest of the words that it begins or ends with, and whether there was one."""
    for word in words:
        after, before = _edge(word[-1], r"(?!\w)"), _edge(word[0], r"(?<!\w)")
        for pattern in (rf"{re.escape(word)}{after}\s*(.+)", rf"(.+?)\s*{before}{re.escape(word)}"):
            if found := re.fullmatch(pattern, text):
                return found[1].strip(), True
    return text, False


def _edge(sign: str, pattern: str) -> str:
    """What keeps a word from being found within another; signs, and scripts without spaces, need nothing."""
    return pattern if sign.isalpha() and sign < FIRST_IDEOGRAPHIC else ""


@cache
def _words(part: str) -> tuple[str, ...]:
    """The words of a list of campaigns.yml, small, the longest first."""
    return tuple(sorted((str(word).casefold() for word in vocabularies.load("campaigns")[part]), key=lambda word: -len(word)))


@cache
def _amounts() -> dict[str, tuple[str, ...]]:
    listed = vocabularies.load("campaigns")["amounts"]
    return {kind: tuple(sorted((str(word).casefold() for word in words), key=lambda word: -len(word)))
            for kind, words in listed.items()}  # fmt: skip


@cache
def _coded(part: str) -> dict[str, str]:
    """code or word: code, of one of the coded lists."""
    codes = vocabularies.load("campaigns")[part]
    words = {word.casefold(): code for code, by_language in codes.items() for listed in by_language.values() for word in listed}
    return words | {code: code for code in codes}


def _issue(code: str, column: str, words: str) -> Issue:
    said = vocabularies.load("issues")[code]
    return Issue(code, said["rule"], said["fix"], column, column, words)
