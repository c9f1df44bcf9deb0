"""Exports as CSV and JSON: the rows a page shows, streamed, with every cell made harmless to a spreadsheet."""

import asyncio
import csv
import io
import json
import re
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import contextmanager

# What a spreadsheet may take for the beginning of a formula, at the start of a cell or, where a program parts
# cells otherwise than we do, after any character that it may take for the end of one.
_STARTS = "=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20\u2212\uff5c"
_BETWEEN = "[\\s\u00a0\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]*"
_FORMULA = re.compile(f"(^|[,;|\"'\t\r\n\uff0c\uff1b])(?={_BETWEEN}[{_STARTS}])")
_DELIMITER = re.compile("[,;|\"'\t\r\n\0\uff0c\uff1b]")
LONGEST = 10 * 60  # seconds an export may take

_running: set[str] = set()


class Busy(Exception):
    """This person's earlier export has not ended."""


@contextmanager
def one_at_a_time(name: str):
    """Hold the one export that a person may have under way; raises Busy."""
    if name in _running:
        raise Busy
    _running.add(name)
    try:
        yield
    finally:
        _running.discard(name)


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


def csv_lines(rows: Iterable[Iterable[object]]) -> str:
    """Lines of CSV, every text quoted, each ended by CR LF (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC)
    writer.writerows(["" if cell is None else harmless(cell) for cell in row] for row in rows)
    return out.getvalue()


async def as_csv(columns: list[str], rows: AsyncIterator[list], *, bom: bool) -> AsyncIterator[str]:
    """A CSV document; with `bom`, the mark by which some spreadsheets know UTF-8."""
    yield ("\ufeff" if bom else "") + csv_lines([columns])
    async for chunk in rows:
        yield await asyncio.to_thread(csv_lines, chunk)


async def as_json(columns: list[str], rows: AsyncIterator[list]) -> AsyncIterator[str]:
    """A JSON array of objects, without the fields that are empty."""
    before = "[\n"
    async for chunk in rows:
        found = [{name: value for name, value in zip(columns, row, strict=True) if value is not None} for row in chunk]
        if found:
            yield before + ",\n".join(json.dumps(one, ensure_ascii=False) for one in found)
            before = ",\n"
    yield ("[" if before == "[\n" else "\n") + "]\n"


async def stream(send, receive, kind: str, name: str, parts: AsyncIterator[str]) -> None:
    """Send a document part by part; stops when the reader has gone or its time is over."""
    headers = [
        (b"content-type", f"{kind}; charset=utf-8".encode()),
        (b"content-disposition", f'attachment; filename="{name}"'.encode("ascii", "replace")),
    ]
    gone = asyncio.create_task(_gone(receive))
    began = time.monotonic()
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        async for part in parts:
            if gone.done():
                return
            if time.monotonic() - began > LONGEST:
                raise TimeoutError
            await send({"type": "http.response.body", "body": part.encode("utf-8", "replace"), "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        gone.cancel()


async def _gone(receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
