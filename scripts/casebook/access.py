"""How far the sites are open: to everybody, for reading alone or to nobody, and whose login needs a second factor."""

from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from casebook.disk import write_private
from casebook.rereading import Rereading

FILE = "access.yml"
MODES = ("open", "read-only", "closed")


class AccessError(ValueError):
    """access.yml cannot be used; the message says what is wrong and the fix."""


@dataclass(frozen=True)
class Access:
    """What holds for everybody: `mode` is one of MODES, `second_factor` the roles that cannot log in without one."""

    mode: str = "open"
    second_factor: tuple[str, ...] = ()

    def demands_of(self, roles: tuple[str, ...]) -> bool:
        """Whether somebody with these roles needs a second factor."""
        return bool(set(roles) & set(self.second_factor))


OPEN, CLOSED = Access(), Access("closed")


def watched(keys: Path) -> Rereading[Access]:
    """How far the sites are open now. No file means open; one that cannot be read opens to nobody."""
    return Rereading(keys / FILE, _read, CLOSED, OPEN)


def read(keys: Path) -> Access:
    """What the file says; raises AccessError on one that is damaged."""
    path = keys / FILE
    return _read(path) if path.exists() else OPEN


def save(keys: Path, access: Access) -> None:
    write_private(keys / FILE, yaml.safe_dump(asdict(access) | {"second_factor": list(access.second_factor)}))


def _read(path: Path) -> Access:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8"))
        access = Access(str(found["mode"]), tuple(found["second_factor"]))
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, KeyError) as error:
        raise AccessError(f"{path}: this file is damaged. Fix: scripts/panic.py open") from error
    if access.mode not in MODES:
        raise AccessError(f"{path}: {access.mode!r} is not one of {', '.join(MODES)}. Fix: scripts/panic.py open")
    return access
