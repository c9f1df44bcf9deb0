"""One Datasette instance per edition: every request is answered by the instance that was current when it began."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from datasette.app import Datasette

from casebook.attending import NOTHING
from casebook.consents import LAST_DAY
from casebook.editions import FILE
from casebook.guard.allowance import Turns, asking, bind

log = logging.getLogger("casebook")
AGAIN = 5.0  # seconds until an edition that could not be shown is tried once more
LOOK = 0.1  # seconds between two looks at what is current while nobody asks
GRACE = 1.0  # seconds that an answer under way has when what it tells is no longer shown
State = tuple[tuple[int, ...] | None, ...]


class Instance:
    """A Datasette over files that do not change under it, closed when the last request it serves has ended.

    After the day `until` (ISO) a consent of its edition has ended, and it answers nothing any more.
    """

    def __init__(self, datasette: Datasette, until: str = LAST_DAY) -> None:
        self.datasette = datasette
        self.until = until
        turns = Turns()
        for database in datasette.databases.values():
            bind(database, turns)
        self.app = datasette.app()
        self._answers: set[asyncio.Task] = set()
        self.retired = self._started = False
        self._starting = asyncio.Lock()

    async def start(self) -> None:
        """What Datasette prepares with its first request only, while others that come meanwhile would fail."""
        async with self._starting:
            if not self._started:
                messages = iter(("lifespan.startup", "lifespan.shutdown"))
                await self.app({"type": "lifespan"}, partial(_told, messages), _unheard)
                self._started = True

    async def __call__(self, scope, receive, send) -> None:
        if not self._started:
            await self.start()
        answer = asyncio.current_task()
        self._answers.add(answer)
        try:
            with asking(str((scope.get("actor") or {}).get("id", ""))):
                await self.app(scope, receive, send)
        finally:
            self._answers.discard(answer)
            self._end()

    @property
    def is_answering(self) -> bool:
        return bool(self._answers)

    def cut(self) -> None:
        """End every answer that is under way: its reader's connection closes in the middle, never as if it were whole."""
        for answer in self._answers:
            answer.cancel()

    def retire(self) -> None:
        self.retired = True
        self._end()

    def _end(self) -> None:
        if self.retired and not self._answers:
            self.datasette.executor.shutdown(wait=False)
            for database in self.datasette.databases.values():
                database.close()


async def _told(messages) -> dict:
    return {"type": next(messages)}


async def _unheard(message: dict) -> None:
    pass


class Front:
    """Hands each request to the current instance; makes the next one as soon as a watched path is another file.

    Where the path that names the current edition is gone, or a consent of it has ended since, nothing is shown at all.
    `make` gives a new instance and may raise: the reason is logged, and nothing is shown while it cannot be made of
    the edition that is current now, for the one before may hold whom this one was made to leave out. Where only a
    watched path is another file, the old instance goes on.
    With `bare`, which gives an instance without any edition, researchers go on meanwhile, for it is they who can end that.
    """

    def __init__(
        self,
        make: Callable[[], Instance],
        current: Path,
        watched: Sequence[Path] = (),
        bare: Callable[[], Instance] | None = None,
    ) -> None:
        self._make, self._make_bare = make, bare
        self._bare: tuple[State, Instance] | None = None
        self._current, self._watched = current, watched
        self._changing = asyncio.Lock()
        self._seen = self._shown = self._state()
        self._refused, self._tried = False, 0.0
        self._old: list[Instance] = []
        self.instance = make()

    async def __call__(self, scope, receive, send) -> None:
        if await self._is_open():
            return await self.instance(scope, receive, send)
        works = self._make_bare and "researcher" in (scope.get("actor") or {}).get("roles", ())
        return await (await self._without_edition())(scope, receive, send) if works else await closed(send)

    async def watch(self, tell: Callable[[str], None]) -> None:
        """For as long as it is served: take up each change at once, and tell what is shown (an edition, or nothing).

        Told only when no answer from another edition is under way; those that take too long are cut.
        """
        while True:
            named = self._current.resolve().name
            shown = named if await self._is_open() else NOTHING
            if named != self._current.resolve().name:
                continue
            others = self._old if shown != NOTHING else [*self._old, self.instance]
            if not await _ended(others):
                continue
            self._old.clear()
            tell(shown)
            await asyncio.sleep(LOOK)

    async def _is_open(self) -> bool:
        """Whether there is an edition that may be shown; `instance` is then one over it, and nothing else.

        While one is being made everybody waits for it: the one before may hold whom this one leaves out.
        """
        while self._is_behind(state := self._state()) and state[0] is not None:
            await self._renew()
        return state[0] is not None and not self._refused and self.instance.until >= date.today().isoformat()

    async def _renew(self) -> None:
        async with self._changing:
            state = self._state()
            if not self._is_behind(state):
                return
            try:
                new = await asyncio.to_thread(self._make)
                await new.start()
            except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the site must not end by it
                log.error("The new files are not served: %s", error)
                self._refused = state[0] != self._shown[0]
            else:
                self._shown, self._refused = state, False
                old, self.instance = self.instance, new
                self._old.append(old)
                old.retire()
            self._seen, self._tried = state, time.monotonic()

    def _is_behind(self, state: State) -> bool:
        return state != self._seen or (self._refused and time.monotonic() - self._tried > AGAIN)

    async def _without_edition(self) -> Instance:
        async with self._changing:
            state = self._state()[1:]
            if self._bare is None or self._bare[0] != state:
                if self._bare:
                    self._bare[1].retire()
                self._bare = (state, await asyncio.to_thread(self._make_bare))
            return self._bare[1]

    def _state(self) -> State:
        edition = _identity(self._current)
        return ((*edition, *_written(self._current / FILE)) if edition else None, *map(_identity, self._watched))


async def _ended(instances: Sequence[Instance]) -> bool:
    """Whether their answers have ended, having given them a little time and then cut them."""
    until = time.monotonic() + GRACE
    while any(one.is_answering for one in instances) and time.monotonic() < until:
        await asyncio.sleep(LOOK / 2)
    for one in instances:
        one.cut()
    await asyncio.sleep(0)
    return not any(one.is_answering for one in instances)


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file a path names now; a rename puts another one there, writing into a database does not."""
    try:
        found = path.lstat()
        return (found.st_ino, path.stat().st_ino)
    except OSError:
        return None


def _written(path: Path) -> tuple[int, ...]:
    """When a file of an edition was last written, and its length: neither changes unless somebody tampers with it."""
    try:
        found = path.stat()
        return found.st_ino, found.st_mtime_ns, found.st_size
    except OSError:
        return ()


async def closed(send) -> None:
    """The answer while there is no edition that may be shown."""
    await send({"type": "http.response.start", "status": 503, "headers": []})
    await send({"type": "http.response.body", "body": b""})
