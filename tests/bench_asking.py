"""Servers for the benches: started, asked over one connection that is kept, and how long their answers take."""

import http.client
import os
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx

from web_fixtures import PASSWORDS


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
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        token = client.get("/-/login").text.partition('name="token" value="')[2].partition('"')[0]
        form = {"username": "journalist1", "password": PASSWORDS["journalist1"], "token": token}
        client.post("/-/login", data=form)
        return asker(port, "; ".join(f"{name}={value}" for name, value in client.cookies.items()))


def processor_ms(process: int) -> float:
    """Milliseconds of processor time a process has used: what a page costs, whoever else uses the machine."""
    used = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def timed(run: Callable[[], object]) -> float:
    began = time.perf_counter()
    run()
    return (time.perf_counter() - began) * 1000


def both(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]:.1f}"
