"""What hostile clients can do to a site: each costly request alone, and an honest reader beside twenty who mean harm.

    python tests/hostile.py [--rows 300000] [--seconds 20]

makes a Casebook of that many claims and cases in a folder of its own, serves it by scripts/serve.py and prints, for each
request, its time, the server's memory and the length of the answer; then the honest reader's times beside the others.
"""

import argparse
import contextlib
import json
import re
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

import httpx

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from casebook.folders import REPOSITORY, Folders
from web_fixtures import CASE_KEY, PASSWORDS, make_casebook

LONG = "select " + ",".join(f"'{letter}'||hex(zeroblob(290000))" for letter in "abcdefgh") + " from claims"
# What somebody's own SQL, filters and addresses can ask for, most of it measured in the guide; each has to end soon and small.
REQUESTS = {
    "table": "/cases/claims",
    "table of 200": "/cases/claims?_size=200",
    "size of a million": "/cases/claims.json?_size=1000000",
    "next far away": "/cases/claims.json?_next=" + "9" * 2000,
    "five facets": "/cases/claims?_facet=property&_facet=says&_facet=standing",
    "seven hundred facets": "/cases/claims?" + "&".join(["_facet=raw"] * 700),
    "sort without index": "/cases/claims.json?_sort=raw",
    "glob": "/cases/claims.json?raw__glob=" + quote("*a*b*c*d*e*"),
    "where": "/cases/claims.json?_where=" + quote("(select count(*) from claims a, claims b) > 1"),
    "many filters": "/cases/claims.json?" + "&".join(f"raw__contains={number}" for number in range(90)),
    "recursion": "/cases.json?sql=" + quote("with recursive n(x) as (select 1 union all select x+1 from n) select max(x) from n"),
    "cross join": "/cases.json?sql=" + quote("select count(*) from claims a, claims b, claims c where a.raw < b.raw"),
    "large value": "/cases.json?sql=" + quote("select hex(randomblob(400000000))"),
    "padded": "/cases.json?sql=" + quote("select printf('%.*c', 500000000, 'x')"),
    "large rows": "/cases.json?sql=" + quote(LONG),
    "large rows as a page": "/cases?sql=" + quote(LONG),
    "large blobs": "/cases.json?sql=" + quote("select zeroblob(590000), zeroblob(580000), zeroblob(570000) from claims"),
    "wide rows as a page": "/cases?sql=" + quote("select " + ",".join(map(str, range(100))) + " from claims"),
    "sort in memory": "/cases.json?sql=" + quote("select raw || hex(zeroblob(2000)) as x from claims order by x desc"),
    "aggregate": "/cases.json?sql=" + quote("select group_concat(raw || hex(zeroblob(200))) from claims"),
    "like": "/cases.json?sql=" + quote("select hex(zeroblob(290000)) like '%" + "0" * 90 + "1'"),
    "classes": "/cases.json?sql=" + quote("select hex(zeroblob(290000)) glob '*" + "[0-9]" * 18 + "x'"),
    "place in text": "/cases.json?sql=" + quote("select instr(hex(zeroblob(290000)), hex(zeroblob(140000))||'1') from claims"),
    "replace": "/cases.json?sql=" + quote("select replace(hex(zeroblob(290000)), '0', hex(zeroblob(290000))) from claims"),
    "trim": "/cases.json?sql=" + quote("select trim(hex(zeroblob(290000)), hex(randomblob(200000))||'0') from claims"),
    "dates": "/cases.json?sql=" + quote("select count(date_before(a.earliest, b.latest, '2018')) from claims a, claims b"),
    "deep json": "/cases.json?sql=" + quote("select count(*) from json_tree('" + "[" * 900 + "]" * 900 + "'), claims"),
    "search": "/cases?q=" + quote("a* b* c* d* e* " * 60),
    "search of letters": "/cases/cases.json?_search=" + quote("a b c d e f g h i j k l m n o p " * 50),
    "long search": "/cases?q=" + "%E4%B8%AD" * 900,
    "last page": "/cases?page=999999999",
    "list": "/cases?sort=name",
    "years": "/cases?since=0001&until=9999",
    "export": "/cases.csv",
    "export of a table": "/cases/claims.csv?_sort=raw",
}
HONEST = ("/", "/cases", "/cases?q=Alim", f"/cases/{CASE_KEY}", "/static/casebook.css")
MOST_SECONDS, MOST_MEMORY, MOST_BODY = 1.0, 300_000_000, 5_000_000


def make(root: Path, rows: int) -> Folders:
    """A Casebook with `rows` claims, and a tenth as many cases, of invented words."""
    folders = make_casebook(root)
    with closing(sqlite3.connect(folders.cases)) as db:
        words = ("qamaq", "sürgün", "in May 2017, they say", "十六年", "тюрьма", "abcabcabcabcabcabd")
        body = " ".join(words) * 3
        db.executemany(
            "INSERT INTO claims (key, mention, property, raw, says, standing, earliest, latest)"
            " VALUES (?, 1, ?, ?, 'is so', 'stands', '2017-05-01', '2017-05-31')",
            ((f"x{n:031}", words[n % 6], f"{n} {body}") for n in range(rows)),
        )
        db.executemany(
            "INSERT INTO cases (person, case_key, name, names, status, place, records, differs, example)"
            " VALUES (1, ?, ?, ?, 'imprisoned', '650100', 1, 0, 0)",
            ((f"{n:032x}", f"Person {n}", f"Person {n} · 某{n}") for n in range(rows // 10)),
        )
        db.commit()
    return folders


@contextmanager
def served(folders: Folders, *more: str) -> Iterator[tuple[str, int]]:
    """scripts/serve.py over these folders: its address and its process number."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(REPOSITORY / "scripts" / "serve.py"), "--port", str(port), "--data", str(folders.data)]
    process = subprocess.Popen([*command, *more], stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.terminate()
        process.wait(20)


def logged_in(url: str, name: str) -> httpx.Client:
    client = httpx.Client(base_url=url, timeout=60)
    page = client.get("/-/login").text
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    answer = client.post("/-/login", data={"username": name, "password": PASSWORDS[name], "token": token})
    assert answer.status_code == 303, answer.status_code
    return client


def memory(pid: int) -> int:
    """The most memory a process has held since it was last asked, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    Path(f"/proc/{pid}/clear_refs").write_text("5")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024


def alone(url: str, pid: int) -> Iterator[tuple[str, int, float, int, int]]:
    """(name, status, seconds, memory of the server, length of the answer) of each costly request by itself."""
    client = logged_in(url, "researcher1")
    for address in HONEST:
        client.get(address)
    for name, address in REQUESTS.items():
        memory(pid)
        began = time.monotonic()
        answer = client.get(address)
        yield name, answer.status_code, time.monotonic() - began, memory(pid), len(answer.content)


def beside(url: str, reader: httpx.Client, cookies: dict, seconds: float, hostile: int = 20) -> list[float]:
    """Seconds of each of an honest reader's requests while so many clients, some with these cookies, mean harm."""
    ended = threading.Event()
    doing = [threading.Thread(target=_harm, args=[url, cookies, number, ended], daemon=True) for number in range(hostile)]
    for one in doing:
        one.start()
    time.sleep(1)
    times, until = [], time.monotonic() + seconds
    while time.monotonic() < until:
        for address in ("/", "/cases", "/cases?q=Alim", "/static/casebook.css"):
            began = time.monotonic()
            answer = reader.get(address)
            times.append(time.monotonic() - began)
            assert answer.status_code == 200, answer.status_code
    ended.set()
    return sorted(times)


def _harm(url: str, cookies: dict, number: int, ended: threading.Event) -> None:
    """One of those who mean harm: SQL and filters, floods of logins, slow and silent connections."""
    addresses = list(REQUESTS.values())
    port = httpx.URL(url).port
    with httpx.Client(base_url=url, cookies=cookies, timeout=30) as client:
        while not ended.is_set():
            with contextlib.suppress(httpx.HTTPError, OSError):
                if number % 5 == 3:
                    client.post("/-/login", data={"username": f"x{number}", "password": "y" * 3000})
                elif number % 5 == 4:
                    slow = [socket.create_connection(("127.0.0.1", port), 5) for _ in range(50)]
                    for one in slow:
                        one.sendall(b"POST /-/login HTTP/1.1\r\nHost: x\r\nContent-Length: 900000\r\n\r\n" + b"x" * 50_000)
                    time.sleep(0.5)
                    for one in slow:
                        one.close()
                else:
                    client.get(addresses[int(time.monotonic() * 1000 + number) % len(addresses)])


def p95(times: list[float]) -> float:
    return times[int(len(times) * 0.95)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rows", type=int, default=300_000)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as root:
        folders = make(Path(root), given.rows)
        with served(folders) as (url, pid):
            for name, status, took, held, length in alone(url, pid):
                bad = " <-- too much" if took > MOST_SECONDS or held > MOST_MEMORY or length > MOST_BODY else ""
                print(f"{name:<24} {status} {took:6.2f} s {held / 1e6:6.0f} MB {length / 1e6:7.2f} MB{bad}", flush=True)
            reader, cookies = logged_in(url, "journalist1"), dict(logged_in(url, "researcher1").cookies)
            times = beside(url, reader, cookies, given.seconds)
            told = {"requests": len(times), "p50": times[len(times) // 2], "p95": p95(times), "worst": times[-1]}
            print(json.dumps({key: round(value, 3) for key, value in told.items()}), f"{memory(pid) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
