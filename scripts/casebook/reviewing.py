"""Reviewing: what researchers decide on the research site, written into the log by whoever is logged in, and carried out.

The one part of the sites that reaches what decides and publishes: everything else only reads.
"""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from casebook import (
    approving_campaigns,
    approving_questions,
    consents,
    decisions,
    judging,
    persons,
    publication,
    reviewing_forms,
    reviewing_inbox,
)
from casebook.approving_campaigns import Question as CampaignQuestion
from casebook.approving_questions import Question
from casebook.consents import Standing
from casebook.decisions import Decision
from casebook.decisions_about import about
from casebook.failures import FAILURES
from casebook.folders import Folders
from casebook.guard.forms import Form
from casebook.guard.uploads import Upload
from casebook.inbox import drafts
from casebook.inbox.desk import Desk
from casebook.matches.desks import Desks
from casebook.persons import Judged
from casebook.publication import Waiting
from casebook.reviewing_aside import Aside, Job
from casebook.reviewing_outcome import Back, Outcome
from casebook.reviewing_wanted import REFUSED, Unclear, Wanted
from casebook.speaking import N_

SHORTLY = 2.0  # seconds that somebody waits for what follows from a decision, before the page says that it goes on
NOT_WRITTEN, OVERTAKEN = 422, 409
NOTHING = N_("This says nothing that is not decided already. Nothing was written.")
AGAIN = N_("Something was decided on this meanwhile, so nothing was written. Look at what changed, and decide again.")


class _Since(Exception):
    """Lines that somebody wrote since the form was opened."""

    def __init__(self, lines: Iterable[Decision]) -> None:
        super().__init__()
        self.lines = tuple(lines)


class Clerk:
    """Writes what researchers decide, one line a form, and has it carried out beside the site."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.aside = Aside(folders)
        self.desks = Desks()
        self.inbox = Desk(folders)
        self._writing, self._looking = (ThreadPoolExecutor(2, thread_name_prefix=f"clerk-{what}") for what in ("writes", "looks"))
        self._known: tuple[Any, list[Decision], dict[str, Standing], Judged] = (None, [], {}, persons.judged([]))
        self._waiting: dict[str, tuple[Any, Waiting]] = {}

    async def run(self, work: Callable, *arguments: Any) -> Any:
        """Look something up that takes its time, in a thread of its own, while the site goes on and forms are written."""
        return await asyncio.get_running_loop().run_in_executor(self._looking, partial(copy_context().run, work, *arguments))

    async def take(self, kind: str, form: Form, by: str) -> Outcome:
        """Write what a form says in the name of an account. A form sent twice is written once."""
        page = reviewing_forms.page_of(kind, form)
        try:
            wanted = reviewing_forms.FORMS[kind](form)
            write = partial(self._write, wanted, form, by)
            job = await asyncio.get_running_loop().run_in_executor(self._writing, write)
        except _Since as since:
            return Outcome(page, OVERTAKEN, Back(kind, AGAIN, form, since.lines))
        except (Unclear, *FAILURES) as failure:
            return Outcome(page, NOT_WRITTEN, Back(kind, str(failure), form))
        if wanted.silent:
            return Outcome(wanted.page)
        soon = wanted.waits and not job.closed and not job.publish  # an edition takes longer than anybody should wait
        for _ in range(int(SHORTLY / 0.05) if soon else 0):
            if job.ended.is_set():
                break
            await asyncio.sleep(0.05)
        return Outcome(f"{wanted.page}{'&' if '?' in wanted.page else '?'}told={job.number}")

    def begin_upload(self) -> Path:
        """A new private folder for a file that is about to come."""
        drafts.sweep(self.folders)
        return drafts.begin(self.folders)

    async def keep(self, upload: Upload, by: str) -> Outcome:
        """Make a draft of an uploaded file; nothing of it is taken in yet."""
        try:
            return Outcome(await self.run(reviewing_inbox.keep, self.inbox, upload, by))
        except Unclear as failure:
            return Outcome(reviewing_inbox.PAGE, NOT_WRITTEN, Back("upload", str(failure), Form()))

    def seat(self, by: str, token: str, back: Back | None) -> "Seat":
        """The place of an account that looks at a page; `back` is the form that came back to it."""
        return Seat(self, by, token, back)

    def log(self) -> list[Decision]:
        """The log as it is now; read again only when a file of it has changed."""
        return self._read()[1]

    def standing(self, case: str) -> Standing:
        """The lines of a case that bear on publication."""
        return self._read()[2].get(case, Standing())

    def standings(self) -> dict[str, Standing]:
        """The same of every case, by its key."""
        return self._read()[2]

    def judged(self) -> Judged:
        """Which mentions are one person, by the log as it is now."""
        return self._read()[3]

    def audiences(self) -> list[str]:
        """The audiences of the policy."""
        return list(publication.rules(self.folders, judging.AUDIENCE).whole["audiences"])

    def fields(self) -> tuple[list[str], list[str]]:
        """The fields that a consent to everything ordinary covers, and those that have to be named, as the policy orders them."""
        rules = [publication.rules(self.folders, audience) for audience in self.audiences()]
        ordinary = frozenset().union(*(rule.ordinary for rule in rules))
        named = frozenset().union(*(rule.fields for rule in rules)) - ordinary
        order = [*dict.fromkeys(column.get("field", "") for column in rules[0].whole["cases"].values())]
        place = {field: number for number, field in enumerate(order)}
        return tuple(sorted(group, key=lambda field: (place.get(field, len(place)), field)) for group in (ordinary, named))

    def published_fields(self, case: str, day: str) -> frozenset[str]:
        """The fields of a case that the word of those who speak for it lets out to readers on a day (ISO)."""
        return consents.allowed_fields(self.standing(case), publication.rules(self.folders, judging.AUDIENCE), day)

    def waiting(self, audience: str, day: str) -> Waiting:
        """The cases of which a face waits for an approval; looked through again only when anything has changed."""
        behind = self.folders.cases.with_name(f"{self.folders.cases.name}-wal")
        state = (day, self._read()[0], _states(self.folders.cases, behind, self.folders.policy))
        if self._waiting.get(audience, (None,))[0] != state:
            found = publication.waiting(self.folders, publication.rules(self.folders, audience), day)
            self._waiting[audience] = (state, found)
        return self._waiting[audience][1]

    def question(self, case: str, audience: str, day: str) -> Question:
        """What there is to approve of a case for an audience."""
        return approving_questions.question(self.folders, self.log(), case, audience, day)

    def campaign(self, name: str, audience: str, day: str) -> CampaignQuestion:
        """What there is to approve of a campaign (its source's name) for an audience."""
        return approving_campaigns.question(self.folders, self.log(), name, audience, day)

    def _read(self) -> tuple[Any, list[Decision], dict[str, Standing], Judged]:
        state = _states(*decisions.files(self.folders.decisions))
        if state != self._known[0]:
            log = decisions.read(self.folders.decisions)
            self._known = (state, log, consents.standings(log), persons.judged(log))
        return self._known

    def _write(self, wanted: Wanted, form: Form, by: str) -> Job:
        job = Job(by, wanted.kind, publish=not wanted.kind)
        if wanted.kind:
            seen = int(form.one("seen")) if form.one("seen").isdecimal() else 0
            try:
                why_not = wanted.first(self.folders)
                if why_not:
                    raise Unclear(REFUSED.get(why_not, why_not))
                job.lines = self._written(wanted, form, by, partial(self._unchanged, wanted.subjects, seen))
            except (_Since, Unclear):
                job.lines = self._written_already(wanted, by, seen)
                if not job.lines:
                    raise
            if wanted.then:
                wanted.then(self.folders, by)
                job.takes_in = True
            self._close(job)
        if not wanted.silent:
            self.aside.add(job)
        return job

    def _written(self, wanted: Wanted, form: Form, by: str, check: Callable[[], None]) -> list[Decision]:
        if wanted.several is None:
            return [judging.write(self.folders, wanted.kind, by, form.one("reason"), wanted.values, check)]
        lines = wanted.several(self.folders)
        if not lines and wanted.then:
            return []
        if not lines:
            raise Unclear(NOTHING)
        return judging.write_all(self.folders, by, lines, check)

    def _unchanged(self, subjects: Iterable[str], seen: int) -> None:
        since = about(decisions.read(self.folders.decisions), subjects)[seen:]
        if since:
            raise _Since(since)

    def _written_already(self, wanted: Wanted, by: str, seen: int) -> list[Decision]:
        """The very lines this form asks for, if its sender has had them written since it was opened: a second click."""
        since = about(self.log(), wanted.subjects)[seen:]
        found = [one for one in since if one.by == by and wanted.asks_for(one)]
        return found[:1] if wanted.several is None else found if len(found) == len(since) else []

    def _close(self, job: Job) -> None:
        """What takes something back is closed before anything else is done, and before the answer to it."""
        try:
            for line in job.lines:
                job.closed |= judging.close(self.folders, line)
        except FAILURES as failure:
            job.failed = True
            job.words.append(str(failure))


def _states(*paths: Path) -> list[tuple]:
    """By what is seen that a file is another one, or was written."""
    return [(path, now.st_ino, now.st_size, now.st_mtime_ns) for path in paths if path.exists() for now in [path.stat()]]


@dataclass(frozen=True)
class Seat:
    """A researcher at work on a page: the clerk, the account, the token of its forms, and the form that came back to it."""

    clerk: Clerk
    by: str
    token: str
    back: Back | None = None

    def seen(self, *subjects: str) -> int:
        """How many lines of the log are about this: what a form has to have seen that decides on it."""
        return len(about(self.clerk.log(), subjects))

    def told(self, number: str) -> Job | None:
        """What came of an earlier form of this account."""
        return self.clerk.aside.find(number, self.by)
