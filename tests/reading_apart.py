"""Reading a file apart: in a process of its own, with how it ended, how long it took and how much memory it came to need."""

import multiprocessing
import os
import resource
import signal
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from casebook import importers
from casebook.importers.shapes import Options, Refused

LONGEST, MOST = 5, 500  # seconds, megabytes

# Children are copies of a small server that has read the importers, never of the test run: what that holds (threads of
# other libraries, gigabytes) does not survive being copied.
SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload([__name__, *(module.__name__ for module in importers.kinds().values())])


@dataclass(frozen=True)
class Ended:
    """`how` is "read", "refused", "hung", or what it failed with; seconds of the processor's time, megabytes it needed."""

    how: str
    seconds: float = 0.0
    megabytes: int = 0

    @property
    def is_fair(self) -> bool:
        return self.how in ("read", "refused") and self.seconds <= LONGEST and self.megabytes <= MOST


def read(path: Path) -> Ended:
    """Read a file whole as an import does."""
    hear, tell = SERVER.Pipe(duplex=False)
    child = SERVER.Process(target=_read, args=(path, tell))
    child.start()
    tell.close()
    try:
        ended = hear.recv()
    except EOFError:
        ended = None
    child.join()
    if ended is not None:
        return ended
    stopped = (-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL)
    return Ended("hung" if child.exitcode in stopped else f"ended with {child.exitcode}")


def _read(path: Path, tell: Connection) -> None:
    """Within the child: read, and say how that went. A child stopped by its limits says nothing."""
    resource.setrlimit(resource.RLIMIT_CPU, (2 * LONGEST, 2 * LONGEST))
    resource.setrlimit(resource.RLIMIT_AS, (_size() + 2 * MOST * 2**20, resource.RLIM_INFINITY))
    signal.alarm(12 * LONGEST)
    before, began, how = _megabytes(), time.process_time(), "read"
    try:
        for sheet in importers.find(path).read(path, Options()):
            for _ in sheet.rows:
                pass
    except Refused:
        how = "refused"
    except BaseException as error:  # noqa: BLE001 - whatever it is, the test is told
        how = f"{type(error).__name__}: {error}"[:300]
    tell.send(Ended(how, time.process_time() - began, _megabytes() - before))


def _megabytes() -> int:
    """The most memory this process came to need."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _size() -> int:
    """Bytes of address space in use."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
