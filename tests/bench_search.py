"""How long the press site takes to search and list a million invented persons, beside raw SQLite and plain Datasette.

    python tests/bench_search.py [--persons 1000000] [--rounds 60] [--keep FOLDER]

All three are asked for the same things in turn, in one run over the same file; the site answers with its whole pages.
"""

import argparse
import itertools
import json
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from bench_asking import asker, both, logged_in, processor_ms, served, timed
from casebook import editions
from casebook.disk import sha256
from casebook.finding_aids import count_rows, sound_rows
from casebook.folders import Folders
from casebook.names import normalise_search, search_query
from casebook.publishing_file import write
from casebook.publishing_tables import CASE_COLUMNS
from casebook.serving.checks import site_hash
from crowd import PLACES, Crowd
from web_fixtures import make_accounts

REPOSITORY = Path(__file__).parents[1]


def identity(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz234567"
    return "".join(letters[number // 32**place % 32] for place in reversed(range(10)))


def rows(crowd: Crowd) -> dict[str, object]:
    """The tables of an edition, each as it is written."""
    def every() -> range:
        return range(1, crowd.persons + 1)

    cases = ((identity(n), *(found.get(column) for column in CASE_COLUMNS)) for n in every()
             for found in [crowd.case(n)])  # fmt: skip
    names = ((2 * n + place - 2, identity(n), text, script, None) for n in every()
             for place, (text, script) in enumerate(zip(crowd.names(n), ("Latn", "Hani"), strict=True), 1))
    search = ((n, normalise_search(" ".join(crowd.names(n))), normalise_search(crowd.case(n)["place"]), "")
              for n in every())  # fmt: skip
    edition = [(1, "2026-11-20", "journalists", "Cases", crowd.persons, crowd.persons, 0, 0)]
    spelled = sound_rows(word for pair in (*crowd.given, *crowd.family) for word in pair)
    return {"edition": edition, "cases": cases, "case_names": names, "search": search, "name_sounds": spelled,
            "facet_counts": count_rows(crowd.case(n) for n in every())}  # fmt: skip


def make(folder: Path, crowd: Crowd) -> Folders:
    """A data folder whose one edition holds the crowd; what is there already is used again."""
    folders = Folders.of(folder)
    place = folders.editions / "1"
    if not place.exists():
        folders.keys.mkdir(parents=True, mode=0o700)
        place.mkdir(parents=True)
        write(place / "published.db", rows(crowd))
        make_accounts(folders)
    folders.build.mkdir(exist_ok=True)
    editions.seal(place, folders.keys, {"number": 1, "date": "2026-11-20", "until": "9999-12-31"},
                  {"result": "clean", "sha256": sha256(place / "published.db"), "site": site_hash()})  # fmt: skip
    editions.make_current(folders.editions, 1, folders.build)
    return folders


def wanted(crowd: Crowd, rounds: int) -> dict[str, list[tuple[str, str, str]]]:
    """For each kind of question as many as there are rounds: (address of ours, of Datasette's, SQL of raw SQLite)."""
    chance = random.Random(7)
    people = [crowd.names(chance.randint(1, crowd.persons)) for _ in range(rounds)]
    common = [word for word, _ in crowd.given]
    wrong = [name[:2] + "e" + name[3:] for name, _ in people]
    plain = "/published/cases.json?"
    return {
        "full name, Latin": [_search(name) for name, _ in people],
        "full name, Chinese": [_search(name) for _, name in people],
        "full name, one letter wrong": [_search(name) for name in wrong],
        "common given name": [_search(common[place % 12] + " " * (place // 12)) for place in range(rounds)],
        "rarer given name": [_search(common[12 + place % 200]) for place in range(rounds)],
        "first page of the list": [("/cases", plain + "_sort=name&_facet=status&_facet=place&_facet=ethnicity&_facet=sex"
                                    "&_facet=term_kind", _LISTED)] * rounds,
        "home page": [("/", plain + "_facet=status&_facet=place&_facet=ethnicity&_facet=sex&_facet=term_kind", _LISTED)]
        * rounds,
        "one filter": [(f"/cases?{urlencode({'place': place})}", f"{plain}place={place}&_sort=name",
                        f"SELECT * FROM cases WHERE place = '{place}' ORDER BY name LIMIT 50")
                       for place in itertools.islice(itertools.cycle(PLACES), rounds)],
        "latest arrests": [("/cases?sort=-arrest", plain + "_sort_desc=arrest_earliest",
                            "SELECT * FROM cases ORDER BY arrest_earliest DESC LIMIT 50")] * rounds,
    }  # fmt: skip


_LISTED = "SELECT * FROM cases ORDER BY name LIMIT 50"


def _search(name: str) -> tuple[str, str, str]:
    match = search_query(name, as_typed=True).replace("'", "''")
    sql = (f"SELECT * FROM cases WHERE rowid IN (SELECT rowid FROM search WHERE search MATCH '{match}')"
           " ORDER BY name LIMIT 50")
    return f"/cases?q={quote(name)}", f"/published/cases.json?_sort=name&_search={quote(name.strip())}", sql


def measure(crowd: Crowd, folders: Folders, rounds: int) -> None:
    """Ask all three in turn and print what it took."""
    path = folders.editions / "1" / "published.db"
    described = {"databases": {"published": {"tables": {"cases": {"fts_table": "search", "fts_pk": "rowid"}}}}}
    with ExitStack() as held:
        about = Path(held.enter_context(tempfile.TemporaryDirectory())) / "metadata.json"
        about.write_text(json.dumps(described), encoding="utf-8")
        site = held.enter_context(served([sys.executable, str(REPOSITORY / "scripts" / "serve.py"), "--press", "--data",
                                          str(folders.data)]))  # fmt: skip
        plain = held.enter_context(served([sys.executable, "-m", "datasette", "serve", "-i", str(path), "-m", str(about)]))
        raw = held.enter_context(closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)))
        ours, theirs = logged_in(site[0]), asker(plain[0])
        for address in ("/cases", "/", "/cases?q=aa+bb", "/cases?q=Qasim+Turgan", "/cases?q=%E8%89%BE"):
            with suppress(SystemExit):  # the first answers read a cold file, and the vocabularies
                ours(address)
        print(f"{'p50 / p95 ms':32}{'site, whole page':>20}{'raw SQLite':>20}{'Datasette, JSON':>20}{'site / raw':>12}"
              f"{'Datasette / site':>18}{'site, CPU ms':>14}")
        for what, questions in wanted(crowd, rounds).items():
            began = processor_ms(site[1])
            took: dict[str, list[float]] = {"ours": [], "raw": [], "theirs": []}
            for number, (page, address, sql) in enumerate(questions):
                took["ours"].append(timed(lambda page=page: ours(page)))
                took["raw"].append(timed(lambda sql=sql: raw.execute(sql).fetchall()))
                if number < max(5, rounds // 6):
                    took["theirs"].append(timed(lambda address=address: theirs(address)))
            middle = {who: statistics.median(times) for who, times in took.items()}
            cells = "".join(f"{both(times):>20}" for times in took.values())
            print(f"{what:32}{cells}{middle['ours'] / middle['raw']:12.1f}{middle['theirs'] / middle['ours']:18.1f}"
                  f"{(processor_ms(site[1]) - began) / len(questions):14.1f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--keep", type=Path, help="a folder in which the edition is made, and found again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as folder:
        crowd, began = Crowd(asked.persons), time.perf_counter()
        folders = make((asked.keep or Path(folder)) / "data", crowd)
        print(f"{asked.persons:,} persons, made in {time.perf_counter() - began:.0f} s; "
              f"{(folders.editions / '1' / 'published.db').stat().st_size / 1e6:,.0f} MB")
        measure(crowd, folders, asked.rounds)


if __name__ == "__main__":
    main()
