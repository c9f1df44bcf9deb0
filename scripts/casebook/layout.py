"""Layout: how the rows under a sheet's headers are numbered, compared, screened and written as JSON."""

import json
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring
from operator import itemgetter
from typing import Any

from casebook import dates, names
from casebook.headings import heading
from casebook.importers.shapes import Refused, Sheet
from casebook.issues import Issue
from casebook.screening import Screen
from casebook.slots import is_private
from casebook.sources import Entry, Source

# Below this likeness, two names under one number are two people's.
OTHER_PERSON = 0.5


class Layout:
    """Made once a sheet from its headers and the source's mapping, used for every row."""

    def __init__(self, source: Source, headers: tuple[str, ...]) -> None:
        self.source, self.headers = source, headers
        places = {heading(header): n for n, header in enumerate(headers)}
        if source.key is not None and heading(source.key) not in places:
            words = f"the column {source.key!r}, which numbers the records, is not in this file"
            raise Refused("missing_key_column", words, "Correct `key` in source.yml, or the file's headings")
        self.number = places[heading(source.key)] if source.key is not None else None
        order = sorted(range(len(headers)), key=headers.__getitem__)
        self._sorted = itemgetter(*order) if len(order) > 1 else lambda values: tuple(values)
        pairs = (encode_basestring(header).replace("%", "%%") + ": %s" for header in headers)
        self._template = "{" + ", ".join(pairs) + "}"
        self.screen = Screen(source, headers)
        self.told, self.received = (_day(source, said) for said in (source.told, source.received))
        mapped = [(header, n, column.entries) for n, header in enumerate(headers) if (column := source.column(header))]
        self.private = {header for header, _, entries in mapped if any(map(is_private, entries))}
        self._names = {header: n for header, n, entries in mapped if any(map(_names_subject, entries))}

    def ordered(self, values: Sequence[str]) -> tuple[str, ...]:
        """The cells in an order that does not change when the file's columns are moved about."""
        return self._sorted(values)

    def json(self, cells: Sequence[str]) -> str:
        """The cells as a JSON object by header, in the order of the file."""
        return self._template % tuple(map(encode_basestring, cells))

    def plain(self, cells: Sequence[str]) -> str:
        """The same for a row that is set aside, whatever half characters stand in it."""
        return json.dumps(dict(zip(self.headers, cells, strict=True)))

    def names_another(self, before: dict[str, str], values: Sequence[str]) -> bool:
        """Whether the subject's name under this number is now another person's: no two of its forms are alike."""
        old = [before[header] for header in self._names if before.get(header, "").strip()]
        new = [values[n] for n in self._names.values() if values[n].strip()]
        if not old or not new or set(old) & set(new):
            return False
        return max(names.match_score(a, b) for a in old for b in new) < OTHER_PERSON

    def issues(self, sheet: Sheet) -> Iterator[Issue]:
        """What is to be said of the headings: columns nobody mapped, and mapped ones that are not there."""
        for header in self.headers:
            if not self.source.knows(header):
                rule, fix = "Every column is mapped or ignored.", "Map it in source.yml, or list it under `ignore`."
                yield Issue("unmapped_column", rule, fix, header, locator=sheet.name)
        present = {heading(header) for header in self.headers}
        for column in self.source.columns:
            if not column.optional and heading(column.header) not in present:
                rule, fix = "Every mapped column is in the file.", "Correct the heading in source.yml or in the file."
                yield Issue("missing_column", rule, fix, column.header, locator=sheet.name)


def _day(source: Source, said: str | None) -> str | None:
    """When a whole source was told or received, as EDTF; its words are in its source.yml."""
    read = dates.parse_date(said, language=source.language, order=source.day_month_order) if said else None
    return read.edtf if read else None


def _names_subject(entry: Entry) -> bool:
    return entry.property == "name" and entry.of == "subject" and entry.when is None


def noted(sheet: Sheet) -> Iterator[Issue]:
    """What a person who only looks at the file would not see, and its reader noted."""
    for note, what in sheet.notes.items():
        if what:
            yield Issue(note, "What is not seen when looking at the file is reported.", "Look at it.", words=_plain(what),
                        locator=sheet.name)  # fmt: skip


def _plain(what: Any) -> str:
    if what is True:
        return ""
    return ", ".join(map(str, what)) if isinstance(what, list | tuple) else str(what)
