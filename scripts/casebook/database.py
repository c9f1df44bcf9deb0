"""Writing cases.db and contacts.db: one writer at a time, a first build in new files, all or nothing."""

import fcntl
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from casebook import disk, schema
from casebook.folders import Folders


@dataclass
class Writer:
    """The two open databases of a build: a `first` one is loaded before it is `indexed`, which is quicker."""

    cases: sqlite3.Connection
    contacts: sqlite3.Connection
    first: bool
    indexed: bool

    def index(self) -> None:
        """Create the indexes and search tables; from here on rows can be looked up."""
        schema.create_indexes(self.cases, schema.CASES)
        schema.create_indexes(self.contacts, schema.CONTACTS)
        self.indexed = True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is kept whole or not at all; one inside another is a part of it that can fail alone.

        Contacts are committed first: after a kill between the two, contacts of files that cases.db does not know
        are left over, and `drop_orphans` removes them before anything else is written.
        """
        begin, commit, undo = INNER if self.cases.in_transaction else OUTER
        for db in (self.cases, self.contacts):
            db.execute(begin)
        try:
            yield
        except BaseException:
            for db in (self.contacts, self.cases):
                for step in undo if db.in_transaction else ():  # a full disk has undone it all already
                    db.execute(step)
            raise
        for db in (self.contacts, self.cases):
            db.execute(commit)


OUTER = ("BEGIN IMMEDIATE", "COMMIT", ("ROLLBACK",))
INNER = ("SAVEPOINT part", "RELEASE part", ("ROLLBACK TO part", "RELEASE part"))


@contextmanager
def lock(folders: Folders, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the writer's lock of this build; waits for another writer, with a message."""
    folders.build.mkdir(parents=True, exist_ok=True)
    with (folders.build / "writer.lock").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another import or judgement is being written; waiting for it to end.")
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def writing(folders: Folders) -> Iterator[Writer]:
    """The databases open for writing (under `lock`): the ones that are there, or new ones put in place at the end.

    Ones of another version, whose tables or columns are not those of `schema`, are built anew as if there were none.
    """
    if _are_of(((folders.cases, schema.CASES), (folders.contacts, schema.CONTACTS))):
        with _existing(folders) as writer:
            yield writer
    else:
        with _first(folders) as writer:
            yield writer


def _are_of(files: Iterable[tuple[Path, dict[str, str]]]) -> bool:
    """Whether each file is there and has its tables and columns."""
    for path, tables in files:
        if not path.exists():
            return False
        with closing(schema.connect(path, readonly=True)) as db:
            for table, spec in tables.items():
                if [row[1] for row in db.execute(f'PRAGMA table_info("{table}")')] != list(schema.columns(spec)):
                    return False
    return True


@contextmanager
def _existing(folders: Folders) -> Iterator[Writer]:
    writer = Writer(schema.connect(folders.cases), schema.connect(folders.contacts), first=False, indexed=True)
    for statement in schema.BLOCKS:  # what linking keeps for itself may be of a version before
        writer.cases.execute(statement)
    try:
        drop_orphans(writer)
        yield writer
    except BaseException:
        _close(writer)  # what failed is said, and not what that made impossible
        raise
    for db in (writer.cases, writer.contacts):
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()


@contextmanager
def _first(folders: Folders) -> Iterator[Writer]:
    new_cases, new_contacts = (path.with_suffix(".new") for path in (folders.cases, folders.contacts))
    for path in (new_cases, new_contacts):
        remove(path)
    writer = Writer(schema.connect(new_cases), schema.connect(new_contacts), first=True, indexed=False)
    try:
        _prepare(writer, folders.build)
        yield writer
        if not writer.indexed:
            writer.index()
        for db in (writer.cases, writer.contacts):
            db.execute("PRAGMA journal_mode=WAL")
    except BaseException:
        _close(writer)
        for path in (new_cases, new_contacts):
            remove(path)
        raise
    _close(writer)
    for new, path in ((new_contacts, folders.contacts), (new_cases, folders.cases)):
        disk.sync(new)
        remove(path)
        new.replace(path)
    disk.sync(folders.build)


def _prepare(writer: Writer, folder: Path) -> None:
    for db, tables in ((writer.cases, schema.CASES), (writer.contacts, schema.CONTACTS)):
        schema.prepare_load(db, folder)
        schema.create_tables(db, tables)


def _close(writer: Writer) -> None:
    for db in (writer.cases, writer.contacts):
        with suppress(sqlite3.Error):
            db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        db.close()


def remove(path: Path) -> None:
    """Remove a database file with what SQLite may have left beside it."""
    for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        name.unlink(missing_ok=True)


def drop_orphans(writer: Writer) -> None:
    """Remove contacts of files that cases.db does not hold: the rest of a run that was killed while committing."""
    known = {key for (key,) in writer.cases.execute('SELECT "key" FROM files')}
    for row, key in writer.contacts.execute('SELECT id, "key" FROM files').fetchall():
        if key not in known:
            for table in ("contacts", "cells", "quarantined"):
                writer.contacts.execute(f'DELETE FROM "{table}" WHERE file = ?', (row,))
            writer.contacts.execute("DELETE FROM files WHERE id = ?", (row,))
