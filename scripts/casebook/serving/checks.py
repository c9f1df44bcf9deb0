"""What must hold before a site may start: the right files, a described access to each, a checked edition."""

import hashlib
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from casebook import editions, metadata, publishing_tables, schema
from casebook.folders import REPOSITORY

SHADOWS = ("data", "idx", "content", "docsize", "config")


class NotServed(Exception):
    """The site does not start; the message says why and what to do."""


def checked_edition(folder: Path, keys: Path) -> editions.Edition:
    """The current edition, its bytes compared with its signed manifest; raises NotServed when it may not be shown."""
    try:
        edition = editions.current(folder, keys)
    except (editions.EditionError, OSError) as error:
        raise NotServed(f"The current edition is not shown: {error}") from error
    if edition is None:
        raise NotServed(f"{folder}: no edition has been published yet. Fix: make build")
    if edition.until < date.today().isoformat():
        raise NotServed(f"{edition.path}: a consent that it rests on ended with {edition.until}. Fix: make build")
    if not edition.checked:
        raise NotServed(f"{edition.path}: this edition has no passing check.json. Fix: scripts/check_publication.py")
    if edition.checked_with != site_hash():
        raise NotServed(
            f"{edition.path}: it was checked with other templates, pages or metadata. Fix: make build, or publish.py"
        )
    return edition


def site_hash(site: Path = REPOSITORY) -> str:
    """SHA-256 over all that pages are made with, as the checker notes it: "path, NUL, hash" of each file in order."""
    total = hashlib.sha256()
    for part in ("metadata.yml", "plugins", "static", "templates", "scripts/casebook/pages"):
        whole = site / part
        for path in sorted(whole.rglob("*")) if whole.is_dir() else [whole]:
            if path.is_file() and path.suffix not in (".pyc", ".new"):
                total.update(f"{path.relative_to(site).as_posix()}\0{sha256(path)}\n".encode())
    return total.hexdigest()


def unchecked(folder: Path) -> editions.Edition:
    """An edition that is being checked, as it lies in a folder."""
    path = folder / editions.FILE
    if not path.is_file():
        raise NotServed(f"{path}: there is no edition here")
    return editions.Edition(0, path, sha256(path), False, {})


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check_files(files: Sequence[Path], edition: editions.Edition | None, *, press: bool) -> None:
    """Raise NotServed when a file is missing, is no database, or is not one that this site may open."""
    names = [path.stem.casefold() for path in files]
    for path in files:
        if not path.is_file():
            raise NotServed(f"{path}: this file is missing. Fix: make build")
        if names.count(path.stem.casefold()) > 1:
            raise NotServed(f"{path}: two files are named {path.stem}, and only one of them would be guarded")
        is_edition = path.name == "published.db"
        if press and not (edition and is_edition and sha256(path) == edition.sha256):
            raise NotServed(f"{path}: the press site opens the current edition's published.db and nothing else")
        if is_edition and not (edition and sha256(path) == edition.sha256):
            raise NotServed(f"{path}: this is not the file of the current edition. Fix: leave it out")
        try:
            if table_names(path) >= set(schema.CONTACTS):
                raise NotServed(f"{path}: this holds contacts, which no site opens. Fix: leave it out")
        except sqlite3.Error as error:
            raise NotServed(f"{path}: this is not a database that can be read: {error}") from error


def load_metadata(path: Path, files: Iterable[Path]) -> dict:
    """metadata.yml, linted against the tables of the files; raises NotServed on what is unknown or left open."""
    attached = {file.stem: file for file in files}
    tables = {name: table_names(file) for name, file in attached.items()}
    research, edition = set(schema.CASES) | shadows("search"), set(publishing_tables.TABLES) | shadows("search")
    known = {"cases": research, "published": edition} | tables
    known |= {"cases": research | tables["cases"]} if "cases" in tables else {}
    try:
        found = metadata.load(path, known)
    except metadata.MetadataError as error:
        raise NotServed(str(error)) from error
    bare = metadata.without_allow(found, attached)
    if bare:
        why = f"{path} has no allow block for database {bare[0]!r}, so everyone logged in could read it"
        raise NotServed(f"{attached[bare[0]]}: {why}")
    return found


def table_names(path: Path) -> set[str]:
    """The tables of a database file, read without creating anything."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}
    finally:
        db.close()


def shadows(table: str) -> set[str]:
    """A full-text table and the tables SQLite keeps it in."""
    return {table, *(f"{table}_{part}" for part in SHADOWS)}
