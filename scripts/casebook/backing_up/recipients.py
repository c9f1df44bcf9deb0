"""Who can open a backup: age recipients, whose secret halves (identities) are kept away from this machine."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from pyrage import IdentityError, RecipientError, x25519

FILE = "backup-recipients.txt"  # in the folder of keys; one recipient a line, # begins a remark
SECRET = "AGE-SECRET-KEY-"


class BackupError(Exception):
    """A backup cannot be made, opened or trusted; the message names what is wrong and the fix."""


def recipients(keys: Path, given: Iterable[str] = ()) -> list[x25519.Recipient]:
    """Those of the file in `keys` and those given; raises BackupError when there is none or one is not a recipient."""
    path = keys / FILE
    written = _lines(path) if path.is_file() else []
    found: dict[str, x25519.Recipient] = {}
    for text in (*written, *given):
        if text.upper().startswith(SECRET):
            raise BackupError(f"{path}: it holds a secret key, which belongs on no server. Put the public key there.")
        try:
            found[text] = x25519.Recipient.from_str(text)
        except RecipientError:
            raise BackupError(f"{path}: {text[:12]!r}... is not an age recipient (age1 and 58 letters).") from None
    if not found:
        raise BackupError(
            f"{path}: nobody could open the backup. On another machine, run scripts/backup.py --new-identity FILE, "
            "and put the line age1... that it prints into this file; do so twice, for two people in two places."
        )
    return list(found.values())


def identities(path: Path) -> list[x25519.Identity]:
    """The secret keys in an identity file, as age-keygen writes it; raises BackupError when there is none."""
    try:
        return [x25519.Identity.from_str(text) for text in _lines(path)] or _none(path)
    except (IdentityError, UnicodeDecodeError):
        return _none(path)


def new_identity(path: Path) -> str:
    """Write a new secret key to a file that is not there yet, readable by its owner alone; its recipient."""
    identity = x25519.Identity.generate()
    recipient = str(identity.to_public())
    made = datetime.now(UTC).isoformat(timespec="seconds")
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(f"# created: {made}\n# public key: {recipient}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return recipient


def _lines(path: Path) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def _none(path: Path) -> list[x25519.Identity]:
    raise BackupError(f"{path}: it is not an age identity file (a line AGE-SECRET-KEY-1...).")
