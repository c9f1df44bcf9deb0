"""Tracing: something is done in a process of its own that is killed at its n-th write or fsync of a file, or within that
write, or finds the disk full from there on. It is stopped by the kernel (ptrace and seccomp), so that what SQLite and other
libraries write counts as what Python writes does. For Linux on x86-64.
"""

import ctypes
import errno
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

WRITES = {1: 2, 18: 2, 40: 3}  # write, pwrite64, sendfile: which argument says how many bytes
VECTORS = {20, 296}  # writev, pwritev
SYNCS = {74, 75}  # fsync, fdatasync
CUTS = {77}  # ftruncate
TRACED = sorted({*WRITES, *VECTORS, *SYNCS, *CUTS})
# x86-64 user_regs_struct: the place of each register among 27 of eight bytes
RAX, ARGUMENTS, ORIG_RAX = 10, (14, 13, 12, 7), 15  # rdi rsi rdx r10
TRACEME, CONT, GETREGS, SETREGS, SYSCALL, SETOPTIONS = 0, 7, 12, 13, 24, 0x4200
OPTIONS = 0x100000 | 0x80 | 0x1 | 0x2 | 0x4 | 0x8  # kill with us; seccomp, sysgood, fork, vfork, clone are told
EVENT_SECCOMP, ALL_KINDS = 7, 0x40000000
FAILED = 3
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


@dataclass
class Ended:
    """How it came out: how many steps were begun, whether the work ended by itself, whether a half-written file is left."""

    steps: int
    ended: bool
    torn: bool


def steps(folder: Path, work: Callable[[], None]) -> int:
    """How many writes and fsyncs of files below `folder` the work takes; it is done once for it."""
    done = _trace(folder, work, lambda number, call: "")
    assert done.ended
    return done.steps


def killed(folder: Path, work: Callable[[], None], step: int, half: bool = False) -> Ended:
    """Do the work until its n-th step, which is not begun, or with `half` a write of which the first half is done."""
    return _trace(folder, work, lambda number, call: "" if number < step else "half" if half else "kill")


def full(folder: Path, work: Callable[[], None], step: int) -> Ended:
    """Do the work on a disk that takes nothing more from the n-th step on."""
    return _trace(folder, work, lambda number, call: "full" if number >= step and call not in SYNCS | CUTS else "")


def _trace(folder: Path, work: Callable[[], None], choose: Callable[[int, int], str]) -> Ended:
    child = os.fork()
    if child == 0:
        _be_traced(work)
    os.setpgid(child, child)
    os.waitpid(child, ALL_KINDS | os.WUNTRACED)
    _ptrace(SETOPTIONS, child, OPTIONS)
    _ptrace(CONT, child, 0)
    done = Ended(0, False, False)
    while True:
        try:
            task, status = os.waitpid(-child, ALL_KINDS)
        except ChildProcessError:
            return done
        if os.WIFEXITED(status) or os.WIFSIGNALED(status):
            if task == child:
                done.ended = os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0
            continue
        if status >> 16 == EVENT_SECCOMP:
            _at_call(child, task, folder, choose, done)
        else:
            sent = os.WSTOPSIG(status)
            _go_on(CONT, task, sent if sent not in (signal.SIGTRAP, signal.SIGTRAP | 0x80, signal.SIGSTOP) else 0)


def _at_call(child: int, task: int, folder: Path, choose: Callable[[int, int], str], done: Ended) -> None:
    """A write or fsync is about to be done: let it, or not."""
    registers = (ctypes.c_ulonglong * 27)()
    _ptrace(GETREGS, task, 0, ctypes.addressof(registers))
    call, path = registers[ORIG_RAX], _path(task, registers[ARGUMENTS[0]])
    if path is None or not path.startswith(str(folder)):
        return _go_on(CONT, task, 0)
    done.steps += 1
    what = choose(done.steps, call)
    size = registers[ARGUMENTS[WRITES[call]]] if call in WRITES else 0
    if what == "full":
        registers[ORIG_RAX], registers[RAX] = 2**64 - 1, 2**64 - errno.ENOSPC
        _ptrace(SETREGS, task, 0, ctypes.addressof(registers))
    elif what == "half" and size > 1:
        registers[ARGUMENTS[WRITES[call]]] = size // 2
        _ptrace(SETREGS, task, 0, ctypes.addressof(registers))
        _ptrace(SYSCALL, task, 0)
        os.waitpid(task, ALL_KINDS)
        done.torn = Path(path).exists()
    if what in ("half", "kill"):
        os.killpg(child, signal.SIGKILL)
        return None
    return _go_on(CONT, task, 0)


def _path(task: int, descriptor: int) -> str | None:
    try:
        return str(Path(f"/proc/{task}/fd/{descriptor}").readlink())
    except OSError:
        return None


def _go_on(how: int, task: int, sent: int) -> None:
    libc.ptrace(how, task, None, sent)  # of a task that was killed meanwhile the kernel says so at the next wait


def _ptrace(what: int, task: int, data: int, more: int | None = None) -> None:
    if libc.ptrace(what, task, None, more if more is not None else data) < 0:
        raise OSError(ctypes.get_errno(), "this kernel does not let a process be traced")


def _be_traced(work: Callable[[], None]) -> None:
    """Within the child: stop until the parent watches, let the kernel tell it of each call, and do the work."""
    try:
        libc.ptrace(TRACEME, 0, None, None)
        os.kill(os.getpid(), signal.SIGSTOP)
        _filter()
        work()
        os._exit(0)
    except BaseException:  # noqa: BLE001 - whatever went wrong, the child must not go on as the test run it is a copy of
        os._exit(FAILED)


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("filter", ctypes.c_void_p)]


def _filter() -> None:
    """Have the kernel stop this process at each traced call, and at nothing else."""
    lines = [(0x20, 0, 0, 0)]  # the number of the call
    lines += [(0x15, len(TRACED) - place, 0, number) for place, number in enumerate(TRACED)]
    lines += [(0x06, 0, 0, 0x7FFF0000), (0x06, 0, 0, 0x7FF00000)]  # allow, trace
    body = b"".join(
        code.to_bytes(2, "little") + bytes((yes, no)) + value.to_bytes(4, "little") for code, yes, no, value in lines
    )
    kept = ctypes.create_string_buffer(body, len(body))
    program = _Program(len(lines), ctypes.addressof(kept))
    libc.prctl(38, 1, 0, 0, 0)  # no new privileges
    if libc.prctl(22, 2, ctypes.byref(program), 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "no filter")
