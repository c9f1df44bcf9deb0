"""How many requests of one session are answered at once: a few, and a few more wait, so that nobody crowds out the rest."""

import asyncio
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

from casebook.guard.paths import Unfair

AT_ONCE = 6  # as many as a browser asks for at once
WAITING = 30


class _Line:
    """The requests of one session."""

    def __init__(self) -> None:
        self.places = asyncio.Semaphore(AT_ONCE)
        self.waiting = 0


class Crowd:
    """The lines before the door, one for each session; of those without one there is none."""

    def __init__(self) -> None:
        self._lines: WeakValueDictionary[str, _Line] = WeakValueDictionary()

    @asynccontextmanager
    async def place(self, session: str):
        """Hold a place; raises Unfair (429) where too many of the same session wait already."""
        if not session:
            yield
            return
        line = self._lines.get(session) or _Line()
        self._lines[session] = line
        if line.waiting >= WAITING:
            raise Unfair(429, "Too many requests at once. Please wait until those before have been answered.")
        line.waiting += 1
        try:
            await line.places.acquire()
        finally:
            line.waiting -= 1
        try:
            yield
        finally:
            line.places.release()
