"""What follows from a decision, done beside the site: one process at a time, for all that waits for it."""

import os
import queue
import secrets
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

from casebook import reviewing_process
from casebook.decisions import Decision
from casebook.folders import Folders
from casebook.guard.logging import note

SCRIPTS = Path(__file__).resolve().parents[1]
MOST_KEPT = 500


@dataclass
class Job:
    """What an account decided, and what is told of it; `ended` is set when all that follows from it is done."""

    by: str
    kind: str
    lines: list[Decision] = field(default_factory=list)
    closed: bool = False
    publish: bool = False
    takes_in: bool = False
    words: list[str] = field(default_factory=list)
    failed: bool = False
    ended: threading.Event = field(default_factory=threading.Event)
    number: str = field(default_factory=lambda: secrets.token_hex(8))


class Aside:
    """Carries out jobs in the order they come; those that come while it is busy are carried out together."""

    def __init__(self, folders: Folders) -> None:
        self._folders = folders
        self._waiting: queue.Queue[Job] = queue.Queue()
        self._kept: dict[str, Job] = {}
        self._worker: threading.Thread | None = None
        self._starting = threading.Lock()

    def add(self, job: Job) -> None:
        """Carry out a job as soon as what is under way has ended."""
        with self._starting:
            self._kept[job.number] = job
            for number in list(self._kept)[:-MOST_KEPT]:
                del self._kept[number]
            if self._worker is None:
                self._worker = threading.Thread(target=self._work, daemon=True, name="aside")
                self._worker.start()
        self._waiting.put(job)

    def find(self, number: str, by: str) -> Job | None:
        """The job of that number, for whoever gave it."""
        job = self._kept.get(number)
        return job if job and job.by == by else None

    def _work(self) -> None:
        while True:
            jobs = [self._waiting.get()]
            while not self._waiting.empty():
                jobs.append(self._waiting.get())
            try:
                failed = self._carry_out(jobs)
            except OSError as error:  # the machine gives no process, or took it away
                note(error)
                failed = True
            for job in jobs:
                job.failed |= failed
                job.ended.set()

    def _carry_out(self, jobs: list[Job]) -> bool:
        """Whether it failed. Names and reasons are in the log alone: the process is told the numbers of the lines."""
        lines = [(line.file, line.seq, job.closed) for job in jobs for line in job.lines]
        asked = (any(job.publish for job in jobs), any(job.takes_in for job in jobs))
        quiet = {name: value for name, value in os.environ.items() if not name.startswith("CASEBOOK_HASH")}
        with subprocess.Popen(
            [sys.executable, "-m", reviewing_process.__name__],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True,
            env=quiet | {"PYTHONPATH": str(SCRIPTS), "PYTHONIOENCODING": "utf-8"},
        ) as process:  # fmt: skip
            process.stdin.write(reviewing_process.order(self._folders, lines, *asked))
            process.stdin.close()
            for words in process.stdout:
                for job in jobs:
                    job.words.append(words.rstrip("\n"))
        return process.returncode != 0
