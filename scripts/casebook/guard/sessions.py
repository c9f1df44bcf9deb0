"""Sessions kept on the server: each can be ended at once, and ends by itself after an idle hour or half a day."""

import hashlib
import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

IDLE = 60 * 60
ABSOLUTE = 12 * 60 * 60
TOUCH = 60  # seconds between two notes of a session's last use, so that reading does not mean writing


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Sessions:
    """Open sessions in a file of mode 0600; only hashes of the tokens are stored. Times are seconds since 1970."""

    def __init__(self, path: Path, now: Callable[[], float] = time.time) -> None:
        self.now = now
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        path.chmod(0o600)
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        self._db.execute("PRAGMA secure_delete=ON")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS sessions"
            " (token TEXT PRIMARY KEY, name TEXT, stamp TEXT, opened REAL, used REAL) STRICT, WITHOUT ROWID"
        )
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS spent (name TEXT, what TEXT, at REAL, PRIMARY KEY (name, what))"
            " STRICT, WITHOUT ROWID"
        )

    def open(self, name: str, stamp: str) -> str:
        """Begin a session bound to a stamp (`Account.stamp`); the token is what the browser keeps (256 random bits)."""
        token, now = secrets.token_urlsafe(32), self.now()
        self._db.execute("DELETE FROM sessions WHERE used < ? OR opened < ?", (now - IDLE, now - ABSOLUTE))
        self._db.execute("DELETE FROM spent WHERE what GLOB 'step *' AND at < ?", (now - ABSOLUTE,))
        self._db.execute(
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", (_digest(token), name, stamp, now, now)
        )
        return token

    def find(self, token: str) -> tuple[str, str] | None:
        """Name and password stamp of an open session, or None when there is none or its time is over."""
        digest, now = _digest(token), self.now()
        row = self._db.execute("SELECT name, stamp, opened, used FROM sessions WHERE token = ?", (digest,)).fetchone()
        if row is None:
            return None
        name, bound, opened, used = row
        if now - used > IDLE or now - opened > ABSOLUTE:
            self.close(token)
            return None
        if now - used > TOUCH:
            self._db.execute("UPDATE sessions SET used = ? WHERE token = ?", (now, digest))
        return name, bound

    def spend(self, name: str, what: str) -> bool:
        """Note that somebody used something that is good once; False where it was used before, on either site."""
        row = (name, what, self.now())
        return self._db.execute("INSERT INTO spent VALUES (?, ?, ?) ON CONFLICT DO NOTHING", row).rowcount == 1

    def close(self, token: str) -> None:
        self._db.execute("DELETE FROM sessions WHERE token = ?", (_digest(token),))

    def close_all(self, name: str | None = None) -> None:
        """End every session, or every session of one person."""
        self._db.execute("DELETE FROM sessions WHERE ? IS NULL OR name = ?", (name, name))

    def shut(self) -> None:
        self._db.close()
