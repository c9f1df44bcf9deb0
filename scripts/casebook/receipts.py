"""Receipts: which file a source gave, when, by whom, and what it replaces; record state is computed from them alone."""

import getpass
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casebook import chains, disk, screening_words

# What operating systems and office programs leave beside people's files.
LEFT_BY_PROGRAMS = ("thumbs.db", "desktop.ini")


class ReceiptError(Exception):
    """A file and its receipt do not agree; the message names the file and says how to put it right."""


@dataclass(frozen=True)
class Receipt:
    """One file as received: its number in the log, time, name under `files/`, SHA-256, size, and what it replaces."""

    seq: int
    at: str
    file: str
    sha256: str
    bytes: int
    replaces: str | None
    by: str


def log(source: Path) -> Path:
    return source / "receipts.jsonl"


def effective(source: Path) -> list[Receipt]:
    """The receipts of a source that were not undone, in order."""
    entries = chains.read(log(source))
    undone = {entry["undo"] for entry in entries if "undo" in entry}
    live = [entry for entry in entries if "file" in entry and entry["seq"] not in undone]
    return [_receipt(entry) for entry in live]


def take_stock(source: Path, by: str | None = None) -> list[Receipt]:
    """Give each file of `files/` that has no receipt one, check the others, and return the receipts in effect.

    Raises ReceiptError when a file differs from its receipt or a received file is missing.
    """
    entries = chains.read(log(source))
    known = {entry["file"]: entry for entry in entries if "file" in entry}
    undone = {entry["undo"] for entry in entries if "undo" in entry}
    for name in _names(source):
        path = source / "files" / name
        if name not in known:
            _check_name(source, name)
            _write(source, name, disk.sha256(path), path.stat().st_size, None, by)
        elif known[name]["seq"] not in undone:
            _check(source, path, known[name])
    for name, entry in known.items():
        if entry["seq"] not in undone and not (source / "files" / name).exists():
            raise ReceiptError(
                f"{source.name}/files/{name} was received but is gone. Put the file back, or undo its receipt: "
                f"scripts/import_sources.py --undo {source.name} --receipt {entry['seq']}"
            )
    return effective(source)


def receive(source: Path, file: Path, replaces: str | None, by: str | None = None) -> Receipt:
    """Copy a file into `files/` under its own name and write its receipt; an older version is never overwritten.

    A file whose receipt was undone may be received again.
    """
    _check_source(source)
    _check_name(source, file.name)
    target = source / "files" / file.name
    content = file.read_bytes()
    received = {receipt.file for receipt in effective(source)}
    again = target.exists() and file.name not in received and target.read_bytes() == content
    if target.exists() and target.resolve() != file.resolve() and not again:
        raise ReceiptError(f"{source.name}/files/{file.name} is there already: give the new version another name.")
    if replaces is not None and replaces not in received:
        raise ReceiptError(
            f"{source.name} has no file {replaces} to replace; it has: {', '.join(sorted(received)) or 'none'}."
        )
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        try:
            part.write_bytes(content)
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    return _write(source, file.name, hashlib.sha256(content).hexdigest(), len(content), replaces, by)


def undo(source: Path, seq: int | None, by: str | None = None) -> Receipt:
    """Undo a receipt of this source, the last in effect unless `seq` names one; the file itself stays."""
    _check_source(source)
    live = effective(source)
    chosen = [receipt for receipt in live if seq is None or receipt.seq == seq][-1:]
    if not chosen:
        raise ReceiptError(
            f"{source.name} has no such receipt to undo." if seq else f"{source.name} has nothing to undo."
        )
    chains.append(log(source), {"at": now(), "by": by or getpass.getuser(), "undo": chosen[0].seq})
    return chosen[0]


def now() -> str:
    """The present moment as receipts write it: UTC, to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _write(source: Path, name: str, sha256: str, size: int, replaces: str | None, by: str | None) -> Receipt:
    entry = {
        "at": now(),
        "by": by or getpass.getuser(),
        "bytes": size,
        "file": name,
        "replaces": replaces,
        "sha256": sha256,
    }
    seq = chains.append(log(source), entry)["seq"]
    return Receipt(seq, entry["at"], name, sha256, size, replaces, entry["by"])


def _receipt(entry: dict) -> Receipt:
    return Receipt(*(entry[name] for name in ("seq", "at", "file", "sha256", "bytes", "replaces", "by")))


def _check_name(source: Path, name: str) -> None:
    """Raises ReceiptError where the name of a new file would show a number or an address to whoever sees the file."""
    if screening_words.reaches(name) or any(ord(sign) < 32 or "\ud800" <= sign <= "\udfff" for sign in name):
        raise ReceiptError(
            f"The name of a file for {source.name} holds a telephone number, an address or a sign that is none, and"
            f" names of files are shown: rename it first. It is {screening_words.masked(name)!a}"
        )


def _check_source(source: Path) -> None:
    """Raises ReceiptError, with the sources there are, where the folder is none."""
    if ".." in source.parts or not (source / "source.yml").is_file():
        there = ", ".join(sorted(path.parent.name for path in source.parent.glob("*/source.yml"))) or "none"
        raise ReceiptError(
            f"There is no source {source.name} with a source.yml. The sources are: {there}. "
            f"A new one is made with scripts/new_source.py FILE"
        )


def _names(source: Path) -> Iterator[str]:
    """The files received; a folder among them is an error, for what is in it would be left out in silence."""
    folder = source / "files"
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.name.startswith((".", "~$")) or path.name.lower() in LEFT_BY_PROGRAMS:
            continue
        if path.is_dir():
            raise ReceiptError(
                f"{source.name}/files/{path.name} is a folder, and only files are received: put its files into "
                f"{source.name}/files themselves, or take it away"
            )
        if path.is_file():
            yield path.name


def _check(source: Path, path: Path, entry: dict) -> None:
    if path.stat().st_size == entry["bytes"] and disk.sha256(path) == entry["sha256"]:
        return
    raise ReceiptError(
        f"{source.name}/files/{path.name} is not the file that was received on {entry['at'][:10]}. A received file is never"
        f" changed: save the corrected version under a new name and run scripts/import_sources.py"
        f" --receive NEW-FILE --into {source.name} --replaces {path.name}"
    )
