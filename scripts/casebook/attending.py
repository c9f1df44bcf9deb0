"""Attending: which servers are running over these editions, and what each has told that it shows now."""

import fcntl
import os
import secrets
import time
from pathlib import Path

FOLDER = "servers"
NOTHING = "nothing"
WAIT = 10.0  # seconds that a server has to stop showing what it showed
_PAUSE = 0.02
_WIDTH = 24


class Desk:
    """A running server's place: a file that it keeps locked for as long as it lives, with what it shows."""

    def __init__(self, editions: Path) -> None:
        folder = editions / FOLDER
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._path = folder / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        self._said = ""

    def say(self, shown: str) -> None:
        """Tell that from now on nothing but this edition is shown, and that no answer from another one is under way."""
        if shown != self._said:
            os.pwrite(self._file, shown.ljust(_WIDTH).encode("ascii"), 0)
            self._said = shown

    def leave(self) -> None:
        self._path.unlink(missing_ok=True)
        os.close(self._file)


def silent(editions: Path, shown: str, seconds: float = WAIT) -> list[str]:
    """Wait until every running server shows `shown` (a number) or nothing; the process numbers of those that do not."""
    until = time.monotonic() + seconds
    while waiting := [path for path in _desks(editions) if _says(path) not in (shown, NOTHING) and _lives(path)]:
        if time.monotonic() > until:
            return sorted(path.name.partition("-")[0] for path in waiting)
        time.sleep(_PAUSE)
    return []


def _desks(editions: Path) -> list[Path]:
    return sorted(path for path in (editions / FOLDER).glob("*-*") if path.is_file())


def _says(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except OSError:  # it has just left
        return NOTHING


def _lives(path: Path) -> bool:
    """Whether the server of a desk still runs; the desk of one that ended without leaving is removed."""
    try:
        with path.open("r+") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink(missing_ok=True)
    except BlockingIOError:
        return True
    except OSError:
        pass
    return False
