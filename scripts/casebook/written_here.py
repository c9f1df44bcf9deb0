"""Written here: what somebody writes down on the site, as a file of a source like any other, with its receipt."""

import json
import tempfile
from pathlib import Path
from typing import Any

import yaml

from casebook import receipts

# How the folders of sources begin that are written on the site alone: what was told of a case, and cases by hand.
TOLD, BY_HAND = "told-here-", "by-hand-"


def source(folder: Path, said: dict[str, Any]) -> Path:
    """The folder of a source that says this of itself, made where it is not there yet."""
    if not (folder / "source.yml").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "files").mkdir(exist_ok=True)
        part = folder / ".source.yml.part"
        part.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")
        part.replace(folder / "source.yml")
    return folder


def receive(folder: Path, file: str, cells: dict[str, str], replaces: str | None, by: str) -> None:
    """Write one record down and receive it, once however often it is asked for; raises ReceiptError."""
    body = json.dumps([cells], ensure_ascii=False, indent=1) + "\n"
    if any(one.file == file for one in receipts.effective(folder)):
        return
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        path = Path(aside) / file
        path.write_text(body, encoding="utf-8")
        receipts.receive(folder, path, replaces, by)
