"""SQL functions on texts whose SQLite versions can take long for one value, and cannot be interrupted while they do."""

import re
import sqlite3
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from casebook.guard.allowance import LONGEST_VALUE

LONGEST_SET = 100  # characters that may be trimmed away
_plain = threading.local()


def define(connection: sqlite3.Connection) -> None:
    """Put ours in place of SQLite's, with the same answers: instr, replace, printf, and trim with a set of characters."""
    functions: dict[str, tuple[int, Callable]] = {
        "instr": (2, _place),
        "replace": (3, _replaced),
        "printf": (-1, _printed),
        "format": (-1, _printed),
        "trim": (2, partial(_trimmed, str.strip)),
        "ltrim": (2, partial(_trimmed, str.lstrip)),
        "rtrim": (2, partial(_trimmed, str.rstrip)),
    }
    for name, (arguments, function) in functions.items():
        known = function if function in (_printed, _replaced) else _without_null(function)
        connection.create_function(name, arguments, known, deterministic=True)


def _without_null(function: Callable) -> Callable:
    return lambda *given: None if None in given else function(*given)


def _place(where: Any, what: Any) -> int:
    if isinstance(where, bytes) and isinstance(what, bytes):
        return where.find(what) + 1
    return _text(where).find(_text(what)) + 1


def _replaced(where: Any, old: Any, new: Any) -> Any:
    if where is None or old is None:
        return None
    if not _text(old):
        return where  # as it is, whatever would have come in its place
    if new is None:
        return None
    where, old, new = _text(where), _text(old), _text(new)
    if len(where) + where.count(old) * (len(new) - len(old)) > LONGEST_VALUE:
        raise sqlite3.OperationalError
    return where.replace(old, new)


def _printed(*given: Any) -> str | None:
    """SQLite's own answer, but for widths that a page has no use for."""
    form = _text(given[0]) if given else ""
    if "*" in form or re.search(r"\d{4}", form):
        raise sqlite3.OperationalError
    if not hasattr(_plain, "connection"):
        _plain.connection = sqlite3.connect(":memory:")
        _plain.connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    return _plain.connection.execute(f"SELECT printf({', '.join('?' * len(given))})", given).fetchone()[0]


def _trimmed(strip: Callable[[str, str], str], text: Any, letters: Any) -> str:
    if len(letters := _text(letters)) > LONGEST_SET:
        raise sqlite3.OperationalError
    return strip(_text(text), letters) if letters else _text(text)


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
