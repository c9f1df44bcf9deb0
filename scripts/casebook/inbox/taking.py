"""Taking in: an uploaded file received for the source it was chosen for, by the same receipts as every other."""

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from casebook import receipts, source_drafts, written_here
from casebook.inbox.drafts import Draft
from casebook.receipts import Receipt, ReceiptError

APART = "list-"
HERE = (written_here.TOLD, written_here.BY_HAND)


def receive(sources: Path, draft: Draft, chosen: dict[str, Any], text: str, by: str) -> tuple[str, Receipt]:
    """Receive the file of a draft in a folder of sources, making the source of this `text` where it is new; (its name,
    the receipt).

    A file whose name was received before gets a number behind it. Raises ReceiptError, also for a file that is there
    already, and SourceError where the new source could not be read.
    """
    name = chosen.get("source") or _new(sources, chosen["title"], text)
    folder = sources / name
    for one in receipts.effective(folder):
        if one.sha256 == draft.sha256:
            raise ReceiptError(f"This very file was received for {name} on {one.at[:10]}, as {one.file}.")
    with tempfile.TemporaryDirectory(dir=draft.folder) as aside:
        named = Path(aside) / _name(folder, draft.name)
        os.link(draft.file, named)
        return name, receipts.receive(folder, named, chosen.get("replaces") or None, by)


def take(sources: Path, draft: Draft, seen: dict[str, Any], by: str) -> None:
    """Receive a draft as it was seen, once however often it is asked for; the upload is removed."""
    if draft.taken is None:
        chosen = (draft.chosen or {}) | {"replaces": seen["replaces"]}
        name, receipt = receive(sources, draft, chosen, seen["text"], by)
        draft.taken = {"source": name, "receipt": receipt.seq, "file": receipt.file}
        draft.save()
        shutil.rmtree(draft.folder / "upload")
        (draft.folder / "upload").mkdir(mode=0o700)


def state(sources: Path, chosen: dict[str, Any]) -> str:
    """What a comparison rests on, as one hash: the receipts of the source, and what it says of itself."""
    total = hashlib.sha256(repr(sorted(chosen.items(), key=lambda pair: pair[0])).encode())
    for path in (receipts.log(sources / chosen.get("source", "")), sources / chosen.get("source", "") / "source.yml"):
        total.update(path.read_bytes() if chosen.get("source") and path.exists() else b"-")
    return total.hexdigest()


def _new(sources: Path, title: str, text: str) -> str:
    """The folder of a new source, named after its title."""
    stem = source_drafts.name_for(Path(f"{title}.x"))[:60].strip("-") or "source"
    if stem.startswith(HERE):
        stem = APART + stem
    name, number = stem, 2
    while (sources / name).exists():
        name, number = f"{stem}-{number}", number + 1
    source_drafts.make(sources / name, text)
    return name


def _name(folder: Path, name: str) -> str:
    """The name under which a file is received: its own, or with a number where one of that name was received before."""
    stem, _, suffix = name.rpartition(".")
    number = 2
    while (folder / "files" / name).exists():
        name, number = f"{stem}-{number}.{suffix}", number + 1
    return name
