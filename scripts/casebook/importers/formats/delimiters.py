"""Finds the delimiter of a table kept as text, or asks for it."""

import csv
import io
import itertools
import re
from pathlib import Path
from typing import TextIO

from casebook.importers.shapes import Options, Refused

CANDIDATES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
NAMES = {name: sign for sign, name in CANDIDATES.items()}
NONE = "\x1f"  # for a table of one column: a sign that no text holds
SAMPLE = 200_000


def find(file: TextIO, path: Path, options: Options) -> tuple[str, int]:
    """(delimiter, lines to skip before the table); the file stands at its beginning afterwards.

    Declared in source.yml as the sign or its name (comma, semicolon, tab, bar, none); else that of a first line
    `sep=;`, else the tab for .tsv and .tab, else the only sign that divides the headings and the rows alike.
    Raises Refused with a question when several do, or when rows are divided and headings are not.
    """
    sample = file.read(SAMPLE)
    file.seek(0)
    if not sample.strip("\ufeff\r\n \t"):
        raise Refused("empty_file", f"{path.name} is empty", "Export the file again, or take it out of the folder")
    if options.delimiter:
        return _declared(options.delimiter), 0
    said = re.match(r'"?sep=(.)"?\r?\n', sample)
    if said:
        return said[1], 1
    if path.suffix.lower() in (".tsv", ".tab"):
        return "\t", 0
    return _detected(sample, path, options.header_row), 0


def _declared(delimiter: str) -> str:
    if delimiter == "none":
        return NONE
    sign = NAMES.get(delimiter, delimiter)
    if len(sign) != 1 or sign in '"\r\n':
        raise Refused(
            "unknown_delimiter",
            f"source.yml declares the delimiter {delimiter!r}, which is not one sign",
            f"Use {', '.join(NAMES)}, none, or the sign itself",
        )
    return sign


def _detected(sample: str, path: Path, header_row: int) -> str:
    widths = {sign: _widths(sample, sign, header_row) for sign in CANDIDATES}
    dividing = {sign: seen for sign, seen in widths.items() if seen and seen[0] > 1}
    if len(dividing) == 1:
        return next(iter(dividing))
    if not dividing:
        if all(width <= 1 for seen in widths.values() for width in seen):
            return NONE
        raise _question(path, "its headings are one cell, but its rows hold commas, semicolons, tabs or bars")
    shares = {sign: _share(seen) for sign, seen in dividing.items()}
    good = [sign for sign, share in shares.items() if share is not None and share >= 0.9]
    others = [share for sign, share in shares.items() if sign not in good]
    if len(good) == 1 and all(share is not None and share <= 0.1 for share in others):
        return good[0]
    raise _question(path, f"its headings can be divided by {' or '.join(CANDIDATES[sign] for sign in dividing)}")


def _widths(sample: str, sign: str, header_row: int) -> list[int]:
    """The number of cells of the headings and of each row of the sample, were this sign the delimiter."""
    rows = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
    try:
        found = [len(row) for row in itertools.islice(rows, header_row - 1, 500) if row]
    except csv.Error:
        first = sample.splitlines()[header_row - 1 :][:1]
        found = [line.count(sign) + 1 for line in first if line]  # a cell longer than any heading
    cut = len(sample) == SAMPLE and len(found) > 2
    return found[:-1] if cut else found


def _share(widths: list[int]) -> float | None:
    """The share of rows as wide as the headings; None without rows."""
    return sum(width == widths[0] for width in widths[1:]) / (len(widths) - 1) if len(widths) > 1 else None


def _question(path: Path, why: str) -> Refused:
    return Refused(
        "unclear_delimiter",
        f"it is not certain which sign divides the cells of {path.name}: {why}",
        "Open the file, look at its first row, and put one of these lines into source.yml: `delimiter: comma`, "
        "`delimiter: semicolon`, `delimiter: tab`, `delimiter: bar`, or `delimiter: none` for a single column",
        1,
    )
