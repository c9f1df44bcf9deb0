"""The machine: room on the disk, the clock, the libraries, and what in the environment would tell or show too much."""

import importlib.metadata
import os
import re
import resource
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

from casebook import audit, chains
from casebook.examining.finding import Finding
from casebook.folders import Folders

LEAST_FREE = 1 << 30  # bytes
PLUGINS = {"datasette-auth-passwords"}
TELLS = ("DATASETTE_SECRET", "DATASETTE_LOAD_PLUGINS", "DATASETTE_TRACE_PLUGINS", "PYTHONDEVMODE", "PYTHONINSPECT")
SYNCED = {"dropbox", "onedrive", "google drive", "googledrive", "icloud drive", "nextcloud", "owncloud", "syncthing"}
PINNED = re.compile(r"^([A-Za-z0-9_.\-]+)==([^\s;\\]+)", re.MULTILINE)
Version = tuple[int, ...]


def room(folders: Folders) -> Iterator[Finding]:
    """Room for another build and another backup."""
    built = sum(path.stat().st_size for path in folders.build.glob("*") if path.is_file())
    free = shutil.disk_usage(folders.data).free
    if free < max(LEAST_FREE, 3 * built):
        yield Finding(f"{folders.data}: {free // 2**20:,} MB are free, too few for an import and a backup", "make room")


def clock(folders: Folders) -> Iterator[Finding]:
    """Lines of the audit log that were written later than now: the clock was set back, or is wrong."""
    now = datetime.now(UTC) + timedelta(minutes=5)
    try:
        lines = audit.read(folders.audit)
    except (chains.BrokenChain, OSError):
        return
    latest = max((line["at"] for line in lines), default="")
    if latest > now.isoformat():
        yield Finding(f"the clock says {now:%Y-%m-%d %H:%M} UTC, and something was written at {latest}", "set the clock")


def disk(folders: Folders) -> Iterator[Finding]:
    """A disk that is not encrypted, as far as Linux tells, and folders that programs copy to other machines."""
    device = folders.data.stat().st_dev
    crypt = Path(f"/sys/dev/block/{os.major(device)}:{os.minor(device)}/dm/uuid")
    if not (crypt.is_file() and crypt.read_text().startswith("CRYPT-")):
        yield Finding(f"{folders.data}: nothing shows that this disk is encrypted", "put data on an encrypted disk (LUKS)",
                      must=False)  # fmt: skip
    for part in folders.data.resolve().parts:
        if part.casefold() in SYNCED:
            yield Finding(f"{folders.data}: {part} copies it to other machines", "keep data in a folder that nothing copies")


def environment(folders: Folders) -> Iterator[Finding]:
    """What would write private values into logs and core files, or run more than what is locked."""
    if find_spec("rich"):
        yield Finding("the package rich is installed: Datasette then writes local variables into its log", "pip uninstall rich")
    for variable in TELLS:
        if os.environ.get(variable):
            yield Finding(f"{variable} is set in the environment", f"unset {variable}")
    if resource.getrlimit(resource.RLIMIT_CORE)[0] != 0:
        yield Finding("a crash would leave a core file, with all that was in memory", "ulimit -c 0; LimitCORE=0 in systemd",
                      must=False)  # fmt: skip


def libraries(lock: Path, installed: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Libraries that are not those of the lock, and plugins of Datasette that nobody chose."""
    if installed is None:
        installed = {_plain(one.name): one.version for one in importlib.metadata.distributions()}
        for one in importlib.metadata.distributions():
            hooks = any(entry.group == "datasette" for entry in one.entry_points)
            if hooks and _plain(one.name) not in PLUGINS:
                yield Finding(f"{one.name}: a plugin of Datasette that is not one of Casebook's", f"pip uninstall {one.name}")
    for name, version in PINNED.findall(lock.read_text(encoding="utf-8")):
        found = installed.get(_plain(name))
        if found != version:
            have = f"{found} is installed" if found else "it is not installed"
            yield Finding(f"{name}: {have}, and {version} is the one that was tested", "make venv (it follows the lock)")


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def sqlite(version: Version = sqlite3.sqlite_version_info) -> Iterator[Finding]:
    """A SQLite that is too old, lacks full-text search, or may damage a database that two processes write."""
    text = ".".join(map(str, version))
    if version < (3, 37, 0):
        yield Finding(f"SQLite {text} is too old for strict tables", "install Python with SQLite 3.37 or later")
    options = {name for (name,) in sqlite3.connect(":memory:").execute("PRAGMA compile_options")}
    if "ENABLE_FTS5" not in options:
        yield Finding("this SQLite has no full-text search (FTS5)", "install Python with a SQLite that has it")
    if _may_reset(version):
        yield Finding(f"SQLite {text} can damage a database in WAL mode that two processes write at once",
                      "let Casebook alone write (it locks); open its files read-only with everything else; update SQLite "
                      "to 3.51.3, 3.50.7 or 3.44.6 when you can", must=False)  # fmt: skip


def _may_reset(version: Version) -> bool:
    """Whether a release has the WAL-reset race: 3.7.0 to 3.51.2 but for 3.44.6 and 3.50.7 and what followed them."""
    mended = (3, 44, 6) <= version < (3, 45, 0) or (3, 50, 7) <= version < (3, 51, 0)
    return (3, 7, 0) <= version < (3, 51, 3) and not mended
