"""Whatever is killed at any write or fsync, within a write too, and however full the disk: the old state or the new one is
there, the next run completes it, and nothing is lost or half. For an import, a judgement, an edition and a backup."""

import multiprocessing
import random
import shutil
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path

import pytest

import bench_sheet
import tracing
from casebook import chains, content, decisions, pipeline, publication, receipts
from casebook.backing_up import recipients, restoring, taking
from casebook.failures import FAILURES
from casebook.folders import Folders
from publishing_world import World
from publishing_world import key as case_key
from publishing_world import make as make_world
from test_killed_publishing import check_replaced
from test_killed_publishing import copy as copy_world
from test_killed_publishing import publish as publish_world
from workshop import Workshop

FEW, MANY = 2, 16  # points of each work that are tried on every change, and in the long run
FULL = 6
SECONDS = 120
AT = "2024-03-01T10:00:00Z"


def _like(found: dict[str, str], state: dict[str, str], part: str) -> bool:
    """Whether one of the databases is as in that state, every table."""
    return all(found[table] == digest for table, digest in state.items() if table.startswith(f"{part}."))


class Import:
    """A second file is taken in beside a first one."""

    def __init__(self, folder: Path) -> None:
        shop = Workshop(folder / "import")
        source = shop.source("generated", bench_sheet.SOURCE)
        bench_sheet.write(source / "files" / "sheet.csv", 20, 10)
        shop.run()
        bench_sheet.write(shop.path / "longer.csv", 60, 30)
        self.old = shop.hashes()
        receipts.receive(source, shop.path / "longer.csv", "sheet.csv", by="tester")
        self.made = shop.path
        self.new = self._outcome(folder)

    def _outcome(self, folder: Path) -> dict[str, str]:
        copy = self.copy(folder / "whole")
        self.work(copy)
        return Workshop(copy).hashes()

    def copy(self, folder: Path) -> Path:
        return Path(shutil.copytree(self.made, folder))

    def work(self, folder: Path) -> None:
        pipeline.run(Workshop(folder).folders, by="tester")

    def check(self, folder: Path, ended: bool) -> None:
        found = Workshop(folder).hashes()
        old, new = ({part: _like(found, state, part) for part in ("cases", "contacts")} for state in (self.old, self.new))
        assert old["cases"] or (new["cases"] and new["contacts"])
        assert old["contacts"] or new["contacts"]
        assert not ended or found == self.new
        assert found["issues.csv"] in (self.old["issues.csv"], self.new["issues.csv"])
        self.work(folder)
        assert Workshop(folder).hashes() == self.new


class Judgement(Import):
    """Two people are judged to be one: a line of the log, and what follows from it in the database."""

    def __init__(self, folder: Path) -> None:
        shop = Workshop(folder / "judgement")
        source = shop.source("generated", bench_sheet.SOURCE)
        bench_sheet.write(source / "files" / "sheet.csv", 20, 10)
        shop.run()
        rows = shop.rows("SELECT key FROM mentions WHERE role = 'subject' ORDER BY key LIMIT 2")
        self.mentions = [key for (key,) in rows]
        self.old, self.made = shop.hashes(), shop.path
        self.new = self._outcome(folder)

    def work(self, folder: Path) -> None:
        folders = Workshop(folder).folders
        if not decisions.read(folders.decisions):
            one, other = self.mentions
            decisions.append(folders.decisions, "match", "Nadia", "", at=AT, a=one, b=other, choice="same")
        pipeline.judge(folders)

    def check(self, folder: Path, ended: bool) -> None:
        lines = decisions.read(Workshop(folder).folders.decisions)
        assert len(lines) == 1 if ended else len(lines) < 2
        super().check(folder, ended)


class Edition:
    """An edition of three people is replaced by one in which the first of them is shown otherwise."""

    def __init__(self, folder: Path) -> None:
        world = make_world(folder / "edition")
        publish_world(world)
        world.say("hold", case=case_key(0), fields=["birth"])
        self.made = world.folder

    def copy(self, folder: Path) -> Path:
        return copy_world(self.made, folder).folder

    def work(self, folder: Path) -> None:
        publication.SITE = None  # the checker's visit of the press site reads only
        publication.publish(Folders.of(folder), "journalists", "2024-06-01")

    def check(self, folder: Path, ended: bool) -> None:
        check_replaced(World(folder), ended)


class Backup(Import):
    """An archive is written of a Casebook that has one already."""

    def __init__(self, folder: Path) -> None:
        shop = Workshop(folder / "backup")
        source = shop.source("generated", bench_sheet.SOURCE)
        bench_sheet.write(source / "files" / "sheet.csv", 20, 10)
        shop.run()
        self.old, self.made = shop.hashes(), shop.path
        self.identity = folder / "identity"
        keys = self.made / "data" / "keys"
        keys.mkdir(parents=True)
        (keys / recipients.FILE).write_text(recipients.new_identity(self.identity))
        folders = self.folders(self.made)
        taking.take(folders, self.made / "first", (), "Emre", print)

    def folders(self, folder: Path) -> Folders:
        return Folders.of(folder / "data", folder / "sources", folder / "decisions", folder / "build")

    def work(self, folder: Path) -> None:
        taking.take(self.folders(folder), folder / "out", (), "Emre", print)

    def check(self, folder: Path, ended: bool) -> None:
        folders, out = self.folders(folder), folder / "out"
        made = list(out.glob(f"*{taking.ENDING}")) if out.exists() else []
        assert len(made) == 1 if ended else len(made) < 2
        for path in (*made, *(folder / "first").iterdir()):
            restoring.restore(path, self.identity, folder / "again", "Emre")
            assert dict(content.hashes(Folders.of(folder / "again"))) == dict(content.hashes(folders)) == self.old
            shutil.rmtree(folder / "again")
        if not made:
            self.work(folder)
        assert [path.suffixes[-2:] for path in out.iterdir()] == [[".tar", ".age"]]
        assert not (folders.build / taking.COPIES).exists()
        chains.read(folders.audit / "audit.jsonl")


@pytest.fixture(scope="module", params=[Import, Judgement, Edition, Backup], ids=lambda work: work.__name__.lower())
def work(request, tmp_path_factory):
    """What is done, and how many writes and fsyncs it takes."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(publication, "SITE", None)
        made = request.param(tmp_path_factory.mktemp("broken"))
        counted = made.copy(tmp_path_factory.mktemp("counted") / "one")
        yield made, apart(tracing.steps, made, counted)


def apart(trace, made, copy: Path, *how):
    """Trace the work from a process that has no threads: what is forked from one that has some may wait for them for ever."""
    return _pool().submit(trace, copy, partial(made.work, copy), *how).result(SECONDS)


@cache
def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))


def some(last: int, many: int) -> list[int]:
    """So many steps out of all, spread over them, the same in every run."""
    return sorted(random.Random(last).sample(range(1, last + 1), min(many, last)))


def kill(work, folder: Path, step: int, half: bool) -> bool:
    """Whether the kill left a half-written file behind."""
    made, _ = work
    copy = made.copy(folder)
    done = apart(tracing.killed, made, copy, step, half)
    assert not done.ended
    made.check(copy, ended=False)
    return done.torn


def fill(work, folder: Path, step: int) -> None:
    made, _ = work
    copy = made.copy(folder)
    done = apart(tracing.full, made, copy, step)
    made.check(copy, ended=done.ended)


def test_killed_at_some_writes(work, tmp_path):
    for step in some(work[1], FEW):
        kill(work, tmp_path / str(step), step, half=True)


def test_a_disk_that_is_full_from_some_write_on(work, tmp_path):
    step = some(work[1], 1)[0]
    fill(work, tmp_path / "full", step)


@pytest.mark.slow
def test_killed_at_many_writes(work, tmp_path):
    """Sixty-four distinct points in four works; three of four are meant to be torn in the middle of a write, if it is one."""
    points = some(work[1], MANY)
    torn = [step for number, step in enumerate(points) if kill(work, tmp_path / str(step), step, half=bool(number % 4))]
    print(f"{type(work[0]).__name__}: {len(points)} points of {work[1]}, {len(torn)} left a half-written file")
    assert len(points) == MANY
    assert len(torn) >= 3


@pytest.mark.slow
def test_a_disk_that_is_full_from_many_writes_on(work, tmp_path):
    for step in some(work[1], FULL):
        fill(work, tmp_path / str(step), step)


def test_a_full_disk_is_said_in_a_line_by_every_work(work, tmp_path):
    made, counted = work
    copy = made.copy(tmp_path / "one")

    assert apart(said_in_a_line, made, copy, counted // 8)


def said_in_a_line(folder: Path, work, step: int) -> bool:
    """Whether the work, which finds the disk full, fails by what a command says in a line."""

    def saying() -> None:
        with pytest.raises((*FAILURES, taking.BackupError), match="(?i)disk|space"):
            work()

    return tracing.full(folder, saying, step).ended
