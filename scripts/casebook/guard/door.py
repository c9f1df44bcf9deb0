"""The door of a site: accounts, sessions, secret and throttle put together, the same for each process that serves one."""

from pathlib import Path

from casebook import access, accounts
from casebook.guard.login import Doorkeeper
from casebook.guard.sessions import Sessions
from casebook.guard.throttle import Throttle


def doorkeeper(keys: Path) -> Doorkeeper:
    """Who keeps the door with the files of this folder of keys."""
    known = accounts.Accounts(keys / "accounts.yml")
    sessions, secret = Sessions(keys / "sessions.db"), accounts.session_secret(keys)
    return Doorkeeper(known, sessions, secret, access.watched(keys), Throttle())
