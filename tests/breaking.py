"""Breaking off: something is done in a process of its own that is killed, or finds the disk full, at one of its steps on
the disk: the opening of a file to write, a name that is made, moved or removed."""

import errno
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path

MADE = {"os.mkdir", "os.link", "os.symlink"}
MOVED = {"os.rename", "os.remove", "os.rmdir", "os.truncate"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
FAILED = 3


def steps(folder: Path, work: Callable[[], None]) -> int:
    """How many steps below `folder` the work takes; it is done once for it, in another process."""
    reading, writing = os.pipe()
    counted = [0]

    def tell() -> None:
        work()
        os.write(writing, str(counted[0]).encode())

    _apart(tell, lambda: sys.addaudithook(_hook(folder, counted, lambda *_: None)))
    os.close(writing)
    with os.fdopen(reading) as told:
        return int(told.read())


def killed(folder: Path, work: Callable[[], None], step: int, half: bool = False) -> bool:
    """Do the work in a process that is killed before its n-th step below `folder`, or within it: with `half` a file that
    would be written is made, and has nothing in it. True when the process ended by itself."""
    counted = [0]

    def die(event: str, path: str, flags: int) -> None:
        if counted[0] == step:
            if half and event == "open":
                os.open(path, flags)
            os.kill(os.getpid(), signal.SIGKILL)

    return _apart(work, lambda: sys.addaudithook(_hook(folder, counted, die))) == 0


def full(folder: Path, work: Callable[[], None], step: int) -> bool:
    """Do the work on a disk that takes nothing more from the n-th step on. True when it came to its end."""
    counted = [0]

    def refuse(event: str, path: str, flags: int) -> None:
        if counted[0] >= step and (event in MADE or flags & WRITES):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)

    return _apart(work, lambda: sys.addaudithook(_hook(folder, counted, refuse))) == 0


def short(work: Callable[[], None], size: int) -> bool:
    """Do the work where no file can become longer than so many bytes. True when it came to its end."""
    return _apart(work, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))) == 0


def _hook(folder: Path, counted: list[int], act: Callable[[str, str, int], None]):
    def hook(event: str, about: tuple) -> None:
        if event not in MADE | MOVED | {"open"}:
            return
        path, flags = str(about[0]), about[2] if event == "open" else 0
        if path.startswith(str(folder)) and (event != "open" or flags & WRITES):
            counted[0] += 1
            act(event, path, flags)

    return hook


def _apart(work: Callable[[], None], before: Callable[[], None]) -> int:
    """Do it in a forked process; its exit code, negative when it was killed."""
    child = os.fork()
    if child == 0:
        try:
            before()
            work()
            os._exit(0)
        except BaseException:  # noqa: BLE001 - whatever went wrong, the child must not go on as the test run it is a copy of
            os._exit(FAILED)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
