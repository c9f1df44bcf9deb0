"""What the log says of an error: its kind and its place in the code, never its message, which may quote people."""

import logging
import traceback
from pathlib import Path

log = logging.getLogger("casebook")


def note(error: BaseException) -> None:
    """Log an error by its kind and the last places in the code that it came through."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    way = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    log.error("%s at %s", type(error).__name__, way)
