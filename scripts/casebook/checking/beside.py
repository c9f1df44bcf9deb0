"""Beside: work done in a process of its own while this one goes on, so that a second core does half of a long check."""

import os
import pickle
import threading
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def begin(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin some work beside; what is returned waits for it, gives its result, and raises what it raised.

    Where this process has other threads it is done here, when it is asked for: a copy of them might be stuck.
    """
    if threading.active_count() > 1:
        return work
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            _send(writing, work)
        finally:
            os._exit(0)
    os.close(writing)

    def wait() -> Result:
        with os.fdopen(reading, "rb") as told:
            body = told.read()
        os.waitpid(child, 0)
        done, result = pickle.loads(body) if body else (False, RuntimeError("it ended before its work did"))
        if not done:
            raise result
        return result

    return wait


def _send(writing: int, work: Callable[[], Result]) -> None:
    try:
        told = (True, work())
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever waits for the result gets it
        told = (False, error)
    with os.fdopen(writing, "wb") as out:
        pickle.dump(told, out, pickle.HIGHEST_PROTOCOL)
