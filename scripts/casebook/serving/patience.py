"""How long a connection may take: a request has to arrive, and an answer to be taken, within a time and a size.

Where there are more connections than are kept, the one that has waited longest without asking anything makes room.
"""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from casebook.guard import uploads
from casebook.guard.headers import finish
from casebook.guard.rules import UPLOADS

ARRIVING = 15.0  # seconds within which a whole request has to be there, from its first byte or the connection on
TAKING = 60.0  # seconds that a reader may leave an answer lying
MOST = 500  # connections at once
LARGEST = 1_000_000  # bytes of a whole request; the largest form that is read has a quarter of it
UPLOADING = 180.0  # seconds within which a file has to be there
PATHS = frozenset("/".join(("", *parts)).encode() for parts in UPLOADS)


class Patient(HttpToolsProtocol):
    """uvicorn's protocol, which by itself waits for ever: some hundred silent connections would shut everybody out."""

    _since = 0.0  # when it began to wait for its next request, 0 while one is being answered
    _arriving: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None
    _bytes = 0
    _largest = LARGEST

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self._expect()
        if len(self.connections) > MOST:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._bytes += len(data)
        if self._arriving and self._bytes > self._largest:
            return self.transport.abort()
        return super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._largest = LARGEST
        self._expect()

    def on_headers_complete(self) -> None:
        if self.parser.get_method() == b"POST" and self.url in PATHS:
            self._largest = uploads.LONGEST_FILE + 2 * uploads.AROUND
            self._expect(UPLOADING)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._arrived()
        self._since = 0.0
        super().on_message_complete()

    def on_response_complete(self) -> None:
        self._since = self._since or self.loop.time()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """The answer to what is no HTTP at all, with the headers of every other."""
        headers = b"".join(name + b": " + value + b"\r\n" for name, value in finish([], public=False, secure=False))
        start = b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n"
        body = b"This is no request."
        self.transport.write(start + headers + b"content-length: %d\r\n\r\n%s" % (len(body), body))
        self.transport.close()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taking = self._taking or self.loop.call_later(TAKING, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._taking:
            self._taking.cancel()
            self._taking = None

    def _make_room(self) -> None:
        """End the connection that has waited longest; where all are being answered, the one that has just come."""
        waiting = [other for other in self.connections if other._since]
        oldest = min(waiting, key=lambda other: other._since)
        self.connections.discard(oldest)
        oldest.transport.abort()

    def _expect(self, seconds: float | None = None) -> None:
        self._arrived()
        self._bytes = 0
        self._since = self._since or self.loop.time()
        self._arriving = self.loop.call_later(ARRIVING if seconds is None else seconds, self.transport.abort)

    def _arrived(self) -> None:
        if self._arriving:
            self._arriving.cancel()
            self._arriving = None
