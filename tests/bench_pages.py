"""What an edition of 100,000 invented cases takes: to build, check, show, and show again when somebody withdraws.

    python tests/bench_pages.py [--cases 100000] [--rounds 30] [--keep FOLDER]

Every case goes the whole way: claims, a consent, a face that two people approved. Then the press site is asked for its pages
and plain Datasette for its own of the same file, in turn. The commands are those that people use, timed from outside.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

import publishing_world
from bench_asking import asker, both, logged_in, processor_ms, served, timed
from casebook import chains, consents, consents_faces, decisions, editions, projecting, publication, publishing, schema
from casebook.disk import sha256
from casebook.folders import Folders
from casebook.publishing_file import read
from crowd import PLACES, Crowd
from publishing_world import World, key
from web_fixtures import make_accounts

REPOSITORY = Path(__file__).parents[1]
DAY = date.today().isoformat()
PEOPLE = ("Nadia", "Emre")
CHUNK = 5_000


def person(crowd: Crowd, number: int) -> tuple:
    """Somebody as the world of the tests of publishing has them, with a relative of another name."""
    told = crowd.case(number)
    return (*crowd.names(number), told["sex"], told["birth"], told["arrest"], told["place"], told["term_months_min"],
            crowd.names(crowd.persons + number)[0])  # fmt: skip


def informants(crowd: Crowd) -> Iterator[tuple[str, str]]:
    """Whoever told of each of them, and a number."""
    for number in range(crowd.persons):  # a French number of eight digits behind the 6
        yield crowd.names(2 * crowd.persons + number)[0], f"+33 6 {10_00_00_00 + number * 88_883 % 89_999_999}"


def make(folder: Path, crowd: Crowd) -> World:
    """A data folder in which all of the crowd wait for nothing but an edition; what is there already is used again."""
    world, kept = World(folder), folder / "build"
    if kept.exists():
        return world
    kept.mkdir(parents=True)
    (folder / "keys").mkdir(mode=0o700)
    make_accounts(Folders.of(folder))
    shutil.copy(REPOSITORY / "data" / "policy.yml", world.policy_file)
    publishing_world.write_cases(world, (person(crowd, number) for number in range(crowd.persons)))
    publishing_world.write_contacts(world, informants(crowd))
    given = {"giver": "family", "fields": ["all"], "purposes": ["journalists"], "given": "2024-01-01", "how": "form",
             "basis": "consent", "by": PEOPLE[0]}  # fmt: skip
    for first in range(0, crowd.persons, CHUNK):
        numbers = range(first, min(first + CHUNK, crowd.persons))
        opened = [{"kind": "case", "case": key(n), "members": [f"list:{n}/subject:Name"], "by": PEOPLE[0]} for n in numbers]
        decisions.append_all(world.log, [*opened, *({"kind": "consent", "case": key(n)} | given for n in numbers)])
    approve(world)
    return world


def approve(world: World) -> None:
    """What two people would approve of every case."""
    rule = publication.rules(Folders.of(world.folder), "journalists")
    standings = consents.standings(decisions.read(world.log))
    allowed = {case: consents.permission(standing, rule, DAY) for case, standing in standings.items()}
    place = world.log / "projections"
    place.mkdir()
    with closing(schema.connect(world.cases, readonly=True)) as db:
        lines = []
        for case, face in projecting.faces(db, rule, allowed):
            name = consents_faces.sha256(face)
            (place / f"{name}.json").write_bytes(chains.canonical(face))
            lines += [{"kind": "approve", "case": case, "audience": rule.audience, "projection": name, "by": by}
                      for by in PEOPLE]  # fmt: skip
    decisions.append_all(world.log, lines)


def build(world: World) -> float:
    """Seconds in which the builder alone makes a first edition, in a folder of its own that is removed again."""
    places = world.places
    with tempfile.TemporaryDirectory(dir=world.folder) as folder:
        apart = type(places)(places.decisions, Path(folder) / "editions", places.keys, Path(folder))
        began = time.perf_counter()
        publishing.publish(apart, world.policy, DAY, lambda path: {"result": "clean", "sha256": sha256(path)})
        return time.perf_counter() - began


def command(name: str, *options: str) -> float:
    """Seconds that a command takes as people run it."""
    began = time.perf_counter()
    done = subprocess.run([sys.executable, str(REPOSITORY / "scripts" / name), *options], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"{name}: {(done.stdout + done.stderr)[-2000:]}")
    return time.perf_counter() - began


def stages(world: World) -> None:
    """Build, publish, check, withdraw: what each takes."""
    data = ("--data", str(world.folder))
    print(f"{'built, by the builder alone':48}{build(world):8.1f} s", flush=True)
    if not (world.folder / "editions" / "current").exists():
        print(f"{'publish.py: looked for what waits, built, checked':48}{command('publish.py', *data):8.1f} s", flush=True)
    print(f"{'check_publication.py, with the pages of the site':48}{command('check_publication.py', *data):8.1f} s", flush=True)
    print(f"{'check_publication.py --file-only':48}{command('check_publication.py', *data, '--file-only'):8.1f} s", flush=True)
    gone = ("withdraw", "--case", key(0), "--giver", "family", "--by", PEOPLE[0], *data)
    print(f"{'decide.py withdraw, until it is shown again':48}{command('decide.py', *gone):8.1f} s", flush=True)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'most memory of a command':48}{most:8.0f} MB", flush=True)


def questions(path: Path, rounds: int) -> dict[str, list[tuple[str, str]]]:
    """For each kind of page as many addresses as there are rounds: of ours, and of plain Datasette's for the same data."""
    ids = [row[0] for row in read(path, "cases", ["id"])]
    chance, plain = random.Random(7), "/published/cases"
    facets = "&".join(f"_facet={name}" for name in ("status", "place", "ethnicity", "sex", "term_kind"))
    filtered = [{"place": place, "sex": sex} for place in PLACES for sex in ("male", "female")]
    chosen = [chance.choice(filtered) for _ in range(rounds)]
    people = [chance.choice(ids) for _ in range(rounds)]
    return {
        "a case": [(f"/cases/{one}", f"{plain}/{one}") for one in people],
        "list, first page": [("/cases", f"{plain}?_sort=name&{facets}")] * rounds,
        "list, two filters, counted": [(f"/cases?{urlencode(one)}", f"{plain}?{urlencode(one)}&_sort=name&{facets}")
                                       for one in chosen],
        "list, years, counted": [(f"/cases?since={2014 + n % 9}&until={2014 + n % 9}",
                                  f"{plain}?arrest_earliest__gte={2014 + n % 9}&{facets}") for n in range(rounds)],
        "list, latest arrests": [("/cases?sort=-arrest", f"{plain}?_sort_desc=arrest_earliest&{facets}")] * rounds,
        "map": [("/map", f"{plain}?{facets}")] * rounds,
        "map of two filters": [(f"/map?{urlencode(one)}", f"{plain}?{urlencode(one)}&{facets}") for one in chosen],
        "statistics": [("/statistics", "/published/statistics")] * rounds,
        "home page": [("/", f"{plain}?{facets}")] * rounds,
    }  # fmt: skip


def pages(world: World, rounds: int) -> None:
    """Ask the press site and plain Datasette in turn, and print what it took and how heavy the pages are."""
    path = editions.shown(world.folder / "editions") / editions.FILE
    with ExitStack() as held:
        site = held.enter_context(served([sys.executable, str(REPOSITORY / "scripts" / "serve.py"), "--press", "--data",
                                          str(world.folder)]))  # fmt: skip
        plain = held.enter_context(served([sys.executable, "-m", "datasette", "serve", "-i", str(path), "--setting",
                                           "sql_time_limit_ms", "60000", "--setting", "facet_time_limit_ms", "60000"]))
        ours, theirs = logged_in(site[0]), asker(plain[0])
        print(f"{'p50 / p95 ms':32}{'site':>18}{'CPU ms':>10}{'Datasette page':>20}{'ratio':>8}{'kB':>8}{'its kB':>8}")
        for what, asked in questions(path, rounds).items():
            ours(asked[0][0])
            theirs(asked[0][1])
            began = processor_ms(site[1])
            mine, other = [], []
            for place, (here, there) in enumerate(asked):
                mine.append(_took(ours, here))
                if place < max(5, rounds // 6):
                    other.append(_took(theirs, there))
            spent = (processor_ms(site[1]) - began) / len(asked)
            (times, heavy), (other_times, other_heavy) = (tuple(zip(*took, strict=True)) for took in (mine, other))
            ratio = statistics.median(other_times) / statistics.median(times)
            print(f"{what:32}{both(list(times)):>18}{spent:10.1f}{both(list(other_times)):>20}{ratio:8.1f}"
                  f"{max(heavy) / 1000:8.1f}{max(other_heavy) / 1000:8.1f}", flush=True)


def _took(ask: Callable[[str], bytes], address: str) -> tuple[float, int]:
    """Milliseconds until a page was there, and its bytes."""
    body = []
    return timed(lambda: body.append(ask(address))), len(body[0])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--keep", type=Path, help="a folder in which everything is made, and found again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        began = time.perf_counter()
        world = make((asked.keep or Path(folder)) / "data", Crowd(asked.cases))
        print(f"{asked.cases:,} cases, each approved by two people, in {time.perf_counter() - began:.0f} s", flush=True)
        stages(world)
        pages(world, asked.rounds)


if __name__ == "__main__":
    main()
