"""Receipts: which file a source gave, when, by whom, and what it replaces; record state is computed from them alone."""

import getpass
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from casebook import chains


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
            _write(source, name, digest(path), path.stat().st_size, None, by)
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
    """Copy a file into `files/` under its own name and write its receipt; an older version is never overwritten."""
    target = source / "files" / file.name
    content = file.read_bytes()
    if target.exists() and target.resolve() != file.resolve():
        raise ReceiptError(f"{source.name}/files/{file.name} is there already: give the new version another name.")
    received = {receipt.file for receipt in effective(source)}
    if replaces is not None and replaces not in received:
        raise ReceiptError(
            f"{source.name} has no file {replaces} to replace; it has: {', '.join(sorted(received)) or 'none'}."
        )
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(f".{target.name}.part")
        part.write_bytes(content)
        part.replace(target)
    return _write(source, file.name, hashlib.sha256(content).hexdigest(), len(content), replaces, by)


def undo(source: Path, seq: int | None, by: str | None = None) -> Receipt:
    """Undo a receipt of this source, the last in effect unless `seq` names one; the file itself stays."""
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


def digest(path: Path) -> str:
    """SHA-256 of a file, in hex, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


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


def _names(source: Path) -> Iterator[str]:
    folder = source / "files"
    if folder.is_dir():
        yield from sorted(path.name for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))


def _check(source: Path, path: Path, entry: dict) -> None:
    if path.stat().st_size == entry["bytes"] and digest(path) == entry["sha256"]:
        return
    raise ReceiptError(
        f"{source.name}/files/{path.name} is not the file that was received on {entry['at'][:10]}. A received file is never"
        f" changed: save the corrected version under a new name and run scripts/import_sources.py"
        f" --receive NEW-FILE --into {source.name} --replaces {path.name}"
    )
