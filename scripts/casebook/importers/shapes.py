"""What every reader of files gives back: sheets of rows, rows set aside, and files refused."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

MOST_COLUMNS = 16_384  # those of a spreadsheet


@dataclass(frozen=True)
class Options:
    """How a source asks its files to be read; None means "detect it, and refuse with a question when in doubt"."""

    encoding: str | None = None
    delimiter: str | None = None
    sheets: tuple[str, ...] = ()
    header_row: int = 1
    headers: frozenset[str] = frozenset()
    max_cell_bytes: int = 10_000_000
    max_unpacked_bytes: int = 50_000_000


class Row(NamedTuple):
    """One row: where it stands ("row 12", "Sheet1 row 12"), its cells as a person sees them, and what else is known.

    `notes` maps a header to what stands beside its cell ({"stored", "formula", "code", "comment", "strike", "colour",
    "deleted", "hidden"}) and "" to what is true of the whole row ({"hidden": True}); None when there is nothing.
    """

    locator: str
    values: tuple[str, ...]
    notes: dict[str, dict[str, Any]] | None = None


class Quarantined(NamedTuple):
    """One row that cannot be trusted: kept verbatim as far as it is readable, with the rule it broke and the way out.

    `words` never quote the row: they may be read in logs.
    """

    locator: str
    content: str
    code: str
    words: str
    fix: str


@dataclass
class Sheet:
    """One table of a file: its headers, all different, verbatim, and its rows, to be read once.

    `notes` tells what a person looking at the file might not see (hidden parts, merged cells, macros), each an issue;
    `read_as` how it was read (encoding, delimiter, blank_rows: complete when the rows have been read).
    """

    name: str
    headers: tuple[str, ...]
    rows: Iterator[Row | Quarantined]
    notes: dict[str, Any] = field(default_factory=dict)
    read_as: dict[str, Any] = field(default_factory=dict)


class Refused(Exception):
    """The whole file cannot be read. May also come while its rows are being read: nothing of the file then counts."""

    def __init__(self, code: str, words: str, fix: str, line: int | None = None):
        super().__init__(f"{words}{f' (line {line})' if line else ''}. {fix}")
        self.code, self.words, self.fix, self.line = code, words, fix, line


def check_headers(headers: list[str], place: str, line: int | None = None) -> tuple[str, ...]:
    """The headers as a tuple, when each is there and none is there twice; raises Refused naming those at fault."""
    if len(headers) > MOST_COLUMNS:
        raise Refused(
            "too_many_columns", f"{place} has {len(headers):,} columns, more than any spreadsheet",
            "Ask for it again, or take out the columns that nobody needs", line,
        )  # fmt: skip
    stripped = [header.strip() for header in headers]
    empty = [str(number) for number, header in enumerate(stripped, 1) if not header]
    if empty:
        raise Refused(
            "empty_header",
            f"{place} has no heading for column {', '.join(empty)}",
            "Give every column a heading, or remove the column",
            line,
        )
    twice = sorted(header for header, times in Counter(stripped).items() if times > 1)
    if twice:
        raise Refused(
            "duplicate_header",
            f"{place} has the heading {', '.join(repr(header) for header in twice)} more than once",
            "Give each column a heading of its own",
            line,
        )
    return tuple(headers)
