"""Running a site: its socket, uvicorn, and the desk at which it tells what it shows."""

import asyncio
import errno
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import uvicorn
import uvloop

from casebook.attending import Desk
from casebook.guard.gate import Guard
from casebook.serving.checks import NotServed
from casebook.serving.patience import Patient

HEAP = 48_000_000  # bytes that SQLite may hold in the whole process


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; raises NotServed with the fix when it is taken or not ours."""
    bound = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        busy = error.errno == errno.EADDRINUSE
        why = "is in use by another program" if busy else f"cannot be opened ({error.strerror})"
        raise NotServed(f"Port {port} on {host} {why}. Fix: --port with another number") from error
    return bound


def server(app: Guard, *, proxied: bool = False) -> uvicorn.Server:
    """uvicorn without an access log (addresses hold what people searched for) and without naming itself.

    Where it is `proxied`, a proxy on this machine says whose request it is; nobody else is believed that.
    """
    return uvicorn.Server(
        uvicorn.Config(
            app,
            loop="uvloop",
            http=Patient,
            lifespan="off",
            ws="none",
            access_log=False,
            server_header=False,
            proxy_headers=proxied,
            forwarded_allow_ips=["127.0.0.1", "::1"],
            log_level="error",
            timeout_keep_alive=10,
            timeout_graceful_shutdown=5,
        )
    )


def run(app: Guard, bound: socket.socket, editions: Path, *, proxied: bool = False) -> None:
    """Serve until a signal ends it, telling in `editions` what is shown."""
    with closing(sqlite3.connect(":memory:")) as any_connection:
        any_connection.execute(f"PRAGMA hard_heap_limit={HEAP}")
    with bound, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(attend(server(app, proxied=proxied), app, bound, editions))


async def attend(server: uvicorn.Server, app: Guard, bound: socket.socket, editions: Path) -> None:
    """Serve, and tell at a desk of one's own which edition is shown, so that whoever changes it can wait for that."""
    desk = Desk(editions)
    try:
        watching = asyncio.create_task(app.inner.watch(desk.say))
        await server.serve(sockets=[bound])
        watching.cancel()
    finally:
        desk.leave()
