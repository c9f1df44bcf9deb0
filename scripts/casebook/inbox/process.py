"""What is done with an uploaded file, in a process of its own with limits: whatever it holds, it takes no more than they allow.

It reads from its standard input {"folders": {name: path}, "draft": number, "do": "look" | "compare" | "comment"}, and leaves
what it found in the folder of the draft. It ends with 0 where it left something, if only why nothing could be found.
"""

import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from casebook import pipeline
from casebook.failures import FAILURES
from casebook.folders import Folders
from casebook.guard.logging import note
from casebook.importers.shapes import Refused
from casebook.inbox import choosing, commenting, comparing, drafts
from casebook.inbox.drafts import Draft
from casebook.speaking import N_

MEGABYTE = 2**20
# Of each thing that is done: seconds of the processor's time, and megabytes of memory beside those of the program itself.
LIMITS = {"look": (20, 800), "comment": (60, 1500), "compare": (600, 6000)}
RESULTS = {"look": drafts.LOOKED, "compare": drafts.SEEN, "comment": "not-commented.json"}
WAIT = 3  # times the seconds above, by the clock
LOST = N_("Something went wrong while this file was looked at. Nothing was taken in. Whoever keeps this site can find out why.")
TOO_MUCH = N_("This file takes more time or memory than a file that is uploaded may. Make it smaller, or ask whoever keeps this"
              " site to take it in on the machine itself.")  # fmt: skip


def order(folders: Folders, number: str, do: str) -> str:
    """What this process is given to read."""
    places = {name: str(path) for name, path in asdict(folders).items() if path is not None}
    return json.dumps({"folders": places, "draft": number, "do": do})


def work(folders: Folders, draft: Draft, do: str) -> None:
    """Look at a draft, compare it, or comment it; raises Refused and whatever else is wrong with it."""
    if do == "look":
        drafts.write(draft.folder / drafts.LOOKED, choosing.look(draft.file, pipeline.load_sources(folders)))
    elif do == "compare":
        drafts.write(draft.folder / drafts.SEEN, comparing.compare(folders, draft))
    else:
        commenting.write(folders, draft)


def _limit(do: str) -> None:
    seconds, megabytes = LIMITS[do]
    size = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (size + megabytes * MEGABYTE, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(WAIT * seconds)


def attempt(folders: Folders, draft: Draft, do: str) -> None:
    """Do that; what cannot be done is left in its place, in words."""
    try:
        work(folders, draft, do)
        return
    except (Refused, *FAILURES) as failure:
        words = str(failure)
    except MemoryError:
        words = TOO_MUCH
    except Exception as error:  # noqa: BLE001 - its message may quote what stands in the file
        note(error)
        words = LOST
    drafts.write(draft.folder / RESULTS[do], {"failed": words})


def main() -> int:
    asked: dict[str, Any] = json.load(sys.stdin)
    os.umask(0o077)
    folders = Folders(**{"decisions": None} | {name: Path(path) for name, path in asked["folders"].items()})
    draft = drafts.load(folders, asked["draft"])
    if draft is None:
        return 1
    _limit(asked["do"])
    attempt(folders, draft, asked["do"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
