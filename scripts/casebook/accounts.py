"""Accounts of the sites: names, password hashes and roles in data/keys/accounts.yml, made at the first start."""

import fcntl
import hashlib
import os
import re
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from casebook.disk import write_private
from casebook.passwords import HASH, hashed, new_password
from casebook.rereading import Rereading

FILE = "accounts.yml"
ROLES = ("researcher", "journalist", "custodian")
NAME = re.compile(r"[\w.@-]{1,60}")
FIRST = {
    "researcher1": ["researcher"],
    "researcher2": ["researcher"],
    "journalist1": ["journalist"],
    "custodian1": ["custodian"],
}


class AccountsError(ValueError):
    """accounts.yml cannot be used; the message names the file, what is wrong and the fix."""


@dataclass(frozen=True)
class Account:
    """Somebody who may log in: `hash` is one of passwords.HASH, `roles` are some of ROLES.

    `totp` is the secret of the second factor, "" without one, and `recovery` the digests of its recovery codes.
    """

    name: str
    hash: str
    roles: tuple[str, ...]
    totp: str = ""
    recovery: tuple[str, ...] = ()
    disabled: bool = False

    @property
    def stamp(self) -> str:
        """What binds a session to the password and the second factor it was opened with."""
        return hashlib.sha256(f"{self.hash}\0{self.totp}".encode()).hexdigest()[:32]


class Accounts:
    """The accounts as the file says now; a file that cannot be read opens to nobody."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = Rereading(path, read, {}, {})

    def all(self) -> dict[str, Account]:
        """Every account by name, those that are disabled too."""
        return self._file.now()

    def get(self, name: str) -> Account | None:
        """The account of somebody who may log in."""
        found = self.all().get(name)
        return None if found is None or found.disabled else found


def read(path: Path) -> dict[str, Account]:
    """The accounts written in `path`; raises AccountsError on a file that is damaged or that others may read."""
    if path.stat().st_mode & 0o077:
        raise AccountsError(f"{path}: others can read this file. Fix: chmod 600 {path}")
    try:
        accounts = [_account(entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError, AttributeError) as error:
        raise AccountsError(
            f"{path}: it must be a list of name, hash and roles. Fix: restore it from a backup"
        ) from error
    for account in accounts:
        unknown = set(account.roles) - set(ROLES)
        if unknown or not HASH.fullmatch(account.hash):
            what = f"role {sorted(unknown)[0]!r} is not one of {', '.join(ROLES)}" if unknown else "the hash is damaged"
            raise AccountsError(f"{path}: account {account.name!r}: {what}")
    return {account.name: account for account in accounts}


def _account(entry: dict) -> Account:
    recovery = tuple(map(str, entry.get("recovery", ())))
    second = {"totp": str(entry.get("totp", "")), "recovery": recovery}
    disabled = entry.get("disabled", False) is not False
    return Account(str(entry["name"]), str(entry["hash"]), tuple(entry["roles"]), **second, disabled=disabled)


@contextmanager
def changing(path: Path) -> Iterator[dict[str, Account]]:
    """The accounts to change, written whole at the end; two who change them at once wait for each other."""
    with os.fdopen(os.open(path.with_suffix(".lock"), os.O_RDWR | os.O_CREAT, 0o600)) as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = read(path)
        before = dict(found)
        yield found
        if found != before:
            save(path, list(found.values()))


def changed(path: Path, name: str, change: Callable[[Account], Account]) -> Account:
    """Change one account and write all; the account as it is then. Raises AccountsError where there is none."""
    with changing(path) as known:
        if name not in known:
            raise AccountsError(f"There is no account {name!r}. Those there are: {', '.join(known) or 'none'}")
        known[name] = change(known[name])
        return known[name]


def set_up(keys: Path) -> bool:
    """Make the first accounts and the session secret where there are none; True when accounts were made."""
    keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    keys.chmod(0o700)
    if not (keys / "session.key").exists():
        write_private(keys / "session.key", secrets.token_hex(32) + "\n")
    if (keys / "accounts.yml").exists():
        return False
    passwords = {name: new_password() for name in FIRST}
    lines = ["Passwords made at the first start. Hand each to its owner by a safe way, then delete this file.", ""]
    lines += [f"{name:<12} {', '.join(FIRST[name]):<12} {password}" for name, password in passwords.items()]
    write_private(keys / "first-passwords.txt", "\n".join(lines) + "\n")
    save(
        keys / "accounts.yml",
        [
            Account(name, hashed(password), tuple(FIRST[name]))
            for name, password in passwords.items()
        ],
    )
    return True


def save(path: Path, accounts: list[Account]) -> None:
    """Write accounts.yml whole, readable by its owner alone."""
    entries = [
        {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(account).items()
         if value or key == "roles"}
        for account in accounts
    ]
    write_private(path, yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=200))


def session_secret(keys: Path) -> str:
    """The secret that signs what the server hands out; made by `set_up`."""
    return (keys / "session.key").read_text(encoding="ascii").strip()


def hand_over(accounts: dict[str, Account]) -> dict:
    """Put the hashes that are datasette-auth-passwords' own into the environment; its settings, which only name them."""
    accounts = {name: a for name, a in accounts.items() if a.hash.startswith("pbkdf2_") and not a.disabled}
    settings: dict = {"actors": {name: {"id": name, "roles": list(a.roles)} for name, a in accounts.items()}}
    for number, (name, account) in enumerate(sorted(accounts.items())):
        variable = f"CASEBOOK_HASH_{number}"
        os.environ[variable] = account.hash
        settings[f"{name}_password_hash"] = {"$env": variable}
    return settings
