"""Drafts: files that were uploaded and are looked at before anything of them counts, each in a private folder that expires."""

import hashlib
import json
import re
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook import importers, receipts, screening_words
from casebook.folders import Folders
from casebook.speaking import N_

KEPT = 3 * 24 * 3600  # seconds after which a draft is gone, taken in or not
NUMBER = re.compile("[0-9a-f]{32}")
LONGEST_NAME = 120  # bytes of a file's name in UTF-8
SAID, LOOKED, SEEN = "draft.json", "looked.json", "seen.json"


class NoName(Exception):
    """A file whose name cannot be kept; the message says why and what to do."""


@dataclass
class Draft:
    """An uploaded file: who brought it and when (UTC), under which name; which source it was `chosen` for (see `choosing`),
    and as what it was `taken` in: {"source", "receipt", "file"}."""

    folder: Path
    by: str
    at: str
    name: str
    sha256: str
    bytes: int
    chosen: dict[str, Any] | None = None
    taken: dict[str, Any] | None = None
    number: str = field(init=False)

    def __post_init__(self) -> None:
        self.number = self.folder.name

    @property
    def file(self) -> Path:
        return self.folder / "upload" / self.name

    def save(self) -> None:
        """Keep what was chosen or done with it."""
        told = {name: getattr(self, name) for name in ("by", "at", "name", "sha256", "bytes", "chosen", "taken")}
        write(self.folder / SAID, told)

    def choose(self, chosen: dict[str, Any]) -> None:
        """Say which source it belongs to; what was seen of it as another's is forgotten."""
        self.chosen = chosen
        (self.folder / SEEN).unlink(missing_ok=True)
        self.save()

    def found(self, what: str) -> dict[str, Any] | None:
        """What the process that looked at it found (LOOKED or SEEN), None where it has not ended."""
        return _read(self.folder / what)


def place(folders: Folders) -> Path:
    """Where drafts lie: beside the sources, for nobody but us, and in no backup."""
    return folders.data / "inbox"


def begin(folders: Folders) -> Path:
    """A new private folder for an upload."""
    folder = place(folders) / secrets.token_hex(16)
    place(folders).mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.mkdir(mode=0o700)
    (folder / "upload").mkdir(mode=0o700)
    return folder


def keep(folder: Path, part: Path, name: str, by: str) -> Draft:
    """Make a draft of what was uploaded into its folder; raises NoName, or Refused where no importer reads such a file."""
    name = plain_name(name)
    importers.find(Path(name))
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    draft = Draft(folder, by, receipts.now(), name, digest, part.stat().st_size)
    part.rename(draft.file)
    draft.save()
    return draft


def plain_name(name: str) -> str:
    """A file's own name, as it can be kept and shown: without folders, and without signs that nobody sees."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(sign for sign in last if unicodedata.category(sign)[0] != "C").lstrip(".~$ ").strip()
    stem, dot, suffix = seen.rpartition(".")
    if not stem or not dot:
        raise NoName(N_("This file has no name with an ending such as .csv or .xlsx. Give it one, and upload it again."))
    if screening_words.reaches(seen):
        raise NoName(N_("The name of this file holds a telephone number or an address, and names of files are shown."
                        " Rename it, and upload it again."))  # fmt: skip
    while len(f"{stem}.{suffix}".encode()) > LONGEST_NAME and stem:
        stem = stem[:-1]
    return f"{stem}.{suffix}"


def load(folders: Folders, number: str) -> Draft | None:
    """The draft of that number, None where there is none or its time is over."""
    if not NUMBER.fullmatch(number):
        return None
    folder = place(folders) / number
    told = _read(folder / SAID)
    return Draft(folder, **told) if told and not _is_over(folder) else None


def listed(folders: Folders) -> Iterator[Draft]:
    """Every draft there is, the newest first."""
    found = [draft for path in _folders(folders) if (draft := load(folders, path.name))]
    yield from sorted(found, key=lambda draft: (draft.at, draft.number), reverse=True)


def remove(folder: Path) -> None:
    """Throw the folder of a draft away, whole."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(folders: Folders) -> None:
    """Throw away the drafts whose time is over, and uploads that never became one."""
    for folder in _folders(folders):
        if _is_over(folder):
            remove(folder)


def write(path: Path, told: dict[str, Any]) -> None:
    """A file of a draft, whole or not at all, for nobody but us."""
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    part.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    part.replace(path)


def _folders(folders: Folders) -> list[Path]:
    return [path for path in place(folders).iterdir() if NUMBER.fullmatch(path.name)] if place(folders).is_dir() else []


def _is_over(folder: Path) -> bool:
    """Whether its time is over, by when the file was uploaded."""
    try:
        return time.time() - (folder / "upload").stat().st_mtime > KEPT
    except FileNotFoundError:
        return True


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return None
