"""How long a connection may take: a request has to arrive, and an answer to be taken, within a time and a size."""

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

ARRIVING = 15.0  # seconds within which a whole request has to be there, from its first byte or the connection on
TAKING = 60.0  # seconds that a reader may leave an answer lying
LARGEST = 1_000_000  # bytes of a whole request; the largest form that is read has a quarter of it


class Patient(HttpToolsProtocol):
    """uvicorn's protocol, which by itself waits for ever: some hundred silent connections would shut everybody out."""

    _arriving: asyncio.TimerHandle | None = None
    _taking: asyncio.TimerHandle | None = None
    _bytes = 0

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._bytes += len(data)
        if self._arriving and self._bytes > LARGEST:
            return self.transport.abort()
        return super().data_received(data)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._expect()

    def on_message_complete(self) -> None:
        self._arrived()
        super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        self._taking = self._taking or self.loop.call_later(TAKING, self.transport.abort)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._taking:
            self._taking.cancel()
            self._taking = None

    def _expect(self) -> None:
        self._arrived()
        self._bytes = 0
        self._arriving = self.loop.call_later(ARRIVING, self.transport.abort)

    def _arrived(self) -> None:
        if self._arriving:
            self._arriving.cancel()
            self._arriving = None
