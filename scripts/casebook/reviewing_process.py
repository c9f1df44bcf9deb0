"""What decisions bring about, in a process of its own, so that no reader of a site waits for it.

It reads from its standard input which lines of the log these are, {"folders": {name: path}, "lines": [[file, seq,
closed]], "publish": bool,
"takes_in": bool}, and tells on its standard output what came of them, a line each. It ends with 0, or with 1
where something did not work.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from casebook import decisions, judging, pipeline, publication
from casebook.failures import FAILURES
from casebook.folders import Folders
from casebook.guard.logging import note

LOST = "Something went wrong, and what was decided is not carried out yet. Whoever keeps this site can find out why."


def order(folders: Folders, lines: list[tuple[str, int, bool]], publish: bool, takes_in: bool = False) -> str:
    """What this process is given to read: `lines` are (file, number, whether what was shown is closed for it);
    `takes_in` says that a file was received for a source."""
    places = {name: str(path) for name, path in asdict(folders).items() if path is not None}
    return json.dumps({"folders": places, "lines": lines, "publish": publish, "takes_in": takes_in})


def bring_about(folders: Folders, lines: list[tuple[str, int, bool]], publish: bool, day: str,
                takes_in: bool = False) -> Iterator[str]:  # fmt: skip
    """Take back what must go and show an edition without it, take in files where one was received, apply the log to
    cases.db, and publish where that is asked.
    """
    closed = {(file, seq): was_closed for file, seq, was_closed in lines}
    log = [line for line in decisions.read(folders.decisions) if (line.file, line.seq) in closed]
    taken = [judging.take_back(folders, line, day, closed[line.file, line.seq]) for line in log]
    yield from judging.show_again(folders, [one for one in taken if one], day)
    held = pipeline.run(folders).held if takes_in else pipeline.judge(folders)
    yield from judging.carry_out(folders, held, day)
    if publish:
        yield from publication.told(*publication.publish(folders, judging.AUDIENCE, day))


def main() -> int:
    asked: dict[str, Any] = json.load(sys.stdin)
    given = Folders(**{"decisions": None} | {name: Path(path) for name, path in asked["folders"].items()})
    try:
        for words in bring_about(given, asked["lines"], asked["publish"], date.today().isoformat(),
                                 asked["takes_in"]):
            _tell(words)
    except FAILURES as failure:
        _tell(str(failure))
        return 1
    except Exception as error:  # noqa: BLE001 - its message may quote what somebody said
        note(error)
        _tell(LOST)
        return 1
    return 0


def _tell(words: str) -> None:
    """To whoever still listens: when the server has ended meanwhile, the work goes on all the same."""
    with suppress(OSError):
        print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
