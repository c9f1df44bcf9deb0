"""Nothing half published: whatever is killed, and however full the disk, what is shown is the old edition, the new one or
nothing; and nothing of somebody who has withdrawn, once that is written down."""

import random
import shutil
from functools import partial
from pathlib import Path

import pytest

import breaking
from casebook import decisions, editions, judging, publication, publishing_file
from casebook.failures import FAILURES
from casebook.folders import Folders
from publishing_world import DAY, PEOPLE, World, key, make

SEVERAL = 7
FEW = 3


@pytest.fixture(autouse=True)
def without_visit(monkeypatch):
    """The checker's visit of the press site reads only."""
    monkeypatch.setattr(publication, "SITE", None)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """An edition of three people is shown, and the first of them is to be shown otherwise."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(publication, "SITE", None)
        world = make(tmp_path_factory.mktemp("killed") / "world")
        publish(world)
        world.say("hold", case=key(0), fields=["birth"])
        return world.folder


def copy(prepared: Path, folder: Path) -> World:
    return World(Path(shutil.copytree(prepared, folder, symlinks=True)))


def publish(world: World) -> None:
    publication.publish(Folders.of(world.folder), "journalists", DAY)


def withdraw(world: World) -> None:
    list(judging.decide(Folders.of(world.folder), "withdraw", "Nadia", "", {"case": key(0), "giver": "family"}, DAY))


def shown(world: World) -> dict[str, str | None] | None:
    """name: birth, of those who are shown; None when nobody is. What is shown was checked, and is what was signed."""
    edition = editions.current(world.places.editions)
    if edition is None:
        return None
    assert edition.checked
    return dict(publishing_file.read(edition.path, "cases", ("name", "birth")))


FIRST, *OTHERS = [person[0] for person in PEOPLE[:3]]
OLD = {FIRST: "1971", OTHERS[0]: "1985", OTHERS[1]: "1990"}
NEW = OLD | {FIRST: None}
WITHOUT = {name: OLD[name] for name in OTHERS}


def is_withdrawn(world: World) -> bool:
    return any(line.kind == "withdraw" for line in decisions.read(world.log))


def check_replaced(world: World, ended: bool) -> None:
    assert shown(world) == NEW if ended else shown(world) in (OLD, NEW)
    publish(world)
    assert shown(world) == NEW
    assert not list(world.places.editions.glob("*.new"))


def check_withdrawn(world: World, ended: bool) -> None:
    assert not ended or is_withdrawn(world)
    assert shown(world) in ((None, WITHOUT) if is_withdrawn(world) else (None, OLD))
    if is_withdrawn(world):
        publish(world)
    else:
        withdraw(world)
    assert shown(world) == WITHOUT
    for path in (*world.places.editions.rglob("*"), *world.places.build.glob("published*")):
        assert not path.is_file() or FIRST.encode() not in path.read_bytes(), path.name


WORKS = {"replace": (publish, check_replaced), "withdraw": (withdraw, check_withdrawn)}


def some(last: int, many: int) -> list[int]:
    """So many steps out of all, other ones in every work, the same in every run."""
    return sorted(random.Random(last).sample(range(1, last + 1), min(many, last)))


@pytest.fixture(scope="module", params=sorted(WORKS))
def work(request, prepared, tmp_path_factory):
    """What is done, how its outcome is looked at, and how many steps it takes."""
    do, check = WORKS[request.param]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(publication, "SITE", None)
        world = copy(prepared, tmp_path_factory.mktemp("steps") / "world")
        steps = breaking.steps(world.folder, partial(do, world))
    assert steps > 2 * SEVERAL
    return do, check, steps


def kill_at(work, prepared, folder, step, half):
    do, check, _ = work
    world = copy(prepared, folder)
    assert not breaking.killed(world.folder, partial(do, world), step, half)
    check(world, ended=False)


def test_a_kill_at_a_step_leaves_the_old_edition_or_the_new_one(work, prepared, tmp_path):
    for step in some(work[2], SEVERAL):
        kill_at(work, prepared, tmp_path / str(step), step, half=bool(step % 2))


def fill_at(work, prepared, folder, step):
    do, check, _ = work
    world = copy(prepared, folder)
    check(world, breaking.full(world.folder, partial(do, world), step))


def test_a_disk_that_is_full_from_a_step_on_leaves_the_old_edition_or_the_new_one(work, prepared, tmp_path):
    for step in some(work[2], FEW):
        fill_at(work, prepared, tmp_path / str(step), step)


def shorten(work, prepared, folder, size):
    do, check, _ = work
    world = copy(prepared, folder)
    check(world, breaking.short(partial(do, world), size))


@pytest.mark.parametrize("size", [0, 5_000, 60_000])
def test_a_file_that_the_disk_does_not_take_whole_is_not_published(work, prepared, tmp_path, size):
    shorten(work, prepared, tmp_path / "world", size)


@pytest.mark.slow
@pytest.mark.parametrize("half", [False, True])
def test_a_kill_at_any_step(work, prepared, tmp_path, half):
    for step in range(1, work[2] + 1):
        kill_at(work, prepared, tmp_path / str(step), step, half)


@pytest.mark.slow
def test_a_disk_that_is_full_from_any_step_on(work, prepared, tmp_path):
    for step in range(1, work[2] + 1):
        fill_at(work, prepared, tmp_path / str(step), step)


@pytest.mark.slow
def test_a_disk_that_is_full_at_any_length(work, prepared, tmp_path):
    for size in range(0, 200_000, 9_973):
        shorten(work, prepared, tmp_path / str(size), size)


def test_a_full_disk_is_said_in_a_line(prepared, tmp_path):
    world = copy(prepared, tmp_path / "world")

    def publishing() -> None:
        with pytest.raises(FAILURES):
            publish(world)

    assert breaking.short(publishing, 60_000)
