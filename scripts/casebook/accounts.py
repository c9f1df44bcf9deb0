"""Accounts of the sites: names, password hashes and roles in data/keys/accounts.yml, made at the first start."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

import yaml
from datasette_auth_passwords.utils import hash_password

ROLES = ("researcher", "journalist", "custodian")
ITERATIONS = 600_000
FIRST = {
    "researcher1": ["researcher"],
    "researcher2": ["researcher"],
    "journalist1": ["journalist"],
    "custodian1": ["custodian"],
}
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # without those that are mistaken for one another on paper


class AccountsError(Exception):
    """accounts.yml cannot be used; the message names the file, what is wrong and the fix."""


@dataclass(frozen=True)
class Account:
    """Somebody who may log in: `hash` is pbkdf2_sha256$iterations$salt$hash, `roles` are some of ROLES."""

    name: str
    hash: str
    roles: tuple[str, ...]


class Accounts:
    """The accounts as the file says now: it is read again whenever it has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}

    def all(self) -> dict[str, Account]:
        """Every account by name; an unreadable file opens to nobody (the error is raised at start only)."""
        try:
            state = self.path.stat()
            seen = (state.st_mtime_ns, state.st_ino, state.st_size)
            if seen != self._seen:
                self._accounts = read(self.path)
                self._seen = seen
        except (OSError, AccountsError):
            self._accounts, self._seen = {}, None
        return self._accounts

    def get(self, name: str) -> Account | None:
        return self.all().get(name)


def read(path: Path) -> dict[str, Account]:
    """The accounts written in `path`; raises AccountsError on a file that is damaged or that others may read."""
    if path.stat().st_mode & 0o077:
        raise AccountsError(f"{path}: others can read this file. Fix: chmod 600 {path}")
    try:
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        accounts = [Account(str(entry["name"]), str(entry["hash"]), tuple(entry["roles"])) for entry in entries]
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise AccountsError(
            f"{path}: it must be a list of name, hash and roles. Fix: restore it from a backup"
        ) from error
    for account in accounts:
        unknown = set(account.roles) - set(ROLES)
        if unknown or account.hash.count("$") != 3:
            what = f"role {sorted(unknown)[0]!r} is not one of {', '.join(ROLES)}" if unknown else "the hash is damaged"
            raise AccountsError(f"{path}: account {account.name!r}: {what}")
    return {account.name: account for account in accounts}


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
            Account(name, hash_password(password, iterations=ITERATIONS), tuple(FIRST[name]))
            for name, password in passwords.items()
        ],
    )
    return True


def save(path: Path, accounts: list[Account]) -> None:
    """Write accounts.yml whole, readable by its owner alone."""
    entries = [{"name": a.name, "hash": a.hash, "roles": list(a.roles)} for a in accounts]
    write_private(path, yaml.safe_dump(entries, sort_keys=False, allow_unicode=True, width=200))


def session_secret(keys: Path) -> str:
    """The secret that signs what the server hands out; made by `set_up`."""
    return (keys / "session.key").read_text(encoding="ascii").strip()


def new_password() -> str:
    """Twenty letters and digits in five groups: about 99 bits, easy to read out over a telephone."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(5))


def hand_over(accounts: dict[str, Account]) -> dict:
    """Put the hashes into the environment; the datasette-auth-passwords settings that name them, without any hash."""
    settings: dict = {"actors": {name: {"id": name, "roles": list(a.roles)} for name, a in accounts.items()}}
    for number, (name, account) in enumerate(sorted(accounts.items())):
        variable = f"CASEBOOK_HASH_{number}"
        os.environ[variable] = account.hash
        settings[f"{name}_password_hash"] = {"$env": variable}
    return settings


def write_private(path: Path, text: str) -> None:
    """Replace `path` whole by `text`, in a file of mode 0600 from its first byte on."""
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
