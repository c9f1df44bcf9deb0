"""The desk of the inbox: has each draft looked at and compared beside the site, one after the other, and keeps what is known."""

import os
import queue
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

from casebook import audit
from casebook.folders import Folders
from casebook.guard.logging import note
from casebook.inbox import choosing, commenting, drafts, process, taking
from casebook.inbox.drafts import LOOKED, SEEN, Draft

SCRIPTS = Path(__file__).resolve().parents[2]


class Desk:
    """Runs one process at a time for all drafts; what a draft lacks is worked out from what lies in its folder."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self._waiting: queue.Queue[str] = queue.Queue()
        self._ended: dict[str, threading.Event] = {}
        self._worker: threading.Thread | None = None
        self._starting, self._commenting = threading.Lock(), threading.Lock()

    def note(self, by: str, did: str, draft: Draft, **about: Any) -> None:
        """A line of the audit log on what was done with a draft."""
        audit.note(self.folders.audit, by, "inbox", did=did, draft=draft.number, **about)

    def attend(self, draft: Draft, seconds: float = 0.0) -> bool:
        """Have done what a draft lacks, waiting a little for it; whether it is still under way."""
        with self._starting:
            ended = self._ended.get(draft.number)
            if ended is None:
                if not self.lacks(draft):
                    return False
                ended = self._ended[draft.number] = threading.Event()
                self._waiting.put(draft.number)
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="inbox")
                self._worker.start()
        return not ended.wait(seconds)

    def lacks(self, draft: Draft) -> str:
        """What is to be done next with a draft: "look", "compare", or ''."""
        if draft.taken is not None:
            return ""
        if draft.found(LOOKED) is None:
            return "look"
        seen = draft.found(SEEN)
        stale = seen is not None and "of" in seen and seen["of"] != taking.state(self.folders.sources, draft.chosen or {})
        return "compare" if draft.chosen and (seen is None or stale) else ""

    def run(self, draft: Draft, do: str) -> None:
        """Do one thing with a draft in a process of its own, and wait for it; where that is stopped, say so."""
        aside = draft.folder / "aside"
        aside.mkdir(mode=0o700, exist_ok=True)
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("CASEBOOK_HASH")}
        try:
            ended = subprocess.run(
                [sys.executable, "-m", process.__name__], input=process.order(self.folders, draft.number, do), text=True,
                stdout=subprocess.DEVNULL, encoding="utf-8", start_new_session=True, check=False,
                env=quiet | {"PYTHONPATH": str(SCRIPTS), "PYTHONIOENCODING": "utf-8", "TMPDIR": str(aside)},
            )  # fmt: skip
            if ended.returncode:
                drafts.write(draft.folder / process.RESULTS[do], {"failed": process.TOO_MUCH})
        finally:
            shutil.rmtree(aside, ignore_errors=True)

    def workbook(self, draft: Draft, by: str) -> bytes | None:
        """The file as a workbook with comments, for whoever brought it; None where it cannot be made."""
        self.note(by, "took the workbook back", draft)
        with self._commenting:
            self.run(draft, "comment")
            made = draft.folder / commenting.BACK
            body = made.read_bytes() if made.exists() else None
            made.unlink(missing_ok=True)
        return body

    def _work(self) -> None:
        while True:
            number = self._waiting.get()
            try:
                self._advance(number)
            except OSError as error:  # the machine gives no process, or somebody threw the draft away meanwhile
                note(error)
            self._ended.pop(number).set()

    def _advance(self, number: str) -> None:
        for _ in range(2):
            draft = drafts.load(self.folders, number)
            if draft is None or not (do := self.lacks(draft)):
                return
            self.run(draft, do)
            looked = draft.found(LOOKED) or {}
            if do == "look" and "fits" in looked and (chosen := choosing.sure(looked)):
                draft.choose(chosen)
