"""Hearing out what a client sends although it was refused: a line that is cut before takes the answer with it."""

import asyncio

LONGEST, MOST = 10.0, 25_000_000  # seconds and bytes for which somebody refused is still listened to


class Hearing:
    """`receive` of ASGI, which knows whether anything of the request is still to come."""

    def __init__(self, receive) -> None:
        self._receive = receive
        self._more = True

    async def __call__(self) -> dict:
        message = await self._receive()
        self._more = message["type"] == "http.request" and message.get("more_body", False)
        return message

    async def out(self) -> None:
        """Take the rest and forget it, as far as LONGEST and MOST go."""
        heard = 0
        try:
            async with asyncio.timeout(LONGEST):
                while self._more and heard < MOST:
                    heard += len((await self()).get("body", b""))
        except TimeoutError:
            return
