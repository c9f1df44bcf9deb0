"""Harmless cells: values as CSV that no spreadsheet takes for a formula."""

import csv
import io
import re
from collections.abc import Iterable

# What a spreadsheet may take for the beginning of a formula, at the start of a cell or, where a program parts
# cells otherwise than we do, after any character that it may take for the end of one.
_STARTS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2212\uff5c"
_BETWEEN = "[\\s\u00a0\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*"
_FORMULA = re.compile(f"(^|[,;|\"'\t\r\n\uff0c\uff1b])(?={_BETWEEN}[{_STARTS}])")
_MADE_HARMLESS = re.compile(f"(^|[,;|\"'\t\r\n\uff0c\uff1b])'(?={_BETWEEN}[{_STARTS}])")
_DELIMITER = re.compile("[,;|\"'\t\r\n\0\uff0c\uff1b]")


def harmless(value: object) -> object:
    """A cell that no spreadsheet reads as a formula: `'` is put before what could begin one, NUL becomes U+2400.

    Numbers stay numbers. To get the text back, take out each `'` that stands before = + - @, a tab, CR or LF, or a
    full-width form of these, at the start or after a delimiter, quotation mark or line end.
    """
    if value is None or isinstance(value, int | float):
        return value
    text = value if isinstance(value, str) else str(value)
    if text[:1].isalnum() and not _DELIMITER.search(text):
        return text  # nothing in it can begin a cell but its first letter, and that is harmless
    # The NUL is judged as a start too: programs that drop it would see what follows first.
    bare = text.replace("\0", "")
    if bare != text:
        text = ("'" if text.startswith("\0") else "") + text.replace("\0", "\u2400")
    return _FORMULA.sub(r"\1'", text)


def original(text: str) -> str:
    """The text that `harmless` made this of; a NUL stays U+2400."""
    return _MADE_HARMLESS.sub(r"\1", text)


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Lines of CSV, every text quoted, each ended by CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows(["" if cell is None else harmless(cell) for cell in row] for row in rows)
    return out.getvalue()
