"""How long the press site takes to search and list a million invented persons, beside raw SQLite and plain Datasette.

    python tests/bench_search.py [--persons 1000000] [--rounds 60] [--keep FOLDER]

All three are asked for the same things in turn, in one run over the same file; the site answers with its whole pages.
"""

import argparse
import http.client
import itertools
import json
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from bisect import bisect
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode

sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from casebook import editions
from casebook.disk import sha256
from casebook.finding_aids import count_rows, sound_rows
from casebook.folders import Folders
from casebook.names import normalise_search, search_query
from casebook.publishing_file import write
from casebook.publishing_tables import CASE_COLUMNS
from casebook.serving.checks import site_hash
from web_fixtures import PASSWORDS, make_accounts

REPOSITORY = Path(__file__).parents[1]
GIVEN, FAMILY = 900, 2500
COMMON = 5
LATIN = ["ba", "de", "gi", "ka", "lo", "mi", "nu", "pe", "qa", "ra", "si", "tu", "xe", "ya", "zu", "shi", "che", "ghu"]
ENDS = ["", "n", "r", "m", "sh", "l", "t", "jan", "gul", "bek"]
CHINESE = "阿艾巴达迪尔古海吉卡克拉里买木纳努帕热赛斯塔吐吾西亚伊玉扎"
STATUSES = ["detained", "sentenced", "released", "deceased", "missing"]
PLACES = [f"{650000 + number}" for number in range(100, 190)]


def _chance(number: int, salt: int, most: int) -> int:
    """One of so many numbers, the same for the same person."""
    return hash((number, salt)) % most


def _shares(most: int) -> list[float]:
    """Up to which share of the people each word is borne, the first by one in twenty-five, the last by few."""
    weights = [1 / (rank + COMMON) for rank in range(most)]
    return [total / sum(weights) for total in itertools.accumulate(weights)]


class Crowd:
    """So many invented persons, each the same however often it is asked for."""

    def __init__(self, persons: int) -> None:
        self.persons = persons
        chance = random.Random(20240601)
        self.given = self._words(chance, GIVEN)
        self.family = self._words(chance, FAMILY)
        self._shares = {most: _shares(most) for most in (GIVEN, FAMILY)}

    @staticmethod
    def _words(chance: random.Random, n: int) -> list[tuple[str, str]]:
        """Words in Latin and in Chinese letters."""
        found = {}
        while len(found) < n:
            latin = "".join(chance.choices(LATIN, k=chance.choice((2, 2, 3)))) + chance.choice(ENDS)
            found.setdefault(latin.capitalize(), "".join(chance.choices(CHINESE, k=chance.choice((2, 3, 4)))))
        return list(found.items())

    def names(self, number: int) -> tuple[str, str]:
        """The two names of a person; a few words are borne by many, as it is among people."""
        given = self.given[bisect(self._shares[GIVEN], _chance(number, 1, 1 << 40) / (1 << 40))]
        family = self.family[bisect(self._shares[FAMILY], _chance(number, 2, 1 << 40) / (1 << 40))]
        return f"{given[0]} {family[0]}", f"{given[1]}·{family[1]}"

    def case(self, number: int) -> dict[str, object]:
        """What is said of a person, by the columns of `cases`."""
        latin, chinese = self.names(number)
        year, term = 2014 + _chance(number, 3, 9), _chance(number, 4, 10) < 4
        return {
            "name": latin, "names": f"{latin} · {chinese}", "sex": ("male", "female")[_chance(number, 5, 2)],
            "birth": str(1930 + _chance(number, 6, 76)), "status": STATUSES[_chance(number, 7, len(STATUSES))],
            "ethnicity": ("Uyghur", "Kazakh", "Hui", "Kyrgyz")[_chance(number, 8, 4)], "arrest": str(year),
            "arrest_earliest": f"{year}-01-01", "arrest_latest": f"{year}-12-31",
            "place": PLACES[_chance(number, 9, len(PLACES))], "term_kind": "term" if term else None,
            "term_months_min": 12.0 * (1 + _chance(number, 10, 20)) if term else None, "level": "full",
            "summary_en": "Taken from home at night; the family was told nothing for a year.",
        }  # fmt: skip

    def identity(self, number: int) -> str:
        letters = "abcdefghijklmnopqrstuvwxyz234567"
        return "".join(letters[number // 32**place % 32] for place in reversed(range(10)))

    def rows(self, number: int) -> dict[str, object]:
        """The tables of an edition, each as it is written."""
        def every() -> range:
            return range(1, number + 1)

        cases = ((self.identity(n), *(found.get(column) for column in CASE_COLUMNS)) for n in every()
                 for found in [self.case(n)])  # fmt: skip
        names = ((2 * n + place - 2, self.identity(n), text, script, None) for n in every()
                 for place, (text, script) in enumerate(zip(self.names(n), ("Latn", "Hani"), strict=True), 1))
        search = ((n, normalise_search(" ".join(self.names(n))), normalise_search(self.case(n)["place"]), "")
                  for n in every())  # fmt: skip
        edition = [(1, "2026-11-20", "journalists", "Cases", number, number, 0, 0)]
        spelled = sound_rows(word for pair in (*self.given, *self.family) for word in pair)
        return {"edition": edition, "cases": cases, "case_names": names, "search": search, "name_sounds": spelled,
                "facet_counts": count_rows(self.case(n) for n in every())}  # fmt: skip


def make(folder: Path, crowd: Crowd) -> Folders:
    """A data folder whose one edition holds the crowd; what is there already is used again."""
    folders = Folders.of(folder)
    place = folders.editions / "1"
    if not place.exists():
        folders.keys.mkdir(parents=True, mode=0o700)
        place.mkdir(parents=True)
        write(place / "published.db", crowd.rows(crowd.persons))
        make_accounts(folders)
    folders.build.mkdir(exist_ok=True)
    editions.seal(place, folders.keys, {"number": 1, "date": "2026-11-20", "until": "9999-12-31"},
                  {"result": "clean", "sha256": sha256(place / "published.db"), "site": site_hash()})  # fmt: skip
    editions.make_current(folders.editions, 1, folders.build)
    return folders


@contextmanager
def served(command: list[str]) -> Iterator[tuple[int, int]]:
    """The port and process number of a server on this machine, which is ended at the end."""
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    process = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(20)


def asker(port: int, cookie: str = "") -> Callable[[str], bytes]:
    """Asks a server over one connection that is kept."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie} if cookie else {}

    def ask(address: str) -> bytes:
        try:
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):  # it was left alone for too long
            connection.close()
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{answer.status} for {address}")
        return body

    return ask


def logged_in(port: int) -> Callable[[str], bytes]:
    import httpx

    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        token = client.get("/-/login").text.partition('name="token" value="')[2].partition('"')[0]
        form = {"username": "journalist1", "password": PASSWORDS["journalist1"], "token": token}
        client.post("/-/login", data=form)
        return asker(port, "; ".join(f"{name}={value}" for name, value in client.cookies.items()))


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
            began = _cpu(site[1])
            took: dict[str, list[float]] = {"ours": [], "raw": [], "theirs": []}
            for number, (page, address, sql) in enumerate(questions):
                took["ours"].append(_timed(lambda page=page: ours(page)))
                took["raw"].append(_timed(lambda sql=sql: raw.execute(sql).fetchall()))
                if number < max(5, rounds // 6):
                    took["theirs"].append(_timed(lambda address=address: theirs(address)))
            middle = {who: statistics.median(times) for who, times in took.items()}
            cells = "".join(f"{_both(times):>20}" for times in took.values())
            print(f"{what:32}{cells}{middle['ours'] / middle['raw']:12.1f}{middle['theirs'] / middle['ours']:18.1f}"
                  f"{(_cpu(site[1]) - began) / len(questions):14.1f}", flush=True)


def _cpu(process: int) -> float:
    """Milliseconds of processor time a process has used: what a page costs, whoever else uses the machine."""
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def _timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def _both(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:.1f}"


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
