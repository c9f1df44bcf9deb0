"""Keys and accounts: secrets that are missing, weak, lying about, or held by too few people."""

import string
from collections.abc import Iterator

from casebook import accounts
from casebook.backing_up import recipients
from casebook.examining.finding import Finding
from casebook.folders import Folders

HEX = set(string.hexdigits)
LARGEST = 65_536  # bytes of a file that may be a key


def first_passwords(folders: Folders) -> Iterator[Finding]:
    path = folders.keys / "first-passwords.txt"
    if path.exists():
        yield Finding(f"{path}: the first passwords are still written down", f"hand each to its owner, then: rm {path}")


def weak(folders: Folders) -> Iterator[Finding]:
    """Secret files that are not 32 random bytes in hex."""
    for path in sorted(folders.keys.glob("*")):
        if path.suffix in (".key", ".idkey") and path.is_file():
            text = path.read_text(encoding="ascii", errors="replace").strip()
            if len(text) < 64 or not set(text) <= HEX or len(set(text)) < 8:
                yield Finding(f"{path}: it is too short or too simple for a secret", "restore it from a backup; never write one")


def accounts_file(folders: Folders) -> Iterator[Finding]:
    """Accounts that cannot be read, hashes that are too quick to try out, and too few researchers for two to approve."""
    path = folders.keys / "accounts.yml"
    try:
        known = accounts.read(path)
    except FileNotFoundError:
        return
    except (accounts.AccountsError, OSError) as error:
        what, _, fix = str(error).partition(" Fix: ")
        yield Finding(what, fix or "restore it from a backup")
        return
    for account in known.values():
        kind, _, rest = account.hash.partition("$")
        if kind == "pbkdf2_sha256" and int(rest.partition("$")[0] or 0) < 480_000:
            yield Finding(f"account {account.name}: its password hash is too quick to try out", "give it a new password")
    if sum("researcher" in account.roles for account in known.values()) < 2:
        yield Finding(f"{path}: fewer than two researchers, so nothing can be approved by two", "add an account", must=False)


def misplaced(folders: Folders) -> Iterator[Finding]:
    """Secret keys of backups on the machine whose backups they open."""
    for folder in (folders.keys, folders.data, folders.data / "backups"):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_file() and path.stat().st_size <= LARGEST and recipients.SECRET.encode() in path.read_bytes():
                yield Finding(f"{path}: it opens the backups, and lies beside them", "take it away from this machine, onto paper")


def recipients_of_backups(folders: Folders) -> Iterator[Finding]:
    """Backups that nobody, or one person alone, could open."""
    path = folders.keys / recipients.FILE
    try:
        known = recipients.recipients(folders.keys)
    except recipients.BackupError as error:
        what, _, fix = str(error).partition(". ")
        yield Finding(what, fix or "put a line age1... there", must=path.exists())
        return
    if len(known) < 2:
        yield Finding(f"{path}: one key alone opens the backups, and can be lost", "add one of another person", must=False)
