"""Exports as CSV and JSON: the rows a page shows, streamed, with every cell made harmless to a spreadsheet."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import contextmanager

from casebook.harmless import csv_lines

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
