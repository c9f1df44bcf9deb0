"""Editions: numbered folders with a file, a signed manifest and its check; `current` names the one that is shown."""

import fcntl
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook import chains, consents, signing
from casebook.disk import sha256, sync

CURRENT, FILE, MANIFEST, SIGNATURE, CHECK = "current", "published.db", "manifest.json", "manifest.sig", "check.json"
CLOSED = "closed"  # names the edition that was the current one when nothing was to be shown any more


class EditionError(Exception):
    """An edition that may not be shown as it stands; the message names the file and the fix."""


@dataclass(frozen=True)
class Edition:
    """One edition. `sha256` is that of its file as its signed manifest says; `checked`: the checker found no leak.

    `checked_with`: the hash of all that the pages were made with which the checker looked through.
    """

    number: int
    path: Path
    sha256: str
    checked: bool
    manifest: dict[str, Any]
    checked_with: str = ""

    @property
    def until(self) -> str:
        """The last day (ISO) on which every consent it rests on holds: it may not be shown after that."""
        return str(self.manifest.get("until", consents.LAST_DAY))


def current(folder: Path, keys: Path | None = None) -> Edition | None:
    """The edition that is to be shown, None when there is none. `keys` is the folder beside `folder` by default.

    Raises EditionError when its manifest is not signed by our key, or its file is not the one the manifest names.
    """
    link = folder / CURRENT
    if not link.is_symlink():
        return None
    edition = load(folder / link.readlink().name, keys or folder.parent / "keys")
    if sha256(edition.path) != edition.sha256:
        raise EditionError(f"{edition.path}: it is not the file that was published. Run publish.py again.")
    return edition


def load(place: Path, keys: Path) -> Edition:
    """The edition in a folder with its manifest verified; its file is not opened, and may have been destroyed."""
    try:
        body = (place / MANIFEST).read_bytes()
        signature = (place / SIGNATURE).read_text(encoding="ascii").strip()
        manifest = json.loads(body)
        number, digest = int(manifest["number"]), str(manifest["sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        raise EditionError(f"{place}: its manifest cannot be read. Run publish.py again.") from None
    if not signing.is_signed(keys, body, signature):
        raise EditionError(f"{place / MANIFEST}: it was not signed by the key in {keys}. Run publish.py again.")
    check = _check(place / CHECK, manifest)
    return Edition(number, place / FILE, digest, bool(check), manifest, str(check.get("site", "")))


def every(folder: Path, keys: Path) -> Iterator[Edition]:
    """All editions in order of their numbers, those included whose file was destroyed."""
    numbers = sorted(int(place.name) for place in folder.glob("*") if place.name.isdigit() and not place.is_symlink())
    for number in numbers:
        yield load(folder / str(number), keys)


def seal(place: Path, keys: Path, manifest: dict[str, Any], check: dict[str, Any]) -> None:
    """Write check, manifest and signature of the edition whose file is in `place`, and wait for the disk.

    Where there are some already they are replaced, the signature last: `recover` ends what a crash interrupted.
    """
    body = chains.canonical(check)
    manifest = manifest | {"sha256": sha256(place / FILE), "check": hashlib.sha256(body).hexdigest()}
    signed = chains.canonical(manifest)
    parts = {CHECK: body, MANIFEST: signed, SIGNATURE: f"{signing.sign(keys, signed)}\n".encode("ascii")}
    for name, content in parts.items():
        (place / f"{name}.new").write_bytes(content)
        sync(place / f"{name}.new")
    sync(place / FILE)
    recover(place)


def recover(place: Path) -> None:
    """Put in place what `seal` has written whole; what it has not is as if it had not been begun."""
    new = [place / f"{name}.new" for name in (CHECK, MANIFEST, SIGNATURE)]
    whole = new[-1].exists()
    for path in new:
        if path.exists() and whole:
            path.rename(path.with_suffix(""))
        else:
            path.unlink(missing_ok=True)
    sync(place)


def make_current(folder: Path, number: int, build: Path) -> None:
    """Put an edition in place for every server's next request, and its file at build/published.db."""
    new = folder / f"{CURRENT}.new"
    new.unlink(missing_ok=True)
    new.symlink_to(str(number))
    new.rename(folder / CURRENT)
    (folder / CLOSED).unlink(missing_ok=True)
    sync(folder)
    build.mkdir(parents=True, exist_ok=True)
    linked = build / f"{FILE}.new"
    linked.unlink(missing_ok=True)
    try:
        os.link(folder / str(number) / FILE, linked)
    except OSError:  # the build lies on another disk
        shutil.copyfile(folder / str(number) / FILE, linked)
    linked.rename(build / FILE)


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """Held, for as short as can be, by whoever looks at what is current and puts another in its place or closes it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (folder / f"{CURRENT}.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def close(folder: Path, build: Path) -> None:
    """Show nothing any more, from the next request on, until another edition is made current."""
    if (folder / CURRENT).is_symlink():
        (folder / CURRENT).rename(folder / CLOSED)
    (build / FILE).unlink(missing_ok=True)
    if folder.is_dir():
        sync(folder)


def shown(folder: Path) -> Path | None:
    """The folder of the edition that is shown, or that was until it was closed; None where there is none."""
    links = [folder / name for name in (CURRENT, CLOSED)]
    return next((folder / link.readlink().name for link in links if link.is_symlink()), None)


def destroy(edition: Edition) -> None:
    """Remove the file of an edition; its manifest stays."""
    edition.path.unlink(missing_ok=True)
    sync(edition.path.parent)


def _check(path: Path, manifest: dict[str, Any]) -> dict[str, Any]:
    """The result of the checker that names this very file, found nothing, and is the one the manifest signed; else {}."""
    body = path.read_bytes() if path.is_file() else b""
    try:
        check = json.loads(body)
        same = hashlib.sha256(body).hexdigest() == manifest["check"]
        return check if same and check["sha256"] == manifest["sha256"] and check["result"] == "clean" else {}
    except (ValueError, KeyError, TypeError):
        return {}
