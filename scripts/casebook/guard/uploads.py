"""Files that reach the guard: one at a time, streamed to the disk within bounds, behind the token of this very session."""

import asyncio
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from casebook.guard.forms import ELSEWHERE, STALE, Form, from_here, is_of
from casebook.guard.headers import header
from casebook.guard.paths import Unfair
from casebook.speaking import N_

LONGEST_FILE = 20_000_000  # bytes
AROUND = 20_000  # bytes of a whole request beside its file
LONGEST_FIELD = 1_000
PART = ".upload.part"
NOT_TAKEN = N_("Nothing but the form of the inbox is taken here.")
TOO_LONG = N_("This file is larger than 20 MB, the most that is taken here. Whoever keeps this site can take it in on the"
              " machine.")  # fmt: skip
BROKEN = N_("The file did not arrive whole. Nothing was kept; upload it again.")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent: where it was put, and the name it came with, '' where none was chosen."""

    path: Path
    name: str


async def sent(scope: dict, receive, token: str, begin: Callable[[], Path]) -> Upload:
    """The one file of an upload by somebody logged in, put into the folder that `begin` makes, with mode 0600.

    Raises Unfair (403, 413, 415, 400) where it comes from elsewhere, is too long, or is no such form; nothing is left then.
    """
    kind, options = parse_options_header(header(scope, b"content-type"))
    if kind != b"multipart/form-data" or not options.get(b"boundary"):
        raise Unfair(415, NOT_TAKEN)
    if int(header(scope, b"content-length") or 0) > LONGEST_FILE + AROUND:
        raise Unfair(413, TOO_LONG)
    parts = _Parts(scope, token, begin)
    try:
        parser = MultipartParser(options[b"boundary"], parts.callbacks())
        await _feed(parser, receive)
        if not parts.whole:
            raise Unfair(400, BROKEN)
    except FormParserError:
        parts.drop()
        raise Unfair(400, BROKEN) from None
    except BaseException:
        parts.drop()
        raise
    finally:
        parts.close()
    return Upload(parts.path, parts.filename)


async def _feed(parser: MultipartParser, receive) -> None:
    """Every piece of the body, parsed and written in a thread while the site goes on."""
    arrived = 0
    while True:
        message = await receive()
        body = message.get("body", b"")
        arrived += len(body)
        if message["type"] == "http.disconnect":
            raise Unfair(400, BROKEN)
        if arrived > LONGEST_FILE + AROUND:
            raise Unfair(413, TOO_LONG)
        if body:
            await asyncio.to_thread(parser.write, body)
        if not message.get("more_body"):
            return


class _Parts:
    """The parts of one upload as they come: the token first, then the file."""

    def __init__(self, scope: dict, token: str, begin: Callable[[], Path]) -> None:
        self.path, self.filename, self.whole = Path(), "", False
        self._scope, self._token, self._begin = scope, token, begin
        self._name, self._value, self._headers = b"", b"", {}
        self._field, self._is_known = "", False
        self._file = None
        self._size = 0

    def callbacks(self) -> dict[str, Callable]:
        return {
            "on_header_field": self._header_name, "on_header_value": self._header_value, "on_header_end": self._header_end,
            "on_headers_finished": self._begun, "on_part_data": self._data, "on_part_end": self._ended, "on_end": self._all,
        }  # fmt: skip

    def close(self) -> None:
        if self._file:
            self._file.close()

    def drop(self) -> None:
        """Leave nothing of it."""
        self.close()
        if self.path.name == PART:
            shutil.rmtree(self.path.parent, ignore_errors=True)

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _header_end(self) -> None:
        self._headers[self._name.lower()] = self._value
        self._name = self._value = b""

    def _begun(self) -> None:
        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        self._headers, self._value = {}, b""
        self._field = options.get(b"name", b"").decode("latin-1")
        if self._field == "file" and self._file is None:
            self._open(options.get(b"filename", b"").decode("utf-8", "replace"))
        elif self._field != "token":
            raise Unfair(400, NOT_TAKEN)

    def _open(self, name: str) -> None:
        if not from_here(self._scope, self._is_known):
            raise Unfair(403, ELSEWHERE)
        if not self._is_known:
            raise Unfair(403, STALE)
        self.path, self.filename = self._begin() / PART, name
        self._file = os.fdopen(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._field == "file":
            self._size += end - start
            if self._size > LONGEST_FILE:
                raise Unfair(413, TOO_LONG)
            self._file.write(data[start:end])
        else:
            self._value += data[start:end]
            if len(self._value) > LONGEST_FIELD:
                raise Unfair(413, NOT_TAKEN)

    def _ended(self) -> None:
        if self._field == "token":
            self._is_known = is_of(Form({"token": (self._value.decode("latin-1"),)}), self._token)
            self._value = b""
        else:
            self._file.close()

    def _all(self) -> None:
        self.whole = self._file is not None
