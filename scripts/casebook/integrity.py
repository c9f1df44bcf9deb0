"""Integrity: whether what people gave, decided and published is still what was written down when they did."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook import audit, chains, content, decisions, disk, editions, pipeline
from casebook.folders import Folders
from casebook.rehearsing import rehearsal


def faults(folders: Folders, *, rebuild: bool = False) -> Iterator[str]:
    """What differs from what was written down, an item a line: files received, logs, approved faces, editions, audit.

    With `rebuild`, both databases are made again from nothing, and each table that says otherwise is named.
    """
    for source in sorted(path.parent for path in folders.sources.glob("*/source.yml")):
        yield from _received(source)
    yield from _chain(lambda: decisions.read(folders.decisions))
    yield from _faces(folders.decisions)
    yield from _chain(lambda: audit.read(folders.audit))
    yield from _editions(folders)
    if rebuild:
        yield from _rebuilt(folders)


def _chain(read) -> Iterator[str]:
    try:
        read()
    except (chains.BrokenChain, OSError) as failure:
        yield str(failure)


def _received(source: Path) -> Iterator[str]:
    try:
        entries = chains.read(source / "receipts.jsonl")
    except chains.BrokenChain as failure:
        yield str(failure)
        return
    for entry in entries:
        if "file" not in entry:
            continue
        path = source / "files" / entry["file"]
        if not path.is_file():
            yield f"{source.name}/files/{entry['file']}: it was received and is gone"
        elif path.stat().st_size != entry["bytes"] or disk.sha256(path) != entry["sha256"]:
            yield f"{source.name}/files/{entry['file']}: it is not what was received on {entry['at'][:10]}"


def _faces(folder: Path | None) -> Iterator[str]:
    for path in sorted((folder / "projections").glob("*.json")) if folder else ():
        if hashlib.sha256(path.read_bytes()).hexdigest() != path.stem:
            yield f"decisions/projections/{path.name}: it is not the face that was approved"


def _editions(folders: Folders) -> Iterator[str]:
    for place in sorted(folders.editions.glob("[0-9]*")):
        if not place.name.isdigit():
            continue
        try:
            edition = editions.load(place, folders.keys)
        except editions.EditionError as failure:
            yield str(failure)
            continue
        if edition.path.exists() and disk.sha256(edition.path) != edition.sha256:
            yield f"editions/{place.name}/{editions.FILE}: it is not the file that was signed"


def _rebuilt(folders: Folders) -> Iterator[str]:
    """The tables that a build from nothing fills otherwise than they are filled now."""
    with _from_nothing(folders) as again:
        pipeline.run(again)
        made, here = dict(content.hashes(again)), dict(content.hashes(folders))
    for table in sorted(made.keys() | here.keys()):
        if made.get(table) != here.get(table):
            yield f"{table}: it does not say what a build from the sources and decisions says"


@contextmanager
def _from_nothing(folders: Folders) -> Iterator[Folders]:
    with rehearsal(folders) as copy, TemporaryDirectory(prefix="casebook-") as place:
        yield replace(copy, build=Path(place))
