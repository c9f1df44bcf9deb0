"""Files that people change while a server runs: what one says now, read again whenever it has changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Rereading(Generic[Value]):
    """The value that `read` makes of a file; `damaged` while it cannot be read, `missing` while there is none."""

    def __init__(self, path: Path, read: Callable[[Path], Value], damaged: Value, missing: Value) -> None:
        self.path = path
        self._read, self._damaged, self._missing = read, damaged, missing
        self._seen: tuple[int, int, int] | None = None
        self._value = missing

    def now(self) -> Value:
        try:
            state = self.path.stat()
            seen = (state.st_mtime_ns, state.st_ino, state.st_size)
            if seen != self._seen:
                self._value = self._read(self.path)
                self._seen = seen
        except FileNotFoundError:
            self._value, self._seen = self._missing, None
        except (OSError, ValueError):
            self._value, self._seen = self._damaged, None
        return self._value
