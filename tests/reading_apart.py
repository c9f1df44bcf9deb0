"""Reading a file apart: in a process of its own, with how it ended, how long it took and how much memory it came to need."""

import os
import resource
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from casebook import importers
from casebook.importers.shapes import Options, Refused

LONGEST, MOST = 5, 500  # seconds, megabytes
READ, REFUSED, CRASHED = 0, 10, 11


@dataclass(frozen=True)
class Ended:
    """`how` is "read", "refused", "hung", or what it failed with; seconds of the processor's time, megabytes it needed."""

    how: str
    seconds: float
    megabytes: int

    @property
    def is_fair(self) -> bool:
        return self.how in ("read", "refused") and self.seconds <= LONGEST and self.megabytes <= MOST


def read(path: Path) -> Ended:
    """Read a file whole as an import does."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(told)
        _read(path, tell)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        words = pipe.read().decode()
    _, status, used = os.wait4(child, 0)
    code = os.waitstatus_to_exitcode(status)
    before, _, why = words.partition(" ")
    stopped = dict.fromkeys((-signal.SIGXCPU, -signal.SIGALRM, -signal.SIGKILL), "hung")
    how = ({READ: "read", REFUSED: "refused"} | stopped).get(code, why or f"ended with {code}")
    return Ended(how, used.ru_utime + used.ru_stime, (used.ru_maxrss - int(before or 0)) // 1024)


def _read(path: Path, tell: int) -> None:
    """Within the child: say how much memory there is before, read, and say what went wrong."""
    code = CRASHED
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (2 * LONGEST, 2 * LONGEST))
        resource.setrlimit(resource.RLIMIT_AS, (_size() + 2 * MOST * 2**20, resource.RLIM_INFINITY))
        signal.alarm(12 * LONGEST)
        os.write(tell, f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} ".encode())
        began = time.process_time()
        for sheet in importers.find(path).read(path, Options()):
            for _ in sheet.rows:
                pass
        code = READ if time.process_time() - began <= LONGEST else CRASHED
    except Refused:
        code = REFUSED
    except BaseException as error:  # noqa: BLE001 - the child must never go on as the test run it is a copy of
        os.write(tell, f"{type(error).__name__}: {error}"[:300].encode())
    finally:
        os._exit(code)


def _size() -> int:
    """Bytes of address space in use."""
    return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
