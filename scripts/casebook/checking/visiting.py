"""Visiting: the pages and exports that the press site really sends of an edition, asked for as its reader would."""

import http.client
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import combinations_with_replacement
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from .report import CouldNotCheck

TOKEN, HEADER = "CASEBOOK_CHECK_TOKEN", "x-casebook-check"
TIMES, PAUSE = 5, 1.0  # how often an answer is asked for that is not whole, and the seconds between
START = 60.0  # seconds the site may take to start, and any answer to come
MOST_OF_A_SHAPE = 2  # addresses that differ in an id, a page or a value only; what they show stands in the exports too
MOST_OF_AN_EXPORT = 1  # ... of those, each of which may hold all there is
ARRANGED = {"_sort", "_lang", "_size", "_bom"}  # what changes the order of an export, or no value in it
EXPORTS = (*(f"/cases.{form}" for form in ("csv", "json", "xlsx", "geojson")), "/changes.csv", "/changes.xml", "/changes")
_LINK = re.compile(rb"""(?:href|src|action)\s*=\s*["']([^"'#]+)""")
_EXPORT = re.compile(r"^/(?:cases|published/[a-z_]+)\.[a-z]+(?:\?|$)")
_NUMBER = re.compile(r"/[0-9]+(?=[./?]|$)")
_PUBLIC_ID = re.compile(r"/[a-z2-7]{10}(?=[./?]|$)")


class Answer(NamedTuple):
    """What the site sent: to which address, with which status, kind, headers and body."""

    address: str
    status: int
    kind: str
    headers: str
    body: bytes


def visit(edition: Path, site: Path, ids: Iterable[str], tables: Iterable[str], but: tuple[str, ...] = ()
          ) -> Iterator[Answer]:
    """Serve an edition by `site`/scripts/serve.py on a free port of this machine and walk through it.

    Every kind of address is asked for, of each at most so many; every export of every table whole; the pages of `ids`.
    Nothing whose path ends as one of `but` does.
    CouldNotCheck when the site does not start.
    """
    waiting = deque(["/", *EXPORTS])
    waiting += [f"/published/{table}{ending}" for table in tables for ending in ("", ".json", ".csv")]
    waiting += [f"/cases/{name}{ending}" for name in ids for ending in ("", ".json")]
    seen, shapes = set(waiting), Counter()
    with serving(edition, site) as ask, ThreadPoolExecutor(1) as ahead:  # the site works while an answer is looked through
        coming = ahead.submit(ask, waiting.popleft())
        while coming:
            answer = coming.result()
            for link in _links(answer):
                if link.partition("?")[0].endswith(but):
                    continue
                pairs, most = _shapes(link), MOST_OF_AN_EXPORT if _EXPORT.search(link) else MOST_OF_A_SHAPE
                if link not in seen and any(shapes[pair] < most for pair in pairs):
                    shapes.update(pairs)
                    seen.add(link)
                    waiting.append(link)
            coming = ahead.submit(ask, waiting.popleft()) if waiting else None
            yield answer


@contextmanager
def serving(edition: Path, site: Path):
    """A function that asks the press site, serving this edition to nobody else, for an address."""
    token, port = secrets.token_hex(32), _free_port()
    with tempfile.TemporaryDirectory(prefix="casebook-check-") as folder:
        place = Path(folder)
        (place / "published.db").symlink_to(edition.resolve())
        command = [sys.executable, str(site / "scripts" / "serve.py"), "--press", "--candidate", folder,
                   "--port", str(port), "--data", folder]  # fmt: skip
        with (place / "log").open("wb") as log:
            served = subprocess.Popen(command, env=os.environ | {TOKEN: token}, stdout=log, stderr=log)
        try:
            _wait(served, port, place / "log")
            yield lambda address: _ask(f"http://127.0.0.1:{port}", address, token)
        finally:
            served.terminate()
            try:
                served.wait(10)
            except subprocess.TimeoutExpired:
                served.kill()
                served.wait()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def _wait(served: subprocess.Popen, port: int, log: Path) -> None:
    until = time.monotonic() + START
    while time.monotonic() < until:
        if served.poll() is not None:
            raise CouldNotCheck(f"the press site does not start on it: {log.read_text(errors='replace')[-300:]}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise CouldNotCheck("the press site did not start in time")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


_OPENER = urllib.request.build_opener(_Stay, urllib.request.ProxyHandler({}))


def _ask(base: str, address: str, token: str) -> Answer:
    """The whole answer; one that the site breaks off, as it does when a busy machine is slow, is asked for again."""
    asked = urllib.request.Request(base + address, headers={HEADER: token})
    for _ in range(TIMES):
        try:
            return _sent(asked, address)
        except http.client.IncompleteRead:
            time.sleep(PAUSE)
    raise CouldNotCheck(f"the press site breaks off its answer to {address.partition('?')[0]}")


def _sent(asked: urllib.request.Request, address: str) -> Answer:
    try:
        answer = _OPENER.open(asked, timeout=START)
    except urllib.error.HTTPError as error:
        answer = error
    except OSError as error:
        raise CouldNotCheck(f"the press site gave no answer ({type(error).__name__})") from None
    with answer:
        told = ((name, value) for name, value in answer.headers.items() if name.lower() not in ("date", "content-length"))
        headers = "\n".join(f"{name}: {value}" for name, value in told)
        return Answer(address, answer.status, answer.headers.get_content_type(), headers, answer.read())


def _links(answer: Answer) -> Iterator[str]:
    """The addresses of this site that an answer leads to."""
    found = _LINK.findall(answer.body) if answer.kind == "text/html" else []
    moved = re.search(r"(?im)^location: (.*)$", answer.headers)
    for raw in [*found, *([moved[1].encode()] if moved else [])]:
        target = urlsplit(urljoin(answer.address, raw.decode("utf-8", "replace").replace("&amp;", "&").strip()))
        if not target.netloc and target.path.startswith("/") and target.path.isascii():
            yield target.path + (f"?{target.query}" if target.query else "")


def _shapes(address: str) -> list[tuple[str, ...]]:
    """An address without what may differ in thousands of its kind: its path with each two of the options it is asked with.

    Every two options are met together somewhere; three at once show nothing that two of them do not.
    """
    path, _, query = address.partition("?")
    names = {part.partition("=")[0].removesuffix("_desc") for part in query.split("&")}
    names -= ARRANGED if _EXPORT.search(address) else set()
    kinds = sorted({name if name.startswith("_") else "VALUE" for name in names - {""}}) or [""]
    place = _NUMBER.sub("/N", _PUBLIC_ID.sub("/ID", path))
    return [(place, *two) for two in combinations_with_replacement(kinds, 2)]
