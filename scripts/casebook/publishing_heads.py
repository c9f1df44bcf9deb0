"""Where the decision log stood at an edition, so that one that has since been shortened or rewritten is noticed."""

import hashlib
import json
from pathlib import Path
from typing import Any

from casebook import chains, decisions


def heads(folder: Path | None) -> dict[str, dict[str, Any]]:
    """For each chain its number of lines, the SHA-256 of its last, and whether all of it ships with the project."""
    found = {}
    for path in decisions.files(folder):
        lines = _lines(path)
        example = all(json.loads(line).get("example") is True for line in lines)
        found[path.name] = {"lines": len(lines), "sha256": _digest(lines), "example": example}
    return found


def lost_heads(folder: Path | None, before: dict[str, dict[str, Any]]) -> list[str]:
    """The chains that no longer begin with what they were; the example may be removed as a whole."""
    lost = []
    for name, head in before.items():
        path = folder / name if folder else None
        if path is None or not path.exists():
            if head["lines"] and not head["example"]:
                lost.append(name)
        elif not _begins(_lines(path), head) and not head["example"]:
            lost.append(name)
    return lost


def _begins(lines: list[bytes], head: dict[str, Any]) -> bool:
    return len(lines) >= head["lines"] and _digest(lines[: head["lines"]]) == head["sha256"]


def _lines(path: Path) -> list[bytes]:
    return path.read_bytes().split(b"\n")[:-1]


def _digest(lines: list[bytes]) -> str:
    return hashlib.sha256(lines[-1]).hexdigest() if lines else chains.START
